#include "shelf.hpp"

#include <algorithm>
#include <cmath>

namespace matcher {
namespace {

// The unit in which the greatest of the values is the heaviest; those of no use are no unit.
double unit_of(std::span<const float> values) {
    const float most = values.empty() ? 0.0F : *std::max_element(values.begin(), values.end());
    return most > 0 ? static_cast<double>(most) / HEAVIEST : 1.0;
}

std::int16_t in_units(float value, double unit) {
    const double units = std::ceil(static_cast<double>(value) / unit);
    return static_cast<std::int16_t>(std::min(units, static_cast<double>(HEAVIEST)));
}

// The concept of each form.
std::vector<std::int32_t> owners_of(std::span<const std::int64_t> first) {
    std::vector<std::int32_t> owners(static_cast<std::size_t>(first.back()));
    for (std::size_t row = 0; row + 1 < first.size(); ++row) {
        std::fill(
            owners.begin() + first[row], owners.begin() + first[row + 1],
            static_cast<std::int32_t>(row)
        );
    }
    return owners;
}

// Adds a posting per concept of one feature, those of one concept as one with the greatest weights.
void add_merged(std::vector<Posting>& found, std::vector<Posting>& postings) {
    const auto before = [](const Posting& one, const Posting& other) {
        return one.row < other.row;
    };
    std::sort(found.begin(), found.end(), before);
    const std::size_t start = postings.size();
    for (const Posting& one : found) {
        if (postings.size() == start || postings.back().row != one.row) {
            postings.push_back(one);
        } else {
            Posting& own = postings.back();
            own.form = std::max(own.form, one.form);
            own.whole = std::max(own.whole, one.whole);
        }
    }
}

}  // namespace

Columns::Columns(const Sparse& by_feature, std::size_t columns)
    : entries_(by_feature.values.size()), starts_(columns + 1) {
    for (const auto column : by_feature.columns) ++starts_[static_cast<std::size_t>(column) + 1];
    for (std::size_t column = 0; column < columns; ++column) {
        starts_[column + 1] += starts_[column];
    }
    std::vector<std::size_t> next(starts_.begin(), starts_.end() - 1);
    for (std::size_t feature = 0; feature < by_feature.size(); ++feature) {
        for (std::size_t at = by_feature.start(feature); at < by_feature.end(feature); ++at) {
            const auto column = static_cast<std::size_t>(by_feature.columns[at]);
            entries_[next[column]++] = {static_cast<std::int32_t>(feature), by_feature.values[at]};
        }
    }
}

Bounds::Bounds(const Sparse& forms, const Sparse& concepts, std::span<const std::int64_t> first)
    : form_unit(unit_of(forms.values)), whole_unit(unit_of(concepts.values)) {
    const auto owners = owners_of(first);
    const std::size_t features = std::max(forms.size(), concepts.size());
    std::vector<Posting> found;
    starts_.push_back(0);
    for (std::size_t feature = 0; feature < features; ++feature) {
        found.clear();
        if (feature < forms.size()) {
            for (std::size_t at = forms.start(feature); at < forms.end(feature); ++at) {
                const auto row = owners[static_cast<std::size_t>(forms.columns[at])];
                found.push_back({row, in_units(forms.values[at], form_unit), 0});
            }
        }
        if (feature < concepts.size()) {
            for (std::size_t at = concepts.start(feature); at < concepts.end(feature); ++at) {
                found.push_back(
                    {concepts.columns[at], 0, in_units(concepts.values[at], whole_unit)}
                );
            }
        }
        add_merged(found, postings_);
        Posting most{};
        for (std::size_t at = starts_.back(); at < postings_.size(); ++at) {
            most.form = std::max(most.form, postings_[at].form);
            most.whole = std::max(most.whole, postings_[at].whole);
        }
        most_.push_back(most);
        starts_.push_back(postings_.size());
    }
}

}  // namespace matcher
