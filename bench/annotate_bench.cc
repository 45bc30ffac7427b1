// Articles a second of the times stage, after sentence splitting: a news report and a history, each of about
// 700 words, written here. One thread.
#include <benchmark/benchmark.h>

#include <string>

#include "annotate/times.h"
#include "text/sentences.h"

namespace {

using namespace dateline;

// Eight paragraphs with as many expressions of time as news has: about three in a hundred words.
std::string report() {
  const std::string paragraphs[] = {
      "ORLANE, June 14 (Unity Wire) - The harbour council voted on Friday to close the old swing bridge for "
      "at least two "
      "years, after engineers found cracks in both of its piers last week. The vote, nine to four, came late "
      "at night and "
      "after a debate that lasted nearly six hours.",
      "\"We will not wait for a second accident,\" said Mara Venn, who has led the council since March 2029. "
      "She said that "
      "traffic would be sent over the Varn ford from Monday and that a ferry would run every twenty minutes "
      "by September.",
      "The bridge was built in 1954 and was last repaired in the early 1990s. A report that was published a "
      "year ago "
      "called its condition fair. The engineer who signed it left the city in April and could not be "
      "reached.",
      "Shop owners on the east bank fear for their trade. Sales in the first quarter fell 12% from a year "
      "earlier, the "
      "chamber of commerce said, and the summer is the season in which most of them earn what carries them "
      "through the "
      "winter.",
      "The council's own figures show that some 14,000 people crossed the bridge each day in 2030, about "
      "1,500 of them on "
      "foot. The new bridge, for which money has been set aside, was to be finished by the end of 2033.",
      "Two lorries collided on the bridge on 3 May, and one of the drivers was killed. The following day the "
      "council met "
      "in private. Three days later it asked the university to look at the piers, and on 28 May the first "
      "divers went "
      "down.",
      "Not everyone agrees. Piet Halm, who ran against Venn in the last election, said that the closing had "
      "been planned "
      "for months and that the cracks were a pretext. He has called a meeting for tomorrow evening at the "
      "fish hall.",
      "The governor, whose term ends in January, said that she had no power to stop the vote and would have "
      "none next "
      "year either. Her office will answer questions in writing, within ten days, as the law asks."};
  std::string text;
  for (int round = 0; round < 2; ++round)
    for (const std::string& paragraph : paragraphs) text += paragraph + "\n\n";
  return text;
}

std::string history() {
  std::string text;
  for (int year = 1611; year < 1641; ++year)
    text += "In the spring of " + std::to_string(year) +
            " the garrison crossed the river again. On 3 May it took the lower town; two days later the "
            "council fled, and by "
            "late September nothing was left of the upper town but its walls. Over the winter no one "
            "returned.\n\n";
  return text;
}

void run(benchmark::State& state, const std::string& text) {
  Article article;
  article.text = text;
  article.published = PartialDate{2031, 6, 15, {}};
  std::vector<ByteRange> sentences;
  text::split_sentences(article.text, sentences);
  annotate::TimesScratch scratch;
  std::vector<TimeMention> times;
  for (auto _ : state) {
    annotate::find_times(article, sentences, scratch, times);
    benchmark::DoNotOptimize(times.data());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
  state.counters["times"] = static_cast<double>(times.size());
}

void times_of_report(benchmark::State& state) {
  run(state, report());
}
void times_of_history(benchmark::State& state) {
  run(state, history());
}

BENCHMARK(times_of_report);
BENCHMARK(times_of_history);

}  // namespace

BENCHMARK_MAIN();
