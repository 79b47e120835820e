"""Many people judged at once, as bits, have the verdicts that they have one by one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given

import random_markets
from matcher import Matcher, load_sample
from matcher.eligibility.judging import VERDICTS, GateIndex
from matcher.eligibility.planes import PlaneJudge, Planes
from matcher.index import build_index
from matcher.normalizing.normalized import NormalCandidate
from strategies import Drawn, engine, markets

Codes = npt.NDArray[np.int8]


def codes_of(planes: Planes, gates: GateIndex) -> Codes:
    """The verdict codes of everyone for every vacancy."""
    rows, templates = np.indices((len(planes), len(gates.templates)))
    found = planes.verdicts(rows.ravel(), templates.ravel())
    return found.reshape(rows.shape)[:, gates.templates.of]


def compare(gates: GateIndex, people: Sequence[NormalCandidate]) -> Codes:
    """The verdicts of people, which are the same together, alone, and by their definition."""
    expected, judge = gates.judge(people).verdicts, PlaneJudge(gates)
    planes = judge.judge(people, threads=2)
    assert np.array_equal(codes_of(planes, gates), expected)
    counts = [np.bincount(row, minlength=len(VERDICTS)) for row in expected]
    assert np.array_equal(planes.counts, np.reshape(counts, planes.counts.shape))
    for row in range(0, len(people), 5):
        alone = judge.judge(people[row : row + 1])
        assert np.array_equal(codes_of(alone, gates), expected[row : row + 1])
    return expected


@pytest.mark.parametrize("seed", range(10))
def test_people_drawn_by_numbers_are_judged_as_one_by_one(seed: int) -> None:
    market = random_markets.market(seed)
    gates = build_index(market.normal, market.context).gates
    people = random_markets.people(seed, 33)
    compare(gates, market.context.records.candidates(people))


@given(markets())
def test_drawn_people_are_judged_as_one_by_one(drawn: Drawn) -> None:
    choice, vacancies, people = drawn
    index = engine(choice, vacancies).index
    compare(index.gates, index.context.records.candidates(people))


@pytest.fixture(scope="module")
def sample_codes() -> Codes:
    sample = load_sample()
    index = Matcher(as_of="2025-12-01").fit(sample.vacancies).index
    people = list(sample.candidates)[::9]
    return compare(index.gates, index.context.records.candidates(people))


def test_the_sample_is_judged_as_one_by_one_and_has_every_verdict(sample_codes: Codes) -> None:
    assert set(np.unique(sample_codes)) == set(range(len(VERDICTS)))
