#include "lang/model_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>

#include "base/compress.h"

namespace dateline::lang {
namespace {

struct Header {
  char magic[8];
  std::uint32_t version;
  std::uint32_t sections;
  std::uint64_t size;
  std::uint32_t crc;
};

struct Place {
  char name[32];
  std::uint64_t offset;
  std::uint64_t size;
};

constexpr std::size_t kHeader = 64;
constexpr std::string_view kMagic = "DLLANG\r\n";
constexpr std::string_view kRemedy = "run ./dev setup again, or install the package again";

template <class T>
std::span<const T> as(std::string_view bytes) {
  return {static_cast<const T*>(static_cast<const void*>(bytes.data())), bytes.size() / sizeof(T)};
}

}  // namespace

std::size_t StringTable::find(std::string_view key, std::size_t stride) const {
  std::size_t first = 0;
  std::size_t last = size() / stride;
  while (first < last) {
    const std::size_t middle = (first + last) / 2;
    if ((*this)[middle * stride] < key)
      first = middle + 1;
    else
      last = middle;
  }
  return first < size() / stride && (*this)[first * stride] == key ? first * stride : size();
}

Result<std::unique_ptr<const ModelFile>> ModelFile::open(const std::string& path) {
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) {
    const int reason = errno;
    return fail(reason == ENOENT ? ErrorCode::not_found : ErrorCode::io,
                fmt::format("{}: {}", path, std::strerror(reason)));
  }
  struct stat info{};
  void* data = MAP_FAILED;
  if (::fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0)
    data = ::mmap(nullptr, static_cast<std::size_t>(info.st_size), PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  if (data == MAP_FAILED)
    return fail(ErrorCode::corrupt, fmt::format("{}: empty or not a file; {}", path, kRemedy));
  std::unique_ptr<ModelFile> model(new ModelFile);
  model->data_ = static_cast<const char*>(data);
  model->size_ = static_cast<std::size_t>(info.st_size);
  Status status = model->check(path);
  if (status) {
    status = model->bind();
    if (!status)
      status = fail(ErrorCode::corrupt, fmt::format("{}: {}; {}", path, status.error().message, kRemedy));
  }
  if (!status) return std::unexpected(status.error());
  return std::unique_ptr<const ModelFile>(std::move(model));
}

ModelFile::~ModelFile() {
  if (data_ != nullptr) ::munmap(const_cast<char*>(data_), size_);
}

Status ModelFile::check(const std::string& path) const {
  Header header{};
  if (size_ < kHeader || std::memcmp(data_, kMagic.data(), kMagic.size()) != 0)
    return fail(ErrorCode::corrupt, fmt::format("{}: not a language model of dateline; {}", path, kRemedy));
  std::memcpy(&header, data_, sizeof header);
  if (header.version != kVersion)
    return fail(ErrorCode::unsupported, fmt::format("{}: model format {}, this program reads format {}; {}",
                                                    path, header.version, kVersion, kRemedy));
  if (header.size != size_)
    return fail(ErrorCode::corrupt,
                fmt::format("{}: {} bytes instead of {}; {}", path, size_, header.size, kRemedy));
  if (header.sections > (size_ - kHeader) / sizeof(Place) ||
      crc32({data_ + kHeader, size_ - kHeader}) != header.crc)
    return fail(ErrorCode::corrupt,
                fmt::format("{}: its checksum does not fit its bytes; {}", path, kRemedy));
  for (const Place& place :
       std::span(static_cast<const Place*>(static_cast<const void*>(data_ + kHeader)), header.sections)) {
    if (place.offset > size_ || place.size > size_ - place.offset || place.offset % 64 != 0 ||
        std::memchr(place.name, 0, sizeof place.name) == nullptr)
      return fail(ErrorCode::corrupt, fmt::format("{}: a section lies outside the file; {}", path, kRemedy));
  }
  return {};
}

std::string_view ModelFile::bytes(std::string_view section) const {
  Header header{};
  std::memcpy(&header, data_, sizeof header);
  for (const Place& place :
       std::span(static_cast<const Place*>(static_cast<const void*>(data_ + kHeader)), header.sections))
    if (section == place.name) return {data_ + place.offset, place.size};
  return {};
}

std::string_view ModelFile::info(std::string_view key) const {
  std::string_view lines = bytes("info");
  while (!lines.empty()) {
    const std::string_view line = lines.substr(0, lines.find('\n'));
    if (line.size() > key.size() && line.starts_with(key) && line[key.size()] == '\t')
      return line.substr(key.size() + 1);
    lines.remove_prefix(std::min(lines.size(), line.size() + 1));
  }
  return {};
}

StringTable ModelFile::strings(std::string_view section) const {
  const auto numbers = as<std::uint32_t>(bytes(section));
  if (numbers.empty()) return {};
  const auto offsets = numbers.subspan(1, numbers[0] + 1);
  return {offsets, static_cast<const char*>(static_cast<const void*>(offsets.data() + offsets.size()))};
}

std::span<const std::uint32_t> ModelFile::numbers(std::string_view section) const {
  return as<std::uint32_t>(bytes(section));
}

// A list of strings has its offsets in order and within the section. Its name says that it is one.
void ModelFile::check_strings(Status& status) const {
  static constexpr std::string_view lists[] = {"list.prefix",
                                               "list.suffix",
                                               "list.unit",
                                               "exceptions",
                                               "symbols",
                                               "base_norms",
                                               "norms",
                                               "tags",
                                               "rules",
                                               "lemma.rules.noun",
                                               "lemma.rules.verb",
                                               "lemma.rules.adj",
                                               "lemma.rules.adv",
                                               "lemma.rules.punct",
                                               "lemma.index.noun",
                                               "lemma.index.verb",
                                               "lemma.index.adj",
                                               "lemma.index.adv",
                                               "lemma.forms.noun",
                                               "lemma.forms.verb",
                                               "lemma.forms.adj",
                                               "lemma.forms.adv",
                                               "parser.actions",
                                               "ner.actions"};
  for (const std::string_view name : lists) {
    const std::string_view section = bytes(name);
    const auto numbers = as<std::uint32_t>(section);
    bool good = numbers.size() >= 2 && numbers.size() - 2 >= numbers[0];
    if (good) {
      const std::size_t room = section.size() - 4 * (std::size_t{numbers[0]} + 2);
      good = numbers[1] == 0 && numbers[numbers[0] + 1] <= room &&
             std::is_sorted(numbers.begin() + 1, numbers.begin() + 2 + numbers[0]);
    }
    if (!good && status)
      status = fail(ErrorCode::corrupt, fmt::format("section {} is missing or damaged", name));
  }
}

const float* ModelFile::floats(const std::string& section, std::size_t count, Status& status) const {
  const std::string_view found = bytes(section);
  if (found.size() != count * sizeof(float) && status)
    status = fail(ErrorCode::corrupt, fmt::format("section {} has {} bytes instead of {}", section,
                                                  found.size(), count * sizeof(float)));
  return as<float>(found).data();
}

void ModelFile::bind_tok2vec(const std::string& name, Tok2VecWeights& to, Status& status) const {
  const auto tables = numbers(name + ".tables");
  for (std::size_t i = 0; i + 3 <= tables.size(); i += 3) {
    EmbedTable table{nullptr, tables[i], tables[i + 1], tables[i + 2]};
    if ((table.column > 5 || table.size == 0) && status)
      status = fail(ErrorCode::corrupt, fmt::format("section {}.tables is damaged", name));
    table.rows = floats(fmt::format("{}.embed{}", name, i / 3), table.size * kWidth, status);
    to.tables.push_back(table);
  }
  if (to.tables.empty() && status)
    status = fail(ErrorCode::corrupt, fmt::format("section {}.tables is missing", name));
  if (!vector_keys.empty()) to.vectors = floats(name + ".static", kVector * kWidth, status);
  for (std::size_t i = 0; i < kLayers; ++i) {
    MaxoutLayer& layer = to.layers[i];
    layer.inputs = i > 0 ? 3 * kWidth : kWidth * (to.tables.size() + (to.vectors != nullptr ? 1 : 0));
    layer.weights = floats(fmt::format("{}.weights{}", name, i), layer.inputs * kWidth * 3, status);
    layer.bias = floats(fmt::format("{}.bias{}", name, i), kWidth * 3, status);
    layer.scale = floats(fmt::format("{}.scale{}", name, i), kWidth, status);
    layer.shift = floats(fmt::format("{}.shift{}", name, i), kWidth, status);
  }
}

void ModelFile::bind_linear(const std::string& name, std::size_t inputs, std::size_t outputs, Linear& to,
                            Status& status) const {
  to.inputs = inputs;
  to.groups = (outputs + 15) / 16;
  to.weights = floats(name + ".weights", to.groups * 16 * inputs, status);
  to.bias = floats(name + ".bias", to.groups * 16, status);
}

void ModelFile::bind_transitions(const std::string& name, std::size_t slots, TransitionWeights& to,
                                 Status& status) const {
  to.slots = slots;
  to.actions = strings(name + ".actions").size() / 2;
  bind_linear(name + ".reduce", kWidth, kHidden, to.reduce, status);
  bind_linear(name + ".upper", kHidden, to.actions, to.upper, status);
  to.lower = floats(name + ".lower.weights", slots * 2 * kHidden * kHidden, status);
  to.missing = floats(name + ".lower.missing", slots * 2 * kHidden, status);
  to.bias = floats(name + ".lower.bias", 2 * kHidden, status);
}

Status ModelFile::bind() {
  Status status;
  check_strings(status);
  if (!status) return status;
  vector_keys = as<std::uint64_t>(bytes("vectors.keys"));
  vector_rows = numbers("vectors.rows");
  if (!vector_keys.empty()) {
    const std::string_view table = bytes("vectors");
    vectors = as<float>(table).data();
    const std::size_t rows = table.size() / (kVector * sizeof(float));
    const bool good =
        vector_rows.size() == vector_keys.size() &&
        std::all_of(vector_rows.begin(), vector_rows.end(), [&](std::uint32_t row) { return row < rows; });
    if (!good) return fail(ErrorCode::corrupt, "section vectors.rows is damaged");
  }
  bind_tok2vec("shared", shared, status);
  bind_tok2vec("ner", names, status);
  bind_linear("tagger", kWidth, strings("tags").size(), tagger, status);
  bind_transitions("parser", 8, parser, status);
  bind_transitions("ner", 3, recogniser, status);
  return status;
}

}  // namespace dateline::lang
