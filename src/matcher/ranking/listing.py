"""Lists of pairs as columns, and those who stand in no list."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypeVar, overload

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.eligibility.judging import VERDICTS
from matcher.eligibility.pairs import PairGate
from matcher.errors import UnknownName
from matcher.normalizing.expressions import NormalExpression

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Ids", "Lazily", "Listing", "Unlisted", "verdict_codes"]

T = TypeVar("T")
Places = npt.NDArray[np.int64]


class Lazily(Sequence[T]):
    """A sequence whose items are made when they are looked at.

    >>> Lazily(3, lambda place: place * 10)[1:]
    (10, 20)
    """

    def __init__(self, size: int, make: Callable[[int], T]) -> None:
        self._size, self._make = size, make

    def __len__(self) -> int:
        return self._size

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[T, ...]: ...
    def __getitem__(self, index: int | slice) -> T | tuple[T, ...]:
        chosen = range(self._size)[index]
        return self._make(chosen) if isinstance(chosen, int) else tuple(map(self._make, chosen))

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Sequence):
            return NotImplemented
        return len(self) == len(other) and all(a == b for a, b in zip(self, other, strict=True))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        return f"<{self._size:,} items>"


class Ids(Lazily[str]):
    """A column of ids: the distinct names once, and the place (p,) of each row's among them.

    >>> Ids(["a", "b"], np.array([1, 1, 0])) == ["b", "b", "a"]
    True
    """

    def __init__(self, names: Sequence[str] | pa.StringArray, places: Places) -> None:
        super().__init__(places.size, lambda row: str(names[int(places[row])]))
        self._names, self._places = names, places

    def __reduce__(self) -> tuple[type[Ids], tuple[object, ...]]:
        return Ids, (self._names, self._places)

    def to_arrow(self) -> pa.StringArray:
        """The column as an Arrow array."""
        import pyarrow as pa

        return pa.array(self._names, pa.string()).take(pa.array(self._places, pa.int64()))


@dataclass(frozen=True)
class Unlisted:
    """Someone, or some vacancy, without a row: how the pairs stand, and what most often blocks.

    `blocker` is what stands in the way of most of the pairs (`blocked` of them); None where every
    pair is merely of another verdict than those listed.
    """

    id: str
    counts: dict[str, int]
    blocker: NormalExpression | None = None
    blocked: int = 0


@dataclass(frozen=True)
class Listing:
    """Listed pairs as columns, in the order of the input and then of rank.

    `verdicts` counts all pairs, listed or not. `gaps` has one list of open gates per pair where
    they were asked for.
    """

    candidate_ids: Sequence[str]
    vacancy_ids: Sequence[str]
    rank: npt.NDArray[np.int32]
    score: npt.NDArray[np.float32]
    possible: npt.NDArray[np.float32]
    verdict: npt.NDArray[np.int8]
    components: dict[str, npt.NDArray[np.float32]]
    unlisted: Sequence[Unlisted]
    verdicts: dict[str, int]
    gaps: Sequence[tuple[PairGate, ...]] | None
    candidates: int
    vacancies: int
    as_of: date


def verdict_codes(verdicts: Iterable[str]) -> npt.NDArray[np.int8]:
    """The codes of verdicts by name; BARRED pairs are never listed."""
    codes: list[int] = []
    for verdict in verdicts:
        if verdict not in VERDICTS[: kernels.BARRED]:
            raise UnknownName("listed verdict", verdict, known=VERDICTS[: kernels.BARRED])
        codes.append(VERDICTS.index(verdict))
    return np.array(sorted(set(codes)), dtype=np.int8)
