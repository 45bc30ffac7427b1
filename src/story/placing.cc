#include "story/placing.h"

#include <algorithm>
#include <bit>

#include "story/coding.h"

namespace dateline::story::copying {
namespace {

using Numbers = std::vector<std::uint32_t>;

void put(Encoder& out, const Numbers& numbers) {
  out.number(numbers.size());
  for (const std::uint32_t number : numbers) out.number(number);
}

void get(Decoder& in, Numbers& numbers) {
  numbers.resize(in.count(1));
  for (std::uint32_t& number : numbers) number = in.number32();
}

void put(Encoder& out, const std::vector<SharedPassage>& passages) {
  out.number(passages.size());
  for (const SharedPassage& p : passages) {
    out.number(p.first);
    out.number(p.last - p.first);
    out.number(p.of_first);
    out.number(p.of_last - p.of_first);
  }
}

// `sentences` of the document itself; how many an origin has is not known here.
void get(Decoder& in, std::size_t sentences, std::vector<SharedPassage>& passages) {
  passages.resize(in.count(4));
  for (SharedPassage& p : passages) {
    p.first = in.number32();
    const std::uint64_t last = std::uint64_t{p.first} + in.number32();
    p.of_first = in.number32();
    const std::uint64_t of_last = std::uint64_t{p.of_first} + in.number32();
    if (last <= p.first || last > sentences || of_last <= p.of_first || of_last > UINT32_MAX) in.refuse();
    p.last = static_cast<std::uint32_t>(last);
    p.of_last = static_cast<std::uint32_t>(of_last);
  }
}

void put_overlap(Encoder& out, double overlap) {
  out.fixed(std::bit_cast<std::uint64_t>(overlap), 8);
}

double get_overlap(Decoder& in) {
  const double overlap = std::bit_cast<double>(in.fixed(8));
  if (!(overlap >= 0)) in.refuse();
  return overlap;
}

// Sentences that stood elsewhere, in runs.
void put(Encoder& out, const std::vector<Source>& sources) {
  std::size_t count = 0;
  Encoder all;
  for (std::size_t s = 0; s < sources.size();) {
    std::size_t end = s + 1;
    while (end < sources.size() && sources[end].document == sources[s].document &&
           sources[end].sentence == sources[s].sentence + (end - s))
      ++end;
    all.number(end - s);
    all.number(sources[s].document);
    all.number(sources[s].sentence);
    ++count;
    s = end;
  }
  out.number(count);
  out.raw(std::move(all).finish());
}

void get(Decoder& in, std::size_t sentences, std::vector<Source>& sources) {
  const std::size_t count = in.count(3);
  for (std::size_t i = 0; i < count && in.ok(); ++i) {
    const std::uint32_t length = in.number32();
    const std::uint32_t document = in.number32();
    const std::uint32_t sentence = in.number32();
    if (length == 0 || length > sentences - sources.size() || sentence > UINT32_MAX - length) in.refuse();
    for (std::uint32_t s = 0; s < length && in.ok(); ++s) sources.push_back({document, sentence + s});
  }
  if (count > 0 && sources.size() != sentences) in.refuse();
}

Turn turn_from(std::uint32_t self, std::uint32_t of, double overlap, std::vector<SharedPassage> passages) {
  Turn turn;
  turn.taken = {.document = self, .of = of, .overlap = 0, .kind = CopyKind::excerpt, .passages = passages};
  turn.back = {.document = of, .of = self, .overlap = overlap, .kind = CopyKind::excerpt, .passages = {}};
  for (const SharedPassage& p : passages)
    turn.back.passages.push_back({p.of_first, p.of_last, p.first, p.last});
  std::ranges::sort(turn.back.passages, std::ranges::less(), &SharedPassage::first);
  return turn;
}

}  // namespace

std::vector<Source> sources_of(const Placing& placing, std::uint32_t self, std::size_t sentences) {
  if (!placing.sources.empty()) return placing.sources;
  std::vector<Source> own;
  for (std::uint32_t s = 0; s < sentences; ++s) own.push_back({self, s});
  return own;
}

std::vector<std::uint32_t> roots_of(const Placing& placing, std::uint32_t self) {
  return placing.roots.empty() ? std::vector<std::uint32_t>{self} : placing.roots;
}

void put_sources(Placing& placing, std::uint32_t self, std::vector<Source> sources) {
  bool own = true;
  for (std::uint32_t s = 0; s < sources.size() && own; ++s) own = sources[s] == Source{self, s};
  placing.sources = own ? std::vector<Source>() : std::move(sources);
}

void put_roots(Placing& placing, std::uint32_t self, std::vector<std::uint32_t> roots) {
  placing.roots =
      roots.size() == 1 && roots.front() == self ? std::vector<std::uint32_t>() : std::move(roots);
}

void put_stock(Placing& placing, std::vector<bool> stock) {
  const bool any = std::ranges::find(stock, true) != stock.end();
  placing.stock = any ? std::move(stock) : std::vector<bool>();
}

std::vector<std::uint32_t> looks_of(const Placing& placing) {
  std::vector<std::uint32_t> looks = placing.candidates;
  looks.insert(looks.end(), placing.firsts.begin(), placing.firsts.end());
  std::ranges::sort(looks);
  looks.erase(std::ranges::unique(looks).begin(), looks.end());
  return looks;
}

void rename(Relation& relation, const std::function<std::uint32_t(std::uint32_t)>& number) {
  relation.document = number(relation.document);
  relation.of = number(relation.of);
}

void rename(Placing& placing, const std::function<std::uint32_t(std::uint32_t)>& number) {
  const auto all = [&](Numbers& numbers) {
    for (std::uint32_t& one : numbers) one = number(one);
  };
  if (placing.twin) placing.twin = number(*placing.twin);
  if (placing.same) placing.same = number(*placing.same);
  all(placing.candidates);
  all(placing.firsts);
  for (Source& source : placing.sources) source.document = number(source.document);
  all(placing.roots);
  for (Relation& relation : placing.relations) rename(relation, number);
  for (Turn& turn : placing.turns) {
    rename(turn.taken, number);
    rename(turn.back, number);
  }
  all(placing.turned_by);
}

std::string encode(const Placing& placing) {
  if (placing.stock.empty() && placing.candidates.empty() && placing.firsts.empty() &&
      placing.sources.empty() && placing.roots.empty() && placing.relations.empty() &&
      placing.turns.empty() && placing.turned_by.empty())
    return {};
  Encoder out;
  Numbers stock;
  for (std::uint32_t s = 0; s < placing.stock.size(); ++s)
    if (placing.stock[s]) stock.push_back(s);
  put(out, stock);
  put(out, placing.candidates);
  put(out, placing.firsts);
  put(out, placing.sources);
  put(out, placing.roots);
  out.number(placing.relations.size());
  for (const Relation& relation : placing.relations) {
    out.number(relation.of);
    put_overlap(out, relation.overlap);
    out.number(static_cast<std::uint64_t>(relation.kind));
    put(out, relation.passages);
  }
  out.number(placing.turns.size());
  for (const Turn& turn : placing.turns) {
    out.number(turn.taken.of);
    put_overlap(out, turn.back.overlap);
    put(out, turn.taken.passages);
  }
  put(out, placing.turned_by);
  return std::move(out).finish();
}

bool decode(std::string_view blob, std::uint32_t self, std::size_t sentences, Placing& placing) {
  if (blob.empty()) return true;
  Decoder in(blob);
  Numbers stock;
  get(in, stock);
  if (!stock.empty()) placing.stock.resize(sentences);
  for (const std::uint32_t s : stock) {
    if (s >= sentences) in.refuse();
    if (s < sentences) placing.stock[s] = true;
  }
  get(in, placing.candidates);
  get(in, placing.firsts);
  get(in, sentences, placing.sources);
  get(in, placing.roots);
  placing.relations.resize(in.count(11));
  for (Relation& relation : placing.relations) {
    relation.document = self;
    relation.of = in.number32();
    relation.overlap = get_overlap(in);
    const std::uint64_t kind = in.number();
    if (kind > static_cast<std::uint64_t>(CopyKind::rewrite)) in.refuse();
    relation.kind = in.ok() ? static_cast<CopyKind>(kind) : CopyKind::copy;
    get(in, sentences, relation.passages);
  }
  const std::size_t turns = in.count(10);
  for (std::size_t i = 0; i < turns && in.ok(); ++i) {
    const std::uint32_t of = in.number32();
    const double overlap = get_overlap(in);
    std::vector<SharedPassage> passages;
    get(in, sentences, passages);
    placing.turns.push_back(turn_from(self, of, overlap, std::move(passages)));
  }
  get(in, placing.turned_by);
  return in.ok() && in.at_end();
}

std::int64_t index_day(bool dated, std::int64_t minute) {
  constexpr std::int64_t kMinutes = 24 * 60;
  if (!dated) return kUndatedDay;
  return (minute >= 0 ? minute : minute - kMinutes + 1) / kMinutes;
}

}  // namespace dateline::story::copying
