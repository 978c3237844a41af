#!/usr/bin/env bash
# usage: modules.sh CORPORA COMMAND…   runs the comparison over each module of tests/corpora; 77: they cannot be fetched
set -euo pipefail
corpora=$1
shift
"$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)/../../corpora/fetch.sh" "$corpora"
result=0
for module in lo protobuf sys zap cobra otel; do
  echo "$module"
  "$@" --module "$corpora/modules/$module" --modcache "$corpora/cache" ./... || result=1
done
exit $result
