// Writing what stands across articles: only the rows that differ from those that are there.

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <map>
#include <set>

#include "base/utf8.h"
#include "store/across.h"
#include "store/batch.h"
#include "store/days.h"

namespace dateline::store {
namespace {

// Row numbers of articles, and a look whether a range is one of their texts.
class Places {
 public:
  explicit Places(Database& db) : db_(db) {}

  // For many: all row numbers at once. Without, each is asked for.
  Status load() {
    Query rows(db_, "SELECT key, id FROM article ORDER BY key");
    while (rows.next()) ids_.emplace_back(key_from(rows.text(0)), rows.integer(1));
    loaded_ = true;
    return rows.status();
  }

  Result<std::int64_t> id(ArticleKey key) const {
    if (!loaded_) {
      const std::string bytes = key_bytes(key);
      Query query(db_, "SELECT id FROM article WHERE key = ?", Blob{bytes});
      if (query.next()) return query.integer(0);
      if (Status status = query.status(); !status) return std::unexpected(status.error());
    }
    const auto found =
        std::ranges::lower_bound(ids_, key, std::ranges::less(), [](const auto& e) { return e.first; });
    if (found != ids_.end() && found->first == key) return found->second;
    return fail(ErrorCode::not_found, fmt::format("{}: no article {}", db_.name(), to_hex(key)));
  }

  // Keeps one text: ranges come article by article.
  Status has(std::int64_t id, ByteRange range) {
    if (known_ != id) {
      Query query(db_, "SELECT text FROM body WHERE article = ?", id);
      text_ = query.next() ? query.string(0) : std::string();
      if (Status status = query.status(); !status) return status;
      known_ = id;
    }
    if (range.begin <= range.end && range.end <= text_.size() && utf8::is_boundary(text_, range.begin) &&
        utf8::is_boundary(text_, range.end))
      return {};
    return fail(ErrorCode::invalid_argument, fmt::format("{}: bytes {} to {} are not a part of article {}",
                                                         db_.name(), range.begin, range.end, name(id)));
  }

 private:
  std::string name(std::int64_t id) const {
    Query query(db_, "SELECT key FROM article WHERE id = ?", id);
    return query.next() ? to_hex(key_from(query.text(0))) : std::string();
  }

  Database& db_;
  bool loaded_ = false;
  std::vector<std::pair<ArticleKey, std::int64_t>> ids_;  // by key
  std::int64_t known_ = -1;
  std::string text_;
};

ByteRange range_at(const Query& row, int column) {
  return {static_cast<std::uint32_t>(row.integer(column)),
          static_cast<std::uint32_t>(row.integer(column + 1))};
}

// Rows to be taken out and rows to be put in.
template <class Row>
struct Difference {
  std::vector<Row> gone;
  std::vector<Row> fresh;
};

template <class Row>
Difference<Row> difference(std::vector<Row> held, std::vector<Row> wanted) {
  std::ranges::sort(held);
  std::ranges::sort(wanted);
  Difference<Row> result;
  std::ranges::set_difference(held, wanted, std::back_inserter(result.gone));
  std::ranges::set_difference(wanted, held, std::back_inserter(result.fresh));
  return result;
}

// Rows of some articles, or of all.
const char* of_articles(const std::vector<std::int64_t>* only) {
  return only == nullptr ? "" : " WHERE article = ?";
}

// The rows of a query that ends with of_articles(only).
template <class Row>
Result<std::vector<Row>> read_held(Query& rows, const std::vector<std::int64_t>* only,
                                   Status (*read)(Query&, std::vector<Row>&)) {
  std::vector<Row> held;
  Status status;
  if (only == nullptr) status = read(rows, held);
  for (std::size_t i = 0; only != nullptr && status && i < only->size(); ++i)
    status = read(rows.again().add((*only)[i]), held);
  if (!status) return std::unexpected(status.error());
  return held;
}

struct PassageRow {
  std::int64_t article = 0;
  std::int64_t place = 0;
  ByteRange range;
  std::int64_t origin = 0;
  ByteRange origin_range;
  friend auto operator<=>(const PassageRow&, const PassageRow&) = default;
};

Status read_passages(Query& rows, std::vector<PassageRow>& held) {
  while (rows.next())
    held.push_back({rows.integer(0), rows.integer(1), range_at(rows, 2), rows.integer(4), range_at(rows, 5)});
  return rows.status();
}

// `only`: of these articles; null: of all.
Status set_passages(Database& db, Places& places, std::vector<Passage> passages,
                    const std::vector<std::int64_t>* only) {
  const auto order = [](const Passage& a, const Passage& b) {
    return std::tie(a.article, a.range, a.origin, a.origin_range) <
           std::tie(b.article, b.range, b.origin, b.origin_range);
  };
  std::ranges::sort(passages, order);
  std::vector<PassageRow> wanted;
  for (const Passage& passage : passages) {
    const Result<std::int64_t> article = places.id(passage.article);
    if (!article) return std::unexpected(article.error());
    const Result<std::int64_t> origin = places.id(passage.origin);
    if (!origin) return std::unexpected(origin.error());
    const std::int64_t place =
        !wanted.empty() && wanted.back().article == *article ? wanted.back().place + 1 : 0;
    wanted.push_back({*article, place, passage.range, *origin, passage.origin_range});
  }
  Query rows(
      db, fmt::format("SELECT article, place, first, last, origin, origin_first, origin_last FROM passage{}",
                      of_articles(only)));
  Result<std::vector<PassageRow>> held = read_held(rows, only, read_passages);
  if (!held) return std::unexpected(held.error());
  const Difference<PassageRow> found = difference(std::move(*held), std::move(wanted));
  for (const PassageRow& row : found.gone)
    if (Status status =
            run(db, "DELETE FROM passage WHERE article = ? AND place = ?", row.article, row.place);
        !status)
      return status;
  for (const PassageRow& row : found.fresh)
    if (Status status = places.has(row.article, row.range); !status) return status;
  for (const PassageRow& row : found.fresh) {
    if (Status status = places.has(row.origin, row.origin_range); !status) return status;
    if (Status status =
            run(db, "INSERT INTO passage VALUES (?,?,?,?,?,?,?)", row.article, row.place, row.range.begin,
                row.range.end, row.origin, row.origin_range.begin, row.origin_range.end);
        !status)
      return status;
  }
  return {};
}

struct CopyRow {
  std::int64_t article = 0;
  std::int64_t origin = 0;
  double overlap = 0;
  int kind = 0;
  friend auto operator<=>(const CopyRow&, const CopyRow&) = default;
};

Status read_copies(Query& rows, std::vector<CopyRow>& held) {
  while (rows.next())
    held.push_back({rows.integer(0), rows.integer(1), rows.number(2), static_cast<int>(rows.integer(3))});
  return rows.status();
}

Status set_copies(Database& db, Places& places, const std::vector<Copy>& copies,
                  const std::vector<std::int64_t>* only) {
  std::vector<CopyRow> wanted;
  for (const Copy& copy : copies) {
    const Result<std::int64_t> article = places.id(copy.article);
    if (!article) return std::unexpected(article.error());
    const Result<std::int64_t> origin = places.id(copy.origin);
    if (!origin) return std::unexpected(origin.error());
    wanted.push_back({*article, *origin, copy.overlap, static_cast<int>(copy.kind)});
  }
  Query rows(db, fmt::format("SELECT article, origin, overlap, kind FROM copy{}", of_articles(only)));
  Result<std::vector<CopyRow>> held = read_held(rows, only, read_copies);
  if (!held) return std::unexpected(held.error());
  const Difference<CopyRow> found = difference(std::move(*held), std::move(wanted));
  for (const CopyRow& row : found.gone)
    if (Status status = run(db, "DELETE FROM copy WHERE article = ?", row.article); !status) return status;
  for (const CopyRow& row : found.fresh) {
    Query insert(db, "INSERT INTO copy VALUES (?,?,?,?)");
    insert.add(row.article).add(row.origin).add(row.overlap).add(row.kind);
    if (Status status = insert.run(); !status) return status;
  }
  return {};
}

struct StoryHead {
  std::string id;
  std::string title;
  std::int64_t first = 0;
  std::int64_t last = 0;
  std::string affair;
  friend auto operator<=>(const StoryHead&, const StoryHead&) = default;
};

// A changed story keeps its row, since what hangs on it would go with it.
Status set_heads(Database& db, const std::vector<Story>& stories) {
  std::vector<StoryHead> wanted;
  std::set<std::string, std::less<>> ids;
  for (const Story& story : stories) {
    wanted.push_back(
        {story.id, story.title, day_or_none(story.first), day_or_none(story.last), story.affair});
    ids.insert(story.id);
  }
  std::vector<StoryHead> held;
  Query rows(db, "SELECT id, title, first, last, affair FROM story");
  while (rows.next())
    held.push_back({rows.string(0), rows.string(1), rows.integer(2), rows.integer(3), rows.string(4)});
  if (Status status = rows.status(); !status) return status;
  const Difference<StoryHead> found = difference(std::move(held), std::move(wanted));
  for (const StoryHead& row : found.gone) {
    if (ids.contains(row.id)) continue;
    if (Status status = run(db, "DELETE FROM story WHERE id = ?", row.id); !status) return status;
  }
  for (const StoryHead& row : found.fresh)
    if (Status status = put_story_head(db, row.id, row.title, row.first, row.last, row.affair); !status)
      return status;
  return {};
}

using Member = std::pair<std::string, std::int64_t>;              // story, article
using Link = std::tuple<std::string, std::int64_t, std::string>;  // story, place, the earlier story

Status set_members(Database& db, const Places& places, const std::vector<Story>& stories) {
  std::vector<Member> wanted;
  for (const Story& story : stories) {
    for (const ArticleKey key : story.articles) {
      const Result<std::int64_t> article = places.id(key);
      if (!article) return std::unexpected(article.error());
      wanted.emplace_back(story.id, *article);
    }
  }
  std::vector<Member> held;
  Query rows(db, "SELECT story, article FROM story_article");
  while (rows.next()) held.emplace_back(rows.string(0), rows.integer(1));
  if (Status status = rows.status(); !status) return status;
  const Difference<Member> found = difference(std::move(held), std::move(wanted));
  for (const auto& [story, article] : found.gone)
    if (Status status = run(db, "DELETE FROM story_article WHERE story = ? AND article = ?", story, article);
        !status)
      return status;
  for (const auto& [story, article] : found.fresh)
    if (Status status = run(db, "INSERT INTO story_article VALUES (?,?)", story, article); !status)
      return status;
  return {};
}

Status set_links(Database& db, const std::vector<Story>& stories) {
  std::vector<Link> wanted;
  for (const Story& story : stories)
    for (std::size_t i = 0; i < story.continues.size(); ++i)
      wanted.emplace_back(story.id, static_cast<std::int64_t>(i), story.continues[i]);
  std::vector<Link> held;
  Query rows(db, "SELECT story, place, earlier FROM story_link");
  while (rows.next()) held.emplace_back(rows.string(0), rows.integer(1), rows.string(2));
  if (Status status = rows.status(); !status) return status;
  const Difference<Link> found = difference(std::move(held), std::move(wanted));
  for (const auto& [story, place, earlier] : found.gone)
    if (Status status = run(db, "DELETE FROM story_link WHERE story = ? AND place = ?", story, place);
        !status)
      return status;
  for (const auto& [story, place, earlier] : found.fresh)
    if (Status status = run(db, "INSERT INTO story_link VALUES (?,?,?)", story, place, earlier); !status)
      return status;
  return {};
}

Status insert_derived(Database& db, Places& places, const Derived& derived) {
  Status status = run(db, "DELETE FROM derived WHERE kind = ? AND key = ?", derived.kind, derived.key);
  if (status)
    status = run(db, "INSERT INTO derived VALUES (?,?,?,?)", derived.kind, derived.key, derived.producer,
                 Blob{derived.data});
  int place = 0;
  for (const Evidence& evidence : derived.evidence) {
    if (!status) return status;
    const Result<std::int64_t> article = places.id(evidence.article);
    if (!article) return std::unexpected(article.error());
    if (status = places.has(*article, evidence.range); !status) return status;
    status = run(db, "INSERT INTO evidence VALUES (?,?,?,?,?,?)", derived.kind, derived.key, place++,
                 *article, evidence.range.begin, evidence.range.end);
  }
  return status;
}

}  // namespace

Status Batch::set_copied(const std::vector<Passage>& passages, const std::vector<Copy>& copies) {
  if (Status status = impl_->usable(); !status) return status;
  Database& db = impl_->db;
  Places places(db);
  Status status = places.load();
  if (status) status = set_passages(db, places, passages, nullptr);
  if (status) status = set_copies(db, places, copies, nullptr);
  return impl_->done(status);
}

Status set_copied_of(Database& db, const std::vector<std::int64_t>& articles,
                     const std::vector<Passage>& passages, const std::vector<Copy>& copies) {
  Places places(db);
  Status status = set_passages(db, places, passages, &articles);
  if (status) status = set_copies(db, places, copies, &articles);
  return status;
}

Status Batch::set_stories(const std::vector<Story>& stories) {
  if (Status status = impl_->usable(); !status) return status;
  Database& db = impl_->db;
  Places places(db);
  Status status = places.load();
  if (status) status = set_heads(db, stories);
  if (status) status = set_members(db, places, stories);
  if (status) status = set_links(db, stories);
  return impl_->done(status);
}

Status Batch::set_across(const Across& across) {
  if (Status status = set_copied(across.passages, across.copies); !status) return status;
  return set_stories(across.stories);
}

Status Batch::put_derived(const Derived& derived) {
  if (Status status = impl_->usable(); !status) return status;
  Places places(impl_->db);
  return impl_->done(insert_derived(impl_->db, places, derived));
}

Status Batch::set_derived(std::string_view kind, const std::vector<Derived>& all) {
  if (Status status = impl_->usable(); !status) return status;
  Database& db = impl_->db;
  std::map<std::string, Derived, std::less<>> held;
  Status status = each_derived(db, kind, [&](Derived&& derived) {
    held.emplace(derived.key, std::move(derived));
    return true;
  });
  Places places(db);
  if (status) status = places.load();
  for (const Derived& derived : all) {
    if (!status) break;
    const auto same = held.find(derived.key);
    const bool there = same != held.end() && same->second == derived;
    if (!there) status = insert_derived(db, places, derived);
    if (same != held.end()) held.erase(same);
  }
  for (const auto& [key, derived] : held)
    if (status) status = run(db, "DELETE FROM derived WHERE kind = ? AND key = ?", kind, key);
  return impl_->done(status);
}

Status Batch::remove_derived(std::string_view kind) {
  if (Status status = impl_->usable(); !status) return status;
  return impl_->done(run(impl_->db, "DELETE FROM derived WHERE kind = ?", kind));
}

}  // namespace dateline::store
