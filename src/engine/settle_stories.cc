#include "engine/settle_stories.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "store/growth.h"
#include "story/tables.h"

namespace dateline::engine {
namespace {

using store::TablePart;

std::vector<store::TablePage> tables_of(const story::Growth& growth, const story::Opening& opening) {
  std::vector<store::TablePage> pages = {{TablePart::opening, 0, encode(opening)}};
  const auto take = [&](TablePart part, std::vector<story::Page> some) {
    for (story::Page& page : some) pages.push_back({part, page.first, std::move(page.data)});
  };
  take(TablePart::words, pages_of(growth.base.words));
  take(TablePart::pairs, pages_of(growth.base.pairs));
  take(TablePart::postings, pages_of(growth.base.postings));
  std::uint32_t place = 0;
  for (const story::Head& head : growth.base.heads)
    pages.push_back({TablePart::heads, place++, encode(head)});
  return pages;
}

// The tables in a record. A page is read once. After an error, or a page that is broken, everything is empty
// and status() says so.
class InRecord : public story::Settled {
 public:
  InRecord(const store::Record& record, const story::Opening& opening) : record_(record), opening_(opening) {}

  const Status& status() const { return status_; }
  bool broken() const { return broken_; }

  std::size_t documents() const override { return opening_.documents; }
  std::uint32_t heads() const override { return opening_.heads; }
  std::uint32_t words(std::uint32_t key) override { return count(TablePart::words, words_, key); }
  std::uint32_t pairs(std::uint32_t key) override { return count(TablePart::pairs, pairs_, key); }

  void with(std::uint32_t key, std::vector<std::uint32_t>& heads) override {
    for (const story::Posting& posting :
         entries<story::Posting, story::postings_in>(TablePart::postings, postings_, key))
      (posting.head < opening_.heads ? heads.push_back(posting.head) : void(broken_ = true));
  }

  story::Head head(std::uint32_t place) override {
    const auto page = read(TablePart::heads, place);
    if (page && page->first == place)
      if (auto head = story::head_in(page->data)) return std::move(*head);
    broken_ = true;
    story::Head nothing;
    nothing.extent.size = 1;
    return nothing;
  }

 private:
  template <class Entry>
  using Pages = std::map<std::uint32_t, std::vector<Entry>>;  // by first key

  std::optional<store::TablePage> read(TablePart part, std::uint32_t key) {
    if (!status_ || broken_) return std::nullopt;
    auto page = store::table_page(record_, part, key);
    if (page) return std::move(*page);
    status_ = std::unexpected(page.error());
    return std::nullopt;
  }

  // Entries of `key`.
  template <class Entry, auto decode>
  std::span<const Entry> entries(TablePart part, Pages<Entry>& known, std::uint32_t key) {
    auto page = known.upper_bound(key);
    if (page == known.begin() || std::prev(page)->second.back().key < key) {
      const auto found = read(part, key);
      if (!found) return {};
      auto decoded = decode(found->data);
      if (!decoded || decoded->empty() || decoded->front().key != found->first) {
        broken_ = true;
        return {};
      }
      page = std::next(known.emplace(found->first, std::move(*decoded)).first);
    }
    const auto some =
        std::ranges::equal_range(std::prev(page)->second, key, std::ranges::less(), &Entry::key);
    return {some.begin(), some.end()};
  }

  std::uint32_t count(TablePart part, Pages<story::Count>& known, std::uint32_t key) {
    const auto found = entries<story::Count, story::counts_in>(part, known, key);
    return found.empty() ? 0 : found.front().documents;
  }

  const store::Record& record_;
  story::Opening opening_;
  Status status_;
  bool broken_ = false;
  Pages<story::Count> words_;
  Pages<story::Count> pairs_;
  Pages<story::Posting> postings_;
};

// An article that is placed, or was.
struct Late {
  store::ArticleKey key;
  story::Moment moment;
  const story::Sketch* sketch = nullptr;  // of those that were added
  std::optional<story::Placed> before;    // as it was placed before, if it was
  story::Placed placed;
};

// One call of place_stories.
class Growing {
 public:
  Growing(const store::Record& record, store::Batch& batch) : record_(record), batch_(batch) {}

  Result<bool> run(const std::vector<store::ArticleKey>& added, const std::vector<story::Imprint>& imprints) {
    const Result<bool> possible = read(added, imprints);
    if (!possible || !*possible) return possible;
    const Result<bool> placed = place();
    if (!placed || !*placed) return placed;
    if (Status status = write(); !status) return std::unexpected(status.error());
    return true;
  }

 private:
  // What was placed before, and what is to be placed now, in the order of time.
  Result<bool> read(const std::vector<store::ArticleKey>& added,
                    const std::vector<story::Imprint>& imprints) {
    auto page = store::table_page(record_, TablePart::opening, 0);
    if (!page) return std::unexpected(page.error());
    const auto opening = *page ? story::opening_in((*page)->data) : std::nullopt;
    if (!opening || !opening->from || opening->heads == 0) return false;
    opening_ = *opening;
    auto rows = store::list_newest(record_);
    if (!rows) return std::unexpected(rows.error());
    for (const store::NewestRow& row : *rows) {
      Late one{row.article, {row.minute, to_hex(row.article)}, nullptr, story::placed_in(row.data), {}};
      if (!one.before) return false;
      newest_.push_back(std::move(one));
    }
    for (std::size_t i = 0; i < added.size(); ++i) {
      const story::Sketch& sketch = imprints[i].sketch;
      Late one{added[i], {sketch.minute, to_hex(added[i])}, &sketch, std::nullopt, {}};
      if (!sketch.day || one.moment < *opening_.from) return false;
      newest_.push_back(std::move(one));
    }
    std::ranges::sort(newest_, std::ranges::less(), &Late::moment);
    std::vector<story::Moment> moments;
    moments.reserve(newest_.size());
    for (const Late& one : newest_) moments.push_back(one.moment);
    return moments.front() == *opening_.from &&
           story::settled_of(moments, opening_.documents + moments.size()) == 0;
  }

  // Those before the first that was added stay where they are.
  Result<bool> place() {
    first_ = static_cast<std::size_t>(
        std::ranges::find_if(newest_, [](const Late& one) { return one.sketch != nullptr; }) -
        newest_.begin());
    const auto imprints = imprints_of_moved();
    if (!imprints) return std::unexpected(imprints.error());
    InRecord settled(record_, opening_);
    story::Placing placing(settled);
    std::size_t next = 0;
    for (std::size_t i = 0; i < newest_.size(); ++i) {
      Late& one = newest_[i];
      if (i < first_) {
        one.placed = *one.before;
        if (one.placed.story > opening_.heads + begun_.size()) return false;
        placing.restore(story::Placed(one.placed));
      } else {
        const story::Sketch& sketch = one.sketch != nullptr ? *one.sketch : (*imprints)[next++].sketch;
        if (!sketch.day) return false;
        one.placed = placing.place(sketch);
        titles_.push_back(sketch.title);
      }
      if (one.placed.story == opening_.heads + begun_.size()) begun_.push_back(i);
    }
    read_heads(settled);
    if (!settled.status()) return std::unexpected(settled.status().error());
    return !settled.broken();
  }

  // Of those that were placed before and stand after the first that was added.
  Result<std::vector<story::Imprint>> imprints_of_moved() {
    std::vector<store::ArticleKey> moved;
    for (std::size_t i = first_; i < newest_.size(); ++i)
      if (newest_[i].sketch == nullptr) moved.push_back(newest_[i].key);
    std::vector<Imprinted> made;
    auto imprints = load_some(record_, moved, story::one_by_one, made);
    if (Status put = put_all(batch_, made); !put) return std::unexpected(put.error());
    return imprints;
  }

  // Of the settled stories whose rows are written, or linked to.
  void read_heads(InRecord& settled) {
    const auto need = [&](std::uint32_t story) {
      if (story < opening_.heads && !heads_.contains(story)) heads_.emplace(story, settled.head(story));
    };
    for (std::size_t i = first_; i < newest_.size(); ++i) {
      const Late& one = newest_[i];
      concerned_.insert(one.placed.story);
      if (one.before) concerned_.insert(one.before->story);
      for (const std::uint32_t earlier : one.placed.continues) need(earlier);
    }
    for (const std::uint32_t story : concerned_) need(story);
  }

  std::string id_of(std::uint32_t story) const {
    if (story < opening_.heads) return heads_.at(story).id;
    return newest_[begun_[story - opening_.heads]].moment.id;
  }

  store::Story begun_by(std::size_t place) const {
    const Late& one = newest_[place];
    store::Story story;
    story.id = one.moment.id;
    story.title = titles_[place - first_];
    for (const std::uint32_t earlier : one.placed.continues) story.continues.push_back(id_of(earlier));
    return story;
  }

  // Stories that an article began that is placed anew are made anew.
  Status write() {
    Status status;
    for (std::size_t i = first_; i < newest_.size(); ++i) {
      const Late& one = newest_[i];
      if (status && one.before) status = batch_.remove_story(one.moment.id);
    }
    for (const std::size_t place : begun_) {
      if (place < first_) continue;
      store::Story story = begun_by(place);
      story.affair = story.id;
      if (!story.continues.empty()) {
        auto affair = store::affair_of(record_, story.continues.front());
        if (!affair) return std::unexpected(affair.error());
        story.affair = std::move(*affair);
      }
      if (status) status = batch_.put_story(story);
    }
    for (std::size_t i = first_; i < newest_.size(); ++i) {
      const Late& one = newest_[i];
      if (status) status = batch_.move_article(one.key, id_of(one.placed.story));
      if (status) status = batch_.put_newest({one.key, one.moment.minute, encode(one.placed)});
    }
    if (status) status = write_days();
    return status;
  }

  Status write_days() {
    struct Span {
      std::optional<Day> first;
      std::optional<Day> last;
    };
    std::map<std::uint32_t, Span> spans;
    for (const std::uint32_t story : concerned_)
      if (story < opening_.heads) spans[story] = {heads_.at(story).first, heads_.at(story).last};
    for (const Late& one : newest_) {
      if (!concerned_.contains(one.placed.story)) continue;
      Span& span = spans[one.placed.story];
      span.first = span.first ? std::min(*span.first, one.placed.day) : one.placed.day;
      span.last = span.last ? std::max(*span.last, one.placed.day) : one.placed.day;
    }
    for (const auto& [story, span] : spans)
      if (Status set = batch_.set_story_days(id_of(story), span.first, span.last); !set) return set;
    return {};
  }

  const store::Record& record_;
  store::Batch& batch_;
  story::Opening opening_;
  std::vector<Late> newest_;
  std::size_t first_ = 0;                       // of newest_, that is placed now
  std::vector<std::string> titles_;             // of newest_[first_] and after
  std::vector<std::size_t> begun_;              // of newest_, the first of each story that they began
  std::set<std::uint32_t> concerned_;           // stories that have, or had, one of those
  std::map<std::uint32_t, story::Head> heads_;  // of settled stories that are concerned or linked to
};

}  // namespace

Status settle_all_stories(store::Batch& batch, const Loaded& loaded, const story::Parallel& parallel) {
  story::Growth growth;
  const std::vector<story::Story> found = loaded.stories.settle(parallel, &growth);
  std::vector<store::Story> stories;
  for (const story::Story& story : found) {
    store::Story kept{story.id, story.title, story.first, story.last, {}};
    for (const std::uint32_t document : story.documents) kept.articles.push_back(loaded.keys[document]);
    for (const std::uint32_t earlier : story.continues) kept.continues.push_back(found[earlier].id);
    kept.affair = found[story.affair].id;
    stories.push_back(std::move(kept));
  }
  if (Status set = batch.set_stories(stories); !set) return set;
  if (growth.newest.empty()) return batch.set_growth({}, {});
  std::vector<store::NewestRow> placed;
  placed.reserve(growth.newest.size());
  for (const story::Newest& one : growth.newest)
    placed.push_back({loaded.keys[one.document], one.moment.minute, encode(one.placed)});
  const story::Opening opening{growth.base.documents, static_cast<std::uint32_t>(growth.base.heads.size()),
                               growth.newest.front().moment};
  return batch.set_growth(tables_of(growth, opening), placed);
}

Result<bool> place_stories(const store::Record& record, store::Batch& batch,
                           const std::vector<store::ArticleKey>& added,
                           const std::vector<story::Imprint>& imprints) {
  return Growing(record, batch).run(added, imprints);
}

}  // namespace dateline::engine
