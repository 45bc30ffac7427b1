#include "engine/settle_copies.h"

#include <algorithm>
#include <bit>
#include <map>
#include <unordered_map>

#include "engine/copied.h"
#include "store/across.h"
#include "store/placings.h"
#include "story/local_copies.h"

namespace dateline::engine {
namespace {

namespace copying = story::copying;

// Six bytes in the file: as many as it has bits, around nought.
std::int64_t stored_value(std::uint64_t value) {
  return static_cast<std::int64_t>(value) - (std::int64_t{1} << (copying::kIndexBits - 1U));
}

store::ShingleRow stored(const copying::IndexEntry& entry) {
  return {stored_value(entry.value), entry.day, entry.document};
}

store::PlacingRow placing_row(std::int64_t article, const copying::Head& head) {
  store::PlacingRow row{.article = article,
                        .content = std::bit_cast<std::int64_t>(head.content),
                        .minute = {},
                        .credited = head.credited,
                        .words = head.words,
                        .kept = head.kept,
                        .twin = head.twin,
                        .same = head.same,
                        .data = head.data};
  if (head.dated) row.minute = head.minute;
  return row;
}

// The index, a stretch at a time, into the record.
class IndexWriter {
 public:
  IndexWriter(const store::Record& record, const Loaded& loaded) : loaded_(loaded), merge_(record) {}

  void put(std::span<const copying::Posting> postings) {
    rows_.clear();
    for (const copying::Posting& posting : postings) {
      const story::Print& print = loaded_.copies.print(posting.document);
      rows_.push_back({stored_value(posting.value), copying::index_day(print.dated, print.minute),
                       loaded_.numbers[posting.document]});
    }
    std::sort(rows_.begin(), rows_.end());
    for (const store::ShingleRow& row : rows_)
      if (status_) status_ = merge_.put(row);
  }
  Status finish() { return status_ ? merge_.finish() : status_; }

 private:
  const Loaded& loaded_;
  store::ShingleMerge merge_;
  std::vector<store::ShingleRow> rows_;
  Status status_;
};

Status keep_placings(const store::Record& record, const Loaded& loaded, copying::Placings& placings) {
  std::vector<store::PlacingRow> rows;
  std::vector<store::LookRow> looks;
  const auto number = [&](std::uint32_t d) { return static_cast<std::uint32_t>(loaded.numbers[d]); };
  for (std::uint32_t d = 0; d < placings.documents.size(); ++d) {
    copying::Placing& placing = placings.documents[d];
    copying::rename(placing, number);
    for (const std::uint32_t at : copying::looks_of(placing)) looks.emplace_back(at, loaded.numbers[d]);
    copying::Head head = copying::head_of(loaded.copies.print(d));
    head.kept = placing.kept;
    head.twin = placing.twin;
    head.same = placing.same;
    head.data = encode(placing);
    rows.push_back(placing_row(loaded.numbers[d], head));
    placing = {};
  }
  std::sort(looks.begin(), looks.end());
  std::vector<std::int64_t> stock;
  for (const std::uint64_t value : placings.stock) stock.push_back(stored_value(value));
  store::PlacingTables tables(record);
  Status status = tables.set_placings(rows);
  if (status) status = tables.set_stock(stock);
  if (status) status = tables.set_looks(looks);
  return status;
}

// The record as it was settled, as far as it is asked for. Sticky: after an error everything is empty.
class RecordCollection : public copying::Collection {
 public:
  explicit RecordCollection(const store::Record& record) : tables_(record) {}

  const Status& status() const { return status_; }

  void add(std::uint32_t document, store::ArticleKey key, std::vector<ByteRange> sentences) {
    articles_[document] = {key, std::move(sentences)};
  }

  std::optional<copying::Head> head(std::uint32_t document) override {
    auto row = taken(tables_.placing(document));
    if (!row) return std::nullopt;
    store::PlacingRow& placing = row->first;
    keys_[document] = row->second;
    return copying::Head{.dated = placing.minute.has_value(),
                         .minute = placing.minute.value_or(0),
                         .credited = placing.credited,
                         .words = static_cast<std::uint32_t>(placing.words),
                         .id = to_hex(row->second),
                         .content = std::bit_cast<std::uint64_t>(placing.content),
                         .kept = static_cast<std::uint32_t>(placing.kept),
                         .twin = document_if_any(placing.twin),
                         .same = document_if_any(placing.same),
                         .data = std::move(placing.data)};
  }

  std::optional<story::Print> print(std::uint32_t document) override {
    const auto key = keys_.find(document);
    if (key == keys_.end()) return std::nullopt;
    auto imprint =
        story::decode(taken(tables_.imprint(document, story::kImprintProducer)), to_hex(key->second));
    if (!imprint) return std::nullopt;
    add(document, key->second, std::move(imprint->sentences));
    return std::move(imprint->print);
  }

  std::vector<copying::IndexEntry> entries(std::uint64_t value, std::int64_t from,
                                           std::size_t least) override {
    std::vector<copying::IndexEntry> all;
    for (const store::ShingleRow& row : taken(tables_.shingles(stored_value(value), from, least)))
      all.push_back({value, row.day, static_cast<std::uint32_t>(row.article)});
    return all;
  }

  bool is_stock(std::uint64_t value) override { return taken(tables_.is_stock(stored_value(value))); }
  std::vector<std::uint32_t> lookers(std::uint32_t document) override {
    return documents(taken(tables_.lookers(document)));
  }
  std::vector<std::uint32_t> with_content(std::uint64_t content, std::size_t most) override {
    return documents(taken(tables_.with_content(std::bit_cast<std::int64_t>(content), most)));
  }

  // What rows need of an article; null where it cannot be read.
  struct Article {
    store::ArticleKey key;
    std::vector<ByteRange> sentences;
  };
  const Article* article(std::uint32_t document) {
    if (!articles_.contains(document) && (!head(document) || !print(document))) return nullptr;
    return &articles_.at(document);
  }

 private:
  template <class Value>
  Value taken(Result<Value>&& result) {
    if (!status_) return {};
    if (result) return std::move(*result);
    status_ = std::unexpected(result.error());
    return {};
  }
  static std::vector<std::uint32_t> documents(const std::vector<std::int64_t>& numbers) {
    return {numbers.begin(), numbers.end()};
  }
  static std::optional<std::uint32_t> document_if_any(const std::optional<std::int64_t>& number) {
    return number ? std::optional(static_cast<std::uint32_t>(*number)) : std::nullopt;
  }

  store::PlacingTables tables_;
  Status status_;
  std::unordered_map<std::uint32_t, store::ArticleKey> keys_;
  std::unordered_map<std::uint32_t, Article> articles_;
};

// The day of an undated article by all relations from and to it; nullopt where they give none.
Result<std::optional<store::Derived>> date_of(store::PlacingTables& tables, std::uint32_t document,
                                              const std::vector<story::Relation>& relations,
                                              const Known& known) {
  std::vector<std::uint32_t> all = {document};
  for (const story::Relation& r : relations) all.insert(all.end(), {r.document, r.of});
  std::sort(all.begin(), all.end());
  all.erase(std::unique(all.begin(), all.end()), all.end());
  const auto place = [&](std::uint32_t d) {
    return static_cast<std::uint32_t>(std::lower_bound(all.begin(), all.end(), d) - all.begin());
  };
  std::vector<std::optional<PartialDate>> published;
  std::vector<std::optional<DayInterval>> ranges;
  for (const std::uint32_t d : all) {
    const auto dated = tables.dated(d);
    if (!dated) return std::unexpected(dated.error());
    published.push_back(dated->published);
    ranges.push_back(dated->range);
  }
  story::Copies copies;
  for (const story::Relation& relation : relations) {
    copies.relations.push_back(relation);
    copying::rename(copies.relations.back(), place);
  }
  for (DatedByOther& dated : date_by_others(published, copies, ranges)) {
    if (all[dated.document] != document) continue;
    dated.document = document;
    dated.other = all[dated.other];
    return derived_date(dated, known);
  }
  return std::nullopt;
}

// Writes what a local settling gave.
class LocalWriter {
 public:
  LocalWriter(store::Batch& batch, const store::Record& record, RecordCollection& collection)
      : batch_(batch), record_(record), tables_(record), collection_(collection) {
    known_.key = [this](std::uint32_t d) { return collection_.article(d)->key; };
    known_.sentences = [this](std::uint32_t d) -> const std::vector<ByteRange>& {
      return collection_.article(d)->sentences;
    };
  }

  // Whether every sentence that a relation speaks of is there.
  bool fits(const copying::LocalChange& change) {
    const auto within = [&](const std::vector<story::Relation>& relations) {
      return std::all_of(relations.begin(), relations.end(), [&](const story::Relation& r) {
        const auto* article = collection_.article(r.document);
        const auto* of = collection_.article(r.of);
        return article != nullptr && of != nullptr &&
               std::all_of(r.passages.begin(), r.passages.end(), [&](const story::SharedPassage& p) {
                 return p.first < p.last && p.last <= article->sentences.size() && p.of_first < p.of_last &&
                        p.of_last <= of->sentences.size();
               });
      });
    };
    for (const auto* list : {&change.relations, &change.around_undated})
      for (const auto& [document, relations] : *list)
        if (collection_.article(document) == nullptr || !within(relations)) return false;
    return true;
  }

  Status write(const copying::LocalChange& change) {
    Status status = write_tables(change);
    if (status) status = write_copied(change);
    if (status) status = write_dates(change);
    return status;
  }

 private:
  Status write_tables(const copying::LocalChange& change) {
    Status status;
    for (const copying::Placed& placed : change.placed) {
      if (status) status = tables_.put(placing_row(placed.document, placed.head));
      for (const std::uint32_t at : placed.looks)
        if (status) status = tables_.add(store::LookRow{at, placed.document});
      for (const std::uint32_t at : placed.no_more)
        if (status) status = tables_.remove(store::LookRow{at, placed.document});
    }
    for (const copying::IndexEntry& entry : change.entered)
      if (status) status = tables_.add(stored(entry));
    for (const copying::IndexEntry& entry : change.left)
      if (status) status = tables_.remove(stored(entry));
    for (const std::uint64_t value : change.stock)
      if (status) status = tables_.set_stock(stored_value(value), true);
    for (const std::uint64_t value : change.no_stock)
      if (status) status = tables_.set_stock(stored_value(value), false);
    return status;
  }

  Status write_copied(const copying::LocalChange& change) {
    std::vector<std::int64_t> articles;
    std::vector<story::Relation> all;
    for (const auto& [document, relations] : change.relations) {
      articles.push_back(document);
      all.insert(all.end(), relations.begin(), relations.end());
    }
    const Copied rows = copied(all, known_);
    return tables_.set_copied_of(articles, rows.passages, rows.copies);
  }

  Status write_dates(const copying::LocalChange& change) {
    for (const auto& [document, relations] : change.around_undated) {
      const auto found = date_of(tables_, document, relations, known_);
      if (!found) return std::unexpected(found.error());
      const std::string key = to_hex(known_.key(document));
      const auto held = store::read_derived(record_, "date", key);
      if (!held) return std::unexpected(held.error());
      Status status;
      if (*found && *held != *found) status = batch_.put_derived(**found);
      if (!*found && *held) status = tables_.remove_derived("date", key);
      if (!status) return status;
    }
    return {};
  }

  store::Batch& batch_;
  const store::Record& record_;
  store::PlacingTables tables_;
  RecordCollection& collection_;
  Known known_;
};

// How many articles may be new, or told again, before settling all is less work.
std::size_t most_of(std::int64_t largest, std::size_t share) {
  constexpr std::size_t kLeast = 64;
  constexpr std::size_t kMost = 2000;
  return std::clamp<std::size_t>(static_cast<std::size_t>(std::max<std::int64_t>(largest, 0)) / share, kLeast,
                                 kMost);
}

}  // namespace

Status settle_all_copies(store::Batch& batch, const store::Record& record, const Loaded& loaded,
                         const story::Parallel& parallel) {
  IndexWriter index(record, loaded);
  copying::Placings placings;
  placings.index = [&](std::span<const copying::Posting> postings) { index.put(postings); };
  const story::Copies shared = loaded.copies.settle(parallel, &placings);
  if (Status status = index.finish(); !status) return status;
  if (Status status = keep_placings(record, loaded, placings); !status) return status;
  const Known known{
      .key = [&](std::uint32_t d) { return loaded.keys[d]; },
      .sentences = [&](std::uint32_t d) -> const std::vector<ByteRange>& { return loaded.sentences[d]; }};
  const Copied rows = copied(shared.relations, known);
  if (Status set = batch.set_copied(rows.passages, rows.copies); !set) return set;
  // What reads them is query::each_article.
  std::vector<store::Derived> dates;
  for (const DatedByOther& dated : date_by_others(loaded.published, shared, loaded.ranges))
    if (auto derived = derived_date(dated, known)) dates.push_back(std::move(*derived));
  return batch.set_derived("date", dates);
}

Result<std::optional<std::size_t>> settle_new_copies(store::Batch& batch, const store::Record& record,
                                                     const std::vector<store::ArticleKey>& added,
                                                     std::vector<story::Imprint> imprints) {
  store::PlacingTables tables(record);
  const Result<std::int64_t> largest = tables.largest();
  if (!largest) return std::unexpected(largest.error());
  const Result<bool> filled = tables.filled();
  if (!filled) return std::unexpected(filled.error());
  if (!*filled || added.size() > most_of(*largest, 20) || *largest > UINT32_MAX) return std::nullopt;
  RecordCollection collection(record);
  std::vector<copying::Added> documents;
  for (std::size_t i = 0; i < added.size(); ++i) {
    const auto number = tables.number_of(added[i]);
    if (!number) return std::unexpected(number.error());
    if (!*number) return std::nullopt;
    const auto document = static_cast<std::uint32_t>(**number);
    collection.add(document, added[i], std::move(imprints[i].sentences));
    documents.push_back({document, std::move(imprints[i].print)});
  }
  const auto change = copying::add_locally(collection, std::move(documents), most_of(*largest, 10));
  if (!collection.status()) return std::unexpected(collection.status().error());
  LocalWriter writer(batch, record, collection);
  if (!change || !writer.fits(*change)) return std::nullopt;
  if (Status status = writer.write(*change); !status) return std::unexpected(status.error());
  return change->told;
}

}  // namespace dateline::engine
