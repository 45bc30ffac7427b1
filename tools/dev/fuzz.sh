# ./dev fuzz [SECONDS] [TARGET...]: every fuzz target (or those named) for so many seconds each, under ASan and UBSan.
# New finds are kept in .cache/fuzz/TARGET; a crash is written there too, and ends the run with its name.

dev_fuzz() {
  local seconds=${1:-60} binary name log failed=0
  [ $# -gt 0 ] && shift
  need_debian fuzz
  dev_build fuzz
  for binary in build/fuzz/fuzz_*; do
    [ -x "$binary" ] && [ -f "$binary" ] || continue
    name=$(basename "$binary")
    if [ $# -gt 0 ] && [[ " $* " != *" $name "* ]]; then continue; fi
    mkdir -p ".cache/fuzz/$name"
    echo "fuzz: $name, $seconds s" >&2
    log=".cache/fuzz/$name.log"
    if ! "$binary" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=4096 -max_len=65536 -print_final_stats=1 \
      -artifact_prefix=".cache/fuzz/$name-" ".cache/fuzz/$name" >"$log" 2>&1; then
      echo "fuzz: $name failed; the input is beside .cache/fuzz/$name, the words in $log" >&2
      failed=1
    fi
    grep -E 'stat::number_of_executed|SUMMARY|ERROR|artifact' "$log" || true
  done
  return $failed
}
