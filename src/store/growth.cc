#include "store/growth.h"

#include "store/batch.h"
#include "store/days.h"

namespace dateline::store {

Result<std::optional<TablePage>> table_page(const Record& record, TablePart part, std::uint32_t key) {
  Query row(record.database(),
            "SELECT first, data FROM story_table WHERE part = ? AND first <= ? ORDER BY first DESC LIMIT 1",
            static_cast<int>(part), key);
  std::optional<TablePage> page;
  if (row.next()) page = {part, static_cast<std::uint32_t>(row.integer(0)), row.string(1)};
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return page;
}

Result<std::vector<NewestRow>> list_newest(const Record& record) {
  Query rows(record.database(),
             "SELECT a.key, p.minute, p.data FROM story_newest p JOIN article a ON a.id = p.article ORDER BY "
             "p.minute, a.key");
  std::vector<NewestRow> result;
  while (rows.next()) result.push_back({key_from(rows.text(0)), rows.integer(1), rows.string(2)});
  if (Status status = rows.status(); !status) return std::unexpected(status.error());
  return result;
}

Status Batch::set_growth(const std::vector<TablePage>& pages, const std::vector<NewestRow>& placed) {
  if (Status status = impl_->usable(); !status) return status;
  Database& db = impl_->db;
  Status status = run(db, "DELETE FROM story_table");
  if (status) status = run(db, "DELETE FROM story_newest");
  for (const TablePage& page : pages)
    if (status)
      status = run(db, "INSERT INTO story_table VALUES (?,?,?)", static_cast<int>(page.part), page.first,
                   Blob{page.data});
  for (const NewestRow& row : placed)
    if (status) status = put_newest(row);
  return impl_->done(status);
}

Status Batch::put_newest(const NewestRow& row) {
  if (Status status = impl_->usable(); !status) return status;
  const std::string key = key_bytes(row.article);
  return impl_->done(run(impl_->db,
                         "INSERT OR REPLACE INTO story_newest SELECT id, ?, ? FROM article WHERE key = ?",
                         row.minute, Blob{row.data}, Blob{key}));
}

Status put_story_head(Database& db, std::string_view id, std::string_view title, std::int64_t first,
                      std::int64_t last, std::string_view affair) {
  return run(db,
             "INSERT INTO story VALUES (?,?,?,?,?) ON CONFLICT(id) DO UPDATE SET title = excluded.title, "
             "first = excluded.first, last = excluded.last, affair = excluded.affair",
             id, title, first, last, affair);
}

Status Batch::put_story(const Story& story) {
  if (Status status = impl_->usable(); !status) return status;
  Database& db = impl_->db;
  Status status = put_story_head(db, story.id, story.title, day_or_none(story.first), day_or_none(story.last),
                                 story.affair);
  if (status) status = run(db, "DELETE FROM story_link WHERE story = ?", story.id);
  std::int64_t place = 0;
  for (const std::string& earlier : story.continues)
    if (status) status = run(db, "INSERT INTO story_link VALUES (?,?,?)", story.id, place++, earlier);
  for (const ArticleKey article : story.articles)
    if (status) status = move_article(article, story.id);
  return impl_->done(status);
}

Status Batch::remove_story(std::string_view id) {
  if (Status status = impl_->usable(); !status) return status;
  return impl_->done(run(impl_->db, "DELETE FROM story WHERE id = ?", id));
}

Status Batch::move_article(ArticleKey article, std::string_view story) {
  if (Status status = impl_->usable(); !status) return status;
  const std::string key = key_bytes(article);
  Status status =
      run(impl_->db, "DELETE FROM story_article WHERE article = (SELECT id FROM article WHERE key = ?)",
          Blob{key});
  if (status)
    status =
        run(impl_->db, "INSERT INTO story_article SELECT ?, id FROM article WHERE key = ?", story, Blob{key});
  return impl_->done(status);
}

Status Batch::set_story_days(std::string_view id, std::optional<Day> first, std::optional<Day> last) {
  if (Status status = impl_->usable(); !status) return status;
  return impl_->done(run(impl_->db, "UPDATE story SET first = ?, last = ? WHERE id = ?", day_or_none(first),
                         day_or_none(last), id));
}

Result<std::string> affair_of(const Record& record, std::string_view story) {
  Query row(record.database(), "SELECT affair FROM story WHERE id = ?", story);
  std::string affair = row.next() ? row.string(0) : std::string();
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return affair;
}

}  // namespace dateline::store
