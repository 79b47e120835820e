// Boards and people read from the tuples of `verdict_arrays.py`, everything in them checked.
#include "verdict_reading.hpp"

#include <algorithm>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "arrays.hpp"

namespace nb = nanobind;

namespace matcher::verdicts {
namespace {

constexpr std::size_t MOST_SLOTS = 63, MOST_MOMENTS = 65'535, MOST_LEADS = 251;
constexpr std::int32_t EVERYONE = std::numeric_limits<std::int32_t>::max();
constexpr std::int32_t NOBODY = std::numeric_limits<std::int32_t>::min();

// The arrays of a tuple, one after the other.
class Reader {
  public:
    explicit Reader(nb::handle tuple) : tuple_(tuple) {}

    template <typename T, std::size_t dimensions = 1>
    std::span<const T> next(const char* name, std::size_t* shape = nullptr) {
        Array<T, dimensions> array;
        if (!nb::try_cast(tuple_[place_++], array, false))
            throw nb::type_error(
                (std::string(name) + " is not an array of the type that is read").c_str()
            );
        if (shape)
            for (std::size_t d = 0; d < dimensions; ++d) shape[d] = array.shape(d);
        return elements(array, name);
    }

    std::size_t number() { return nb::cast<std::size_t>(tuple_[place_++]); }

  private:
    nb::handle tuple_;
    std::size_t place_ = 0;
};

template <typename T>
std::vector<T> kept(std::span<const T> array) {
    return {array.begin(), array.end()};
}

// Lists of members below a number, none of them empty where `is_filled`.
Rows lists(
    std::span<const std::int64_t> starts, std::span<const std::int32_t> members, std::size_t below,
    bool is_filled, const char* name
) {
    require_offsets(starts, members.size(), name);
    require_indices(members, below, name);
    const bool rises = std::adjacent_find(starts.begin(), starts.end()) == starts.end();
    require(rises || !is_filled, std::string(name) + " has an empty list");
    return {kept(starts), kept(members)};
}

void read_literals(Reader in, Board& board) {
    board.home = kept(in.next<std::uint8_t>("home"));
    board.missing = kept(in.next<std::uint8_t>("missing"));
    board.failing = kept(in.next<std::uint8_t>("failing"));
    require_size(board.missing.size(), board.literals(), "missing");
    require_size(board.failing.size(), board.literals(), "failing");
}

void read_sets(Reader in, Board& board) {
    const auto terms = in.next<std::int32_t>("terms");
    const auto term_starts = in.next<std::int64_t>("term_starts");
    const auto clause_starts = in.next<std::int64_t>("clause_starts");
    const auto members = in.next<std::int32_t>("members");
    const auto member_starts = in.next<std::int64_t>("member_starts");
    board.terms = lists(term_starts, terms, board.literals(), true, "term_starts");
    std::vector<std::int32_t> clauses(board.terms.size());
    for (std::size_t c = 0; c < clauses.size(); ++c) clauses[c] = static_cast<std::int32_t>(c);
    board.clauses = lists(clause_starts, clauses, clauses.size(), true, "clause_starts");
    board.sets = lists(
        member_starts, members, board.literals() + board.clauses.size(), false, "member_starts"
    );
}

void read_moments(Reader in, Board& board) {
    std::size_t shape[2];
    board.days = in.number();
    board.turns = kept(in.next<std::int32_t, 2>("turns", shape));
    board.ages = kept(in.next<std::int32_t>("ages"));
    board.moments = shape[1];
    require_size(board.ages.size(), shape[0], "ages");
    require(
        shape[0] >= 2 && board.moments <= MOST_MOMENTS && board.days <= MOST_MOMENTS,
        "turns have too few ages, or too many moments"
    );
    for (std::size_t age = 0; age < shape[0]; ++age) {
        const auto turns = board.turns_of(age);
        require(std::is_sorted(turns.begin(), turns.end()), "turns fall");
        const auto side = age == 0 ? EVERYONE : NOBODY;
        require(
            age > 1 || std::count(turns.begin(), turns.end(), side) ==
                           static_cast<std::ptrdiff_t>(turns.size()),
            "the first two ages are not those of everyone and of nobody"
        );
    }
    const auto ends = in.next<std::int32_t>("ends");
    require_indices(ends, board.moments, "ends");
    require(
        ends.size() <= MOST_LEADS && std::is_sorted(ends.begin(), ends.end()),
        "ends fall, or are too many"
    );
    for (const auto end : ends) board.ends.push_back(static_cast<std::uint16_t>(end));
    for (std::size_t moment = 0; moment <= board.moments; ++moment) {
        const auto before =
            std::lower_bound(ends.begin(), ends.end(), static_cast<std::int32_t>(moment));
        board.ended.push_back(static_cast<std::uint8_t>(before - ends.begin()));
    }
}

// The rows of ages that clauses ask, by age, and the ranks between them at which each is met.
void find_ranks(Body& body, const Board& board) {
    for (std::size_t c = body.first_clause; c < body.last_clause; ++c)
        for (const auto age : {board.body_clauses[c].low, board.body_clauses[c].high})
            if (age > 1) body.ages.push_back(age);
    std::sort(body.ages.begin(), body.ages.end(), [&](auto one, auto other) {
        return std::pair(board.ages[one], one) < std::pair(board.ages[other], other);
    });
    body.ages.erase(std::unique(body.ages.begin(), body.ages.end()), body.ages.end());
    const auto rank = [&](std::uint32_t age) {
        if (age <= 1) return age * (body.ages.size() + 1);
        return static_cast<std::size_t>(
                   std::find(body.ages.begin(), body.ages.end(), age) - body.ages.begin()
               ) +
               1;
    };
    for (std::size_t c = body.first_clause; c < body.last_clause; ++c)
        body.ends.emplace_back(rank(board.body_clauses[c].low), rank(board.body_clauses[c].high));
}

void read_bodies(Reader in, Board& board) {
    const auto form = in.next<std::int32_t>("form");
    const auto span = in.next<std::int32_t>("span");
    const auto starts = in.next<std::int64_t>("clause_starts");
    const auto slot = in.next<std::uint8_t>("slot");
    const auto low = in.next<std::int32_t>("low"), high = in.next<std::int32_t>("high");
    const auto stage = in.next<std::uint8_t>("stage");
    const auto asked = in.next<std::int32_t>("asked");
    const auto asked_starts = in.next<std::int64_t>("asked_starts");
    const auto papers = in.next<std::int32_t>("papers");
    const auto paper_starts = in.next<std::int64_t>("paper_starts");
    require_size(span.size(), form.size(), "span");
    require_size(starts.size(), form.size() + 1, "clause_starts");
    require_offsets(starts, slot.size(), "clause_starts");
    require_indices(slot, MOST_SLOTS, "slot");
    for (const auto& [part, name] : {std::pair(low, "low"), std::pair(high, "high")}) {
        require_size(part.size(), slot.size(), name);
        require_indices(part, board.ages.size(), name);
    }
    require_size(stage.size(), slot.size(), "stage");
    board.asked = lists(asked_starts, asked, board.literals(), false, "asked_starts");
    board.papers = lists(paper_starts, papers, board.literals(), false, "paper_starts");
    require_size(board.asked.size(), slot.size(), "asked_starts");
    require_size(board.papers.size(), slot.size(), "paper_starts");
    // More forms than bodies would be forms of none.
    require_indices(form, form.size(), "form");
    for (std::size_t c = 0; c < slot.size(); ++c) {
        const auto from = static_cast<std::size_t>(low[c]), to = static_cast<std::size_t>(high[c]);
        require(
            from != 1 && to != 0 && (from == 0 || to == 1 || board.ages[from] < board.ages[to]),
            "low is not below high"
        );
        const bool is_mixed = !board.asked.of(c).empty() || !board.papers.of(c).empty();
        board.body_clauses.push_back(
            {static_cast<std::uint32_t>(low[c]), static_cast<std::uint32_t>(high[c]), slot[c],
             stage[c], is_mixed}
        );
    }
    for (std::size_t b = 0; b < form.size(); ++b) {
        Body body{};
        body.form = static_cast<std::size_t>(form[b]);
        body.first_clause = static_cast<std::size_t>(starts[b]);
        body.last_clause = static_cast<std::size_t>(starts[b + 1]);
        body.span = span[b];
        find_ranks(body, board);
        if (board.slots.size() <= body.form) board.slots.resize(body.form + 1);
        for (std::size_t c = body.first_clause; c < body.last_clause; ++c) {
            body.is_mixed = body.is_mixed || board.body_clauses[c].is_mixed;
            board.slots[body.form] = std::max<std::size_t>(board.slots[body.form], slot[c] + 1u);
        }
        body.is_simple = !body.is_mixed && body.last_clause - body.first_clause == 1 &&
                         stage[body.first_clause] == (SELECT | BOTH);
        board.bodies.push_back(std::move(body));
    }
}

// How many leads end until someone reaches the upper age of a clause who comes of the lower one
// just before a moment is over.
std::uint8_t late(const Board& board, const Clause& clause, std::size_t moment) {
    const std::int32_t birth = board.turns_of(clause.low)[moment] - 1;
    return board.ended[board.reached(clause.high, birth)];
}

// Merged gates of one body and one day, next to each other.
void find_runs(Board& board, Body& body) {
    const Clause* only = body.is_simple ? &board.body_clauses[body.first_clause] : nullptr;
    body.first_run = board.runs.size();
    for (std::size_t g = body.first_gate; g < body.last_gate; ++g) {
        Gate& gate = board.merged[g];
        const bool goes_on = board.runs.size() > body.first_run &&
                             board.runs.back().day == gate.day &&
                             board.runs.back().opens == gate.opens;
        if (!goes_on) board.runs.push_back({0, gate.opens, gate.day});
        board.runs.back().gates = static_cast<std::uint32_t>(g + 1);
        if (only) gate.late = late(board, *only, gate.opens);
    }
    body.last_run = board.runs.size();
}

void read_merged(Reader in, Board& board) {
    const auto starts = in.next<std::int64_t>("starts of merged gates");
    const auto opens = in.next<std::int32_t>("opens"), closes = in.next<std::int32_t>("closes");
    const auto spare = in.next<std::uint8_t>("spare");
    const auto day = in.next<std::int32_t>("day");
    const std::size_t size = opens.size();
    require_size(starts.size(), board.bodies.size() + 1, "starts of merged gates");
    require_offsets(starts, size, "starts of merged gates");
    require_size(closes.size(), size, "closes");
    require_size(spare.size(), size, "spare");
    require_size(day.size(), size, "day");
    require_indices(opens, board.moments, "opens");
    require_indices(closes, board.moments, "closes");
    require_indices(spare, board.ends.size(), "spare");
    require_indices(day, board.days, "day");
    for (std::size_t g = 0; g < size; ++g) {
        require(
            opens[g] <= closes[g] && board.ends.front() <= opens[g] &&
                board.ends[spare[g]] <= closes[g],
            "a window closes before it opens, or before its leads end"
        );
        board.merged.push_back(
            {static_cast<std::uint16_t>(opens[g]), static_cast<std::uint16_t>(closes[g]),
             static_cast<std::uint16_t>(day[g]), static_cast<std::uint8_t>(spare[g] + 1), 0, 0}
        );
    }
    for (std::size_t b = 0; b < board.bodies.size(); ++b) {
        board.bodies[b].first_gate = static_cast<std::size_t>(starts[b]);
        board.bodies[b].last_gate = static_cast<std::size_t>(starts[b + 1]);
        find_runs(board, board.bodies[b]);
    }
}

void read_templates(Reader in, Board& board) {
    const auto starts = in.next<std::int64_t>("starts of templates");
    const auto place = in.next<std::int32_t>("place");
    const auto select = in.next<std::int32_t>("select"), depart = in.next<std::int32_t>("depart");
    const auto vacancies = in.next<std::int32_t>("vacancies");
    const std::size_t size = place.size();
    require_size(starts.size(), board.merged.size() + 1, "starts of templates");
    require_offsets(starts, size, "starts of templates");
    require_size(select.size(), size, "select");
    require_size(depart.size(), size, "depart");
    require_size(vacancies.size(), size, "vacancies");
    require_indices(place, size, "place");
    require_indices(select, board.sets.size(), "select");
    require_indices(depart, board.sets.size(), "depart");
    require_indices(vacancies, static_cast<std::size_t>(EVERYONE), "vacancies");
    std::vector<bool> is_taken(size);
    for (std::size_t t = 0; t < size; ++t) {
        const auto own = static_cast<std::uint32_t>(place[t]);
        require(!is_taken[own], "two templates have one place");
        is_taken[own] = true;
        board.vacancies += vacancies[t];
        board.templates.push_back(
            {own, static_cast<std::uint32_t>(select[t]), static_cast<std::uint32_t>(depart[t]),
             static_cast<std::uint32_t>(vacancies[t])}
        );
    }
    require(board.vacancies < EVERYONE, "vacancies are too many");
    for (std::size_t g = 0; g < board.merged.size(); ++g)
        board.merged[g].templates = static_cast<std::uint32_t>(starts[g + 1]);
}

Claims read_claims(Reader in, const Board& board, std::size_t people) {
    Claims claims;
    std::size_t shape[3];
    claims.complete = in.next<std::uint8_t, 2>("complete", shape);
    claims.sections = shape[1];
    require_size(shape[0], people, "complete");
    require_indices<std::uint8_t>(board.home, claims.sections + 1, "home");
    claims.starts = in.next<std::int64_t>("starts of claims");
    claims.kind = in.next<std::int32_t>("kind");
    claims.since = in.next<std::int32_t>("since");
    claims.until = in.next<std::int32_t>("until");
    claims.may_last = in.next<std::uint8_t>("may_last");
    require_size(claims.starts.size(), people * claims.sections + 1, "starts of claims");
    require_offsets(claims.starts, claims.kind.size(), "starts of claims");
    require_size(claims.since.size(), claims.kind.size(), "since");
    require_size(claims.until.size(), claims.kind.size(), "until");
    require_size(claims.may_last.size(), claims.kind.size(), "may_last");
    require_indices(claims.since, board.days + 1, "since");
    require_indices(claims.until, board.days + 1, "until");
    claims.answer_starts = in.next<std::int64_t>("answer_starts");
    claims.answers = in.next<std::int32_t>("answers");
    claims.codes = in.next<std::uint8_t, 3>("codes", shape);
    require_offsets(claims.answer_starts, claims.answers.size(), "answer_starts");
    require_indices(claims.kind, claims.answer_starts.size() - 1, "kind");
    require_indices(claims.answers, board.literals(), "answers");
    require(
        shape[0] == claims.answers.size() && shape[1] == 2 && shape[2] == 3,
        "codes are not (answers, 2, 3)"
    );
    claims.work_starts = in.next<std::int64_t>("work_starts");
    claims.work = in.next<std::int32_t>("work");
    claims.work_codes = in.next<std::uint8_t, 2>("work_codes", shape);
    require_size(claims.work_starts.size(), people + 1, "work_starts");
    require_offsets(claims.work_starts, claims.work.size(), "work_starts");
    require_indices(claims.work, board.literals(), "work");
    require(shape[0] == claims.work.size() && shape[1] == 2, "work_codes are not (work, 2)");
    return claims;
}

Facts read_facts(Reader in, const Board& board) {
    Facts facts;
    std::size_t shape[2];
    facts.first = in.next<std::int32_t>("first");
    facts.last = in.next<std::int32_t>("last");
    facts.kind = in.next<std::int32_t>("kind");
    facts.patterns = in.next<std::int32_t, 2>("patterns", shape);
    facts.forms = shape[1];
    facts.words = in.next<std::uint64_t>("words");
    facts.word_starts = in.next<std::int64_t>("word_starts");
    require_size(facts.last.size(), facts.first.size(), "last");
    require_size(facts.kind.size(), facts.first.size(), "kind");
    for (std::size_t i = 0; i < facts.first.size(); ++i)
        require(
            NOBODY < facts.first[i] && facts.first[i] <= facts.last[i] && facts.last[i] < EVERYONE,
            "a birth ends before it begins"
        );
    require_indices(facts.kind, shape[0], "kind");
    require(facts.forms >= board.slots.size(), "patterns have fewer forms than the bodies");
    require_offsets(facts.word_starts, facts.words.size(), "word_starts");
    require(
        std::adjacent_find(facts.word_starts.begin(), facts.word_starts.end()) ==
            facts.word_starts.end(),
        "word_starts have an empty pattern"
    );
    require_indices(facts.patterns, facts.word_starts.size() - 1, "patterns");
    return facts;
}

}  // namespace

Board read_board(nb::handle tuple) {
    Board board;
    read_literals(Reader(tuple[0]), board);
    read_sets(Reader(tuple[1]), board);
    read_moments(Reader(tuple[2]), board);
    read_bodies(Reader(tuple[3]), board);
    read_merged(Reader(tuple[4]), board);
    read_templates(Reader(tuple[5]), board);
    return board;
}

People read_people(nb::handle tuple, const Board& board) {
    People people;
    people.facts = read_facts(Reader(tuple[1]), board);
    people.claims = read_claims(Reader(tuple[0]), board, people.size());
    return people;
}

}  // namespace matcher::verdicts
