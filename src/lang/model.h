#pragma once
// What Model holds: the mapped file and the tables made from it at start (a millisecond or two).

#include <memory>
#include <string_view>
#include <vector>

#include "lang/lemmas.h"
#include "lang/lexicon.h"
#include "lang/model_file.h"
#include "lang/parser.h"
#include "lang/recogniser.h"
#include "lang/rules.h"
#include "lang/tokenizer.h"

namespace dateline::lang {

struct ModelParts {
  ModelParts(std::unique_ptr<const ModelFile> model, Rules attribute_rules, RecogniserActions names)
      : owned(std::move(model)),
        file(*owned),
        words(file),
        tokenizer(words),
        rules(std::move(attribute_rules)),
        lemmas(file, words.characters),
        parser(file),
        recogniser(std::move(names)) {
    const StringTable table = file.strings("tags");
    for (std::size_t i = 0; i < table.size(); ++i) tags.push_back(table[i]);
  }
  ModelParts(const ModelParts&) = delete;
  ModelParts& operator=(const ModelParts&) = delete;

  std::unique_ptr<const ModelFile> owned;
  const ModelFile& file;
  WordTables words;
  TokenizerTables tokenizer;
  Rules rules;
  Lemmas lemmas;
  ParserActions parser;
  RecogniserActions recogniser;
  std::vector<std::string_view> tags;
};

}  // namespace dateline::lang
