#pragma once
// The files under a folder, by name, one at a time.

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "ingest/source.h"

namespace dateline::ingest {

// Depth first, each folder in the order of its names' bytes. Left out: hidden files and folders, files that a
// name marks as a part of a page and no page (styles, scripts, images), "NAME_files" beside "NAME.html" (a
// browser's saved parts), and what is no file (pipes, sockets, devices). Links are followed; a folder that
// contains itself is a Problem. Memory: the names of one folder at each level, about 5 bytes a file over the
// names themselves.
class Walk {
 public:
  Walk(std::string root, const Limits& limits);
  ~Walk();
  using Step = std::expected<std::string, Problem>;
  std::optional<Step> next();  // nullopt at the end

 private:
  struct Level;
  std::optional<Problem> enter(const std::string& path);
  std::vector<std::unique_ptr<Level>> levels_;
  std::optional<Problem> first_;
  unsigned depth_;
};

}  // namespace dateline::ingest
