"""Verdicts as bits: which pairs are listed, which verdict a pair has, whom the bits speak of."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pytest

from matcher.eligibility.applying import RulesOfVacancy
from matcher.eligibility.judging import GateIndex, build_gates
from matcher.eligibility.planes import PlaneJudge, Planes
from matcher.eligibility.terms import terms_of
from matcher.kernels import BARRED, LANES, NEEDS_PROOF, READY, TRAINABLE
from matcher.normalizing.cohort import Cohort
from matcher.settings import Settings
from small_world import AS_OF, TAXONOMY, ask, claim, must, person, vacancy

Codes = npt.NDArray[np.int8]
#: Verdicts of so many people that the last block is not full, for three templates.
CODES: Codes = np.random.default_rng(7).integers(0, 4, (2 * LANES + 5, 3)).astype(np.int8)


def planes_of(codes: Codes) -> Planes:
    """Codes as planes, bit by bit."""
    blocks = -(-len(codes) // LANES)
    planes = np.zeros((2, blocks, codes.shape[1]), dtype=np.uint32)
    for (row, template), code in np.ndenumerate(codes):
        for bit in range(2):
            planes[bit, row // LANES, template] |= np.uint32((int(code) >> bit & 1) << row % LANES)
    counts = np.stack([(codes == verdict).sum(axis=1) for verdict in range(4)], axis=1)
    return Planes(planes[0], planes[1], counts)


@pytest.mark.parametrize(
    "listed",
    [[], [READY], [NEEDS_PROOF], [TRAINABLE], [BARRED], [READY, NEEDS_PROOF], range(4)],
    ids=str,
)
def test_the_listed_pairs_are_those_of_the_verdicts_asked(listed: list[int]) -> None:
    found = planes_of(CODES).listed(listed)
    bits = found[:, np.newaxis] >> np.arange(LANES, dtype=np.uint32)[:, np.newaxis] & 1
    flat = bits.reshape(-1, CODES.shape[1])
    assert flat[: len(CODES)].tolist() == np.isin(CODES, list(listed)).astype(int).tolist()
    # The bits of nobody are 0, whatever is asked.
    assert not flat[len(CODES) :].any()


def test_the_verdict_of_each_pair_is_read_from_its_bits() -> None:
    rows, templates = np.indices(CODES.shape)
    found = planes_of(CODES).verdicts(rows.ravel(), templates.ravel())
    assert found.dtype == np.int8
    assert found.tolist() == CODES.ravel().tolist()


def index_of() -> GateIndex:
    asked = [[must(ask("skill:smaw"))], [], [must(ask("skill:cooking"))], []]
    terms = [
        terms_of(vacancy(*musts), RulesOfVacancy(), as_of=AS_OF, settings=Settings())
        for musts in asked
    ]
    return build_gates(terms, taxonomy=TAXONOMY, as_of=AS_OF)


def test_candidates_and_a_cohort_of_them_are_judged_alike() -> None:
    judge = PlaneJudge(index_of())
    people = [person(claim("skill:smaw")), person(), person(incomplete=["skills"])]
    cohort = Cohort.of(people)
    one, other = judge.judge(people), judge.judge(cohort, threads=3)
    assert np.array_equal(one.low, other.low)
    assert np.array_equal(one.high, other.high)
    assert np.array_equal(one.counts, other.counts)


def test_each_vacancy_of_a_template_is_counted() -> None:
    planes = PlaneJudge(index_of()).judge([person()])
    assert planes.low.shape == (1, 3)
    assert planes.counts.sum() == 4
    assert planes.counts[0, READY] >= 2


def test_nobody_has_no_verdict() -> None:
    planes = PlaneJudge(index_of()).judge([])
    assert (len(planes), planes.low.shape, planes.counts.shape) == (0, (0, 3), (0, 4))
    assert planes.listed([READY]).shape == (0, 3)
