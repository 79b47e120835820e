"""The compiled verdicts against their plain twin: equal bits and counts, whatever is drawn."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_boards import drawn_board, drawn_people
from kernel_modules import compiled, native
from matcher.kernels import LANES, reference_verdicts
from matcher.kernels.verdict_arrays import Board, People

compiled_verdicts = compiled("compiled_verdicts")

seeds = st.integers(0, 2**32 - 1)
boards = st.builds(
    drawn_board,
    seeds,
    literals=st.integers(0, 6),
    bodies=st.integers(0, 5),
    templates=st.integers(0, 40),
)


@pytest.fixture(params=native().instruction_sets() or ["baseline"])
def instruction_set(request: pytest.FixtureRequest) -> Iterator[str]:
    """Each instruction set of the machine in turn."""
    before = native().instruction_set()
    native().use_instruction_set(request.param)
    yield request.param
    native().use_instruction_set(before)


def both(board: Board, people: People, threads: int) -> list[tuple[npt.NDArray[Any], ...]]:
    """What the plain kernel finds, and what the compiled one does."""
    return [
        module.Verdicts(board).planes(people, threads=threads)
        for module in (reference_verdicts, compiled_verdicts)
    ]


@pytest.mark.usefixtures("instruction_set")
@given(boards, seeds, st.integers(0, 2 * LANES + 1), st.integers(1, 3))
def test_everyone_has_the_verdicts_of_the_plain_kernel(
    board: Board, seed: int, size: int, threads: int
) -> None:
    plain, found = both(board, drawn_people(seed, board, size), threads)
    for expected, own in zip(plain, found, strict=True):
        assert (own.dtype, own.shape) == (expected.dtype, expected.shape)
        assert own.tolist() == expected.tolist()


@given(boards, seeds, st.sampled_from([1, 1, 1, LANES + 1]))
def test_one_person_alone_has_the_verdicts_of_the_plain_kernel(
    board: Board, seed: int, size: int
) -> None:
    for other in range(8):
        plain, found = both(board, drawn_people(seed + other, board, size), 1)
        assert found[0][:, -1].tolist() == plain[0][:, -1].tolist()
        assert found[1][-1].tolist() == plain[1][-1].tolist()


def test_progress_is_told_to_the_end() -> None:
    board = drawn_board(1, literals=3, bodies=2, templates=5)
    people = drawn_people(1, board, 3 * LANES)
    told: list[tuple[int, int]] = []
    for module in (reference_verdicts, compiled_verdicts):
        module.Verdicts(board).planes(people, progress=lambda *done: told.append(done))
        assert told[-1] == (3, 3)
        told.clear()


# --- arrays that do not fit --------------------------------------------------------------


def parts(whole: NamedTuple) -> Iterator[tuple[str, str]]:
    for part, arrays in whole._asdict().items():
        for name, array in arrays._asdict().items():
            if isinstance(array, np.ndarray):
                yield part, name


def is_full(whole: NamedTuple) -> bool:
    """Whether no array is empty, so that something can be wrong in each."""
    return all(getattr(getattr(whole, part), name).size > 1 for part, name in parts(whole))


BOARD = next(
    board
    for seed in range(1_000)
    if is_full(board := drawn_board(seed, literals=5, bodies=4, templates=12))
)
PEOPLE = next(people for seed in range(1_000) if is_full(people := drawn_people(seed, BOARD, 40)))
#: What may be anything at all, within its type.
FREE = {
    *("home", "missing", "failing", "ages", "turns", "span", "stage", "spare", "slot"),
    *("complete", "may_last", "codes", "work_codes", "words", "first", "last"),
}
NAMES = [*parts(BOARD), *parts(PEOPLE)]
REASON = r"size|end|point|empty|too few|are not|fewer|fall|start|birth|place|window|ages|below"


def judged_with(part: str, name: str, array: npt.NDArray[Any]) -> object:
    """What the compiled kernel makes of one array in place of another."""
    board, people = (
        whole._replace(**{part: getattr(whole, part)._replace(**{name: array})})
        if part in whole._fields
        else whole
        for whole in (BOARD, PEOPLE)
    )
    return compiled_verdicts.Verdicts(board).planes(people)


def array_of(part: str, name: str) -> npt.NDArray[Any]:
    found: npt.NDArray[Any] = getattr(getattr(BOARD, part, None) or getattr(PEOPLE, part), name)
    return found


@pytest.mark.parametrize(("part", "name"), [one for one in NAMES if one[1] != "ends"])
def test_an_array_that_is_too_short_is_refused(part: str, name: str) -> None:
    with pytest.raises(ValueError, match=REASON):
        judged_with(part, name, np.ascontiguousarray(array_of(part, name)[:-1]))


@pytest.mark.parametrize("value", [-1, np.iinfo(np.int32).min, np.iinfo(np.int32).max])
@pytest.mark.parametrize(("part", "name"), [one for one in NAMES if one[1] not in FREE])
def test_a_number_that_points_outside_is_refused(part: str, name: str, value: int) -> None:
    array = array_of(part, name).copy()
    array.flat[array.size // 2] = value
    with pytest.raises(ValueError, match=REASON):
        judged_with(part, name, array)


@given(st.sampled_from(NAMES), st.data())
def test_whatever_stands_in_an_array_is_refused_or_judged(
    place: tuple[str, str], data: st.DataObject
) -> None:
    array = array_of(*place).copy()
    numbers = np.iinfo(array.dtype)
    values = st.sampled_from([0, 1, 2, 3, 7, 40, numbers.min, numbers.max])
    for _ in range(data.draw(st.integers(1, 3))):
        array.flat[data.draw(st.integers(0, array.size - 1))] = data.draw(values)
    with suppress(ValueError):
        judged_with(*place, array)


def test_an_array_of_another_type_is_refused() -> None:
    with pytest.raises(TypeError, match="members is not an array of the type"):
        judged_with("sets", "members", BOARD.sets.members.astype(np.int64))
