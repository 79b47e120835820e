#include "module.hpp"

#include "parallel.hpp"

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <stdexcept>

NB_MODULE(_native, module) {
    // An interpreter that ends while threads still run frees nothing: no leak, and no user's
    // concern.
    nanobind::set_leak_warnings(false);
    if (matcher::instruction_sets().empty()) {
        throw std::runtime_error("the machine has none of the instruction sets they are built for");
    }
    // What the tests of parallel.hpp run: items that are Python's, on any number of threads.
    module.def(
        "for_each_item",
        [](std::size_t items, std::size_t threads, const nanobind::object& progress,
           const nanobind::callable& work) {
            matcher::for_each_item(
                items, threads, progress, [&](std::size_t item, std::size_t worker) {
                    const nanobind::gil_scoped_acquire held;
                    work(item, worker);
                }
            );
        },
        nanobind::arg("items"), nanobind::arg("threads"), nanobind::arg("progress").none(),
        nanobind::arg("work")
    );
    module.def("instruction_sets", &matcher::instruction_sets);
    module.def("instruction_set", &matcher::instruction_set);
    module.def("use_instruction_set", &matcher::use_instruction_set, nanobind::arg("name"));
    matcher::register_basics(module);
    matcher::register_counting(module);
    matcher::register_gates(module);
    matcher::register_ranking(module);
    matcher::register_search(module);
    matcher::register_token_sets(module);
    matcher::register_verdicts(module);
}
