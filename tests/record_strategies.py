"""Draws records: texts full of separators, sections of every state, expressions of every shape."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any, Literal

from hypothesis import strategies as st

from matcher.records import (
    SECTION_NAMES,
    AllOf,
    AnyOf,
    Asked,
    Candidate,
    Claim,
    Evidence,
    Expression,
    OfVacancy,
    Personal,
    Requirement,
    Section,
    SectionName,
    Vacancy,
    Wishes,
)
from matcher.records.vacancy import MUST_FIELDS, NICE_FIELDS

#: Pieces of texts: everything that the grammar of cells and files could mistake for its own.
PIECES = (
    *("a", "B", "é", "日", "7", " ", "  ", " or ", "or", "ATAU ", " + ", "+", ";", "|", '"', '""'),
    *("-", "...", "…", "none", "tidak ada", ",", "\t", "\n", "\r\n", "'", "=1", "@", "?", ".", ":"),
)

texts = (
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=7)
    .map(lambda pieces: "".join(pieces).strip())
    .filter(bool)
)
days = st.dates(date(1940, 1, 1), date(2040, 12, 31))
sexes = st.sampled_from(["M", "F"])
states: st.SearchStrategy[Literal["absent", "partial", "complete"]] = st.sampled_from(
    ["absent", "partial", "complete"]
)
evidence = st.none() | st.sampled_from(Evidence)
currencies = st.none() | st.sampled_from(["IDR", "TWD", "XYZ"])


@st.composite
def claims(draw: st.DrawFn) -> Claim:
    first, last = sorted((draw(days), draw(days)))
    return Claim(
        what=draw(texts),
        level=draw(st.none() | texts),
        evidence=draw(evidence),
        valid_from=draw(st.sampled_from([first, None])),
        valid_to=draw(st.sampled_from([last, None])),
    )


@st.composite
def sections(draw: st.DrawFn) -> Section:
    state = draw(states)
    listed = () if state == "absent" else tuple(draw(st.lists(claims(), max_size=3)))
    return Section(state=state, claims=listed)


def asked(section: SectionName | None = None) -> st.SearchStrategy[Asked]:
    chosen = st.sampled_from(SECTION_NAMES) if section is None else st.just(section)
    return st.builds(Asked, section=chosen, what=texts, level=st.none() | texts, evidence=evidence)


def asked_expressions(section: SectionName | None = None) -> st.SearchStrategy[Expression]:
    """Expressions over claims alone, nested at will."""
    return _nested(asked(section))


def expressions() -> st.SearchStrategy[Expression]:
    """Expressions with any leaves."""
    personal = st.builds(Personal, sex=sexes, age_min=st.none() | st.integers(17, 40).map(float))
    facts = st.builds(OfVacancy, vacancy=st.sampled_from(["permit_valid", "verified"]))
    return _nested(asked() | personal | facts)


def _nested(leaf: st.SearchStrategy[Any]) -> st.SearchStrategy[Expression]:
    def grow(part: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
        parts = st.lists(part, min_size=1, max_size=3).map(tuple)
        return st.builds(AnyOf, any=parts) | st.builds(AllOf, all=parts)

    return st.recursive(leaf, grow, max_leaves=5)


requirements = st.builds(
    Requirement,
    expression=expressions(),
    stage=st.sampled_from(["select", "depart"]),
    weight=st.none() | st.floats(0.5, 9),
    component=st.none() | st.just("skills"),
) | st.builds(Requirement, expression=asked_expressions(), importance=st.just("nice"))

wishes = st.builds(
    Wishes,
    countries=st.lists(texts, max_size=2).map(tuple),
    sectors=st.lists(texts, max_size=2).map(tuple),
    wage_min=st.none() | st.floats(0, 1e12),
    currency=currencies,
)

identifiers = texts.filter(lambda text: not any(letter < " " for letter in text))

candidates: st.SearchStrategy[Candidate] = st.builds(
    Candidate,
    id=identifiers,
    sex=st.none() | sexes,
    birth_date=st.none() | days,
    height_cm=st.none() | st.floats(31, 259),
    weight_kg=st.none() | st.floats(11, 399),
    province=st.none() | texts,
    city=st.none() | texts,
    school_type=st.none() | texts,
    wishes=wishes,
    **{name: sections() for name in SECTION_NAMES},
)


def vacancies(
    asks: Callable[[SectionName], st.SearchStrategy[Expression]],
) -> st.SearchStrategy[Vacancy]:
    """Vacancies whose list fields hold expressions that `asks(section)` draws."""
    fields: dict[str, st.SearchStrategy[Any]] = {
        name: st.lists(asks(section), max_size=2).map(tuple)
        for name, section in {**MUST_FIELDS, **NICE_FIELDS}.items()
    }
    return st.builds(
        Vacancy,
        id=identifiers,
        order_id=st.none() | identifiers,
        title=texts,
        country=st.none() | texts,
        openings=st.integers(0, 10_000_000),
        sex=st.none() | sexes,
        employer_type=st.sampled_from([None, "household", "vessel"]),
        age_min=st.none() | st.integers(17, 25).map(float),
        age_max_female=st.none() | st.integers(26, 60).map(float),
        height_min_male=st.none() | st.floats(100, 200),
        wage_min=st.none() | st.floats(0, 1e9),
        currency=currencies,
        wage_period=st.sampled_from([None, "hour", "month", "year"]),
        wage_year=st.none() | st.integers(1990, 2100),
        permit_until=st.none() | days,
        verification=st.sampled_from([None, "verified", "unverified"]),
        description=st.none() | texts,
        requirements=st.lists(requirements, max_size=2).map(tuple),
        **fields,
    )
