// Judges blocks of 32 people, one after the other, for all templates of a board.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "verdict_board.hpp"
#include "verdict_codes.hpp"
#include "verdict_people.hpp"

namespace matcher::verdicts {

// Where the verdicts of a block go: its words by template, and four counts by person.
struct Found {
    std::uint32_t* low;
    std::uint32_t* high;
    std::int64_t* counts;
};

class BlockJudge {
  public:
    BlockJudge(const Board& board, const VerdictLanes& lanes);

    void judge(const People& people, std::size_t block, const Found& found);

  private:
    // What a body tells of the days on which someone may be born: nothing that differs, all that
    // any day at all may bring, or something else.
    enum class Extent { FIXED, ANY, SOME };
    // What a clause asks beside personal facts, and the months that it takes.
    struct Need {
        bool may_hope, is_sure;
        std::uint8_t hoped_lead, sure_lead;
    };
    // Months, and one more: at least in every completion, at most in some.
    struct Outlook {
        std::uint8_t ready = NEVER, hopeful = 0, slack = 0;
    };
    // Where the conditions of a form stand in `held_`.
    struct Planes {
        std::size_t first, count;
    };

    void read_births();
    void read_conditions();
    Extent extent_of(const Body& body, std::size_t lane) const;
    std::span<const std::uint64_t> words_of(const Body& body, std::size_t lane) const {
        return people_->facts.words_of(person_ + lane, body.form);
    }

    void judge_body(const Body& body, Tally& tally);
    bool has_ranges(const Body& body) const;
    void judge_apart(const Body& body, BodyView& view);
    void judge_alone(Tally& tally);
    void judge_alone(const Body& body, Tally& tally);
    void judge_simple(const Body& body, Tally& tally);
    template <typename MonthsOf>
    void judge_templates(const Body& body, Tally& tally, MonthsOf months_of);

    void read_needs(const Body& body, std::size_t lane, std::size_t day);
    bool foresee(const Body& body, std::size_t lane, std::uint8_t most, Outlook& found);
    bool lasts(const Body& body, std::uint8_t asked) const;
    Outlook judge_ranged(const Body& body, const Gate& gate, std::size_t lane, Extent extent);
    void gather_births(const Body& body, const Gate& gate, std::size_t lane);
    void read_moments(const Body& body, std::int32_t birth);
    void judge_birth(const Body& body, const Gate& gate, std::size_t lane, Outlook& found) const;

    const Board& board_;
    const VerdictLanes& lanes_;
    const People* people_ = nullptr;
    std::size_t person_ = 0, lane_count_ = 0;
    CodeTable codes_;
    std::vector<Reached> first_, last_;  // by age: of the first and the last day of birth
    std::vector<std::size_t> ranged_;    // the lanes where these are not the same
    std::vector<Words> held_;
    std::vector<Bytes> met_;
    std::vector<Planes> planes_;  // by form
    std::vector<Stretch> stretches_;
    std::vector<std::uint8_t> apart_lanes_, apart_months_, stages_, set_codes_;
    std::vector<Need> needs_;
    std::vector<std::int32_t> births_;
    std::vector<std::uint16_t> moments_;
};

}  // namespace matcher::verdicts
