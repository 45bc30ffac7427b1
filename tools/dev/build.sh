# ./dev build [PRESET [TARGET]], ./dev test [CTEST OPTIONS]

# configured PRESET: makes build/PRESET if it is not there.
configured() { [ -f "build/$1/build.ninja" ] || cmake --preset "$1" >/dev/null; }

dev_build() {
  local preset=${1:-release}
  dev_setup
  configured "$preset"
  cmake --build "build/$preset" --target "${2:-all}"
}

dev_test() {
  need_debian test
  dev_build release
  ctest --test-dir build/release --output-on-failure --no-tests=error -j "$(nproc)" "$@"
}
