"""The laws of dates on papers: learned, withheld, extended."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hypothesis import assume, given
from hypothesis import strategies as st

from drawn_vacancies import vacancies
from matcher.records import SECTION_NAMES, Candidate, Claim, Section, SectionName, Vacancy
from matcher.records.evidence import Evidence, evidence_grades
from oracle_facts import EXPIRING
from strategies import Choice, choices, engine, fitting, judged

VERDICTS = ("READY", "NEEDS_PROOF", "TRAINABLE", "BARRED")
DAYS = st.integers(-700, 700).map(timedelta)
DATED = tuple(name for name in SECTION_NAMES if name != "experience")


@st.composite
def dated(draw: st.DrawFn) -> tuple[Choice, Vacancy, Candidate]:
    """A pair that nearly fits, whose papers name their dates, one of them or none."""
    choice = draw(choices())
    vacancy = draw(vacancies(choice.as_of))
    person = fitting(Candidate(id="C"), vacancy, choice.as_of, by_more=draw(st.booleans()))

    def with_dates(claim: Claim) -> Claim:
        start, end = (
            draw(st.none() | DAYS.map(lambda shift: choice.as_of + shift)) for _ in range(2)
        )
        if start and end:
            start, end = min(start, end), max(start, end)
        return claim.model_copy(update={"valid_from": start, "valid_to": end})

    for name in DATED:
        listed = tuple(map(with_dates, person.section(name).claims))
        if listed:
            section = Section(state="complete", claims=listed)
            person = person.model_copy(update={name: section})
    return choice, vacancy, person


def places(person: Candidate) -> Iterator[tuple[SectionName, int, Claim]]:
    for name in DATED:
        for place, claim in enumerate(person.section(name).claims):
            yield name, place, claim


def changed(
    person: Candidate, name: SectionName, place: int, **facts: date | Evidence | None
) -> Candidate:
    """The person with other facts of one claim."""
    section = person.section(name)
    claim = section.claims[place].model_copy(update=facts)
    listed = (*section.claims[:place], claim, *section.claims[place + 1 :])
    return person.model_copy(update={name: Section(state=section.state, claims=listed)})


@given(dated())
def test_withholding_a_date_turns_ready_into_needs_proof_at_most(
    drawn: tuple[Choice, Vacancy, Candidate],
) -> None:
    choice, vacancy, person = drawn
    matcher = engine(choice, [vacancy])
    assume(judged(matcher, [person])[0][0][0] == "READY")
    for name, place, _ in places(person):
        for dates in (("valid_to",), ("valid_from",), ("valid_from", "valid_to")):
            less = changed(person, name, place, **dict.fromkeys(dates))
            assert judged(matcher, [less])[0][0][0] in ("READY", "NEEDS_PROOF")


@given(dated(), st.integers(0, 900))
def test_a_later_end_never_lowers_a_score_or_worsens_a_verdict(
    drawn: tuple[Choice, Vacancy, Candidate], days: int
) -> None:
    choice, vacancy, person = drawn
    matcher = engine(choice, [vacancy])
    [[(verdict, score)]] = judged(matcher, [person])
    for name, place, claim in places(person):
        if claim.valid_to is not None:
            later_end = claim.valid_to + timedelta(days=days)
            [[(new_verdict, new_score)]] = judged(
                matcher, [changed(person, name, place, valid_to=later_end)]
            )
            assert VERDICTS.index(new_verdict) <= VERDICTS.index(verdict)
            assert new_score >= score


@given(dated())
def test_an_end_removed_is_an_extension_only_where_papers_do_not_expire(
    drawn: tuple[Choice, Vacancy, Candidate],
) -> None:
    choice, vacancy, person = drawn
    matcher = engine(choice, [vacancy])
    [[(verdict, score)]] = judged(matcher, [person])
    for name, place, claim in places(person):
        if claim.what not in EXPIRING:
            endless = changed(person, name, place, valid_to=None)
            [[(new_verdict, new_score)]] = judged(matcher, [endless])
            assert VERDICTS.index(new_verdict) <= VERDICTS.index(verdict)
            assert new_score >= score


@given(dated(), st.sampled_from(Evidence))
def test_better_evidence_never_lowers_a_score_or_worsens_a_verdict(
    drawn: tuple[Choice, Vacancy, Candidate], grade: Evidence
) -> None:
    choice, vacancy, person = drawn
    matcher, grades = engine(choice, [vacancy]), evidence_grades()
    for name, place, _ in places(person):
        weaker, stronger = (
            changed(person, name, place, evidence=one)
            for one in sorted((grade, Evidence.UKK), key=lambda one: grades[one].rank)
        )
        [[(verdict, score)], [(new_verdict, new_score)]] = judged(
            matcher, [weaker, stronger.model_copy(update={"id": "better"})]
        )
        assert VERDICTS.index(new_verdict) <= VERDICTS.index(verdict)
        assert new_score >= score
