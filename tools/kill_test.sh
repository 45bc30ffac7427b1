#!/usr/bin/env bash
# kill_test.sh [ROUNDS] [PROGRAM] [PAGES]: kill -9 at random moments while pages are added; after each, the record must be
# sound and hold whole articles only; at the end it must hold what one undisturbed run holds, nothing lost, nothing twice.
# PAGES is JSON Lines; without it 400 pages of our own are made. Prints one line; exit status 1 when something was wrong.
set -euo pipefail
rounds=${1:-200} program=${2:-build/release/dateline} pages=${3:-}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
if [ -z "$pages" ]; then
  pages=$folder/pages.jsonl
  python3 - "$pages" <<'PY'
import json, sys
with open(sys.argv[1], "w") as out:
    for i in range(400):
        body = "".join(f"<p>On day {d} the council of Orlane met about weir {i}. It put off the repair of gate {i * d} again.</p>" for d in range(1, 40))
        out.write(json.dumps({"id": f"p{i}", "url": f"http://courier.example/{i}",
                              "html": f"<html><head><title>Weir {i}</title></head><body><article><h1>Weir {i}</h1>{body}</article></body></html>"}) + "\n")
PY
fi

# What a record holds, in an order that does not depend on how it came about.
content() { "$program" export "$1" --format jsonl | sort; }

"$program" add --quiet "$folder/whole.dateline" "$pages" >/dev/null
content "$folder/whole.dateline" >"$folder/whole"
expected=$(wc -l <"$folder/whole")

start=$(date +%s%N)
"$program" add --quiet "$folder/timing.dateline" "$pages" >/dev/null
full=$((($(date +%s%N) - start) / 1000))  # microseconds of an undisturbed run

record=$folder/killed.dateline killed=0 finished=0 restarts=0
for round in $(seq "$rounds"); do
  "$program" add --quiet "$record" "$pages" >/dev/null 2>&1 &
  job=$!
  sleep "$(awk -v r="$RANDOM" -v f="$full" 'BEGIN { printf "%.6f", (r / 32768) * f / 1e6 }')"
  if kill -9 "$job" 2>/dev/null; then killed=$((killed + 1)); fi
  wait "$job" 2>/dev/null && finished=$((finished + 1))
  if [ -e "$record" ]; then
    "$program" check "$record" >"$folder/check" 2>&1 || { echo "kill_test: round $round: check failed:"; cat "$folder/check"; exit 1; }
    content "$record" >"$folder/now"
    # Whole articles only, each one the same as in the undisturbed record, none twice.
    if [ -n "$(uniq -d "$folder/now")" ]; then echo "kill_test: round $round: an article is there twice"; exit 1; fi
    if [ -n "$(comm -23 "$folder/now" "$folder/whole")" ]; then
      echo "kill_test: round $round: an article is not whole"; comm -23 "$folder/now" "$folder/whole" | head -c 600; exit 1
    fi
    # A full record has nothing left to interrupt: begin a new one.
    if [ "$(wc -l <"$folder/now")" = "$expected" ]; then rm -f "$record" "$record"-*; restarts=$((restarts + 1)); fi
  fi
done
"$program" add --quiet "$record" "$pages" >/dev/null
content "$record" >"$folder/now"
cmp -s "$folder/now" "$folder/whole" || { echo "kill_test: the record differs from an undisturbed one at the end"; exit 1; }
[ "$killed" -gt 0 ] || { echo "kill_test: nothing was killed; the run is too short"; exit 1; }
echo "kill_test: $rounds rounds, $killed killed, $finished finished first, $restarts records filled; $expected articles, nothing lost, nothing twice"
