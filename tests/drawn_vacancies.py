"""Draws vacancies over the small field, and the same vacancies asking for less."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from hypothesis import strategies as st

from drawn_people import AGES, LEVELS, MONTHS, UNREADABLE, WHAT, around
from matcher.records import (
    AllOf,
    AnyOf,
    Asked,
    Evidence,
    Expression,
    Personal,
    Requirement,
    SectionName,
    Vacancy,
)
from matcher.records.requirements import leaves

__all__ = ["easier", "offers", "vacancies"]

_HEIGHTS = (150, 160, 165, 170)


@st.composite
def _asked(draw: st.DrawFn, sections: Sequence[SectionName]) -> Asked:
    section = draw(st.sampled_from(sections))
    if not draw(st.integers(0, 14)):
        return Asked(section=section, what=draw(st.sampled_from(["none", *UNREADABLE])))
    what = draw(st.sampled_from(WHAT[section]))
    if section == "certificates" and not draw(st.integers(0, 5)):
        what = draw(st.sampled_from(["skill:plate", "document:passport", "language:jlpt"]))
    levels = MONTHS if section == "experience" else LEVELS.get(what, ())
    return Asked(
        section=section,
        what=what,
        level=draw(st.sampled_from([*levels, *levels, *levels, None, "none"])) if levels else None,
        evidence=draw(st.sampled_from([None, None, None, Evidence.BNSP, Evidence.INTERNSHIP])),
    )


_SCORED: tuple[SectionName, ...] = (
    "skills",
    "certificates",
    "languages",
    "education",
    "experience",
)


@st.composite
def _personal(draw: st.DrawFn) -> Personal:
    low, high = draw(st.sampled_from([(18, 30), (20, 28), (28, 30), (18, None), (None, 28)]))
    facts: dict[str, Any] = draw(
        st.sampled_from(
            [
                {"age_min": low, "age_max": high},
                {"age_max": draw(st.sampled_from(AGES))},
                {"age_min": 20.5},
                {"sex": draw(st.sampled_from(["M", "F"])), "age_max": draw(st.sampled_from(AGES))},
                {"sex": draw(st.sampled_from(["M", "F"]))},
                {"height_min": draw(st.sampled_from(_HEIGHTS))},
                {"height_max": draw(st.sampled_from(_HEIGHTS)), "age_min": low},
                {"weight_max": 70},
            ]
        )
    )
    return Personal(**facts)


def _joined(leaf: st.SearchStrategy[Expression]) -> st.SearchStrategy[Expression]:
    """A leaf, or alternatives or parts of leaves, one inside the other at most."""
    flat = st.lists(leaf, min_size=2, max_size=2)
    alternatives = flat.map(lambda parts: AnyOf(any=tuple(parts)))
    parts = flat.map(lambda parts: AllOf(all=tuple(parts)))
    nested = st.builds(lambda one, both: AnyOf(any=(one, both)), leaf, parts)
    inner = st.builds(lambda one, either: AllOf(all=(either, one)), leaf, alternatives)
    return st.one_of(leaf, leaf, alternatives, parts, nested, inner)


wishes_asked = _joined(_asked(_SCORED))
musts_asked = _joined(_asked((*_SCORED, "conditions")))
mixed = st.one_of(_personal(), _joined(st.one_of(_personal(), _asked((*_SCORED, "conditions")))))
papers = _joined(st.one_of(_asked(("documents",)), _asked(("documents",)), _personal()))


@st.composite
def requirements(draw: st.DrawFn) -> Requirement:
    form = draw(st.sampled_from([*["select"] * 4, "personal", "depart", "nice"]))
    weight = draw(st.sampled_from([None, None, 0.5, 5]))
    component: Any = draw(st.sampled_from([None, None, None, "skills", "language"]))
    if form == "nice":
        wish = draw(wishes_asked)
        return Requirement(expression=wish, importance="nice", weight=weight, component=component)
    if form == "depart":
        return Requirement(expression=draw(papers), stage="depart")
    expression = draw(musts_asked if form == "select" else mixed)
    return Requirement(expression=expression, weight=weight, component=component)


@st.composite
def _bounds(draw: st.DrawFn) -> dict[str, Any]:
    """Bounds on personal facts as a record's own columns say them."""
    return draw(
        st.sampled_from(
            [
                {},
                {},
                {"age_min": 18, "age_max": 30},
                {"sex": "F", "age_max": 28},
                {"age_min": 20, "age_max_male": 40, "age_max_female": 30},
                {"height_min_male": 160, "height_min_female": 150},
                {"sex": "M", "weight_max": 70},
            ]
        )
    )


@st.composite
def vacancies(draw: st.DrawFn, as_of: date, name: str = "V", *, most: int = 3) -> Vacancy:
    until = draw(around(as_of, [400, 400, 400, 400, 90, 70, 20, 0, -1]))
    starts = [-90, 0, 1] if until is None or until > as_of else [-90]
    return Vacancy(
        id=name,
        title=draw(st.sampled_from([*WHAT["experience"], "zzqx work"])),
        requirements=tuple(draw(st.lists(requirements(), min_size=1, max_size=most))),
        country=draw(st.sampled_from([None, "Jepang", "Singapore", "Closedland"])),
        sector=draw(st.sampled_from([None, "steel", "Care"])),
        scheme=draw(st.sampled_from([None, "P to P"])),
        employer_type=draw(st.sampled_from([None, "household", "company"])),
        departure=draw(around(as_of, [-10, 0, 10, 45, 80])),
        permit_from=draw(around(as_of, starts)),
        permit_until=until,
        verification=draw(st.sampled_from([None, *["verified"] * 5, "unverified"])),
        wage_min=draw(st.sampled_from([None, 900, 1500])),
        wage_max=draw(st.sampled_from([None, 2400])),
        currency=draw(st.sampled_from([None, "TWD"])),
        wage_period=draw(st.sampled_from([None, "month", "hour", "year"])),
        **draw(_bounds()),
    )


@st.composite
def offers(draw: st.DrawFn, as_of: date, *, most: int = 3) -> list[Vacancy]:
    """Vacancies with ids in no order; some ask the same, so that scores tie."""
    names = draw(st.permutations(["V0", "V1", "W", "v0", "V10"]))
    found: list[Vacancy] = []
    for name in names[: draw(st.integers(1, most))]:
        if found and not draw(st.integers(0, 3)):
            found.append(draw(st.sampled_from(found)).model_copy(update={"id": name}))
        else:
            found.append(draw(vacancies(as_of, name)))
    return found


@st.composite
def easier(draw: st.DrawFn, vacancy: Vacancy) -> Vacancy:
    """The vacancy asking for less: a bound or a requirement gone, lower, or with an alternative."""
    if not vacancy.requirements or not draw(st.integers(0, 4)):
        bounds = [n for n in vacancy.model_fields_set if n.startswith(("age_", "height_", "sex"))]
        return vacancy.model_copy(update=dict.fromkeys(bounds))
    place = draw(st.integers(0, len(vacancy.requirements) - 1))
    kept = vacancy.requirements[place]
    less = draw(st.sampled_from(["gone", "nice", "lower", "alternative"]))
    with_personal = any(isinstance(leaf, Personal) for leaf in leaves(kept.expression))
    new: tuple[Requirement, ...] = ()
    if less == "nice" and kept.stage == "select" and not with_personal:
        new = (kept.model_copy(update={"importance": "nice"}),)
    elif less == "lower":
        new = (kept.model_copy(update={"expression": _lower(kept.expression)}),)
    elif less == "alternative":
        other = draw(mixed if kept.importance == "must" else wishes_asked)
        parts = draw(st.permutations([kept.expression, other]))
        new = (kept.model_copy(update={"expression": AnyOf(any=tuple(parts))}),)
    own = (*vacancy.requirements[:place], *new, *vacancy.requirements[place + 1 :])
    return vacancy.model_copy(update={"requirements": own})


def _lower(expression: Expression) -> Expression:
    """Every leaf of an expression one level lower, with less proof, with wider bounds."""
    if isinstance(expression, AnyOf):
        return AnyOf(any=tuple(map(_lower, expression.any)))
    if isinstance(expression, AllOf):
        return AllOf(all=tuple(map(_lower, expression.all)))
    if isinstance(expression, Personal):
        wider: dict[str, float] = {}
        if expression.age_min is not None:
            wider["age_min"] = expression.age_min - 1
        if expression.age_max is not None:
            wider["age_max"] = expression.age_max + 1
        return expression.model_copy(update=wider)
    if isinstance(expression, Asked):
        levels = MONTHS if expression.section == "experience" else LEVELS.get(expression.what, ())
        level = expression.level
        if level in levels:
            level = levels[max(levels.index(level) - 1, 0)]
        return expression.model_copy(update={"level": level, "evidence": None})
    return expression
