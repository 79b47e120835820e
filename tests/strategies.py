"""Draws cohorts, vacancies and choices over the small field, near enough to match often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any, Literal

from hypothesis import strategies as st

from matcher.eligibility.rules import Rule, RulePack
from matcher.engine import Matcher
from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.records import (
    SECTION_NAMES,
    AllOf,
    AnyOf,
    Asked,
    Candidate,
    Claim,
    Expression,
    OfVacancy,
    Personal,
    Requirement,
    Section,
    SectionName,
    Vacancy,
    Wishes,
)
from matcher.records.requirements import leaves
from matcher.settings import Settings, Weights
from oracles import later
from small_field import FIELD

__all__ = [
    "Choice",
    "candidates",
    "choices",
    "claims",
    "cohorts",
    "easier",
    "engine",
    "fitting",
    "improved",
    "judged",
    "offers",
    "poorer",
    "vacancies",
    "withheld",
]

_RECORDS = RecordNormalizer(Normalizer(FIELD))
#: Days of judging: a plain one, the end of a long month, a leap day.
_DAYS = (date(2025, 12, 1), date(2024, 1, 31), date(2024, 2, 29))
_UNREADABLE = ("zzqx 17", "qqvvk")
_PROOF = st.sampled_from(
    [None, "bnsp", "test", "document", "ukk", "internship", "subject_mark", "self_report"]
)
_WHAT: dict[SectionName, tuple[str, ...]] = {
    "skills": ("skill:weld", "skill:plate", "skill:pipe", "skill:torch", "skill:cook"),
    "certificates": ("certificate:safety", "certificate:advanced", "certificate:quick"),
    "languages": ("language:jlpt", "language:jft", "language:japanese", "language:english"),
    "education": ("education:any", "education:smk", "education:welding", "education:nursing"),
    "experience": ("occupation:welder", "occupation:pipe-welder", "occupation:helper"),
    "documents": ("document:passport", "document:visa", "document:consent"),
    "conditions": ("condition:no-tattoo",),
}
_LEVELS: dict[str, tuple[str, ...]] = {
    "language:jlpt": ("N5", "N4", "N3", "N2"),
    "language:jft": ("150", "180", "200", "250"),
    "language:japanese": ("A1", "A2", "B1"),
    "language:english": ("A1", "A2", "B1"),
    "education:any": ("SMP", "SLTA"),
    "education:smk": ("SLTA",),
    "education:welding": ("SLTA",),
    "education:nursing": ("SLTA", "D3"),
}
#: Things that cover others.
_MORE = {
    "skill:weld": "skill:pipe",
    "skill:plate": "skill:pipe",
    "certificate:safety": "certificate:advanced",
    "language:japanese": "language:jlpt",
    "education:any": "education:welding",
    "education:smk": "education:welding",
    "occupation:welder": "occupation:pipe-welder",
}
_MONTHS = ("3", "6", "12", "24")
_AGES = (18, 20, 28, 30)
_HEIGHTS = (150, 160, 165, 170)


@dataclass(frozen=True)
class Choice:
    """What is chosen beside the records: the day, the horizon, the rules and the weights."""

    as_of: date
    horizon: int
    rules: tuple[Rule, ...] = ()
    weights: Weights = Weights()


def engine(choice: Choice, vacancies: Sequence[Vacancy]) -> Matcher:
    """A matcher over the small field, fitted on vacancies."""
    pack = RulePack(id="drawn", version="1", title_en="-", title_id="-", rules=choice.rules)
    matcher = Matcher(
        choice.as_of,
        weights=choice.weights,
        settings=Settings(horizon_months=choice.horizon),
        taxonomy=FIELD,
        packs=[pack],
    )
    # What a text names depends on the text alone: read once for all engines, tests are fast.
    matcher._context = replace(matcher._context, records=_RECORDS)  # noqa: SLF001
    return matcher.fit(list(vacancies))


def judged(matcher: Matcher, people: Sequence[Candidate]) -> list[list[tuple[str, float]]]:
    """The verdict and the score of every pair, one list per person."""
    index = matcher.index
    block = index.match(index.context.records.candidates(list(people)))
    names = ("READY", "NEEDS_PROOF", "TRAINABLE", "BARRED")
    return [
        [(names[v], s) for v, s in zip(verdicts, scores, strict=True)]
        for verdicts, scores in zip(
            block.judgement.verdicts.tolist(), block.scored.scores.tolist(), strict=True
        )
    ]


# --- the choice --------------------------------------------------------------------------


def _rule(name: str, expression: Expression, **more: Any) -> Rule:  # noqa: ANN401
    known = {"source": "a test", "confidence": "assumed", "valid_from": date(2020, 1, 1)}
    return Rule(id=name, title_en=name, title_id=name, expression=expression, **known | more)


def _document(what: str) -> Asked:
    return Asked(section="documents", what=f"document:{what}")


#: Always there: what an ended permit leaves obtainable is then no question.
_PERMIT = _rule("permit", OfVacancy(vacancy="permit_valid"), stage="depart")
_RULES = (
    _rule("adult", Personal(age_min=18)),
    _rule("papers", AllOf(all=(_document("passport"), _document("visa"))), stage="depart"),
    _rule("order", OfVacancy(vacancy="verified"), stage="depart", schemes=("P to P",)),
    _rule("checked", OfVacancy(vacancy="verified"), countries=("Japan",)),
    _rule(
        "closed",
        OfVacancy(vacancy="placement_open"),
        stage="depart",
        countries=("Closedland",),
        employer_types=("household",),
    ),
    _rule(
        "parents",
        AnyOf(any=(Personal(age_min=20), _document("consent"))),
        stage="depart",
        countries=("Singapore",),
    ),
    _rule("repealed", Personal(sex="F"), valid_to=date(2023, 12, 31)),
    _rule("to come", Personal(sex="F"), valid_from=date(2026, 1, 1)),
)

weights = st.builds(
    Weights,
    **{
        name: st.sampled_from([0.0, 0.5, 1.0, 3.0])
        for name in ("occupation", "skills", "experience", "education", "language", "preference")
    },
    prior=st.sampled_from([0.5, 2.0]),
)


@st.composite
def choices(draw: st.DrawFn) -> Choice:
    return Choice(
        as_of=draw(st.sampled_from(_DAYS)),
        horizon=draw(st.sampled_from([4, 5, 3, 3, 2, 1, 0])),
        rules=(
            _PERMIT,
            *draw(st.lists(st.sampled_from(_RULES), max_size=3, unique_by=lambda rule: rule.id)),
        ),
        weights=draw(weights),
    )


# --- candidates --------------------------------------------------------------------------


def _around(day: date, shifts: Sequence[int]) -> st.SearchStrategy[date | None]:
    return st.sampled_from([None, *(day + timedelta(days=shift) for shift in shifts)])


@st.composite
def claims(draw: st.DrawFn, section: SectionName, as_of: date) -> Claim:
    """A claim of a section: readable or not, proven or not, valid or not, at some level or none."""
    if not draw(st.integers(0, 9)):
        return Claim(what=draw(st.sampled_from(_UNREADABLE)))
    what = draw(st.sampled_from(_WHAT[section]))
    start = end = None
    levels = _MONTHS if section == "experience" else _LEVELS.get(what, ())
    if section == "experience":
        start, end = draw(_around(as_of, [-900, -400, -200])), draw(_around(as_of, [-180, -30, 9]))
    elif section in ("skills", "certificates", "languages", "documents"):
        start = draw(_around(as_of, [-500, -100, -100, -100, 20]))
        end = draw(_around(as_of, [-20, 0, 60, 600])) if start != as_of + timedelta(20) else None
    return Claim(
        what=what,
        level=draw(st.sampled_from([None, *levels])) if levels else None,
        evidence=draw(_PROOF),
        valid_from=start,
        valid_to=end,
    )


@st.composite
def _sections(draw: st.DrawFn, name: SectionName, as_of: date) -> Section:
    state: Any = draw(st.sampled_from(["absent", "partial", "complete", "complete"]))
    if state == "absent":
        return Section()
    most = 3 if name in ("skills", "experience", "languages") else 2
    return Section(state=state, claims=tuple(draw(st.lists(claims(name, as_of), max_size=most))))


def births(as_of: date) -> st.SearchStrategy[date | None]:
    """Birth dates of people who reach an asked age soon, or have just reached it, or not known."""
    near = st.builds(
        lambda age, shift: later(as_of, -12 * age) + timedelta(days=shift),
        st.sampled_from([*_AGES, 19, 24, 29, 31]),
        st.integers(-40, 200),
    )
    return st.none() | near | st.sampled_from([date(2004, 2, 29), date(1996, 2, 29)])


wishes = st.builds(
    Wishes,
    countries=st.sampled_from([(), ("Japan",), ("Jepang", "Singapore"), ("Closedland",)]),
    sectors=st.sampled_from([(), ("Steel",), ("care", "steel")]),
    wage_min=st.sampled_from([None, 1000, 2000]),
    currency=st.sampled_from([None, "TWD", "JPY"]),
)


@st.composite
def candidates(draw: st.DrawFn, as_of: date, name: str = "C") -> Candidate:
    return Candidate(
        id=name,
        sex=draw(st.sampled_from([None, "M", "F"])),
        birth_date=draw(births(as_of)),
        height_cm=draw(st.sampled_from([None, 149.5, 160, 165])),
        weight_kg=draw(st.sampled_from([None, 50, 80])),
        wishes=draw(wishes),
        **{section: draw(_sections(section, as_of)) for section in SECTION_NAMES},
    )


def fitting(
    person: Candidate, vacancy: Vacancy, as_of: date, *, by_more: bool = False
) -> Candidate:
    """The person with proof of everything that a vacancy may ask, and facts that often fit.

    `by_more` proves by something that covers what is asked, where there is such a thing.
    """
    found = person.model_copy(
        update={
            "sex": vacancy.sex or "F",
            "birth_date": later(as_of, -12 * 25),
            "height_cm": 165,
            "weight_kg": 60,
        }
    )
    for requirement in vacancy.asks():
        for leaf in leaves(requirement.expression):
            if isinstance(leaf, Asked) and leaf.what not in _UNREADABLE:
                section = _home(leaf)
                what = _MORE.get(leaf.what, leaf.what) if by_more else leaf.what
                best = _LEVELS.get(what, (None,))[-1]
                level = "24" if section == "experience" else best
                found = found.with_claim(section, Claim(what=what, level=level, evidence="bnsp"))
    return found


def _home(leaf: Asked) -> SectionName:
    return next((name for name, what in _WHAT.items() if leaf.what in what), leaf.section)


@st.composite
def cohorts(
    draw: st.DrawFn, as_of: date, vacancies: Sequence[Vacancy], *, most: int = 4
) -> list[Candidate]:
    """People, most of them fitted or nearly fitted to one of the vacancies; ids in no order."""
    names = draw(st.permutations([f"C{place}" for place in range(most)]))
    people = []
    for name in names[: draw(st.integers(1, most))]:
        person = draw(candidates(as_of, name))
        flaws = draw(st.sampled_from([None, 0, 1, 1, 1, 2, 2]))
        if flaws is not None:
            vacancy = draw(st.sampled_from(vacancies))
            person = fitting(person, vacancy, as_of, by_more=draw(st.booleans()))
            for _ in range(flaws):
                person = draw(_flawed(person, vacancy, as_of)).model_copy(update={"id": name})
        people.append(person)
    return people


@st.composite
def _flawed(draw: st.DrawFn, person: Candidate, vacancy: Vacancy, as_of: date) -> Candidate:
    """The person of another age, with one fact not known, or lacking in a section that is asked."""
    flaw = draw(st.sampled_from(["missing", "missing", "part", "weak", "expired", "level", "age", "unknown"]))
    asked = [
        _home(leaf)
        for requirement in vacancy.asks()
        for leaf in leaves(requirement.expression)
        if isinstance(leaf, Asked) and requirement.importance == "must"
    ]
    if flaw == "age":
        return person.model_copy(update={"birth_date": draw(births(as_of))})
    if flaw == "unknown" or not asked:
        return draw(st.sampled_from(withheld(person)))
    name = draw(st.sampled_from(asked))
    listed = list(person.section(name).claims)
    if flaw == "part" and listed:
        listed.pop(draw(st.integers(0, len(listed) - 1)))
    changes: dict[str, dict[str, Any]] = {
        "weak": {"evidence": "self_report"},
        "expired": {"valid_from": None, "valid_to": draw(_around(as_of, [-1, 3, 50]))},
        "level": {"level": None},
    }
    has_no_validity = name in ("experience", "education", "conditions")
    if flaw == "missing":
        listed = []
    elif not (flaw == "expired" and has_no_validity):
        listed = [Claim(**dict(claim) | changes.get(flaw, {})) for claim in listed]
    return person.model_copy(update={name: Section(state="complete", claims=tuple(listed))})


# --- vacancies ---------------------------------------------------------------------------


@st.composite
def _asked(draw: st.DrawFn, sections: Sequence[SectionName]) -> Asked:
    section = draw(st.sampled_from(sections))
    if not draw(st.integers(0, 14)):
        return Asked(section=section, what=draw(st.sampled_from(["none", *_UNREADABLE])))
    what = draw(st.sampled_from(_WHAT[section]))
    if section == "certificates" and not draw(st.integers(0, 5)):
        what = draw(st.sampled_from(["skill:plate", "document:passport", "language:jlpt"]))
    levels = _MONTHS if section == "experience" else _LEVELS.get(what, ())
    return Asked(
        section=section,
        what=what,
        level=draw(st.sampled_from([*levels, *levels, *levels, None, "none"])) if levels else None,
        evidence=draw(st.sampled_from([None, None, None, "bnsp", "internship"])),
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
                {"age_max": draw(st.sampled_from(_AGES))},
                {"age_min": 20.5},
                {"sex": draw(st.sampled_from(["M", "F"])), "age_max": draw(st.sampled_from(_AGES))},
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
    until = draw(_around(as_of, [400, 400, 400, 400, 90, 70, 20, 0, -1]))
    starts = [-90, 0, 1] if until is None or until > as_of else [-90]
    return Vacancy(
        id=name,
        title=draw(st.sampled_from([*_WHAT["experience"], "zzqx work"])),
        requirements=tuple(draw(st.lists(requirements(), min_size=1, max_size=most))),
        country=draw(st.sampled_from([None, "Jepang", "Singapore", "Closedland"])),
        sector=draw(st.sampled_from([None, "steel", "Care"])),
        scheme=draw(st.sampled_from([None, "P to P"])),
        employer_type=draw(st.sampled_from([None, "household", "company"])),
        departure=draw(_around(as_of, [-10, 0, 10, 45, 80])),
        permit_from=draw(_around(as_of, starts)),
        permit_until=until,
        verification=draw(st.sampled_from([None, *["verified"] * 5, "unverified"])),
        wage_min=draw(st.sampled_from([None, 900, 1500])),
        wage_max=draw(st.sampled_from([None, 2400])),
        currency=draw(st.sampled_from([None, "TWD"])),
        wage_period=draw(st.sampled_from([None, "month", "hour", "year"])),
        **draw(_bounds()),
    )


@st.composite
def offers(draw: st.DrawFn, as_of: date, *, most: int = 4) -> list[Vacancy]:
    """Vacancies with ids in no order; some ask the same, so that scores tie."""
    names = draw(st.permutations(["V0", "V1", "W", "v0", "V10"]))
    found: list[Vacancy] = []
    for name in names[: draw(st.integers(1, most))]:
        if found and not draw(st.integers(0, 3)):
            found.append(draw(st.sampled_from(found)).model_copy(update={"id": name}))
        else:
            found.append(draw(vacancies(as_of, name)))
    return found
