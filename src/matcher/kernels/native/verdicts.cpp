// The verdicts of many people for many templates, as bits.
//
// `matcher/kernels/reference_verdicts.py` defines the kernel, `verdict_arrays.py` its arrays.
#include <nanobind/nanobind.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "arrays.hpp"
#include "module.hpp"
#include "parallel.hpp"
#include "verdict_block.hpp"
#include "verdict_reading.hpp"

namespace nb = nanobind;

namespace matcher {
namespace {

using namespace verdicts;

class Verdicts {
  public:
    explicit Verdicts(nb::tuple board) : board_(read_board(board)) {}

    nb::tuple planes(nb::tuple arrays, std::size_t threads, nb::object progress) const {
        const People people = read_people(arrays, board_);
        const std::size_t blocks = people.blocks(), templates = board_.templates.size();
        const auto planes = new_array<std::uint32_t>(2, blocks, templates);
        const auto counts = new_array<std::int64_t>(people.size(), 4);
        const VerdictLanes& lanes = MATCHER_CHOSEN(verdict_lanes);
        std::vector<std::unique_ptr<BlockJudge>> judges(std::max<std::size_t>(threads, 1));
        for_each_item(blocks, judges.size(), progress, [&](std::size_t block, std::size_t worker) {
            if (!judges[worker]) judges[worker] = std::make_unique<BlockJudge>(board_, lanes);
            judges[worker]->judge(
                people, block,
                {planes.data + block * templates, planes.data + (blocks + block) * templates,
                 counts.data + 4 * LANES * block}
            );
        });
        return nb::make_tuple(planes.array, counts.array);
    }

  private:
    const Board board_;
};

}  // namespace

void register_verdicts(nb::module_& module) {
    nb::class_<Verdicts>(module, "Verdicts")
        .def(nb::init<nb::tuple>(), nb::arg("board"))
        .def(
            "planes", &Verdicts::planes, nb::arg("people"), nb::kw_only(), nb::arg("threads"),
            nb::arg("progress").none()
        );
}

}  // namespace matcher
