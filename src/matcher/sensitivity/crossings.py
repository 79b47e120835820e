"""Where two vacancies of a candidate swap as one weight moves: roots of quadratics, in closed form.

As a function of one weight W alone a score is (a + b W) / (c + d W): b is the own component's score
and d is 1 where the vacancy asks it (for the prior b is 0 and d is 1). With t the movement away
from the present value as a share of the sum of all weights, a score is (S + β t) / (1 + δ t), where
S is the present score, and β, δ are b, d by the present denominator. So u stays ahead of v while

    (S_u - S_v) + (β_u + S_u δ_v - β_v - S_v δ_u) t + (β_u δ_v - β_v δ_u) t²

is not negative: the sign of the denominators never changes, as no weight is negative.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = ["Fractions", "Gaps", "reaches"]

Floats = npt.NDArray[np.float64]

#: Numbers of order 1 below this are rounding: the two are alike.
_ROUNDING = 1e-12


class Fractions(NamedTuple):
    """Scores as functions of the movement of weights (8, x): (score + rise t) / (1 + growth t).

    The present scores (x,) are the same whichever weight moves.
    """

    score: Floats
    rise: Floats
    growth: Floats

    def take(self, places: npt.NDArray[np.int64]) -> Fractions:
        """Some of them."""
        return Fractions(*(part[..., places] for part in self))

    def upright(self) -> Fractions:
        """The same, to be set against each of some others (8, x, 1)."""
        return Fractions(*(part[..., np.newaxis] for part in self))

    def level(self) -> Fractions:
        """The same, to be set against each of some that stand upright (8, 1, x)."""
        return Fractions(*(part[..., np.newaxis, :] for part in self))


class Gaps(NamedTuple):
    """By how much one is ahead of another, as polynomials gap + slope t + bend t² (any shape).

    A gap that is no more than rounding, or against the order in which the two are listed (they are
    a tie of the reported float32, and the id decides), is 0.
    """

    gap: Floats
    slope: Floats
    bend: Floats

    @classmethod
    def between(cls, ahead: Fractions, behind: Fractions) -> Gaps:
        """The gaps of pairs whose arrays broadcast against each other.

        >>> one = Fractions(np.array([0.5]), np.array([0.0]), np.array([1.0]))
        >>> other = Fractions(np.array([0.4]), np.array([0.6]), np.array([1.0]))
        >>> [round(float(part[0]), 6) for part in Gaps.between(one, other)]
        [0.1, -0.5, -0.6]
        """
        gap = ahead.score - behind.score
        slope = ahead.rise - behind.rise
        slope += ahead.score * behind.growth - behind.score * ahead.growth
        bend = ahead.rise * behind.growth - behind.rise * ahead.growth
        slope[np.abs(slope) < _ROUNDING] = 0.0
        bend[np.abs(bend) < _ROUNDING] = 0.0
        return cls(np.where(gap < _ROUNDING, 0.0, gap), slope, bend)


def reaches(gaps: Gaps) -> tuple[Floats, Floats]:
    """How far t may fall and rise before each gap turns negative; infinite where it never does.

    0 where the two are level now and the first step reverses them. A gap that only touches 0 stays.

    >>> falls, rises = reaches(Gaps(*np.array([[0.1, 0.1], [-0.5, 0.0], [-0.6, 0.0]])))
    >>> falls.round(6).tolist(), rises.round(6).tolist()
    ([1.0, inf], [0.166667, inf])
    """
    square = gaps.slope**2 - 4 * gaps.gap * gaps.bend
    crosses, root = square > 0, np.sqrt(np.maximum(square, 0))
    with np.errstate(divide="ignore", invalid="ignore"):
        # The same root in the two forms in which nothing cancels.
        near = 2 * gaps.gap / (root + np.abs(gaps.slope))
        far = (root + np.abs(gaps.slope)) / (-2 * gaps.bend)
    never = np.float64(np.inf)
    sinks = np.where(gaps.bend < 0, far, never)
    closes = np.where(crosses, near, never)
    return np.where(gaps.slope > 0, closes, sinks), np.where(gaps.slope < 0, closes, sinks)
