#!/usr/bin/env bash
# api.sh CACHE DATELINE: the interface against its description. schemathesis makes questions from web/openapi.json, right and wrong ones,
# always the same; none may end in a server error, in a status or a form that is not described, or have nonsense taken for good.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
cache=$(realpath "$1") dateline=$(realpath "$2") venv=$(realpath "$1")/schemathesis
if [ ! -x "$venv/bin/st" ]; then
  python3 -m venv "$venv"
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check schemathesis==4.32.5
fi
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT
"$dateline" add --no-names --quiet "$work/affair.dateline" "$here/../../samples/affair" >/dev/null
"$dateline" serve --quiet "$work/affair.dateline" --port 0 >"$work/address" &
server=$!
for _ in $(seq 100); do [ -s "$work/address" ] && break; sleep 0.1; done
# Without the key: an upload is refused, whatever it holds. Methods that HTTP does not know are refused by the library (400, not 405).
cd "$work"
"$venv/bin/st" --no-color run "$here/../../web/openapi.json" --url "$(sed 's|/#key=.*||' address)/api/v1" --phases coverage,fuzzing \
  --max-examples 6 --seed 7 --generation-deterministic --no-shrink --warnings off \
  --checks not_a_server_error,status_code_conformance,content_type_conformance,response_schema_conformance,negative_data_rejection
kill -0 "$server"
