#include "verdict_codes.hpp"

#include <algorithm>

namespace matcher::verdicts {
namespace {

// The codes of an answer by the state of the paper.
enum State : std::size_t { HOLDS, MAY_HOLD, NOT };

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

}  // namespace

CodeTable::CodeTable(const Board& board)
    : board_(board),
      segment_of_(board.days),
      first_(board.rows()),
      step_(board.rows()),
      failing_(board.literals()) {}

void CodeTable::read(const Claims& claims, std::size_t person, std::size_t lanes) {
    person_ = person;
    lane_count_ = lanes;
    find_segments(claims);
    lay_out();
    fill_literals(claims);
    read_work(claims);
}

template <typename Visit>
void CodeTable::for_each_answer(const Claims& claims, Visit visit) const {
    const auto at = [](auto value) { return static_cast<std::size_t>(value); };
    for (std::size_t lane = 0; lane < lane_count_; ++lane) {
        const std::size_t person = person_ + lane;
        const std::uint8_t* complete = claims.complete.data() + person * claims.sections;
        for (std::size_t s = 0; s < claims.sections; ++s) {
            const std::size_t list = s * claims.people() + person;
            for (auto c = at(claims.starts[list]); c < at(claims.starts[list + 1]); ++c) {
                const Validity validity{
                    claims.since[c], claims.until[c], claims.may_last[c] ? MAY_HOLD : NOT
                };
                const auto kind = at(claims.kind[c]);
                for (auto a = at(claims.answer_starts[kind]);
                     a < at(claims.answer_starts[kind + 1]); ++a) {
                    const auto literal = at(claims.answers[a]);
                    const std::uint8_t home = board_.home[literal];
                    const bool is_told = home == claims.sections || complete[home];
                    visit(
                        Answer{lane, literal, validity, claims.codes.data() + 6 * a + 3 * is_told}
                    );
                }
            }
        }
    }
}

// Cuts the due days into segments in which no code of the block changes.
void CodeTable::find_segments(const Claims& claims) {
    const auto days = static_cast<std::int32_t>(board_.days);
    cuts_.assign(board_.days + 1, 0);
    dated_.assign(board_.rows(), 0);
    const auto cut = [&](std::int32_t day) { cuts_[static_cast<std::size_t>(day)] = 1; };
    for_each_answer(claims, [&](const Answer& answer) {
        const auto [since, until, after] = answer.validity;
        if ((since == 0 || since >= days) && (until <= since || until >= days)) return;
        bool changes = false;
        const auto differ = [&](std::int32_t day) {
            changes = changes || answer.codes[answer.validity.on(day)] !=
                                     answer.codes[answer.validity.on(day - 1)];
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
void CodeTable::lay_out() {
    const std::size_t literals = board_.literals(), gates = board_.clauses.size();
    const auto is_dated = [&](std::span<const std::int32_t> rows) {
        return std::any_of(rows.begin(), rows.end(), [&](std::int32_t one) {
            return dated_[static_cast<std::size_t>(one)];
        });
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

void CodeTable::fill_literals(const Claims& claims) {
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
    for_each_answer(claims, [&](const Answer& answer) {
        for (std::size_t s = 0; s < steps(answer.literal); ++s)
            lower(
                row(answer.literal, s).lane[answer.lane],
                answer.codes[answer.validity.on(starts_[s])]
            );
    });
}

void CodeTable::read_work(const Claims& claims) {
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

}  // namespace matcher::verdicts
