#include "query/query.h"

#include <algorithm>

#include "query/given_dates.h"
#include "store/across.h"

namespace dateline::query {
namespace {

// The row is what lists show of the article.
void show_date(store::StoredArticle& stored) {
  stored.row.published = stored.article.published;
  stored.row.published_from = stored.article.published_from;
}

}  // namespace

Result<ArticleAnswer> article(const Record& record, std::string_view called) {
  const Result<store::Snapshot> moment = record.snapshot();
  if (!moment) return std::unexpected(moment.error());
  const Result<ArticleKey> key = store::find_article(record, called);
  if (!key) return std::unexpected(key.error());
  Result<store::StoredArticle> stored = store::read_article(record, *key);
  if (!stored) return std::unexpected(stored.error());
  ArticleAnswer answer{
      .stored = std::move(*stored), .versions = {}, .stories = {}, .copies = {}, .passages = {}};
  if (!answer.stored.article.published) {
    const auto given = store::read_derived(record, "date", to_hex(*key));
    if (!given) return std::unexpected(given.error());
    if (*given) give_date(answer.stored.article, (*given)->data);
    show_date(answer.stored);
  }
  if (answer.stored.row.versions > 1) {
    Result<std::vector<store::ArticleRow>> versions = store::versions_of(record, *key);
    if (!versions) return std::unexpected(versions.error());
    answer.versions = std::move(*versions);
  }
  Result<std::vector<store::Story>> stories = store::stories_of(record, *key);
  if (!stories) return std::unexpected(stories.error());
  answer.stories = std::move(*stories);
  Result<std::vector<store::Copy>> copies = store::copies_of(record, *key);
  if (!copies) return std::unexpected(copies.error());
  answer.copies = std::move(*copies);
  Result<std::vector<store::Passage>> passages = store::passages_of(record, *key);
  if (!passages) return std::unexpected(passages.error());
  answer.passages = std::move(*passages);
  return answer;
}

Result<SearchAnswer> search(const Record& record, const SearchAsk& ask) {
  const Result<Asked> asked = read_terms(ask.text, ask.filter);
  if (!asked) return std::unexpected(asked.error());
  const Result<store::Snapshot> moment = record.snapshot();
  if (!moment) return std::unexpected(moment.error());
  SearchAnswer answer;
  Result<store::SearchPage> page = store::search(record, asked->terms, asked->filter, ask.limit, ask.offset);
  if (!page) return std::unexpected(page.error());
  answer.page = std::move(*page);
  if (ask.facets) {
    Result<store::Facets> facets = store::search_facets(record, asked->terms, asked->filter);
    if (!facets) return std::unexpected(facets.error());
    answer.facets = std::move(*facets);
  }
  return answer;
}

Result<Overview> overview(const Record& record) {
  const Result<store::Snapshot> moment = record.snapshot();
  if (!moment) return std::unexpected(moment.error());
  const Result<store::Totals> totals = store::totals(record);
  if (!totals) return std::unexpected(totals.error());
  Filter all;
  all.all_versions = true;
  Result<std::vector<store::SourceRow>> sources = store::list_sources(record, all);
  if (!sources) return std::unexpected(sources.error());
  Overview answer{
      .totals = *totals, .sources = std::move(*sources), .first = {}, .last = {}, .undated = 0, .stories = 0};
  for (const store::SourceRow& source : answer.sources) {
    answer.undated += source.undated;
    if (!source.first || !source.last) continue;
    answer.first = answer.first ? std::min(*answer.first, *source.first) : *source.first;
    answer.last = answer.last ? std::max(*answer.last, *source.last) : *source.last;
  }
  const Result<std::uint64_t> stories = store::count_stories(record);
  if (!stories) return std::unexpected(stories.error());
  answer.stories = *stories;
  return answer;
}

Result<store::StoryPage> stories(const Record& record, const StoriesAsk& ask) {
  const Result<store::Snapshot> moment = record.snapshot();
  if (!moment) return std::unexpected(moment.error());
  return store::story_page(record, ask.order, ask.least, ask.limit, ask.offset);
}

Result<store::AffairPage> affairs(const Record& record, const StoriesAsk& ask) {
  const Result<store::Snapshot> moment = record.snapshot();
  if (!moment) return std::unexpected(moment.error());
  return store::affair_page(record, ask.order, ask.least, ask.limit, ask.offset);
}

Status each_article(const Record& record, const SearchAsk& ask,
                    const std::function<bool(store::StoredArticle&&)>& use) {
  const Result<Asked> asked = read_terms(ask.text, ask.filter);
  if (!asked) return std::unexpected(asked.error());
  if (asked->terms.all.empty() && !asked->terms.none.empty())
    return fail(ErrorCode::invalid_argument, "only words to leave out: give one to look for as well");
  const Result<GivenDates> dates = GivenDates::read(record);
  if (!dates) return std::unexpected(dates.error());
  return store::each_article(record, asked->terms, asked->filter, [&](store::StoredArticle&& stored) {
    dates->give(stored.row.key, stored.article);
    show_date(stored);
    return use(std::move(stored));
  });
}

}  // namespace dateline::query
