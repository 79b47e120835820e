// The best concepts of a few texts side by side: bounds of all concepts first, then the scores of
// those whose bounds reach.
#pragma once

#include <cstdint>
#include <new>
#include <span>
#include <vector>

#include "shelf.hpp"

namespace matcher {

// Whole cache lines, so that no row of sums lies across two of them.
template <typename T>
struct Aligned {
    using value_type = T;
    static constexpr std::align_val_t LINE{64};

    Aligned() = default;
    template <typename Other>
    Aligned(const Aligned<Other>&) {}
    T* allocate(std::size_t size) {
        return static_cast<T*>(::operator new(size * sizeof(T), LINE));
    }
    void deallocate(T* memory, std::size_t) { ::operator delete(memory, LINE); }
    template <typename Other>
    bool operator==(const Aligned<Other>&) const {
        return true;
    }
};

template <typename T>
using Lines = std::vector<T, Aligned<T>>;

// What a search looks through.
struct Shelf {
    Shelf(const Sparse& forms, const Sparse& concepts, std::span<const std::int64_t> first)
        : first_forms(first),
          bounds(forms, concepts, first),
          forms(forms, static_cast<std::size_t>(first.back())),
          concepts(concepts, first.size() - 1),
          form_features(forms.size()),
          concept_features(concepts.size()) {}

    std::size_t size() const { return first_forms.size() - 1; }

    std::span<const std::int64_t> first_forms;
    Bounds bounds;
    Columns forms, concepts;
    std::size_t form_features, concept_features;
};

// What is asked: for each text its features for either part and, if any, what is added.
struct Question {
    Sparse forms, concepts;
    std::span<const float> added;
    std::span<const std::uint8_t> allowed;
    std::size_t k;
};

// A concept with its score and its best form: the better one has more, or as much and comes first.
struct Scored {
    float score;
    std::int32_t row, form;

    bool operator<(const Scored& other) const {
        return score > other.score || (score == other.score && row < other.row);
    }
};

class Finding {
  public:
    Finding(const Shelf& shelf, const Question& question);

    // So many texts are taken up at once: many are quicker side by side, a few one by one.
    std::size_t width() const { return width_; }
    // Takes up texts from `first` on, as far as there are.
    void take(std::size_t first);
    // The best concepts of one of them, best first.
    const std::vector<Scored>& best(std::size_t text);

  private:
    // A concept that may be among the best: the one with the highest bound is tried first.
    struct Candidate {
        std::int32_t bound, row;

        bool operator<(const Candidate& other) const {
            return bound < other.bound || (bound == other.bound && row > other.row);
        }
    };

    void weigh(std::size_t text);
    void weigh_side(const Sparse& side, std::size_t text, double unit, std::size_t place);
    void add_up();
    void add_alone();
    void begin_block(std::size_t start, std::size_t end);
    void end_block(std::size_t start, std::size_t end);

    std::int32_t reached_by_k(std::size_t lane);
    void collect(std::size_t lane, std::int32_t least, std::int32_t below);
    bool try_candidates(std::size_t text);
    void fetch(std::size_t row) const;
    void try_all(std::size_t text);
    void try_row(std::size_t text, std::size_t row);
    std::int32_t needed(std::size_t text) const;

    const float* added(std::size_t text) const {
        return question_.added.empty() ? nullptr : question_.added.data() + text * shelf_.size();
    }

    const Shelf& shelf_;
    const Question& question_;
    std::size_t width_, first_ = 0, count_ = 0;
    // Of each text: the units of a score in a bound, 0 if nothing is found; whether bounds serve.
    double scale_[TEXTS] = {};
    bool bounded_[TEXTS] = {};
    // The features of all texts, the place of each feature among them, and their weights.
    std::vector<std::int32_t> features_, places_;
    Lines<std::int16_t> weights_;
    Lines<std::int32_t> sums_;
    // The greatest sum in each tile of ROWS concepts, those of a text beside each other.
    std::size_t tiles_;
    std::vector<std::int32_t> greatest_;
    std::vector<Candidate> candidates_;
    std::vector<std::int32_t> highest_;
    Dense form_weights_, concept_weights_;
    std::vector<Scored> found_;
};

}  // namespace matcher
