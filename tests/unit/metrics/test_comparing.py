"""Comparing runs: every row is what the single functions give, on the same queries."""

import numpy as np
import pytest

from matcher.errors import InputError, UnknownName
from matcher.metrics import (
    JudgedRun,
    benjamini_hochberg,
    bootstrap,
    compare,
    holm,
    randomisation_test,
    reciprocal_rank,
)


def drawn(seed: int, lists: int = 30) -> JudgedRun:
    stream = np.random.default_rng(seed)
    ideals = [[3, 2, 2, 1, 1, 1, *[0] * 20]] * lists
    return JudgedRun.of([stream.permutation(ideals[0])[:12] for _ in range(lists)], ideals=ideals)


RUNS = {"base": drawn(1), "other": drawn(2), "third": drawn(3)}
MEASURES = ("ndcg@5", "map")


def test_every_row_is_what_the_single_functions_give() -> None:
    rows = iter(compare(RUNS, MEASURES, level=2, seed=5, repeats=500))
    for measure in MEASURES:
        base = RUNS["base"].values(measure, level=2)
        for name, run in RUNS.items():
            row, values = next(rows), run.values(measure, level=2)
            assert (row.measure, row.run, row.queries) == (measure, name, 30)
            assert row[3:6] == bootstrap(values, seed=5, repeats=500)
            if name == "base":
                assert row[6:] == (None,) * 5
            else:
                assert row[6:9] == bootstrap(values - base, seed=5, repeats=500)
                tested = randomisation_test(base, values, seed=5, repeats=500)
                assert row.p_value == tested.p_value
    assert next(rows, None) is None


@pytest.mark.parametrize(
    ("correction", "rule"), [("holm", holm), ("benjamini_hochberg", benjamini_hochberg)]
)
def test_p_values_are_corrected_over_the_whole_table(correction: str, rule: object) -> None:
    table = compare(RUNS, MEASURES, correction=correction, repeats=200)  # type: ignore[arg-type]
    told = [row.p_value for row in table if row.p_value is not None]
    adjusted = [row.p_adjusted for row in table if row.p_adjusted is not None]
    assert len(told) == 4
    assert callable(rule)
    assert adjusted == rule(told).tolist()


def test_without_a_correction_p_stays_what_it_is() -> None:
    for row in compare(RUNS, MEASURES, correction="none", repeats=200):
        assert row.p_adjusted == row.p_value


def test_the_baseline_can_be_told_and_another_run_changes_no_row() -> None:
    table = compare(RUNS, MEASURES, baseline="third", correction="none", repeats=200)
    assert table.baseline == "third"
    fewer = {name: RUNS[name] for name in ("other", "third")}
    kept = [row for row in table if row.run != "base"]
    assert kept == list(compare(fewer, MEASURES, baseline="third", correction="none", repeats=200))


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert compare(RUNS, repeats=200) == compare(RUNS, repeats=200)
    assert compare(RUNS, repeats=200) != compare(RUNS, repeats=200, seed=1)


def test_a_query_that_a_run_lacks_counts_as_an_empty_list() -> None:
    whole = JudgedRun.of([[1], [0, 1]], queries=["a", "b"])
    part = JudgedRun.of([[1]], queries=["b"])
    rows = compare({"whole": whole, "part": part}, ["mrr"], repeats=200).rows
    assert [row.queries for row in rows] == [2, 2]
    assert [row.mean for row in rows] == [0.75, 0.5]
    assert rows[1].difference == -0.25
    rows = compare({"part": part, "whole": whole}, ["mrr"], repeats=200).rows
    assert [row.mean for row in rows] == [0.5, 0.75]


def test_plain_lists_and_functions_are_compared_as_runs_and_names_are() -> None:
    lists = [[0, 1], [1, 0], [0, 0]]
    plain = compare({"a": lists}, {"mrr": lambda one: reciprocal_rank(one.relevance)}, repeats=200)
    assert plain == compare({"a": JudgedRun.of(lists)}, ["mrr"], repeats=200)


def test_a_planted_difference_is_found_and_none_where_there_is_none() -> None:
    stream = np.random.default_rng(7)
    better = [[1, 0] if stream.random() < 0.8 else [0, 1] for _ in range(80)]
    worse = [[1, 0] if stream.random() < 0.4 else [0, 1] for _ in range(80)]
    rows = compare({"worse": worse, "better": better, "same": worse}, ["mrr"], repeats=2000).rows
    assert rows[1].p_adjusted is not None
    assert rows[1].p_adjusted < 0.01
    assert rows[1].difference_low is not None
    assert rows[1].difference_low > 0
    assert rows[2].p_adjusted == 1


def test_what_cannot_be_compared_is_refused() -> None:
    with pytest.raises(InputError, match="There are no runs"):
        compare({})
    with pytest.raises(InputError, match="No run has a query"):
        compare({"a": []})
    with pytest.raises(UnknownName, match="Did you mean 'base'"):
        compare(RUNS, baseline="bas")
    with pytest.raises(UnknownName, match="No correction 'bonferroni'"):
        compare(RUNS, correction="bonferroni")  # type: ignore[arg-type]
