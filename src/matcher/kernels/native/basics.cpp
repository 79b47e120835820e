// The kernels over attainments and scores.
//
// `matcher/kernels/reference.py` defines each of them and tells the shapes; here are the same
// names.
#include <algorithm>

#include "arrays.hpp"
#include "module.hpp"

namespace nb = nanobind;

namespace matcher {
namespace {

using Places = std::span<const std::int64_t>;

// Sparse rows of weights, checked: the columns of all rows are below `criteria`.
struct Weights {
    std::span<const double> values;
    Places columns;
    Places starts;

    Weights(
        const Vector<double>& given_values, const Vector<std::int64_t>& given_columns,
        const Vector<std::int64_t>& given_starts, std::size_t criteria
    )
        : values(elements(given_values, "values")),
          columns(elements(given_columns, "columns")),
          starts(elements(given_starts, "starts")) {
        require_size(columns.size(), values.size(), "columns");
        require_offsets(starts, values.size(), "starts");
        require_indices(columns, criteria, "columns");
    }

    std::size_t rows() const { return starts.size() - 1; }

    // One term after the other: the order is part of the definition.
    double sum(const double* attained, std::size_t row) const {
        double total = 0.0;
        const auto end = static_cast<std::size_t>(starts[row + 1]);
        for (auto term = static_cast<std::size_t>(starts[row]); term < end; ++term) {
            total += values[term] * attained[columns[term]];
        }
        return total;
    }
};

auto score(
    const Matrix<double>& attainment, const Vector<double>& values,
    const Vector<std::int64_t>& columns, const Vector<std::int64_t>& starts
) {
    const auto attained = elements(attainment, "attainment");
    const std::size_t people = attainment.shape(0), criteria = attainment.shape(1);
    const Weights weights(values, columns, starts, criteria);
    const std::size_t rows = weights.rows();
    const auto sums = new_array<double>(people, rows);
    const nb::gil_scoped_release released;
    for (std::size_t person = 0; person < people; ++person) {
        for (std::size_t row = 0; row < rows; ++row) {
            sums.data[person * rows + row] = weights.sum(attained.data() + person * criteria, row);
        }
    }
    return sums.array;
}

auto score_pairs(
    const Matrix<double>& attainment, const Vector<double>& values,
    const Vector<std::int64_t>& columns, const Vector<std::int64_t>& starts,
    const Vector<std::int64_t>& people, const Vector<std::int64_t>& jobs
) {
    const auto attained = elements(attainment, "attainment");
    const std::size_t criteria = attainment.shape(1);
    const Weights weights(values, columns, starts, criteria);
    const auto person = elements(people, "rows");
    const auto job = elements(jobs, "columns of the pairs");
    require_size(job.size(), person.size(), "columns of the pairs");
    require_indices(person, attainment.shape(0), "rows");
    require_indices(job, weights.rows(), "columns of the pairs");
    const auto sums = new_array<double>(person.size());
    const nb::gil_scoped_release released;
    for (std::size_t pair = 0; pair < person.size(); ++pair) {
        const double* own = attained.data() + static_cast<std::size_t>(person[pair]) * criteria;
        sums.data[pair] = weights.sum(own, static_cast<std::size_t>(job[pair]));
    }
    return sums.array;
}

auto scatter_best(
    const Vector<std::int64_t>& rows, const Vector<std::int64_t>& columns,
    const Vector<double>& values, std::size_t height, std::size_t width
) {
    const auto row = elements(rows, "rows");
    const auto column = elements(columns, "columns");
    const auto value = elements(values, "values");
    require_size(row.size(), value.size(), "rows");
    require_size(column.size(), value.size(), "columns");
    require_indices(row, height, "rows");
    require_indices(column, width, "columns");
    const auto best = new_array<double>(height, width);
    const nb::gil_scoped_release released;
    std::fill_n(best.data, height * width, 0.0);
    for (std::size_t i = 0; i < value.size(); ++i) {
        double& cell =
            best.data
                [static_cast<std::size_t>(row[i]) * width + static_cast<std::size_t>(column[i])];
        cell = std::max(cell, value[i]);
    }
    return best.array;
}

}  // namespace

void register_basics(nb::module_& module) {
    const auto array = [](const char* name) { return nb::arg(name).noconvert(); };
    module.def(
        "score", &score, array("attainment"), array("values"), array("columns"), array("starts")
    );
    module.def(
        "score_pairs", &score_pairs, array("attainment"), array("values"), array("columns"),
        array("starts"), array("people"), array("jobs")
    );
    module.def(
        "scatter_best", &scatter_best, array("rows"), array("columns"), array("values"),
        nb::arg("height"), nb::arg("width")
    );
}

}  // namespace matcher
