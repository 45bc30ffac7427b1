#pragma once
// The tables of a Base as blobs, so that a record keeps them and placing an article reads the few that it
// needs. Readers take any bytes: nullopt for what the writers do not give.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "story/newest.h"

namespace dateline::story {

// A stretch of a table whose entries are sorted by key. No key is in two pages.
struct Page {
  std::uint32_t first;  // key
  std::string data;     // some 4 KB
};

std::vector<Page> pages_of(const std::vector<Count>& counts);
std::vector<Page> pages_of(const std::vector<Posting>& postings);
std::optional<std::vector<Count>> counts_in(std::string_view page);
std::optional<std::vector<Posting>> postings_in(std::string_view page);

std::string encode(const Head& head);
std::optional<Head> head_in(std::string_view blob);

std::string encode(const Placed& placed);
std::optional<Placed> placed_in(std::string_view blob);

// What is said of a Base as a whole.
struct Opening {
  std::uint64_t documents = 0;  // settled together
  std::uint32_t heads = 0;
  std::optional<Moment> from;  // of the first article that was placed; none: there is none
};
std::string encode(const Opening& opening);
std::optional<Opening> opening_in(std::string_view blob);

}  // namespace dateline::story
