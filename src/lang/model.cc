#include "lang/model.h"

#include <cstdlib>
#include <filesystem>
#include <sstream>
#include <vector>

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
  const std::string name = fmt::format("en.v{}.model", kVersion);
  std::vector<fs::path> places;
  // Empty where /proc is not there.
  if (const fs::path program = fs::read_symlink("/proc/self/exe", ignored); !program.empty())
    places = {program.parent_path() / "models" / name,
              (program.parent_path() / "../share/dateline/models" / name).lexically_normal()};
  const char* shared = std::getenv("XDG_DATA_DIRS");
  std::istringstream folders(shared != nullptr && *shared != 0 ? shared : "/usr/local/share:/usr/share");
  for (std::string folder; std::getline(folders, folder, ':');)
    if (folder.starts_with('/')) places.push_back(fs::path(folder) / "dateline/models" / name);
  std::string looked;
  for (const fs::path& place : places) {
    if (fs::exists(place, ignored)) return place.string();
    looked += (looked.empty() ? "" : ", ") + place.string();
  }
  return fail(
      ErrorCode::not_found,
      fmt::format("no language model: looked for {}; run ./dev setup, or name the file in DATELINE_MODEL",
                  looked));
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
