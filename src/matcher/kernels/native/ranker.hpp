// Exact top-k lists: templates are visited by descending bounds until none can enter any list.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "block.hpp"
#include "catalogue.hpp"
#include "shortlist.hpp"

namespace matcher {

// What one thread needs to rank blocks that follow each other, up to LANES of them at once; it can
// be used again and again.
class Ranker {
  public:
    struct Wanted {
        std::size_t k;
        bool prune;
    };

    Ranker(const Catalogue& catalogue, const RankingLanes& lanes);

    // What is wanted until it is said anew.
    void want(Wanted wanted);

    // Ranks the blocks first .. last - 1; items (n, k) past the last one stay as they are.
    void rank(
        const People& people, std::size_t first, std::size_t last, std::span<std::int32_t> items,
        std::span<float> scores
    );

  private:
    // The bounds of one block, and the greatest of each tile of templates.
    struct Bounds {
        const std::uint16_t* own = nullptr;
        const std::uint16_t* greatest = nullptr;
    };

    std::size_t look(const People& people, std::size_t first, std::size_t last);
    void find_bounds(const People& people, std::size_t first, std::size_t last);
    Bounds bounds_by_postings();
    void rank_block(const Bounds& bounds);
    void by_bound(const Bounds& bounds, std::uint32_t lanes);
    std::uint32_t cut_of(const Bounds& bounds, std::size_t wanted) const;
    std::uint32_t starving(std::uint32_t lanes) const;
    void gather(const Bounds& bounds, std::uint32_t least, std::uint32_t below);
    void sort(const Bounds& bounds, std::uint32_t least);
    bool visit(const Bounds& bounds, std::uint32_t lanes, bool falling);
    // A way from gates to all members that may be open, if there is a short one: past a frequent
    // gate that is closed (by its place among these) or by the rarest; and how many are met on it.
    static constexpr std::size_t NO_WAY = ~std::size_t{0}, BY_RAREST = NO_WAY - 1;
    struct Way {
        std::size_t members = 0;
        std::size_t past = NO_WAY;

        explicit operator bool() const { return past != NO_WAY; }
    };

    Way shortest_way(std::uint32_t lanes) const;
    void by_gates(std::uint32_t lanes, const Way& way);
    void enter(std::span<const std::uint32_t> members, std::uint32_t lanes);
    void idle(std::uint32_t lanes);
    void offer(std::uint32_t shelf, std::uint32_t lanes);
    void offer(std::uint32_t member, std::uint32_t lanes, Sums& sums);
    std::uint32_t least_of(std::uint32_t lanes) const;
    void restart(std::uint32_t lanes);

    const Catalogue& catalogue_;
    const RankingLanes& lanes_;
    Wanted wanted_{1, true};
    Block block_;
    std::vector<std::uint16_t> summary_;
    std::vector<std::uint16_t> bounds_, greatest_;  // (block, template), (block, tile)
    bool by_gates_[LANES];                          // by block: whether gates lead to few members
    std::vector<Entry> entries_;
    Shortlist lists_[LANES];
    std::uint16_t least_[LANES];
    std::size_t tiles_;
    std::vector<std::uint32_t> templates_, unsorted_;
    std::uint32_t bucket_ = 1;           // how many bounds count as one where templates are sorted
    std::vector<std::uint16_t> wished_;  // the greatest of all lanes, by row of wishes
};

}  // namespace matcher
