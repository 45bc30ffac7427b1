#include "story/local_copies.h"

#include <algorithm>

#include "story/working.h"

namespace dateline::story::copying {
namespace {

using Document = Working::Document;
using Documents = Working::Documents;

constexpr std::size_t kAll = ~std::size_t{0};

// The rules' view of the documents that one of them is told by.
class Scene : public Field {
 public:
  // `documents` in the order of time.
  Scene(Working& working, Documents documents) : working_(working), documents_(std::move(documents)) {
    sources_.resize(documents_.size());
    roots_.resize(documents_.size());
    for (std::uint32_t rank = 0; rank < documents_.size(); ++rank) rank_of_[documents_[rank]] = rank;
  }

  // False when a sentence is spoken of that is not there.
  bool set_state(Document d, Working::State&& state) {
    const std::uint32_t rank = rank_of(d);
    for (Source& source : state.sources) {
      if (source.sentence >= working_.sentences(source.document)) return false;
      source.document = rank_of(source.document);
    }
    sources_[rank] = std::move(state.sources);
    for (const Document root : state.roots) roots_[rank].push_back(rank_of(root));
    std::ranges::sort(roots_[rank]);
    return true;
  }

  std::uint32_t rank_of(Document d) const { return rank_of_.at(d); }
  Document document(std::uint32_t rank) const { return documents_[rank]; }

  const Print& print(std::uint32_t rank) const override { return working_.print(documents_[rank]); }
  const std::vector<std::uint32_t>& shingles(std::uint32_t rank) const override {
    return working_.shingles(documents_[rank]);
  }
  std::uint32_t kept(std::uint32_t rank) const override { return working_.brief(documents_[rank]).kept; }
  const std::vector<bool>& stock(std::uint32_t rank) const override {
    return working_.placing(documents_[rank]).stock;
  }
  const std::vector<Source>& sources(std::uint32_t rank) const override { return sources_[rank]; }
  const Documents& roots(std::uint32_t rank) const override { return roots_[rank]; }

 private:
  Working& working_;
  Documents documents_;
  std::unordered_map<Document, std::uint32_t> rank_of_;
  std::vector<std::vector<Source>> sources_;
  std::vector<Documents> roots_;
};

class Local {
 public:
  Local(Collection& collection, std::size_t most)
      : working_(collection, most), collection_(collection), most_(most), queue_(ByTime{&working_}) {}

  std::optional<LocalChange> run(std::vector<Added> added) {
    for (Added& one : added) {
      new_.push_back(one.document);
      working_.add(std::move(one));
    }
    working_.sort(new_);
    find_twins();
    change_index();
    find_candidates();
    find_stock();
    while (!queue_.empty() && !working_.broken()) {
      const Document d = *queue_.begin();
      queue_.erase(queue_.begin());
      if (++change_.told > most_) return std::nullopt;
      tell_again(d);
    }
    if (working_.broken()) return std::nullopt;
    collect();
    if (working_.broken()) return std::nullopt;
    return std::move(change_);
  }

 private:
  struct ByTime {
    Working* working;
    bool operator()(Document a, Document b) const { return working->earlier(a, b); }
  };

  // Of documents with the very same words the earliest stands for all. The new ones are taken in the order of
  // time, so that each changes at most who stands for those before it.
  void find_twins() {
    std::map<std::uint64_t, Document> first;  // of this addition, by content
    for (const Document d : new_) {
      if (working_.head(d).words == 0) {
        heads_.push_back(d);
        continue;
      }
      const std::uint64_t content = working_.head(d).content;
      const auto known = first.find(content);
      if (known != first.end()) {
        set_twin(d, known->second);
        continue;
      }
      const Documents one = collection_.with_content(content, 1);
      const std::optional<Document> twin =
          one.empty() ? std::nullopt : std::optional(working_.brief(one.front()).twin.value_or(one.front()));
      if (twin && working_.earlier(*twin, d)) {
        first[content] = *twin;
        set_twin(d, *twin);
        continue;
      }
      first[content] = d;
      heads_.push_back(d);
      if (!twin) continue;
      gone_.push_back(*twin);
      const Documents members = collection_.with_content(content, most_ + 1);
      if (members.size() > most_) working_.give_up();
      for (const Document member : members) set_twin(member, d);
    }
  }

  void set_twin(Document d, Document twin) {
    Placing& placing = working_.placing(d);
    if (placing.twin) ends_.insert(*placing.twin);
    // Who stood for others until now is told again, to be taken out of what was told by it.
    if (!working_.is_new(d) && !placing.twin) queue_.insert(d);
    placing.twin = twin;
    ends_.insert(d);
    ends_.insert(twin);
    changed_.insert(d);
  }

  void change_index() {
    for (const Document d : heads_) {
      working_.brief(d).kept = static_cast<std::uint32_t>(working_.values(d).size());
      for (const std::uint64_t value : working_.values(d)) {
        working_.enter(value, d);
        values_.insert(value);
        change_.entered.push_back(entry(value, d));
      }
      queue_.insert(d);
    }
    for (const Document d : gone_) {
      for (const std::uint64_t value : working_.values(d)) {
        working_.leave(value, d);
        values_.insert(value);
        change_.left.push_back(entry(value, d));
      }
    }
  }

  IndexEntry entry(std::uint64_t value, Document d) {
    const Head& head = working_.head(d);
    return {value, index_day(head.dated, head.minute), d};
  }

  // Documents whose candidates may be others now: those that meet a new one twice, those that looked at one
  // that they meet less often, those that follow one that came among the earliest as another went.
  Documents whose_candidates_change() {
    std::set<Document> found(heads_.begin(), heads_.end());
    std::map<std::pair<Document, Document>, unsigned> met;  // follower, new one
    for (const std::uint64_t value : values_) {
      if (working_.broken()) return {};
      const Documents before = working_.before_change(value, kEarliest);
      const Documents after = working_.now(value, kEarliest);
      for (std::size_t i = 0; i < after.size(); ++i) {
        const Document d = after[i];
        if (std::ranges::find(before, d) != before.end()) continue;
        const Documents all = working_.now(value, kAll);
        const bool is_new = working_.is_new(d);
        for (std::size_t j = i + 1; j < all.size(); ++j) {
          if (working_.is_new(all[j])) continue;
          if (!is_new || ++met[{all[j], d}] == 2) found.insert(all[j]);
        }
      }
      for (const Document d : before)
        if (std::ranges::find(after, d) == after.end())
          found.insert(working_.lookers(d).begin(), working_.lookers(d).end());
    }
    std::erase_if(found, [&](Document d) { return working_.is_twin(d); });
    if (found.size() > most_) working_.give_up();
    return {found.begin(), found.end()};
  }

  void find_candidates() {
    Documents all = whose_candidates_change();
    working_.sort(all);
    for (const Document d : all) {
      if (working_.broken()) return;
      Documents met;
      for (const std::uint64_t value : working_.values(d))
        for (const Document other : working_.now(value, kEarliest)) {
          if (!working_.earlier(other, d)) break;
          met.push_back(other);
        }
      Documents scene = met;
      scene.push_back(d);
      working_.sort(scene);
      const Scene field(working_, std::move(scene));
      for (Document& other : met) other = field.rank_of(other);
      std::ranges::sort(met);
      const std::vector<Candidate> candidates = choose(met);
      const Document same = field.document(same_text(field, field.rank_of(d), candidates));
      Placing& placing = working_.placing(d);
      placing.candidates.clear();
      for (const Candidate& candidate : candidates)
        placing.candidates.push_back(field.document(candidate.document));
      const std::optional<Document> was = placing.same;
      placing.same = same == d ? std::nullopt : std::optional(same);
      if (placing.same != was && !working_.is_new(d)) regrouped_.insert(d);
      changed_.insert(d);
      queue_.insert(d);
    }
  }

  // Those that belong to another text now, with all that are one text with them.
  void spread_groups() {
    Documents next(regrouped_.begin(), regrouped_.end());
    while (!next.empty() && !working_.broken()) {
      const Document d = next.back();
      next.pop_back();
      for (const Document looker : working_.lookers(d))
        if (working_.brief(looker).same == d && regrouped_.insert(looker).second) next.push_back(looker);
      if (regrouped_.size() > most_) working_.give_up();
    }
  }

  bool is_stock_now(std::uint64_t value) {
    Documents groups;
    std::size_t seen = 0;
    for (const std::size_t n : {std::size_t{16}, kStockLook}) {
      const Documents list = working_.now(value, n);
      for (; seen < list.size(); ++seen) {
        const Document g = working_.group(list[seen]);
        if (std::ranges::find(groups, g) == groups.end()) groups.push_back(g);
        if (groups.size() >= kStockGroups) return true;
      }
      if (list.size() < n) break;
    }
    return false;
  }

  void find_stock() {
    spread_groups();
    std::set<std::uint64_t> values = values_;
    for (const Document d : regrouped_) values.insert(working_.values(d).begin(), working_.values(d).end());
    std::set<Document> carriers(heads_.begin(), heads_.end());
    for (const std::uint64_t value : values) {
      if (working_.broken()) return;
      const bool was = working_.was_stock(value);
      if (is_stock_now(value) == was) continue;
      flipped_.insert(value);
      (was ? change_.no_stock : change_.stock).push_back(value);
      const Documents list = working_.now(value, kAll);
      carriers.insert(list.begin(), list.end());
      if (carriers.size() > most_) working_.give_up();
    }
    for (const Document d : carriers) {
      if (working_.broken()) return;
      std::vector<bool> stock = stock_sentences(working_.print(d), [&](std::uint64_t value) {
        return working_.was_stock(value) != flipped_.contains(value);
      });
      Placing& placing = working_.placing(d);
      Placing now;
      put_stock(now, std::move(stock));
      if (now.stock == placing.stock) continue;
      placing.stock = std::move(now.stock);
      changed_.insert(d);
      queue_.insert(d);
      later(d, d);
    }
  }

  // Who looked at `d` and comes after `after` is told again.
  void later(Document d, Document after) {
    for (const Document looker : working_.lookers(d))
      if (!working_.is_twin(looker) && working_.earlier(after, looker)) queue_.insert(looker);
  }

  Scene scene_of(Document d) {
    const Documents candidates = working_.placing(d).candidates;
    std::map<Document, Working::State> states;
    Documents all = candidates;
    all.push_back(d);
    for (const Document c : candidates) {
      if (working_.is_twin(c) || !working_.earlier(c, d)) working_.give_up();
      states.emplace(c, working_.state(c, d));
    }
    Documents firsts;
    for (const auto& [c, state] : states)
      for (const Source& source : state.sources) firsts.push_back(source.document);
    working_.sort(firsts);
    for (const Document first : firsts) {
      if (!working_.earlier(first, d)) working_.give_up();
      if (states.contains(first)) continue;
      states.emplace(first, working_.state(first, d)).first->second.sources.clear();  // asked of candidates
    }
    for (const auto& [c, state] : states) {
      all.push_back(c);
      all.insert(all.end(), state.roots.begin(), state.roots.end());
      for (const Source& source : state.sources) all.push_back(source.document);
    }
    working_.sort(all);
    Scene scene(working_, std::move(all));
    for (auto& [c, state] : states)
      if (!scene.set_state(c, std::move(state))) working_.give_up();
    return scene;
  }

  Placing told(Document d) {
    const Placing& before = working_.placing(d);
    Placing now;
    now.turned_by = before.turned_by;
    now.twin = before.twin;
    if (now.twin) return now;
    now.kept = before.kept;
    now.same = before.same;
    now.stock = before.stock;
    now.candidates = before.candidates;
    const Scene scene = scene_of(d);
    if (working_.broken()) return now;
    Documents ranks;
    for (const Document c : now.candidates) ranks.push_back(scene.rank_of(c));
    const std::uint32_t rank = scene.rank_of(d);
    Told found = tell(scene, rank, sharings(scene, rank, ranks));
    Placing by_rank;
    by_rank.firsts = std::move(found.firsts);
    put_sources(by_rank, rank, std::move(found.sources));
    put_roots(by_rank, rank, std::move(found.roots));
    by_rank.relations = std::move(found.relations);
    by_rank.turns = std::move(found.turns);
    rename(by_rank, [&](std::uint32_t r) { return scene.document(r); });
    now.firsts = std::move(by_rank.firsts);
    now.sources = std::move(by_rank.sources);
    now.roots = std::move(by_rank.roots);
    now.relations = std::move(by_rank.relations);
    now.turns = std::move(by_rank.turns);
    return now;
  }

  void tell_again(Document d) {
    Placing now = told(d);
    if (working_.broken()) return;
    Placing& placing = working_.placing(d);
    if (now.sources != placing.sources || now.roots != placing.roots) later(d, d);
    if (now.relations != placing.relations) {
      related_.insert(d);
      for (const Placing* one : {&now, &placing}) {
        ends_.insert(d);
        for (const Relation& relation : one->relations) ends_.insert(relation.of);
      }
    }
    turn(d, placing.turns, now.turns);
    placing = std::move(now);
    changed_.insert(d);
  }

  // What follows from other turns of `d` than before for the documents that they are about.
  void turn(Document d, const std::vector<Turn>& before, const std::vector<Turn>& now) {
    const auto about = [](const std::vector<Turn>& turns, Document other) {
      const auto found =
          std::ranges::find_if(turns, [&](const Turn& one) { return one.back.document == other; });
      return found == turns.end() ? nullptr : &*found;
    };
    std::set<Document> others;
    for (const Turn& one : before) others.insert(one.back.document);
    for (const Turn& one : now) others.insert(one.back.document);
    for (const Document other : others) {
      const Turn* was = about(before, other);
      const Turn* is = about(now, other);
      if (was != nullptr && is != nullptr && was->back == is->back &&
          was->taken.passages == is->taken.passages)
        continue;
      Documents& by = working_.placing(other).turned_by;
      std::erase(by, d);
      if (is != nullptr) by.push_back(d);
      working_.sort(by);
      changed_.insert(other);
      related_.insert(other);
      ends_.insert(d);
      ends_.insert(other);
      later(other, d);
    }
  }

  // By origin, in the order of time.
  std::vector<Relation> relations_of(Document d) {
    const Placing& placing = working_.placing(d);
    std::vector<Relation> all = placing.relations;
    for (const Document by : placing.turned_by)
      for (const Turn& turn : working_.placing(by).turns)
        if (turn.back.document == d) all.push_back(turn.back);
    if (placing.twin) all = {whole_copy(working_.print(d), working_.print(*placing.twin), d, *placing.twin)};
    sort(all);
    return all;
  }

  void sort(std::vector<Relation>& relations) {
    std::ranges::sort(relations, [&](const Relation& a, const Relation& b) {
      return a.document != b.document ? working_.earlier(a.document, b.document)
                                      : working_.earlier(a.of, b.of);
    });
  }

  // Twins of an undated document are undated, too: they say nothing of its day.
  std::vector<Relation> relations_around(Document d) {
    std::vector<Relation> all = relations_of(d);
    Documents lookers = working_.lookers(d);
    for (const Document other : changed_) {
      const Documents looks = looks_of(working_.placing(other));
      if (std::ranges::binary_search(looks, d)) lookers.push_back(other);
    }
    working_.sort(lookers);
    for (const Document looker : lookers)
      for (const Relation& relation : relations_of(looker))
        if (relation.of == d) all.push_back(relation);
    for (const Turn& turn : working_.placing(d).turns) all.push_back(turn.back);
    sort(all);
    all.erase(std::ranges::unique(all).begin(), all.end());
    return all;
  }

  void collect() {
    related_.insert(new_.begin(), new_.end());
    for (const Document d : changed_)
      if (working_.is_twin(d)) related_.insert(d);
    Documents related(related_.begin(), related_.end());
    working_.sort(related);
    for (const Document d : related) change_.relations.emplace_back(d, relations_of(d));
    for (const Document d : ends_)
      if (!working_.head(d).dated) change_.around_undated.emplace_back(d, relations_around(d));
    for (const Document d : working_.touched()) {
      const Placing& placing = working_.placing(d);
      Head head = working_.head(d);
      const bool same = !working_.is_new(d) && head.kept == placing.kept && head.twin == placing.twin &&
                        head.same == placing.same;
      std::string data = encode(placing);
      if (same && data == head.data) continue;
      head.kept = placing.kept;
      head.twin = placing.twin;
      head.same = placing.same;
      head.data = std::move(data);
      Placed placed{.document = d, .head = std::move(head), .looks = {}, .no_more = {}};
      const Documents looks = looks_of(placing);
      const Documents& old = working_.old_looks(d);
      std::ranges::set_difference(looks, old, std::back_inserter(placed.looks));
      std::ranges::set_difference(old, looks, std::back_inserter(placed.no_more));
      change_.placed.push_back(std::move(placed));
    }
  }

  Working working_;
  Collection& collection_;
  std::size_t most_;
  LocalChange change_;
  Documents new_;                   // in the order of time
  Documents heads_;                 // of these, those that are no twins
  Documents gone_;                  // earlier ones for which a new one stands now
  std::set<std::uint64_t> values_;  // of both
  std::set<Document> regrouped_;
  std::set<std::uint64_t> flipped_;   // became stock, or are it no more
  std::set<Document, ByTime> queue_;  // to be told again
  std::set<Document> changed_;
  std::set<Document> related_;  // have other relations
  std::set<Document> ends_;     // of relations that came or went
};

}  // namespace

std::optional<LocalChange> add_locally(Collection& collection, std::vector<Added> added, std::size_t most) {
  return Local(collection, most).run(std::move(added));
}

}  // namespace dateline::story::copying
