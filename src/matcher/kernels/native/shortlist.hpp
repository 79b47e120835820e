// The best few of what was offered so far, the worst of them at hand.
#pragma once

#include <algorithm>
#include <cstdint>
#include <span>

#include "lanes/ranking_lanes.hpp"

namespace matcher {

struct Entry {
    float score;
    std::int32_t order;
    std::int32_t item;
};

// Score descending, then order ascending.
inline bool is_ahead(const Entry& a, const Entry& b) {
    return a.score != b.score ? a.score > b.score : a.order < b.order;
}

// Entries in the room of `entries`. Full, they are a heap: its root is what the next one replaces.
struct Shortlist {
    std::span<Entry> entries;
    std::size_t size = 0;

    bool is_full() const { return size == entries.size(); }
    // A bound that whatever may still enter reaches; the float32 of a score may lie above it.
    std::uint32_t least_bound() const {
        if (!is_full()) return 0;
        return static_cast<std::uint32_t>(
            static_cast<double>(entries[0].score) * SCALE * (1 - 1e-6)
        );
    }
    bool takes(const Entry& entry) const { return !is_full() || is_ahead(entry, entries[0]); }

    void add(const Entry& entry) {
        if (!is_full()) {
            entries[size++] = entry;
            if (is_full()) std::make_heap(entries.begin(), entries.end(), is_ahead);
            return;
        }
        std::pop_heap(entries.begin(), entries.end(), is_ahead);
        entries.back() = entry;
        std::push_heap(entries.begin(), entries.end(), is_ahead);
    }

    // The entries, best first; nothing can be added afterwards.
    std::span<Entry> sorted() {
        const auto found = entries.first(size);
        std::sort(found.begin(), found.end(), is_ahead);
        return found;
    }
};

}  // namespace matcher
