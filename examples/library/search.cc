// Which articles of these pages have these words, and what do they tell of which day?   search RECORD WORDS
// PAGE...
#include <dateline/record.h>

#include <iostream>

int main(int argc, char** argv) {
  if (argc < 4) {
    std::cerr << "search RECORD WORDS PAGE...\n";
    return 2;
  }
  dateline::Result<dateline::Record> record = dateline::Record::open_or_create(argv[1]);
  if (!record) {
    std::cerr << record.error().message << '\n';
    return 1;
  }
  const auto added = record->add({argv + 3, argv + argc});
  if (!added) {
    std::cerr << added.error().message << '\n';
    return 1;
  }
  const auto found = record->search(argv[2]);
  if (!found) {
    std::cerr << found.error().message << '\n';
    return 1;
  }
  for (const dateline::Found& article : *found)
    std::cout << (article.published ? dateline::to_string(*article.published) : "no date") << "  "
              << article.title << '\n';
  const auto timeline = record->timeline({.terms = {argv[2]}});
  if (!timeline) {
    std::cerr << timeline.error().message << '\n';
    return 1;
  }
  for (const dateline::TimelineEntry& entry : *timeline)
    for (const dateline::TimelineLine& line : entry.lines)
      std::cout << dateline::to_string(entry.date) << ": " << line.text << '\n';
  return 0;
}
