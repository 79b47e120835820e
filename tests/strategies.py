"""Draws whole situations: a choice, vacancies, and people near enough to match them often."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import numpy as np
from hypothesis import strategies as st

from drawn_people import (
    LEVELS,
    UNREADABLE,
    WHAT,
    around,
    births,
    candidates,
    known_as,
    withheld,
)
from drawn_vacancies import offers, vacancies
from matcher.eligibility.rules import Rule, RulePack
from matcher.engine import Matcher
from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.records import (
    AllOf,
    AnyOf,
    Asked,
    Candidate,
    Claim,
    Evidence,
    Expression,
    OfVacancy,
    Personal,
    Section,
    SectionName,
    Vacancy,
)
from matcher.records.requirements import leaves
from matcher.settings import ConstraintOrigin, Settings, Weights
from oracle_facts import later
from small_field import FIELD

__all__ = [
    "Choice",
    "Drawn",
    "choices",
    "cohorts",
    "engine",
    "fitting",
    "judged",
    "markets",
    "pairs",
    "possible_scores",
]

_RECORDS = RecordNormalizer(Normalizer(FIELD))
#: Days of judging: a plain one, the end of a long month, a leap day.
_DAYS = (date(2025, 12, 1), date(2024, 1, 31), date(2024, 2, 29))
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


@dataclass(frozen=True)
class Choice:
    """What is chosen beside the records: the day, the horizon, the rules and the weights."""

    as_of: date
    horizon: int
    rules: tuple[Rule, ...] = ()
    report_only: tuple[ConstraintOrigin, ...] = ()
    weights: Weights = field(default_factory=Weights)


def engine(choice: Choice, vacancies: Sequence[Vacancy]) -> Matcher:
    """A matcher over the small field, fitted on vacancies."""
    pack = RulePack(id="drawn", version="1", title_en="-", title_id="-", rules=choice.rules)
    matcher = Matcher(
        choice.as_of,
        weights=choice.weights,
        settings=Settings(horizon_months=choice.horizon, report_only=choice.report_only),
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


def possible_scores(matcher: Matcher, people: Sequence[Candidate]) -> list[list[float]]:
    """The possible score of every pair, one list per person."""
    index = matcher.index
    block = index.match(index.context.records.candidates(list(people)))
    shape = block.scored.scores.shape
    rows, columns = (place.ravel() for place in np.indices(shape))
    found = index.scorer.pairs(block.scored, rows, columns).possible
    listed: Any = found.reshape(shape).tolist()
    return list(listed)


# --- the choice --------------------------------------------------------------------------


def _rule(name: str, expression: Expression | None, **more: Any) -> Rule:  # noqa: ANN401
    known: dict[str, Any] = {"confidence": "assumed", "valid_from": date(2020, 1, 1), **more}
    return Rule(
        id=name, title_en=name, title_id=name, source="a test", expression=expression, **known
    )


def _notice(name: str, **more: Any) -> Rule:  # noqa: ANN401
    return _rule(name, None, **more)


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
        ask=("employer_types",),
    ),
    _rule(
        "parents",
        AnyOf(any=(Personal(age_min=20), _document("consent"))),
        stage="depart",
        countries=("Singapore",),
    ),
    _rule(
        "reopened",
        Personal(age_min=20),
        countries=("Closedland",),
        employer_types=("household",),
        ask=("employer_types",),
        replaces=("closed", "adult"),
    ),
    _rule(
        "trade test",
        Asked(section="certificates", what="certificate:safety"),
        occupations=("occupation:welder",),
        schemes=("P to P",),
        ask=("schemes", "occupations"),
    ),
    _rule(
        "cooks",
        Personal(age_min=20),
        occupations=("occupation:pipe-welder",),
        replaces=("trade test", "adult"),
    ),
    _notice("free of cost", countries=("Japan",), replaces=("checked",)),
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
            *(
                _RULES[place]
                for place in sorted(draw(st.sets(st.sampled_from(range(len(_RULES))), max_size=4)))
            ),
        ),
        report_only=draw(st.sampled_from([(), (), (), ("employer",), ("agency",)])),
        weights=draw(weights),
    )


# --- people for vacancies ---------------------------------------------------------------


def fitting(
    person: Candidate, vacancy: Vacancy, as_of: date, *, by_more: bool = False
) -> Candidate:
    """The person with proof of everything that a vacancy may ask, and facts that often fit.

    `by_more` proves by something that covers what is asked, where there is such a thing.
    """
    found = person.model_copy(update={"sex": vacancy.sex or "F"})
    fits = {"birth_date": later(as_of, -12 * 25), "height_cm": 165, "weight_kg": 60}
    for fact, value in fits.items():
        found = known_as(found, fact, value)
    for requirement in vacancy.asks():
        for leaf in leaves(requirement.expression):
            if isinstance(leaf, Asked) and leaf.what not in UNREADABLE:
                section = _home(leaf)
                what = _MORE.get(leaf.what, leaf.what) if by_more else leaf.what
                best = LEVELS.get(what, (None,))[-1]
                level = "24" if section == "experience" else best
                proof = Claim(what=what, level=level, evidence=Evidence.BNSP)
                found = found.with_claim(section, proof)
    return found


def _home(leaf: Asked) -> SectionName:
    return next((name for name, what in WHAT.items() if leaf.what in what), leaf.section)


@st.composite
def cohorts(
    draw: st.DrawFn, as_of: date, vacancies: Sequence[Vacancy], *, most: int = 3
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
    flaw = draw(
        st.sampled_from(
            ["missing", "missing", "part", "weak", "expired", "level", "age", "unknown"]
        )
    )
    asked = [
        _home(leaf)
        for requirement in vacancy.asks()
        for leaf in leaves(requirement.expression)
        if isinstance(leaf, Asked) and requirement.importance == "must"
    ]
    if flaw == "age":
        return known_as(person, "birth_date", draw(births(as_of)))
    if flaw == "unknown" or not asked:
        return draw(st.sampled_from(withheld(person)))
    name = draw(st.sampled_from(asked))
    listed = list(person.section(name).claims)
    if flaw == "part" and listed:
        listed.pop(draw(st.integers(0, len(listed) - 1)))
    changes: dict[str, dict[str, Any]] = {
        "weak": {"evidence": "self_report"},
        "expired": {"valid_from": None, "valid_to": draw(around(as_of, [-1, 3, 50]))},
        "level": {"level": None},
    }
    has_no_validity = name in ("experience", "education", "conditions")
    if flaw == "missing":
        listed = []
    elif not (flaw == "expired" and has_no_validity):
        listed = [Claim(**dict(claim) | changes.get(flaw, {})) for claim in listed]
    return person.model_copy(update={name: Section(state="complete", claims=tuple(listed))})


# --- situations --------------------------------------------------------------------------

Drawn = tuple[Choice, list[Vacancy], list[Candidate]]


@st.composite
def markets(draw: st.DrawFn) -> Drawn:
    """A choice, vacancies, and people some of whom fit them."""
    choice = draw(choices())
    listed = draw(offers(choice.as_of))
    return choice, listed, draw(cohorts(choice.as_of, listed))


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Choice, Vacancy, Candidate]:
    """A choice, one vacancy, and one person who may fit it."""
    choice = draw(choices())
    vacancy = draw(vacancies(choice.as_of))
    return choice, vacancy, draw(cohorts(choice.as_of, [vacancy], most=1))[0]
