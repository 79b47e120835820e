"""Weights as rows of numbers, the prior last, and weights with one of them moved."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from matcher.settings import COMPONENTS, Weights

__all__ = ["WEIGHTS", "as_row", "as_weights", "moved"]

#: The weights by name: those of the components, then the prior.
WEIGHTS: tuple[str, ...] = (*COMPONENTS, "prior")
#: The greatest weight that `Weights` takes.
_MOST = 1e6


def as_row(weights: Weights) -> npt.NDArray[np.float64]:
    """The weights (8,) in the order of `WEIGHTS`.

    >>> as_row(Weights()).tolist()
    [2.0, 3.0, 1.0, 1.0, 1.5, 1.5, 1.0, 2.75]
    """
    return np.array([float(getattr(weights, name)) for name in WEIGHTS])


def as_weights(row: Iterable[float]) -> Weights:
    """The weights of a row of numbers; those beyond the greatest allowed are all halved alike.

    Only the proportions of weights count, and halving changes no bit of a score.

    >>> as_weights([2, 3, 1, 1, 1.5, 1.5, 1, 0]).prior
    0.0
    """
    values = np.array(list(row), dtype=np.float64)
    while values.max() > _MOST:
        values /= 2
    return Weights.model_validate(dict(zip(WEIGHTS, values.tolist(), strict=True)))


def moved(weights: Weights, name: str, movement: float) -> Weights:
    """The weights with one of them moved by a share of itself, all others as they are.

    >>> moved(Weights(), "skills", -0.5).skills
    1.5
    """
    row = as_row(weights)
    row[WEIGHTS.index(name)] *= 1 + movement
    return as_weights(row)
