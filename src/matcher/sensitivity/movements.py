"""What moving one weight does to the lists of a cohort: how many stay, how much overlaps."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.metrics import Interval
from matcher.records.tabular import Tabular
from matcher.sensitivity.intervals import Ends, Intervals
from matcher.sensitivity.resampling import Means, means_of
from matcher.sensitivity.weighing import WEIGHTS

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["SIDES", "Movement", "Movements"]

Floats = npt.NDArray[np.float64]

#: The two ways in which a weight moves.
SIDES = ("down", "up")
_DIRECTIONS = (*SIDES, "both")
_FIGURES = ("kept", "in_order", "overlap")


class Movement(NamedTuple):
    """One weight moved by up to a share of itself: down, up, or either way.

    `kept` is the share of lists that name the same vacancies all along, `in_order` of those that
    also keep their order; `overlap` is the mean rank-biased overlap with the lists at the end of
    the movement (of both ends, where it is either way).
    """

    weight: str
    movement: float
    direction: str
    kept: Interval
    in_order: Interval
    overlap: Interval


@dataclass(frozen=True, eq=False)
class Movements(Tabular):
    """What each movement of each weight does, the weights that matter most first.

    Intervals are of 95 %, over candidates.
    """

    rows: tuple[Movement, ...]
    candidates: int

    @classmethod
    def of(
        cls,
        movements: tuple[float, ...],
        weights: Floats,
        intervals: Intervals,
        overlap: Floats,
        *,
        seed: int,
    ) -> Movements:
        """The movements of candidates with `intervals` (n, 8, 2) and `overlap` (n, 8, m, 2)."""
        kept = _holds(intervals.members, weights, movements)
        in_order = _holds(intervals.order, weights, movements)
        sides = (kept, in_order, overlap)
        both = (kept.min(axis=3), in_order.min(axis=3), overlap.mean(axis=3))
        pairs = zip(sides, both, strict=True)
        joined = [np.concatenate([side, end[..., np.newaxis]], axis=3) for side, end in pairs]
        cells = np.stack(joined, axis=4)
        means = means_of(cells.reshape(len(cells), math.prod(cells.shape[1:])), seed=seed)
        shaped = Means(*(part.reshape(cells.shape[1:]) for part in means))
        # A weight matters as lists change in either direction, over all movements.
        order = np.argsort(shaped.mean[:, :, 2, 0].mean(axis=1), kind="stable")
        rows = [
            _movement(shaped, place, at, side, movement)
            for place in order.tolist()
            for at, movement in enumerate(movements)
            for side in range(len(_DIRECTIONS))
        ]
        return cls(tuple(rows), len(cells))

    def __repr__(self) -> str:
        return f"<Movements: {len(self)} of {len(WEIGHTS)} weights, {self.candidates:,} candidates>"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Movement]:
        return iter(self.rows)

    @property
    def weights(self) -> tuple[str, ...]:
        """The weights by name: the one on which the ranking hangs most comes first."""
        return tuple(dict.fromkeys(row.weight for row in self.rows))

    def to_arrow(self) -> pa.Table:
        """One row per weight, movement and direction."""
        import pyarrow as pa

        columns = {
            "weight": pa.array([row.weight for row in self.rows], pa.string()),
            "movement": pa.array([row.movement for row in self.rows], pa.float64()),
            "direction": pa.array([row.direction for row in self.rows], pa.string()),
        }
        for name in _FIGURES:
            figures = [getattr(row, name) for row in self.rows]
            columns[name] = pa.array([one.mean for one in figures], pa.float64())
            columns[f"{name}_low"] = pa.array([one.low for one in figures], pa.float64())
            columns[f"{name}_high"] = pa.array([one.high for one in figures], pa.float64())
        return pa.table(columns)


def _holds(ends: Ends, weights: Floats, movements: tuple[float, ...]) -> Floats:
    """Whether lists stay (n, 8, m, 2) all along a movement down and up, as 0 or 1.

    One that ends where the interval ends stays. A weight of 0 does not move.
    """
    by = np.array(movements)
    present = weights[np.newaxis, :, np.newaxis]
    down = ends.at[:, :, :1] <= present * (1 - by)
    up = ends.at[:, :, 1:] >= present * (1 + by)
    return np.stack([down, up], axis=3).astype(np.float64)


def _movement(means: Means, place: int, at: int, side: int, movement: float) -> Movement:
    figures = (
        Interval(*(float(part[place, at, side, figure]) for part in means))
        for figure in range(len(_FIGURES))
    )
    return Movement(WEIGHTS[place], movement, _DIRECTIONS[side], *figures)
