// How alike texts are as sets of words, by the letters that they do not share.
//
// `matcher/kernels/reference_token_sets.py` defines the kernel.
#include <nanobind/nanobind.h>

#include <algorithm>
#include <vector>

#include "arrays.hpp"
#include "module.hpp"
#include "subsequence.hpp"

namespace nb = nanobind;

namespace matcher {
namespace {

using Offsets = std::span<const std::int64_t>;

constexpr Letter BLANK = ' ';

// Words by their letters, and rows of words.
struct WordRows {
    std::span<const Letter> letters;
    Offsets letter_starts;
    std::span<const std::int32_t> words;
    Offsets row_starts;

    std::span<const Letter> word(std::size_t place) const {
        const auto start = static_cast<std::size_t>(letter_starts[place]);
        return letters.subspan(start, static_cast<std::size_t>(letter_starts[place + 1]) - start);
    }
};

struct Word {
    std::int32_t number;
    std::span<const Letter> letters;

    bool operator<(const Word& other) const {
        return std::lexicographical_compare(
            letters.begin(), letters.end(), other.letters.begin(), other.letters.end()
        );
    }
    bool operator==(const Word& other) const {
        return std::equal(
            letters.begin(), letters.end(), other.letters.begin(), other.letters.end()
        );
    }
};

// Letters of words that stand in one of two sets alone, with blanks between the words.
void join(std::span<const Letter> word, Letters& joined) {
    if (!joined.empty()) joined.push_back(BLANK);
    joined.insert(joined.end(), word.begin(), word.end());
}

double share(std::size_t distance, std::size_t size) {
    if (size == 0) return 100.0;
    return 100.0 - 100.0 * static_cast<double>(distance) / static_cast<double>(size);
}

// The words of each form in one piece, so that little is fetched from memory.
class Forms {
  public:
    explicit Forms(const WordRows& rows) {
        starts_.push_back(0);
        for (std::size_t row = 0; row + 1 < rows.row_starts.size(); ++row) {
            for (auto at = rows.row_starts[row]; at < rows.row_starts[row + 1]; ++at) {
                const auto number = rows.words[static_cast<std::size_t>(at)];
                const auto letters = rows.word(static_cast<std::size_t>(number));
                record_.push_back(static_cast<Letter>(number));
                record_.push_back(static_cast<Letter>(letters.size()));
                record_.insert(record_.end(), letters.begin(), letters.end());
            }
            starts_.push_back(record_.size());
        }
    }

    std::size_t size() const { return starts_.size() - 1; }

    void read(std::int32_t form, std::vector<Word>& words) const {
        words.clear();
        const std::span<const Letter> record(record_);
        const std::size_t end = starts_[static_cast<std::size_t>(form) + 1];
        for (std::size_t at = starts_[static_cast<std::size_t>(form)]; at < end;) {
            const std::size_t size = record[at + 1];
            words.push_back({static_cast<std::int32_t>(record[at]), record.subspan(at + 2, size)});
            at += 2 + size;
        }
    }

    // What is soon to be read is fetched ahead: first where records start, then the records.
    void fetch_starts(std::span<const std::int32_t> forms) const {
        for (const auto form : forms) {
            if (form >= 0) __builtin_prefetch(starts_.data() + form);
        }
    }
    void fetch(std::span<const std::int32_t> forms) const {
        for (const auto form : forms) {
            if (form < 0) continue;
            const auto* record = record_.data() + starts_[static_cast<std::size_t>(form)];
            for (std::size_t line = 0; line < 3; ++line) __builtin_prefetch(record + line * 16);
        }
    }

  private:
    Letters record_;
    std::vector<std::size_t> starts_;
};

class TokenSets {
  public:
    TokenSets(
        const Vector<Letter>& letters, const Vector<std::int64_t>& letter_starts,
        const Vector<std::int32_t>& words, const Vector<std::int64_t>& row_starts
    )
        : forms_(checked(
              {elements(letters, "letters"), elements(letter_starts, "letter_starts"),
               elements(words, "words"), elements(row_starts, "row_starts")}
          )) {}

    auto ratios(
        const Vector<Letter>& letters, const Vector<std::int64_t>& letter_starts,
        const Vector<std::int32_t>& words, const Vector<std::int64_t>& row_starts,
        const Matrix<std::int32_t>& forms
    ) const {
        const WordRows texts{
            elements(letters, "letters"), elements(letter_starts, "letter_starts"),
            elements(words, "words"), elements(row_starts, "row_starts")
        };
        check(texts);
        require_size(texts.words.size(), texts.letter_starts.size() - 1, "words");
        const auto asked = elements(forms, "forms");
        const std::size_t width = forms.shape(1);
        require_size(forms.shape(0), texts.row_starts.size() - 1, "forms");
        const auto rows = static_cast<std::int64_t>(forms_.size());
        for (const auto form : asked) require(form < rows, "forms points outside");
        const auto found = new_array<float>(forms.shape(0), width);
        {
            const nb::gil_scoped_release released;
            Comparison comparison{forms_};
            const std::size_t count = forms.shape(0);
            const auto of_text = [&](std::size_t text) {
                return asked.subspan(text * width, width);
            };
            for (std::size_t text = 0; text < count; ++text) {
                if (text + 2 < count) forms_.fetch_starts(of_text(text + 2));
                if (text + 1 < count) forms_.fetch(of_text(text + 1));
                comparison.take(texts, text);
                for (std::size_t at = text * width; at < (text + 1) * width; ++at) {
                    found.data[at] = asked[at] < 0 ? 0.0F : comparison.ratio(asked[at]);
                }
            }
        }
        return found.array;
    }

  private:
    // One text, and then forms with it.
    struct Comparison {
        const Forms& forms;
        std::vector<Word> words{}, named{};
        Letters own{}, others{};
        Common common{};

        // The words of a text, sorted, each once.
        void take(const WordRows& texts, std::size_t text) {
            words.clear();
            const auto end = static_cast<std::size_t>(texts.row_starts[text + 1]);
            for (auto at = static_cast<std::size_t>(texts.row_starts[text]); at < end; ++at) {
                words.push_back({texts.words[at], texts.word(at)});
            }
            std::sort(words.begin(), words.end());
            words.erase(std::unique(words.begin(), words.end()), words.end());
        }

        float ratio(std::int32_t form) {
            forms.read(form, named);
            if (words.empty() || named.empty()) return 0.0F;
            const std::size_t shared = part();
            if (shared && (own.empty() || others.empty())) return 100.0F;
            const std::size_t distance = own.size() + others.size() - 2 * common(own, others);
            const std::size_t blank = shared != 0;
            const std::size_t one = shared + blank + own.size();
            const std::size_t other = shared + blank + others.size();
            double found = share(distance, one + other);
            if (shared) {
                found = std::max(found, share(blank + own.size(), shared + one));
                found = std::max(found, share(blank + others.size(), shared + other));
            }
            return static_cast<float>(found);
        }

        static bool has(const std::vector<Word>& words, std::int32_t number) {
            return std::any_of(words.begin(), words.end(), [number](const Word& word) {
                return word.number == number;
            });
        }

        // Joins the words that one of both has alone. Returns the length of those that both have.
        std::size_t part() {
            own.clear();
            others.clear();
            std::size_t shared = 0;
            for (const Word& word : words) {
                if (has(named, word.number)) {
                    shared += word.letters.size() + (shared != 0);
                } else {
                    join(word.letters, own);
                }
            }
            for (const Word& word : named) {
                if (!has(words, word.number)) join(word.letters, others);
            }
            return shared;
        }
    };

    static Forms checked(const WordRows& rows) {
        check(rows);
        require_indices(rows.words, rows.letter_starts.size() - 1, "words");
        return Forms(rows);
    }

    static void check(const WordRows& rows) {
        require_offsets(rows.letter_starts, rows.letters.size(), "letter_starts");
        require_offsets(rows.row_starts, rows.words.size(), "row_starts");
    }

    Forms forms_;
};

}  // namespace

void register_token_sets(nb::module_& module) {
    nb::class_<TokenSets>(module, "TokenSets")
        .def(
            nb::init<
                const Vector<Letter>&, const Vector<std::int64_t>&, const Vector<std::int32_t>&,
                const Vector<std::int64_t>&>(),
            nb::arg("letters").noconvert(), nb::arg("letter_starts").noconvert(),
            nb::arg("words").noconvert(), nb::arg("row_starts").noconvert()
        )
        .def(
            "ratios", &TokenSets::ratios, nb::arg("letters").noconvert(),
            nb::arg("letter_starts").noconvert(), nb::arg("words").noconvert(),
            nb::arg("row_starts").noconvert(), nb::arg("forms").noconvert()
        );
}

}  // namespace matcher
