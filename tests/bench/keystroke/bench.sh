#!/usr/bin/env bash
# Edit to hints, over standard streams; beside it what the go command takes for the same file.
# usage: bench.sh BUILD_DIR [EDITS [LINES [EDITS]]]
set -euo pipefail
readonly build=$1 edits=${2:-600} lines=${3:-5000} large_edits=${4:-60}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
readonly here root

python3 "$here/keystroke.py" "$build/escapement" "$root/examples/counter.go" "$edits" "$lines" "$large_edits"

# The peer: an edit, then the compiler's own answer. Its packages are built before the first sample.
command -v go >/dev/null || exit 0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cp "$root/examples/counter.go" "$work/counter.go"
cd "$work"
export GOTOOLCHAIN=local
for i in 0 1 2 3 4 5 6 7 8 9; do
  echo "// $i" >>counter.go
  begin=$(date +%s%N)
  go build -o /dev/null -gcflags='-m -l' counter.go 2>/dev/null
  [ "$i" = 0 ] || echo $((($(date +%s%N) - begin) / 1000))
done | sort -n | awk '{ t[NR] = $1 } END { printf "go build -gcflags=-m of examples/counter.go after an edit: median %.0f ms (%d samples)\n", t[int((NR + 1) / 2)] / 1000, NR }'
