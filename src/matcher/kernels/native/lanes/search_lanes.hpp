// The inner loops of the search kernel over 32 texts side by side.
//
// A posting says how much a feature weighs in a concept: in its forms at most, and in the concept
// as a whole. A text has a weight for either; the bound of a concept for a text is the sum of the
// products, everything rounded up, so that it is never less than the score. Sums fit in 31 bits.
#pragma once

#include <cstddef>
#include <cstdint>

#include "../isa.hpp"

namespace matcher {

constexpr std::size_t TEXTS = 32;
constexpr std::size_t ROWS = 16;
// The greatest weight of a posting and of a text.
constexpr std::int32_t HEAVIEST = 32'767;

struct Posting {
    std::int32_t row;
    std::int16_t form, whole;
};

struct SearchLanes {
    // Adds the products of a feature's postings from `next` on, as far as their rows are less than
    // `last`, to the sums (rows, TEXTS). `weights` (TEXTS, 2) are those for forms and the whole.
    // Returns the posting after the last one. Both are aligned to cache lines.
    const Posting* (*add)(
        const Posting* next, const Posting* end, std::int32_t last, const std::int16_t* weights,
        std::int32_t* sums
    );
    // The greatest of each text's sums in each ROWS of them, or in as many as are left: those of a
    // text beside each other, those of the next one `stride` further.
    void (*greatest)(
        const std::int32_t* sums, std::size_t rows, std::int32_t* greatest, std::size_t stride
    );
};

MATCHER_LANES(extern const SearchLanes search_lanes;)

}  // namespace matcher
