// The inner loops of the verdict kernel over 32 candidates side by side.
//
// Codes are bytes: met, unknown, 2 + months, and NEVER. A table has rows of 32 of them; what does
// not depend on the day has one row for all days, else one for each segment of days. Months are
// kept as one more than they are, so that 0 stands for never. Truths are bytes, all bits or none.
#pragma once

#include <cstddef>
#include <cstdint>

#include "../isa.hpp"

namespace matcher::verdicts {

constexpr std::size_t LANES = 32;
constexpr std::uint8_t MET = 0, UNKNOWN = 1, MISSING = 2, NEVER = 255;
constexpr std::uint8_t SELECT = 1, BOTH = 2;

struct alignas(32) Bytes {
    std::uint8_t lane[LANES];
};
struct alignas(64) Words {
    std::uint16_t lane[LANES];
};

// Rows of codes: row r on a day of segment s is cells[first[r] + step[r] * s].
struct Table {
    Bytes* cells;
    const std::uint32_t* first;
    const std::uint32_t* step;

    Bytes& at(std::size_t row, std::size_t segment) const { return cells[first[row] + step[row] * segment]; }
};

}  // namespace matcher::verdicts
