#include "isa.hpp"

#include <atomic>
#include <stdexcept>
#include <string>
#include <vector>

#include "module.hpp"

namespace matcher {
namespace {

struct InstructionSet {
    const char* name;
    int level;
};

// Those of this build that this machine has, the newest first.
std::vector<InstructionSet> available() {
#if defined(MATCHER_X86_64_LEVELS)
    __builtin_cpu_init();
    std::vector<InstructionSet> found;
    if (__builtin_cpu_supports("x86-64-v4")) found.push_back({"x86-64-v4", 4});
    if (__builtin_cpu_supports("x86-64-v3")) found.push_back({"x86-64-v3", 3});
    if (__builtin_cpu_supports("x86-64-v2")) found.push_back({"x86-64-v2", 2});
    return found;
#else
    return {{"baseline", 0}};
#endif
}

int newest_level() {
    const auto found = available();
    return found.empty() ? 0 : found.front().level;
}

std::atomic<int>& level_in_use() {
    static std::atomic<int> level{newest_level()};
    return level;
}

}  // namespace

int instruction_level() { return level_in_use().load(std::memory_order_relaxed); }

std::vector<std::string> instruction_sets() {
    std::vector<std::string> names;
    for (const auto& set : available()) names.emplace_back(set.name);
    return names;
}

std::string instruction_set() {
    for (const auto& set : available()) {
        if (set.level == instruction_level()) return set.name;
    }
    return "none";
}

void use_instruction_set(const std::string& name) {
    for (const auto& set : available()) {
        if (set.name == name) {
            level_in_use() = set.level;
            return;
        }
    }
    throw std::invalid_argument("this machine or this build has no instruction set '" + name + "'");
}

}  // namespace matcher
