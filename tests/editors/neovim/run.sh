#!/usr/bin/env bash
# run.sh BINARY WORK TEST.lua: runs a test in a real headless Neovim that finds the server BINARY on PATH and the plugin on its
# runtime path, as README.md says. The folder WORK holds Neovim and the test's files.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
[ $# = 3 ] || {
  echo "usage: run.sh BINARY WORK TEST.lua" >&2
  exit 2
}
binary=$(realpath -e "$1")
mkdir -p "$2"
work=$(realpath "$2")
test=$(realpath -e "$3")

nvim=$(flock "$work" "$here/find-nvim.sh" "$work")
play=$work/$(basename "$test" .lua)
rm -rf "$play"
mkdir -p "$play/home" "$play/counter" "$play/bin"
cp "$root/examples/counter.go" "$play/counter/counter.go"
printf 'module counter\n\ngo 1.26\n' >"$play/counter/go.mod"
ln -s "$binary" "$play/bin/escapement"

export HOME=$play/home XDG_CONFIG_HOME=$play/home/config XDG_DATA_HOME=$play/home/data XDG_STATE_HOME=$play/home/state
export XDG_CACHE_HOME=$play/home/cache XDG_RUNTIME_DIR=$play/home TERM=xterm-256color
unset NVIM NVIM_LISTEN_ADDRESS NVIM_APPNAME VIMRUNTIME VIM
export PATH=$play/bin:$PATH TEST_NVIM=$nvim TEST_PLUGIN=$root/editors/neovim TEST_LIBRARY=$here TEST_FILE=$test
cd "$play/counter"
# A test may want settings that are there before the plugin is loaded.
settings=${test%.lua}.settings.lua
set --
if [ -e "$settings" ]; then set -- --cmd "luafile $settings"; fi
exec timeout --kill-after=5 100 "$nvim" --headless --clean --cmd "set runtimepath+=$TEST_PLUGIN" "$@" -c "luafile $here/start.lua" counter.go
