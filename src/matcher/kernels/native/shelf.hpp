// What a search looks through: for bounds by feature, for scores by form and by concept.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "lanes/search_lanes.hpp"
#include "sparse.hpp"

namespace matcher {

// A text's weights by feature, 0 for those it does not have.
using Dense = std::vector<float>;

// A sparse matrix by columns: of each column its features, rising, with their values.
class Columns {
  public:
    Columns(const Sparse& by_feature, std::size_t columns);

    // The product of a column with a text, summed in the order of the features.
    float product(std::size_t column, const Dense& text) const {
        float sum = 0.0F;
        const Entry* entry = entries_.data() + starts_[column];
        const Entry* const end = entries_.data() + starts_[column + 1];
        // To add nothing changes no sum.
        for (; entry != end; ++entry) {
            sum += text[static_cast<std::size_t>(entry->feature)] * entry->value;
        }
        return sum;
    }

    // What is soon to be read is fetched ahead: first where columns start, then columns themselves.
    void fetch_start(std::size_t column) const { __builtin_prefetch(starts_.data() + column); }
    void fetch(std::size_t first, std::size_t last) const {
        const auto* next = reinterpret_cast<const char*>(entries_.data() + starts_[first]);
        const auto* end = reinterpret_cast<const char*>(entries_.data() + starts_[last]);
        for (std::size_t line = 0; line < MOST_LINES && next < end; ++line, next += 64) {
            __builtin_prefetch(next);
        }
    }

  private:
    static constexpr std::size_t MOST_LINES = 32;

    struct Entry {
        std::int32_t feature;
        float value;
    };

    std::vector<Entry> entries_;
    std::vector<std::size_t> starts_;
};

// The postings of each feature: the concepts with what it weighs in the forms of each at most, and
// in the concept as a whole, in units of `form_unit` and `whole_unit`, rounded up.
class Bounds {
  public:
    Bounds(const Sparse& forms, const Sparse& concepts, std::span<const std::int64_t> first);

    std::size_t features() const { return starts_.size() - 1; }
    const Posting* begin(std::size_t feature) const { return postings_.data() + starts_[feature]; }
    const Posting* end(std::size_t feature) const { return begin(feature + 1); }
    // The greatest weights of a feature, in the row 0.
    const Posting& most(std::size_t feature) const { return most_[feature]; }

    double form_unit = 1, whole_unit = 1;

  private:
    std::vector<Posting> postings_, most_;
    std::vector<std::size_t> starts_;
};

}  // namespace matcher
