#include "story/working.h"

#include <algorithm>

namespace dateline::story::copying {
namespace {

constexpr std::size_t kEntriesEach = 500;  // of lists, that cost as much as telling a document again

Precedence precedence(const Head& head) {
  return {head.dated, head.minute, head.credited, head.words, head.id};
}

bool fits(const Placing& placing, std::size_t sentences) {
  return std::ranges::all_of(placing.turns, [&](const Turn& turn) {
    return std::ranges::all_of(turn.taken.passages,
                               [&](const SharedPassage& p) { return p.last <= sentences; });
  });
}

}  // namespace

Head head_of(const Print& print) {
  return {.dated = print.dated,
          .minute = print.minute,
          .credited = print.credited,
          .words = static_cast<std::uint32_t>(print.words.size()),
          .id = print.id,
          .content = content_of(print),
          .kept = 0,
          .twin = {},
          .same = {},
          .data = {}};
}

void Working::add(Added&& added) {
  Doc& one = documents_[added.document];
  one.head = head_of(added.print);
  one.fresh = one.whole = true;
  one.print = std::move(added.print);
  touched_.insert(added.document);
}

Working::Doc& Working::doc(Document d) {
  const auto found = documents_.find(d);
  if (found != documents_.end()) return found->second;
  Doc& one = documents_[d];
  std::optional<Head> head = broken_ ? std::nullopt : collection_.head(d);
  if (!head) {
    broken_ = true;
  } else {
    one.head = std::move(*head);
    one.placing.kept = one.head.kept;
    one.placing.twin = one.head.twin;
    one.placing.same = one.head.same;
  }
  return one;
}

bool Working::earlier(Document a, Document b) {
  if (a == b) return false;
  const Head& first = doc(a).head;
  return before(precedence(first), precedence(doc(b).head));
}

void Working::sort(Documents& documents) {
  std::ranges::sort(documents, [&](Document a, Document b) { return earlier(a, b); });
  documents.erase(std::ranges::unique(documents).begin(), documents.end());
}

Placing& Working::placing(Document d) {
  Doc& one = doc(d);
  if (one.whole) return one.placing;
  one.whole = true;
  touched_.insert(d);
  if (one.head.data.empty()) return one.placing;
  if (!decode(one.head.data, d, sentences(d), one.placing) || !fits(one.placing, sentences(d))) {
    broken_ = true;
    one.placing = {};
  }
  one.old_looks = looks_of(one.placing);
  return one.placing;
}

const Print& Working::print(Document d) {
  Doc& one = doc(d);
  if (!one.print) {
    one.print = broken_ ? std::nullopt : collection_.print(d);
    if (!one.print || one.print->words.size() != one.head.words || one.print->id != one.head.id ||
        one.print->minute != one.head.minute) {
      broken_ = true;
      one.print = Print{};
      one.print->sentences = {0};
    }
  }
  return *one.print;
}

const std::vector<std::uint32_t>& Working::shingles(Document d) {
  Doc& one = doc(d);
  if (!one.shingles) one.shingles = shingles_of(print(d));
  return *one.shingles;
}

const std::vector<std::uint64_t>& Working::values(Document d) {
  Doc& one = doc(d);
  if (!one.values) one.values = index_values(print(d));
  return *one.values;
}

const Working::Documents& Working::lookers(Document d) {
  Doc& one = doc(d);
  if (!one.lookers) {
    one.lookers = one.fresh || broken_ ? Documents() : collection_.lookers(d);
    entries_read_ += one.lookers->size();
    if (entries_read_ > most_ * kEntriesEach) broken_ = true;
  }
  return *one.lookers;
}

void Working::read(std::uint64_t value, List& list, std::size_t n) {
  if (list.ended || broken_) return;
  const std::size_t least = std::min(n, most_ * kEntriesEach);
  const std::vector<IndexEntry> entries = collection_.entries(value, list.next, least);
  entries_read_ += entries.size();
  if (entries_read_ > most_ * kEntriesEach) broken_ = true;
  list.ended = entries.size() < least;
  for (std::size_t i = 0; i < entries.size() && !broken_;) {
    Documents day;
    std::size_t j = i;
    for (; j < entries.size() && entries[j].day == entries[i].day; ++j) day.push_back(entries[j].document);
    if (day.size() > 1) sort(day);
    list.documents.insert(list.documents.end(), day.begin(), day.end());
    list.next = entries[i].day + 1;
    i = j;
  }
}

Working::Documents Working::before_change(std::uint64_t value, std::size_t n) {
  List& one = list(value);
  while (one.documents.size() < n && !one.ended && !broken_) read(value, one, n - one.documents.size());
  Documents result = one.documents;
  result.resize(std::min(n, result.size()));
  return result;
}

Working::Documents Working::now(std::uint64_t value, std::size_t n) {
  List& one = list(value);
  while (true) {
    Documents result;
    for (const Document d : one.documents)
      if (std::ranges::find(one.left, d) == one.left.end()) result.push_back(d);
    Documents here;
    for (const Document d : one.entered) {
      const Head& head = doc(d).head;
      if (one.ended || index_day(head.dated, head.minute) < one.next) here.push_back(d);
    }
    sort(here);
    Documents both;
    std::ranges::merge(result, here, std::back_inserter(both),
                       [&](Document a, Document b) { return earlier(a, b); });
    if (both.size() >= n || one.ended || broken_) {
      both.resize(std::min(n, both.size()));
      return both;
    }
    read(value, one, n - both.size());
  }
}

Working::Document Working::group(Document d) {
  // A chain leads to ever earlier ones; a broken collection may have a ring.
  for (std::size_t steps = 0; steps < 100'000 && !broken_; ++steps) {
    const std::optional<Document>& same = doc(d).placing.same;
    if (!same) return d;
    d = *same;
  }
  broken_ = true;
  return d;
}

bool Working::was_stock(std::uint64_t value) {
  const auto found = stock_.find(value);
  if (found != stock_.end()) return found->second;
  return stock_[value] = !broken_ && collection_.is_stock(value);
}

Working::State Working::state(Document of, Document d) {
  State result{sources_of(placing(of), of, sentences(of)), roots_of(placing(of), of)};
  // Roots are kept in the order of time, and so is what a turn puts among them; by numbers it is sorted here.
  std::ranges::sort(result.roots);
  for (const Document by : placing(of).turned_by) {
    if (!earlier(by, d)) continue;
    for (const Turn& turn : placing(by).turns) {
      if (turn.back.document != of) continue;
      if (std::ranges::any_of(turn.taken.passages, [&](const SharedPassage& p) {
            return p.of_last > result.sources.size() || p.of_last <= p.of_first;
          }))
        broken_ = true;
      else
        apply(turn, result.sources, result.roots);
    }
  }
  return result;
}

}  // namespace dateline::story::copying
