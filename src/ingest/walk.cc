#include "ingest/walk.h"

#include <dirent.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "ingest/ascii.h"
#include "ingest/detect.h"

namespace dateline::ingest {
namespace {

using namespace std::string_view_literals;

constexpr std::array kNoPages = {
    "css"sv, "js"sv,  "mjs"sv,  "map"sv,   "png"sv, "jpg"sv, "jpeg"sv, "gif"sv, "webp"sv, "avif"sv, "svg"sv,
    "ico"sv, "bmp"sv, "woff"sv, "woff2"sv, "ttf"sv, "otf"sv, "eot"sv,  "mp3"sv, "mp4"sv,  "webm"sv, "pdf"sv,
    "zip"sv, "exe"sv, "so"sv,   "o"sv,     "py"sv,  "sh"sv,  "tsv"sv,  "csv"sv, "cdx"sv,  "cdxj"sv};

bool is_no_page(std::string_view name) {
  std::string scratch;
  const std::string_view extension = extension_of(name, scratch);
  return std::ranges::any_of(kNoPages, [&](std::string_view row) { return row == extension; });
}

}  // namespace

// Names lie one behind another in one string, so that a folder of a million files costs no million
// allocations.
struct Walk::Level {
  std::string path;
  dev_t device = 0;
  ino_t inode = 0;
  std::string names;
  std::vector<std::uint32_t> begins;
  std::size_t at = 0;

  std::string_view name(std::uint32_t begin) const { return names.c_str() + begin; }
  bool has(std::string_view wanted) const {
    const auto found =
        std::ranges::lower_bound(begins, wanted, {}, [&](std::uint32_t begin) { return name(begin); });
    return found != begins.end() && name(*found) == wanted;
  }
  bool parts_of_saved_page(std::string_view folder) const {
    for (const std::string_view suffix : {"_files"sv, "_file"sv, ".files"sv}) {
      if (!folder.ends_with(suffix)) continue;
      const std::string stem(folder.substr(0, folder.size() - suffix.size()));
      if (has(stem + ".html") || has(stem + ".htm")) return true;
    }
    return false;
  }
  // RECORD-wal and the like stand beside a record, also beside the one that is being added to.
  bool journal_of_neighbour(std::string_view file) const {
    return std::ranges::any_of(
        std::array{"-wal"sv, "-shm"sv, "-lock"sv, "-journal"sv}, [&](std::string_view suffix) {
          return file.ends_with(suffix) && has(file.substr(0, file.size() - suffix.size()));
        });
  }
};

Walk::Walk(std::string root, const Limits& limits) : depth_(limits.folder_depth) {
  while (root.size() > 1 && root.ends_with('/')) root.pop_back();
  first_ = enter(root);
}
Walk::~Walk() = default;

std::optional<Problem> Walk::enter(const std::string& path) {
  const auto refused = [&](ErrorCode code, std::string_view what) {
    return Problem{{code, fmt::format("{}: {}", path, what)}, path};
  };
  if (levels_.size() >= depth_)
    return refused(ErrorCode::limit, fmt::format("folders are nested deeper than {}; not entered", depth_));
  struct stat about{};
  DIR* folder = opendir(path.c_str());
  if (folder == nullptr || fstat(dirfd(folder), &about) != 0) {
    const int error = errno;
    if (folder != nullptr) closedir(folder);
    return refused(error == ENOENT ? ErrorCode::not_found : ErrorCode::io,
                   "cannot be opened: " + std::error_code(error, std::generic_category()).message());
  }
  for (const auto& level : levels_)
    if (level->device == about.st_dev && level->inode == about.st_ino) {
      closedir(folder);
      return refused(ErrorCode::invalid_argument,
                     "a link that leads back to a folder that it lies in; not followed");
    }
  auto level = std::make_unique<Level>();
  level->path = path;
  level->device = about.st_dev;
  level->inode = about.st_ino;
  bool too_many = false;
  while (const dirent* entry = readdir(folder)) {
    const std::string_view name(entry->d_name);
    if (name.starts_with('.') || is_no_page(name)) continue;
    too_many = level->names.size() + name.size() + 1 > UINT32_MAX;
    if (too_many) break;
    level->begins.push_back(static_cast<std::uint32_t>(level->names.size()));
    level->names += name;
    level->names += '\0';
  }
  closedir(folder);
  if (too_many) return refused(ErrorCode::limit, "the names in this folder take over 4 GiB; divide it");
  std::ranges::sort(level->begins, {}, [&](std::uint32_t begin) { return level->name(begin); });
  levels_.push_back(std::move(level));
  return std::nullopt;
}

std::optional<Walk::Step> Walk::next() {
  if (first_) return std::unexpected(*std::exchange(first_, std::nullopt));
  while (!levels_.empty()) {
    Level& level = *levels_.back();
    if (level.at == level.begins.size()) {
      levels_.pop_back();
      continue;
    }
    const std::string_view name = level.name(level.begins[level.at++]);
    if (level.journal_of_neighbour(name)) continue;
    std::string path = level.path == "/" ? fmt::format("/{}", name) : fmt::format("{}/{}", level.path, name);
    struct stat about{};
    if (stat(path.c_str(), &about) != 0) {
      const std::string why = std::error_code(errno, std::generic_category()).message();
      return std::unexpected(
          Problem{{ErrorCode::io, fmt::format("{}: cannot be opened: {}", path, why)}, path});
    }
    if (S_ISREG(about.st_mode)) return path;
    if (!S_ISDIR(about.st_mode) || level.parts_of_saved_page(name)) continue;
    if (auto refused = enter(path)) return std::unexpected(std::move(*refused));
  }
  return std::nullopt;
}

}  // namespace dateline::ingest
