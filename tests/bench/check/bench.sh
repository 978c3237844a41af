#!/usr/bin/env bash
# Parsing and checking std from source, against go/parser and go/types on the same packages: least processor time of RUNS runs, all in turn.
# usage: bench.sh BUILD_DIR [RUNS]
set -euo pipefail
readonly build=$1 runs=${2:-5}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
goroot=${ESCAPEMENT_GOROOT:-$(go env GOROOT)}
mkdir -p "$build/bench-check"
work=$(cd "$build/bench-check" && pwd)
readonly here goroot work
readonly bench=$build/tests/bench/check/bench-check

"$bench" "$goroot" list "$work/packages"
(cd "$here/peer" && GOFLAGS="" GOWORK=off GOTOOLCHAIN=local CGO_ENABLED=0 go build -o "$work/peer" .)
rm -f "$work"/{peer,one,two,single}.runs
for _ in $(seq "$runs"); do
  "$work/peer" "$work/packages" >>"$work/peer.runs"
  "$bench" "$goroot" one >>"$work/one.runs"
  "$bench" "$goroot" threads 1 >>"$work/single.runs"
  "$bench" "$goroot" threads 2 >>"$work/two.runs"
done

least() { awk -v c="$2" 'NR == 1 || $c < m { m = $c } END { print m }' "$work/$1.runs"; }
least_sum() { awk 'NR == 1 || $1 + $2 < m { m = $1 + $2 } END { print m }' "$work/$1.runs"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
readonly their_parse=$(least peer 1) their_check=$(least peer 2) their_sum=$(least_sum peer)
readonly our_parse=$(least one 1) our_check=$(least one 2) our_sum=$(least_sum one)
readonly wall_one=$(least single 1) wall_two=$(least two 1)

echo "packages: $(wc -l <"$work/packages"), errors: $(least one 4) (go/types: $(least peer 4))"
echo "parse:         $our_parse s of the processor, go/parser $their_parse s, ratio $(ratio "$their_parse" "$our_parse")"
echo "check:         $our_check s of the processor, go/types $their_check s, ratio $(ratio "$their_check" "$our_check")"
echo "parse + check: $our_sum s of the processor, go/parser + go/types $their_sum s, ratio $(ratio "$their_sum" "$our_sum")"
echo "two threads:   $wall_two s by the clock, one $wall_one s, ratio $(ratio "$wall_one" "$wall_two")"
read -r median p99 whole_median whole_p99 _ < <("$bench" "$goroot" body 500)
echo "one edited body of net/http/server.go: check $median us median, $p99 us p99; from the edit on $whole_median us, $whole_p99 us"
echo "peak memory:   $(least one 3) MB, go/types $(least peer 3) MB"
