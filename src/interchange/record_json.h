#pragma once
// A record's answers as JSON objects, one a line: what the program prints with --json. Ranges are code points
// of the article's text. Keys are the 32 hex digits by which a record calls an article.

#include <span>
#include <string>

#include "query/query.h"

namespace dateline::interchange {

// {"key","id","url","source","title","published","published_from","language","version","versions"}
std::string row_line(const store::ArticleRow& row);

// {"source","articles","first","last","undated"}
std::string source_line(const store::SourceRow& row);

// The members of a row, and "score", "snippet": {"start","end","text"}, "matches" and "title_matches":
// [[start, end]...]
std::string hit_line(const store::Hit& hit);

// {"total","sources":[{"value","articles"}],"years":[...],"stories":[...]}
std::string facets_line(std::uint64_t total, const store::Facets& facets);

// The article as `annotate` gives it, passed-through members included, and "key", "record": where it came
// from and who read it; of an ArticleAnswer also "versions", "stories", "copies", "passages" where there are
// any.
std::string stored_line(const store::StoredArticle& stored);
std::string answer_line(const query::ArticleAnswer& answer);

// {"id","title","first","last","articles","sources","continues","affair"}: days where it has any, `continues`
// and `affair` where it goes on from others. `documents`: the keys of its articles, left out when empty.
std::string story_line(const store::StoryRow& row, std::span<const store::ArticleKey> documents = {});
// {"id","title","first","last","articles","stories"}
std::string affair_line(const store::AffairRow& row);

// {"where","what"}
std::string problem_line(std::string_view where, std::string_view what);

}  // namespace dateline::interchange
