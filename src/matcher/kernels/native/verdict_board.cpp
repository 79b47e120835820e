#include "verdict_board.hpp"

#include <algorithm>

namespace matcher::verdicts {

std::uint16_t Board::reached(std::size_t age, std::int32_t birth) const {
    const auto turns = turns_of(age);
    return static_cast<std::uint16_t>(
        std::upper_bound(turns.begin(), turns.end(), birth) - turns.begin()
    );
}

Asked Board::view() const {
    return {terms.view(), clauses.view(),   sets.view(),   literals(),          clauses.size(),
            sets.size(),  asked.view(),     papers.view(), body_clauses.data(), merged.data(),
            runs.data(),  templates.data(), ends.data(),   ends.size()};
}

}  // namespace matcher::verdicts
