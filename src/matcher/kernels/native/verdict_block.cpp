#include "verdict_block.hpp"

#include <algorithm>

namespace matcher::verdicts {
namespace {

constexpr std::uint16_t ALL = 0xffff;

}  // namespace

BlockJudge::BlockJudge(const Board& board, const VerdictLanes& lanes)
    : board_(board),
      lanes_(lanes),
      codes_(board),
      first_(board.ages.size()),
      last_(board.ages.size()),
      planes_(board.slots.size()) {}

void BlockJudge::judge(const People& people, std::size_t block, const Found& found) {
    people_ = &people;
    person_ = block * LANES;
    lane_count_ = std::min(people.size() - person_, LANES);
    codes_.read(people.claims, person_, lane_count_);
    read_births();
    Tally tally{};
    tally.low = found.low;
    tally.high = found.high;
    BlockView view{};
    view.table = codes_.table();
    view.segments = codes_.segments();
    lanes_.combine(board_.view(), view);
    if (lane_count_ == 1) {
        judge_alone(tally);
    } else {
        read_conditions();
        for (const Body& body : board_.bodies) judge_body(body, tally);
    }
    for (std::size_t l = 0; l < lane_count_; ++l) {
        std::int64_t* own = found.counts + 4 * l;
        own[3] = board_.vacancies;
        for (std::size_t v = 0; v < 3; ++v) {
            own[v] = tally.counts[v][l];
            own[3] -= own[v];
        }
    }
}

// --- personal facts ----------------------------------------------------------------------

void BlockJudge::read_births() {
    const Facts& facts = people_->facts;
    const auto read = [&](std::vector<Reached>& reached, std::size_t lane, std::int32_t birth) {
        for (std::size_t age = 0; age < board_.ages.size(); ++age) {
            const std::uint16_t moment = board_.reached(age, birth);
            reached[age].moment.lane[lane] = moment;
            reached[age].ended.lane[lane] = board_.ended[moment];
        }
    };
    ranged_.clear();
    for (std::size_t lane = 0; lane < lane_count_; ++lane) {
        const std::size_t person = person_ + lane;
        read(first_, lane, facts.first[person]);
        if (facts.first[person] != facts.last[person]) ranged_.push_back(lane);
    }
    // Whoever is born on one day is born on the first and on the last.
    if (!ranged_.empty()) last_ = first_;
    for (const std::size_t lane : ranged_) read(last_, lane, facts.last[person_ + lane]);
}

// Who meets which condition of each form, in as many planes as the block needs: someone who has
// fewer completions is as in the last of them in the others.
void BlockJudge::read_conditions() {
    held_.clear();
    for (std::size_t form = 0; form < board_.slots.size(); ++form) {
        std::size_t planes = 1;
        for (std::size_t l = 0; l < lane_count_; ++l)
            planes = std::max(planes, people_->facts.words_of(person_ + l, form).size());
        const std::size_t slots = board_.slots[form];
        planes_[form] = {held_.size(), planes};
        held_.resize(held_.size() + planes * slots, Words{});
        Words* held = held_.data() + planes_[form].first;
        for (std::size_t l = 0; l < lane_count_; ++l) {
            const auto words = people_->facts.words_of(person_ + l, form);
            for (std::size_t p = 0; p < planes; ++p) {
                const std::uint64_t word = words[std::min(p, words.size() - 1)];
                for (std::size_t slot = 0; slot < slots; ++slot)
                    held[p * slots + slot].lane[l] = word >> slot & 1 ? ALL : 0;
            }
        }
    }
}

BlockJudge::Extent BlockJudge::extent_of(const Body& body, std::size_t lane) const {
    bool is_fixed = true, is_any = true;
    for (const std::uint32_t age : body.ages) {
        const std::uint16_t first = first_[age].moment.lane[lane];
        const std::uint16_t last = last_[age].moment.lane[lane];
        is_fixed = is_fixed && first == last;
        is_any = is_any && first == 0 && last == board_.moments;
    }
    return is_fixed ? Extent::FIXED : is_any ? Extent::ANY : Extent::SOME;
}

bool BlockJudge::has_ranges(const Body& body) const {
    return std::any_of(ranged_.begin(), ranged_.end(), [&](std::size_t lane) {
        return extent_of(body, lane) != Extent::FIXED;
    });
}

// --- bodies ------------------------------------------------------------------------------

void BlockJudge::judge_body(const Body& body, Tally& tally) {
    BodyView view{};
    view.first_clause = body.first_clause;
    view.last_clause = body.last_clause;
    view.first_gate = body.first_gate;
    view.first_run = body.first_run;
    view.last_run = body.last_run;
    view.held = held_.data() + planes_[body.form].first;
    view.planes = planes_[body.form].count;
    view.slots = board_.slots[body.form];
    view.is_simple = body.is_simple;
    view.is_mixed = body.is_mixed;
    view.has_ranges = has_ranges(body);
    if (view.has_ranges && !body.is_simple) judge_apart(body, view);
    const std::size_t stretches = view.planes * (body.last_clause - body.first_clause);
    if (stretches_.size() < stretches) stretches_.resize(stretches);
    if (met_.size() < 2 * view.planes) met_.resize(2 * view.planes);
    const BlockView block{
        codes_.table(),
        codes_.segments(),
        codes_.cell_of().data(),
        codes_.segment_of().data(),
        codes_.failing().data(),
        first_.data(),
        ranged_.empty() ? first_.data() : last_.data(),
        lane_count_ == LANES ? ~0u : (1u << lane_count_) - 1
    };
    lanes_.judge(board_.view(), block, view, stretches_.data(), met_.data(), tally);
}

// Judges those of whom a body tells different things by their day of birth.
void BlockJudge::judge_apart(const Body& body, BodyView& view) {
    std::vector<Extent> extents;
    apart_lanes_.clear();
    for (const std::size_t lane : ranged_) {
        const Extent extent = extent_of(body, lane);
        if (extent == Extent::FIXED) continue;
        extents.push_back(extent);
        apart_lanes_.push_back(static_cast<std::uint8_t>(lane));
    }
    apart_months_.clear();
    for (std::size_t g = body.first_gate; g < body.last_gate; ++g) {
        for (std::size_t i = 0; i < extents.size(); ++i) {
            const Outlook found = judge_ranged(body, board_.merged[g], apart_lanes_[i], extents[i]);
            apart_months_.insert(apart_months_.end(), {found.ready, found.hopeful, found.slack});
        }
    }
    view.loose_lanes = apart_lanes_.data();
    view.loose = apart_lanes_.size();
    view.loose_months = apart_months_.data();
}

}  // namespace matcher::verdicts
