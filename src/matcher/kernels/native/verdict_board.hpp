// What vacancies ask, checked once and laid out for the verdict kernel.
//
// `matcher/kernels/verdict_arrays.py` tells what each array means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

#include "lanes/verdict_lanes.hpp"

namespace matcher::verdicts {

// Lists of members one after the other.
struct Rows {
    std::vector<std::int64_t> starts;
    std::vector<std::int32_t> members;

    std::size_t size() const { return starts.size() - 1; }
    std::span<const std::int32_t> of(std::size_t list) const {
        const auto first = static_cast<std::size_t>(starts[list]);
        return {members.data() + first, static_cast<std::size_t>(starts[list + 1]) - first};
    }
    Lists view() const { return {starts.data(), members.data()}; }
};

// What is asked of personal facts, and by whom.
struct Body {
    std::size_t form, first_clause, last_clause, first_gate, last_gate, first_run, last_run;
    std::int32_t span;
    bool is_simple, is_mixed;  // one clause of personal facts alone; other things are asked too
    std::vector<std::uint32_t> ages;  // the rows of all that its clauses ask, the youngest first
    // By clause: from the rank of how many ages reached on, until before which.
    std::vector<std::pair<std::size_t, std::size_t>> ends;
};

struct Board {
    std::vector<std::uint8_t> home, missing, failing;
    Rows terms, clauses, sets;  // literals of clauses; clauses of gates; rows of sets
    std::size_t days, moments;
    std::vector<std::int32_t> turns, ages;  // (ages, moments)
    std::vector<std::uint8_t> ended;
    std::vector<std::uint16_t> ends;
    std::vector<Body> bodies;
    std::vector<std::size_t> slots;  // by form
    std::vector<Clause> body_clauses;
    Rows asked, papers;
    std::vector<Gate> merged;
    std::vector<Run> runs;
    std::vector<Template> templates;
    std::int64_t vacancies = 0;

    std::size_t literals() const { return home.size(); }
    std::size_t rows() const { return literals() + clauses.size() + sets.size(); }
    std::span<const std::int32_t> turns_of(std::size_t age) const {
        return {turns.data() + age * moments, moments};
    }
    // The first moment on which someone has reached an age.
    std::uint16_t reached(std::size_t age, std::int32_t birth) const;
    Asked view() const;
};

}  // namespace matcher::verdicts
