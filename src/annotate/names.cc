#include "annotate/names.h"

#include "annotate/names_entities.h"
#include "annotate/names_text.h"

namespace dateline::annotate {

void find_names(std::string_view text, const lang::Document& document, std::vector<Mention>& mentions,
                std::vector<Entity>& entities) {
  mentions.clear();
  entities.clear();
  const names::Words words(text, document);
  std::vector<names::Span> spans = names::recognised_spans(words);
  names::add_missed(words, spans);
  names::decide_kinds(words, spans);
  const std::vector<std::int32_t> entity_of = names::gather_entities(words, spans, entities);
  for (std::size_t i = 0; i < spans.size(); ++i) {
    const ByteRange range{document.tokens[spans[i].begin].range.begin,
                          document.tokens[spans[i].end - 1].range.end};
    const EntityType type = entities[static_cast<std::size_t>(entity_of[i])].type;
    mentions.push_back({.range = range, .type = type, .form = MentionForm::name, .entity = entity_of[i]});
  }
}

}  // namespace dateline::annotate
