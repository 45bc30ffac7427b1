#pragma once
// What the language engine gives, as JSON: the layer `tokens` of an annotated article, and the line of
// `dateline parse`.

#include <string>
#include <string_view>

#include "base/json.h"
#include "lang/lang.h"

namespace dateline::interchange {

// The member "tokens": {start, end, tag, pos, lemma, head, dep} each, in code points; `head` is a token's
// index.
void write_tokens_member(json::Writer& w, std::string_view text, const lang::Document& document);

// One line with everything: {"id", "tokens": [[start, end, blank after]...], "tag": [...], "pos", "morph",
// "lemma", "head", "dep", "sent_start": [...], "ents": [[first token, end, label]...]}.
std::string document_line(std::string_view id, std::string_view text, const lang::Document& document);

}  // namespace dateline::interchange
