#include "ranker.hpp"

#include <algorithm>

namespace matcher {

namespace {

using u16 = std::uint16_t;
using u32 = std::uint32_t;

// Templates that are visited before the lists are looked at, how many times as many next, and at
// once.
constexpr std::size_t FIRST_VISITED = 2048, MORE = 4, CHUNK = 64;
// So many templates before one is offered what that reads is fetched.
constexpr std::size_t AHEAD = 4;
// Every so many-th bound is looked at to find where the first ones end.
constexpr std::size_t SAMPLED = 16;
// Fewer blocks than this are bounded one by one, by postings.
constexpr std::size_t FEW_BLOCKS = 4;
// Lanes with open gates to fewer than one of so many vacancies are ranked by gates.
constexpr std::size_t RARE = 8;
constexpr std::size_t BUCKETS = 1024;

}  // namespace

Ranker::Ranker(const Catalogue& catalogue, const RankingLanes& lanes)
    : catalogue_(catalogue),
      lanes_(lanes),
      block_(catalogue, lanes),
      tiles_((catalogue.templates() + TILE - 1) / TILE) {}

void Ranker::want(Wanted wanted) {
    wanted_ = wanted;
    entries_.resize(LANES * wanted.k);
    for (std::size_t l = 0; l < LANES; ++l)
        lists_[l] = {std::span(entries_).subspan(l * wanted.k, wanted.k)};
}

void Ranker::rank(
    const People& people, std::size_t first, std::size_t last, std::span<std::int32_t> items,
    std::span<float> scores
) {
    const std::size_t bounded = look(people, first, last);
    const bool is_few = bounded < FEW_BLOCKS;
    if (!is_few) find_bounds(people, first, last);
    for (std::size_t number = first; number < last; ++number) {
        block_.load(people, number);
        const std::size_t place = (number - first) * tiles_;
        if (!wanted_.prune || by_gates_[number - first])
            rank_block({});
        else if (is_few)
            rank_block(bounds_by_postings());
        else
            rank_block({bounds_.data() + place * TILE, greatest_.data() + place});
        each_lane(block_.lanes(), [&](std::size_t lane) {
            std::size_t row = (number * LANES + lane) * wanted_.k;
            for (const Entry& entry : lists_[lane].sorted()) {
                items[row] = entry.item;
                scores[row++] = entry.score;
            }
        });
    }
}

// Which blocks are ranked by gates; how many are to be bounded.
std::size_t Ranker::look(const People& people, std::size_t first, std::size_t last) {
    std::size_t bounded = 0;
    for (std::size_t number = first; number < last; ++number) {
        block_.look(people, number);
        bool& by_gates = by_gates_[number - first];
        by_gates = wanted_.prune && shortest_way(block_.lanes());
        bounded += wanted_.prune && !by_gates;
    }
    return bounded;
}

// The bounds of every block for every template, the blocks side by side.
void Ranker::find_bounds(const People& people, std::size_t first, std::size_t last) {
    summary_.assign(catalogue_.table_rows() * LANES, 0);
    for (std::size_t number = first; number < last; ++number)
        if (!by_gates_[number - first])
            block_.summarise(people, number, summary_.data(), number - first);
    bounds_.resize(LANES * tiles_ * TILE);
    greatest_.resize(LANES * tiles_);
    lanes_.bounds(
        catalogue_.terms(), summary_.data(), 0, catalogue_.templates(), bounds_.data(),
        greatest_.data(), tiles_ * TILE
    );
}

// The bounds of the loaded block: only what it attains is looked at.
Ranker::Bounds Ranker::bounds_by_postings() {
    bounds_.resize(tiles_ * TILE);
    greatest_.assign(tiles_, 0);
    for (std::size_t t = 0; t < catalogue_.templates(); ++t)
        bounds_[t] = static_cast<u16>(catalogue_.term_list[catalogue_.term_starts[t]]);
    for (const u32 row : block_.rows()) {
        const u32 attained = block_.greatest(row);
        if (!attained) continue;
        for (u32 i = catalogue_.posting_starts[row]; i < catalogue_.posting_starts[row + 1]; ++i) {
            const auto [of, weight] = catalogue_.postings[i];
            bounds_[of] = static_cast<u16>(bounds_[of] + (attained * weight >> 16));
        }
    }
    for (std::size_t t = 0; t < catalogue_.templates(); ++t)
        greatest_[t / TILE] = std::max(greatest_[t / TILE], bounds_[t]);
    return {bounds_.data(), greatest_.data()};
}

void Ranker::restart(u32 lanes) {
    each_lane(lanes, [&](std::size_t lane) {
        lists_[lane].size = 0;
        least_[lane] = 0;
    });
}

void Ranker::rank_block(const Bounds& bounds) {
    // Absent lanes reach nothing.
    for (u16& least : least_) least = 65'535;
    restart(block_.lanes());
    if (const u32 lanes = block_.lanes() & block_.idle()) idle(lanes);
    const u32 lanes = block_.lanes() & ~block_.idle();
    each_lane(block_.idle(), [&](std::size_t lane) { least_[lane] = 65'535; });
    if (!lanes) return;
    if (bounds.own) {
        by_bound(bounds, lanes);
    } else if (wanted_.prune) {
        by_gates(lanes, shortest_way(block_.lanes()));
    } else {
        templates_.resize(catalogue_.templates());
        for (u32 t = 0; t < templates_.size(); ++t) templates_[t] = t;
        visit({}, lanes, false);
    }
}

void Ranker::by_bound(const Bounds& bounds, u32 lanes) {
    wished_.resize(catalogue_.combined());
    for (std::size_t i = 0; i < wished_.size(); ++i)
        wished_[i] = block_.greatest(static_cast<u32>(catalogue_.posts.criteria + i));
    u32 below = 65'536;
    for (std::size_t wanted = FIRST_VISITED + 8 * wanted_.k;; wanted *= MORE) {
        const u32 cut = cut_of(bounds, wanted);
        gather(bounds, cut, below);
        sort(bounds, cut);
        if (!visit(bounds, lanes, true)) return;
        below = cut;
        const u32 starved = starving(lanes);
        const Way way = starved ? shortest_way(starved) : Way{};
        if (way) {
            restart(starved);
            by_gates(starved, way);
            each_lane(starved, [&](std::size_t lane) { least_[lane] = 65'535; });
            lanes &= ~starved;
        }
        // Most of the best are closed to some: the next best are looked at.
        if (!starving(lanes) || below == 0) break;
    }
    if (!lanes || below == 0) return;
    // What is left seldom enters a list: the order of memory is the fastest.
    gather(bounds, least_of(lanes), below);
    visit(bounds, lanes, false);
}

// The lanes whose lists are not full.
u32 Ranker::starving(u32 lanes) const {
    u32 found = 0;
    each_lane(lanes, [&](std::size_t lane) {
        if (!lists_[lane].is_full()) found |= 1u << lane;
    });
    return found;
}

// A bound that about as many templates reach as are wanted; 0 where there are no more.
u32 Ranker::cut_of(const Bounds& bounds, std::size_t wanted) const {
    constexpr u32 width = 65'536 / BUCKETS;
    u32 counts[BUCKETS] = {};
    for (std::size_t t = 0; t < catalogue_.templates(); t += SAMPLED)
        ++counts[bounds.own[t] / width];
    u32 bucket = BUCKETS;
    for (std::size_t found = 0; bucket > 0 && found * SAMPLED < wanted;) found += counts[--bucket];
    return bucket * width;
}

// The templates whose bound is at least `least` and below `below`, in the order of memory.
void Ranker::gather(const Bounds& bounds, u32 least, u32 below) {
    templates_.resize(catalogue_.templates() + 1);
    std::size_t size = 0;
    for (std::size_t tile = 0; tile < tiles_; ++tile) {
        if (bounds.greatest[tile] < least) continue;
        const std::size_t end = std::min((tile + 1) * TILE, catalogue_.templates());
        for (std::size_t t = tile * TILE; t < end; ++t) {
            templates_[size] = static_cast<u32>(t);
            size += (bounds.own[t] >= least) & (bounds.own[t] < below);
        }
    }
    templates_.resize(size);
}

// The greatest bounds first, in buckets: a later one is greater by less than `bucket_` at most.
// None is below `least`.
void Ranker::sort(const Bounds& bounds, u32 least) {
    u32 greatest = 0, shift = 0;
    for (const u32 t : templates_) greatest = std::max<u32>(greatest, bounds.own[t]);
    while (!templates_.empty() && (greatest - least) >> shift >= BUCKETS) ++shift;
    u32 starts[BUCKETS + 1] = {};
    const auto bucket = [&](u32 t) { return (greatest - bounds.own[t]) >> shift; };
    for (const u32 t : templates_) ++starts[bucket(t) + 1];
    for (std::size_t i = 0; i < BUCKETS; ++i) starts[i + 1] += starts[i];
    bucket_ = 1u << shift;
    unsorted_ = templates_;
    for (const u32 t : unsorted_) templates_[starts[bucket(t)]++] = t;
}

// Offers the templates to the lists of lanes. Where their bounds fall, it ends as soon as the rest
// can enter none of them, and is false then.
bool Ranker::visit(const Bounds& bounds, u32 lanes, bool falling) {
    u32 some[2 * CHUNK], reaching[2 * CHUNK];
    for (std::size_t next = 0; next < templates_.size();) {
        if (falling && bounds.own[templates_[next]] + bucket_ <= least_of(lanes)) return false;
        std::size_t count = 0;
        while (count < CHUNK && next < templates_.size()) {
            std::size_t more = std::min(CHUNK, templates_.size() - next);
            std::copy_n(templates_.begin() + static_cast<std::ptrdiff_t>(next), more, some + count);
            next += more;
            if (bounds.own && !wished_.empty()) {
                // The wishes of lanes differ most: what one wishes and another attains make bounds
                // that no lane reaches.
                more = lanes_.wanted(
                    catalogue_.wishes.data(), block_.table(), bounds.own, wished_.data(),
                    catalogue_.posts.criteria, least_, some + count, more
                );
            }
            count += more;
        }
        lanes_.reaching(catalogue_.terms(), block_.table(), some, count, least_, reaching);
        std::size_t reached = 0;
        for (std::size_t i = 0; i < count; ++i) {
            some[reached] = some[i];
            reaching[reached] = reaching[i] & lanes;
            reached += reaching[reached] != 0;
        }
        for (std::size_t i = 0; i < reached + 2 * AHEAD; ++i) {
            if (i < reached) catalogue_.fetch_heads(some[i]);
            if (i >= AHEAD && i < reached + AHEAD) catalogue_.fetch_starts(some[i - AHEAD]);
            if (i >= 2 * AHEAD) offer(some[i - 2 * AHEAD], reaching[i - 2 * AHEAD]);
        }
    }
    return true;
}

u32 Ranker::least_of(u32 lanes) const {
    u32 least = 65'535;
    each_lane(lanes, [&](std::size_t lane) { least = std::min<u32>(least, least_[lane]); });
    return least;
}

void Ranker::offer(u32 shelf, u32 lanes) {
    lanes = block_.open(lanes, catalogue_.common[shelf]);
    if (!lanes) return;
    Sums sums(block_, catalogue_.row_of[shelf]);
    for (u32 member = catalogue_.starts[shelf]; member < catalogue_.starts[shelf + 1]; ++member)
        if (const u32 open = block_.open(lanes, catalogue_.own[member])) offer(member, open, sums);
}

void Ranker::offer(u32 member, u32 lanes, Sums& sums) {
    each_lane(lanes, [&](std::size_t lane) {
        const Entry entry{
            sums.score(member, lane), catalogue_.order[member],
            static_cast<std::int32_t>(catalogue_.members[member])
        };
        if (!lists_[lane].takes(entry)) return;
        lists_[lane].add(entry);
        least_[lane] = static_cast<u16>(lists_[lane].least_bound());
    });
}

// --- few open gates ----------------------------------------------------------------------

// Each member is kept with the rarest of its gates: open ones lead to all that may be open. Past a
// frequent gate that is closed lead only the members that do not ask it. A way to more than one of
// RARE members is none.
Ranker::Way Ranker::shortest_way(u32 lanes) const {
    Way way{catalogue_.members.size() / RARE, NO_WAY};
    for (std::size_t i = 0; i < catalogue_.frequent.size(); ++i) {
        const std::size_t members = catalogue_.without[i].size();
        if (!block_.open(lanes, catalogue_.frequent[i]) && members < way.members)
            way = {members, i};
    }
    std::size_t members = catalogue_.ungated.size();
    for (u32 gate = 0; gate < catalogue_.by_gate.size() && members < way.members; ++gate)
        if (block_.open(lanes, gate)) members += catalogue_.by_gate[gate].size();
    if (members < way.members) way = {members, BY_RAREST};
    return way;
}

void Ranker::by_gates(u32 lanes, const Way& way) {
    if (way.past != BY_RAREST) {
        enter(catalogue_.without[way.past], lanes);
        return;
    }
    enter(catalogue_.ungated, lanes);
    for (u32 gate = 0; gate < catalogue_.by_gate.size(); ++gate)
        if (const u32 open = block_.open(lanes, gate)) enter(catalogue_.by_gate[gate], open);
}

void Ranker::enter(std::span<const u32> members, u32 lanes) {
    for (std::size_t i = 0; i < members.size();) {
        const u32 shelf = catalogue_.template_of[members[i]];
        const u32 some = block_.open(lanes, catalogue_.common[shelf]);
        Sums sums(block_, catalogue_.row_of[shelf]);
        for (; i < members.size() && catalogue_.template_of[members[i]] == shelf; ++i)
            if (const u32 open = block_.open(some, catalogue_.own[members[i]]))
                offer(members[i], open, sums);
    }
}

// Where every score is 0 the order alone decides.
void Ranker::idle(u32 lanes) {
    for (const u32 member : catalogue_.by_order) {
        if (!lanes) return;
        const u32 shelf = catalogue_.template_of[member];
        u32 open = block_.open(lanes, catalogue_.common[shelf]);
        open = block_.open(open, catalogue_.own[member]);
        if (!open) continue;
        Sums sums(block_, catalogue_.row_of[shelf]);
        offer(member, open, sums);
        each_lane(open, [&](std::size_t lane) {
            if (lists_[lane].is_full()) lanes &= ~(1u << lane);
        });
    }
}

}  // namespace matcher
