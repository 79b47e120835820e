"""Claims as the kernel reads them say of each literal what they say of the gates."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from matcher.eligibility.claim_answers import ClaimReader
from matcher.kernels import MET, MISSING, UNKNOWN
from matcher.kernels.verdict_arrays import NO_LEAD, Claims
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.expressions import Given, Leaf
from matcher.normalizing.normalized import NormalCandidate
from matcher.records.claims import SECTION_NAMES
from matcher.records.evidence import Evidence
from small_world import AS_OF, TAXONOMY, ask, ask_work, claim, person, work

DAY = timedelta(days=1)
DUE = np.array([(AS_OF + shift * DAY).toordinal() for shift in (0, 30, 60)])
SMAW, PASSPORT, WELDER = (
    ask("skill:smaw"),
    ask("document:passport"),
    ask_work("occupation:welder", 12),
)
LITERALS: tuple[Leaf, ...] = (SMAW, PASSPORT, WELDER, Given("verified", UNKNOWN))


def reader() -> ClaimReader:
    return ClaimReader(LITERALS, DUE, taxonomy=TAXONOMY, as_of=AS_OF)


def answers(claims: Claims, kind: int) -> dict[int, list[list[int]]]:
    """The codes that a kind of claims gives each literal."""
    own = slice(*claims.answer_starts[kind : kind + 2])
    return dict(zip(claims.answers[own].tolist(), claims.codes[own].tolist(), strict=True))


def read(*people: NormalCandidate) -> Claims:
    return reader().claims(Cohort.of(people))


def test_literals_have_the_codes_of_what_nobody_claims() -> None:
    found = reader().literals
    homes = [SECTION_NAMES.index(name) for name in ("skills", "documents", "experience")]
    assert found.home.tolist() == [*homes, len(SECTION_NAMES)]
    assert found.missing.tolist() == [MISSING + 3, MISSING + 2, MISSING + 12, UNKNOWN]
    assert found.failing.tolist() == [MISSING + 3, MISSING + 2, MISSING + 12, NO_LEAD]


def test_a_lead_that_no_horizon_reaches_is_never_over() -> None:
    long = ClaimReader(
        [ask_work("occupation:welder", months) for months in (252, 253, 254)],
        DUE,
        taxonomy=TAXONOMY,
        as_of=AS_OF,
    )
    assert long.literals.missing.tolist() == [254, NO_LEAD, NO_LEAD]


@pytest.mark.parametrize(
    ("start", "end", "since", "until"),
    [
        (None, None, 0, 3),
        (0, 60, 0, 3),
        (1, 59, 1, 2),
        (30, 30, 1, 2),
        (31, 40, 2, 2),
        (61, 90, 3, 3),
        (-9, -1, 0, 0),
    ],
)
def test_a_claim_holds_on_the_due_days_of_its_paper(
    start: int | None, end: int | None, since: int, until: int
) -> None:
    first, last = (None if day is None else AS_OF + day * DAY for day in (start, end))
    found = read(person(claim("document:passport", start=first, end=last)))
    assert found.since.tolist() == [since]
    assert found.until.tolist() == [until]
    assert found.may_last.tolist() == [0]


def test_claims_are_listed_section_by_section_and_person_by_person() -> None:
    found = read(
        person(claim("skill:smaw"), claim("document:passport")), person(claim("skill:smaw"))
    )
    skills, documents = (SECTION_NAMES.index(name) for name in ("skills", "documents"))
    sizes = np.diff(found.starts).reshape(len(SECTION_NAMES), 2)
    assert sizes[skills].tolist() == [1, 1]
    assert sizes[documents].tolist() == [1, 0]
    assert sizes.sum() == 3
    assert found.kind[0] == found.kind[1] != found.kind[2]
    assert found.complete.tolist() == [[1] * len(SECTION_NAMES)] * 2


def test_a_kind_of_claims_answers_by_the_state_of_its_paper() -> None:
    found = read(person(claim("document:passport")))
    held = [MET, UNKNOWN, NO_LEAD]
    assert answers(found, 0) == {1: [held, held]}


def test_a_claim_of_nothing_that_is_asked_answers_nothing() -> None:
    found = read(person(claim("certificate:first-aid")))
    assert answers(found, 0) == {}


def test_all_work_together_answers_for_each_person() -> None:
    found = read(
        person(work("occupation:welder", 5), work("occupation:welder", 3)),
        person(),
        person(work("occupation:welder", 20, evidence=Evidence.SELF_REPORT)),
    )
    assert found.work_starts.tolist() == [0, 1, 1, 2]
    assert found.work.tolist() == [2, 2]
    assert found.work_codes.tolist() == [[MISSING + 4, MISSING + 4], [UNKNOWN, MISSING + 12]]


def test_months_of_work_make_no_kinds_of_their_own() -> None:
    found = read(*(person(work("occupation:welder", months)) for months in (5, 6, 7)))
    assert found.kind.tolist() == [0, 0, 0]


def test_what_is_known_of_others_changes_nothing() -> None:
    judge, later = reader(), Cohort.of([person(claim("document:passport"))])
    judge.claims(Cohort.of([person(claim("skill:smaw"))]))
    found = judge.claims(later)
    assert answers(found, int(found.kind[0])) == answers(read(later[0]), 0)
    assert judge.claims(later).kind.tolist() == found.kind.tolist()


def test_nobody_claims_nothing() -> None:
    found = read()
    assert found.complete.shape == (0, len(SECTION_NAMES))
    assert (found.starts.tolist(), found.work_starts.tolist()) == ([0], [0])
