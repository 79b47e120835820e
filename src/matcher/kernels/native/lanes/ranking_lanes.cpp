#include "ranking_lanes.hpp"

#if defined(__SSE2__)
#include <immintrin.h>
#endif

namespace matcher::MATCHER_ISA {

namespace {

using u16 = std::uint16_t;
using u32 = std::uint32_t;

struct alignas(64) Sums {
    u16 lane[LANES];
};

// Templates are visited in no order of memory: the next ones are fetched ahead.
constexpr std::size_t AHEAD = 8;

// Adds the high halves of products to sums. Compilers find no way from a product with one weight to
// the instruction for its high half, so it is shown where there is one.
inline void add_products(Sums& sums, const u16* row, u32 weight) {
#if defined(__AVX512BW__)
    const __m512i product =
        _mm512_mulhi_epu16(_mm512_loadu_si512(row), _mm512_set1_epi16(static_cast<short>(weight)));
    _mm512_store_si512(sums.lane, _mm512_add_epi16(_mm512_load_si512(sums.lane), product));
#elif defined(__AVX2__)
    const __m256i factor = _mm256_set1_epi16(static_cast<short>(weight));
    for (std::size_t l = 0; l < LANES; l += 16) {
        auto* sum = reinterpret_cast<__m256i*>(sums.lane + l);
        const __m256i own = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(row + l));
        const __m256i product = _mm256_mulhi_epu16(own, factor);
        _mm256_store_si256(sum, _mm256_add_epi16(_mm256_load_si256(sum), product));
    }
#elif defined(__SSE2__)
    const __m128i factor = _mm_set1_epi16(static_cast<short>(weight));
    for (std::size_t l = 0; l < LANES; l += 8) {
        auto* sum = reinterpret_cast<__m128i*>(sums.lane + l);
        const __m128i own = _mm_loadu_si128(reinterpret_cast<const __m128i*>(row + l));
        const __m128i product = _mm_mulhi_epu16(own, factor);
        _mm_store_si128(sum, _mm_add_epi16(_mm_load_si128(sum), product));
    }
#else
    for (std::size_t l = 0; l < LANES; ++l)
        sums.lane[l] = static_cast<u16>(sums.lane[l] + ((row[l] * weight) >> 16));
#endif
}

// Products are rounded down: the first word has one for each of them.
inline Sums summed(const Terms& terms, const u16* table, std::size_t t) {
    const Term* next = terms.terms + terms.starts[t];
    const Term* end = terms.terms + terms.starts[t + 1];
    Sums sums;
    for (std::size_t l = 0; l < LANES; ++l) sums.lane[l] = static_cast<u16>(*next);
    for (++next; next < end; ++next)
        add_products(sums, table + row_of(*next) * LANES, weight_of(*next));
    return sums;
}

void bounds(
    const Terms& terms, const u16* table, std::size_t first, std::size_t last, u16* bounds,
    u16* greatest, std::size_t stride
) {
    // A tile of bounds is turned in the cache: each lane then writes whole cache lines.
    Sums tile[TILE];
    for (std::size_t start = first; start < last; start += TILE) {
        const std::size_t count = last - start < TILE ? last - start : TILE;
        Sums most{};
        for (std::size_t i = 0; i < count; ++i) {
            tile[i] = summed(terms, table, start + i);
            for (std::size_t l = 0; l < LANES; ++l)
                most.lane[l] = tile[i].lane[l] > most.lane[l] ? tile[i].lane[l] : most.lane[l];
        }
        for (std::size_t l = 0; l < LANES; ++l) {
            u16* own = bounds + l * stride + (start - first);
            for (std::size_t i = 0; i < count; ++i) own[i] = tile[i].lane[l];
            greatest[l * (stride / TILE) + (start - first) / TILE] = most.lane[l];
        }
    }
}

inline void fetch(const Terms& terms, u32 t) {
    const char* record = reinterpret_cast<const char*>(terms.terms + terms.starts[t]);
    __builtin_prefetch(record);
    __builtin_prefetch(record + 64);
}

// Calls `each` with the place and the sums of every template; the records of the next ones are
// fetched ahead, and where they start still earlier.
template <typename Each>
inline void each_summed(
    const Terms& terms, const u16* table, const u32* templates, std::size_t count, Each&& each
) {
    const std::size_t first = count < AHEAD ? count : AHEAD;
    for (std::size_t i = 0; i < count && i < 2 * AHEAD; ++i)
        __builtin_prefetch(terms.starts + templates[i]);
    for (std::size_t i = 0; i < first; ++i) fetch(terms, templates[i]);
    for (std::size_t i = 0; i < count; ++i) {
        if (i + 2 * AHEAD < count) __builtin_prefetch(terms.starts + templates[i + 2 * AHEAD]);
        if (i + AHEAD < count) fetch(terms, templates[i + AHEAD]);
        each(i, summed(terms, table, templates[i]));
    }
}

// The lanes in which a number is at least that of `least`, as bits. Compilers find no good way from
// a comparison to bits, so it is shown where there is one.
inline u32 lanes_at_least(const u16* numbers, const u16* least) {
#if defined(__AVX512BW__)
    return _mm512_cmpge_epu16_mask(_mm512_loadu_si512(numbers), _mm512_loadu_si512(least));
#elif defined(__AVX2__)
    const auto reach = [&](std::size_t first) {
        const __m256i own = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(numbers + first));
        const __m256i wanted = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(least + first));
        return _mm256_cmpeq_epi16(_mm256_max_epu16(own, wanted), own);
    };
    // Packing takes halves of both in turns.
    const __m256i packed = _mm256_packs_epi16(reach(0), reach(16));
    return static_cast<u32>(_mm256_movemask_epi8(_mm256_permute4x64_epi64(packed, 0b11011000)));
#elif defined(__SSE4_1__)
    const auto reach = [&](std::size_t first) {
        const __m128i own = _mm_loadu_si128(reinterpret_cast<const __m128i*>(numbers + first));
        const __m128i wanted = _mm_loadu_si128(reinterpret_cast<const __m128i*>(least + first));
        return _mm_cmpeq_epi16(_mm_max_epu16(own, wanted), own);
    };
    const auto low = static_cast<u32>(_mm_movemask_epi8(_mm_packs_epi16(reach(0), reach(8))));
    const auto high = static_cast<u32>(_mm_movemask_epi8(_mm_packs_epi16(reach(16), reach(24))));
    return low | high << 16;
#else
    u32 found = 0;
    for (std::size_t l = 0; l < LANES; ++l) found |= static_cast<u32>(numbers[l] >= least[l]) << l;
    return found;
#endif
}

std::size_t wanted(
    const Term* wishes, const u16* table, const u16* bounds, const u16* wished,
    std::size_t first_wish, const u16* least, u32* templates, std::size_t count
) {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < count; ++i) {
        const u32 t = templates[i];
        const u32 weight = weight_of(wishes[t]);
        const std::size_t row = row_of(wishes[t]);
        const u16* own = table + row * LANES;
        const u32 rest = bounds[t] - (weight ? (wished[row - first_wish] * weight) >> 16 : 0);
        Sums bound;
        for (std::size_t l = 0; l < LANES; ++l) bound.lane[l] = static_cast<u16>(rest);
        add_products(bound, own, weight);
        templates[kept] = t;
        kept += lanes_at_least(bound.lane, least) != 0;
    }
    return kept;
}

void reaching(
    const Terms& terms, const u16* table, const u32* templates, std::size_t count, const u16* least,
    u32* lanes
) {
    each_summed(terms, table, templates, count, [&](std::size_t i, const Sums& sums) {
        lanes[i] = lanes_at_least(sums.lane, least);
    });
}

void reaching_own(
    const Terms& terms, const u16* table, const u32* templates, std::size_t count, const u16* least,
    u32* lanes
) {
    each_summed(terms, table, templates, count, [&](std::size_t i, const Sums& sums) {
        Sums own;
        for (std::size_t l = 0; l < LANES; ++l) own.lane[l] = least[templates[i]];
        lanes[i] = lanes_at_least(sums.lane, own.lane);
    });
}

void combine(
    const u32* combinations, std::size_t count, std::size_t parts, const u16* worth, u16* rows
) {
    for (std::size_t i = 0; i < count; ++i, rows += LANES) {
        Sums sums{};
        for (std::size_t part = 0; part < parts; ++part) {
            const u16* own = worth + *combinations++ * LANES;
            for (std::size_t l = 0; l < LANES; ++l)
                sums.lane[l] = static_cast<u16>(sums.lane[l] + own[l]);
        }
        for (std::size_t l = 0; l < LANES; ++l) rows[l] = sums.lane[l];
    }
}

void greatest(const u16* rows, std::size_t count, u16* found) {
    for (std::size_t i = 0; i < count; ++i, rows += LANES) {
        u16 most = 0;
        for (std::size_t l = 0; l < LANES; ++l) most = rows[l] > most ? rows[l] : most;
        found[i * LANES] = most;
    }
}

}  // namespace

const RankingLanes ranking_lanes{bounds, wanted, reaching, reaching_own, combine, greatest};

}  // namespace matcher::MATCHER_ISA
