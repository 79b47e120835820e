"""Judged runs: lists, ideals and queries that belong together."""

import numpy as np
import pytest

from matcher.errors import InputError, UnknownName
from matcher.metrics import JudgedRun, average_precision, ndcg

LISTS = [[3.0, -1.0, 1.0], [], [0.0]]
IDEALS = [[1.0, 3.0, -1.0, 2.0], [1.0], [0.0]]


def test_a_run_has_its_lists_in_order() -> None:
    run = JudgedRun.of(LISTS, ideals=IDEALS, queries=["b", "a", "c"])
    assert len(run) == 3
    assert run.queries == ("b", "a", "c") == tuple(one.query for one in run)
    np.testing.assert_array_equal(run["b"].relevance, [3, np.nan, 1])
    assert run["b"].ideal.tolist() == [3, 2, 1]
    assert run.relevance.shape == (3, 3)
    assert run.ideal.shape == (3, 3)
    assert repr(run) == "<JudgedRun: 3 lists>"


def test_without_ideals_a_list_is_compared_with_its_own_best_order() -> None:
    run = JudgedRun.of(LISTS)
    assert run.queries == ("1", "2", "3")
    assert run.values("ndcg@10").tolist() == [ndcg(one) for one in LISTS]


def test_a_measure_may_be_a_function_of_one_list() -> None:
    run = JudgedRun.of(LISTS, ideals=IDEALS)
    found = run.values(lambda one: average_precision(one.relevance, one.n_relevant))
    assert found.tolist() == run.values("map").tolist()


@pytest.mark.parametrize(
    ("ideals", "queries"), [([[1.0]], None), (None, ["a", "b"]), (None, ["a", "a", "b"])]
)
def test_lists_ideals_and_queries_that_do_not_fit_are_refused(
    ideals: list[list[float]] | None, queries: list[str] | None
) -> None:
    with pytest.raises(InputError, match="Give one ideal and one name"):
        JudgedRun.of(LISTS, ideals=ideals, queries=queries)


def test_an_unknown_query_is_told() -> None:
    with pytest.raises(UnknownName, match="No query '4'"):
        JudgedRun.of(LISTS)["4"]
