#include "store/imprints.h"

#include "store/batch.h"
#include "store/days.h"

namespace dateline::store {

Status each_imprint(const Record& record, std::string_view producer,
                    const std::function<void(const ImprintRow&)>& use) {
  Query rows(
      record.database(),
      "SELECT a.key, a.published, i.data, a.published_first, a.published_last, a.id FROM article a LEFT "
      "JOIN imprint i ON i.article = a.id AND "
      "i.producer = ? ORDER BY a.id",
      producer);
  while (rows.next()) {
    ImprintRow row{.number = rows.integer(5),
                   .key = key_from(rows.text(0)),
                   .published = {},
                   .range = {},
                   .data = rows.text(2)};
    if (!rows.is_null(1)) row.published = parse_date(rows.text(1));
    if (!rows.is_null(3)) row.range = DayInterval{day_from(rows.integer(3)), day_from(rows.integer(4))};
    use(row);
  }
  return rows.status();
}

Result<std::string> read_imprint(const Record& record, ArticleKey key, std::string_view producer) {
  const std::string bytes = key_bytes(key);
  Query row(record.database(),
            "SELECT i.data FROM article a JOIN imprint i ON i.article = a.id WHERE a.key = ? AND i.producer "
            "= ?",
            Blob{bytes}, producer);
  std::string data;
  if (row.next()) data = row.string(0);
  if (Status status = row.status(); !status) return std::unexpected(status.error());
  return data;
}

Status Batch::put_imprint(ArticleKey key, std::string_view producer, std::string_view data) {
  if (Status status = impl_->usable(); !status) return status;
  const std::string bytes = key_bytes(key);
  return impl_->done(run(impl_->db,
                         "INSERT OR REPLACE INTO imprint SELECT id, ?, ? FROM article WHERE key = ?",
                         producer, Blob{data}, Blob{bytes}));
}

}  // namespace dateline::store
