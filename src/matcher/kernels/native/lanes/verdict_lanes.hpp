// The inner loops of the verdict kernel over 32 candidates side by side.
//
// Codes are bytes: met, unknown, 2 + months, and NEVER. Months that may go by are kept as one more
// than they are, so that 0 stands for never. Truths are bytes or words, all of their bits or none.
// Days are moments: `reached` an age before moment i means i at least, `left` before it the same.
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
};

// Lists of rows: those of list i are members[starts[i]] .. members[starts[i + 1] - 1].
struct Lists {
    const std::int64_t* starts;
    const std::int32_t* members;
};

// A merged gate: its window, one more than its longest lead, and where its templates end. Of a body
// of one clause, who comes of the lower age just before the window opens has `late` months until
// the upper one.
struct Gate {
    std::uint16_t opens, closes, day;
    std::uint8_t most, late;
    std::uint32_t templates;
};

// Merged gates of one body whose windows open on one day, and where they end.
struct Run {
    std::uint32_t gates;
    std::uint16_t opens, day;
};

struct Template {
    std::uint32_t place, select, depart, vacancies;
};

// A clause of a body, with rows of ages; `asked` and `papers` are lists by the number of the
// clause.
struct Clause {
    std::uint32_t low, high;
    std::uint8_t slot, stage;
    bool is_mixed;
};

// All that vacancies ask, as the loops read it.
struct Asked {
    Lists terms, clauses, sets;  // literals of clauses; clauses of gates; rows of sets
    std::size_t literals, gates, set_count;
    Lists asked, papers;
    const Clause* body_clauses;
    const Gate* merged;
    const Run* runs;
    const Template* templates;
    const std::uint16_t* ends;  // by lead: the moment at which it ends
    std::size_t leads;
};

// When people reach an age, and how many leads have ended before.
struct Reached {
    Words moment;
    Bytes ended;
};

// What the loops know of a block.
struct BlockView {
    Table table;  // literals, gates, sets
    std::size_t segments;
    const std::uint32_t* cell_of;     // (segments, sets): the cells of sets
    const std::uint16_t* segment_of;  // by day
    const Bytes* failing;             // by literal: the code if what is unknown turns out badly
    const Reached* first;             // by age: of those born on the first day that may be
    const Reached* last;              // by age: of those born on the last
    std::uint32_t present;
};

// What a body is to a block. A simple one has one clause of personal facts alone. Where some are
// born within `ranges` that it tells apart, others than simple ones have the months of these given:
// (gates, loose lanes, 3).
struct BodyView {
    std::size_t first_clause, last_clause, first_gate, first_run, last_run;
    const Words* held;  // (planes, slots): whose condition is met
    std::size_t planes, slots;
    bool is_simple, is_mixed, has_ranges;
    const std::uint8_t* loose_lanes;
    std::size_t loose;
    const std::uint8_t* loose_months;
};

// The months of one gate: in every completion, at once in some, and in any.
struct Months {
    Bytes ready, hopeful, slack;
};

// A clause in one plane: when it is met, and what can be waited for on a day. `last` is of those
// born on the last day that may be, the others are of the first; who is born on one day is both.
struct Stretch {
    Words reached, left, last_reached, last_left;
    Bytes months, last_months;
    Bytes hoped_ahead, sure_ahead, hoped_lead, sure_lead;
};

// What the loops write into: the planes by place, and how many vacancies are of each verdict but
// the last, by lane.
struct Tally {
    std::uint32_t* low;
    std::uint32_t* high;
    std::uint32_t counts[3][LANES];
};

struct VerdictLanes {
    // The gates and the sets of a table whose literals are there.
    void (*combine)(const Asked&, const BlockView&);
    // The verdicts for the templates of all merged gates of a body; `stretches` and `met` have
    // room for its clauses in each plane, and twice for its planes.
    void (*judge)(
        const Asked&, const BlockView&, const BodyView&, Stretch* stretches, Bytes* met, Tally&
    );
};

}  // namespace matcher::verdicts

namespace matcher {

MATCHER_LANES(
    extern const verdicts::VerdictLanes verdict_lanes;
    void combine_verdict_sets(const verdicts::Asked&, const verdicts::BlockView&);
)

}  // namespace matcher
