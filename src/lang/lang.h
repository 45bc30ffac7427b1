#pragma once
// Here is a text in English: give me its tokens, their tags, lemmas and dependency tree, its sentences, and
// the names in it.
//
//     const auto model = lang::Model::open(path);          // mapped in milliseconds; shared by all threads
//     lang::Scratch scratch(*model);                       // one for each thread
//     lang::Document document;
//     lang::parse(*model, text, scratch, document);
//
// The pipeline is spaCy 3.8's English CNN pipeline (en_core_web_md or _sm), run natively from the same
// weights and giving the same labels; see docs/LANGUAGE.md. Labels follow it: Penn Treebank tags, Universal
// Dependencies parts of speech and morphology, ClearNLP dependency labels, OntoNotes 5 entity types.
//
// Invariant: what a text gives depends on the text and the model alone: not on the batch, the thread, the
// texts before it or the machine's instruction set.

#include <array>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include <dateline/document.h>
#include <dateline/result.h>

namespace dateline::lang {

// The string_views of a Document point into its Model and live as long as that does.

// A token is a word, a mark, or a run of white space that is more than one blank (line breaks are tokens too:
// tag
// "_SP"). Tokens are in text order and cover all of the text but single blanks.
struct Token {
  ByteRange range;
  std::int32_t head = 0;     // index of the token that governs it; itself for a root
  std::string_view tag;      // "NNP", "VBD", "_SP" ...
  std::string_view pos;      // "PROPN", "VERB", "SPACE" ...; empty when no rule gives one
  std::string_view morph;    // "Number=Sing|Person=3"; empty for none
  std::string_view dep;      // "nsubj", "dobj", "ROOT", "dep" (white space) ...
  std::string lemma;         // "say" of "said"; never empty for a word
  bool space_after = false;  // one blank follows that is in no token
  bool sentence_start = false;
};

// Half-open range of tokens.
struct TokenSpan {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  std::uint32_t size() const { return end - begin; }
  friend bool operator==(const TokenSpan&, const TokenSpan&) = default;
};

// OntoNotes types in the order of Name::type_scores.
enum class NameLabel : std::uint8_t {
  org,
  date,
  person,
  gpe,
  money,
  cardinal,
  norp,
  percent,
  work_of_art,
  loc,
  time,
  quantity,
  fac,
  event,
  ordinal,
  product,
  law,
  language
};
inline constexpr std::size_t kNameLabels = 18;
std::string_view name_of(NameLabel label);  // "WORK_OF_ART"

// A named span. Never crosses the start of a sentence; may hold or end in a white-space token.
struct Name {
  TokenSpan tokens;
  NameLabel label = NameLabel::org;
  // Scores of the recogniser are unnormalised (differences count, some 1 to 20). `margin`: by how much its
  // actions beat the best other valid action, at the closest of the span's tokens. `type_scores`: what each
  // type scored for this very first action (begin or unit), by NameLabel.
  float margin = 0;
  std::array<float, kNameLabels> type_scores{};
};

// What the recogniser saw at one token, if asked for (Options::scores): for each type the better of begin and
// unit, and the score of "no name here". Of a token inside a name they are those of the state that it was in,
// valid or not.
struct TokenScores {
  std::array<float, kNameLabels> start{};
  float outside = 0;
};

struct Document {
  std::vector<Token> tokens;
  std::vector<TokenSpan> sentences;  // in order, without a gap; white-space tokens belong to them
  std::vector<Name> names;           // in order, not overlapping
  std::vector<TokenScores> scores;   // one a token, or none
};

// Bytes of a sentence without white space at its ends; empty for a sentence of white space.
ByteRange trimmed_range(const Document& document, TokenSpan span);

struct Options {
  bool names = true;    // run the entity recogniser
  bool scores = false;  // fill Document::scores
};

struct ModelParts;  // of the implementation

// The weights and tables: immutable, for any number of threads. About 45 MB of file, mapped and shared.
class Model {
 public:
  // `not_found` when there is no such file, `corrupt` for one that is cut or altered, `unsupported` for
  // another version. Reads all of the file once to check it (some 20 ms).
  static Result<Model> open(const std::string& path);

  // Where the model is: `given` if not empty, else $DATELINE_MODEL, else beside the program (its folder's
  // `models`, then ../share/dateline/models of its folder), else dateline/models in the folders of
  // $XDG_DATA_DIRS (/usr/local/share, /usr/share). `not_found` names the places.
  static Result<std::string> find(const std::string& given = {});

  std::string_view name() const;     // "en_core_web_md 3.8.0"
  std::string_view origin() const;   // package, version and checksum it was made from
  std::string_view licence() const;  // whole text

  ~Model();
  Model(Model&&) noexcept;
  Model& operator=(Model&&) noexcept;
  const ModelParts& parts() const { return *parts_; }

 private:
  explicit Model(std::unique_ptr<const ModelParts> parts);
  std::unique_ptr<const ModelParts> parts_;
};

// One thread's buffers and its cache of what depends on a word alone (bounded, some 60 MB when full). Must
// not outlive the model.
class Scratch {
 public:
  explicit Scratch(const Model& model);
  ~Scratch();
  Scratch(Scratch&&) noexcept;
  Scratch& operator=(Scratch&&) noexcept;
  struct Impl;
  Impl& impl() { return *impl_; }

 private:
  std::unique_ptr<Impl> impl_;
};

// Broken UTF-8 is taken as U+FFFD, byte by byte. Cost: some 25 us a token on one core, a little more for a
// text that is parsed alone. Requires text.size() < 4 GiB.
void parse(const Model& model, std::string_view text, Scratch& scratch, Document& document,
           Options options = {});

// The same for several texts at once, which is faster for short ones. documents.size() must be texts.size().
void parse(const Model& model, std::span<const std::string_view> texts, Scratch& scratch,
           std::span<Document> documents, Options options = {});

}  // namespace dateline::lang
