"""Draws outcomes for many people at once from uniform numbers: the same everywhere, bit for bit.

Only uniform and whole numbers are taken from the generator and compared with edges; what NumPy
draws from other distributions may differ in its last bits between platforms.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from matcher.errors import InputError

__all__ = ["NONE", "Arrow", "Chances", "Floats", "Ints", "generator", "whole_normal"]

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]
#: An Arrow array: Arrow publishes no types.
Arrow = Any
#: The draw that is none of the outcomes.
NONE = -1
#: What rounding may leave of 1 when shares are added.
_ROUNDING = 1e-9


def generator(seed: int, *place: int) -> np.random.Generator:
    """The random numbers of one place of a seed; no two places share theirs."""
    if seed < 0:
        raise InputError(f"The seed is {seed}.", repair="Use 0 or a positive number.")
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=place))


@dataclass(frozen=True, slots=True)
class Chances:
    """Cases, each with its outcomes and their probabilities.

    Outcome `places[c, i]` of case c has the probability `edges[c, i] - edges[c, i - 1]`; what the
    edges leave of 1 is the chance of no outcome.
    """

    outcomes: tuple[str, ...]
    places: Ints
    edges: Floats

    @classmethod
    def of_shares(cls, cases: Sequence[Mapping[str, float]]) -> Self:
        """Cases whose shares may leave something of 1."""
        outcomes = tuple(dict.fromkeys(name for case in cases for name in case))
        place_of = {name: place for place, name in enumerate(outcomes)}
        shape = len(cases), max(map(len, cases), default=0)
        places, edges = np.zeros(shape, np.int64), np.zeros(shape)
        for row, case in enumerate(cases):
            if not case:
                continue
            width = len(case)
            places[row, :width] = [place_of[name] for name in case]
            edges[row, :width] = np.cumsum(list(case.values()))
            # Places behind the last outcome have its edge: no number falls between the two.
            edges[row, width - 1 :] = _closed(edges[row, width - 1])
        return cls(outcomes, places, edges)

    @classmethod
    def of_weights(cls, cases: Sequence[Mapping[str, float]]) -> Self:
        """Cases of which one outcome always comes true."""
        totals = [sum(case.values()) for case in cases]
        shares = [
            {name: weight / total for name, weight in case.items()}
            for case, total in zip(cases, totals, strict=True)
        ]
        return cls.of_shares(shares)

    def draw(self, uniforms: Floats, cases: Ints | int = 0) -> Ints:
        """The places of the outcomes for some uniform numbers and their cases, `NONE` for none.

        >>> chances = Chances.of_shares([{"a": 0.5, "b": 0.25}])
        >>> chances.draw(np.array([0.1, 0.5, 0.9])).tolist()
        [0, 1, -1]
        """
        width = self.edges.shape[1]
        if not width:
            return np.full(uniforms.shape, NONE, np.int64)
        edges = self.edges[cases]
        place = (uniforms[..., None] >= edges).sum(axis=-1)
        rows = np.broadcast_to(cases, uniforms.shape)
        found = self.places[rows, np.minimum(place, width - 1)]
        return np.where(place == width, NONE, found)

    def numbers(self) -> Ints:
        """The outcomes as whole numbers."""
        return np.array([int(name) for name in self.outcomes], np.int64)

    def spans(self) -> tuple[Ints, Ints]:
        """The outcomes, such as `7-12`, as their first and last numbers."""
        pairs = [name.partition("-") for name in self.outcomes]
        lows, highs = [int(pair[0]) for pair in pairs], [int(pair[2]) for pair in pairs]
        return np.array(lows, np.int64), np.array(highs, np.int64)

    def draw_spans(self, rng: np.random.Generator, cases: Ints) -> Ints:
        """For each case a whole number from a span of it, both ends included."""
        drawn = self.draw(rng.random(len(cases)), cases)
        lows, highs = self.spans()
        width = highs[drawn] - lows[drawn] + 1
        return lows[drawn] + np.floor(rng.random(len(cases)) * width).astype(np.int64)


def _closed(edge: float) -> float:
    if edge > 1 + _ROUNDING:
        problem = f"Shares add up to {edge:.4f}."
        raise InputError(problem, repair="Lower them to 1 together.")
    return 1.0 if edge > 1 - _ROUNDING else edge


def whole_normal(mean: float, sd: float) -> dict[str, float]:
    """The shares of the whole numbers in a normal distribution cut at four deviations."""
    normal = NormalDist(mean, sd)
    numbers = range(round(mean - 4 * sd), round(mean + 4 * sd) + 1)
    return {str(n): normal.cdf(n + 0.5) - normal.cdf(n - 0.5) for n in numbers}
