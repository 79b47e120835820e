#include "verdict_bytes.hpp"

namespace matcher::MATCHER_ISA {

void combine_verdict_sets(const verdicts::Asked& asked, const verdicts::BlockView& block) {
    const Table& table = block.table;
    for (std::size_t g = 0; g < asked.gates; ++g) {
        const std::size_t segments = table.step[asked.literals + g] ? block.segments : 1;
        for (std::size_t s = 0; s < segments; ++s) {
            Bytes& best = row(table, asked.literals + g, s);
            fill(best, NEVER);
            for (auto c = asked.clauses.starts[g]; c < asked.clauses.starts[g + 1]; ++c) {
                Bytes found;
                worst(
                    table, asked.terms.members + asked.terms.starts[c],
                    asked.terms.members + asked.terms.starts[c + 1], s, found
                );
                for (std::size_t l = 0; l < LANES; ++l)
                    best.lane[l] = least(best.lane[l], found.lane[l]);
            }
        }
    }
    for (std::size_t set = 0; set < asked.set_count; ++set) {
        const std::size_t number = asked.literals + asked.gates + set;
        const std::size_t segments = table.step[number] ? block.segments : 1;
        for (std::size_t s = 0; s < segments; ++s) {
            worst(
                table, asked.sets.members + asked.sets.starts[set],
                asked.sets.members + asked.sets.starts[set + 1], s, row(table, number, s)
            );
        }
    }
}

}  // namespace matcher::MATCHER_ISA
