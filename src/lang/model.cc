#include "lang/model.h"

#include <array>
#include <cstdlib>
#include <filesystem>

#include <fmt/format.h>

#include "lang/lang.h"

namespace dateline::lang {

Model::Model(std::unique_ptr<const ModelParts> parts) : parts_(std::move(parts)) {}
Model::~Model() = default;
Model::Model(Model&&) noexcept = default;
Model& Model::operator=(Model&&) noexcept = default;

Result<Model> Model::open(const std::string& path) {
  auto file = ModelFile::open(path);
  if (!file) return std::unexpected(file.error());
  Result<Rules> rules = Rules::read(**file);
  if (!rules) return fail(rules.error().code, fmt::format("{}: {}", path, rules.error().message));
  Result<RecogniserActions> names = RecogniserActions::read(**file);
  if (!names) return fail(names.error().code, fmt::format("{}: {}", path, names.error().message));
  return Model(std::make_unique<const ModelParts>(std::move(*file), std::move(*rules), std::move(*names)));
}

Result<std::string> Model::find(const std::string& given) {
  namespace fs = std::filesystem;
  std::error_code ignored;
  if (!given.empty()) return given;
  if (const char* named = std::getenv("DATELINE_MODEL"); named != nullptr && *named != 0)
    return std::string(named);
  const fs::path folder = fs::read_symlink("/proc/self/exe", ignored).parent_path();
  const std::string name = fmt::format("en.v{}.model", kVersion);
  const std::array<fs::path, 2> places = {folder / "models" / name,
                                          (folder / "../share/dateline/models" / name).lexically_normal()};
  for (const fs::path& place : places)
    if (fs::exists(place, ignored)) return place.string();
  return fail(
      ErrorCode::not_found,
      fmt::format(
          "no language model: looked for {} and {}; run ./dev setup, or name the file in DATELINE_MODEL",
          places[0].string(), places[1].string()));
}

std::string_view Model::name() const {
  return parts_->file.info("name");
}
std::string_view Model::origin() const {
  return parts_->file.info("origin");
}
std::string_view Model::licence() const {
  return parts_->file.text("licence");
}

}  // namespace dateline::lang
