#include "sparse.hpp"

#include <limits>
#include <string>

#include "arrays.hpp"

namespace nb = nanobind;

namespace matcher {

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
    bool holds = true;
    for (const float value : found.values) {
        holds &= value >= 0 && value <= std::numeric_limits<float>::max();
    }
    require(holds, std::string(name) + " has a value that is negative or no number");
    return found;
}

Sparse read_texts(nb::handle tuple, std::size_t width, const char* name) {
    const Sparse found = read_sparse(tuple, width, name);
    for (std::size_t row = 0; row < found.size(); ++row) {
        for (std::size_t at = found.start(row) + 1; at < found.end(row); ++at) {
            require(
                found.columns[at - 1] < found.columns[at],
                std::string(name) + " has features that do not rise"
            );
        }
    }
    return found;
}

}  // namespace matcher
