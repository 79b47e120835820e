"""Claims as arrays: whose, of what kind, and whether their papers hold on each day."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from matcher.calendar import add_months
from matcher.features.claim_blocks import Answers, ClaimKind, Memory, claims_of, terms_of
from matcher.features.holdings import holdings
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.normalized import NormalClaim
from matcher.records.evidence import Evidence
from matcher.taxonomy import Validity
from small_world import AS_OF, TAXONOMY, claim, person, work

DAY = timedelta(days=1)
ENDING = replace(
    TAXONOMY,
    validity={
        "certificate:first-aid": Validity(True, 12, "a law (quoted)"),
        "certificate:hygiene": Validity(True, None, "a law (quoted)"),
    },
)
#: At each place one of three values, by the state of the paper, and ten times that.
STATES = [[1, 2, 3], [10, 20, 30]]
HOLDS, MAY_HOLD, DOES_NOT_HOLD = 1, 2, 3


def test_claims_stand_section_by_section_and_kinds_once() -> None:
    people = [
        person(claim("document:passport"), claim("skill:smaw", None, Evidence.UKK)),
        person(),
        person(claim("language:jlpt", 2), claim("document:passport", end=AS_OF)),
    ]
    block = claims_of(people, TAXONOMY)
    assert block.kinds == (
        ("skills", "skill:smaw", None, Evidence.UKK),
        ("languages", "language:jlpt", 2, Evidence.BNSP),
        ("documents", "document:passport", None, Evidence.BNSP),
    )
    assert list(zip(block.rows.tolist(), block.kind.tolist(), strict=True)) == [
        (0, 0),
        (2, 1),
        (0, 2),
        (2, 2),
    ]


def test_a_part_of_a_cohort_has_its_own_kinds_alone() -> None:
    cohort = Cohort.of([person(claim("skill:smaw")), person(claim("skill:cooking"))])
    (kind,) = claims_of(cohort[1:], TAXONOMY).kinds
    assert kind.concept == "skill:cooking"


def test_terms_are_worked_out_once_for_a_taxonomy() -> None:
    claims = (
        Cohort.of([person(claim("skill:smaw", start=AS_OF))]).sections["skills"].contents.claims
    )
    terms = terms_of(claims, "skills", TAXONOMY)
    assert terms_of(claims, "skills", TAXONOMY) is terms
    other = replace(TAXONOMY, validity={"skill:smaw": Validity(True, 1, "a law (quoted)")})
    assert (terms.last.tolist(), terms.may_last.tolist()) == ([date.max.toordinal()], [False])
    renewed = terms_of(claims, "skills", other)
    assert renewed.last.tolist() == [add_months(AS_OF, 1).toordinal()]
    assert renewed.may_last.tolist() == [True]


def test_a_period_of_no_months_ends_when_it_begins() -> None:
    ending = replace(TAXONOMY, validity={"skill:smaw": Validity(True, 0, "a law (quoted)")})
    block = claims_of([person(claim("skill:smaw", start=AS_OF))], ending)
    assert (block.first.tolist(), block.last.tolist()) == ([AS_OF.toordinal()],) * 2


def test_nobody_has_no_cells() -> None:
    cells = claims_of([], TAXONOMY).cells({}, np.array([AS_OF.toordinal()], dtype=np.int32))
    assert [part.size for part in cells] == [0, 0, 0, 0]
    assert [part.dtype for part in cells] == [np.int64, np.int64, np.int8, np.int8]


def test_a_block_has_the_same_types_whoever_is_in_it() -> None:
    for people in ([], [person()], [person(claim("document:passport"))]):
        block = claims_of(people, TAXONOMY)
        parts = (block.rows, block.first, block.last, block.may_last)
        assert [part.dtype for part in parts] == [np.int64, np.int32, np.int32, np.bool_]


def test_what_is_said_at_no_place_keeps_the_types() -> None:
    answers = Answers.of([((), STATES), ((1,), STATES)], np.int16)
    assert answers.places.tolist() == [1]
    assert answers.tables.shape == (2, 3, 1)
    assert [part.dtype for part in answers] == [np.int64, np.int16]


@pytest.mark.parametrize("end", [None, AS_OF - DAY, AS_OF, AS_OF + DAY, date.max])
@pytest.mark.parametrize("start", [None, date.min, AS_OF - DAY, AS_OF, AS_OF + DAY])
@pytest.mark.parametrize("concept", ["certificate:first-aid", "certificate:hygiene", "skill:smaw"])
def test_a_paper_is_in_the_state_that_its_holding_is_in(
    concept: str, start: date | None, end: date | None
) -> None:
    who = person(claim(concept, start=start, end=end))
    days = [date.min, AS_OF, AS_OF + DAY, AS_OF + timedelta(400), date.max]
    block = claims_of([who], ENDING)
    answers = Answers.of([(range(len(days)), STATES)], np.int16)
    cells = block.cells(
        {block.kinds[0]: answers}, np.array([day.toordinal() for day in days], dtype=np.int32)
    )
    (holding,) = holdings(who, ENDING)
    codes = {True: HOLDS, None: MAY_HOLD, False: DOES_NOT_HOLD}
    assert cells.one.tolist() == [codes[holding.is_valid(day)] for day in days]
    assert (cells.other == 10 * cells.one).all()
    assert cells.places.tolist() == list(range(len(days)))


def test_each_claim_speaks_at_its_own_places() -> None:
    who = person(claim("skill:smaw"), claim("skill:cooking"), claim("skill:brazing"))
    block = claims_of([person(), who], TAXONOMY)
    smaw, cooking, brazing = block.kinds
    tables = {
        smaw: Answers.of([((0, 2), STATES)], np.int16),
        cooking: Answers.of([], np.int16),
        brazing: Answers.of([((2,), [[7, 0, 0], [8, 0, 0]]), ((1,), STATES)], np.int16),
    }
    cells = block.cells(tables, np.full(3, AS_OF.toordinal(), dtype=np.int32))
    assert cells.rows.tolist() == [1, 1, 1, 1]
    assert cells.places.tolist() == [0, 2, 2, 1]
    assert cells.one.tolist() == [1, 1, 7, 1]
    assert cells.other.tolist() == [10, 10, 8, 10]
    assert cells.one.dtype == np.int16


@pytest.mark.parametrize(
    ("said", "section"),
    [
        (claim("education:steel", 3), "education"),
        (claim("language:jlpt", 2), "languages"),
        (work("occupation:welder", 12), "experience"),
    ],
    ids=["programme", "test", "work"],
)
def test_a_kind_of_claim_holds_what_its_claims_hold(said: NormalClaim, section: str) -> None:
    kind = ClaimKind(section, said.concept, said.level, said.evidence)
    wordless = {replace(one, text="") for one in holdings(person(said), TAXONOMY)}
    assert {one for one, _ in kind.holdings(TAXONOMY)} == wordless


def test_what_a_programme_teaches_outlives_its_paper() -> None:
    kind = ClaimKind("education", "education:steel", 3, Evidence.BNSP)
    told = {one.concept: states for one, states in kind.holdings(TAXONOMY)}
    assert told == {"education:steel": (True, None, False), "skill:smaw": (True, True, True)}


def test_what_is_remembered_is_worked_out_once_and_forgotten_when_it_is_too_much() -> None:
    asked: list[int] = []

    def doubled(number: int) -> int:
        asked.append(number)
        return 2 * number

    memory = Memory(doubled, most=2)
    assert [memory[one] for one in (1, 2, 1, 2, 3, 1, 3)] == [2, 4, 2, 4, 6, 2, 6]
    assert asked == [1, 2, 3, 1]
    assert len(memory) == 2
