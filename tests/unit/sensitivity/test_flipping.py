"""Which pairs flip between two sets of weights, and what decided it."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Matcher, Weights, load_sample
from matcher.sensitivity import WEIGHTS, Flips, flips
from matcher.sensitivity.weighing import as_weights
from matcher.settings import COMPONENTS

SAMPLE = load_sample(candidates=8)
PEOPLE = list(SAMPLE.candidates)
ENGINE = Matcher("2025-12-01").fit(SAMPLE.vacancies)

drawn_weights = st.lists(st.floats(0.1, 9), min_size=8, max_size=8).map(as_weights)


def lists_of(engine: Matcher) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for match in engine.rank(PEOPLE, 4):
        found.setdefault(match.candidate_id, []).append(match.vacancy_id)
    return found


@settings(max_examples=12)
@given(drawn_weights)
def test_flips_turn_one_list_into_the_members_of_the_other(weights: Weights) -> None:
    found = flips(ENGINE, PEOPLE, weights, k=4)
    before, after = lists_of(ENGINE), lists_of(ENGINE.reweighted(weights))
    for name, listed in before.items():
        own = [row for row in found if row.candidate_id == name]
        left, entered = [row.vacancy_out for row in own], [row.vacancy_in for row in own]
        assert left == [job for job in listed if job not in after[name]]
        assert entered == [job for job in after[name] if job not in listed]
        for row in own:
            assert listed[row.rank_out - 1] == row.vacancy_out
            assert after[name][row.rank_in - 1] == row.vacancy_in


@settings(max_examples=12)
@given(drawn_weights)
def test_swings_add_up_to_the_turn_and_the_greatest_decides(weights: Weights) -> None:
    for row in flips(ENGINE, PEOPLE, weights, k=4):
        assert row.lead >= -1e-6
        assert row.lag >= -1e-6
        assert sum(row.swings.values()) == pytest.approx(row.lead + row.lag, abs=1e-12)
        assert row.swings[row.decided_by] == max(row.swings.values())
        scores = [
            engine.features(PEOPLE, pairs=[(row.candidate_id, job)]).score[0]
            for engine in (ENGINE, ENGINE.reweighted(weights))
            for job in (row.vacancy_out, row.vacancy_in)
        ]
        assert row.lead == pytest.approx(scores[0] - scores[1], abs=1e-6)
        assert row.lag == pytest.approx(scores[3] - scores[2], abs=1e-6)


def test_the_same_weights_flip_nothing() -> None:
    found = flips(ENGINE, PEOPLE, ENGINE.weights, k=4)
    assert (len(found), found.to_arrow().num_rows) == (0, 0)
    assert repr(found) == "<Flips: 0 in 0 of 8 lists>"


def test_flips_are_a_table() -> None:
    found: Flips = flips(ENGINE, PEOPLE, Weights(skills=0, prior=9), k=4)
    table = found.to_arrow()
    assert len(found) == table.num_rows > 0
    swings = np.column_stack([table[f"swing_{name}"].to_numpy() for name in COMPONENTS])
    turned = table["lead"].to_numpy() + table["lag"].to_numpy()
    assert swings.sum(axis=1) == pytest.approx(turned)
    assert set(table["decided_by"].to_pylist()) <= set(WEIGHTS)
