"""The facts behind a gate: claims with what they lack, work, lists, persons, and the order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matcher.eligibility.applying import RulesOfVacancy
from matcher.eligibility.terms import terms_of
from matcher.explaining.gate_facts import (
    ClaimFact,
    OrderFact,
    PersonFact,
    RecordFact,
    SectionFact,
    WorkFact,
)
from matcher.explaining.pair_record import PairRecord
from matcher.explaining.record_facts import facts_of
from matcher.kernels import MET, NEVER, UNKNOWN
from matcher.normalizing.expressions import Bound, Given, NormalExpression, every
from matcher.normalizing.normalized import NormalCandidate, NormalClaim, NormalSection
from matcher.records.evidence import Evidence
from matcher.settings import Settings
from matcher.taxonomy import Taxonomy, Validity
from small_world import AS_OF, TAXONOMY, ask, ask_work, claim, person, vacancy, work

DEPARTURE = date(2026, 3, 1)
EXPIRING = replace(
    TAXONOMY,
    validity={"language:jlpt": Validity(expires=True, months=24, source="the rules of the test")},
)


def found(
    expression: NormalExpression, who: NormalCandidate, taxonomy: Taxonomy = TAXONOMY
) -> tuple[RecordFact, ...]:
    job = replace(vacancy(), departure=DEPARTURE)
    terms = terms_of(job, RulesOfVacancy(), as_of=AS_OF, settings=Settings())
    return facts_of(expression, PairRecord(who, terms, taxonomy))


def claimed(
    expression: NormalExpression, held: NormalClaim, taxonomy: Taxonomy = TAXONOMY
) -> ClaimFact:
    fact, _ = found(expression, person(held), taxonomy)
    assert isinstance(fact, ClaimFact)
    return fact


LANGUAGE = ask("language:jlpt", 2)
SMAW = ask("skill:smaw")
BEFORE, ON = DEPARTURE - timedelta(days=1), DEPARTURE


@pytest.mark.parametrize(
    ("held", "lacks"),
    [
        (claim("language:jlpt", 2), ()),
        (claim("language:jlpt", 3), ()),
        (claim("language:jlpt", 1), ("level",)),
        (claim("language:jlpt"), ("level",)),
        (claim("language:jlpt", 2, Evidence.SELF_REPORT), ("evidence",)),
        (claim("language:jlpt", 1, Evidence.IMPLIED), ("level", "evidence")),
        (claim("language:jlpt", 2, end=ON), ()),
        (claim("language:jlpt", 2, end=BEFORE), ("validity",)),
        (claim("language:jlpt", 2, start=ON), ()),
        (claim("language:jlpt", 2, start=ON + timedelta(days=1)), ("validity",)),
    ],
)
def test_a_claim_lacks_what_keeps_it_from_proving(
    held: NormalClaim, lacks: tuple[str, ...]
) -> None:
    assert claimed(LANGUAGE, held).lacks == lacks


def test_a_skill_outlives_its_paper_and_then_lacks_validity() -> None:
    # What is left of it is one's own word, which is too weak.
    assert claimed(SMAW, claim("skill:smaw", end=BEFORE)).lacks == ("validity",)
    own_word = ask("skill:smaw", evidence=Evidence.SELF_REPORT)
    assert claimed(own_word, claim("skill:smaw", end=BEFORE)).lacks == ()


@pytest.mark.parametrize(
    ("held", "end", "valid_to"),
    [
        (claim("language:jlpt", 2, end=ON), "printed", ON),
        (claim("language:jlpt", 2, start=date(2025, 1, 15)), "usual", date(2027, 1, 15)),
        (claim("language:jlpt", 2), "unknown", None),
    ],
)
def test_a_claim_tells_where_its_end_comes_from(
    held: NormalClaim, end: str, valid_to: date | None
) -> None:
    fact = claimed(LANGUAGE, held, EXPIRING)
    assert (fact.end, fact.valid_to) == (end, valid_to)
    assert (fact.end_source is None) is (end == "printed")
    assert claimed(LANGUAGE, claim("language:jlpt", 2)).end == "none"


def test_a_list_that_does_not_name_what_another_claims_contradicts_it() -> None:
    stray = claim("skill:smaw")
    sections = dict(person().sections)
    sections["certificates"] = NormalSection(complete=True, claims=(stray,))
    who = replace(person(), sections=sections)
    (fact, listed) = found(SMAW, who)
    assert isinstance(fact, ClaimFact)
    assert (fact.section, fact.lacks) == ("certificates", ("contradiction",))
    assert listed == SectionFact("skills", is_complete=True, unread=())
    open_list = dict(sections, skills=NormalSection(complete=False, claims=()))
    (fact, _) = found(SMAW, replace(who, sections=open_list))
    assert isinstance(fact, ClaimFact)
    assert fact.lacks == ()


def test_work_is_told_as_proven_and_as_stated() -> None:
    own_word = work("occupation:pipe-welder", 5, evidence=Evidence.SELF_REPORT)
    who = person(work("occupation:welder", 7), own_word, work("occupation:welder"))
    fact, _ = found(ask_work("occupation:welder", 12), who)
    assert fact == WorkFact("occupation:welder", 7, 12, is_measured=False)


def test_personal_facts_are_known_or_lie_between_two_ends() -> None:
    who = replace(person(), sex="F", birth_from=AS_OF, height_cm_from=150.0, height_cm_to=160.0)
    asked = every(
        [Bound("sex", value="F"), Bound("age", low=216), Bound("height", low=150),
         Bound("weight", high=60)]
    )  # fmt: skip
    assert set(found(asked, who)) == {
        PersonFact("sex", "F", None, None),
        PersonFact("age", None, AS_OF, None),
        PersonFact("height", None, 150.0, 160.0),
        PersonFact("weight", None, None, None),
    }


@pytest.mark.parametrize(
    ("code", "state"), [(MET, "met"), (UNKNOWN, "unknown"), (NEVER, "impossible")]
)
def test_a_fact_of_the_order_tells_how_it_stands(code: int, state: str) -> None:
    assert found(Given("verified", code), person()) == (OrderFact("verified", state),)


def test_what_was_not_understood_rests_on_its_list_alone() -> None:
    (fact,) = found(ask("?skill:juggling"), person(claim("skill:smaw")))
    assert fact == SectionFact("skills", is_complete=True, unread=())
