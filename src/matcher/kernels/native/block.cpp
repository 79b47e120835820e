#include "block.hpp"

#include <algorithm>

namespace matcher {

namespace {

using u16 = std::uint16_t;
using u32 = std::uint32_t;

u16 rounded_up(double value) {
    const double scaled = value * WHOLE;
    const auto down = static_cast<u32>(static_cast<std::int32_t>(scaled));
    return static_cast<u16>(down + (down < scaled));
}

}  // namespace

Block::Block(const Catalogue& catalogue, const RankingLanes& loops)
    : catalogue_(catalogue),
      loops_(loops),
      table_(catalogue.table_rows() * LANES),
      entry_(catalogue.posts.criteria * LANES),
      has_row_(catalogue.table_rows()) {
    for (std::size_t row = catalogue.posts.criteria; row < catalogue.table_rows(); ++row)
        rows_.push_back(static_cast<u32>(row));
    worth_.resize((catalogue.no_wish() + 1) * LANES);
}

u16 Block::greatest(u32 row) const {
    const u16* own = table_.data() + row * LANES;
    u16 found = 0;
    for (std::size_t l = 0; l < LANES; ++l) found = own[l] > found ? own[l] : found;
    return found;
}

// All rows but those of wishes, which are written anew each time.
void Block::clear() {
    const std::size_t kept = catalogue_.table_rows() - catalogue_.posts.criteria;
    for (std::size_t i = kept; i < rows_.size(); ++i) {
        std::fill_n(table_.data() + rows_[i] * LANES, LANES, u16{0});
        has_row_[rows_[i]] = 0;
    }
    rows_.resize(kept);
}

void Block::look(const People& people, std::size_t number) {
    open_ = people.open.data() + number * people.gates;
    const std::size_t size = std::min(LANES, people.size() - number * LANES);
    lanes_ = size == LANES ? ~0u : (1u << size) - 1;
}

void Block::take(const People& people, std::size_t number) {
    look(people, number);
    granted_ = people.granted.data() + number * people.wishes;
    const std::size_t first = number * LANES;
    const std::size_t size = std::min(LANES, people.size() - first);
    idle_ = 0;
    for (std::size_t l = 0; l < LANES; ++l) stated_[l] = l < size ? people.stated[first + l] : 0;
    read_wishes();
}

void Block::read_wishes() {
    u16 part[LANES];
    for (std::size_t l = 0; l < LANES; ++l)
        part[l] = static_cast<u16>(stated_[l] ? (WHOLE + stated_[l] - 1u) / stated_[l] : 0);
    const auto write = [&](std::size_t wish, u32 granted) {
        for (std::size_t l = 0; l < LANES; ++l)
            worth_[wish * LANES + l] = granted >> l & 1 ? part[l] : u16{0};
    };
    for (std::size_t wish = 0; wish < catalogue_.wish_classes; ++wish) write(wish, granted_[wish]);
    for (std::size_t i = 0; i < catalogue_.posts.parts; ++i) {
        u32 granted = 0;
        for (u32 j = catalogue_.any_starts[i]; j < catalogue_.any_starts[i + 1]; ++j)
            granted |= granted_[catalogue_.any_of[j]];
        write(catalogue_.any_wish(i), granted);
    }
    loops_.combine(
        catalogue_.combinations.data(), catalogue_.combined(), catalogue_.posts.parts,
        worth_.data(), table_.data() + catalogue_.posts.criteria * LANES
    );
}

void Block::load(const People& people, std::size_t number) {
    clear();
    take(people, number);
    each_lane(lanes_, [&](std::size_t l) { read(people.attained, number * LANES + l, l); });
}

void Block::summarise(const People& people, std::size_t number, u16* table, std::size_t lane) {
    const std::size_t criteria = catalogue_.posts.criteria;
    const Rows& attained = people.attained;
    take(people, number);
    const auto first = static_cast<std::size_t>(attained.starts[number * LANES]);
    const auto last =
        static_cast<std::size_t>(attained.starts[std::min((number + 1) * LANES, people.size())]);
    for (std::size_t i = first; i < last; ++i) {
        const auto row = static_cast<std::size_t>(attained.columns[i]);
        if (row >= criteria) continue;
        u16& cell = table[row * LANES + lane];
        cell = std::max(cell, rounded_up(attained.values[i]));
    }
    loops_.greatest(
        table_.data() + criteria * LANES, catalogue_.combined(), table + criteria * LANES + lane
    );
}

void Block::read(const Rows& attained, std::size_t candidate, std::size_t lane) {
    bool is_idle = stated_[lane] == 0;
    const auto first = static_cast<std::size_t>(attained.starts[candidate]);
    const auto last = static_cast<std::size_t>(attained.starts[candidate + 1]);
    entries_[lane] = attained.values.subspan(first, last - first);
    for (std::size_t i = first; i < last; ++i) {
        const auto row = static_cast<u32>(attained.columns[i]);
        const u16 quantised = rounded_up(attained.values[i]);
        if (row >= catalogue_.posts.criteria || !quantised) continue;
        if (!has_row_[row]) {
            has_row_[row] = 1;
            rows_.push_back(row);
        }
        table_[row * LANES + lane] = quantised;
        entry_[row * LANES + lane] = static_cast<u16>(i - first);
        is_idle = false;
    }
    if (is_idle) idle_ |= 1u << lane;
}

double Block::sum(u32 row, std::size_t lane) const {
    const Rows& weights = catalogue_.posts.weights;
    const auto last = static_cast<std::size_t>(weights.starts[row + 1]);
    double total = 0;
    for (auto i = static_cast<std::size_t>(weights.starts[row]); i < last; ++i) {
        const auto criterion = static_cast<std::size_t>(weights.columns[i]);
        // A term of nothing adds nothing, and what is not attained need not be up to date.
        const std::size_t cell = criterion * LANES + lane;
        if (table_[cell]) total += weights.values[i] * entries_[lane][entry_[cell]];
    }
    return total;
}

double Block::share(u32 member, std::size_t lane) const {
    const std::size_t parts = catalogue_.posts.parts;
    u32 granted = 0;
    for (std::size_t part = 0; part < parts; ++part) {
        const std::int32_t wish = catalogue_.offers[member * parts + part];
        if (wish >= 0) granted += granted_[wish] >> lane & 1;
    }
    return stated_[lane] ? static_cast<double>(granted) / stated_[lane] : 0.0;
}

}  // namespace matcher
