// The concepts that texts share most with.
//
// `matcher/kernels/reference_search.py` defines the kernel, `search_arrays.py` its arrays. Sums are
// float32, in the order of a text's features, as there.
#include <nanobind/nanobind.h>

#include <algorithm>
#include <vector>

#include "arrays.hpp"
#include "module.hpp"

namespace nb = nanobind;

namespace matcher {
namespace {

using Values = std::span<const float>;
using Places = std::span<const std::int32_t>;
using Offsets = std::span<const std::int64_t>;

// A sparse matrix by rows: the values of each and where they stand.
struct Sparse {
    Values values;
    Places columns;
    Offsets starts;

    std::size_t size() const { return starts.size() - 1; }
};

// Reads a sparse matrix and checks that all its columns are less than `width`.
Sparse read_sparse(nb::handle tuple, std::size_t width, const char* name) {
    const auto part = [&](std::size_t place) { return nb::handle(tuple)[place]; };
    const Sparse found{
        elements(nb::cast<Vector<float>>(part(0)), name),
        elements(nb::cast<Vector<std::int32_t>>(part(1)), name),
        elements(nb::cast<Vector<std::int64_t>>(part(2)), name),
    };
    require_size(found.columns.size(), found.values.size(), name);
    require_offsets(found.starts, found.values.size(), name);
    require_indices(found.columns, width, name);
    return found;
}

// Where each concept's forms start.
Offsets read_first(nb::handle array) {
    const auto first = elements(nb::cast<Vector<std::int64_t>>(array), "first_forms");
    require(!first.empty() && first.back() >= 0, "first_forms is empty or falls");
    require_offsets(first, static_cast<std::size_t>(first.back()), "first_forms");
    return first;
}

// The forms or the concepts of a shelf: by feature, what it weighs in which of them.
class Side {
  public:
    explicit Side(const Sparse& matrix) : starts_(matrix.starts.begin(), matrix.starts.end()) {
        entries_.reserve(matrix.values.size());
        for (std::size_t at = 0; at < matrix.values.size(); ++at) {
            entries_.push_back({matrix.columns[at], matrix.values[at]});
        }
    }

    std::size_t features() const { return starts_.size() - 1; }

    // The product of a text with each of them.
    void multiply(const Sparse& texts, std::size_t text, std::vector<float>& product) const {
        std::fill(product.begin(), product.end(), 0.0F);
        float* const sums = product.data();
        for (auto at = texts.starts[text]; at < texts.starts[text + 1]; ++at) {
            const auto place = static_cast<std::size_t>(at);
            const auto feature = static_cast<std::size_t>(texts.columns[place]);
            const float weight = texts.values[place];
            const Entry* entry = entries_.data() + starts_[feature];
            const Entry* const end = entries_.data() + starts_[feature + 1];
            for (; entry != end; ++entry) sums[entry->column] += weight * entry->value;
        }
    }

  private:
    // Beside each other, they are read as one stream.
    struct Entry {
        std::int32_t column;
        float value;
    };

    std::vector<Entry> entries_;
    std::vector<std::int64_t> starts_;
};

// A concept with its score: the better one has more, or as much and comes first.
struct Candidate {
    float score;
    std::int32_t row;

    bool operator<(const Candidate& other) const {
        return score > other.score || (score == other.score && row < other.row);
    }
};

class Finder {
  public:
    explicit Finder(nb::tuple shelf)
        : shelf_(shelf),
          first_(read_first(shelf[2])),
          forms_(read_sparse(shelf[0], form_count(), "forms")),
          concepts_(read_sparse(shelf[1], concept_count(), "concepts")) {}

    nb::tuple best(
        nb::tuple forms, nb::tuple concepts, const Matrix<float>& added,
        const Vector<std::uint8_t>& allowed, std::size_t k
    ) const {
        const Sparse by_form = read_sparse(forms, forms_.features(), "forms");
        const Sparse by_concept = read_sparse(concepts, concepts_.features(), "concepts");
        const auto extra = elements(added, "added");
        const auto may = elements(allowed, "allowed");
        const std::size_t texts = by_form.size(), width = concept_count();
        require_size(by_concept.size(), texts, "concepts");
        require_size(may.size(), width, "allowed");
        require(k > 0, "k is 0");
        require(extra.empty() || extra.size() == texts * width, "added has not one row per text");
        const auto rows = new_array<std::int32_t>(texts, k);
        const auto scores = new_array<float>(texts, k);
        const auto best_forms = new_array<std::int32_t>(texts, k);
        {
            const nb::gil_scoped_release released;
            std::fill_n(rows.data, texts * k, -1);
            std::fill_n(scores.data, texts * k, 0.0F);
            std::fill_n(best_forms.data, texts * k, -1);
            std::vector<float> of_form(form_count()), of_concept(width);
            std::vector<Candidate> found;
            for (std::size_t text = 0; text < texts; ++text) {
                forms_.multiply(by_form, text, of_form);
                concepts_.multiply(by_concept, text, of_concept);
                const float* more = extra.empty() ? nullptr : extra.data() + text * width;
                select(of_form, of_concept, more, may, k, found);
                for (std::size_t place = 0; place < found.size(); ++place) {
                    rows.data[text * k + place] = found[place].row;
                    scores.data[text * k + place] = found[place].score;
                    best_forms.data[text * k + place] = best_form(of_form, found[place].row);
                }
            }
        }
        return nb::make_tuple(rows.array, scores.array, best_forms.array);
    }

  private:
    std::size_t concept_count() const { return first_.size() - 1; }
    std::size_t form_count() const { return static_cast<std::size_t>(first_.back()); }

    // The k best concepts with a score above 0, best first.
    void select(
        const std::vector<float>& of_form, const std::vector<float>& of_concept, const float* more,
        std::span<const std::uint8_t> may, std::size_t k, std::vector<Candidate>& found
    ) const {
        found.clear();
        float least = 0.0F;
        for (std::size_t row = 0; row < of_concept.size(); ++row) {
            float score = 0.0F;
            const auto end = static_cast<std::size_t>(first_[row + 1]);
            for (auto at = static_cast<std::size_t>(first_[row]); at < end; ++at) {
                score = std::max(score, of_form[at]);
            }
            score += of_concept[row];
            if (more) score += more[row];
            // Concepts come in order: of equal ones the first stays.
            if (score <= least || !may[row]) continue;
            found.push_back({score, static_cast<std::int32_t>(row)});
            std::push_heap(found.begin(), found.end());
            if (found.size() > k) {
                std::pop_heap(found.begin(), found.end());
                found.pop_back();
            }
            if (found.size() == k) least = found.front().score;
        }
        std::sort_heap(found.begin(), found.end());
    }

    // The form of a concept with the highest product, the first of several, -1 if it has none.
    std::int32_t best_form(const std::vector<float>& of_form, std::int32_t place) const {
        const auto row = static_cast<std::size_t>(place);
        const auto start = of_form.begin() + first_[row], end = of_form.begin() + first_[row + 1];
        return start == end
                   ? -1
                   : static_cast<std::int32_t>(std::max_element(start, end) - of_form.begin());
    }

    nb::tuple shelf_;  // keeps the array that `first_` reads
    Offsets first_;
    Side forms_, concepts_;
};

}  // namespace

void register_search(nb::module_& module) {
    nb::class_<Finder>(module, "Finder")
        .def(nb::init<nb::tuple>(), nb::arg("shelf"))
        .def(
            "best", &Finder::best, nb::arg("forms"), nb::arg("concepts"),
            nb::arg("added").noconvert(), nb::arg("allowed").noconvert(), nb::arg("k")
        );
}

}  // namespace matcher
