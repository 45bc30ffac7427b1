#pragma once
// Runs a program in a test: what it printed and how it ended.

#include <string>
#include <vector>

namespace dateline::test {

struct Ran {
  int status = -1;  // exit status; 128 + N when signal N ended it
  std::string out;
  std::string err;
};

// Starts `command` (found on PATH or a path) with `input` as standard input and waits. `environment` adds
// NAME=VALUE.
Ran run(const std::vector<std::string>& command, const std::string& input = {},
        const std::vector<std::string>& environment = {});

// A new empty folder, removed with all it holds when this goes.
class TempFolder {
 public:
  TempFolder();
  ~TempFolder();
  TempFolder(const TempFolder&) = delete;
  TempFolder& operator=(const TempFolder&) = delete;
  std::string path(const std::string& name = {}) const { return name.empty() ? path_ : path_ + "/" + name; }
  // Writes a file and gives its path.
  std::string file(const std::string& name, const std::string& content) const;

 private:
  std::string path_;
};

std::vector<std::string> lines(const std::string& text);

}  // namespace dateline::test
