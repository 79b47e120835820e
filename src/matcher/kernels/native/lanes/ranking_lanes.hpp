// The inner loops of the ranking kernel over 32 candidates (or blocks of candidates) side by side.
//
// A table has one row of 32 numbers per criterion: what each lane attains of it in units of
// 1 / WHOLE, rounded up. A template is a list of terms (row of the table, weight). The bound of a
// template in a lane is the sum of row * weight over its terms in units of 1 / SCALE, everything
// rounded up, so that it is never less than the score.
#pragma once

#include <cstddef>
#include <cstdint>

#include "../isa.hpp"

namespace matcher {

constexpr std::size_t LANES = 32;
constexpr std::size_t TILE = 32;
constexpr std::uint32_t SCALE = 1u << 13;
// Each share of up to eight parts is a whole number of it, and the sum of all fits in 16 bits.
constexpr std::uint32_t WHOLE = 65'520;

// A term of a template in one word, since memory is what limits: the row of the table, and
// ceil(weight * SCALE * 65536 / WHOLE) in the last WEIGHT_BITS.
using Term = std::uint32_t;
constexpr unsigned WEIGHT_BITS = 14;
constexpr std::size_t MOST_ROWS = std::size_t{1} << (32 - WEIGHT_BITS);

constexpr Term term(std::size_t row, std::uint32_t weight) {
    return static_cast<Term>(row << WEIGHT_BITS) | weight;
}
constexpr std::size_t row_of(Term term) { return term >> WEIGHT_BITS; }
constexpr std::uint32_t weight_of(Term term) { return term & ((1u << WEIGHT_BITS) - 1); }

// Templates as bounds read them. The terms of template t lie from starts[t] to starts[t + 1]; the
// first word is what rounding their products down may lose in all.
struct Terms {
    const std::uint32_t* starts;
    const Term* terms;
};

struct RankingLanes {
    // The bounds of templates first .. last - 1, lane by lane: bounds[lane * stride + t - first];
    // and the greatest of each TILE of them: greatest[lane * (stride / TILE) + (t - first) / TILE].
    void (*bounds)(
        const Terms&, const std::uint16_t* table, std::size_t first, std::size_t last,
        std::uint16_t* bounds, std::uint16_t* greatest, std::size_t stride
    );
    // Keeps those of `count` templates that some lane may want: of a template's bound all but the
    // wishes is the block's; the wishes and the least are the lane's own. `wishes` has the term of
    // wishes of each template, 0 where it has none; `wished` the greatest number of each row of
    // wishes, of which the first in a table is `first_wish`. Returns how many are kept, in order.
    std::size_t (*wanted)(
        const Term* wishes, const std::uint16_t* table, const std::uint16_t* bounds,
        const std::uint16_t* wished, std::size_t first_wish, const std::uint16_t* least,
        std::uint32_t* templates, std::size_t count
    );
    // For each of `count` templates the lanes (as bits) in which its bound is at least `least`.
    void (*reaching)(
        const Terms&, const std::uint16_t* table, const std::uint32_t* templates, std::size_t count,
        const std::uint16_t* least, std::uint32_t* lanes
    );
    // The same where `least` is a bound for each template in place of each lane.
    void (*reaching_own)(
        const Terms&, const std::uint16_t* table, const std::uint32_t* templates, std::size_t count,
        const std::uint16_t* least, std::uint32_t* lanes
    );
    // The rows of combinations (count, parts) of wish classes: the sums of the rows in `worth`.
    void (*combine)(
        const std::uint32_t* combinations, std::size_t count, std::size_t parts,
        const std::uint16_t* worth, std::uint16_t* rows
    );
    // The greatest number of each row: found[i * LANES].
    void (*greatest)(const std::uint16_t* rows, std::size_t count, std::uint16_t* found);
};

MATCHER_LANES(extern const RankingLanes ranking_lanes;)

}  // namespace matcher
