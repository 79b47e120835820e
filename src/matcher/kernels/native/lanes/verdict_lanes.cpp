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
inline u8 both(u8 a, u8 b) { return static_cast<u8>(a & b); }
inline u8 either(u8 a, u8 b) { return static_cast<u8>(a | b); }
inline u8 neither(u8 a, u8 b) { return static_cast<u8>(~(a | b)); }

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
    return static_cast<u32>(
        __builtin_ia32_pmovmskb256(*reinterpret_cast<const Vector*>(truths.lane))
    );
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
inline void worst(
    const Table& table, const std::int32_t* rows, const std::int32_t* end, std::size_t segment,
    Bytes& found
) {
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
                worst(
                    table, asked.terms.members + asked.terms.starts[c],
                    asked.terms.members + asked.terms.starts[c + 1], s, found
                );
                for (std::size_t l = 0; l < LANES; ++l)
                    best.lane[l] = least(best.lane[l], found.lane[l]);
            }
        }
    }
    for (std::size_t set = 0; set < asked.set_count; ++set) {
        const std::size_t number = asked.literals + asked.gates + set;
        const std::size_t segments = table.step[number] ? block.segments : 1;
        for (std::size_t s = 0; s < segments; ++s) {
            worst(
                table, asked.sets.members + asked.sets.starts[set],
                asked.sets.members + asked.sets.starts[set + 1], s, row(table, number, s)
            );
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

// Whose stretch is not over when windows open, and who meets it at once.
inline void open(const Stretch& own, u16 opens, Bytes& ahead, Bytes& at_once) {
    for (std::size_t l = 0; l < LANES; ++l) {
        const u8 is_ahead = all_if(opens < own.left.lane[l]);
        ahead.lane[l] = is_ahead;
        at_once.lane[l] = both(is_ahead, all_if(own.reached.lane[l] <= opens));
    }
}

// The months that a stretch leaves in a window.
inline void wait(const Stretch& own, const Bytes& ahead, const Gate& gate, Bytes& found) {
    const u16 closes = gate.closes;
    const u8 most_months = gate.most;
    for (std::size_t l = 0; l < LANES; ++l) {
        const u8 is_open = both(ahead.lane[l], all_if(own.reached.lane[l] <= closes));
        found.lane[l] = both(is_open, least(own.months.lane[l], most_months));
    }
}

// --- bodies of personal facts alone ------------------------------------------------------

// One clause in one plane: nothing is unknown.
class One {
  public:
    One(const Asked&, const BlockView&, const BodyView&, Stretch* stretches, Bytes*)
        : own_(*stretches) {}

    void open(const Run& run) { ::matcher::MATCHER_ISA::open(own_, run.opens, ahead_, met_); }

    void judge(const Gate& gate, Months& months) const {
        wait(own_, ahead_, gate, months.slack);
        for (std::size_t l = 0; l < LANES; ++l) {
            const u8 at_once = both(months.slack.lane[l], met_.lane[l]);
            months.hopeful.lane[l] = at_once;
            months.ready.lane[l] = at_once;
        }
    }

  private:
    const Stretch own_;
    Bytes ahead_, met_;
};

// Clauses in planes: the best clause of each plane, then the worst and the best plane.
class Several {
  public:
    Several(
        const Asked& asked, const BlockView&, const BodyView& body, Stretch* stretches, Bytes* met
    )
        : clauses_(asked.body_clauses + body.first_clause),
          count_(body.last_clause - body.first_clause),
          planes_(body.planes),
          stretches_(stretches),
          met_(met) {}

    void open(const Run& run) {
        for (std::size_t p = 0; p < planes_; ++p) {
            Bytes met;
            fill(met, 0);
            for (std::size_t c = 0; c < count_; ++c) {
                Stretch& own = stretches_[p * count_ + c];
                Bytes at_once;
                ::matcher::MATCHER_ISA::open(own, run.opens, own.hoped_ahead, at_once);
                if (clauses_[c].stage & SELECT) raise(met, at_once);
            }
            met_[p] = met;
        }
    }

    void judge(const Gate& gate, Months& months) const {
        fill(months.ready, YES);
        fill(months.hopeful, 0);
        fill(months.slack, 0);
        for (std::size_t p = 0; p < planes_; ++p) {
            Bytes best;
            fill(best, 0);
            for (std::size_t c = 0; c < count_; ++c) {
                if (!(clauses_[c].stage & BOTH)) continue;
                const Stretch& own = stretches_[p * count_ + c];
                Bytes found;
                wait(own, own.hoped_ahead, gate, found);
                raise(best, found);
            }
            const Bytes& met = met_[p];
            for (std::size_t l = 0; l < LANES; ++l) {
                const u8 at_once = both(best.lane[l], met.lane[l]);
                months.ready.lane[l] = least(months.ready.lane[l], at_once);
                months.hopeful.lane[l] = most(months.hopeful.lane[l], at_once);
                months.slack.lane[l] = most(months.slack.lane[l], best.lane[l]);
            }
        }
    }

  private:
    const Clause* clauses_;
    const std::size_t count_, planes_;
    Stretch* stretches_;
    Bytes* met_;
};

// --- bodies that ask other things too ----------------------------------------------------

// The same, where what is hoped and what is sure differ, and either may have to be waited for.
class Mixed {
  public:
    Mixed(
        const Asked& asked, const BlockView& block, const BodyView& body, Stretch* stretches,
        Bytes* met
    )
        : asked_(asked),
          block_(block),
          body_(body),
          count_(body.last_clause - body.first_clause),
          stretches_(stretches),
          met_(met) {}

    void open(const Run& run) {
        const std::size_t segment = block_.segment_of[run.day];
        for (std::size_t p = 0; p < body_.planes; ++p) {
            Bytes hoped_met, sure_met;
            fill(hoped_met, 0);
            fill(sure_met, 0);
            for (std::size_t c = 0; c < count_; ++c) {
                Stretch& own = stretches_[p * count_ + c];
                Bytes at_once, hoped, sure;
                ::matcher::MATCHER_ISA::open(own, run.opens, own.hoped_ahead, at_once);
                read(body_.first_clause + c, segment, own, hoped, sure);
                if (!(asked_.body_clauses[body_.first_clause + c].stage & SELECT)) continue;
                for (std::size_t l = 0; l < LANES; ++l) {
                    hoped.lane[l] = both(at_once.lane[l], all_if(hoped.lane[l] <= UNKNOWN));
                    sure.lane[l] = both(at_once.lane[l], all_if(sure.lane[l] == MET));
                }
                raise(hoped_met, hoped);
                raise(sure_met, sure);
            }
            met_[2 * p] = hoped_met;
            met_[2 * p + 1] = sure_met;
        }
    }

    void judge(const Gate& gate, Months& months) const {
        fill(months.ready, YES);
        fill(months.hopeful, 0);
        fill(months.slack, 0);
        for (std::size_t p = 0; p < body_.planes; ++p) {
            Bytes hoped, sure;
            fill(hoped, 0);
            fill(sure, 0);
            for (std::size_t c = 0; c < count_; ++c) {
                if (!(asked_.body_clauses[body_.first_clause + c].stage & BOTH)) continue;
                const Stretch& own = stretches_[p * count_ + c];
                raise_waited(own, own.hoped_ahead, own.hoped_lead, gate, hoped);
                raise_waited(own, own.sure_ahead, own.sure_lead, gate, sure);
            }
            for (std::size_t l = 0; l < LANES; ++l) {
                const u8 hoped_at_once = both(hoped.lane[l], met_[2 * p].lane[l]);
                const u8 sure_at_once = both(sure.lane[l], met_[2 * p + 1].lane[l]);
                months.ready.lane[l] = least(months.ready.lane[l], sure_at_once);
                months.hopeful.lane[l] = most(months.hopeful.lane[l], hoped_at_once);
                months.slack.lane[l] = most(months.slack.lane[l], hoped.lane[l]);
            }
        }
    }

  private:
    // The codes of a clause, and who can wait for what it lacks until a stretch is over.
    void read(
        std::size_t number, std::size_t segment, Stretch& own, Bytes& hoped, Bytes& sure
    ) const {
        const Lists &asked = asked_.asked, &papers = asked_.papers;
        Bytes leave;
        worst(
            block_.table, papers.members + papers.starts[number],
            papers.members + papers.starts[number + 1], segment, leave
        );
        fill(hoped, MET);
        fill(sure, MET);
        for (auto i = asked.starts[number]; i < asked.starts[number + 1]; ++i) {
            const auto literal = static_cast<std::size_t>(asked.members[i]);
            const Bytes& codes = row(block_.table, literal, segment);
            const Bytes& failing = block_.failing[literal];
            raise(hoped, codes);
            for (std::size_t l = 0; l < LANES; ++l) {
                const u8 code = codes.lane[l] == UNKNOWN ? failing.lane[l] : codes.lane[l];
                sure.lane[l] = most(sure.lane[l], code);
            }
        }
        const Bytes ahead = own.hoped_ahead;
        find_lead(hoped, leave, own.left, ahead, own.hoped_lead, own.hoped_ahead);
        find_lead(sure, leave, own.left, ahead, own.sure_lead, own.sure_ahead);
    }

    void find_lead(
        const Bytes& codes, const Bytes& leave, const Words& left, const Bytes& ahead, Bytes& leads,
        Bytes& waits
    ) const {
        for (std::size_t l = 0; l < LANES; ++l) {
            const u8 lead =
                static_cast<u8>(most(most(codes.lane[l], leave.lane[l]), MISSING) - MISSING);
            const bool ends = lead < asked_.leads && asked_.ends[lead] < left.lane[l];
            leads.lane[l] = lead;
            waits.lane[l] = both(ahead.lane[l], all_if(ends));
        }
    }

    static void raise_waited(
        const Stretch& own, const Bytes& ahead, const Bytes& leads, const Gate& gate, Bytes& best
    ) {
        Bytes found;
        wait(own, ahead, gate, found);
        for (std::size_t l = 0; l < LANES; ++l)
            best.lane[l] =
                most(best.lane[l], both(found.lane[l], all_if(leads.lane[l] < gate.most)));
    }

    const Asked& asked_;
    const BlockView& block_;
    const BodyView& body_;
    const std::size_t count_;
    Stretch* stretches_;
    Bytes* met_;
};

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
    const bool has_apart = view.has_any || view.loose;
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
            if (has_apart) add_apart(view, gate, g, months);
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
    const Clause* clauses = asked.body_clauses + body.first_clause;
    const std::size_t count = body.last_clause - body.first_clause;
    bool is_mixed = false;
    for (std::size_t c = 0; c < count; ++c) is_mixed = is_mixed || clauses[c].is_mixed;
    if (is_mixed)
        judge_gates<Mixed>(asked, block, body, stretches, met, tally);
    else if (count == 1 && body.planes == 1 && clauses[0].stage == (SELECT | BOTH))
        judge_gates<One>(asked, block, body, stretches, met, tally);
    else
        judge_gates<Several>(asked, block, body, stretches, met, tally);
}

}  // namespace

const verdicts::VerdictLanes verdict_lanes{combine, judge};

}  // namespace matcher::MATCHER_ISA
