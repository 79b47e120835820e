// Arrays as the kernels take and give them, checked once where they come in.
//
// An argument is a `Vector<T>`, `Matrix<T>` or `Cube<T>`: C-contiguous, in memory, of exactly this
// type (bind with `.noconvert()`, so that nothing is copied unseen). Its elements are reached
// through `elements(array, "name")`. Whatever a kernel uses as an offset or an index is checked
// before it runs: the arrays may come from a damaged file, and no such file may crash the process.
#pragma once

#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <new>
#include <span>
#include <stdexcept>
#include <string>

namespace matcher {

template <typename T, std::size_t dimensions>
using Array = nanobind::ndarray<
    const T, nanobind::ndim<dimensions>, nanobind::c_contig, nanobind::device::cpu>;
template <typename T>
using Vector = Array<T, 1>;
template <typename T>
using Matrix = Array<T, 2>;
template <typename T>
using Cube = Array<T, 3>;

// Raises ValueError in Python.
inline void require(bool holds, const std::string& otherwise) {
    if (!holds) throw std::invalid_argument(otherwise);
}

// All elements in order, whatever the number of dimensions.
template <typename T, typename... Traits>
std::span<T> elements(const nanobind::ndarray<T, Traits...>& array, const char* name) {
    require(
        reinterpret_cast<std::uintptr_t>(array.data()) % alignof(T) == 0,
        std::string(name) + " is not aligned"
    );
    return {array.data(), array.size()};
}

inline void require_size(std::size_t found, std::size_t expected, const char* name) {
    require(
        found == expected, std::string(name) + " has the size " + std::to_string(found) +
                               " where " + std::to_string(expected) + " is needed"
    );
}

// Offsets of rows one after the other: they start at 0, never fall, and end at `end`.
template <typename T>
void require_offsets(std::span<const T> offsets, std::size_t end, const char* name) {
    const auto refuse = [name](const char* reason) {
        throw std::invalid_argument(std::string(name) + reason);
    };
    if (offsets.empty() || offsets.front() != 0) refuse(" does not start at 0");
    if (!std::is_sorted(offsets.begin(), offsets.end())) refuse(" falls");
    // None is negative: they start at 0 and do not fall.
    if (static_cast<std::uint64_t>(offsets.back()) != end) {
        refuse(" does not end where the rows do");
    }
}

// Each index is at least 0 and less than `below`.
template <typename T>
void require_indices(std::span<const T> indices, std::size_t below, const char* name) {
    // A negative index is a large unsigned one. One pass without a branch is read at full speed.
    std::uint64_t greatest = 0;
    for (const T index : indices) {
        greatest = std::max(greatest, static_cast<std::uint64_t>(index));
    }
    require(
        indices.empty() || greatest < below,
        std::string(name) + " points outside: each must be from 0 to less than " +
            std::to_string(below)
    );
}

// An array made here and given to NumPy: written through `data`, not initialized.
template <typename T, std::size_t dimensions>
struct NewArray {
    T* data;
    nanobind::ndarray<nanobind::numpy, T, nanobind::ndim<dimensions>> array;
};

template <typename T, typename... Sizes>
NewArray<T, sizeof...(Sizes)> new_array(Sizes... sizes) {
    const std::size_t shape[] = {static_cast<std::size_t>(sizes)...};
    std::size_t size = 1;
    for (const std::size_t side : shape) {
        if (side != 0 && size > std::numeric_limits<std::size_t>::max() / side) {
            throw std::bad_alloc();
        }
        size *= side;
    }
    T* data = new T[size];
    nanobind::capsule owner(data, [](void* memory) noexcept { delete[] static_cast<T*>(memory); });
    return {data, {data, sizeof...(Sizes), shape, owner}};
}

}  // namespace matcher
