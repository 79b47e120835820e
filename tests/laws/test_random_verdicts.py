"""The verdict against its definition on pairs drawn by numbers; `benchmarks/` draws many more."""

from __future__ import annotations

from functools import reduce

import pytest

from matcher.eligibility.judging import VERDICTS
from random_verdicts import Tally, compared

BATCHES = range(12)


@pytest.fixture(scope="module")
def tally() -> Tally:
    return reduce(Tally.plus, (compared(20251201, batch) for batch in BATCHES))


def test_the_verdict_of_a_drawn_pair_is_the_one_by_enumeration(tally: Tally) -> None:
    assert tally.compared > 300
    assert not tally.differences, tally.differences[0].code()


def test_the_drawn_pairs_have_every_verdict_and_few_are_left_out(tally: Tally) -> None:
    for verdict in VERDICTS:
        assert tally.verdicts[verdict] > 0.03 * tally.compared, verdict
    assert tally.skipped < 0.05 * tally.compared


def test_a_batch_drawn_again_is_the_same() -> None:
    assert compared(3, 1).verdicts == compared(3, 1).verdicts
    assert compared(3, 1).verdicts != compared(3, 2).verdicts
