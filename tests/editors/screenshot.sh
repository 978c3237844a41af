#!/usr/bin/env bash
# screenshot.sh [BINARY [WORK]]: draws the pictures of docs/images anew, with the server BINARY (build/release/escapement).
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
binary=${1:-$root/build/release/escapement}
work=${2:-$root/build/editor-tests/vscode}
mkdir -p "$root/docs/images"
"$binary" map "$root/examples/counter.go" --format svg -o "$root/docs/images/memory-map.svg"
"$root/tests/editors/vscode/run.sh" "$binary" "$work" "$root/docs/images/vscode.png"
