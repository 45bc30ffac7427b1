# ./dev cases [--update] [STAGE[/NAME]...]: the text cases of tests/cases alone; --update writes what is expected anew.

dev_cases() {
  dev_build release >/dev/null
  python3 tests/cases/run.py build/release/dateline "$@"
}
