#include "verdict_lanes.hpp"

namespace matcher::MATCHER_ISA {

namespace {

using namespace verdicts;
using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;

constexpr u8 YES = 255;

inline u8 least(u8 a, u8 b) { return a < b ? a : b; }
inline u8 most(u8 a, u8 b) { return a > b ? a : b; }
inline u8 all_if(bool holds) { return holds ? YES : u8{0}; }

inline Bytes& row(const Table& table, std::size_t number, std::size_t segment) {
    return table.cells[table.first[number] + table.step[number] * segment];
}

inline void fill(Bytes& bytes, u8 value) {
    for (std::size_t l = 0; l < LANES; ++l) bytes.lane[l] = value;
}

inline void raise(Bytes& codes, const Bytes& other) {
    for (std::size_t l = 0; l < LANES; ++l) codes.lane[l] = most(codes.lane[l], other.lane[l]);
}

// Truths as bits.
inline u32 bits(const Bytes& truths) {
#if defined(__GNUC__) && defined(__AVX2__)
    typedef char Vector __attribute__((vector_size(32)));
    return static_cast<u32>(__builtin_ia32_pmovmskb256(*reinterpret_cast<const Vector*>(truths.lane)));
#elif defined(__GNUC__) && defined(__SSE2__)
    typedef char Vector __attribute__((vector_size(16)));
    const auto* half = reinterpret_cast<const Vector*>(truths.lane);
    return static_cast<u32>(__builtin_ia32_pmovmskb128(half[0])) |
           static_cast<u32>(__builtin_ia32_pmovmskb128(half[1])) << 16;
#else
    u32 found = 0;
    for (std::size_t l = 0; l < LANES; ++l) found |= static_cast<u32>(truths.lane[l] & 1) << l;
    return found;
#endif
}

// --- gates and sets ----------------------------------------------------------------------

// The worst of some rows on a day of a segment.
inline void worst(const Table& table, const std::int32_t* rows, const std::int32_t* end,
                  std::size_t segment, Bytes& found) {
    fill(found, MET);
    for (; rows != end; ++rows) raise(found, row(table, static_cast<std::size_t>(*rows), segment));
}

void combine(const Asked& asked, const BlockView& block) {
    const Table& table = block.table;
    for (std::size_t g = 0; g < asked.gates; ++g) {
        const std::size_t segments = table.step[asked.literals + g] ? block.segments : 1;
        for (std::size_t s = 0; s < segments; ++s) {
            Bytes& best = row(table, asked.literals + g, s);
            fill(best, NEVER);
            for (auto c = asked.clauses.starts[g]; c < asked.clauses.starts[g + 1]; ++c) {
                Bytes found;
                worst(table, asked.terms.members + asked.terms.starts[c],
                      asked.terms.members + asked.terms.starts[c + 1], s, found);
                for (std::size_t l = 0; l < LANES; ++l)
                    best.lane[l] = least(best.lane[l], found.lane[l]);
            }
        }
    }
    for (std::size_t set = 0; set < asked.set_count; ++set) {
        const std::size_t number = asked.literals + asked.gates + set;
        const std::size_t segments = table.step[number] ? block.segments : 1;
        for (std::size_t s = 0; s < segments; ++s) {
            worst(table, asked.sets.members + asked.sets.starts[set],
                  asked.sets.members + asked.sets.starts[set + 1], s, row(table, number, s));
        }
    }
}

// --- merged gates ------------------------------------------------------------------------

// When each clause is met, in each plane.
void begin(const Asked& asked, const BlockView& block, const BodyView& body, Stretch* stretches) {
    const std::size_t clauses = body.last_clause - body.first_clause;
    for (std::size_t p = 0; p < body.planes; ++p) {
        for (std::size_t c = 0; c < clauses; ++c) {
            const Clause& clause = asked.body_clauses[body.first_clause + c];
            const Words& held = body.held[p * body.slots + clause.slot];
            const Words& left = block.reached[clause.high];
            Stretch& own = stretches[p * clauses + c];
            own.reached = block.reached[clause.low];
            own.months = block.ended[clause.high];
            for (std::size_t l = 0; l < LANES; ++l)
                own.left.lane[l] = left.lane[l] & held.lane[l] & body.live.lane[l];
        }
    }
}

// What can be waited for on a due day, by clauses that ask more than personal facts.
void wait(const Asked& asked, const BlockView& block, std::size_t number, std::size_t segment,
          Stretch& own, Bytes& hoped, Bytes& sure) {
    Bytes leave;
    worst(block.table, asked.papers.members + asked.papers.starts[number],
          asked.papers.members + asked.papers.starts[number + 1], segment, leave);
    fill(hoped, MET);
    fill(sure, MET);
    for (auto i = asked.asked.starts[number]; i < asked.asked.starts[number + 1]; ++i) {
        const auto literal = static_cast<std::size_t>(asked.asked.members[i]);
        const Bytes& codes = row(block.table, literal, segment);
        const Bytes& failing = block.failing[literal];
        raise(hoped, codes);
        for (std::size_t l = 0; l < LANES; ++l) {
            const u8 code = codes.lane[l] == UNKNOWN ? failing.lane[l] : codes.lane[l];
            sure.lane[l] = most(sure.lane[l], code);
        }
    }
    const auto lead = [&](const Bytes& codes, Bytes& leads, Bytes& ahead) {
        for (std::size_t l = 0; l < LANES; ++l) {
            const u8 months = static_cast<u8>(most(most(codes.lane[l], leave.lane[l]), MISSING) - MISSING);
            leads.lane[l] = months;
            ahead.lane[l] &= all_if(months < asked.leads && asked.ends[months] < own.left.lane[l]);
        }
    };
    lead(hoped, own.hoped_lead, own.hoped_ahead);
    lead(sure, own.sure_lead, own.sure_ahead);
}

// What holds on the day on which windows open: who meets which plane at once (`met`: hoped, then
// sure), and whose stretches are not over.
void open(const Asked& asked, const BlockView& block, const BodyView& body, const Gate& gate,
          Stretch* stretches, Bytes* met) {
    const std::size_t clauses = body.last_clause - body.first_clause;
    const u16 opens = gate.opens;
    for (std::size_t p = 0; p < body.planes; ++p) {
        Bytes& hoped_met = met[2 * p];
        Bytes& sure_met = met[2 * p + 1];
        fill(hoped_met, 0);
        fill(sure_met, 0);
        for (std::size_t c = 0; c < clauses; ++c) {
            const std::size_t number = body.first_clause + c;
            const Clause& clause = asked.body_clauses[number];
            Stretch& own = stretches[p * clauses + c];
            Bytes at_once;
            for (std::size_t l = 0; l < LANES; ++l) {
                const u8 ahead = all_if(opens < own.left.lane[l]);
                own.hoped_ahead.lane[l] = ahead;
                at_once.lane[l] = ahead & all_if(own.reached.lane[l] <= opens);
            }
            Bytes hoped, sure;
            fill(hoped, MET);
            fill(sure, MET);
            if (clause.is_mixed) {
                own.sure_ahead = own.hoped_ahead;
                wait(asked, block, number, block.segment_of[gate.day], own, hoped, sure);
            }
            if (clause.stage & SELECT) {
                for (std::size_t l = 0; l < LANES; ++l) {
                    const bool may_hope = at_once.lane[l] && hoped.lane[l] <= UNKNOWN;
                    const bool is_sure = at_once.lane[l] && sure.lane[l] == MET;
                    hoped_met.lane[l] = most(hoped_met.lane[l], all_if(may_hope));
                    sure_met.lane[l] = most(sure_met.lane[l], all_if(is_sure));
                }
            }
        }
    }
}

// The months of a gate whose body is one plain clause in one plane.
inline void judge_one(const Gate& gate, const Stretch& own, const Bytes& met, Months& months) {
    const u16 closes = gate.closes;
    const u8 most_months = gate.most;
    for (std::size_t l = 0; l < LANES; ++l) {
        const u8 early = all_if(own.reached.lane[l] <= closes);
        const u8 all = least(own.months.lane[l], most_months);
        months.slack.lane[l] = all & early & own.hoped_ahead.lane[l];
        months.hopeful.lane[l] = all & met.lane[l];
    }
    months.ready = months.hopeful;
}

// The months of any gate: the best clause of each plane, then the worst and the best plane.
void judge_all(const Asked& asked, const BodyView& body, const Gate& gate,
               const Stretch* stretches, const Bytes* met, Months& months) {
    const std::size_t clauses = body.last_clause - body.first_clause;
    const u16 closes = gate.closes;
    const u8 most_months = gate.most;
    fill(months.ready, YES);
    fill(months.hopeful, 0);
    fill(months.slack, 0);
    for (std::size_t p = 0; p < body.planes; ++p) {
        Bytes hoped, sure;
        fill(hoped, 0);
        fill(sure, 0);
        for (std::size_t c = 0; c < clauses; ++c) {
            const Clause& clause = asked.body_clauses[body.first_clause + c];
            if (!(clause.stage & BOTH)) continue;
            const Stretch& own = stretches[p * clauses + c];
            Bytes open;
            for (std::size_t l = 0; l < LANES; ++l)
                open.lane[l] = all_if(own.reached.lane[l] <= closes) & least(own.months.lane[l], most_months);
            if (clause.is_mixed) {
                for (std::size_t l = 0; l < LANES; ++l) {
                    const u8 hopes = own.hoped_ahead.lane[l] & all_if(own.hoped_lead.lane[l] < most_months);
                    const u8 knows = own.sure_ahead.lane[l] & all_if(own.sure_lead.lane[l] < most_months);
                    hoped.lane[l] = most(hoped.lane[l], open.lane[l] & hopes);
                    sure.lane[l] = most(sure.lane[l], open.lane[l] & knows);
                }
            } else {
                for (std::size_t l = 0; l < LANES; ++l) {
                    const u8 own_months = open.lane[l] & own.hoped_ahead.lane[l];
                    hoped.lane[l] = most(hoped.lane[l], own_months);
                    sure.lane[l] = most(sure.lane[l], own_months);
                }
            }
        }
        for (std::size_t l = 0; l < LANES; ++l) {
            months.ready.lane[l] = least(months.ready.lane[l], sure.lane[l] & met[2 * p + 1].lane[l]);
            months.hopeful.lane[l] = most(months.hopeful.lane[l], hoped.lane[l] & met[2 * p].lane[l]);
            months.slack.lane[l] = most(months.slack.lane[l], hoped.lane[l]);
        }
    }
}

// The months of those who are judged apart.
inline void add_apart(const BodyView& body, const Gate& gate, std::size_t number, Months& months) {
    if (body.has_any) {
        const u8 most_months = gate.most;
        for (std::size_t l = 0; l < LANES; ++l) {
            const u8 some = body.sometimes.lane[l] & most_months;
            months.ready.lane[l] = most(months.ready.lane[l], body.always.lane[l] & most_months);
            months.hopeful.lane[l] = most(months.hopeful.lane[l], some);
            months.slack.lane[l] = most(months.slack.lane[l], some);
        }
    }
    const u8* own = body.loose_months + 3 * body.loose * (number - body.first_gate);
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
inline void judge_template(const Bytes& select, const Bytes& depart, const Months& months, u8 count,
                           Sums& sums, Bytes& low, Bytes& high) {
    for (std::size_t l = 0; l < LANES; ++l) {
        // Months to wait, and one more.
        const u8 leave = static_cast<u8>(most(depart.lane[l], MISSING) - 1);
        const u8 wait = most(static_cast<u8>(most(select.lane[l], MISSING) - 1), leave);
        const u8 ready = all_if(select.lane[l] == MET) & all_if(leave <= months.ready.lane[l]);
        const u8 hopeful = all_if(select.lane[l] <= UNKNOWN) & all_if(leave <= months.hopeful.lane[l]);
        const u8 listed = ready | hopeful;
        const u8 trainable = all_if(wait <= months.slack.lane[l]) & static_cast<u8>(~listed);
        const u8 proof = hopeful & static_cast<u8>(~ready);
        high.lane[l] = static_cast<u8>(~listed);
        low.lane[l] = static_cast<u8>(~(ready | trainable));
        sums.ready.lane[l] = static_cast<u8>(sums.ready.lane[l] + (ready & count));
        sums.proof.lane[l] = static_cast<u8>(sums.proof.lane[l] + (proof & count));
        sums.trainable.lane[l] = static_cast<u8>(sums.trainable.lane[l] + (trainable & count));
    }
}

// Counts the vacancies of a template that are too many for a byte.
void count_many(u32 low, u32 high, u32 vacancies, Tally& tally) {
    for (std::size_t l = 0; l < LANES; ++l) {
        const u32 verdict = (low >> l & 1) + 2 * (high >> l & 1);
        if (verdict < 3) tally.counts[verdict][l] += vacancies;
    }
}

template <bool is_one>
void judge_gates(const Asked& asked, const BlockView& block, const BodyView& body,
                 Stretch* __restrict stretches, Bytes* __restrict met, Tally& tally) {
    const Bytes* __restrict cells = block.table.cells;
    const Template* __restrict templates = asked.templates;
    const Gate* __restrict gates = asked.merged;
    u32* __restrict lows = tally.low;
    u32* __restrict highs = tally.high;
    const bool has_apart = body.has_any || body.loose;
    const u32* __restrict cell_of = nullptr;
    Sums sums;
    std::size_t t = body.first_gate ? gates[body.first_gate - 1].templates : 0;
    for (std::size_t g = body.first_gate; g < body.last_gate; ++g) {
        const Gate gate = gates[g];
        const Gate& before = gates[g - (g > body.first_gate)];
        if (g == body.first_gate || before.day != gate.day || before.opens != gate.opens) {
            cell_of = block.cell_of + asked.set_count * block.segment_of[gate.day];
            open(asked, block, body, gate, stretches, met);
        }
        Months months;
        if constexpr (is_one)
            judge_one(gate, stretches[0], met[0], months);
        else
            judge_all(asked, body, gate, stretches, met, months);
        if (has_apart) add_apart(body, gate, g, months);
        for (; t < gate.templates; ++t) {
            const Template own = templates[t];
            sums.expect(own.vacancies, tally);
            Bytes low, high;
            judge_template(cells[cell_of[own.select]], cells[cell_of[own.depart]], months,
                           own.vacancies > YES ? u8{0} : static_cast<u8>(own.vacancies), sums, low, high);
            const u32 low_bits = bits(low) & block.present, high_bits = bits(high) & block.present;
            lows[own.place] = low_bits;
            highs[own.place] = high_bits;
            if (own.vacancies > YES) count_many(low_bits, high_bits, own.vacancies, tally);
        }
    }
    sums.settle(tally);
}

void judge(const Asked& asked, const BlockView& block, const BodyView& body, Stretch* stretches,
           Bytes* met, Tally& tally) {
    begin(asked, block, body, stretches);
    const Clause& first = asked.body_clauses[body.first_clause];
    const bool is_one = body.planes == 1 && body.last_clause - body.first_clause == 1 &&
                        first.stage == (SELECT | BOTH) && !first.is_mixed;
    if (is_one)
        judge_gates<true>(asked, block, body, stretches, met, tally);
    else
        judge_gates<false>(asked, block, body, stretches, met, tally);
}

}  // namespace

const verdicts::VerdictLanes verdict_lanes{combine, judge};

}  // namespace matcher::MATCHER_ISA
