"""Vacancies, rules and choices over the small field, drawn by numbers: fast, and near to bounds."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from typing import Any

from chance import Chance
from drawn_people import AGES, LEVELS, MONTHS, UNREADABLE, WHAT
from matcher.eligibility.rules import Rule
from matcher.records import (
    AllOf,
    AnyOf,
    Asked,
    Evidence,
    Expression,
    OfVacancy,
    Personal,
    Requirement,
    SectionName,
    Vacancy,
)
from matcher.settings import ConstraintOrigin
from oracle_facts import later
from strategies import Choice

__all__ = ["DAYS", "HEIGHTS", "WEIGHTS", "random_choice", "random_vacancy", "shifted"]

#: Days of judging: a plain one, ends of months, a leap day and the days beside it.
DAYS = (
    date(2025, 12, 1),
    date(2024, 1, 31),
    date(2024, 2, 28),
    date(2024, 2, 29),
    date(2024, 3, 1),
    date(2025, 8, 31),
    date(2026, 2, 28),
)
HEIGHTS = (150, 160, 165)
WEIGHTS = (50, 70)
_GRADED: tuple[SectionName, ...] = (
    "skills",
    "certificates",
    "languages",
    "education",
    "experience",
)
_SELECT: tuple[SectionName, ...] = (*_GRADED, *_GRADED, "conditions")
#: Things asked in a section that is not the home of their kind.
_ELSEWHERE = ("skill:plate", "document:passport", "language:jlpt")
_ORIGINS: tuple[ConstraintOrigin, ...] = ("employer", "agency", "host_country")
_COUNTRIES = ("Japan", "Singapore", "Closedland")
_EMPLOYERS = ("household", "company")
_LEAST = (None, None, None, Evidence.BNSP, Evidence.INTERNSHIP, Evidence.SELF_REPORT)


def shifted(chance: Chance, day: date) -> date:
    """The day, the day before, or the day after."""
    return day + timedelta(days=chance.whole(-1, 1))


# --- expressions -------------------------------------------------------------------------


def _asked(chance: Chance, sections: Sequence[SectionName]) -> Asked:
    section = chance.of(sections)
    if chance.one_in(25):
        return Asked(section=section, what=chance.of(("none", *UNREADABLE)))
    what = chance.of(WHAT[section])
    if section == "certificates" and chance.one_in(6):
        what = chance.of(_ELSEWHERE)
    levels = MONTHS if section == "experience" else LEVELS.get(what, ())
    level = chance.of((*levels, *levels, None, "none")) if levels else None
    return Asked(section=section, what=what, level=level, evidence=chance.of(_LEAST))


def _ages(chance: Chance) -> dict[str, Any]:
    low, high = sorted((chance.of(AGES), chance.of(AGES)))
    return chance.of(
        (
            {"age_min": low},
            {"age_min": low},
            {"age_max": high},
            {"age_max": high},
            {"age_min": low, "age_max": high},
            {"age_min": 20.5},
        )
    )


def _personal(chance: Chance) -> Personal:
    facts: dict[str, Any] = {}
    while not facts:
        if chance.one_in(1.6):
            facts |= _ages(chance)
        if chance.one_in(4):
            facts["sex"] = chance.of(("M", "F"))
        if chance.one_in(6):
            facts[chance.of(("height_min", "height_max"))] = chance.of(HEIGHTS)
        if chance.one_in(14):
            facts[chance.of(("weight_min", "weight_max"))] = chance.of(WEIGHTS)
    return Personal(**facts)


def _joined(chance: Chance, leaf: Callable[[], Expression], depth: int = 2) -> Expression:
    """A leaf, or alternatives or parts of what may itself be joined."""
    if depth == 0 or chance.one_in(1.8):
        return leaf()
    parts = tuple(_joined(chance, leaf, depth - 1) for _ in range(chance.whole(2, 3 - (depth < 2))))
    return AnyOf(any=parts) if chance.one_in(1.6) else AllOf(all=parts)


def _mixed(chance: Chance, sections: Sequence[SectionName]) -> Expression:
    """Personal facts and things asked, in one expression."""

    def leaf() -> Expression:
        return _personal(chance) if chance.one_in(2) else _asked(chance, sections)

    return _joined(chance, leaf)


# --- vacancies ---------------------------------------------------------------------------


def _requirement(chance: Chance) -> Requirement:
    origin = chance.of(_ORIGINS)
    form = chance.of(("select", "select", "select", "mixed", "mixed", "depart", "nice"))
    if form == "mixed":
        return Requirement(expression=_mixed(chance, _SELECT), origin=origin)
    if form == "depart":
        papers = _mixed(chance, ("documents",)) if chance.one_in(3) else _papers(chance)
        return Requirement(expression=papers, stage="depart", origin=origin)
    asked = _joined(chance, lambda: _asked(chance, _SELECT))
    return Requirement(expression=asked, importance="nice" if form == "nice" else "must")


def _papers(chance: Chance) -> Expression:
    return _joined(chance, lambda: _asked(chance, ("documents",)))


def _bounds(chance: Chance) -> dict[str, Any]:
    """Bounds on personal facts as a record's own columns say them."""
    found: dict[str, Any] = {}
    if chance.one_in(2):
        found |= _ages(chance)
    if chance.one_in(5):
        found["sex"] = chance.of(("M", "F"))
    if chance.one_in(6):
        found |= {"age_max_male": 30, "age_max_female": chance.of((20, 28)), "age_min": 18}
        found.pop("age_max", None)
    if chance.one_in(8):
        found |= {"height_min_male": 160, "height_min_female": 150}
    return found


def random_vacancy(chance: Chance, choice: Choice, name: str) -> Vacancy:
    """A vacancy whose days lie near those on which something is obtained or ends."""
    as_of = choice.as_of
    turns = [later(as_of, months) for months in range(6)]
    until = chance.of(
        (None, *[as_of + timedelta(400)] * 5, as_of, shifted(chance, chance.of(turns)))
    )
    start = chance.of((None, None, as_of - timedelta(90), shifted(chance, as_of)))
    said: dict[str, Any] = {
        "employer_type": chance.of((None, *_EMPLOYERS)),
        "verification": chance.of((None, *["verified"] * 12, "unverified")),
        **_bounds(chance),
    }
    return Vacancy(
        id=name,
        title=chance.of((*WHAT["experience"], "zzqx work")),
        requirements=tuple(_requirement(chance) for _ in range(chance.whole(1, 3))),
        country=chance.of((None, "Jepang", "Singapore", "Closedland")),
        scheme=chance.of((None, "P to P")),
        asked_by=chance.of((None, "agency")),
        departure=chance.of(
            (None, as_of, shifted(chance, as_of), shifted(chance, chance.of(turns)))
        ),
        permit_from=start if start is None or until is None or start <= until else None,
        permit_until=until,
        **said,
    )


# --- rules and choices -------------------------------------------------------------------


def _rule(chance: Chance, number: int, as_of: date) -> Rule:
    """A rule of any kind: a gate or a notice, for some vacancies, asking, replacing, ending."""
    criteria: dict[str, tuple[str, ...]] = {
        "countries": (chance.of(_COUNTRIES),),
        "schemes": ("P to P",),
        "employer_types": (chance.of(_EMPLOYERS),),
        "occupations": (chance.of(WHAT["experience"]),),
    }
    named = chance.some(tuple(criteria), 2)
    earlier = [f"R{other}" for other in range(number)]
    first = shifted(chance, as_of) if chance.one_in(6) else date(2020, 1, 1)
    last = max(shifted(chance, as_of), first) if chance.one_in(6) else None
    found: dict[str, Any] = {name: criteria[name] for name in named}
    return Rule(
        id=f"R{number}",
        title_en="-",
        title_id="-",
        source="a test",
        confidence="assumed",
        valid_from=first,
        valid_to=last,
        ask=tuple(chance.some(named, 2)),  # type: ignore[arg-type]
        replaces=tuple(chance.some(earlier, 2)) if chance.one_in(3) else (),
        stage=chance.of(("select", "depart")),
        expression=_of_rule(chance),
        **found,
    )


def _of_rule(chance: Chance) -> Expression | None:
    """What a rule asks; None makes it a notice."""
    form = chance.of(("personal", "personal", "mixed", "mixed", "papers", "vacancy", "notice"))
    if form == "personal":
        return _joined(chance, lambda: _personal(chance), depth=1)
    if form == "mixed":
        return _mixed(chance, ("documents", "certificates", "languages"))
    if form == "papers":
        return _papers(chance)
    if form == "vacancy":
        closed = OfVacancy(vacancy="placement_open")
        opened = AnyOf(any=(closed, _personal(chance)))
        rarest: Expression = opened if chance.one_in(2) else closed
        return OfVacancy(vacancy="verified") if chance.one_in(3) else rarest
    return None


def random_choice(chance: Chance) -> Choice:
    """A day, a horizon, rules, and whose constraints do not count."""
    as_of = chance.of(DAYS)
    # An ended permit leaves nothing obtainable: with this rule that is no question of its own.
    permit = Rule(
        id="permit",
        title_en="-",
        title_id="-",
        source="a test",
        confidence="assumed",
        valid_from=date(2020, 1, 1),
        stage=chance.of(("select", "depart")),
        expression=OfVacancy(vacancy="permit_valid"),
    )
    return Choice(
        as_of=as_of,
        horizon=chance.of((0, 1, 2, 3, 3, 4, 4, 5, 5)),
        rules=(permit, *(_rule(chance, number, as_of) for number in range(chance.whole(0, 4)))),
        report_only=tuple(chance.some(_ORIGINS, 2)) if chance.one_in(3) else (),
    )
