// Judges blocks of 32 people, one after the other, for all templates of a board.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "verdict_board.hpp"
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
    // Someone whose day of birth is a range: when each age is reached, born on its last day.
    struct Ranged {
        std::size_t lane;
        std::int32_t first, last;
        std::vector<std::uint16_t> reached;
    };
    // One of them whom a body tells apart by the day; any day at all may be it, or some only.
    struct Apart {
        const Ranged* ranged;
        bool is_any_birth;
    };
    // What a clause asks beside personal facts, and the months that it takes.
    struct Need {
        bool may_hope, is_sure;
        std::uint8_t hoped_lead, sure_lead;
    };
    // Months, and one more: at least in every completion, at most in some.
    struct Outlook {
        std::uint8_t ready = NEVER, hopeful = 0, slack = 0;
    };
    struct Held {
        std::size_t first, planes;
    };

    template <typename Visit>
    void for_each_answer(const People& people, Visit visit) const;
    void find_segments(const People& people);
    void lay_out();
    void fill_literals(const People& people);
    void read_work(const People& people);
    void read_births(const People& people);
    void read_conditions(const People& people);
    void judge_body(const People& people, const Body& body, Tally& tally);
    void read_needs(const Body& body, std::size_t lane, std::size_t segment);
    bool is_settled(const People& people, const Body& body, std::size_t lane, BodyView& view);
    bool foresee(const People& people, const Body& body, std::size_t lane, std::uint8_t most,
                 Outlook& found);
    bool lasts(const Body& body, std::uint8_t asked) const;
    void judge_apart(const People& people, const Body& body, const Apart& who, std::size_t place,
                     std::size_t apart);
    void gather_births(const Body& body, const Gate& gate, const Ranged& who);
    void judge_births(const People& people, const Body& body, const Gate& gate, std::size_t lane,
                      std::uint8_t* months);

    Bytes& row(std::size_t number, std::size_t segment) {
        return cells_[first_[number] + step_[number] * segment];
    }
    std::size_t steps(std::size_t number) const { return step_[number] ? segments_ : 1; }

    const Board& board_;
    const VerdictLanes& lanes_;
    std::size_t person_ = 0, lane_count_ = 0, segments_ = 1;
    std::vector<std::uint8_t> cuts_, dated_;
    std::vector<std::uint16_t> segment_of_;
    std::vector<std::int32_t> starts_;  // the first day of each segment
    std::vector<std::uint32_t> first_, step_, cell_of_;
    std::vector<Bytes> cells_, failing_, ended_, met_;
    std::vector<Words> reached_, held_;
    std::vector<Held> held_of_;  // by form
    std::vector<Stretch> stretches_;
    std::vector<Ranged> ranged_;
    std::vector<std::uint8_t> apart_lanes_, apart_months_, stages_;
    std::vector<Need> needs_;
    std::vector<std::int32_t> births_;
    std::vector<std::uint16_t> moments_;
};

}  // namespace matcher::verdicts
