#include "search_lanes.hpp"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace matcher::MATCHER_ISA {

namespace {

using i16 = std::int16_t;
using i32 = std::int32_t;

// The sum of two products is one instruction where it is shown.
#if defined(__SSE2__)
inline i32 pair_of(const Posting& posting) {
    const auto form = static_cast<std::uint16_t>(posting.form);
    const auto whole = static_cast<std::uint16_t>(posting.whole);
    return static_cast<i32>(form | static_cast<std::uint32_t>(whole) << 16);
}
#endif

#if defined(__AVX512BW__)
using Part = __m512i;
inline Part products(i32 pair, Part weights) {
    return _mm512_madd_epi16(_mm512_set1_epi32(pair), weights);
}
inline Part plus(Part one, Part other) { return _mm512_add_epi32(one, other); }
#elif defined(__AVX2__)
using Part = __m256i;
inline Part products(i32 pair, Part weights) {
    return _mm256_madd_epi16(_mm256_set1_epi32(pair), weights);
}
inline Part plus(Part one, Part other) { return _mm256_add_epi32(one, other); }
#elif defined(__SSE2__)
using Part = __m128i;
inline Part products(i32 pair, Part weights) {
    return _mm_madd_epi16(_mm_set1_epi32(pair), weights);
}
inline Part plus(Part one, Part other) { return _mm_add_epi32(one, other); }
#endif

const Posting* add(
    const Posting* next, const Posting* end, i32 last, const i16* weights, i32* sums
) {
#if defined(__SSE2__)
    constexpr std::size_t PARTS = TEXTS * sizeof(i32) / sizeof(Part);
    Part own[PARTS];
    for (std::size_t p = 0; p < PARTS; ++p) own[p] = reinterpret_cast<const Part*>(weights)[p];
    for (; next != end && next->row < last; ++next) {
        Part* sum = reinterpret_cast<Part*>(sums) + static_cast<std::size_t>(next->row) * PARTS;
        const i32 pair = pair_of(*next);
        for (std::size_t p = 0; p < PARTS; ++p) sum[p] = plus(sum[p], products(pair, own[p]));
    }
#else
    for (; next != end && next->row < last; ++next) {
        i32* sum = sums + static_cast<std::size_t>(next->row) * TEXTS;
        for (std::size_t t = 0; t < TEXTS; ++t)
            sum[t] += next->form * weights[2 * t] + next->whole * weights[2 * t + 1];
    }
#endif
    return next;
}

void greatest(const i32* sums, std::size_t rows, i32* greatest, std::size_t stride) {
    for (std::size_t start = 0; start < rows; start += ROWS, ++greatest) {
        const std::size_t end = rows - start < ROWS ? rows : start + ROWS;
        i32 most[TEXTS] = {};
        for (std::size_t row = start; row < end; ++row) {
            const i32* own = sums + row * TEXTS;
            for (std::size_t t = 0; t < TEXTS; ++t) most[t] = own[t] > most[t] ? own[t] : most[t];
        }
        for (std::size_t t = 0; t < TEXTS; ++t) greatest[t * stride] = most[t];
    }
}

}  // namespace

const SearchLanes search_lanes{add, greatest};

}  // namespace matcher::MATCHER_ISA
