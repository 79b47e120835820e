// The concepts that texts share most with.
//
// `matcher/kernels/reference_search.py` defines the kernel, `search_arrays.py` its arrays. Sums are
// float32, in the order of the features, as there. Most concepts are never scored: bounds of all
// of them, quickly found, tell which may be among the best.
#include <nanobind/nanobind.h>

#include <algorithm>
#include <span>

#include "arrays.hpp"
#include "finding.hpp"
#include "module.hpp"

namespace nb = nanobind;

namespace matcher {
namespace {

// Where each concept's forms start.
std::span<const std::int64_t> read_first(nb::handle array) {
    const auto first = elements(nb::cast<Vector<std::int64_t>>(array), "first_forms");
    require(!first.empty() && first.back() >= 0, "first_forms is empty or falls");
    require_offsets(first, static_cast<std::size_t>(first.back()), "first_forms");
    return first;
}

class Finder {
  public:
    explicit Finder(nb::tuple shelf)
        : kept_(shelf), first_(read_first(shelf[2])), shelf_(read_shelf(shelf)) {}

    nb::tuple best(
        nb::tuple forms, nb::tuple concepts, const Matrix<float>& added,
        const Vector<std::uint8_t>& allowed, std::size_t k
    ) const {
        const Question question{
            read_texts(forms, shelf_.form_features, "forms"),
            read_texts(concepts, shelf_.concept_features, "concepts"),
            elements(added, "added"),
            elements(allowed, "allowed"),
            k,
        };
        const std::size_t texts = question.forms.size();
        require_size(question.concepts.size(), texts, "concepts");
        require_size(question.allowed.size(), shelf_.size(), "allowed");
        require(k > 0, "k is 0");
        require(
            question.added.empty() || question.added.size() == texts * shelf_.size(),
            "added has not one row per text"
        );
        const auto rows = new_array<std::int32_t>(texts, k);
        const auto scores = new_array<float>(texts, k);
        const auto best_forms = new_array<std::int32_t>(texts, k);
        {
            const nb::gil_scoped_release released;
            std::fill_n(rows.data, texts * k, -1);
            std::fill_n(scores.data, texts * k, 0.0F);
            std::fill_n(best_forms.data, texts * k, -1);
            Finding finding(shelf_, question);
            for (std::size_t text = 0; text < texts; ++text) {
                if (text % finding.width() == 0) finding.take(text);
                std::size_t place = text * k;
                for (const Scored& found : finding.best(text)) {
                    rows.data[place] = found.row;
                    scores.data[place] = found.score;
                    best_forms.data[place++] = found.form;
                }
            }
        }
        return nb::make_tuple(rows.array, scores.array, best_forms.array);
    }

  private:
    Shelf read_shelf(nb::tuple shelf) const {
        const auto forms = static_cast<std::size_t>(first_.back());
        return {
            read_sparse(shelf[0], forms, "forms"),
            read_sparse(shelf[1], first_.size() - 1, "concepts"),
            first_,
        };
    }

    nb::tuple kept_;  // keeps the array that `first_` reads
    std::span<const std::int64_t> first_;
    Shelf shelf_;
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
