#pragma once
// Articles and their layers as JSON objects, one a line: the contract of docs/FORMATS.md. Offsets become code
// points here and nowhere else; inside the program they are bytes.

#include <string>
#include <string_view>
#include <vector>

#include <dateline/document.h>
#include <dateline/result.h>

#include "base/json.h"

namespace dateline::interchange {

enum class Layer : std::uint8_t { sentences, tokens, mentions, entities, times };

// "times,sentences" -> layers, in the order of the enum. An unknown name is an invalid_argument that lists
// the known.
Result<std::vector<Layer>> parse_layers(std::string_view names);

// Reads an article. Fields of the wrong type count as absent; dates that are no dates give a diagnostic and
// are absent. `value` must be an object, with a string or number "id" and a string "text".
Result<Article> read_article(const json::Value& value);

// The members of `value` that the article's format does not know, as "\"key\":value,..."; empty if there are
// none.
std::string unknown_members(const json::Value& value);

// Writes the article's own members into the object that is open in `w`; empty fields are left out, save id,
// title, text.
void write_article_members(json::Writer& w, const Article& article);

// Writes the layers asked for as members, ranges into `text` as code points.
void write_layer_members(json::Writer& w, std::string_view text, const Layers& layers,
                         const std::vector<Layer>& wanted);

// {"id": ..., "error": {"code", "message"}}
std::string error_line(std::string_view id, const Error& error);

const char* name_of(DateSource source);
const char* name_of(TimexType type);
const char* name_of(EntityType type);
const char* name_of(MentionForm form);

}  // namespace dateline::interchange
