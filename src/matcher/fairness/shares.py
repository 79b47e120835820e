"""What each cause has in an outcome: Shapley values over the worlds in which causes are lifted."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from math import factorial
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

__all__ = ["CAUSES", "PARTS", "Cause", "World", "shares", "worlds"]

Floats = npt.NDArray[np.float64]

Cause = Literal["rule", "weight", "documents", "taxonomy"]
#: What can be lifted of the way in which people are matched.
CAUSES: tuple[Cause, ...] = get_args(Cause)
#: What a gap is made of: the causes, and what is left where all are lifted.
PARTS: tuple[str, ...] = (*CAUSES, "rest")


class World(NamedTuple):
    """Which causes are lifted; the first of `worlds()` is the present one."""

    rule: bool = False
    weight: bool = False
    documents: bool = False
    taxonomy: bool = False


def worlds() -> tuple[World, ...]:
    """All sixteen, in the order in which `shares` takes their outcomes.

    >>> worlds()[0], worlds()[-1] == World(True, True, True, True)
    (World(rule=False, weight=False, documents=False, taxonomy=False), True)
    """
    return tuple(World(*lifted) for lifted in product((False, True), repeat=len(CAUSES)))


def shares(outcomes: Sequence[Floats] | Floats) -> Floats:
    """What each of `PARTS` has in the present outcomes (n,): (n, 5), whose rows add up to these.

    `outcomes` (16, n) are those of each world. A cause has what lifting it takes away, in the mean
    over all orders in which the causes can be lifted (Shapley 1953): the only shares that add up,
    treat causes alike that do alike, give nothing to a cause that changes nothing, and add up over
    people. The rest is the outcome where all are lifted.

    >>> outcomes = [[2.0 if world.rule else 5.0] for world in worlds()]
    >>> shares(np.array(outcomes)).tolist()
    [[3.0, 0.0, 0.0, 0.0, 2.0]]
    """
    found = np.asarray(outcomes, dtype=np.float64)
    place = {world: number for number, world in enumerate(worlds())}
    parts = np.zeros((found.shape[1], len(PARTS)))
    for column, cause in enumerate(CAUSES):
        for world, number in place.items():
            if not getattr(world, cause):
                lifted = place[world._replace(**{cause: True})]
                parts[:, column] += _chance(sum(world)) * (found[number] - found[lifted])
    parts[:, -1] = found[-1]
    return parts


def _chance(lifted: int) -> float:
    """How likely just these causes are lifted before another, in an order drawn by chance."""
    others = len(CAUSES) - 1
    return factorial(lifted) * factorial(others - lifted) / factorial(len(CAUSES))
