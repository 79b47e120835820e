"""Rankings at size against the definition that looks at every pair: equal to the last bit."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.engine import Matcher
from matcher.errors import InputError
from matcher.index import Index
from matcher.kernels import LANES
from matcher.lineup import Effort, Lineup, similar_first
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.cohort_columns import cohort_of
from matcher.normalizing.normalized import NormalCandidate
from matcher.ranking import (
    Listing,
    Wanted,
    best_candidates,
    best_vacancies,
    rank_candidates,
    rank_vacancies,
)
from matcher.sample import generate
from strategies import Drawn, engine, markets

LISTED = ("READY", "NEEDS_PROOF")


@cache
def field() -> tuple[Lineup, Cohort]:
    """A generated cohort of several blocks, and vacancies of few and of many."""
    made = generate(5 * LANES + 3, 700, seed=11)
    matcher = Matcher(as_of=made.as_of).fit(made.vacancies)
    records = matcher.index.context.records
    return Lineup(matcher.index), cohort_of(made.candidates, records)


def blocks(index: Index, cohort: Cohort) -> Iterator[list[NormalCandidate]]:
    for start in range(0, len(cohort), index.block_size):
        yield list(cohort[start : start + index.block_size])


def assert_equal(found: Listing, wanted: Listing) -> None:
    assert list(found.candidate_ids) == list(wanted.candidate_ids)
    assert list(found.vacancy_ids) == list(wanted.vacancy_ids)
    for name in ("rank", "score", "possible", "verdict"):
        np.testing.assert_array_equal(getattr(found, name), getattr(wanted, name))
    for name, values in wanted.components.items():
        np.testing.assert_array_equal(found.components[name], values)
    assert list(found.unlisted) == list(wanted.unlisted)
    assert found.verdicts == wanted.verdicts
    assert (found.candidates, found.vacancies) == (wanted.candidates, wanted.vacancies)


@pytest.mark.parametrize("k", [1, 10, 1000])
@pytest.mark.parametrize("verdicts", [LISTED, ("TRAINABLE",), ("READY",)])
def test_the_best_vacancies_are_those_of_all_pairs(k: int, verdicts: tuple[str, ...]) -> None:
    lineup, cohort = field()
    found = best_vacancies(lineup, cohort, Wanted(k, verdicts))
    pairs = blocks(lineup.index, cohort)
    assert_equal(found, rank_vacancies(lineup.index, pairs, k=k, verdicts=verdicts))


@pytest.mark.parametrize("k", [1, 7])
def test_the_best_candidates_are_those_of_all_pairs(k: int) -> None:
    lineup, cohort = field()
    found = best_candidates(lineup, cohort, Wanted(k, LISTED))
    pairs = blocks(lineup.index, cohort)
    assert_equal(found, rank_candidates(lineup.index, pairs, k=k, verdicts=LISTED))


def test_what_is_missing_of_near_misses_is_the_same() -> None:
    lineup, cohort = field()
    found = best_vacancies(lineup, cohort[:9], Wanted(2, ("TRAINABLE",)), with_gaps=True)
    pairs = [list(cohort[:9])]
    wanted = rank_vacancies(lineup.index, pairs, k=2, verdicts=("TRAINABLE",), with_gaps=True)
    assert found.gaps is not None
    assert wanted.gaps is not None
    assert list(found.gaps) == list(wanted.gaps)


@given(markets(), st.integers(1, 3))
def test_drawn_people_and_vacancies_rank_as_all_pairs_do(drawn: Drawn, k: int) -> None:
    choice, listed, people = drawn
    index = engine(choice, listed).index
    normal = index.context.records.candidates(people)
    lineup, cohort = Lineup(index), Cohort.of(normal)
    for verdicts in (LISTED, ("TRAINABLE",)):
        wanted = Wanted(k, verdicts)
        assert_equal(
            best_vacancies(lineup, cohort, wanted),
            rank_vacancies(index, [normal], k=k, verdicts=verdicts),
        )
        assert_equal(
            best_candidates(lineup, cohort, wanted),
            rank_candidates(index, [normal], k=k, verdicts=verdicts),
        )


# --- what changes nothing ----------------------------------------------------------------


@pytest.mark.parametrize("rank", [best_vacancies, best_candidates])
def test_neither_threads_nor_small_batches_change_anything(rank: object) -> None:
    lineup, cohort = field()
    assert callable(rank)
    columns = len(lineup.index.gates.layout.leaves) + len(lineup.index.gates.templates)
    least = Effort(threads=2, memory_limit=(columns + 40_000) * LANES)
    assert lineup.batch_size(least.memory_limit) == LANES
    wanted = Wanted(3, LISTED)
    assert_equal(rank(lineup, cohort, wanted, least), rank(lineup, cohort, wanted, Effort(1)))


def test_a_limit_below_one_block_is_refused_with_the_least_that_works() -> None:
    lineup, cohort = field()
    with pytest.raises(InputError, match="memory limit") as caught:
        best_vacancies(lineup, cohort, Wanted(3, LISTED), Effort(memory_limit=1000))
    assert "Allow at least" in caught.value.repair


def test_the_progress_ends_with_everyone() -> None:
    lineup, cohort = field()
    told: list[tuple[int, int]] = []
    effort = Effort(memory_limit=3_000_000, progress=lambda *done: told.append(done))
    best_vacancies(lineup, cohort, Wanted(1, LISTED), effort)
    assert told[-1] == (len(cohort), len(cohort))
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_who_resembles_each_other_stands_together() -> None:
    _, cohort = field()
    order = similar_first(cohort)
    assert sorted(order.tolist()) == list(range(len(cohort)))
    programmes = cohort.programme[order]
    assert np.count_nonzero(np.diff(programmes)) == np.unique(programmes).size - 1


def test_nobody_is_ranked_in_an_empty_cohort() -> None:
    lineup, cohort = field()
    for rank in (best_vacancies, best_candidates):
        listing = rank(lineup, cohort[:0], Wanted(3, LISTED))
        assert len(listing.rank) == 0
        assert sum(listing.verdicts.values()) == 0
