"""The stated assumptions about orders and their adverts, and draws from them for many at once."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from matcher.sample.assumptions import Assumptions
from matcher.sample.drawing import Chances, Ints
from matcher.tables import read_data_table

__all__ = ["drawn", "drawn_days", "happens", "order_assumptions"]


@cache
def order_assumptions() -> Assumptions:
    """The assumptions of the package.

    >>> order_assumptions().number("setting", "order_vacancies")
    12.0
    """
    return Assumptions(read_data_table("data/order_assumptions.csv", package="matcher.sample"))


def drawn(table: str, count: int, rng: np.random.Generator) -> tuple[tuple[str, ...], Ints]:
    """The outcomes of a table of weights, and the places of as many of them as asked for."""
    chances = _chances(table)
    return chances.outcomes, chances.draw(rng.random(count))


def drawn_days(table: str, count: int, rng: np.random.Generator) -> Ints:
    """Numbers of days from the spans of a table of weights."""
    return _chances(table).draw_spans(rng, np.zeros(count, dtype=np.int64))


def happens(setting: str, count: int, rng: np.random.Generator) -> NDArray[np.bool_]:
    """As many times true or false, with the share of a setting."""
    drawn_true: NDArray[np.bool_] = rng.random(count) < order_assumptions().number(
        "setting", setting
    )
    return drawn_true


def _chances(table: str) -> Chances:
    return Chances.of_weights([order_assumptions().numbers(table)])
