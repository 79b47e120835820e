#include "verdict_bodies.hpp"

namespace matcher::MATCHER_ISA {

namespace {

// When each clause is met, in each plane.
void begin(const Asked& asked, const BlockView& block, const BodyView& body, Stretch* stretches) {
    const std::size_t clauses = body.last_clause - body.first_clause;
    for (std::size_t p = 0; p < body.planes; ++p) {
        for (std::size_t c = 0; c < clauses; ++c) {
            const Clause& clause = asked.body_clauses[body.first_clause + c];
            const Words& held = body.held[p * body.slots + clause.slot];
            const Reached &first = block.first[clause.high], &last = block.last[clause.high];
            Stretch& own = stretches[p * clauses + c];
            own.reached = block.first[clause.low].moment;
            own.last_reached = block.last[clause.low].moment;
            own.months = first.ended;
            own.last_months = last.ended;
            for (std::size_t l = 0; l < LANES; ++l) {
                own.left.lane[l] = first.moment.lane[l] & held.lane[l];
                own.last_left.lane[l] = last.moment.lane[l] & held.lane[l];
            }
        }
    }
}

// The months of those who are judged apart.
inline void put_apart(const BodyView& body, std::size_t gate, Months& months) {
    const u8* own = body.loose_months + 3 * body.loose * (gate - body.first_gate);
    for (std::size_t i = 0; i < body.loose; ++i, own += 3) {
        const std::size_t lane = body.loose_lanes[i];
        months.ready.lane[lane] = own[0];
        months.hopeful.lane[lane] = own[1];
        months.slack.lane[lane] = own[2];
    }
}

// --- verdicts ----------------------------------------------------------------------------

// How many vacancies are of each verdict, in bytes until one might overflow.
class Sums {
  public:
    Sums() { empty(); }

    // Makes room for so many more; what no byte can count is left to the caller.
    void expect(u32 vacancies, Tally& tally) {
        if (vacancies > room_) settle(tally);
        room_ -= vacancies <= YES ? vacancies : 0;
    }
    void settle(Tally& tally) {
        for (std::size_t l = 0; l < LANES; ++l) {
            tally.counts[0][l] += ready.lane[l];
            tally.counts[1][l] += proof.lane[l];
            tally.counts[2][l] += trainable.lane[l];
        }
        empty();
    }

    Bytes ready, proof, trainable;

  private:
    void empty() {
        fill(ready, 0);
        fill(proof, 0);
        fill(trainable, 0);
        room_ = YES;
    }

    u32 room_;
};

// The verdict of each lane for a template, as its bits; see `judge` in reference.py.
inline void judge_template(
    const Bytes& select, const Bytes& depart, const Months& months, u8 count, Sums& sums,
    Bytes& low, Bytes& high
) {
    for (std::size_t l = 0; l < LANES; ++l) {
        // Months to wait, and one more.
        const u8 leave = static_cast<u8>(most(depart.lane[l], MISSING) - 1);
        const u8 wait = most(static_cast<u8>(most(select.lane[l], MISSING) - 1), leave);
        const u8 ready = both(all_if(select.lane[l] == MET), all_if(leave <= months.ready.lane[l]));
        const u8 hopeful =
            both(all_if(select.lane[l] <= UNKNOWN), all_if(leave <= months.hopeful.lane[l]));
        const u8 unlisted = neither(ready, hopeful);
        const u8 trainable = both(all_if(wait <= months.slack.lane[l]), unlisted);
        const u8 proof = static_cast<u8>(~either(ready, unlisted));
        high.lane[l] = unlisted;
        low.lane[l] = neither(ready, trainable);
        sums.ready.lane[l] = static_cast<u8>(sums.ready.lane[l] + both(ready, count));
        sums.proof.lane[l] = static_cast<u8>(sums.proof.lane[l] + both(proof, count));
        sums.trainable.lane[l] = static_cast<u8>(sums.trainable.lane[l] + both(trainable, count));
    }
}

// Counts the vacancies of a template that are too many for a byte.
void count_many(u32 low, u32 high, u32 vacancies, Tally& tally) {
    for (std::size_t l = 0; l < LANES; ++l) {
        const u32 verdict = (low >> l & 1) + 2 * (high >> l & 1);
        if (verdict < 3) tally.counts[verdict][l] += vacancies;
    }
}

template <typename Body>
void judge_gates(
    const Asked& asked, const BlockView& block, const BodyView& view, Stretch* stretches,
    Bytes* met, Tally& tally
) {
    const Bytes* __restrict cells = block.table.cells;
    const Template* __restrict templates = asked.templates;
    const Gate* __restrict gates = asked.merged;
    u32* __restrict lows = tally.low;
    u32* __restrict highs = tally.high;
    const u32 present = block.present;
    Body body(asked, block, view, stretches, met);
    Sums sums;
    Months months;
    std::size_t g = view.first_gate, t = g ? gates[g - 1].templates : 0;
    for (std::size_t r = view.first_run; r < view.last_run; ++r) {
        const Run run = asked.runs[r];
        const u32* __restrict cell_of = block.cell_of + asked.set_count * block.segment_of[run.day];
        body.open(run);
        for (; g < run.gates; ++g) {
            const Gate gate = gates[g];
            body.judge(gate, months);
            if (view.loose) put_apart(view, g, months);
            for (; t < gate.templates; ++t) {
                const Template own = templates[t];
                sums.expect(own.vacancies, tally);
                const u8 count = own.vacancies > YES ? u8{0} : static_cast<u8>(own.vacancies);
                Bytes low, high;
                judge_template(
                    cells[cell_of[own.select]], cells[cell_of[own.depart]], months, count, sums,
                    low, high
                );
                const u32 low_bits = bits(low) & present, high_bits = bits(high) & present;
                lows[own.place] = low_bits;
                highs[own.place] = high_bits;
                if (own.vacancies > YES) count_many(low_bits, high_bits, own.vacancies, tally);
            }
        }
    }
    sums.settle(tally);
}

void judge(
    const Asked& asked, const BlockView& block, const BodyView& body, Stretch* stretches,
    Bytes* met, Tally& tally
) {
    begin(asked, block, body, stretches);
    if (body.is_mixed)
        judge_gates<Mixed>(asked, block, body, stretches, met, tally);
    else if (body.is_simple && body.has_ranges)
        judge_gates<Ranged>(asked, block, body, stretches, met, tally);
    else if (body.is_simple && body.planes == 1)
        judge_gates<One>(asked, block, body, stretches, met, tally);
    else
        judge_gates<Several>(asked, block, body, stretches, met, tally);
}

}  // namespace

const verdicts::VerdictLanes verdict_lanes{combine_verdict_sets, judge};

}  // namespace matcher::MATCHER_ISA
