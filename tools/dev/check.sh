# ./dev check [format | FILE...]: format and lint of all sources (lint takes some 20 minutes), the format alone, or some files. ./dev format: rewrite in the house's format.

sources() { git ls-files --cached --others --exclude-standard -- '*.cc' '*.h'; }

dev_format() { need_debian check; sources | xargs -r clang-format-19 -i; }

dev_check() {
  need_debian check
  sources | xargs -r clang-format-19 --dry-run --Werror
  [ "${1:-}" = format ] && return 0
  dev_setup
  configured release
  [ $# -gt 0 ] || check_web
  # clang has no use for GCC's precompiled headers, takes libstdc++'s own use of what it deprecates for ours, and does not know GCC's include order of <expected>; libstdc++ 12 has it under C++23.
  { if [ $# -gt 0 ]; then printf '%s\n' "$@"; else sources; fi; } | grep '\.cc$' | grep -v '^fuzz/' |
    xargs -r -P "$(nproc)" -n 4 clang-tidy-19 --quiet --extra-arg=-Wno-unknown-warning-option --extra-arg=-Wno-ignored-gch --extra-arg=-Wno-deprecated-declarations -p build/release
}

# The front end and its tests: types, format, lint.
check_web() {
  local work
  . tools/web/node.sh
  need_node "$PWD/.cache"
  need_modules "$PWD/.cache" all
  work=$(mktemp -d)
  mkdir "$work/tests"
  cp -r web "$work/web"
  cp -r tests/web "$work/tests/web"
  ln -s "$web_modules" "$work/web/node_modules"
  (cd "$work/web" && node node_modules/typescript/bin/tsc -p . && node node_modules/@biomejs/biome/bin/biome check src vite.config.ts ../tests/web/*.mjs)
  rm -rf "$work"
}
