// The fast parts of extraction against slow plain versions of themselves, on the sample pages of the text
// cases and on random trees.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <random>
#include <sstream>

#include "extract/body.h"
#include "extract/page_map.h"

namespace dateline::extract {
namespace {

using html::Node;

std::vector<std::string> sample_pages() {
  std::vector<std::string> pages;
  const std::filesystem::path cases = std::filesystem::path(DATELINE_SOURCE_DIR) / "tests/cases/extract";
  for (const auto& entry : std::filesystem::directory_iterator(cases)) {
    std::ifstream file(entry.path() / "page.html");
    if (file) pages.push_back((std::ostringstream() << file.rdbuf()).str());
  }
  return pages;
}

// A tree of the elements that matter, with sentences, links and names in it.
std::string random_page(std::mt19937& random) {
  static const char* const kTags[] = {"div", "p", "article", "ul", "li", "span", "a", "script", "h1", "b"};
  static const char* const kNames[] = {"", "comments", "entry-content", "sidebar", "related", "x1"};
  static const char* const kTexts[] = {
      "Dam", " The dam above Vellmar broke on Sunday night after three days of rain, they said. ", "\n  a b ",
      "About forty houses stood in water by morning, and the bridge was closed to all but ambulances"};
  const auto any = [&](const auto& table) { return table[random() % std::size(table)]; };
  std::string page;
  std::vector<std::string> open;
  for (unsigned step = 0; step < 200; ++step) {
    const unsigned what = random() % 5;
    if (what < 2) {
      open.emplace_back(any(kTags));
      page += "<" + open.back() + " class='" + any(kNames) + "'>";
    } else if (what == 2 && !open.empty()) {
      page += "</" + open.back() + ">";
      open.pop_back();
    } else {
      page += any(kTexts);
    }
  }
  return page;
}

std::uint32_t dense(std::string_view text) {
  std::uint32_t count = 0;
  for (const char c : text) count += is_space(c) ? 0 : 1;
  return count;
}

// What is around a node, by climbing.
bool under(const html::Document& page, const PageMap& map, std::uint32_t node, Kind kind) {
  const auto nodes = page.nodes();
  for (std::uint32_t up = node; nodes[up].depth > 0;) {
    up = nodes[up].parent;
    if (map.kinds[up] == kind) return true;
  }
  return false;
}

void expect_map(const html::Document& page, const PageMap& map) {
  const auto nodes = page.nodes();
  ASSERT_EQ(map.letters.size(), nodes.size() + 1);
  std::uint32_t letters = 0;
  std::uint32_t links = 0;
  std::uint32_t running = 0;
  for (std::uint32_t i = 0; i < nodes.size(); ++i) {
    ASSERT_EQ(map.letters[i], letters) << "node " << i;
    ASSERT_EQ(map.links[i], links) << "node " << i;
    ASSERT_EQ(map.running[i], running) << "node " << i;
    if (!nodes[i].is_text() || under(page, map, i, Kind::skipped)) continue;
    const bool link = under(page, map, i, Kind::link);
    letters += dense(nodes[i].text);
    links += link ? dense(nodes[i].text) : 0;
    const bool runs = !link && nodes[i].text.size() >= 50 && dense(nodes[i].text) >= 40;
    running += runs ? static_cast<std::uint32_t>(nodes[i].text.size()) : 0;
  }
}

// The highest sum over elements, each added up block by block.
void expect_sums(const html::Document& page, const std::vector<Block>& blocks,
                 const std::vector<double>& worths) {
  const auto nodes = page.nodes();
  const BlockSums sums(page, blocks, worths);
  double best = 0;
  std::uint32_t at = 0;
  for (std::uint32_t n = 0; n < nodes.size(); ++n) {
    double sum = 0;
    std::size_t inside = 0;
    for (std::size_t b = 0; b < blocks.size(); ++b) {
      if (blocks[b].at < n || blocks[b].at >= nodes[n].end) continue;
      sum += worths[b];
      ++inside;
    }
    ASSERT_EQ(sums.of(n).sum, sum) << "node " << n;
    ASSERT_EQ(sums.of(n).last - sums.of(n).first, inside) << "node " << n;
    if (nodes[n].is_text() || nodes[n].tag == "p" || inside == 0 || sum < best) continue;
    best = sum;
    at = n;
  }
  EXPECT_EQ(sums.best().node, at);
  EXPECT_EQ(sums.best().sum, best);
}

// All text that is shown stands in the blocks, in order, white space aside.
void expect_blocks(const html::Document& page, const PageMap& map, const std::vector<Block>& blocks) {
  const auto without_space = [](std::string_view text) {
    std::string out;
    for (const char c : text)
      if (!is_space(c)) out += c;
    return out;
  };
  std::string shown;
  std::string said;
  for (std::uint32_t i = 0; i < page.nodes().size(); ++i)
    if (page.nodes()[i].is_text() && !under(page, map, i, Kind::skipped))
      shown += without_space(page.nodes()[i].text);
  for (const Block& b : blocks) said += without_space(b.text);
  EXPECT_EQ(said, shown);
}

TEST(Oracle, MapBlocksAndHighestSum) {
  std::mt19937 random(16);
  std::vector<std::string> pages = sample_pages();
  ASSERT_GT(pages.size(), 60U);
  for (int i = 0; i < 300; ++i) pages.push_back(random_page(random));
  html::Parser parser;
  NameCache names;
  PageMap map;
  std::vector<Block> blocks;
  std::vector<std::uint32_t> bodies;
  for (const std::string& bytes : pages) {
    if (bytes.find("\xC2\xA0") != std::string::npos || bytes.find("&nbsp;") != std::string::npos) continue;
    const auto page = html::Document::parse(parser, bytes);
    ASSERT_TRUE(page);
    map_page(*page, names, map);
    find_blocks(*page, map, blocks, bodies);
    expect_map(*page, map);
    expect_blocks(*page, map, blocks);
    std::vector<double> worths(blocks.size());
    std::generate(worths.begin(), worths.end(), [&] { return static_cast<double>(random() % 41) - 20; });
    expect_sums(*page, blocks, worths);
    if (HasFailure()) FAIL() << bytes;
  }
}

}  // namespace
}  // namespace dateline::extract
