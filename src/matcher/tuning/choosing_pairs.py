"""Which vacancies of which candidates should be judged to learn most about the weights.

A judged list of vacancies compares every two of them. Under weights W a comparison of `a` and `b`
tells as much about them as p (1 - p) d dᵀ says (Fisher's information of a logistic model): d is the
difference of the gradients of both scores over the weights, times how steeply judges follow the
scores, and p the probability that `a` is judged better. Which weights hold is not known yet, so
the information is worked out under some that are drawn around the defaults. What is chosen, one
after the other, makes the mean log determinant of the sum greatest: a Bayesian D-optimal design
(Chaloner and Verdinelli, Statistical Science 10, 1995), greedily, each list among those of some
candidates that are drawn (Mirzasoleiman and others, AAAI 2015).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.settings import COMPONENTS, Weights

__all__ = ["Chooser", "Field", "drawn_weights", "field_of"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: So many weights are drawn. Eight shares that vary around the defaults as much as shares do of
#: which any are as likely: Dirichlet with this sum, and the precision of such a share.
_DRAWS, _CONCENTRATION, _PRECISION = 8, 8.0, 80.0
#: No share is drawn as surely zero.
_LEAST_SHARE = 0.005
#: How steeply judges follow scores, times the root mean square of the score differences: with
#: noise of half a standard deviation.
_STEEPNESS = 3.6
#: So many candidates are looked at for each list.
_LOOKED_AT = 16
_TINY = 1e-9


class Field(NamedTuple):
    """Some vacancies of a candidate: their scores (d, n) and gradients (d, n, f) by drawn weights.

    The last of the f weights is the prior.
    """

    scores: Floats
    gradients: Floats


def drawn_weights(weights: Weights, random: np.random.Generator) -> Floats:
    """Weights (d, 8) around the defaults, the prior last, each row adding up to 1."""
    own = np.array([*(weights.of(name) for name in COMPONENTS), weights.prior])
    shares = np.maximum(own / own.sum(), _LEAST_SHARE)
    found: Floats = random.dirichlet(shares * _CONCENTRATION, _DRAWS)
    return found


def field_of(values: Floats, weights: Floats) -> Field:
    """The field of components (n, 7), NaN where not asked, by weights (d, 8)."""
    asked = (~np.isnan(values)).astype(np.float64)
    components, prior = weights[:, :-1], weights[:, -1:]
    divisors = np.maximum(prior + components @ asked.T, _TINY)
    scores = components @ np.nan_to_num(values).T / divisors
    own = np.nan_to_num(values) - scores[:, :, None] * asked
    gradients = np.concatenate([own, -scores[:, :, None]], axis=2) / divisors[:, :, None]
    return Field(scores, gradients)


class Chooser:
    """Chooses lists, one after the other, from the fields of some candidates."""

    def __init__(self, fields: Sequence[Field], random: np.random.Generator) -> None:
        self._fields = fields
        self._random = random
        draws, _, size = fields[0].gradients.shape
        spread = np.mean([2 * one.scores.var(axis=1) for one in fields], axis=0)
        self._steepness = _STEEPNESS / np.sqrt(np.maximum(spread, _TINY))
        self._known: Floats = np.tile(np.eye(size) * _PRECISION, (draws, 1, 1))

    def choose(self, free: Sequence[int], size: int, times: int = 1) -> tuple[int, list[int]]:
        """Of the `free` candidates the one whose list of a size tells most, and that list.

        It counts from then on as judged, `times` times.
        """
        few = min(_LOOKED_AT, len(free))
        looked_at = sorted(self._random.choice(np.asarray(free), few, replace=False).tolist())
        lists = [self.best_list(one, size) for one in looked_at]
        gains = [self.gain(one, places) for one, places in zip(looked_at, lists, strict=True)]
        best = int(np.argmax(gains))
        self.add(looked_at[best], lists[best], times)
        return looked_at[best], lists[best]

    def add(self, candidate: int, places: Sequence[int], times: int = 1) -> None:
        """Count a list of vacancies of a candidate as judged, so many times."""
        self._known = self._known + times * self._told_by(candidate, places)

    def gain(self, candidate: int, places: Sequence[int]) -> float:
        """By how much a list of vacancies of a candidate raises the mean log determinant."""
        known, told = self._known, self._told_by(candidate, places)
        return float(np.mean(np.linalg.slogdet(known + told)[1] - np.linalg.slogdet(known)[1]))

    def best_list(self, candidate: int, size: int) -> list[int]:
        """The vacancies of a candidate that tell most: the best two, then one after the other."""
        field = self._fields[candidate]
        chosen = self._best_two(field)
        told = self._told(field, chosen[0]) + self._told(field, chosen[1])
        known = self._known + self._told(field, chosen[0])[:, chosen[1]]
        while len(chosen) < size:
            sizes = np.linalg.slogdet(known[:, None] + told)[1].mean(axis=0)
            sizes[chosen] = -np.inf
            place = int(np.argmax(sizes))
            known, told = known + told[:, place], told + self._told(field, place)
            chosen.append(place)
        return chosen

    def _best_two(self, field: Field) -> list[int]:
        """The two vacancies whose comparison tells most: by the matrix determinant lemma."""
        first, second = np.triu_indices(field.scores.shape[1], k=1)
        inner = field.gradients @ np.linalg.inv(self._known) @ field.gradients.transpose(0, 2, 1)
        own = np.diagonal(inner, axis1=1, axis2=2)
        lengths = own[:, first] + own[:, second] - 2 * inner[:, first, second]
        doubt = self._doubt(field.scores[:, first] - field.scores[:, second])
        best = int(np.argmax(np.log1p(doubt * np.maximum(lengths, 0)).mean(axis=0)))
        return [int(first[best]), int(second[best])]

    def _told_by(self, candidate: int, places: Sequence[int]) -> Floats:
        """What the comparisons of a list tell (d, f, f)."""
        field, own = self._fields[candidate], list(places)
        few = Field(field.scores[:, own], field.gradients[:, own])
        found: Floats = sum(
            (self._told(few, place)[:, :place].sum(axis=1) for place in range(len(own))),
            start=np.zeros_like(self._known),
        )
        return found

    def _told(self, field: Field, place: int) -> Floats:
        """What a comparison of one vacancy with each tells (d, n, f, f)."""
        apart = field.gradients - field.gradients[:, [place]]
        doubt = self._doubt(field.scores - field.scores[:, [place]])
        return np.asarray(doubt[..., None, None] * apart[..., :, None] * apart[..., None, :])

    def _doubt(self, ahead: Floats) -> Floats:
        """The product p (1 - p) of scores (d, n) ahead, times the square of the steepness."""
        steep = self._steepness[:, None]
        chance = np.exp(-np.logaddexp(0, -steep * ahead))
        return np.asarray(steep**2 * chance * (1 - chance))
