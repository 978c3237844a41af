#!/usr/bin/env bash
# All decisions about std from nothing, beside the whole compiler that says them (which also makes machine code); and one package with the facts of its
# imports, beside the same from source alone. Least processor time of RUNS runs. Then decisions after 1,000 edits of a body.
# usage: bench.sh BUILD_DIR [RUNS]
set -euo pipefail
build=$(cd "$1" && pwd)
runs=${2:-3}
goroot=${ESCAPEMENT_GOROOT:-$(go env GOROOT)}
mkdir -p "$build/bench-escape"
readonly build runs goroot work=$build/bench-escape

export GOFLAGS="" GOWORK=off GOTOOLCHAIN=local CGO_ENABLED=0 ESCAPEMENT_GOROOT=$goroot
rm -f "$work"/*.runs
TIMEFORMAT='%U %S %R'
for _ in $(seq "$runs"); do
  (cd "$goroot/src" && time go build -a -gcflags=all=-m std >"$work/gc.lines" 2>&1) 2>>"$work/gc.runs"
  (cd "$goroot/src" && time "$build/escapement" check --format gc --level 1 std >"$work/our.lines") 2>>"$work/our.runs"
  "$build/tests/bench/escape/bench-escape" net/http >>"$work/http.runs"
done

least() { awk -v c="$2" 'NR == 1 || $c < m { m = $c } END { print m }' "$work/$1.runs"; }
least_sum() { awk 'NR == 1 || $1 + $2 < m { m = $1 + $2 } END { print m }' "$work/$1.runs"; }
gc=$(least_sum gc)
our=$(least_sum our)
peak=$(cd "$goroot/src" && python3 -c 'import resource, subprocess, sys
subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=True)
print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024)' "$build/escapement" check --format gc --level 1 std)
echo "decisions of std from nothing: $our s of the processor, $(least our 3) s by the clock, peak $peak MB, $(grep -vc '^#' "$work/our.lines") lines"
echo "go build -a -gcflags=all=-m:   $gc s of the processor, $(least gc 3) s by the clock, ratio $(awk -v a="$gc" -v b="$our" 'BEGIN { printf "%.1f", a / b }')"
echo "net/http from source:          $(least http 1) s of the processor, $(least http 2) s by the clock, $(least http 9) packages"
echo "net/http with facts:           $(least http 3) s of the processor, $(least http 4) s by the clock; to declare imports $(least http 5) s," \
  "to read $(least http 8) bytes of facts $(least http 6) s, the package itself $(least http 7) s"

read -r median p99 most inline_median inline_p99 inline_most single functions batches whole whole_median < <(
  "$build/tests/bench/escape/bench-open-decisions" "$goroot" body 1000)
read -r telling all decisions < <("$build/tests/bench/escape/bench-open-decisions" "$goroot" memory)
echo "one edited body of net/http/server.go: IR to decisions $median us median, $p99 us p99, $most us at most; $functions functions, $batches batches in $single edits"
echo "of which IR and inlining:      $inline_median us median, $inline_p99 us p99, $inline_most us at most"
echo "edits that needed the package: $whole, $whole_median us median"
echo "net/http open:                 $((all / 1024)) KB with whole functions, $((telling / 1024)) KB without, decisions $((decisions / 1024)) KB"
