// What a body is to someone whose day of birth is not known, and to one person alone.
#include <algorithm>

#include "verdict_block.hpp"

namespace matcher::verdicts {
namespace {

// What may be said of a rank of ages, for what is hoped and for what is sure.
constexpr std::uint8_t HOPED_SELECT = 1, HOPED_BOTH = 2, SURE_SELECT = 4, SURE_BOTH = 8;

bool any(std::span<const std::uint8_t> stages, std::uint8_t asked) {
    return std::any_of(stages.begin(), stages.end(), [=](auto one) { return one & asked; });
}

bool all(std::span<const std::uint8_t> stages, std::uint8_t asked) {
    return std::all_of(stages.begin(), stages.end(), [=](auto one) { return one & asked; });
}

}  // namespace

// What each clause asks of someone in a lane beside personal facts, on a due day.
void BlockJudge::read_needs(const Body& body, std::size_t lane, std::size_t day) {
    const std::size_t segment = codes_.segment_of()[day];
    needs_.clear();
    for (std::size_t c = body.first_clause; c < body.last_clause; ++c) {
        std::uint8_t hoped = MET, sure = MET, leave = MISSING;
        for (const std::int32_t one : board_.asked.of(c)) {
            const auto literal = static_cast<std::size_t>(one);
            const std::uint8_t code = codes_.code(literal, segment, lane);
            hoped = std::max(hoped, code);
            sure = std::max(sure, code == UNKNOWN ? codes_.failing()[literal].lane[lane] : code);
        }
        for (const std::int32_t one : board_.papers.of(c))
            leave = std::max(leave, codes_.code(static_cast<std::size_t>(one), segment, lane));
        const auto lead = [=](std::uint8_t code) {
            return static_cast<std::uint8_t>(std::max(code, leave) - MISSING);
        };
        needs_.push_back({hoped <= UNKNOWN, sure == MET, lead(hoped), lead(sure)});
    }
}

// --- births that may be any --------------------------------------------------------------

// What clauses with their needs come to for someone born on any day, in a window whose leads are
// shorter than `most` months: the whole of it or nothing. False where a day of birth decides.
bool BlockJudge::foresee(const Body& body, std::size_t lane, std::uint8_t most, Outlook& found) {
    for (const std::uint64_t word : words_of(body, lane)) {
        stages_.assign(body.ages.size() + 1, 0);
        for (std::size_t c = body.first_clause; c < body.last_clause; ++c) {
            const Clause& clause = board_.body_clauses[c];
            if (!(word >> clause.slot & 1)) continue;
            const Need& need = needs_[c - body.first_clause];
            const bool is_select = clause.stage & SELECT, is_both = clause.stage & BOTH;
            const int stages = (is_select && need.may_hope) * HOPED_SELECT |
                               (is_select && need.is_sure) * SURE_SELECT |
                               (is_both && need.hoped_lead < most) * HOPED_BOTH |
                               (is_both && need.sure_lead < most) * SURE_BOTH;
            const auto [low, high] = body.ends[c - body.first_clause];
            for (std::size_t rank = low; rank < high; ++rank)
                stages_[rank] = static_cast<std::uint8_t>(stages_[rank] | stages);
        }
        if (any(stages_, HOPED_BOTH)) {
            if (!lasts(body, HOPED_BOTH)) return false;
            found.slack = NEVER;
            if (any(stages_, HOPED_SELECT)) {
                if (!lasts(body, HOPED_SELECT | HOPED_BOTH)) return false;
                found.hopeful = NEVER;
            }
        }
        if (!all(stages_, SURE_SELECT) || !any(stages_, SURE_BOTH)) {
            found.ready = 0;
        } else if (!all(stages_, SURE_BOTH)) {
            return false;
        }
    }
    return true;
}

// Whether an age at which all of this is so lasts longer than all windows: then someone is of that
// age throughout.
bool BlockJudge::lasts(const Body& body, std::uint8_t asked) const {
    constexpr std::int64_t LEAST_DAYS = 28, OFF = 7, ENDLESS = std::int64_t{1} << 40;
    std::int64_t run = 0, longest = 0;
    for (std::size_t rank = 0; rank < stages_.size(); ++rank) {
        const bool is_outer = rank == 0 || rank + 1 == stages_.size();
        const std::int64_t months =
            is_outer ? ENDLESS : board_.ages[body.ages[rank]] - board_.ages[body.ages[rank - 1]];
        run = (stages_[rank] & asked) == asked ? run + months : 0;
        longest = std::max(longest, run);
    }
    return longest * LEAST_DAYS > body.span + OFF;
}

// --- births that are ranges --------------------------------------------------------------

BlockJudge::Outlook BlockJudge::judge_ranged(
    const Body& body, const Gate& gate, std::size_t lane, Extent extent
) {
    read_needs(body, lane, gate.day);
    Outlook found;
    if (extent == Extent::ANY && foresee(body, lane, gate.most, found)) {
        found.ready &= gate.most;
        found.hopeful &= gate.most;
        found.slack &= gate.most;
        return found;
    }
    found = Outlook{};
    gather_births(body, gate, lane);
    for (const std::int32_t birth : births_) {
        read_moments(body, birth);
        judge_birth(body, gate, lane, found);
    }
    return found;
}

// A day of birth for each case that a gate tells apart.
void BlockJudge::gather_births(const Body& body, const Gate& gate, std::size_t lane) {
    const std::int32_t first = people_->facts.first[person_ + lane];
    const std::int32_t last = people_->facts.last[person_ + lane];
    births_.assign(1, first);
    const auto add = [&](std::int32_t birth) {
        if (birth > first && birth <= last) births_.push_back(birth);
    };
    for (const std::uint32_t age : body.ages) {
        const auto turns = board_.turns_of(age);
        add(turns[gate.opens]);
        add(turns[gate.closes]);
        for (const std::uint16_t end : board_.ends)
            if (end > gate.opens && end < gate.closes) add(turns[end]);
    }
}

// The moments at which someone has reached nothing, each age of a body, and what nobody reaches.
void BlockJudge::read_moments(const Body& body, std::int32_t birth) {
    moments_.assign(1, 0);
    for (const std::uint32_t age : body.ages) moments_.push_back(board_.reached(age, birth));
    moments_.push_back(static_cast<std::uint16_t>(board_.moments));
}

// What a gate is to someone with these moments and needs, in every completion of the other facts.
void BlockJudge::judge_birth(
    const Body& body, const Gate& gate, std::size_t lane, Outlook& found
) const {
    for (const std::uint64_t word : words_of(body, lane)) {
        bool may_hope = false, is_sure = false;
        std::uint8_t hoped = 0, sure = 0;
        for (std::size_t c = body.first_clause; c < body.last_clause; ++c) {
            const Clause& clause = board_.body_clauses[c];
            const auto [low, high] = body.ends[c - body.first_clause];
            const std::uint16_t reached = moments_[low], left = moments_[high];
            const bool holds = word >> clause.slot & 1;
            if (!holds || reached > gate.closes || left <= gate.opens) continue;
            const Need& need = needs_[c - body.first_clause];
            if (clause.stage & SELECT && reached <= gate.opens) {
                may_hope = may_hope || need.may_hope;
                is_sure = is_sure || need.is_sure;
            }
            if (!(clause.stage & BOTH)) continue;
            const std::uint8_t months = std::min(board_.ended[left], gate.most);
            const auto waited = [&](std::uint8_t lead) {
                return lead < gate.most && board_.ends[lead] < left ? months : std::uint8_t{0};
            };
            hoped = std::max(hoped, waited(need.hoped_lead));
            sure = std::max(sure, waited(need.sure_lead));
        }
        found.ready = std::min(found.ready, is_sure ? sure : std::uint8_t{0});
        found.hopeful = std::max(found.hopeful, may_hope ? hoped : std::uint8_t{0});
        found.slack = std::max(found.slack, hoped);
    }
}

}  // namespace matcher::verdicts
