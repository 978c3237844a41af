#!/usr/bin/env bash
# Start of the server process to the first hints. usage: bench.sh BUILD_DIR [RUNS]
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
python3 "$here/start.py" "$1/escapement" "$here/../../../examples/counter.go" "${2:-20}"
