#pragma once
// Stories: the articles that tell of one happening. Words weigh by how rare they are in the collection,
// names, headline and opening more than the rest; an index of rare words finds the nearest articles; clusters
// are then merged from the most alike down (group-average agglomeration over the nearest-neighbour graph,
// with a penalty for days between).
//
// Useful for news of days to months. Not useful for telling who is right, or for one article that tells of
// many things. Cost: O(words) to add; settle O(n k) vector products, k the neighbours of an article
// (bounded), whatever n.

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "story/document.h"
#include "story/newest.h"
#include "story/sketch.h"

namespace dateline::story {

struct Story {
  std::string id;     // that of its first document: the same as long as that document is
  std::string title;  // a headline of one of its articles, the one nearest to the middle of the story
  std::optional<Day> first;
  std::optional<Day> last;
  std::vector<std::uint32_t> documents;  // index in the order of adding; in the order of time
  std::vector<std::uint32_t> continues;  // stories (index) that it goes on from, nearest first
  std::uint32_t affair = 0;  // the story (index) with which its chain of nearest links begins; itself if none
};

// One of the newest documents, which was placed in the story that it fits best.
struct Newest {
  std::uint32_t document = 0;
  Moment moment;
  Placed placed;
};

// What is needed to place newer documents later; empty where all were settled together.
struct Growth {
  Base base;
  std::vector<Newest> newest;  // in the order of time
};

// Add documents in any order and any batches; the result is that of the set. Nothing of a document's views is
// kept. One thread at a time.
class StoryIndex {
 public:
  StoryIndex();
  ~StoryIndex();
  StoryIndex(StoryIndex&&) noexcept;
  StoryIndex& operator=(StoryIndex&&) noexcept;

  void add(std::span<const Document> documents, const Parallel& parallel = one_by_one);
  void add(Sketch&& sketch);
  // By first day (undated last), then id. Every document is in exactly one story.
  std::vector<Story> settle(const Parallel& parallel = one_by_one, Growth* growth = nullptr) const;
  std::size_t size() const;

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::story
