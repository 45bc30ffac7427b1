# ./dev load [ARTICLES] [SECONDS]: dateline serve under load (wrk, 20 connections that each ask ten times a second), on a record of
# made articles (story_bench --make); prints the times of answers and the server's memory from beginning to end.

dev_load() {
  local articles=${1:-50000} seconds=${2:-300} folder=.cache/load record server port memory
  need_debian load
  dev_build release
  dev_build release benches
  mkdir -p "$folder"
  record=$folder/$articles.dateline
  if [ ! -f "$record" ]; then
    echo "load: making a record of $articles articles" >&2
    zcat ../shared/eval/timelines/articles-*.jsonl.gz >"$folder/from.jsonl"
    build/release/story_bench --make "$articles" --articles "$folder/from.jsonl" >"$folder/made.jsonl"
    build/release/dateline add --no-names --quiet "$record.part" "$folder/made.jsonl" >&2
    mv "$record.part" "$record"
    rm -f "$folder/made.jsonl"
  fi
  build/release/dateline check "$record" >/dev/null  # and brings one of an earlier version up to this one
  build/release/dateline list "$record" --json --limit 500 | python3 -c 'import json, sys
for line in sys.stdin: print(json.loads(line)["key"])' >"$folder/keys"
  printf '%s\n' minister government president police report election court bank war film music market house party team >"$folder/words"
  build/release/dateline serve "$record" --read-only --port 0 --quiet >"$folder/address" &
  server=$!
  # shellcheck disable=SC2064  # the number is known now
  trap "kill $server 2>/dev/null || true" RETURN
  for _ in $(seq 200); do [ -s "$folder/address" ] && break; sleep 0.05; done
  port=$(sed 's|.*:\([0-9]*\)/.*|\1|' "$folder/address")
  # The first view: what the app asks for when the record is opened.
  curl -s -o /dev/null -w 'first view: timeline %{http_code} in %{time_total} s\n' "http://127.0.0.1:$port/api/v1/timeline?dates=30"
  (while kill -0 $server 2>/dev/null; do awk '/VmRSS/ { print $2 }' /proc/$server/status; sleep 10; done) >"$folder/memory" 2>/dev/null &
  memory=$!
  wrk -t 2 -c 20 -d "$seconds" --latency -s tools/load/load.lua "http://127.0.0.1:$port" -- "$folder/words" "$folder/keys"
  kill $memory 2>/dev/null || true
  awk '{ v = $1 / 1024; if (NR == 1 || v < low) low = v; if (v > high) high = v; last = v; if (NR == 3) early = v }
    END { printf "memory, MiB: %d after 20 s, %d at the end, between %d and %d\n", early, last, low, high }' "$folder/memory"
}
