#pragma once
// What a local settling (local_copies.h) holds of a collection: documents and lists of the index, read when
// they are asked for, and as they are after the change.

#include <map>
#include <set>
#include <unordered_map>

#include "story/local_copies.h"

namespace dateline::story::copying {

class Working {
 public:
  using Document = std::uint32_t;
  using Documents = std::vector<Document>;

  Working(Collection& collection, std::size_t most) : collection_(collection), most_(most) {}

  // After the first fault, or more reading than it is worth, everything gives nothing.
  bool broken() const { return broken_; }
  void give_up() { broken_ = true; }

  void add(Added&& added);

  bool is_new(Document d) { return doc(d).fresh; }
  bool is_twin(Document d) { return doc(d).placing.twin.has_value(); }
  const Head& head(Document d) { return doc(d).head; }
  const std::string& old_data(Document d) { return doc(d).head.data; }
  // The order of time.
  bool earlier(Document a, Document b);
  void sort(Documents& documents);

  // Without blob: kept, twin and same only.
  Placing& brief(Document d) { return doc(d).placing; }
  Placing& placing(Document d);  // whole
  const Print& print(Document d);
  const std::vector<std::uint32_t>& shingles(Document d);
  const std::vector<std::uint64_t>& values(Document d);
  std::size_t sentences(Document d) { return print(d).sentences.size() - 1; }
  const Documents& old_looks(Document d) { return doc(d).old_looks; }
  // Documents whose whole placing was read or made.
  const std::set<Document>& touched() const { return touched_; }

  const Documents& lookers(Document d);  // of before

  void enter(std::uint64_t value, Document d) { list(value).entered.push_back(d); }
  void leave(std::uint64_t value, Document d) { list(value).left.push_back(d); }
  // The first `n` documents of a value, or all where there are fewer; as they were, as they are.
  Documents before_change(std::uint64_t value, std::size_t n);
  Documents now(std::uint64_t value, std::size_t n);

  // The one text that a document belongs to.
  Document group(Document d);

  bool was_stock(std::uint64_t value);

  // `sources` and `roots` of `of` as `d` finds them: with the turns of those between.
  struct State {
    std::vector<Source> sources;
    Documents roots;
  };
  State state(Document of, Document d);

 private:
  struct Doc {
    Head head;
    Placing placing;
    bool fresh = false;
    bool whole = false;
    Documents old_looks;
    std::optional<Print> print;
    std::optional<std::vector<std::uint32_t>> shingles;
    std::optional<std::vector<std::uint64_t>> values;
    std::optional<Documents> lookers;
  };
  struct List {
    Documents documents;  // as they were, in the order of time: those of the days before `next`
    std::int64_t next = INT64_MIN;
    bool ended = false;
    Documents entered;
    Documents left;
  };

  Doc& doc(Document d);
  List& list(std::uint64_t value) { return lists_[value]; }
  void read(std::uint64_t value, List& list, std::size_t n);

  Collection& collection_;
  std::size_t most_;
  bool broken_ = false;
  std::size_t entries_read_ = 0;
  std::unordered_map<Document, Doc> documents_;  // asked by key only
  std::unordered_map<std::uint64_t, List> lists_;
  std::unordered_map<std::uint64_t, bool> stock_;
  std::set<Document> touched_;
};

}  // namespace dateline::story::copying
