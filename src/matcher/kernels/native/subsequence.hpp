// The longest common subsequence of letters, for 64 of them at once (Hyyrö, 2004).
#pragma once

#include <algorithm>
#include <bit>
#include <cstdint>
#include <vector>

namespace matcher {

using Letter = std::uint32_t;
using Letters = std::vector<Letter>;
using Bits = std::uint64_t;

// Where the letters of a block stand in it, as bits.
class Standing {
  public:
    void put(const Letter* letters, std::size_t count) {
        for (std::size_t at = 0; at < count; ++at) {
            if (letters[at] < COMMON) {
                common_[letters[at]] |= Bits{1} << at;
            } else {
                others_.push_back({letters[at], Bits{1} << at});
            }
        }
    }

    void take_away(const Letter* letters, std::size_t count) {
        for (std::size_t at = 0; at < count; ++at) {
            if (letters[at] < COMMON) common_[letters[at]] = 0;
        }
        others_.clear();
    }

    Bits operator[](Letter letter) const {
        if (letter < COMMON) return common_[letter];
        Bits found = 0;
        for (const auto& other : others_) found |= other.letter == letter ? other.bits : 0;
        return found;
    }

  private:
    static constexpr Letter COMMON = 128;

    struct Other {
        Letter letter;
        Bits bits;
    };

    Bits common_[COMMON] = {};
    std::vector<Other> others_;
};

// The length of the longest common subsequence of letters.
class Common {
  public:
    std::size_t operator()(const Letters& one, const Letters& other) {
        std::size_t found = 0;
        carries_.assign(other.size(), 0);
        for (std::size_t start = 0; start < one.size(); start += BLOCK) {
            const std::size_t count = std::min(BLOCK, one.size() - start);
            standing_.put(one.data() + start, count);
            Bits left = ~Bits{0};
            for (std::size_t at = 0; at < other.size(); ++at) {
                const Bits here = left & standing_[other[at]];
                const Bits sum = left + here;
                const Bits carried = sum + carries_[at];
                carries_[at] = static_cast<std::uint8_t>((sum < left) | (carried < sum));
                left = carried | (left - here);
            }
            if (count < BLOCK) left |= ~Bits{0} << count;
            found += static_cast<std::size_t>(std::popcount(~left));
            standing_.take_away(one.data() + start, count);
        }
        return found;
    }

  private:
    static constexpr std::size_t BLOCK = 64;

    Standing standing_;
    std::vector<std::uint8_t> carries_;
};

}  // namespace matcher
