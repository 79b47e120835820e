"""How much of any scores an additive form explains, within lists: where only order matters."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

__all__ = ["curves_share", "scaled_share"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_ROUNDS = 30


def scaled_share(scores: Floats, form: Floats, lists: Places) -> float:
    """The share (R², in [0, 1]) of the variance of scores (n,) within lists that a form explains.

    The form (n,) may be scaled, as the steepness of scores says nothing. 1 where nothing varies.

    >>> scores, form = np.array([1.0, 2, 3, 8, 9]), np.array([0.1, 0.2, 0.3, 0, 0.1])
    >>> round(scaled_share(scores, form, np.array([0, 0, 0, 1, 1])), 6)
    1.0
    """
    own, other = _within(scores, lists), _within(form, lists)
    size = float(np.sqrt((own @ own) * (other @ other)))
    if own @ own <= 0:
        return 1.0
    return max(float(own @ other) / size, 0.0) ** 2 if size > 0 else 0.0


def curves_share(values: Floats, scores: Floats, lists: Places) -> float:
    """The same for the best sum of curves, one for each column (n, f), none of them falling.

    What is not asked (NaN) has a height of its own in each. Fitted by turns (backfitting: Hastie
    and Tibshirani, Generalized Additive Models, 1990).
    """
    from sklearn.isotonic import IsotonicRegression

    asked = ~np.isnan(values)
    heights = np.zeros(values.shape)
    for _ in range(_ROUNDS):
        for column, own in enumerate(asked.T):
            others = heights.sum(axis=1) - heights[:, column]
            # What lists have in common is no matter of the curves.
            left = scores - others - _means(scores - heights.sum(axis=1), lists)
            if own.any():
                curve = IsotonicRegression(out_of_bounds="clip")
                heights[own, column] = curve.fit_transform(values[own, column], left[own])
            if not own.all():
                heights[~own, column] = left[~own].mean()
    spread = _within(scores, lists)
    left = _within(scores - heights.sum(axis=1), lists)
    total = float(spread @ spread)
    return max(1 - float(left @ left) / total, 0.0) if total > 0 else 1.0


def _means(values: Floats, lists: Places) -> Floats:
    """The mean (n,) of the list of each row."""
    _, list_of = np.unique(lists, return_inverse=True)
    means: Floats = (np.bincount(list_of, values) / np.bincount(list_of))[list_of]
    return means


def _within(values: Floats, lists: Places) -> Floats:
    """Values (n,) without the mean of their list."""
    return values - _means(values, lists)
