#pragma once
// The front end's files, built from web/ and held in the program (cmake/Web.cmake).

#include <span>
#include <string_view>

namespace dateline::server {

struct Asset {
  std::string_view path;  // "app.js"
  std::string_view type;
  std::string_view tag;  // changes when the content does
  std::string_view bytes;
  std::string_view packed;  // gzip; empty where that would not be shorter
};

std::span<const Asset> assets();

}  // namespace dateline::server
