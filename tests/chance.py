"""A seeded stream of chance, for what is drawn in numbers that hypothesis is too slow for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np

__all__ = ["Chance"]

_Option = TypeVar("_Option")


@dataclass(frozen=True)
class Chance:
    """Draws single things; the same seed and place give the same draws."""

    rng: np.random.Generator

    @classmethod
    def at(cls, seed: int, *place: int) -> Chance:
        """The stream of one place: it does not depend on what was drawn elsewhere."""
        return cls(np.random.default_rng(np.random.SeedSequence(seed, spawn_key=place)))

    def of(self, options: Sequence[_Option]) -> _Option:
        """One of the options."""
        return options[int(self.rng.integers(len(options)))]

    def one_in(self, times: float) -> bool:
        """True once in so many times."""
        return bool(self.rng.random() * times < 1)

    def whole(self, low: int, high: int) -> int:
        """A whole number between two, both included."""
        return int(self.rng.integers(low, high + 1))

    def some(self, options: Sequence[_Option], most: int) -> list[_Option]:
        """At most so many of the options, no place twice, in their order."""
        size = self.whole(0, min(most, len(options)))
        places = self.rng.choice(len(options), size, replace=False)
        return [options[int(place)] for place in sorted(places)]
