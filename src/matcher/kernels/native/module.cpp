#include "module.hpp"

#include <nanobind/stl/string.h>
#include <nanobind/stl/vector.h>

#include <stdexcept>

NB_MODULE(_native, module) {
    if (matcher::instruction_sets().empty()) {
        throw std::runtime_error("the machine has none of the instruction sets they are built for");
    }
    module.def("instruction_sets", &matcher::instruction_sets);
    module.def("instruction_set", &matcher::instruction_set);
    module.def("use_instruction_set", &matcher::use_instruction_set, nanobind::arg("name"));
    matcher::register_basics(module);
    matcher::register_gates(module);
#ifdef MATCHER_HAS_RANKING
    matcher::register_ranking(module);
#endif
#ifdef MATCHER_HAS_VERDICTS
    matcher::register_verdicts(module);
#endif
}
