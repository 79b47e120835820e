// What a body is to the lanes of a block: when it is met, and which months its windows leave.
#pragma once

#include "verdict_bytes.hpp"

namespace matcher::MATCHER_ISA {
namespace {

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

// One clause in planes, where births are ranges. Of all days of birth that may be, the last leaves
// the most months if the lower age is reached in time, else the last on which it is. Reached by the
// time that the window closes, it lasts beyond; reached when it opens, it may not.
class Ranged {
  public:
    Ranged(const Asked&, const BlockView&, const BodyView& body, Stretch* stretches, Bytes* met)
        : planes_(body.planes), stretches_(stretches), met_(met) {}

    void open(const Run& run) {
        const u16 opens = run.opens;
        for (std::size_t p = 0; p < planes_; ++p) {
            Stretch& own = stretches_[p];
            Bytes &hoped_met = met_[2 * p], &sure_met = met_[2 * p + 1];
            for (std::size_t l = 0; l < LANES; ++l) {
                const u8 ahead = all_if(opens < own.last_left.lane[l]);
                own.hoped_ahead.lane[l] = ahead;
                hoped_met.lane[l] = both(ahead, all_if(own.reached.lane[l] <= opens));
                sure_met.lane[l] = both(
                    all_if(opens < own.left.lane[l]), all_if(own.last_reached.lane[l] <= opens)
                );
            }
        }
    }

    void judge(const Gate& gate, Months& months) const {
        const u16 closes = gate.closes;
        const u8 longest = gate.most, late = least(longest, gate.late);
        fill(months.ready, YES);
        fill(months.hopeful, 0);
        fill(months.slack, 0);
        for (std::size_t p = 0; p < planes_; ++p) {
            const Stretch& own = stretches_[p];
            const Bytes &hoped_met = met_[2 * p], &sure_met = met_[2 * p + 1];
            for (std::size_t l = 0; l < LANES; ++l) {
                const u8 last = own.last_months.lane[l];
                const u8 is_open =
                    both(own.hoped_ahead.lane[l], all_if(own.reached.lane[l] <= closes));
                const u8 sure = both(sure_met.lane[l], least(own.months.lane[l], longest));
                const u8 hoped = both(hoped_met.lane[l], least(last, late));
                months.ready.lane[l] = least(months.ready.lane[l], sure);
                months.hopeful.lane[l] = most(months.hopeful.lane[l], hoped);
                months.slack.lane[l] =
                    most(months.slack.lane[l], both(is_open, least(last, longest)));
            }
        }
    }

  private:
    const std::size_t planes_;
    Stretch* stretches_;
    Bytes* met_;
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

}  // namespace
}  // namespace matcher::MATCHER_ISA
