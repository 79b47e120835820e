"""How well vacancies meet a candidate's wishes: one small table over distinct offers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.normalizing.normalized import NormalCandidate
from matcher.normalizing.vacancy_block import Offer, VacancyBlock

__all__ = ["Offer", "Offers", "build_offers", "is_among", "pays", "wish_met"]

_UNKNOWN = (0.0, 1.0)
_YES = (1.0, 1.0)
_NO = (0.0, 0.0)


@dataclass(frozen=True)
class Offers:
    """The distinct offers of a set of vacancies, and which offer (v,) each vacancy makes."""

    distinct: tuple[Offer, ...]
    of_vacancy: npt.NDArray[np.int64]

    def preference(
        self, candidates: Sequence[NormalCandidate]
    ) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """The proven and the possible preference (n, v) of candidates for the vacancies."""
        met = [[wish_met(candidate, offer) for offer in self.distinct] for candidate in candidates]
        table = np.array(met, dtype=np.float64).reshape(len(candidates), len(self.distinct), 2)
        return table[:, self.of_vacancy, 0], table[:, self.of_vacancy, 1]


def build_offers(block: VacancyBlock) -> Offers:
    """The offers of the vacancies of a block."""
    return Offers(block.offers, block.offer_of)


def wish_met(candidate: NormalCandidate, offer: Offer) -> tuple[float, float]:
    """The share of a candidate's wishes that an offer meets, as (proven, possible) in [0, 1].

    A candidate who states no wish is unknown, which is alike for every vacancy.
    """
    answers: list[tuple[float, float]] = []
    if candidate.wish_countries:
        answers.append(is_among(offer.country, candidate.wish_countries))
    if candidate.wish_sectors:
        answers.append(is_among(offer.sector, candidate.wish_sectors))
    if candidate.wish_wage_min is not None:
        wage = (offer.wage_min, offer.wage_max, offer.currency)
        answers.append(pays(*wage, candidate.wish_wage_min, candidate.wish_currency))
    if not answers:
        return _UNKNOWN
    return (
        sum(proven for proven, _ in answers) / len(answers),
        sum(possible for _, possible in answers) / len(answers),
    )


def is_among(value: str | None, wished: frozenset[str]) -> tuple[float, float]:
    """Whether a value is one of those wished, as (proven, possible)."""
    if value is None:
        return _UNKNOWN
    return _YES if value in wished else _NO


def pays(
    wage_min: float | None,
    wage_max: float | None,
    offered: str | None,
    wish: float,
    currency: str | None,
) -> tuple[float, float]:
    """Whether a wage meets a wish; amounts in different currencies are not compared."""
    if currency is None or offered != currency:
        return _UNKNOWN
    if wage_min is not None and wage_min >= wish:
        return _YES
    highest = wage_max if wage_max is not None else wage_min
    return _UNKNOWN if highest is None or highest >= wish else _NO
