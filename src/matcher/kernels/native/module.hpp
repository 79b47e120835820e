// What the sources of the extension offer to one another.
#pragma once

#include <nanobind/nanobind.h>

#include <string>
#include <vector>

namespace matcher {

// The instruction sets that this build and this machine have, the newest first.
std::vector<std::string> instruction_sets();
// The one in use: the newest, until another is chosen.
std::string instruction_set();
// Chooses one for all that is called afterwards; std::invalid_argument where it is not to be had.
void use_instruction_set(const std::string& name);

void register_basics(nanobind::module_& module);
void register_counting(nanobind::module_& module);
void register_gates(nanobind::module_& module);
void register_ranking(nanobind::module_& module);
void register_search(nanobind::module_& module);
void register_token_sets(nanobind::module_& module);
void register_verdicts(nanobind::module_& module);

}  // namespace matcher
