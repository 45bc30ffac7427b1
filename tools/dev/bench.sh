# ./dev bench [stages|timelines|stories|chain]: the benchmarks of every stage, timelines of a record of many articles, copies and stories
# and then the whole chain beside the Python tools, where ../shared is there; or one of these. Further options go to Google Benchmark.

dev_bench() {
  local binary part=all
  case "${1:-}" in stages|timelines|stories|chain) part=$1; shift ;; esac
  dev_build release
  dev_build release benches
  if [ $part = all ] || [ $part = stages ]; then
    for binary in build/release/*_bench; do
      [ -x "$binary" ] && [ "$binary" != build/release/timeline_bench ] || continue
      "$binary" "$@"
    done
  fi
  if [ $part = all ] || [ $part = timelines ]; then bench_timelines; fi
  if [ ! -f ../shared/bench/python_stack.py ]; then
    echo "bench: ../shared/bench is not there; the comparisons with the Python tools are left out" >&2
    return 0
  fi
  if [ $part = all ] || [ $part = stories ]; then bench_stories; fi
  if [ $part = all ] || [ $part = chain ]; then bench_chain; fi
}

# bench_from: sets `from` to the options that name the articles which others are made from; none without ../shared.
bench_from() {
  from=()
  ls ../shared/eval/timelines/articles-*.jsonl.gz >/dev/null 2>&1 || return 0
  mkdir -p .cache/bench
  [ -f .cache/bench/from.jsonl ] || zcat ../shared/eval/timelines/articles-*.jsonl.gz >.cache/bench/from.jsonl
  from=(--articles .cache/bench/from.jsonl)
}

# Timelines of a record of BENCH_ARTICLES made articles (20,000), which is kept in .cache/bench.
bench_timelines() {
  local from
  bench_from
  build/release/timeline_bench "${BENCH_ARTICLES:-20000}" "${from[@]}"
}

bench_stories() {
  local from
  bench_from
  need_python_stack
  tools/story_curve.py "${from[@]}"
}

# The Python tools, in .cache/python-stack alone. The mark at the end tells a whole installation from half of one.
need_python_stack() {
  local venv=.cache/python-stack wanted=../shared/bench/requirements.txt
  cmp -s $wanted $venv/.complete && return 0
  echo "bench: installing the Python tools" >&2
  [ -x $venv/bin/python ] || python3 -m venv $venv
  $venv/bin/python -m pip install --quiet --disable-pip-version-check -r $wanted
  cp $wanted $venv/.complete
}

# BENCH_PAGES says how many English pages (100). The two do not do the same work: ../shared/bench/README.md says what differs.
# Whole chain, one thread each, same pages, same run; CPU seconds, start-up and model loading apart for the peer.
bench_chain() {
  local venv=.cache/python-stack pages=../shared/eval/extract/pages-dev.jsonl.gz record
  need_python_stack
  mkdir -p .cache/bench
  python3 - "$pages" .cache/bench/pages-en.jsonl "${BENCH_PAGES:-100}" <<'PY'
import gzip, json, re, sys
kept = 0
with gzip.open(sys.argv[1], "rt", encoding="utf-8") as lines, open(sys.argv[2], "w", encoding="utf-8") as out:
    for line in lines:
        page = json.loads(line)
        found = re.search(r"<html[^>]*?\blang\s*=\s*[\"']?([A-Za-z]+)", page["html"][:20000], re.I)
        if found and found.group(1).lower() == "en" and kept < int(sys.argv[3]):
            out.write(json.dumps({"id": page["id"], "url": page.get("url"), "html": page["html"]}, ensure_ascii=False) + "\n")
            kept += 1
print(f"bench: {kept} English pages", file=sys.stderr)
PY
  record=$(mktemp -d)/bench.dateline
  python3 - "$venv/bin/python" "$record" <<'PY'
import json, resource, subprocess, sys
def cpu(command):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode:
        sys.exit(f"bench: {command[0]} failed: {done.stderr[-500:]}")
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime, done.stdout
pages = ".cache/bench/pages-en.jsonl"
ours, _ = cpu(["build/release/dateline", "add", "--quiet", "--threads", "1", sys.argv[2], pages])
_, text = cpu([sys.argv[1], "../shared/bench/python_stack.py", pages, "--openblas"])
theirs = json.loads(text)
print(json.dumps(theirs, indent=1))
print(f"dateline add, one thread, start-up and model included: {ours:.2f} CPU s")
for name, words in (("total", "all stages"), ("total_without_times", "without its stage `times`")):
    seconds = theirs[name]["cpu_seconds"]
    print(f"Python stack, start-up left out, {words}: {seconds:.2f} CPU s; {seconds / ours:.1f} times as long")
PY
}
