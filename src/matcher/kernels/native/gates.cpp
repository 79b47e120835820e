// The kernels over gates and stages: candidates x gates, stretches or vacancies.
//
// `matcher/kernels/reference.py` defines each of them and tells the shapes; here are the same
// names.
#include <algorithm>
#include <functional>
#include <limits>

#include "arrays.hpp"
#include "module.hpp"

namespace nb = nanobind;

namespace matcher {
namespace {

using Places = std::span<const std::int64_t>;

// Gate and verdict codes, as reference.py has them.
constexpr int MET = 0, UNKNOWN = 1, MISSING = 2;
constexpr std::int8_t READY = 0, NEEDS_PROOF = 1, TRAINABLE = 2, BARRED = 3;
constexpr std::int32_t NO_DAY = std::numeric_limits<std::int32_t>::max();

// The part of a checked CSR array that belongs to one row.
Places row_of(Places all, Places starts, std::size_t row) {
    const auto from = static_cast<std::size_t>(starts[row]);
    return all.subspan(from, static_cast<std::size_t>(starts[row + 1]) - from);
}

// Where parts of a whole of `size` start: at 0, each later than the one before, none empty.
void require_parts(Places starts, std::size_t size, const char* name) {
    const bool rising =
        std::adjacent_find(starts.begin(), starts.end(), std::greater_equal{}) == starts.end();
    const bool inside =
        starts.empty() || (starts.front() == 0 && static_cast<std::uint64_t>(starts.back()) < size);
    require(rising && inside, std::string(name) + " does not divide " + std::to_string(size));
}

// The first place after part `i`.
std::size_t end_of(Places starts, std::size_t i, std::size_t size) {
    return i + 1 < starts.size() ? static_cast<std::size_t>(starts[i + 1]) : size;
}

template <typename T>
auto any_of_all(
    const Matrix<T>& literals, const Vector<std::int64_t>& terms,
    const Vector<std::int64_t>& clauses, const Vector<std::int64_t>& expressions, bool best_is_least
) {
    const auto literal = elements(literals, "literals");
    const auto term = elements(terms, "terms");
    const auto clause = elements(clauses, "clauses");
    const auto expression = elements(expressions, "expressions");
    const std::size_t people = literals.shape(0), width = literals.shape(1);
    require_indices(term, width, "terms");
    require_parts(clause, term.size(), "clauses");
    require_parts(expression, clause.size(), "expressions");
    const auto found = new_array<T>(people, expression.size());
    const nb::gil_scoped_release released;
    const auto worse = [=](T a, T b) { return best_is_least ? std::max(a, b) : std::min(a, b); };
    const auto better = [=](T a, T b) { return best_is_least ? std::min(a, b) : std::max(a, b); };
    T* out = found.data;
    for (std::size_t person = 0; person < people; ++person) {
        const T* own = literal.data() + person * width;
        for (std::size_t e = 0; e < expression.size(); ++e) {
            T best{};
            const auto first = static_cast<std::size_t>(expression[e]);
            const std::size_t last = end_of(expression, e, clause.size());
            for (std::size_t c = first; c < last; ++c) {
                auto t = static_cast<std::size_t>(clause[c]);
                T worst = own[term[t]];
                const std::size_t end = end_of(clause, c, term.size());
                while (++t < end) worst = worse(worst, own[term[t]]);
                best = c == first ? worst : better(best, worst);
            }
            *out++ = best;
        }
    }
    return found.array;
}

auto worst(
    const Matrix<std::int16_t>& gates, const Vector<std::int64_t>& starts,
    const Vector<std::int64_t>& members
) {
    const auto gate = elements(gates, "gates");
    const auto start = elements(starts, "starts");
    const auto member = elements(members, "members");
    const std::size_t people = gates.shape(0), width = gates.shape(1);
    require_offsets(start, member.size(), "starts");
    require_indices(member, width, "members");
    const std::size_t sets = start.size() - 1;
    const auto found = new_array<std::int16_t>(people, sets);
    const nb::gil_scoped_release released;
    for (std::size_t person = 0; person < people; ++person) {
        const std::int16_t* own = gate.data() + person * width;
        for (std::size_t set = 0; set < sets; ++set) {
            std::int16_t code = MET;
            for (const auto one : row_of(member, start, set)) code = std::max(code, own[one]);
            found.data[person * sets + set] = code;
        }
    }
    return found.array;
}

auto open_days(
    const Matrix<std::uint8_t>& holds, const Vector<std::int32_t>& first,
    const Vector<std::int32_t>& last, const Vector<std::int64_t>& starts,
    const Vector<std::int64_t>& gates, const Vector<std::int32_t>& opens,
    const Vector<std::int32_t>& closes
) {
    const auto met = elements(holds, "holds");
    const auto begin = elements(first, "first"), end = elements(last, "last");
    const auto start = elements(starts, "starts");
    const auto gate = elements(gates, "gates");
    const auto open = elements(opens, "opens"), close = elements(closes, "closes");
    const std::size_t stretches = holds.shape(0), width = holds.shape(1), windows = gate.size();
    require_size(begin.size(), stretches, "first");
    require_size(end.size(), stretches, "last");
    require_offsets(start, stretches, "starts");
    require_size(open.size(), windows, "opens");
    require_size(close.size(), windows, "closes");
    require_indices(gate, width, "gates");
    const std::size_t people = start.size() - 1;
    const auto from = new_array<std::int32_t>(people, windows);
    const auto until = new_array<std::int32_t>(people, windows);
    {
        const nb::gil_scoped_release released;
        std::fill_n(from.data, people * windows, NO_DAY);
        std::fill_n(until.data, people * windows, 0);
        for (std::size_t person = 0; person < people; ++person) {
            std::int32_t* earliest = from.data + person * windows;
            std::int32_t* latest = until.data + person * windows;
            const auto after = static_cast<std::size_t>(start[person + 1]);
            for (auto s = static_cast<std::size_t>(start[person]); s < after; ++s) {
                for (std::size_t w = 0; w < windows; ++w) {
                    const auto day = std::max(begin[s], open[w]);
                    const auto final_day = std::min(end[s], close[w]);
                    const std::uint8_t is_met = met[s * width + static_cast<std::size_t>(gate[w])];
                    if (is_met == 0 || day > final_day) continue;
                    earliest[w] = std::min(earliest[w], day);
                    latest[w] = std::max(latest[w], final_day);
                }
            }
        }
    }
    return nb::make_tuple(from.array, until.array);
}

auto judge(
    const Matrix<std::int16_t>& select, const Matrix<std::int16_t>& depart,
    const Matrix<std::int16_t>& ready, const Matrix<std::int16_t>& hopeful,
    const Matrix<std::int16_t>& slack
) {
    const auto chosen = elements(select, "select"), left = elements(depart, "depart");
    const auto sure = elements(ready, "ready"), hoped = elements(hopeful, "hopeful");
    const auto spare = elements(slack, "slack");
    for (const auto& other : {depart, ready, hopeful, slack}) {
        require(
            other.shape(0) == select.shape(0) && other.shape(1) == select.shape(1),
            "depart, ready, hopeful and slack must have the shape of select"
        );
    }
    const auto verdicts = new_array<std::int8_t>(select.shape(0), select.shape(1));
    const nb::gil_scoped_release released;
    for (std::size_t pair = 0; pair < chosen.size(); ++pair) {
        const int to_leave = std::max(left[pair] - MISSING, 0);
        const int months = std::max(chosen[pair] - MISSING, to_leave);
        std::int8_t verdict = months <= spare[pair] ? TRAINABLE : BARRED;
        // `&` and no branch: these loops are compiled to vector instructions.
        verdict = (chosen[pair] <= UNKNOWN) & (to_leave <= hoped[pair]) ? NEEDS_PROOF : verdict;
        verdict = (chosen[pair] == MET) & (to_leave <= sure[pair]) ? READY : verdict;
        verdicts.data[pair] = verdict;
    }
    return verdicts.array;
}

}  // namespace

void register_gates(nb::module_& module) {
    const auto array = [](const char* name) { return nb::arg(name).noconvert(); };
    const auto register_any_of_all = [&](auto function) {
        module.def(
            "any_of_all", function, array("literals"), array("terms"), array("clauses"),
            array("expressions"), nb::kw_only(), nb::arg("best_is_least")
        );
    };
    register_any_of_all(&any_of_all<double>);
    register_any_of_all(&any_of_all<std::int16_t>);
    register_any_of_all(&any_of_all<std::uint8_t>);
    module.def("worst", &worst, array("gates"), array("starts"), array("members"));
    module.def(
        "open_days", &open_days, array("holds"), array("first"), array("last"), array("starts"),
        array("gates"), array("opens"), array("closes")
    );
    module.def(
        "judge", &judge, array("select"), array("depart"), array("ready"), array("hopeful"),
        array("slack")
    );
}

}  // namespace matcher
