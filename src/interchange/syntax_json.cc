#include "interchange/syntax_json.h"

#include "base/utf8.h"

namespace dateline::interchange {

void write_tokens_member(json::Writer& w, std::string_view text, const lang::Document& document) {
  const utf8::OffsetMap offsets(text);
  w.key("tokens").begin_array();
  for (const lang::Token& token : document.tokens) {
    w.begin_object();
    w.member("start", offsets.code_point_at(token.range.begin))
        .member("end", offsets.code_point_at(token.range.end));
    w.member("tag", token.tag).member("pos", token.pos).member("lemma", token.lemma);
    w.member("head", token.head).member("dep", token.dep).end_object();
  }
  w.end_array();
}

std::string document_line(std::string_view id, std::string_view text, const lang::Document& document) {
  const utf8::OffsetMap offsets(text);
  std::string out;
  json::Writer w(out);
  w.begin_object().member("id", id).key("tokens").begin_array();
  for (const lang::Token& token : document.tokens) {
    w.begin_array();
    for (const std::uint32_t at : {token.range.begin, token.range.end})
      w.integer(static_cast<std::int64_t>(offsets.code_point_at(at)));
    w.integer(token.space_after ? 1 : 0).end_array();
  }
  w.end_array();
  const auto column = [&](std::string_view name, auto&& write) {
    w.key(name).begin_array();
    for (const lang::Token& token : document.tokens) write(token);
    w.end_array();
  };
  column("tag", [&](const lang::Token& token) { w.string(token.tag); });
  column("pos", [&](const lang::Token& token) { w.string(token.pos); });
  column("morph", [&](const lang::Token& token) { w.string(token.morph); });
  column("lemma", [&](const lang::Token& token) { w.string(token.lemma); });
  column("head", [&](const lang::Token& token) { w.integer(token.head); });
  column("dep", [&](const lang::Token& token) { w.string(token.dep); });
  column("sent_start", [&](const lang::Token& token) { w.integer(token.sentence_start ? 1 : 0); });
  w.key("ents").begin_array();
  for (const lang::Name& name : document.names) {
    w.begin_array().integer(name.tokens.begin).integer(name.tokens.end);
    w.string(lang::name_of(name.label)).end_array();
  }
  w.end_array().end_object();
  return out;
}

}  // namespace dateline::interchange
