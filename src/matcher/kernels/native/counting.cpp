// The terms of texts, counted.
//
// `matcher/kernels/reference_counting.py` defines the kernel, `search_arrays.py` its arrays.
#include <nanobind/nanobind.h>

#include <algorithm>
#include <bit>
#include <vector>

#include "arrays.hpp"
#include "module.hpp"

namespace nb = nanobind;

namespace matcher {
namespace {

constexpr std::uint32_t BLANK = ' ';
constexpr std::size_t STREAMS = 3;
constexpr unsigned LETTER_BITS = 21;
constexpr std::int32_t UNKNOWN = -1;

std::uint64_t key_of(std::uint64_t first, std::uint64_t second, std::uint64_t third) {
    return first << (2 * LETTER_BITS) | second << LETTER_BITS | third;
}

// The places of groups of letters, found by their keys.
class Places {
  public:
    Places(std::span<const std::int64_t> keys, std::span<const std::int32_t> places)
        : cells_(std::bit_ceil(2 * keys.size() + 1)), mask_(cells_.size() - 1) {
        for (std::size_t at = 0; at < keys.size(); ++at) {
            cell(static_cast<std::uint64_t>(keys[at])) = {
                static_cast<std::uint64_t>(keys[at]), places[at]
            };
        }
    }

    std::int32_t operator[](std::uint64_t key) const {
        return const_cast<Places*>(this)->cell(key).place;
    }

  private:
    struct Cell {
        std::uint64_t key = 0;
        std::int32_t place = UNKNOWN;
    };

    // The cell of a key, or the empty one where it would stand.
    Cell& cell(std::uint64_t key) {
        std::size_t at = (key * 0x9E3779B97F4A7C15U) >> 32 & mask_;
        while (cells_[at].place != UNKNOWN && cells_[at].key != key) at = (at + 1) & mask_;
        return cells_[at];
    }

    std::vector<Cell> cells_;
    std::size_t mask_;
};

// Texts as their words: letters with a blank before each word and after the last, and what is known
// of each word.
struct Words {
    std::span<const std::uint32_t> letters;
    std::span<const std::int64_t> letter_starts, word_starts;
    std::span<const std::uint8_t> native;
    std::span<const std::int32_t> named;
    std::size_t streams;
};

template <typename T>
auto array_of(const std::vector<T>& values) {
    const auto array = new_array<T>(values.size());
    std::copy(values.begin(), values.end(), array.data);
    return array.array;
}

class TermCounter {
  public:
    TermCounter(const Vector<std::int64_t>& keys, const Vector<std::int32_t>& places)
        : places_(checked(elements(keys, "keys"), elements(places, "places"))) {}

    nb::tuple count(
        const Vector<std::uint32_t>& letters, const Vector<std::int64_t>& letter_starts,
        const Vector<std::uint8_t>& native, const Matrix<std::int32_t>& named,
        const Vector<std::int64_t>& word_starts
    ) const {
        const Words words{
            elements(letters, "letters"),
            elements(letter_starts, "letter_starts"),
            elements(word_starts, "word_starts"),
            elements(native, "native"),
            elements(named, "named"),
            named.shape(1),
        };
        const std::size_t texts = check(words);
        const auto starts = new_array<std::int64_t>(texts + 1);
        const auto unknown = new_array<float>(texts, STREAMS);
        std::vector<std::int32_t> terms;
        std::vector<float> times;
        {
            const nb::gil_scoped_release released;
            std::fill_n(unknown.data, texts * STREAMS, 0.0F);
            starts.data[0] = 0;
            std::vector<std::int32_t> found;
            for (std::size_t text = 0; text < texts; ++text) {
                found.clear();
                read(words, text, found, unknown.data + text * STREAMS);
                std::sort(found.begin(), found.end());
                for (auto next = found.begin(); next != found.end();) {
                    const auto end =
                        std::find_if(next, found.end(), [&](auto other) { return other != *next; });
                    terms.push_back(*next);
                    times.push_back(static_cast<float>(end - next));
                    next = end;
                }
                starts.data[text + 1] = static_cast<std::int64_t>(terms.size());
            }
        }
        return nb::make_tuple(array_of(times), array_of(terms), starts.array, unknown.array);
    }

  private:
    static Places checked(
        std::span<const std::int64_t> keys, std::span<const std::int32_t> places
    ) {
        require_size(places.size(), keys.size(), "places");
        require(
            std::all_of(places.begin(), places.end(), [](auto place) { return place >= 0; }),
            "places has one below 0"
        );
        return {keys, places};
    }

    // The number of texts, where their words are as they must be.
    static std::size_t check(const Words& words) {
        require(!words.letters.empty(), "letters has no blank at its end");
        require_offsets(words.letter_starts, words.letters.size() - 1, "letter_starts");
        require_offsets(words.word_starts, words.native.size(), "word_starts");
        require_size(words.named.size(), words.native.size() * words.streams, "named");
        require(words.streams < STREAMS, "named has too many streams");
        const std::size_t texts = words.letter_starts.size() - 1;
        require_size(words.word_starts.size(), texts + 1, "word_starts");
        for (std::size_t text = 0; text < texts; ++text) {
            const auto first = static_cast<std::size_t>(words.letter_starts[text]);
            const auto last = static_cast<std::size_t>(words.letter_starts[text + 1]);
            std::int64_t found = 0;
            for (std::size_t at = first; at < last; ++at) {
                found += words.letters[at] == BLANK && words.letters[at + 1] != BLANK;
            }
            require(
                found == words.word_starts[text + 1] - words.word_starts[text] &&
                    (first == last ||
                     (words.letters[first] == BLANK && words.letters[last] == BLANK)),
                "letters has other words than word_starts"
            );
        }
        return texts;
    }

    // The places of the known terms of a text, and how many of each stream are not known.
    void read(
        const Words& words, std::size_t text, std::vector<std::int32_t>& found, float* unknown
    ) const {
        const auto add = [&](std::int32_t place, std::size_t stream) {
            if (place >= 0) {
                found.push_back(place);
            } else {
                unknown[stream] += 1;
            }
        };
        auto word = static_cast<std::size_t>(words.word_starts[text]);
        const std::uint32_t* next = words.letters.data() + words.letter_starts[text];
        const std::uint32_t* const end = words.letters.data() + words.letter_starts[text + 1];
        for (; next < end; ++next) {
            if (*next != BLANK || next[1] == BLANK) continue;
            const bool is_native = words.native[word] != 0;
            for (const std::uint32_t* at = next + 1; *at != BLANK; ++at) {
                add(places_[is_native ? key_of(0, 0, *at) : key_of(at[-1], *at, at[1])], 0);
                if (is_native && at[1] != BLANK) add(places_[key_of(0, *at, at[1])], 0);
            }
            for (std::size_t stream = 0; stream < words.streams; ++stream) {
                add(words.named[word * words.streams + stream], stream + 1);
            }
            ++word;
        }
    }

    Places places_;
};

}  // namespace

void register_counting(nb::module_& module) {
    nb::class_<TermCounter>(module, "TermCounter")
        .def(
            nb::init<const Vector<std::int64_t>&, const Vector<std::int32_t>&>(),
            nb::arg("keys").noconvert(), nb::arg("places").noconvert()
        )
        .def(
            "count", &TermCounter::count, nb::arg("letters").noconvert(),
            nb::arg("letter_starts").noconvert(), nb::arg("native").noconvert(),
            nb::arg("named").noconvert(), nb::arg("word_starts").noconvert()
        );
}

}  // namespace matcher
