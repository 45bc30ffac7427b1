#pragma once
// Names in an article: what the recogniser found, corrected by what a newsroom knows, and who is who.
//
// The simple version: take the recogniser's spans; put their ends right; add capitalised words that it left
// out but that the document, a list or a bracket explains; give all mentions of a name the type that a small
// linear model likes best, from the recogniser's own scores averaged over the document, word classes, lists
// of places and given names, and the words around; then gather mentions into entities. docs/NAMES.md has the
// method, names_weights.cc the weights.
//
// Useful for news in English. Not useful for text without capitals: there only the recogniser's own spans are
// left.

#include <string_view>
#include <vector>

#include <dateline/document.h>

#include "lang/lang.h"

namespace dateline::annotate {

// Clears and fills `mentions` (form `name`, in text order, not overlapping, without leading article, title or
// trailing possessive) and `entities`; Mention::entity indexes `entities`, which stand in the order of their
// first mention. `document` is lang::parse's of `text` with Options::scores. A pure function; O(tokens), some
// 2 us a token.
void find_names(std::string_view text, const lang::Document& document, std::vector<Mention>& mentions,
                std::vector<Entity>& entities);

}  // namespace dateline::annotate
