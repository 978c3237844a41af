#!/usr/bin/env bash
# IR and inlining of std from checked bodies, against the whole compiler that says what it inlines, in turn: least processor time of RUNS runs. The
# compiler does more (it parses, checks and makes machine code), so its time is an upper bound for what may be waited for, not a peer's.
# usage: bench.sh BUILD_DIR [RUNS]
set -euo pipefail
readonly build=$1 runs=${2:-3}
goroot=${ESCAPEMENT_GOROOT:-$(go env GOROOT)}
mkdir -p "$build/bench-inline"
work=$(cd "$build/bench-inline" && pwd)
readonly goroot work
readonly bench=$build/tests/bench/inline/bench-inline

export GOFLAGS="" GOWORK=off GOTOOLCHAIN=local CGO_ENABLED=0
rm -f "$work"/*.runs
TIMEFORMAT='%U %S %R'
for _ in $(seq "$runs"); do
  { time go build -a -gcflags=all=-m std >"$work/lines" 2>&1; } 2>>"$work/gc.runs"
  "$bench" "$goroot" std 1 >>"$work/one.runs"
  "$bench" "$goroot" std 2 >>"$work/two.runs"
done

least() { awk -v c="$2" 'NR == 1 || $c < m { m = $c } END { print m }' "$work/$1.runs"; }
least_sum() { awk 'NR == 1 || $1 + $2 < m { m = $1 + $2 } END { print m }' "$work/$1.runs"; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN { printf "%.2f", a / b }'; }
gc=$(least_sum gc)
our=$(least one 1)
readonly gc our
echo "IR + inlining of std: $our s of the processor, go build -a -gcflags=all=-m std $gc s, ratio $(ratio "$gc" "$our")"
echo "two threads:          $(least two 2) s by the clock, one $(least one 2) s, ratio $(ratio "$(least one 2)" "$(least two 2)")"
echo "memory:               $(least one 4) bytes kept per function of $(least one 3), peak $(least one 5) MB with types and syntax"
read -r median p99 most single functions alone_median alone_p99 alone whole whole_median < <("$bench" "$goroot" body 500)
echo "one edited body of net/http/server.go: IR + inlining $median us median, $p99 us p99, $most us at most, $functions functions in $single edits"
echo "of which the function alone:           $alone_median us median, $alone_p99 us p99, $alone edits"
echo "edits that needed the whole package:   $whole, $whole_median us median"
