// The instruction sets the lanes sources are compiled for, and the one in use.
//
// A header of a lanes source declares its functions once:
//
//     namespace matcher {
//     MATCHER_LANES(void add(const std::uint32_t* a, std::uint32_t* sum, std::size_t size);)
//     }
//
// The lanes source, compiled once per instruction set, defines them in `namespace
// matcher::MATCHER_ISA`; other sources take the one in use: `auto* add = MATCHER_CHOSEN(add);`.
//
// Nothing here is inline or a template: the linker keeps one copy of such functions, and that might
// be one compiled for newer instructions than the machine has.
#pragma once

#if defined(MATCHER_ISA)
#define MATCHER_LANES(...)  \
    namespace MATCHER_ISA { \
    __VA_ARGS__             \
    }
#elif defined(MATCHER_X86_64_LEVELS)
#define MATCHER_LANES(...) \
    namespace x86_64_v2 {  \
    __VA_ARGS__            \
    }                      \
    namespace x86_64_v3 {  \
    __VA_ARGS__            \
    }                      \
    namespace x86_64_v4 {  \
    __VA_ARGS__            \
    }
#define MATCHER_CHOSEN(name)                                            \
    (::matcher::instruction_level() == 4   ? ::matcher::x86_64_v4::name \
     : ::matcher::instruction_level() == 3 ? ::matcher::x86_64_v3::name \
                                           : ::matcher::x86_64_v2::name)
#else
#define MATCHER_LANES(...) \
    namespace baseline {   \
    __VA_ARGS__            \
    }
#define MATCHER_CHOSEN(name) (::matcher::baseline::name)
#endif

namespace matcher {

// The x86-64 level in use (2, 3 or 4), 0 where there is only the baseline.
int instruction_level();

}  // namespace matcher
