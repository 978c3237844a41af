#!/usr/bin/env bash
# Size of the stripped binary, and of the VS Code extension where it has been built. usage: bench.sh BUILD_DIR
set -euo pipefail
readonly build=$1
stripped=$(mktemp)
trap 'rm -f "$stripped"' EXIT
strip -o "$stripped" "$build/escapement"
echo "escapement, stripped: $(stat -c %s "$stripped") bytes"
for extension in "$build"/*.vsix "$build"/../*.vsix; do
  [ -f "$extension" ] && echo "$(basename "$extension"): $(stat -c %s "$extension") bytes"
done
exit 0
