"""A job in order, a graduate, and what is said of them: the ground of single cases."""

from __future__ import annotations

from datetime import date
from typing import Any

from matcher.engine import Matcher
from matcher.records import Candidate, Vacancy
from matcher.settings import Settings

__all__ = ["AS_OF", "graduate", "job", "score", "verdict"]

AS_OF = date(2025, 12, 1)
#: Everything that only the law asks is in order, so that a case speaks of one thing.
IN_ORDER: dict[str, Any] = {
    "title": "welder",
    "country": "Singapore",
    "scheme": "P to P",
    "departure": date(2026, 1, 15),
    "permit_until": date(2027, 12, 31),
    "verification": "verified",
}
GRADUATE: dict[str, Any] = {"sex": "M", "birth_date": date(2001, 5, 5), "height_cm": 168}


def job(**asked: Any) -> Vacancy:  # noqa: ANN401
    """A job that asks this, the law satisfied."""
    return Vacancy(**{"id": "V", **IN_ORDER, **asked})


def graduate(**known: Any) -> Candidate:  # noqa: ANN401
    """A man of 24 of whom this is known."""
    return Candidate(**{"id": "C", **GRADUATE, **known})


def verdict(person: Candidate, vacancy: Vacancy, **settings: int) -> str:
    """The verdict of a pair, as of the first of December 2025."""
    chosen = Settings(**settings)  # type: ignore[arg-type]
    return Matcher(AS_OF, settings=chosen).fit([vacancy]).explain(person, vacancy).verdict


def score(person: Candidate, vacancy: Vacancy) -> float:
    """The score of a pair."""
    return Matcher(AS_OF).fit([vacancy]).explain(person, vacancy).score
