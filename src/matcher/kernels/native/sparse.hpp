// Sparse matrices as the search kernel takes them.
#pragma once

#include <nanobind/nanobind.h>

#include <cstdint>
#include <span>

namespace matcher {

// By rows: the values of each and where they stand.
struct Sparse {
    std::span<const float> values;
    std::span<const std::int32_t> columns;
    std::span<const std::int64_t> starts;

    std::size_t size() const { return starts.size() - 1; }
    std::size_t start(std::size_t row) const { return static_cast<std::size_t>(starts[row]); }
    std::size_t end(std::size_t row) const { return static_cast<std::size_t>(starts[row + 1]); }
};

// Reads (values, columns, starts). All columns are less than `width`, no value is negative.
Sparse read_sparse(nanobind::handle tuple, std::size_t width, const char* name);

// The same of texts, where the columns of a row rise.
Sparse read_texts(nanobind::handle tuple, std::size_t width, const char* name);

}  // namespace matcher
