dev_help() {
  cat <<'TEXT'
./dev setup    install what is missing (Debian packages, pinned archives)
./dev build    build the program: build/release/dateline   (./dev build asan|tsan|dev|fuzz for the others)
./dev demo     build, and read the sample affair into a timeline
./dev test     build, and run every test   (options go to ctest: ./dev test -R times)
./dev cases    the text cases alone; ./dev cases --update STAGE/NAME writes what is expected anew
./dev check    clang-format and clang-tidy (./dev check format: the first alone; ./dev check FILE...: those)
./dev format   rewrite the sources in the house's format
./dev bench    the benchmarks (./dev bench stages, timelines, stories, chain: one part)
./dev fuzz     run the fuzz targets: ./dev fuzz [SECONDS]
./dev fresh    prove demo and test on a bare Debian 12
./dev package  make the Debian package and try it in a bare root
./dev load     the web app's server under load: ./dev load [ARTICLES] [SECONDS]
./dev parity   compare the language engine with spaCy (small: its small model; speed: words a second)
TEXT
}
