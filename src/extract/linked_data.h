#pragma once
// What a page's linked data (JSON-LD, schema.org) says of its article.

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <dateline/date.h>

#include "base/json.h"

namespace dateline::extract {

struct LinkedData {
  std::string headline;
  std::vector<std::string> authors;  // of the article, or of the page where no article is described
  bool by_desk = false;              // all authors are organisations
  std::vector<std::string> people;   // persons that are described but not named as its authors
  std::string publisher;
  std::optional<PartialDate> published;
  std::optional<PartialDate> modified;
  std::optional<PartialDate> page_published;  // of the page around the article
  std::string body;                           // articleBody
  std::optional<bool> paywalled;
  bool video = false;  // a video is the first thing that is described
};

// Reads the scripts in the page's order: the first that says something of the article counts. Broken JSON is
// repaired where that is easy, else passed over.
LinkedData read_linked_data(const std::vector<std::string_view>& scripts, json::Parser& parser);

}  // namespace dateline::extract
