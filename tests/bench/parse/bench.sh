#!/usr/bin/env bash
# Parsing: our grammar against the npm package tree-sitter-go on one runtime, and the product's own parser.
# usage: bench.sh BUILD_DIR [RUNS [STRIDE]]: figures are the least CPU time of RUNS runs over every STRIDE-th file of GOROOT/src.
set -euo pipefail
readonly build=$1 runs=${2:-3} stride=${3:-1}
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
root=$(cd "$here/../../.." && pwd)
goroot=${ESCAPEMENT_GOROOT:-$(go env GOROOT)}
readonly here root goroot
readonly go_grammar=tree-sitter-go@0.25.0
# The runtime of this package takes both parsers as they are: tree-sitter-go's has ABI 15, ours ABI 14.
readonly runtime=tree-sitter@0.25.0
mkdir -p "$build/bench-parse"
work=$(cd "$build/bench-parse" && pwd)
readonly work

# Unpacks an npm package without running anything of it.
fetch() { # package folder
  [ -d "$work/$2" ] && return
  (cd "$work" && npm pack --silent --ignore-scripts "$1" >"$2.name")
  mkdir "$work/$2.new"
  tar -xzf "$work/$(tail -n 1 "$work/$2.name")" -C "$work/$2.new" --strip-components=1
  mv "$work/$2.new" "$work/$2"
}

compile() {
  local cc=${CC:-cc} cxx=${CXX:-c++} lib=$work/runtime/vendor/tree-sitter/lib
  "$cc" -std=c11 -O2 -w -D_POSIX_C_SOURCE=200112L -D_DEFAULT_SOURCE -I"$lib/src" -I"$lib/include" -c "$lib/src/lib.c" -o "$work/runtime.o"
  "$cc" -std=c11 -O2 -w -Dtree_sitter_go=tree_sitter_go_npm -I"$work/go/src" -c "$work/go/src/parser.c" -o "$work/npm.o"
  "$cc" -std=c11 -O2 -w -I"$root/grammar/src" -c "$root/grammar/src/parser.c" -o "$work/ours.o"
  "$cxx" -std=c++20 -O2 -I"$root" -I"$lib/include" "$here/compare.cpp" "$root/grammar/language.cpp" \
    "$work/runtime.o" "$work/npm.o" "$work/ours.o" -lmimalloc -o "$work/compare"
}

fetch "$go_grammar" go
fetch "$runtime" runtime
compile
echo "comparison: $go_grammar, runtime of $runtime"
"$work/compare" "$goroot/src" "$runs" "$stride"
"$build/tests/bench/parse/bench-parse" "$goroot/src" "$runs" "$stride"
