# ./dev check: format and lint. ./dev format: rewrite in the house's format.

sources() { git ls-files --cached --others --exclude-standard -- '*.cc' '*.h'; }

dev_format() { need_debian check; sources | xargs -r clang-format-19 -i; }

dev_check() {
  need_debian check
  dev_setup
  configured release
  sources | xargs -r clang-format-19 --dry-run --Werror
  # clang does not know GCC's include order of <expected>; libstdc++ 12 has it under C++23.
  sources | grep '\.cc$' | grep -v '^fuzz/' | xargs -r -P "$(nproc)" -n 4 clang-tidy-19 --quiet --extra-arg=-Wno-unknown-warning-option -p build/release
}
