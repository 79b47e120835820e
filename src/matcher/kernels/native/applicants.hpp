// The best candidates of each vacancy, batch after batch.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "ranker.hpp"

namespace matcher {

class Applicants {
  public:
    Applicants(const Catalogue& catalogue, std::size_t k);

    std::size_t k() const { return k_; }

    // Offers candidates to the templates first .. last - 1. Their items are counted from
    // `first_item`; `order` (n,) is the place of each among all.
    void add(
        const People& people, std::span<const std::int32_t> order, std::int32_t first_item,
        std::size_t first, std::size_t last, const RankingLanes& lanes
    );

    // The lists (v, k) so far; past the last one items and scores stay as they are.
    void best(std::span<std::int32_t> items, std::span<float> scores) const;

  private:
    void offer(
        std::uint32_t shelf, std::uint32_t lanes, const Block& block, std::size_t first,
        std::span<const std::int32_t> order, std::int32_t first_item
    );

    const Catalogue& catalogue_;
    const std::size_t k_;
    std::vector<Entry> entries_;        // (member, k)
    std::vector<Shortlist> lists_;      // by member
    std::vector<std::uint16_t> least_;  // by template: what may still enter one of its lists
};

}  // namespace matcher
