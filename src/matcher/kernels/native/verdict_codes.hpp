// The codes of a block of 32 people for all literals, and room for those of gates and sets.
//
// A code changes only on a day from which a claim holds or no longer does. Between such days, in a
// segment, all codes are the same: what no such claim answers has one row of codes for all days.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "verdict_board.hpp"
#include "verdict_people.hpp"

namespace matcher::verdicts {

class CodeTable {
  public:
    explicit CodeTable(const Board& board);

    // Reads what people claim; gates and sets are left to be combined.
    void read(const Claims& claims, std::size_t person, std::size_t lanes);

    Table table() { return {cells_.data(), first_.data(), step_.data()}; }
    std::size_t segments() const { return segments_; }
    // The segment of each due day.
    std::span<const std::uint16_t> segment_of() const { return segment_of_; }
    // Where the rows of sets are, segment by segment.
    std::span<const std::uint32_t> cell_of() const { return cell_of_; }
    // The code of each literal if what is unknown turns out badly.
    std::span<const Bytes> failing() const { return failing_; }
    std::uint8_t code(std::size_t number, std::size_t segment, std::size_t lane) const {
        return cells_[first_[number] + step_[number] * segment].lane[lane];
    }

  private:
    template <typename Visit>
    void for_each_answer(const Claims& claims, Visit visit) const;
    void find_segments(const Claims& claims);
    void lay_out();
    void fill_literals(const Claims& claims);
    void read_work(const Claims& claims);

    Bytes& row(std::size_t number, std::size_t segment) {
        return cells_[first_[number] + step_[number] * segment];
    }
    std::size_t steps(std::size_t number) const { return step_[number] ? segments_ : 1; }

    const Board& board_;
    std::size_t person_ = 0, lane_count_ = 0, segments_ = 1;
    std::vector<std::uint8_t> cuts_, dated_;
    std::vector<std::uint16_t> segment_of_;
    std::vector<std::int32_t> starts_;  // the first day of each segment
    std::vector<std::uint32_t> first_, step_, cell_of_;
    std::vector<Bytes> cells_, failing_;
};

}  // namespace matcher::verdicts
