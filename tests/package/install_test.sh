#!/usr/bin/env bash
# install_test.sh CMAKE BUILD_DIR EXAMPLE_DIR COMPILER: installs into a folder, builds the example against it, runs both.
set -euo pipefail
cmake=$1 build=$2 example=$3 compiler=$4
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$cmake" --install "$build" --prefix "$folder/usr" >/dev/null
for file in bin/dateline share/man/man1/dateline.1 share/bash-completion/completions/dateline share/doc/dateline/THIRD_PARTY_NOTICES \
  share/doc/dateline/LICENSE.lexbor include/dateline/date.h; do
  [ -s "$folder/usr/$file" ] || { echo "not installed, or empty: $file"; exit 1; }
done
"$folder/usr/bin/dateline" --version | grep -q '[0-9]'
"$cmake" -S "$example" -B "$folder/build" -G Ninja -DCMAKE_PREFIX_PATH="$folder/usr" -DCMAKE_CXX_COMPILER="$compiler" >/dev/null
"$cmake" --build "$folder/build" >"$folder/log" 2>&1 || { cat "$folder/log"; exit 1; }
found=$("$folder/build/days" 2031-02 tomorrow)
[ "$found" = $'2031-02: 2031-02-01 to 2031-02-28\ntomorrow: no date' ] || { echo "the example said: $found"; exit 1; }

found=$("$folder/build/search" "$folder/orlane.dateline" "school hill" "$(dirname "$0")/page.html")
grep -qx '2031-04-05T06:07:08+02:00  Weir gives way above Orlane' <<<"$found" || { echo "the example said: $found"; exit 1; }
grep -qx '2031-04-04: The council opened the school on the hill .*' <<<"$found" || { echo "the example said: $found"; exit 1; }
