"""People and orders of the stories, and what a story asks of an explanation."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from matcher import Candidate, Matcher, Settings, Vacancy
from matcher.eligibility.rules import RulePack

if TYPE_CHECKING:
    from matcher.explaining import Explanation

__all__ = ["AS_OF", "LEAVING", "deciding", "explain", "order", "person", "says", "state_of"]

#: The day of judging, and a day of departure well before the horizon of a year.
AS_OF = "2025-12-01"
LEAVING = "2026-06-15"

_WOMAN = {"id": "C1", "sex": "F", "birth_date": "2003-03-01"}
_PERMITTED = {"id": "V1", "permit_until": "2027-12-31", "verification": "verified"}


def person(**facts: object) -> Candidate:
    """A woman of 22 years of whom nothing else is known but the facts given."""
    return Candidate.model_validate({**_WOMAN, **facts})


def order(title: str, country: str | None, **facts: object) -> Vacancy:
    """A verified order with a permit, which asks nothing of its own but the facts given."""
    return Vacancy.model_validate({**_PERMITTED, "title": title, "country": country, **facts})


def explain(
    who: Candidate,
    job: Vacancy,
    *,
    as_of: str = AS_OF,
    settings: Settings | None = None,
    packs: Sequence[RulePack | str | Path] | None = None,
) -> Explanation:
    """The explanation of a pair under the package's own packs, or under those given."""
    if settings is None and packs is None:
        return _engine(as_of).explain(who, job)
    return Matcher(as_of=as_of, settings=settings, packs=packs).explain(who, job)


@cache
def _engine(as_of: str) -> Matcher:
    return Matcher(as_of=as_of)


def deciding(why: Explanation) -> dict[str | None, str]:
    """The gates that decide the verdict: rule and state; None stands for the order itself."""
    return {gate.rule: gate.state for gate in why.deciding}


def state_of(why: Explanation, rule: str) -> str | None:
    """How the gate of a rule stands; None where the rule asks nothing here."""
    return next((gate.state for gate in why.gates if gate.rule == rule), None)


def says(why: Explanation, *words: str) -> bool:
    """True where the Indonesian text says all the words."""
    text = why.text("id")
    return all(word in text for word in words)
