// Prints what the weights of find_names see, one JSON line an article, for tools/names/train.py:
//
//     names_features MODEL < articles.jsonl > features.jsonl
//
// {"id", "groups": [{"spans": [[start, end, label]...], "scores": [6 numbers], "features": {name: value}}],
//  "missed": [{"start", "end", "features": {...}}]}; offsets are code points, zero features are left out.

#include <iostream>
#include <string>

#include "annotate/names_features.h"
#include "base/json.h"
#include "base/utf8.h"

namespace dateline::annotate::names {
namespace {

template <typename Name, std::size_t size>
void write_values(json::Writer& w, const std::array<float, size>& values) {
  w.key("features").begin_object();
  for (std::size_t i = 0; i < size; ++i)
    if (values[i] != 0) w.member(name_of(static_cast<Name>(i)), static_cast<double>(values[i]));
  w.end_object();
}

class Printer {
 public:
  Printer(json::Writer& w, const Words& words) : w_(w), words_(words), map_(words.text) {}

  void groups(const std::vector<Span>& spans) {
    std::vector<Group> groups = group_spans(words_, spans);
    add_links(groups);
    w_.key("groups").begin_array();
    for (const Group& group : groups) {
      w_.begin_object().key("spans").begin_array();
      for (const std::uint32_t i : group.spans) {
        w_.begin_array().integer(start(spans[i])).integer(end(spans[i]));
        w_.string(spans[i].added ? std::string_view() : lang::name_of(spans[i].label)).end_array();
      }
      w_.end_array().key("scores").begin_array();
      for (const float score : group.scores) w_.number(static_cast<double>(score));
      w_.end_array();
      write_values<Feature>(w_, group.features);
      w_.end_object();
    }
    w_.end_array();
  }

  void missed(const std::vector<Span>& candidates, const std::vector<MissedFeatures>& features) {
    w_.key("missed").begin_array();
    for (std::size_t i = 0; i < candidates.size(); ++i) {
      w_.begin_object().member("start", start(candidates[i])).member("end", end(candidates[i]));
      write_values<MissedFeature>(w_, features[i]);
      w_.end_object();
    }
    w_.end_array();
  }

 private:
  std::int64_t start(const Span& span) const { return at(words_.token(span.begin).range.begin); }
  std::int64_t end(const Span& span) const { return at(words_.token(span.end - 1).range.end); }
  std::int64_t at(std::uint32_t byte) const { return static_cast<std::int64_t>(map_.code_point_at(byte)); }

  json::Writer& w_;
  const Words& words_;
  utf8::OffsetMap map_;
};

}  // namespace

void write_features(json::Writer& w, std::string_view text, const lang::Document& document) {
  const Words words(text, document);
  Printer printer(w, words);
  std::vector<Span> spans = recognised_spans(words);
  const std::vector<Span> candidates = candidate_spans(words, spans);
  printer.missed(candidates, missed_features(words, spans, candidates));
  add_missed(words, spans);
  printer.groups(spans);
}

}  // namespace dateline::annotate::names

int main(int argc, char** argv) {
  using namespace dateline;
  if (argc != 2) {
    std::cerr << "usage: names_features MODEL < articles.jsonl > features.jsonl\n";
    return 2;
  }
  const auto model = lang::Model::open(argv[1]);
  if (!model) {
    std::cerr << model.error().message << '\n';
    return 1;
  }
  lang::Scratch scratch(*model);
  lang::Document document;
  json::Parser parser;
  std::string line;
  while (std::getline(std::cin, line)) {
    const auto article = parser.parse(line);
    if (!article) continue;
    const std::string_view text = (*article)["text"].string();
    lang::parse(*model, text, scratch, document, {.scores = true});
    std::string out;
    json::Writer w(out);
    w.begin_object().member("id", (*article)["id"].string());
    annotate::names::write_features(w, text, document);
    w.end_object();
    std::cout << out << '\n';
  }
  return 0;
}
