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
    listed = () if state == "absent" else tuple(draw(st.lists(claims(), max_size=2)))
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


@st.composite
def _some_of(
    draw: st.DrawFn, fields: dict[str, st.SearchStrategy[Any]], most: int
) -> dict[str, Any]:
    """Values for a few of the fields, which is quicker to draw and to shrink than all of them."""
    names = draw(st.lists(st.sampled_from(sorted(fields)), max_size=most, unique=True))
    return {name: draw(fields[name]) for name in names}


@st.composite
def _within(draw: st.DrawFn, values: st.SearchStrategy[Any], *names: str) -> dict[str, Any]:
    """A known value, or the ends between which it lies, or all of them."""
    known, low, high = names
    first, value, last = sorted(draw(st.tuples(values, values, values)))
    return {
        name: one
        for name, one in ((known, value), (low, first), (high, last))
        if draw(st.booleans())
    }


def _flat(facts: dict[str, Any]) -> dict[str, Any]:
    parts = (one if isinstance(one, dict) else {name: one} for name, one in facts.items())
    return {name: value for part in parts for name, value in part.items()}


candidates: st.SearchStrategy[Candidate] = st.builds(
    lambda identifier, facts, listed: Candidate(id=identifier, **_flat(facts), **listed),
    identifiers,
    _some_of(
        {
            "sex": sexes,
            "birth": _within(days, "birth_date", "birth_from", "birth_to"),
            "height": _within(st.floats(31, 259), "height_cm", "height_cm_from", "height_cm_to"),
            "weight": _within(st.floats(11, 399), "weight_kg", "weight_kg_from", "weight_kg_to"),
            "province": texts,
            "city": texts,
            "school_type": texts,
            "wishes": wishes,
        },
        5,
    ),
    _some_of({name: sections() for name in SECTION_NAMES}, 3),
)

_FACTS: dict[str, st.SearchStrategy[Any]] = {
    "order_id": identifiers,
    "country": texts,
    "openings": st.integers(0, 10_000_000),
    "sex": sexes,
    "employer_type": st.sampled_from(["household", "vessel"]),
    "age_min": st.integers(17, 25).map(float),
    "age_max_female": st.integers(26, 60).map(float),
    "height_min_male": st.floats(100, 200),
    "wage_min": st.floats(0, 1e9),
    "currency": currencies,
    "wage_period": st.sampled_from(["hour", "month", "year"]),
    "wage_year": st.integers(1990, 2100),
    "permit_until": days,
    "verification": st.sampled_from(["verified", "unverified"]),
    "description": texts,
    "requirements": st.lists(requirements, max_size=2).map(tuple),
}


def vacancies(
    musts: Callable[[SectionName], st.SearchStrategy[Expression]] = asked,
    wanted: Callable[[SectionName], st.SearchStrategy[Expression]] = asked,
) -> st.SearchStrategy[Vacancy]:
    """Vacancies whose list fields hold expressions that `musts` and `wanted` draw for a section."""
    drawn = {name: musts(section) for name, section in MUST_FIELDS.items()}
    drawn |= {name: wanted(section) for name, section in NICE_FIELDS.items()}
    listed = {name: st.lists(one, max_size=2).map(tuple) for name, one in drawn.items()}
    return st.builds(
        lambda identifier, title, facts, asks: Vacancy(id=identifier, title=title, **facts, **asks),
        identifiers,
        texts,
        _some_of(_FACTS, 6),
        _some_of(listed, 4),
    )
