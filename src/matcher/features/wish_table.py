"""Wishes part by part: which countries, sectors and wages of the vacancies candidates wish for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.features.wishes import Offers, is_among, pays
from matcher.normalizing.normalized import NormalWishes

__all__ = ["WishAnswers", "WishTable"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

#: Countries, sectors and wages: an offer has a class of each.
_PARTS = 3
_NO_WISH: tuple[Hashable, ...] = (frozenset(), ())


class WishAnswers(NamedTuple):
    """What some distinct wishes (w,) say of classes of offers (c,).

    `granted` (w, c) is what meets them, `open` (w, c) what meets them or may; `stated` (w,) is how
    many parts they state. A part that is not stated is neither.
    """

    granted: Truths
    open: Truths
    stated: npt.NDArray[np.uint8]


@dataclass(frozen=True, eq=False)
class WishTable:
    """The classes of what vacancies offer, and which ones (v, parts) each vacancy has.

    The share of a candidate's wishes that a vacancy meets is the number of its classes that are
    granted, over the number of parts stated: the same as `wish_met`.
    """

    offers: Offers

    @cached_property
    def classes_of(self) -> npt.NDArray[np.int32]:
        """The class of each part (v, parts), the coarsest part first."""
        return self._columns[self.offers.of_vacancy]

    @cached_property
    def _classes(self) -> tuple[tuple[Hashable, ...], ...]:
        """The distinct values of each part, in order of appearance."""
        offers = self.offers.distinct
        countries = dict.fromkeys(one.country for one in offers)
        sectors = dict.fromkeys(one.sector for one in offers)
        wages = dict.fromkeys((one.wage_min, one.wage_max, one.currency) for one in offers)
        return tuple(countries), tuple(sectors), tuple(wages)

    @cached_property
    def _columns(self) -> npt.NDArray[np.int32]:
        """The classes (offers, parts), each numbered behind those of the parts before it."""
        countries, sectors, wages = (
            {value: place for place, value in enumerate(values)} for values in self._classes
        )
        places = [
            (
                countries[one.country],
                len(countries) + sectors[one.sector],
                len(countries) + len(sectors) + wages[one.wage_min, one.wage_max, one.currency],
            )
            for one in self.offers.distinct
        ]
        return np.array(places, dtype=np.int32).reshape(-1, _PARTS)

    def answers(self, wishes: Sequence[NormalWishes]) -> WishAnswers:
        """What some wishes say of every class."""
        countries, sectors, wages = self._classes
        parts = [
            _answers(countries, [one.countries for one in wishes], is_among),
            _answers(sectors, [one.sectors for one in wishes], is_among),
            _answers(wages, [_wage(one) for one in wishes], _is_paid),
        ]
        stated = np.array([[bool(o.countries), bool(o.sectors), _wage(o) != ()] for o in wishes])
        proven, possible = (np.concatenate(sides, axis=1) for sides in zip(*parts, strict=True))
        return WishAnswers(
            proven, possible, stated.reshape(-1, _PARTS).sum(axis=1).astype(np.uint8)
        )

    def shares(
        self, answers: WishAnswers, rows: Places, vacancies: Places
    ) -> tuple[Floats, Floats]:
        """The proven and the possible share of pairs (p,) of a row of the answers and a vacancy."""
        classes, stated = self.classes_of[vacancies], answers.stated[rows].astype(np.float64)
        sides = []
        for truths, unstated in ((answers.granted, 0.0), (answers.open, 1.0)):
            met = truths[rows[:, np.newaxis], classes].sum(axis=1).astype(np.float64)
            share = np.full(rows.size, unstated)
            sides.append(np.divide(met, stated, out=share, where=stated > 0))
        return sides[0], sides[1]


def _answers(
    values: Sequence[Hashable],
    wished: Sequence[Hashable],
    met: Callable[..., tuple[float, float]],
) -> tuple[Truths, Truths]:
    """Whether each value meets each wish, surely and possibly; equal wishes are answered once."""
    places: dict[Hashable, int] = {}
    of = np.array([places.setdefault(one, len(places)) for one in wished], dtype=np.int64)
    found = np.zeros((len(places), len(values), 2), dtype=np.bool_)
    for one, place in places.items():
        if one not in _NO_WISH:
            found[place] = [met(value, one) for value in values]
    return found[of, :, 0], found[of, :, 1]


def _wage(wishes: NormalWishes) -> tuple[float, str | None] | tuple[()]:
    return () if wishes.wage_min is None else (wishes.wage_min, wishes.currency)


def _is_paid(
    wage: tuple[float | None, float | None, str | None], wish: tuple[float, str | None]
) -> tuple[float, float]:
    return pays(*wage, *wish)
