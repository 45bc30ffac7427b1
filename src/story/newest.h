#pragma once
// Stories of a stream that grows. All but the newest articles are settled together (cluster.h); the newest,
// one to three in a hundred, are placed one after the other in the order of time, each in the story that it
// fits best or in a new one. Where the newest begin depends on the articles alone: at a milestone, an article
// chosen by the hash of its id. So a newer article changes nothing of what is before it, and costs what it is
// to place it; and the result is still that of the set.
//
// Useful where articles come about in the order in which they were published. An older or undated one changes
// what is settled.

#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "story/cluster.h"
#include "story/rarity.h"

namespace dateline::story {

// Where an article stands in the order of time.
struct Moment {
  std::int64_t minute = 0;
  std::string id;
  friend auto operator<=>(const Moment&, const Moment&) = default;
};

// Every how many articles a milestone stands in a collection of `documents`; 0: there are none, all is
// settled together.
std::size_t milestones_every(std::size_t documents);
// How many of `dated`, ascending, are settled together: those before the latest milestone that has as many
// articles after it as there are between two. `documents`: all, undated ones included.
std::size_t settled_of(std::span<const Moment> dated, std::size_t documents);

// A settled story, as far as placing needs it.
struct Head {
  std::string id;  // of the story
  Terms terms;     // sum of its articles', the heaviest
  Extent extent;
  double crowd = 0;
  std::optional<Day> first;
  std::optional<Day> last;
};

struct Posting {
  std::uint32_t key;
  std::uint32_t head;
  friend auto operator<=>(const Posting&, const Posting&) = default;
};

// All that placing asks of what is settled, as plain tables: a record keeps them.
struct Base {
  std::size_t documents = 0;
  std::vector<Count> words;  // by key
  std::vector<Count> pairs;
  std::vector<Head> heads;        // by last day, undated first
  std::vector<Posting> postings;  // by key, then head; of a key the last kPosted
};

inline constexpr std::size_t kHeadTerms = 120;  // kept of a story

// `clusters` over `items`; `id_of` gives the id of a cluster's story.
Base base_of(const std::vector<Cluster>& clusters, const std::vector<Item>& items,
             const std::function<std::string(std::size_t)>& id_of, const Parallel& parallel);

// How the tables are read, wherever they are.
class Settled {
 public:
  virtual ~Settled() = default;
  virtual std::size_t documents() const = 0;
  virtual std::uint32_t heads() const = 0;
  virtual std::uint32_t words(std::uint32_t key) = 0;  // documents that have it; 0: one at most
  virtual std::uint32_t pairs(std::uint32_t key) = 0;
  virtual void with(std::uint32_t key, std::vector<std::uint32_t>& heads) = 0;  // appends
  virtual Head head(std::uint32_t place) = 0;
};
std::unique_ptr<Settled> settled_in(const Base& base);  // which must outlive it

// An article that was placed.
struct Placed {
  Terms known;  // terms that another article before it has, too; the heaviest, of length 1 at most
  Terms fresh;  // terms that it is the first to have
  Day day;
  // Below Settled::heads(): that story; above: heads() and the number of the story that it is in, counted in
  // the order in which they began.
  std::uint32_t story = 0;
  double crowd = 0;                      // likeness of the articles around it
  std::vector<std::uint32_t> continues;  // of the first of a story: those that it goes on from, nearest first
};

// Place articles in the order of time.
class Placing {
 public:
  explicit Placing(Settled& settled);
  ~Placing();
  // Needs a day. Valid until the next call.
  const Placed& place(const Sketch& sketch);
  // One that was placed before in the same state.
  void restore(Placed&& placed);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace dateline::story
