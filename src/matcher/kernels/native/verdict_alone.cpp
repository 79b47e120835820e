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
    const Extent extent = ranged_.empty() ? Extent::FIXED : extent_of(body, 0);
    if (body.is_simple) {
        judge_simple(body, tally);
    } else if (extent == Extent::FIXED) {
        read_moments(body, people_->facts.first[person_]);
        needs_.assign(body.last_clause - body.first_clause, Need{true, true, 0, 0});
        judge_templates(body, tally, [&](const Gate& gate) {
            Outlook found;
            if (body.is_mixed) read_needs(body, 0, gate.day);
            judge_birth(body, gate, 0, found);
            return found;
        });
    } else {
        judge_templates(body, tally, [&](const Gate& gate) {
            return judge_ranged(body, gate, 0, extent);
        });
    }
}

// A body of one clause, as the class Ranged of the lanes has it.
void BlockJudge::judge_simple(const Body& body, Tally& tally) {
    const Clause& clause = board_.body_clauses[body.first_clause];
    bool may_hold = false, holds = true;
    for (const std::uint64_t word : words_of(body, 0)) {
        const bool is_held = word >> clause.slot & 1;
        may_hold = may_hold || is_held;
        holds = holds && is_held;
    }
    const auto& last = ranged_.empty() ? first_ : last_;
    const auto moment = [](const Reached& reached) { return reached.moment.lane[0]; };
    const std::uint16_t reached = moment(first_[clause.low]);
    const std::uint16_t last_reached = moment(last[clause.low]);
    const std::uint16_t left = holds ? moment(first_[clause.high]) : std::uint16_t{0};
    const std::uint16_t last_left = may_hold ? moment(last[clause.high]) : std::uint16_t{0};
    const std::uint8_t months = first_[clause.high].ended.lane[0];
    const std::uint8_t last_months = last[clause.high].ended.lane[0];
    judge_templates(body, tally, [=](const Gate& gate) {
        const bool ahead = gate.opens < last_left;
        const bool is_sure = (gate.opens < left) & (last_reached <= gate.opens);
        const auto if_so = [](bool holds, std::uint8_t a) { return holds ? a : std::uint8_t{0}; };
        const std::uint8_t most = std::min(last_months, gate.most);
        return Outlook{
            if_so(is_sure, std::min(months, gate.most)),
            if_so(ahead & (reached <= gate.opens), std::min(most, gate.late)),
            if_so(ahead & (reached <= gate.closes), most),
        };
    });
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
