"""Weights drawn around given ones, to see how a ranking stands in all of them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError, UnknownName
from matcher.sensitivity.weighing import WEIGHTS, as_row
from matcher.settings import Weights

__all__ = ["Draws"]

Floats = npt.NDArray[np.float64]
Shape = Literal["log-normal", "dirichlet"]

_SHAPES = ("log-normal", "dirichlet")


@dataclass(frozen=True, slots=True)
class Draws:
    """How weights are drawn around given ones, which are the centre of the draws.

    `log-normal` multiplies every weight by a factor of its own, whose logarithm is normal with the
    standard deviation `spread` and the mean 0: with a spread of .2 two thirds of the factors are
    between .82 and 1.22. `dirichlet` draws all shares of the sum at once, with the given ones as
    their means; a weight that is an eighth of the sum then has a relative standard deviation of
    `spread`, a smaller weight a greater one. A weight of 0 stays 0.

    >>> Draws(count=2, seed=1).rows(Weights()).round(2)[:, :3].tolist()
    [[2.14, 3.54, 1.07], [2.15, 3.18, 1.01]]
    """

    count: int = 200
    spread: float = 0.2
    shape: Shape = "log-normal"
    seed: int = 0

    def __post_init__(self) -> None:
        if self.shape not in _SHAPES:
            raise UnknownName("shape of draws", self.shape, known=_SHAPES)
        if self.count < 0 or not 0 < self.spread <= 2:  # noqa: PLR2004 - beyond that nothing is "around"
            problem = f"There are {self.count} draws with a spread of {self.spread:g}."
            raise InputError(problem, repair="Give 0 or more draws and a spread from 0 to 2.")

    def rows(self, weights: Weights) -> Floats:
        """The drawn weights (count, 8), in the order of `WEIGHTS`."""
        centre, random = as_row(weights), np.random.default_rng(self.seed)
        if self.shape == "log-normal":
            return centre * np.exp(random.normal(0, self.spread, (self.count, centre.size)))
        total, own = centre.sum(), centre > 0
        rows = np.zeros((self.count, centre.size))
        # The variance of a share s is s (1 - s) / (concentration + 1).
        concentration = max((len(WEIGHTS) - 1) / self.spread**2 - 1, 1.0)
        rows[:, own] = random.dirichlet(concentration * centre[own] / total, self.count) * total
        return rows
