# ./dev demo: the main job on the sample pages.

dev_demo() {
  dev_build release
  local folder record
  folder=$(mktemp -d)
  record="$folder/sample.dateline"
  build/release/dateline add "$record" samples/affair
  build/release/dateline timeline "$record" --dates 12 --text
  echo
  echo "The record is $record. Try: build/release/dateline search $record contract"
}
