#!/usr/bin/env bash
# usage: fetch.sh DEST
# Lays out the modules of modules.txt under DEST, each ready to be the main module of a build:
#   DEST/modules/FOLDER   the module's files, writable
#   DEST/cache            the module cache (GOMODCACHE) with everything that they require
# Modules come through the Go module proxy, as the go command is set up. Done once: later calls return at once.
# Exit codes: 0 done, 77 no go command or no proxy (a test skips), 1 anything else.
set -euo pipefail

manifest=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/modules.txt
readonly manifest
[ $# = 1 ] || { sed -n 's/^# //p' "$0" | head -1 >&2; exit 1; }
mkdir -p "$1"
dest=$(cd "$1" && pwd)
readonly dest

skip() {
  printf 'skipped: %s\n' "$*" >&2
  exit 77
}

command -v go >/dev/null || skip "the corpora of third-party modules need the go command"
exec 9>"$dest/lock" # tests may run side by side
flock 9
cmp -s "$manifest" "$dest/fetched" && exit 0

export GOMODCACHE=$dest/cache GOFLAGS=-modcacherw GOTOOLCHAIN=local GOWORK=off
rm -rf "$dest/modules" "$dest/fetched"
mkdir -p "$dest/modules"

entries() { sed 's/#.*//; /^[[:space:]]*$/d' "$manifest"; }

mapfile -t wanted < <(entries | awk '{print $2 "@" $3}')
cd "$dest"
if ! go mod download -json "${wanted[@]}" >download.json 2>download.log; then
  cat download.json download.log >&2
  skip "the modules cannot be downloaded through the Go module proxy"
fi

# FOLDER MODULE VERSION SUM on standard input; parents come before the modules nested in them.
lay_out() {
  local folder module version sum found directory
  while read -r folder module version sum; do
    found=$(awk -v path="\"$module\"," '$1 == "\"Path\":" { here = $2 == path } here && $1 == "\"Sum\":" { gsub(/[",]/, "", $2); print $2 }' download.json)
    directory=$(awk -v path="\"$module\"," '$1 == "\"Path\":" { here = $2 == path } here && $1 == "\"Dir\":" { gsub(/[",]/, "", $2); print $2 }' download.json)
    [ "$found" = "$sum" ] || {
      printf '%s@%s: checksum %s, modules.txt says %s\n' "$module" "$version" "$found" "$sum" >&2
      exit 1
    }
    mkdir -p "modules/$folder"
    cp -R "$directory/." "modules/$folder/"
    chmod -R u+w "modules/$folder"
  done
}
entries | sort | lay_out

entries | while read -r folder _; do
  (cd "modules/$folder" && go mod download) 2>download.log || {
    cat download.log >&2
    skip "what $folder requires cannot be downloaded through the Go module proxy"
  }
done
cp "$manifest" fetched
