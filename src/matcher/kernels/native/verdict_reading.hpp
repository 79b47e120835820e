// Boards and people read from the tuples of `verdict_arrays.py`, everything in them checked.
//
// What does not fit is a ValueError: the arrays may come from a damaged file.
#pragma once

#include <nanobind/nanobind.h>

#include "verdict_board.hpp"
#include "verdict_people.hpp"

namespace matcher::verdicts {

// A board of its own: the arrays are not needed any more.
Board read_board(nanobind::handle tuple);

// People as they are in the arrays, which must outlive them.
People read_people(nanobind::handle tuple, const Board& board);

}  // namespace matcher::verdicts
