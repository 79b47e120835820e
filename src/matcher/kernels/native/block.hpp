// Candidates in lanes: what they attain, may have and wish for.
#pragma once

#include <bit>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "catalogue.hpp"

namespace matcher {

// Candidates (n,) in lanes: see `People` in ranking_reference.py.
struct People {
    Rows attained;
    std::span<const std::uint32_t> open;     // (blocks, gates)
    std::span<const std::uint32_t> granted;  // (blocks, wishes)
    std::span<const std::uint8_t> stated;
    std::size_t gates, wishes;

    std::size_t size() const { return stated.size(); }
    std::size_t blocks() const { return (size() + LANES - 1) / LANES; }
};

// Calls `each` with every lane of some, in order.
template <typename Each>
void each_lane(std::uint32_t lanes, Each&& each) {
    for (; lanes; lanes &= lanes - 1) each(static_cast<std::size_t>(std::countr_zero(lanes)));
}

// One block of candidates: what its lanes attain, may have and wish for.
class Block {
  public:
    Block(const Catalogue& catalogue, const RankingLanes& loops);

    void load(const People& people, std::size_t number);
    // Its lanes and their gates alone.
    void look(const People& people, std::size_t number);
    // The greatest of what the lanes of a block attain, as column `lane` of a table.
    void summarise(
        const People& people, std::size_t number, std::uint16_t* table, std::size_t lane
    );

    // What each lane attains, as a table (see ranking_lanes.hpp).
    const std::uint16_t* table() const { return table_.data(); }
    // The rows of the table with more than 0, and the greatest of all lanes in one.
    std::span<const std::uint32_t> rows() const { return rows_; }
    std::uint16_t greatest(std::uint32_t row) const;

    std::uint32_t lanes() const { return lanes_; }
    // The lanes that score nothing anywhere.
    std::uint32_t idle() const { return idle_; }
    // The lanes for which a gate, or all of some gates, are open.
    std::uint32_t open(std::uint32_t lanes, std::uint32_t gate) const {
        return lanes & open_[gate];
    }
    std::uint32_t open(std::uint32_t lanes, std::span<const std::uint32_t> gates) const {
        for (const auto gate : gates) {
            if (!lanes) break;
            lanes &= open_[gate];
        }
        return lanes;
    }
    // The weighted sum of a weight row in a lane, in the order of the row.
    double sum(std::uint32_t row, std::size_t lane) const;
    // What a wholly met wish adds to it.
    double preference(std::uint32_t row) const { return catalogue_.posts.preference[row]; }
    // The share of a lane's wishes that a member meets.
    double share(std::uint32_t member, std::size_t lane) const;

  private:
    void clear();
    void take(const People& people, std::size_t number);
    void read(const Rows& attained, std::size_t candidate, std::size_t lane);
    void read_wishes();

    const Catalogue& catalogue_;
    const RankingLanes& loops_;
    std::vector<std::uint16_t> table_;
    std::vector<std::uint16_t> worth_;  // (wish class, lane): its part of all that the lane states
    std::vector<std::uint16_t> entry_;  // (criterion, lane): which of the candidate's entries it is
    std::span<const double> entries_[LANES];
    std::vector<std::uint8_t> has_row_;
    std::vector<std::uint32_t> rows_;
    const std::uint32_t* open_ = nullptr;
    const std::uint32_t* granted_ = nullptr;
    std::uint8_t stated_[LANES] = {};
    std::uint32_t lanes_ = 0, idle_ = 0;
};

// The scores of a block for the vacancies of one weight row; its sums are made once for each lane.
class Sums {
  public:
    Sums(const Block& block, std::uint32_t row) : block_(block), row_(row) {}

    float score(std::uint32_t member, std::size_t lane) {
        if (!(known_ >> lane & 1)) {
            sums_[lane] = block_.sum(row_, lane);
            known_ |= 1u << lane;
        }
        return static_cast<float>(
            sums_[lane] + block_.preference(row_) * block_.share(member, lane)
        );
    }

  private:
    const Block& block_;
    std::uint32_t row_;
    std::uint32_t known_ = 0;
    double sums_[LANES];
};

}  // namespace matcher
