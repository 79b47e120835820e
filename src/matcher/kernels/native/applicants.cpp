#include "applicants.hpp"

#include <algorithm>
#include <bit>

namespace matcher {

namespace {

using u16 = std::uint16_t;
using u32 = std::uint32_t;

}  // namespace

Applicants::Applicants(const Catalogue& catalogue, std::size_t k)
    : catalogue_(catalogue),
      k_(k),
      entries_(catalogue.members.size() * k),
      lists_(catalogue.members.size()),
      least_(catalogue.templates(), 0) {
    for (std::size_t i = 0; i < lists_.size(); ++i)
        lists_[i].entries = std::span(entries_).subspan(i * k, k);
}

void Applicants::add(
    const People& people, std::span<const std::int32_t> order, std::int32_t first_item,
    std::size_t first, std::size_t last, const RankingLanes& lanes
) {
    const std::size_t size = last - first;
    const std::size_t stride = (size + TILE - 1) / TILE * TILE;
    Block block(catalogue_, lanes);
    std::vector<u16> summary;
    std::vector<u16> bounds(LANES * stride), greatest(LANES * stride / TILE);
    std::vector<u32> templates(size + 1), reaching(size);
    for (std::size_t start = 0; start < people.blocks(); start += LANES) {
        const std::size_t end = std::min(start + LANES, people.blocks());
        summary.assign(catalogue_.table_rows() * LANES, 0);
        for (std::size_t number = start; number < end; ++number)
            block.summarise(people, number, summary.data(), number - start);
        lanes.bounds(
            catalogue_.terms(), summary.data(), first, last, bounds.data(), greatest.data(), stride
        );
        for (std::size_t number = start; number < end; ++number) {
            block.load(people, number);
            const u16* own = bounds.data() + (number - start) * stride;
            std::size_t count = 0;
            for (std::size_t t = 0; t < size; ++t) {
                templates[count] = static_cast<u32>(first + t);
                count += own[t] >= least_[first + t];
            }
            lanes.reaching_own(
                catalogue_.terms(), block.table(), templates.data(), count, least_.data(),
                reaching.data()
            );
            for (std::size_t i = 0; i < count; ++i)
                if (const u32 found = reaching[i] & block.lanes())
                    offer(templates[i], found, block, number * LANES, order, first_item);
        }
    }
}

void Applicants::offer(
    u32 shelf, u32 lanes, const Block& block, std::size_t first,
    std::span<const std::int32_t> order, std::int32_t first_item
) {
    lanes = block.open(lanes, catalogue_.common[shelf]);
    if (!lanes) return;
    Sums sums(block, catalogue_.row_of[shelf]);
    u32 least = 65'535;
    for (u32 member = catalogue_.starts[shelf]; member < catalogue_.starts[shelf + 1]; ++member) {
        Shortlist& list = lists_[member];
        each_lane(block.open(lanes, catalogue_.own[member]), [&](std::size_t lane) {
            const auto item = static_cast<std::int32_t>(first + lane);
            const Entry entry{
                sums.score(member, lane), order[static_cast<std::size_t>(item)], first_item + item
            };
            if (list.takes(entry)) list.add(entry);
        });
        least = std::min(least, list.least_bound());
    }
    least_[shelf] = static_cast<u16>(least);
}

void Applicants::best(std::span<std::int32_t> items, std::span<float> scores) const {
    std::vector<Entry> entries(k_);
    for (std::size_t i = 0; i < lists_.size(); ++i) {
        std::copy_n(lists_[i].entries.begin(), lists_[i].size, entries.begin());
        Shortlist copy{entries, lists_[i].size};
        std::size_t place = catalogue_.members[i] * k_;
        for (const Entry& entry : copy.sorted()) {
            items[place] = entry.item;
            scores[place++] = entry.score;
        }
    }
}

}  // namespace matcher
