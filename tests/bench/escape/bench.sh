#!/usr/bin/env bash
# Escape decisions of one package after edits of a body. usage: bench.sh BUILD_DIR [EDITS]
set -euo pipefail
readonly build=$1 edits=${2:-1000}
goroot=${ESCAPEMENT_GOROOT:-$(go env GOROOT)}
readonly goroot
readonly bench=$build/tests/bench/escape/bench-open-decisions

read -r median p99 most inline_median inline_p99 inline_most single functions batches whole whole_median < <("$bench" "$goroot" body "$edits")
read -r telling all decisions < <("$bench" "$goroot" memory)
echo "one edited body of net/http/server.go: IR to decisions $median us median, $p99 us p99, $most us at most; $functions functions, $batches batches in $single edits"
echo "of which IR + inlining:                $inline_median us median, $inline_p99 us p99, $inline_most us at most"
echo "edits that needed the whole package:   $whole, $whole_median us median"
echo "net/http open:                         $((all / 1024)) KB with whole functions, $((telling / 1024)) KB without, decisions $((decisions / 1024)) KB"
