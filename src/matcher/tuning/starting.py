"""Where learning starts from: the defaults by name, what is locked, and the bounds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError, UnknownName
from matcher.settings import COMPONENTS, Weights
from matcher.tuning.logistic import Problem
from matcher.tuning.losses import LossName

__all__ = ["Start", "start_of"]

Floats = npt.NDArray[np.float64]
Name = str | int
Bounds = Mapping[Name, tuple[float, float]]

_PRIOR = "prior"
#: What the columns of named components may be called.
_PREFIX = "score_"


@dataclass(frozen=True, eq=False)
class Start:
    """The default weights (f + 1,), the prior last, with their bounds; equal ones are locked.

    `base` is given where the columns are the components of a score.
    """

    defaults: Floats
    lower: Floats
    upper: Floats
    base: Weights | None

    @property
    def total(self) -> float:
        """The sum of the defaults."""
        return float(self.defaults.sum())

    @property
    def is_free(self) -> bool:
        """True where nothing fixes the unit of the weights."""
        free = (self.lower == 0) & np.isinf(self.upper)
        # The prior of columns that are no components is none.
        return bool(free[: None if self.base is not None else -1].all())

    def problem(self, values: Floats, loss: LossName = "pairwise") -> Problem:
        """The problem of learning on values (n, f), NaN where not asked."""
        asked = ~np.isnan(values)
        return Problem(
            values=np.where(asked, values, 0.0),
            asked=asked.astype(np.float64),
            defaults=self.defaults / self.total,
            lower=self.lower / self.total,
            upper=self.upper / self.total,
            loss=loss,
        )

    def weights(self, shares: Floats) -> Floats:
        """Weights (f + 1,) in the unit of the defaults.

        Only what weights are to each other matters: where nothing fixes the unit, their sum stays.
        """
        if np.array_equal(shares, self.defaults / self.total):
            return self.defaults.copy()
        size = float(shares.sum())
        if self.is_free and size > 0:
            return shares * (self.total / size)
        return np.clip(shares * self.total, self.lower, self.upper)

    def as_weights(self, weights: Floats) -> Weights:
        """Weights (f + 1,) as the value that a matching takes."""
        return Weights(**dict(zip((*COMPONENTS, _PRIOR), weights.tolist(), strict=True)))


def start_of(
    defaults: Weights | Sequence[float] | None,
    locked: Iterable[Name],
    bounds: Bounds | None,
    columns: Sequence[Name],
) -> Start:
    """The start for a matrix with some columns, by name or by number."""
    base: Weights | None = None
    names: tuple[Name, ...] = (*COMPONENTS, _PRIOR)
    if isinstance(defaults, Weights):
        base = defaults
        _check_components(columns)
        values = np.array([*(base.of(name) for name in COMPONENTS), base.prior])
    else:
        names = tuple(columns)
        values = np.append(_plain_defaults(defaults, len(columns)), 0.0)
    lower, upper = np.zeros(values.size), np.full(values.size, np.inf)
    for name, (low, high) in (bounds or {}).items():
        if not 0 <= low <= high:
            problem = f"The bounds of '{name}' are {low:g} and {high:g}."
            raise InputError(problem, repair="Give 0 or more, the lower one first.")
        lower[_place(name, names)], upper[_place(name, names)] = low, high
    for name in locked:
        place = _place(name, names)
        lower[place] = upper[place] = values[place]
    if base is None:
        upper[-1] = 0.0
    return Start(values, lower, upper, base)


def _check_components(columns: Sequence[Name]) -> None:
    """Refuse a matrix whose columns are not the components."""
    if len(columns) != len(COMPONENTS):
        raise InputError(
            f"X has {len(columns)} columns where there are {len(COMPONENTS)} components.",
            repair=f"Give one each, in this order: {', '.join(COMPONENTS)}.",
        )
    for column, name in zip(columns, COMPONENTS, strict=True):
        if isinstance(column, str) and column.removeprefix(_PREFIX) != name:
            raise InputError(
                f"The column '{column}' stands where '{name}' is expected.",
                repair=f"Give the columns in this order: {', '.join(COMPONENTS)}.",
            )


def _plain_defaults(defaults: Sequence[float] | None, size: int) -> Floats:
    values = np.full(size, 1 / size) if defaults is None else np.asarray(defaults, dtype=np.float64)
    if values.shape != (size,) or not np.isfinite(values).all() or (values < 0).any():
        raise InputError(
            f"The defaults are no {size} weights of 0 or more.", repair="Give one for each column."
        )
    if not values.any():
        raise InputError("All defaults are zero.", repair="Give at least one column a weight.")
    return values


def _place(name: Name, names: Sequence[Name]) -> int:
    if name not in names:
        raise UnknownName("weight", str(name), known=map(str, names))
    return names.index(name)
