"""The compiled kernels equal the plain ones bit for bit, and refuse what points outside."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from kernel_modules import compiled as compiled_kernels
from matcher.kernels import (
    MET,
    MISSING,
    NEVER,
    UNKNOWN,
    SparseRows,
    Stretches,
    reference,
)

compiled = compiled_kernels()

Array = npt.NDArray[Any]

#: Few values, so that ties are common; sums of these depend on their order.
SHARES = (0.0, 0.1, 0.3, 1 / 3, 0.7, 1.0, 1e-9, 1e9)
PLACES = (np.iinfo(np.int64).min, -1, 0, 1, 2, 3, 5, 99, np.iinfo(np.int64).max)
CODES = (MET, UNKNOWN, MISSING, MISSING + 1, MISSING + 12, NEVER)

sizes = st.integers(0, 6)
some = st.integers(1, 6)


def filled(
    dtype: type, shape: tuple[int, ...], values: tuple[Any, ...]
) -> st.SearchStrategy[Array]:
    return arrays(dtype, shape, elements=st.sampled_from(values))


def indices(size: int, below: int) -> st.SearchStrategy[Array]:
    """Indices less than `below`; none where there is nothing to point at."""
    return arrays(np.int64, size if below else 0, elements=st.integers(0, max(below - 1, 0)))


@st.composite
def offsets(draw: st.DrawFn, rows: int, *, least: int = 0) -> Array:
    """Where rows start and end, some of them empty unless `least` is 1."""
    lengths = draw(st.lists(st.integers(least, 3), min_size=rows, max_size=rows))
    return np.cumsum([0, *lengths])


@st.composite
def weights(draw: st.DrawFn, criteria: int) -> SparseRows:
    starts = draw(offsets(draw(sizes)))
    if not criteria:
        starts = np.zeros_like(starts)
    size = int(starts[-1])
    return SparseRows(
        draw(filled(np.float64, (size,), SHARES)), draw(indices(size, criteria)), starts
    )


@st.composite
def for_scatter_best(draw: st.DrawFn) -> dict[str, Any]:
    height, width, size = draw(sizes), draw(sizes), draw(st.integers(0, 12))
    rows, columns = draw(indices(size, height)), draw(indices(size, width))
    size = min(rows.size, columns.size)
    values = draw(filled(np.float64, (size,), SHARES))
    return {
        "rows": rows[:size],
        "columns": columns[:size],
        "values": values,
        "shape": (height, width),
    }


@st.composite
def for_any_of_all(draw: st.DrawFn) -> dict[str, Any]:
    width = draw(some)
    dtype, values, best_is_least = draw(
        st.sampled_from(
            [(np.float64, SHARES, False), (np.int16, CODES, True), (np.bool_, (True, False), False)]
        )
    )
    expressions = draw(offsets(draw(sizes), least=1))
    clauses = draw(offsets(int(expressions[-1]), least=1))
    return {
        "literals": draw(filled(dtype, (draw(sizes), width), values)),
        "terms": draw(indices(int(clauses[-1]), width)),
        "clauses": clauses[:-1],
        "expressions": expressions[:-1],
        "best_is_least": best_is_least,
    }


@st.composite
def for_worst(draw: st.DrawFn) -> dict[str, Any]:
    width, starts = draw(some), draw(offsets(draw(sizes)))
    return {
        "gates": draw(filled(np.int16, (draw(sizes), width), CODES)),
        "starts": starts,
        "members": draw(indices(int(starts[-1]), width)),
    }


@st.composite
def for_open_days(draw: st.DrawFn) -> dict[str, Any]:
    gates, windows = draw(some), draw(sizes)
    starts = draw(offsets(draw(sizes), least=1))
    size, days = int(starts[-1]), tuple(range(1, 9))
    first = draw(filled(np.int32, (size,), days))
    lengths = draw(filled(np.int32, (size,), (0, 1, 5)))
    return {
        "holds": draw(filled(np.bool_, (size, gates), (True, False))),
        "stretches": Stretches(first, first + lengths, starts),
        "gates": draw(indices(windows, gates)),
        "opens": draw(filled(np.int32, (windows,), days)),
        "closes": draw(filled(np.int32, (windows,), days)),
    }


@st.composite
def for_judge(draw: st.DrawFn) -> dict[str, Any]:
    shape, months = (draw(sizes), draw(sizes)), (-1, 0, 1, 12, NEVER)
    asked = {name: draw(filled(np.int16, shape, CODES)) for name in ("select", "depart")}
    spare = {name: draw(filled(np.int16, shape, months)) for name in ("ready", "hopeful", "slack")}
    return asked | spare


@st.composite
def for_score(draw: st.DrawFn) -> dict[str, Any]:
    criteria = draw(sizes)
    attainment = draw(filled(np.float64, (draw(sizes), criteria), SHARES))
    return {"attainment": attainment, "weights": draw(weights(criteria))}


@st.composite
def for_score_pairs(draw: st.DrawFn) -> dict[str, Any]:
    given_ = draw(for_score())
    people, jobs = len(given_["attainment"]), given_["weights"].starts.size - 1
    size = draw(st.integers(0, 8)) if people and jobs else 0
    return given_ | {"rows": draw(indices(size, people)), "columns": draw(indices(size, jobs))}


DRAWN: dict[str, st.SearchStrategy[dict[str, Any]]] = {
    "scatter_best": for_scatter_best(),
    "any_of_all": for_any_of_all(),
    "worst": for_worst(),
    "open_days": for_open_days(),
    "judge": for_judge(),
    "score": for_score(),
    "score_pairs": for_score_pairs(),
}

every_kernel = pytest.mark.parametrize("name", DRAWN)


def flat(
    found: Array | list[Array] | tuple[Array, ...],
) -> list[tuple[str, tuple[int, ...], bytes]]:
    """All bits of a result, with types and shapes."""
    parts = [found] if isinstance(found, np.ndarray) else list(found)
    return [(part.dtype.str, part.shape, part.tobytes()) for part in parts]


def leaves(arguments: dict[str, Any]) -> Iterator[tuple[Array, Callable[[Array], dict[str, Any]]]]:
    """Each array among the arguments, and how the arguments are with another in its place."""
    for name, value in arguments.items():
        if isinstance(value, np.ndarray):
            yield value, lambda other, name=name: arguments | {name: other}  # type: ignore[misc]
        elif isinstance(value, SparseRows | Stretches):
            for field, part in value._asdict().items():
                yield (
                    part,
                    lambda other, name=name, value=value, field=field: (
                        arguments  # type: ignore[misc]
                        | {name: value._replace(**{field: other})}
                    ),
                )


@every_kernel
@given(st.data())
def test_compiled_results_equal_the_plain_ones_bit_for_bit(name: str, data: st.DataObject) -> None:
    arguments = data.draw(DRAWN[name])
    found = getattr(compiled, name)(**arguments)
    assert flat(found) == flat(getattr(reference, name)(**arguments))


@every_kernel
@given(st.data())
def test_the_layout_of_the_arrays_makes_no_difference(name: str, data: st.DataObject) -> None:
    arguments = data.draw(DRAWN[name])
    expected = flat(getattr(compiled, name)(**arguments))
    for part, replaced in leaves(arguments):
        spaced = np.repeat(part, 2, axis=-1)[..., ::2]
        shifted = np.frombuffer(b" " + part.tobytes(), dtype=np.uint8)[1:].view(part.dtype)
        for other in (np.asfortranarray(part), spaced, shifted.reshape(part.shape)):
            other.flags.writeable = False
            assert flat(getattr(compiled, name)(**replaced(other))) == expected


@every_kernel
@given(st.data())
def test_what_points_outside_is_refused(name: str, data: st.DataObject) -> None:
    arguments = data.draw(DRAWN[name])
    for part, replaced in leaves(arguments):
        if part.dtype != np.int64 or not part.size:
            continue
        place = data.draw(st.integers(0, part.size - 1))
        for value in (-1, 99, np.iinfo(np.int64).max, np.iinfo(np.int64).min):
            damaged = part.copy()
            damaged[place] = value
            with pytest.raises(ValueError, match=r"points outside|start at 0|falls|end|divide"):
                getattr(compiled, name)(**replaced(damaged))


@every_kernel
@given(st.data())
def test_whatever_stands_in_an_array_of_places_is_refused_or_harmless(
    name: str, data: st.DataObject
) -> None:
    arguments = data.draw(DRAWN[name])
    for part, replaced in leaves(arguments):
        if part.dtype == np.int64:
            other = data.draw(filled(np.int64, (data.draw(sizes),), PLACES))
            with suppress(ValueError):
                getattr(compiled, name)(**replaced(other))


@every_kernel
@given(st.data())
def test_another_number_of_dimensions_is_refused(name: str, data: st.DataObject) -> None:
    arguments = data.draw(DRAWN[name])
    for part, replaced in leaves(arguments):
        with pytest.raises((TypeError, ValueError)):
            getattr(compiled, name)(**replaced(part[np.newaxis]))


def test_arrays_of_different_sizes_are_refused() -> None:
    three, two = np.zeros(3, dtype=np.int64), np.zeros(2)
    with pytest.raises(ValueError, match="rows has the size 3 where 2 is needed"):
        compiled.scatter_best(three, three, two, (1, 1))
    with pytest.raises(ValueError, match="columns has the size 3 where 2 is needed"):
        compiled.score(np.zeros((1, 1)), SparseRows(two, three, np.array([0, 2])))
    codes, fewer = np.zeros((2, 3), dtype=np.int16), np.zeros((2, 2), dtype=np.int16)
    with pytest.raises(ValueError, match="broadcast"):
        compiled.judge(codes, codes, ready=codes, hopeful=fewer, slack=codes)


@pytest.mark.parametrize("name", ["first", "last", "opens", "closes"])
def test_days_of_another_number_are_refused(name: str) -> None:
    days = {part: np.ones(2, dtype=np.int32) for part in ("first", "last", "opens", "closes")}
    days[name] = np.ones(1, dtype=np.int32)
    stretches = Stretches(days["first"], days["last"], np.array([0, 2]))
    holds, gates = np.ones((2, 1), dtype=np.bool_), np.zeros(2, dtype=np.int64)
    with pytest.raises(ValueError, match=f"{name} has the size 1 where 2 is needed"):
        compiled.open_days(holds, stretches, gates, days["opens"], days["closes"])


def test_the_first_place_outside_is_refused_already() -> None:
    one, nowhere = np.ones(1, dtype=np.int64), np.zeros(1, dtype=np.int64)
    assert compiled.scatter_best(one, nowhere, np.ones(1), (2, 1)).tolist() == [[0], [1]]
    with pytest.raises(ValueError, match="rows points outside: each must be from 0 to less than 1"):
        compiled.scatter_best(one, nowhere, np.ones(1), (1, 1))


def test_what_would_lose_digits_on_the_way_is_refused() -> None:
    codes = np.zeros((1, 1), dtype=np.int64)
    with pytest.raises(TypeError, match="int16"):
        compiled.judge(codes, codes, ready=codes, hopeful=codes, slack=codes)


def test_a_result_too_large_for_any_memory_is_refused() -> None:
    nowhere = np.zeros(0, dtype=np.int64)
    with pytest.raises(MemoryError):
        compiled.scatter_best(nowhere, nowhere, np.zeros(0), (2**40, 2**40))
