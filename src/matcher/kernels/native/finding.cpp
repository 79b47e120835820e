#include "finding.hpp"

#include <algorithm>
#include <cmath>
#include <functional>
#include <limits>

namespace matcher {
namespace {

// So many rows of sums stay in the nearest cache while all features are added to them.
constexpr std::size_t BLOCK = 1024;
// Sums of the products of more features might not fit; theirs stay below the limit, each product
// being rounded up by less than the heaviest.
constexpr std::size_t MOST_FEATURES = 16'000;
constexpr double LIMIT = 1 << 30;
constexpr std::int32_t HIGHEST_BOUND = std::numeric_limits<std::int32_t>::max();
constexpr std::size_t AHEAD = 8;
// So few texts share too little.
constexpr std::size_t FEW = 4;
// A sum of n floats may be greater than the true one by n times as much.
constexpr double ROUNDING = 1.0 / (1 << 23);

std::size_t length(const Sparse& side, std::size_t text) {
    return side.end(text) - side.start(text);
}

void spread(const Sparse& side, std::size_t text, Dense& weights) {
    for (std::size_t at = side.start(text); at < side.end(text); ++at) {
        weights[static_cast<std::size_t>(side.columns[at])] = side.values[at];
    }
}

void clear(const Sparse& side, std::size_t text, Dense& weights) {
    for (std::size_t at = side.start(text); at < side.end(text); ++at) {
        weights[static_cast<std::size_t>(side.columns[at])] = 0.0F;
    }
}

}  // namespace

Finding::Finding(const Shelf& shelf, const Question& question)
    : shelf_(shelf),
      question_(question),
      width_(question.forms.size() > FEW ? TEXTS : 1),
      places_(shelf.bounds.features(), -1),
      sums_(shelf.size() * width_),
      tiles_((shelf.size() + ROWS - 1) / ROWS),
      greatest_(tiles_ * width_),
      form_weights_(shelf.form_features),
      concept_weights_(shelf.concept_features) {}

void Finding::take(std::size_t first) {
    first_ = first;
    count_ = std::min(question_.forms.size() - first, width_);
    features_.clear();
    weights_.clear();
    for (std::size_t text = first; text < first + count_; ++text) weigh(text);
    width_ == 1 ? add_alone() : add_up();
    for (const auto feature : features_) places_[static_cast<std::size_t>(feature)] = -1;
}

// Chooses the scale of a text so that no sum is too great, and adds its weights in that scale.
void Finding::weigh(std::size_t text) {
    const Bounds& bounds = shelf_.bounds;
    double most = 0, total = 0;
    const auto look = [&](const Sparse& side, double unit, std::int16_t Posting::* part) {
        for (std::size_t at = side.start(text); at < side.end(text); ++at) {
            const double weight = static_cast<double>(side.values[at]) * unit;
            most = std::max(most, weight);
            total += weight * (bounds.most(static_cast<std::size_t>(side.columns[at])).*part);
        }
    };
    look(question_.forms, bounds.form_unit, &Posting::form);
    look(question_.concepts, bounds.whole_unit, &Posting::whole);
    if (const float* more = added(text)) {
        total += std::max(0.0F, *std::max_element(more, more + shelf_.size()));
    }
    const std::size_t lane = text - first_;
    const std::size_t features = length(question_.forms, text) + length(question_.concepts, text);
    const double scale = std::min((HEAVIEST - 1) / most, LIMIT / total);
    bounded_[lane] = total == 0 || (features <= MOST_FEATURES && std::isfinite(scale));
    scale_[lane] = total == 0 || !bounded_[lane] ? 0 : scale;
    if (scale_[lane] == 0) return;
    weigh_side(question_.forms, text, bounds.form_unit * scale, 0);
    weigh_side(question_.concepts, text, bounds.whole_unit * scale, 1);
}

void Finding::weigh_side(const Sparse& side, std::size_t text, double unit, std::size_t part) {
    for (std::size_t at = side.start(text); at < side.end(text); ++at) {
        std::int32_t& place = places_[static_cast<std::size_t>(side.columns[at])];
        if (place < 0) {
            place = static_cast<std::int32_t>(features_.size());
            features_.push_back(side.columns[at]);
            weights_.resize(weights_.size() + 2 * width_);
        }
        const double units = std::ceil(static_cast<double>(side.values[at]) * unit);
        weights_[(static_cast<std::size_t>(place) * width_ + text - first_) * 2 + part] =
            static_cast<std::int16_t>(std::min(units, static_cast<double>(HEAVIEST)));
    }
}

// The bounds of all concepts, block by block.
void Finding::add_up() {
    const auto [add, greatest] = MATCHER_CHOSEN(search_lanes);
    std::vector<const Posting*> next;
    for (const auto feature : features_) {
        next.push_back(shelf_.bounds.begin(static_cast<std::size_t>(feature)));
    }
    for (std::size_t start = 0; start < shelf_.size(); start += BLOCK) {
        const std::size_t end = std::min(start + BLOCK, shelf_.size());
        begin_block(start, end);
        for (std::size_t place = 0; place < features_.size(); ++place) {
            const auto feature = static_cast<std::size_t>(features_[place]);
            if (place + AHEAD < next.size()) __builtin_prefetch(next[place + AHEAD]);
            next[place] =
                add(next[place], shelf_.bounds.end(feature), static_cast<std::int32_t>(end),
                    weights_.data() + place * 2 * width_, sums_.data());
        }
        end_block(start, end);
        greatest(
            sums_.data() + start * TEXTS, end - start, greatest_.data() + start / ROWS, tiles_
        );
    }
}

// The bounds of all concepts for one text.
void Finding::add_alone() {
    begin_block(0, shelf_.size());
    for (std::size_t place = 0; place < features_.size(); ++place) {
        const auto feature = static_cast<std::size_t>(features_[place]);
        const std::int32_t form = weights_[2 * place], whole = weights_[2 * place + 1];
        const Posting* const end = shelf_.bounds.end(feature);
        for (const Posting* next = shelf_.bounds.begin(feature); next != end; ++next) {
            sums_[static_cast<std::size_t>(next->row)] += next->form * form + next->whole * whole;
        }
    }
    end_block(0, shelf_.size());
    for (std::size_t tile = 0; tile < greatest_.size(); ++tile) {
        const auto start = sums_.begin() + static_cast<std::ptrdiff_t>(tile * ROWS);
        const auto left = sums_.end() - start, rows = static_cast<std::ptrdiff_t>(ROWS);
        greatest_[tile] = *std::max_element(start, start + std::min(left, rows));
    }
}

// The sums begin with what is added.
void Finding::begin_block(std::size_t start, std::size_t end) {
    std::fill_n(
        sums_.begin() + static_cast<std::ptrdiff_t>(start * width_), (end - start) * width_, 0
    );
    for (std::size_t lane = 0; lane < count_; ++lane) {
        const float* more = added(first_ + lane);
        if (!more || scale_[lane] == 0) continue;
        for (std::size_t row = start; row < end; ++row) {
            const double units = std::ceil(static_cast<double>(more[row]) * scale_[lane]);
            sums_[row * width_ + lane] = static_cast<std::int32_t>(std::max(units, 0.0));
        }
    }
}

// What is not allowed has no sum.
void Finding::end_block(std::size_t start, std::size_t end) {
    for (std::size_t row = start; row < end; ++row) {
        if (!question_.allowed[row]) std::fill_n(sums_.data() + row * width_, width_, 0);
    }
}

const std::vector<Scored>& Finding::best(std::size_t text) {
    const std::size_t lane = text - first_;
    found_.clear();
    spread(question_.forms, text, form_weights_);
    spread(question_.concepts, text, concept_weights_);
    if (!bounded_[lane]) {
        try_all(text);
    } else if (scale_[lane] > 0) {
        const std::int32_t first = reached_by_k(lane);
        collect(lane, first, HIGHEST_BOUND);
        if (!try_candidates(text) && first > 1) {
            collect(lane, needed(text), first);
            try_candidates(text);
        }
    }
    clear(question_.forms, text, form_weights_);
    clear(question_.concepts, text, concept_weights_);
    std::sort_heap(found_.begin(), found_.end());
    return found_;
}

// A bound that k concepts reach, or the least above 0.
std::int32_t Finding::reached_by_k(std::size_t lane) {
    const std::size_t k = question_.k;
    const std::int32_t* const greatest = greatest_.data() + lane * tiles_;
    if (tiles_ < k) return 1;
    highest_.clear();
    for (std::size_t tile = 0; tile < tiles_; ++tile) {
        const std::int32_t bound = greatest[tile];
        if (highest_.size() == k) {
            if (bound <= highest_.front()) continue;
            std::pop_heap(highest_.begin(), highest_.end(), std::greater<>());
            highest_.pop_back();
        }
        highest_.push_back(bound);
        std::push_heap(highest_.begin(), highest_.end(), std::greater<>());
    }
    return std::max(highest_.front(), 1);
}

// The concepts whose bounds are at least `least` and less than `below`.
void Finding::collect(std::size_t lane, std::int32_t least, std::int32_t below) {
    candidates_.clear();
    const std::int32_t* const greatest = greatest_.data() + lane * tiles_;
    for (std::size_t tile = 0; tile < tiles_; ++tile) {
        if (greatest[tile] < least) continue;
        const std::size_t end = std::min((tile + 1) * ROWS, shelf_.size());
        for (std::size_t row = tile * ROWS; row < end; ++row) {
            const std::int32_t bound = sums_[row * width_ + lane];
            if (bound < least || bound >= below) continue;
            candidates_.push_back({bound, static_cast<std::int32_t>(row)});
            shelf_.forms.fetch_start(static_cast<std::size_t>(shelf_.first_forms[row]));
            shelf_.concepts.fetch_start(row);
        }
    }
    std::make_heap(candidates_.begin(), candidates_.end());
}

// Tries the candidates, the highest bounds first. Returns whether none below could be among the
// best either.
bool Finding::try_candidates(std::size_t text) {
    while (!candidates_.empty()) {
        const Candidate next = candidates_.front();
        if (next.bound < needed(text)) return true;
        std::pop_heap(candidates_.begin(), candidates_.end());
        candidates_.pop_back();
        if (!candidates_.empty()) fetch(static_cast<std::size_t>(candidates_.front().row));
        try_row(text, static_cast<std::size_t>(next.row));
    }
    return false;
}

void Finding::fetch(std::size_t row) const {
    const auto first = static_cast<std::size_t>(shelf_.first_forms[row]);
    shelf_.forms.fetch(first, static_cast<std::size_t>(shelf_.first_forms[row + 1]));
    shelf_.concepts.fetch(row, row + 1);
}

void Finding::try_all(std::size_t text) {
    for (std::size_t row = 0; row < shelf_.size(); ++row) {
        if (question_.allowed[row]) try_row(text, row);
    }
}

// Scores a concept, which takes its place among the best if it is one of them.
void Finding::try_row(std::size_t text, std::size_t row) {
    float greatest = 0.0F;
    std::int32_t best = -1;
    for (auto form = shelf_.first_forms[row]; form < shelf_.first_forms[row + 1]; ++form) {
        const float product = shelf_.forms.product(static_cast<std::size_t>(form), form_weights_);
        if (best < 0 || product > greatest) {
            greatest = product;
            best = static_cast<std::int32_t>(form);
        }
    }
    float score = greatest + shelf_.concepts.product(row, concept_weights_);
    if (const float* more = added(text)) score += more[row];
    const Scored own{score, static_cast<std::int32_t>(row), best};
    if (!(score > 0)) return;
    if (found_.size() == question_.k) {
        if (!(own < found_.front())) return;
        std::pop_heap(found_.begin(), found_.end());
        found_.pop_back();
    }
    found_.push_back(own);
    std::push_heap(found_.begin(), found_.end());
}

// The bound of whatever is as good as the last of the k best found so far.
std::int32_t Finding::needed(std::size_t text) const {
    if (found_.size() < question_.k) return 1;
    const std::size_t sums = length(question_.forms, text) + length(question_.concepts, text) + 8;
    const double exact = static_cast<double>(found_.front().score) * scale_[text - first_];
    const double least = std::floor(exact * (1 - static_cast<double>(sums) * ROUNDING)) - 1;
    return static_cast<std::int32_t>(std::max(least, 1.0));
}

}  // namespace matcher
