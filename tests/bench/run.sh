#!/usr/bin/env bash
# Runs every benchmark on a finished build and prints its lines. usage: tests/bench/run.sh BUILD_DIR
set -euo pipefail
readonly build=$1
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
readonly here

echo "cores: $(nproc)"
echo "processor: $(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -n 1)"
for script in "$here"/*/bench.sh; do
  echo
  echo "== $(basename "$(dirname "$script")")"
  "$script" "$build"
done
