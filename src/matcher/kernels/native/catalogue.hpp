// Vacancies arranged for ranking: templates with their members, their gates and their bounds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "lanes/ranking_lanes.hpp"

namespace matcher {

// A sparse matrix by rows; the order inside a row is the order of the sums.
struct Rows {
    std::span<const double> values;
    std::span<const std::int64_t> columns;
    std::span<const std::int64_t> starts;

    std::size_t size() const { return starts.size() - 1; }
};

// Vacancies (v,) of weight rows: see `Posts` in ranking_reference.py.
struct Posts {
    Rows weights;
    std::span<const double> preference;
    std::span<const std::int32_t> row_of;
    std::span<const std::int32_t> order;
    std::span<const std::int64_t> gate_starts;
    std::span<const std::int32_t> gates;
    std::span<const std::int32_t> offers;  // (v, parts)
    std::size_t parts;
    std::size_t criteria;  // columns of the weights are below this

    std::size_t size() const { return row_of.size(); }
};

// Lists of numbers laid out one after the other.
struct Lists {
    std::vector<std::uint32_t> starts{0};
    std::vector<std::uint32_t> items;

    std::size_t size() const { return starts.size() - 1; }
    std::span<const std::uint32_t> operator[](std::size_t i) const {
        return {items.data() + starts[i], starts[i + 1] - starts[i]};
    }
    void close() { starts.push_back(static_cast<std::uint32_t>(items.size())); }
};

// The vacancies of one weight row whose offers agree in the leading wish parts are one template.
// Templates that ask alike are neighbours: rows come in the order of their criteria. Members come
// template by template, within one by their order among all.
struct Catalogue {
    explicit Catalogue(const Posts& posts);

    Posts posts;
    std::vector<std::uint32_t> members;      // the vacancy of each member
    std::vector<std::int32_t> order;         // by member
    std::vector<std::int32_t> offers;        // (member, parts)
    std::vector<std::uint32_t> template_of;  // by member
    std::vector<std::uint32_t> starts;       // by template: its first member
    std::vector<std::uint32_t> row_of;       // by template: its weight row
    std::size_t leading = 0;                 // the wish parts that templates are split by
    std::size_t wish_classes = 0;
    std::vector<std::uint32_t> any_of;          // the distinct wish classes, part by part
    std::vector<std::uint32_t> any_starts;      // by part: its first of these
    std::vector<std::uint32_t> combinations;    // (distinct, parts): see `combine_wishes`
    std::vector<std::uint32_t> combination_of;  // by template
    Lists common;                               // by template: gates that all members have
    Lists own;                                  // by member: the others
    Lists by_gate;                              // members by the rarest of their gates
    // Gates that more than half of the members ask, and the members that do not ask each.
    std::vector<std::uint32_t> frequent;
    Lists without;
    std::vector<std::uint32_t> ungated;   // members without a gate
    std::vector<std::uint32_t> by_order;  // members by their order among all

    // What bounds read. Behind the criteria a table has a row for each combination of wish classes.
    std::vector<std::uint32_t> term_starts{0};
    std::vector<Term> term_list;
    std::vector<Term> wishes;  // by template: its term of wishes, or 0
    // The same by row of the table: whose terms they are, and their weights.
    struct Posting {
        std::uint32_t of;
        std::uint32_t weight;
    };
    std::vector<std::uint32_t> posting_starts;
    std::vector<Posting> postings;

    std::size_t templates() const { return starts.size() - 1; }
    std::size_t combined() const { return posts.parts ? combinations.size() / posts.parts : 0; }
    std::size_t table_rows() const { return posts.criteria + combined(); }
    // Behind the wish classes come a granted one for each part, and one that is never granted.
    std::size_t any_wish(std::size_t part) const { return wish_classes + part; }
    std::size_t no_wish() const { return wish_classes + posts.parts; }
    Terms terms() const { return {term_starts.data(), term_list.data()}; }

    // Fetches what is read of a template when it is offered: first where its parts lie, then these.
    void fetch_heads(std::uint32_t shelf) const {
        __builtin_prefetch(&common.starts[shelf]);
        __builtin_prefetch(&starts[shelf]);
        __builtin_prefetch(&row_of[shelf]);
    }
    void fetch_starts(std::uint32_t shelf) const {
        __builtin_prefetch(common.items.data() + common.starts[shelf]);
        __builtin_prefetch(own.starts.data() + starts[shelf]);
        __builtin_prefetch(posts.weights.starts.data() + row_of[shelf]);
    }

  private:
    std::vector<std::uint32_t> places_of_rows() const;
    void group();
    void combine_wishes();
    void share_gates(std::size_t gates);
    void quantise();
    void invert();
};

}  // namespace matcher
