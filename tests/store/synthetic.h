#pragma once
// Invented pages for tests of the record: a small town's news, made from a number.

#include <dateline/document.h>
#include <unistd.h>

#include <filesystem>
#include <string>
#include <vector>

#include "store/record.h"

namespace dateline::store {

struct Made {
  Capture capture;
  Article article;
  Layers layers;
};

inline const Producers kBy{.extract = "extract 1", .annotate = "annotate 1"};

// Page `number`: every 7th is undated, every 5th has a diagnostic, `version` changes the bytes and not the
// address.
inline Made make_page(int number, int version = 0) {
  static constexpr const char* kOutlets[] = {"Varnholm Courier", "Oster Bay Post", "The Mill Street Gazette"};
  static constexpr const char* kPlaces[] = {"Varnholm", "Oster Bay", "Upper Känsel", "Lindmoor"};
  static constexpr const char* kThings[] = {"dam", "ferry", "bakery", "observatory", "tram line"};
  const std::string n = std::to_string(number);
  const std::string place = kPlaces[number % 4];
  const std::string thing = kThings[number % 5];
  Made made;
  Article& article = made.article;
  article.title = "The " + thing + " of " + place + " closes";
  article.text = "The " + thing + " of " + place + " will close on 14 March 2031, Ilse Tarnow said. About " +
                 n + " people signed a letter.\n\nThe café next door stays open until 20 March, said Tarnow.";
  if (version > 0) article.text += " Corrected " + std::to_string(version) + " times.";
  article.url = "https://" + std::to_string(number % 3) + ".example/news/" + n;
  article.source = kOutlets[number % 3];
  article.authors = {"Per Olsund", "Ada Wick"};
  article.language = number % 4 == 0 ? "en-GB" : "en";
  if (number % 7 != 0) {
    article.published = PartialDate{2031, 3, static_cast<unsigned>(1 + number % 28), "08:30"};
    article.published_from = DateSource::json_ld;
  }
  if (number % 5 == 0) article.diagnostics.push_back({"no-byline", "no author was found"});
  Capture& capture = made.capture;
  capture.id = "page-" + n + "-" + std::to_string(version);
  capture.url = article.url + "?from=feed";
  capture.path = "pages.jsonl";
  capture.offset = static_cast<std::uint64_t>(number) * 1000;
  capture.fetched = "2031-04-0" + std::to_string(1 + version) + "T00:00:00Z";
  capture.bytes = "<html><title>" + article.title + "</title><p>" + article.text + "</p></html>";
  if (number % 6 == 0) capture.extra = "\"desk\":\"coast\"";
  article.id = capture.id;
  const auto find = [&](std::string_view what) {
    const std::size_t at = article.text.find(what);
    return ByteRange{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + what.size())};
  };
  Layers& layers = made.layers;
  layers.sentences = {{0, find(" About").begin},
                      {find("About").begin, find("\n\n").begin},
                      {find("The café").begin, static_cast<std::uint32_t>(article.text.size())}};
  TimeMention time;
  time.range = find("14 March 2031");
  time.value = "2031-03-14";
  time.interval = DayInterval{*make_day(2031, 3, 14), *make_day(2031, 3, 14)};
  time.rule = "day-month-year";
  layers.times.push_back(time);
  time.range = find("20 March");
  time.value = "2031-03-20";
  time.anchor = "published";
  time.governor = find("stays");
  time.interval = DayInterval{*make_day(2031, 3, 20), *make_day(2031, 3, 20)};
  layers.times.push_back(time);
  layers.entities = {{place, EntityType::gpe, {}, {}, ""},
                     {"Ilse Tarnow", EntityType::person, {"Tarnow"}, {}, ""}};
  const ByteRange last{static_cast<std::uint32_t>(article.text.find("said Tarnow") + 5),
                       static_cast<std::uint32_t>(article.text.find("said Tarnow") + 11)};
  layers.mentions = {{find(place), EntityType::gpe, MentionForm::name, 0},
                     {find("Ilse Tarnow"), EntityType::person, MentionForm::name, 1},
                     {last, EntityType::person, MentionForm::name, 1}};
  return made;
}

inline std::vector<Made> make_pages(int from, int to) {
  std::vector<Made> pages;
  pages.reserve(static_cast<std::size_t>(to - from));
  for (int i = from; i < to; ++i) pages.push_back(make_page(i));
  return pages;
}

// A folder that goes with the test.
class Folder {
 public:
  Folder() {
    std::string name = (std::filesystem::temp_directory_path() / "dateline-store-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;
  ~Folder() {
    std::error_code error;
    std::filesystem::remove_all(path_, error);
  }
  std::string operator/(const std::string& name) const { return path_ + "/" + name; }

 private:
  std::string path_;
};

}  // namespace dateline::store
