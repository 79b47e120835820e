// A block of one person: the same without lanes, template by template.
#include <algorithm>

#include "verdict_block.hpp"

namespace matcher::verdicts {
namespace {

// The verdict of one person, by the months that may go by (and one more); see `judge` in
// reference.py. No case is rare, so that a branch would often be guessed wrong.
std::uint32_t verdict(
    std::uint8_t select, std::uint8_t depart, std::uint8_t ready, std::uint8_t hopeful,
    std::uint8_t slack
) {
    const auto wait = [](std::uint8_t code) { return std::max(code, MISSING) - 1; };
    const int leave = wait(depart);
    const auto is_ready = static_cast<std::uint32_t>((select == MET) & (leave <= ready));
    const auto is_hopeful = static_cast<std::uint32_t>((select <= UNKNOWN) & (leave <= hopeful));
    const auto is_late = static_cast<std::uint32_t>(std::max(wait(select), leave) > slack);
    const std::uint32_t is_unlisted = 1u ^ (is_ready | is_hopeful);
    return 2 * is_unlisted + ((is_unlisted & is_late) | (is_hopeful & ~is_ready));
}

}  // namespace

void BlockJudge::judge_alone(Tally& tally) {
    const Table table = codes_.table();
    set_codes_.clear();
    for (const std::uint32_t cell : codes_.cell_of())
        set_codes_.push_back(table.cells[cell].lane[0]);
    for (const Body& body : board_.bodies) judge_alone(body, tally);
}

void BlockJudge::judge_alone(const Body& body, Tally& tally) {
    const Extent extent = ranged_.empty() ? Extent::FIXED : extent_of(body, ranged_.front());
    const auto words = words_of(body, 0);
    Outlook settled;
    needs_.assign(body.last_clause - body.first_clause, Need{true, true, 0, 0});
    read_moments(body, people_->facts.first[person_]);
    if (extent == Extent::ANY && is_settled(body, 0, settled)) {
        judge_templates(body, tally, [&](const Gate& gate) {
            const auto some = static_cast<std::uint8_t>(settled.slack & gate.most);
            return Outlook{static_cast<std::uint8_t>(settled.ready & gate.most), some, some};
        });
    } else if (extent != Extent::FIXED) {
        judge_templates(body, tally, [&](const Gate& gate) {
            return judge_ranged(body, gate, ranged_.front(), extent);
        });
    } else if (words.size() == 1 && body.is_simple) {
        const Clause& clause = board_.body_clauses[body.first_clause];
        const auto [low, high] = body.ends.front();
        const std::uint16_t reached = moments_[low],
                            left = words[0] >> clause.slot & 1 ? moments_[high] : 0;
        const std::uint8_t ended = board_.ended[left];
        judge_templates(body, tally, [=](const Gate& gate) {
            const bool is_open = (reached <= gate.closes) & (gate.opens < left);
            const std::uint8_t slack = is_open ? std::min(ended, gate.most) : std::uint8_t{0};
            const std::uint8_t at_once = reached <= gate.opens ? slack : std::uint8_t{0};
            return Outlook{at_once, at_once, slack};
        });
    } else {
        judge_templates(body, tally, [&](const Gate& gate) {
            Outlook found;
            if (body.is_mixed) read_needs(body, 0, gate.day);
            judge_birth(body, gate, 0, found);
            return found;
        });
    }
}

// The verdicts for all templates of a body, given the months of each gate.
template <typename MonthsOf>
void BlockJudge::judge_templates(const Body& body, Tally& tally, MonthsOf months_of) {
    const auto segment_of = codes_.segment_of();
    const std::size_t sets = board_.sets.size();
    std::uint32_t counts[4] = {};
    std::size_t t = body.first_gate ? board_.merged[body.first_gate - 1].templates : 0;
    for (std::size_t g = body.first_gate; g < body.last_gate; ++g) {
        const Gate& gate = board_.merged[g];
        const std::uint8_t* codes = set_codes_.data() + sets * segment_of[gate.day];
        const Outlook months = months_of(gate);
        for (; t < gate.templates; ++t) {
            const Template& own = board_.templates[t];
            const std::uint32_t found = verdict(
                codes[own.select], codes[own.depart], months.ready, months.hopeful, months.slack
            );
            tally.low[own.place] = found & 1;
            tally.high[own.place] = found >> 1;
            counts[found] += own.vacancies;
        }
    }
    for (std::size_t v = 0; v < 3; ++v) tally.counts[v][0] += counts[v];
}

}  // namespace matcher::verdicts
