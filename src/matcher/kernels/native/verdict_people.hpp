// People as the verdict kernel reads them; `matcher/kernels/verdict_arrays.py` tells what each
// array means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace matcher::verdicts {

struct Claims {
    std::span<const std::uint8_t> complete;  // (n, sections)
    std::size_t sections;
    std::span<const std::int64_t> starts;
    std::span<const std::int32_t> kind, since, until;
    std::span<const std::uint8_t> may_last;
    std::span<const std::int64_t> answer_starts;
    std::span<const std::int32_t> answers;
    std::span<const std::uint8_t> codes;  // (h, 2, 3)
    std::span<const std::int64_t> work_starts;
    std::span<const std::int32_t> work;
    std::span<const std::uint8_t> work_codes;  // (w, 2)

    std::size_t people() const { return work_starts.size() - 1; }
};

struct Facts {
    std::span<const std::int32_t> first, last, kind;
    std::span<const std::int32_t> patterns;  // (kinds, forms)
    std::size_t forms;
    std::span<const std::uint64_t> words;
    std::span<const std::int64_t> word_starts;

    std::span<const std::uint64_t> words_of(std::size_t person, std::size_t form) const {
        const auto kinds = static_cast<std::size_t>(kind[person]);
        const auto pattern = static_cast<std::size_t>(patterns[kinds * forms + form]);
        const auto from = static_cast<std::size_t>(word_starts[pattern]);
        return words.subspan(from, static_cast<std::size_t>(word_starts[pattern + 1]) - from);
    }
};

struct People {
    Claims claims;
    Facts facts;

    std::size_t size() const { return facts.first.size(); }
    std::size_t blocks() const { return (size() + 31) / 32; }
};

}  // namespace matcher::verdicts
