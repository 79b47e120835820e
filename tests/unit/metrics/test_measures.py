"""Measures by name, over many lists at once: the definitions, list by list."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError, UnknownName
from matcher.metrics import MEASURES, JudgedRun
from ranked_lists import DEFINITIONS, judged_lists

#: The measures whose k is a part of them; to the others it cuts the list off.
_WITH_K = {"ndcg", "precision", "recall", "success", "judged"}

runs = st.lists(judged_lists(), min_size=1, max_size=6)
Drawn = list[tuple[list[float], list[float]]]


def run_of(drawn: Drawn) -> JudgedRun:
    return JudgedRun.of([one for one, _ in drawn], ideals=[ideal for _, ideal in drawn])


def test_every_measure_has_a_definition_that_it_is_tested_with() -> None:
    assert set(DEFINITIONS) == set(MEASURES)


@pytest.mark.parametrize("name", MEASURES)
@given(runs, st.integers(1, 14))
def test_a_measure_over_many_lists_is_its_definition_on_each(
    name: str, drawn: Drawn, k: int
) -> None:
    cut = None if name in _WITH_K else k
    wanted = [DEFINITIONS[name](relevance[:cut], ideal, k) for relevance, ideal in drawn]
    found = run_of(drawn).values(f"{name}@{k}")
    np.testing.assert_allclose(found, wanted, rtol=0, atol=1e-12)


@pytest.mark.parametrize("name", MEASURES)
@given(runs, st.integers(1, 14))
def test_a_list_has_the_same_value_to_the_last_bit_alone_and_among_others(
    name: str, drawn: Drawn, k: int
) -> None:
    among = run_of(drawn).values(f"{name}@{k}")
    alone = [run_of([one]).values(f"{name}@{k}")[0] for one in drawn]
    assert among.tolist() == alone


@pytest.mark.parametrize("name", sorted(set(MEASURES) - {"precision", "success"}))
@given(runs)
def test_without_a_depth_the_whole_list_counts(name: str, drawn: Drawn) -> None:
    run = run_of(drawn)
    assert run.values(name).tolist() == run.values(f"{name}@1000").tolist()


@given(runs, st.sampled_from(MEASURES))
def test_a_level_is_the_same_as_calling_lower_grades_nonrelevant(drawn: Drawn, name: str) -> None:
    binary = [
        ([0.0 if 0 < one < 2 else one for one in relevance],
         [0.0 if 0 < one < 2 else one for one in ideal])
        for relevance, ideal in drawn
    ]  # fmt: skip
    if name != "ndcg":
        levelled = run_of(drawn).values(f"{name}@3", level=2)
        assert levelled.tolist() == run_of(binary).values(f"{name}@3").tolist()


@pytest.mark.parametrize("name", ["precision", "success"])
def test_a_measure_at_a_depth_asks_for_it(name: str) -> None:
    with pytest.raises(InputError, match="Write it behind the name"):
        JudgedRun.of([[1]]).values(name)


@pytest.mark.parametrize("name", ["ndcg@", "ndcg@ten", "ndcg@-1", "ndcg@0", "ndcg@1.5"])
def test_a_depth_that_is_no_number_from_1_on_is_refused(name: str) -> None:
    with pytest.raises(InputError):
        JudgedRun.of([[1]]).values(name)


def test_an_unknown_measure_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'ndcg'"):
        JudgedRun.of([[1]]).values("ndgc@10")
