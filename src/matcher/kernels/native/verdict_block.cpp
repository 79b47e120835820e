#include "verdict_block.hpp"

#include <algorithm>
#include <bit>

namespace matcher::verdicts {
namespace {

// The codes of an answer by the state of the paper.
enum State : std::size_t { HOLDS, MAY_HOLD, NOT };

constexpr std::uint16_t ALL = 0xffff;

void fill(Bytes& bytes, std::uint8_t value) { std::fill_n(bytes.lane, LANES, value); }

void lower(std::uint8_t& code, std::uint8_t other) { code = std::min(code, other); }

// On which due days a claim holds: from `since` until before `until`, then `after` counts.
struct Validity {
    std::int32_t since, until;
    State after;

    State on(std::int32_t day) const {
        if (day < since) return NOT;
        return day < until ? HOLDS : after;
    }
};

// One answer of a claim of someone in a lane.
struct Answer {
    std::size_t lane, literal;
    Validity validity;
    const std::uint8_t* codes;
};

// What may be said of a rank of ages, for what is hoped and for what is sure.
constexpr std::uint8_t HOPED_SELECT = 1, HOPED_BOTH = 2, SURE_SELECT = 4, SURE_BOTH = 8;

bool any(std::span<const std::uint8_t> stages, std::uint8_t asked) {
    return std::any_of(stages.begin(), stages.end(), [&](auto one) { return (one & asked) == asked; });
}

bool all(std::span<const std::uint8_t> stages, std::uint8_t asked) {
    return std::all_of(stages.begin(), stages.end(), [&](auto one) { return (one & asked) == asked; });
}

}  // namespace

BlockJudge::BlockJudge(const Board& board, const VerdictLanes& lanes)
    : board_(board), lanes_(lanes), segment_of_(board.days), first_(board.rows()),
      step_(board.rows()), failing_(board.literals()), ended_(board.ages.size()),
      reached_(board.ages.size()), held_of_(board.slots.size()) {}

void BlockJudge::judge(const People& people, std::size_t block, const Found& found) {
    person_ = block * LANES;
    lane_count_ = std::min(people.size() - person_, LANES);
    find_segments(people);
    lay_out();
    fill_literals(people);
    read_work(people);
    read_births(people);
    read_conditions(people);
    Tally tally{};
    tally.low = found.low;
    tally.high = found.high;
    const Asked asked = board_.view();
    const Table table{cells_.data(), first_.data(), step_.data()};
    lanes_.combine(asked, BlockView{table, segments_, cell_of_.data(), nullptr, nullptr, nullptr, nullptr, 0});
    for (const Body& body : board_.bodies) judge_body(people, body, tally);
    for (std::size_t l = 0; l < lane_count_; ++l) {
        std::int64_t* own = found.counts + 4 * l;
        own[3] = board_.vacancies;
        for (std::size_t v = 0; v < 3; ++v) {
            own[v] = tally.counts[v][l];
            own[3] -= own[v];
        }
    }
}

// --- what is claimed ---------------------------------------------------------------------

template <typename Visit>
void BlockJudge::for_each_answer(const People& people, Visit visit) const {
    const Claims& claims = people.claims;
    const auto at = [](auto value) { return static_cast<std::size_t>(value); };
    for (std::size_t lane = 0; lane < lane_count_; ++lane) {
        const std::size_t person = person_ + lane;
        const std::uint8_t* complete = claims.complete.data() + person * claims.sections;
        for (std::size_t s = 0; s < claims.sections; ++s) {
            const std::size_t list = s * people.size() + person;
            for (auto c = at(claims.starts[list]); c < at(claims.starts[list + 1]); ++c) {
                const std::int32_t since = claims.since[c];
                const Validity validity{since, std::max(claims.until[c], since),
                                        claims.may_last[c] ? MAY_HOLD : NOT};
                const auto kind = at(claims.kind[c]);
                for (auto a = at(claims.answer_starts[kind]); a < at(claims.answer_starts[kind + 1]); ++a) {
                    const auto literal = at(claims.answers[a]);
                    const std::uint8_t home = board_.home[literal];
                    const bool is_told = home == claims.sections || complete[home];
                    visit(Answer{lane, literal, validity, claims.codes.data() + 6 * a + 3 * is_told});
                }
            }
        }
    }
}

// Cuts the due days into segments in which no code of the block changes.
void BlockJudge::find_segments(const People& people) {
    const auto days = static_cast<std::int32_t>(board_.days);
    cuts_.assign(board_.days + 1, 0);
    dated_.assign(board_.rows(), 0);
    const auto cut = [&](std::int32_t day) { cuts_[static_cast<std::size_t>(day)] = 1; };
    for_each_answer(people, [&](const Answer& answer) {
        const auto [since, until, after] = answer.validity;
        if ((since == 0 || since >= days) && (until == since || until >= days)) return;
        bool changes = false;
        const auto differ = [&](std::int32_t day) {
            changes = changes || answer.codes[answer.validity.on(day)] != answer.codes[answer.validity.on(day - 1)];
        };
        if (since > 0 && since < days) differ(since);
        if (until > 0 && until < days) differ(until);
        if (!changes) return;
        dated_[answer.literal] = 1;
        cut(since);
        cut(until);
    });
    starts_.assign(1, 0);
    for (std::size_t day = 0; day < board_.days; ++day) {
        if (day && cuts_[day]) starts_.push_back(static_cast<std::int32_t>(day));
        segment_of_[day] = static_cast<std::uint16_t>(starts_.size() - 1);
    }
    segments_ = starts_.size();
}

// Gives every row its cells: one, or as many as there are segments.
void BlockJudge::lay_out() {
    const std::size_t literals = board_.literals(), gates = board_.clauses.size();
    const auto is_dated = [&](std::span<const std::int32_t> rows) {
        return std::any_of(rows.begin(), rows.end(), [&](std::int32_t one) { return dated_[static_cast<std::size_t>(one)]; });
    };
    for (std::size_t g = 0; g < gates && segments_ > 1; ++g) {
        const auto clauses = board_.clauses.of(g);
        dated_[literals + g] = std::any_of(clauses.begin(), clauses.end(), [&](std::int32_t c) {
            return is_dated(board_.terms.of(static_cast<std::size_t>(c)));
        });
    }
    for (std::size_t set = 0; set < board_.sets.size() && segments_ > 1; ++set)
        dated_[literals + gates + set] = is_dated(board_.sets.of(set));
    std::size_t size = 0;
    for (std::size_t number = 0; number < board_.rows(); ++number) {
        first_[number] = static_cast<std::uint32_t>(size);
        step_[number] = dated_[number];
        size += steps(number);
    }
    cells_.resize(size);
    cell_of_.clear();
    for (std::size_t s = 0; s < segments_; ++s)
        for (std::size_t number = literals + gates; number < board_.rows(); ++number)
            cell_of_.push_back(first_[number] + step_[number] * static_cast<std::uint32_t>(s));
}

void BlockJudge::fill_literals(const People& people) {
    const Claims& claims = people.claims;
    std::vector<Bytes> told(claims.sections + 1, Bytes{});
    fill(told[claims.sections], NEVER);
    for (std::size_t s = 0; s < claims.sections; ++s)
        for (std::size_t l = 0; l < lane_count_; ++l)
            told[s].lane[l] = claims.complete[(person_ + l) * claims.sections + s] ? NEVER : 0;
    for (std::size_t literal = 0; literal < board_.literals(); ++literal) {
        const Bytes& is_told = told[board_.home[literal]];
        Bytes& codes = row(literal, 0);
        for (std::size_t l = 0; l < LANES; ++l)
            codes.lane[l] = is_told.lane[l] ? board_.missing[literal] : UNKNOWN;
        for (std::size_t s = 1; s < steps(literal); ++s) row(literal, s) = codes;
    }
    for_each_answer(people, [&](const Answer& answer) {
        for (std::size_t s = 0; s < steps(answer.literal); ++s)
            lower(row(answer.literal, s).lane[answer.lane], answer.codes[answer.validity.on(starts_[s])]);
    });
}

void BlockJudge::read_work(const People& people) {
    const Claims& claims = people.claims;
    for (std::size_t literal = 0; literal < board_.literals(); ++literal)
        fill(failing_[literal], board_.failing[literal]);
    for (std::size_t lane = 0; lane < lane_count_; ++lane) {
        const auto last = static_cast<std::size_t>(claims.work_starts[person_ + lane + 1]);
        for (auto w = static_cast<std::size_t>(claims.work_starts[person_ + lane]); w < last; ++w) {
            const auto literal = static_cast<std::size_t>(claims.work[w]);
            for (std::size_t s = 0; s < steps(literal); ++s)
                lower(row(literal, s).lane[lane], claims.work_codes[2 * w]);
            failing_[literal].lane[lane] = claims.work_codes[2 * w + 1];
        }
    }
}

// --- personal facts ----------------------------------------------------------------------

void BlockJudge::read_births(const People& people) {
    const Facts& facts = people.facts;
    for (std::size_t age = 0; age < board_.ages.size(); ++age) {
        for (std::size_t l = 0; l < LANES; ++l) {
            const std::size_t person = person_ + std::min(l, lane_count_ - 1);
            const std::uint16_t reached = board_.reached(age, facts.first[person]);
            reached_[age].lane[l] = reached;
            ended_[age].lane[l] = board_.ended[reached];
        }
    }
    ranged_.clear();
    for (std::size_t lane = 0; lane < lane_count_; ++lane) {
        const std::int32_t first = facts.first[person_ + lane], last = facts.last[person_ + lane];
        if (first == last) continue;
        ranged_.push_back({lane, first, last, {}});
        for (std::size_t age = 0; age < board_.ages.size(); ++age)
            ranged_.back().reached.push_back(board_.reached(age, last));
    }
}

// Who meets which condition of each form, in as many planes as the block needs: someone who has
// fewer completions is as in the last of them in the others.
void BlockJudge::read_conditions(const People& people) {
    held_.clear();
    for (std::size_t form = 0; form < board_.slots.size(); ++form) {
        std::size_t planes = 1;
        for (std::size_t l = 0; l < lane_count_; ++l)
            planes = std::max(planes, people.facts.words_of(person_ + l, form).size());
        const std::size_t slots = board_.slots[form];
        held_of_[form] = {held_.size(), planes};
        held_.resize(held_.size() + planes * slots, Words{});
        Words* held = held_.data() + held_of_[form].first;
        for (std::size_t l = 0; l < lane_count_; ++l) {
            const auto words = people.facts.words_of(person_ + l, form);
            for (std::size_t p = 0; p < planes; ++p) {
                const std::uint64_t word = words[std::min(p, words.size() - 1)];
                for (std::size_t slot = 0; slot < slots; ++slot)
                    held[p * slots + slot].lane[l] = word >> slot & 1 ? ALL : 0;
            }
        }
    }
}

void BlockJudge::judge_body(const People& people, const Body& body, Tally& tally) {
    const Held& held = held_of_[body.form];
    BodyView view{};
    view.first_clause = body.first_clause;
    view.last_clause = body.last_clause;
    view.first_gate = body.first_gate;
    view.last_gate = body.last_gate;
    view.held = held_.data() + held.first;
    view.planes = held.planes;
    view.slots = board_.slots[body.form];
    std::fill_n(view.live.lane, LANES, ALL);
    apart_lanes_.clear();
    std::vector<Apart> apart;
    for (const Ranged& who : ranged_) {
        const auto is_fixed = [&](std::uint32_t age) { return who.reached[age] == reached_[age].lane[who.lane]; };
        if (std::all_of(body.ages.begin(), body.ages.end(), is_fixed)) continue;
        view.live.lane[who.lane] = 0;
        const auto is_any = [&](std::uint32_t age) {
            return reached_[age].lane[who.lane] == 0 && who.reached[age] == board_.moments;
        };
        const bool is_any_birth = std::all_of(body.ages.begin(), body.ages.end(), is_any);
        if (is_any_birth && !body.is_mixed && is_settled(people, body, who.lane, view)) continue;
        apart_lanes_.push_back(static_cast<std::uint8_t>(who.lane));
        apart.push_back({&who, is_any_birth});
    }
    apart_months_.resize((body.last_gate - body.first_gate) * apart.size() * 3);
    for (std::size_t i = 0; i < apart.size(); ++i) judge_apart(people, body, apart[i], i, apart.size());
    view.loose_lanes = apart_lanes_.data();
    view.loose = apart.size();
    view.loose_months = apart_months_.data();
    const std::size_t stretches = view.planes * (body.last_clause - body.first_clause);
    if (stretches_.size() < stretches) stretches_.resize(stretches);
    if (met_.size() < 2 * view.planes) met_.resize(2 * view.planes);
    const BlockView block{{cells_.data(), first_.data(), step_.data()},
                          segments_,
                          cell_of_.data(),
                          segment_of_.data(),
                          failing_.data(),
                          reached_.data(),
                          ended_.data(),
                          lane_count_ == LANES ? ~0u : (1u << lane_count_) - 1};
    lanes_.judge(board_.view(), block, view, stretches_.data(), met_.data(), tally);
}

// What each clause of a mixed body asks of someone in a lane beside personal facts.
void BlockJudge::read_needs(const Body& body, std::size_t lane, std::size_t segment) {
    needs_.clear();
    for (std::size_t c = body.first_clause; c < body.last_clause; ++c) {
        std::uint8_t hoped = MET, sure = MET, leave = MISSING;
        for (const std::int32_t one : board_.asked.of(c)) {
            const auto literal = static_cast<std::size_t>(one);
            const std::uint8_t code = row(literal, segment).lane[lane];
            hoped = std::max(hoped, code);
            sure = std::max(sure, code == UNKNOWN ? failing_[literal].lane[lane] : code);
        }
        for (const std::int32_t one : board_.papers.of(c))
            leave = std::max(leave, row(static_cast<std::size_t>(one), segment).lane[lane]);
        const auto lead = [&](std::uint8_t code) {
            return static_cast<std::uint8_t>(std::max(code, leave) - MISSING);
        };
        needs_.push_back({hoped <= UNKNOWN, sure == MET, lead(hoped), lead(sure)});
    }
}

// --- births that may be any --------------------------------------------------------------

// Whether it is clear what a body is to someone born on any day, whatever the window.
bool BlockJudge::is_settled(const People& people, const Body& body, std::size_t lane, BodyView& view) {
    needs_.assign(body.last_clause - body.first_clause, Need{true, true, 0, 0});
    Outlook found;
    if (!foresee(people, body, lane, 1, found) || found.hopeful != found.slack) return false;
    view.has_any = true;
    view.always.lane[lane] = found.ready;
    view.sometimes.lane[lane] = found.slack;
    return true;
}

// What clauses with their needs come to for someone born on any day, in a window whose leads are
// shorter than `most` months: the whole of it or nothing. False where a day of birth decides.
bool BlockJudge::foresee(const People& people, const Body& body, std::size_t lane, std::uint8_t most, Outlook& found) {
    for (const std::uint64_t word : people.facts.words_of(person_ + lane, body.form)) {
        stages_.assign(body.ages.size() + 1, 0);
        for (std::size_t c = body.first_clause; c < body.last_clause; ++c) {
            const Clause& clause = board_.body_clauses[c];
            if (!(word >> clause.slot & 1)) continue;
            const Need& need = needs_[c - body.first_clause];
            std::uint8_t own = 0;
            if (clause.stage & SELECT) own |= static_cast<std::uint8_t>(need.may_hope * HOPED_SELECT | need.is_sure * SURE_SELECT);
            if (clause.stage & BOTH) own |= static_cast<std::uint8_t>((need.hoped_lead < most) * HOPED_BOTH | (need.sure_lead < most) * SURE_BOTH);
            const auto [low, high] = body.ends[c - body.first_clause];
            for (std::size_t rank = low; rank < high; ++rank) stages_[rank] |= own;
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
        const std::int64_t months = is_outer ? ENDLESS : board_.ages[body.ages[rank]] - board_.ages[body.ages[rank - 1]];
        run = (stages_[rank] & asked) == asked ? run + months : 0;
        longest = std::max(longest, run);
    }
    return longest * LEAST_DAYS > body.span + OFF;
}

// --- births that are ranges --------------------------------------------------------------

void BlockJudge::judge_apart(const People& people, const Body& body, const Apart& who, std::size_t place, std::size_t apart) {
    const std::size_t lane = who.ranged->lane;
    for (std::size_t g = body.first_gate; g < body.last_gate; ++g) {
        const Gate& gate = board_.merged[g];
        std::uint8_t* months = apart_months_.data() + 3 * ((g - body.first_gate) * apart + place);
        read_needs(body, lane, segment_of_[gate.day]);
        Outlook found;
        if (who.is_any_birth && foresee(people, body, lane, gate.most, found)) {
            months[0] = found.ready & gate.most;
            months[1] = found.hopeful & gate.most;
            months[2] = found.slack & gate.most;
        } else {
            gather_births(body, gate, *who.ranged);
            judge_births(people, body, gate, lane, months);
        }
    }
}

// A day of birth for each case that a gate tells apart.
void BlockJudge::gather_births(const Body& body, const Gate& gate, const Ranged& who) {
    births_.assign(1, who.first);
    const auto add = [&](std::int32_t birth) {
        if (birth > who.first && birth <= who.last) births_.push_back(birth);
    };
    for (const std::uint32_t age : body.ages) {
        const auto turns = board_.turns_of(age);
        add(turns[gate.opens]);
        add(turns[gate.closes]);
        for (const std::uint16_t end : board_.ends)
            if (end > gate.opens && end < gate.closes) add(turns[end]);
    }
}

void BlockJudge::judge_births(const People& people, const Body& body, const Gate& gate, std::size_t lane, std::uint8_t* months) {
    Outlook found;
    for (const std::int32_t birth : births_) {
        // When nothing, each age of the body, and what nobody reaches is reached.
        moments_.assign(1, 0);
        for (const std::uint32_t age : body.ages) moments_.push_back(board_.reached(age, birth));
        moments_.push_back(static_cast<std::uint16_t>(board_.moments));
        for (const std::uint64_t word : people.facts.words_of(person_ + lane, body.form)) {
            bool may_hope = false, is_sure = false;
            std::uint8_t hoped = 0, sure = 0;
            for (std::size_t c = body.first_clause; c < body.last_clause; ++c) {
                const Clause& clause = board_.body_clauses[c];
                if (!(word >> clause.slot & 1)) continue;
                const auto [low, high] = body.ends[c - body.first_clause];
                const std::uint16_t reached = moments_[low], left = moments_[high];
                if (reached > gate.closes || left <= gate.opens) continue;
                const Need& need = needs_[c - body.first_clause];
                if (clause.stage & SELECT && reached <= gate.opens) {
                    may_hope = may_hope || need.may_hope;
                    is_sure = is_sure || need.is_sure;
                }
                if (clause.stage & BOTH) {
                    const std::uint8_t own = std::min(board_.ended[left], gate.most);
                    const auto waits = [&](std::uint8_t lead) { return lead < gate.most && board_.ends[lead] < left; };
                    if (waits(need.hoped_lead)) hoped = std::max(hoped, own);
                    if (waits(need.sure_lead)) sure = std::max(sure, own);
                }
            }
            found.ready = std::min(found.ready, is_sure ? sure : std::uint8_t{0});
            found.hopeful = std::max(found.hopeful, may_hope ? hoped : std::uint8_t{0});
            found.slack = std::max(found.slack, hoped);
        }
    }
    months[0] = found.ready;
    months[1] = found.hopeful;
    months[2] = found.slack;
}

}  // namespace matcher::verdicts
