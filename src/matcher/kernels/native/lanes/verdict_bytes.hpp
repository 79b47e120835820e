// Bytes of 32 lanes: what all lanes sources of the verdict kernel do with them.
//
// Everything here is each source's own, so that the linker keeps no copy for all of them.
#pragma once

#include "verdict_lanes.hpp"

namespace matcher::MATCHER_ISA {
namespace {

using namespace verdicts;
using u8 = std::uint8_t;
using u16 = std::uint16_t;
using u32 = std::uint32_t;

constexpr u8 YES = 255;

inline u8 least(u8 a, u8 b) { return a < b ? a : b; }
inline u8 most(u8 a, u8 b) { return a > b ? a : b; }
inline u8 all_if(bool holds) { return holds ? YES : u8{0}; }
inline u8 both(u8 a, u8 b) { return static_cast<u8>(a & b); }
inline u8 either(u8 a, u8 b) { return static_cast<u8>(a | b); }
inline u8 neither(u8 a, u8 b) { return static_cast<u8>(~(a | b)); }

inline Bytes& row(const Table& table, std::size_t number, std::size_t segment) {
    return table.cells[table.first[number] + table.step[number] * segment];
}

inline void fill(Bytes& bytes, u8 value) {
    for (std::size_t l = 0; l < LANES; ++l) bytes.lane[l] = value;
}

inline void raise(Bytes& codes, const Bytes& other) {
    for (std::size_t l = 0; l < LANES; ++l) codes.lane[l] = most(codes.lane[l], other.lane[l]);
}

// Truths as bits.
inline u32 bits(const Bytes& truths) {
#if defined(__GNUC__) && defined(__AVX2__)
    typedef char Vector __attribute__((vector_size(32)));
    return static_cast<u32>(
        __builtin_ia32_pmovmskb256(*reinterpret_cast<const Vector*>(truths.lane))
    );
#elif defined(__GNUC__) && defined(__SSE2__)
    typedef char Vector __attribute__((vector_size(16)));
    const auto* half = reinterpret_cast<const Vector*>(truths.lane);
    return static_cast<u32>(__builtin_ia32_pmovmskb128(half[0])) |
           static_cast<u32>(__builtin_ia32_pmovmskb128(half[1])) << 16;
#else
    u32 found = 0;
    for (std::size_t l = 0; l < LANES; ++l) found |= static_cast<u32>(truths.lane[l] & 1) << l;
    return found;
#endif
}

// The worst of some rows on a day of a segment.
inline void worst(
    const Table& table, const std::int32_t* rows, const std::int32_t* end, std::size_t segment,
    Bytes& found
) {
    fill(found, MET);
    for (; rows != end; ++rows) raise(found, row(table, static_cast<std::size_t>(*rows), segment));
}

}  // namespace
}  // namespace matcher::MATCHER_ISA
