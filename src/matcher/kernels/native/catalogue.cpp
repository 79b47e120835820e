#include "catalogue.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>

namespace matcher {

namespace {

using u32 = std::uint32_t;

// Offers may split the templates into so many times as many, not more.
constexpr double MOST_SPLIT = 1.3;
// A template with more terms could overflow its sum: its bound is then simply the greatest.
constexpr std::size_t MOST_TERMS = 20'000;
constexpr u32 GREATEST = 65'535;

// The weight so that row * weight >> 16 is at least the product, but for its rounding down.
u32 quantised(double weight) {
    return static_cast<u32>(std::ceil(weight * SCALE * (65'536.0 / WHOLE) * (1 + 1e-12)));
}

}  // namespace

Catalogue::Catalogue(const Posts& given) : posts(given) {
    group();
    combine_wishes();
    const auto greatest = std::max_element(posts.gates.begin(), posts.gates.end());
    share_gates(greatest == posts.gates.end() ? 0 : static_cast<std::size_t>(*greatest) + 1);
    quantise();
    invert();
}

// The place of each weight row, those that ask alike side by side.
std::vector<u32> Catalogue::places_of_rows() const {
    const Rows& weights = posts.weights;
    const auto criteria = [&](u32 row) {
        const auto first = static_cast<std::size_t>(weights.starts[row]);
        return weights.columns.subspan(
            first, static_cast<std::size_t>(weights.starts[row + 1]) - first
        );
    };
    std::vector<u32> order(weights.size()), places(weights.size());
    std::iota(order.begin(), order.end(), 0u);
    std::sort(order.begin(), order.end(), [&](u32 a, u32 b) {
        const auto one = criteria(a), other = criteria(b);
        // Neighbours share the first criterion, the occupation; loops of one length are foreseen.
        if (one.empty() || other.empty()) return one.size() < other.size();
        if (one[0] != other[0]) return one[0] < other[0];
        if (one.size() != other.size()) return one.size() < other.size();
        return std::lexicographical_compare(one.begin(), one.end(), other.begin(), other.end());
    });
    for (u32 i = 0; i < order.size(); ++i) places[order[i]] = i;
    return places;
}

void Catalogue::group() {
    const std::size_t size = posts.size(), parts = posts.parts;
    const auto places = places_of_rows();
    const auto place = [&](u32 v) { return places[static_cast<std::size_t>(posts.row_of[v])]; };
    const auto offers = [&](u32 v) { return posts.offers.subspan(v * parts, parts); };
    members.resize(size);
    std::iota(members.begin(), members.end(), 0u);
    std::sort(members.begin(), members.end(), [&](u32 a, u32 b) {
        if (place(a) != place(b)) return place(a) < place(b);
        const auto one = offers(a), other = offers(b);
        return std::lexicographical_compare(one.begin(), one.end(), other.begin(), other.end());
    });
    // How many templates there are if offers must agree in so many leading parts.
    std::vector<std::size_t> counts(parts + 1, 1);
    const auto agreeing = [&](u32 a, u32 b) -> std::size_t {
        if (posts.row_of[a] != posts.row_of[b]) return 0;
        const auto one = offers(a), other = offers(b);
        std::size_t part = 0;
        while (part < parts && one[part] == other[part]) ++part;
        return part + 1;
    };
    for (std::size_t i = 1; i < size; ++i)
        for (std::size_t part = agreeing(members[i - 1], members[i]); part <= parts; ++part)
            ++counts[part];
    while (leading < parts &&
           static_cast<double>(counts[leading + 1]) <= MOST_SPLIT * static_cast<double>(counts[0]))
        ++leading;
    starts.clear();
    template_of.resize(size);
    for (std::size_t i = 0; i < size; ++i) {
        if (i == 0 || agreeing(members[i - 1], members[i]) <= leading) {
            starts.push_back(static_cast<u32>(i));
            row_of.push_back(static_cast<u32>(posts.row_of[members[i]]));
        }
        template_of[i] = static_cast<u32>(starts.size() - 1);
    }
    starts.push_back(static_cast<u32>(size));
    const auto before = [&](u32 a, u32 b) { return posts.order[a] < posts.order[b]; };
    for (std::size_t t = 0; t < templates(); ++t)
        std::sort(members.begin() + starts[t], members.begin() + starts[t + 1], before);
    order.resize(size);
    this->offers.resize(size * parts);
    for (u32 i = 0; i < size; ++i) {
        order[i] = posts.order[members[i]];
        std::copy_n(
            offers(members[i]).begin(), parts,
            this->offers.begin() + static_cast<std::ptrdiff_t>(i * parts)
        );
    }
    by_order.resize(size);
    std::iota(by_order.begin(), by_order.end(), 0u);
    std::sort(by_order.begin(), by_order.end(), [&](u32 a, u32 b) { return order[a] < order[b]; });
}

// The wish classes of each template: where its members differ in a part, any class of that part.
void Catalogue::combine_wishes() {
    const std::size_t parts = posts.parts;
    for (const auto wish : offers)
        wish_classes = std::max(wish_classes, static_cast<std::size_t>(wish + 1));
    for (std::size_t part = 0; part < parts; ++part) {
        std::vector<bool> occurs(wish_classes, false);
        any_starts.push_back(static_cast<u32>(any_of.size()));
        for (std::size_t i = 0; i < members.size(); ++i) {
            const auto wish = offers[i * parts + part];
            if (wish < 0 || occurs[static_cast<std::size_t>(wish)]) continue;
            occurs[static_cast<std::size_t>(wish)] = true;
            any_of.push_back(static_cast<u32>(wish));
        }
    }
    any_starts.push_back(static_cast<u32>(any_of.size()));
    std::map<std::vector<u32>, u32> places;
    std::vector<u32> classes(parts);
    for (std::size_t t = 0; parts && t < templates(); ++t) {
        for (std::size_t part = 0; part < parts; ++part) {
            const auto offer = [&](u32 i) { return offers[i * parts + part]; };
            const std::int32_t wish = offer(starts[t]);
            classes[part] = static_cast<u32>(wish < 0 ? no_wish() : static_cast<std::size_t>(wish));
            for (u32 i = starts[t]; i < starts[t + 1]; ++i)
                if (offer(i) != wish) classes[part] = static_cast<u32>(any_wish(part));
        }
        const auto [place, is_new] = places.try_emplace(classes, static_cast<u32>(places.size()));
        if (is_new) combinations.insert(combinations.end(), classes.begin(), classes.end());
        combination_of.push_back(place->second);
    }
}

void Catalogue::share_gates(std::size_t gates) {
    std::vector<u32> asked_by(gates, 0);
    for (const auto gate : posts.gates) ++asked_by[static_cast<std::size_t>(gate)];
    const auto of = [&](u32 member) {
        const auto v = members[member];
        const auto first = static_cast<std::size_t>(posts.gate_starts[v]);
        return posts.gates.subspan(
            first, static_cast<std::size_t>(posts.gate_starts[v + 1]) - first
        );
    };
    std::vector<u32> rarest(members.size());
    std::vector<u32> keyed(gates + 1, 0);
    std::vector<u32> times(gates, 0);
    for (std::size_t t = 0; t < templates(); ++t) {
        const u32 size = starts[t + 1] - starts[t];
        for (u32 i = starts[t]; i < starts[t + 1]; ++i)
            for (const auto gate : of(i)) ++times[static_cast<std::size_t>(gate)];
        // A gate that a vacancy names twice is asked more often than there are members.
        const auto is_common = [&](std::int32_t gate) {
            return times[static_cast<std::size_t>(gate)] >= size;
        };
        for (const auto gate : of(starts[t]))
            if (is_common(gate)) {
                bool everywhere = true;
                for (u32 i = starts[t]; everywhere && i < starts[t + 1]; ++i) {
                    const auto asked = of(i);
                    everywhere = std::find(asked.begin(), asked.end(), gate) != asked.end();
                }
                if (everywhere)
                    common.items.push_back(static_cast<u32>(gate));
                else
                    times[static_cast<std::size_t>(gate)] = 0;
            }
        common.close();
        for (u32 i = starts[t]; i < starts[t + 1]; ++i) {
            rarest[i] = static_cast<u32>(gates);
            for (const auto gate : of(i)) {
                const auto g = static_cast<u32>(gate);
                if (!is_common(gate)) own.items.push_back(g);
                if (rarest[i] == gates || asked_by[g] < asked_by[rarest[i]]) rarest[i] = g;
            }
            own.close();
            ++keyed[rarest[i]];
        }
        for (u32 i = starts[t]; i < starts[t + 1]; ++i)
            for (const auto gate : of(i)) times[static_cast<std::size_t>(gate)] = 0;
    }
    for (std::size_t g = 0; g < gates; ++g)
        by_gate.starts.push_back(by_gate.starts.back() + keyed[g]);
    by_gate.items.resize(by_gate.starts.back());
    std::vector<u32> next(by_gate.starts.begin(), by_gate.starts.end() - 1);
    for (u32 i = 0; i < members.size(); ++i) {
        if (rarest[i] == gates)
            ungated.push_back(i);
        else
            by_gate.items[next[rarest[i]]++] = i;
    }
    for (u32 gate = 0; gate < gates; ++gate) {
        if (2 * std::size_t{asked_by[gate]} <= members.size()) continue;
        frequent.push_back(gate);
        for (u32 i = 0; i < members.size(); ++i) {
            const auto asked = of(i);
            if (std::find(asked.begin(), asked.end(), static_cast<std::int32_t>(gate)) ==
                asked.end())
                without.items.push_back(i);
        }
        without.close();
    }
}

void Catalogue::quantise() {
    for (std::size_t t = 0; t < templates(); ++t) {
        const auto first = static_cast<std::size_t>(posts.weights.starts[row_of[t]]);
        const auto last = static_cast<std::size_t>(posts.weights.starts[row_of[t] + 1]);
        const bool is_short = last - first < MOST_TERMS;
        const std::size_t head = term_list.size();
        term_list.push_back(0);
        const auto add = [&](std::size_t row, double weight) {
            if (is_short && weight > 0) term_list.push_back(term(row, quantised(weight)));
        };
        for (std::size_t i = first; i < last; ++i)
            add(static_cast<std::size_t>(posts.weights.columns[i]), posts.weights.values[i]);
        const double preference = posts.preference[row_of[t]];
        const bool has_wishes = posts.parts && is_short && preference > 0;
        if (has_wishes) add(posts.criteria + combination_of[t], preference);
        wishes.push_back(has_wishes ? term_list.back() : 0);
        term_list[head] = is_short ? static_cast<u32>(term_list.size() - head - 1) : GREATEST;
        term_starts.push_back(static_cast<u32>(term_list.size()));
    }
}

void Catalogue::invert() {
    const auto each = [&](auto&& visit) {
        for (std::size_t t = 0; t < templates(); ++t)
            for (u32 i = term_starts[t] + 1; i < term_starts[t + 1]; ++i)
                visit(static_cast<u32>(t), term_list[i]);
    };
    posting_starts.assign(table_rows() + 1, 0);
    each([&](u32, Term term) { ++posting_starts[matcher::row_of(term) + 1]; });
    std::partial_sum(posting_starts.begin(), posting_starts.end(), posting_starts.begin());
    postings.resize(posting_starts.back());
    std::vector<u32> next(posting_starts.begin(), posting_starts.end() - 1);
    each([&](u32 t, Term term) { postings[next[matcher::row_of(term)]++] = {t, weight_of(term)}; });
}

}  // namespace matcher
