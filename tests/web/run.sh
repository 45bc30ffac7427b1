#!/usr/bin/env bash
# run.sh CACHE DATELINE SCREENS [NAME...]: the browser tests, then pictures of every view in the folder SCREENS. With names, only
# the tests whose names hold one of them, and no pictures.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../tools/web/node.sh"
cache=$(realpath "$1") dateline=$(realpath "$2") screens=$(realpath -m "$3")
shift 3
command -v "${CHROMIUM:-/usr/bin/chromium}" >/dev/null || { echo "web: no Chromium; ./dev test installs it" >&2; exit 1; }
need_node "$cache"
need_modules "$cache" all
work=$(mktemp -d)
server=
trap 'if [ -n "$server" ]; then kill "$server" 2>/dev/null || true; fi; rm -rf "$work"' EXIT
cp "$here"/*.mjs "$work/"
ln -s "$web_modules" "$work/node_modules"
node "$work/web_test.mjs" "$dateline" "$web_root/samples/affair" "$screens" "$@"
[ $# = 0 ] || exit 0
"$dateline" add --quiet "$work/affair.dateline" "$web_root/samples/affair" >/dev/null
"$dateline" serve --quiet "$work/affair.dateline" --port 0 >"$work/address" &
server=$!
for _ in $(seq 100); do [ -s "$work/address" ] && break; sleep 0.1; done
node "$work/shots.mjs" "$(cat "$work/address")" "$screens"
echo "pictures of every view are in $screens"
