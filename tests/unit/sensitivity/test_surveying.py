"""The sensitivity of a cohort: what the engine gives under other weights, counted and averaged."""

import math
from datetime import date
from functools import cache

import numpy as np
import pytest

from matcher import Candidate, Matcher, Vacancy, Weights, load_sample
from matcher.errors import InputError, UnknownName
from matcher.metrics import rank_biased_overlap
from matcher.sensitivity import WEIGHTS, Draws, Sensitivity, moved
from matcher.sensitivity.weighing import as_weights

SAMPLE = load_sample(candidates=12)
PEOPLE = [*SAMPLE.candidates, Candidate(id="nobody", birth_date=date(1950, 1, 1), sex="M")]
ENGINE = Matcher("2025-12-01").fit(list(SAMPLE.vacancies)[:60])
DRAWS = Draws(7, 0.5, seed=3)
K = 4
Lists = dict[str, list[str]]


@cache
def surveyed() -> Sensitivity:
    return ENGINE.sensitivity(PEOPLE, K, movements=(0.1, 0.5), draws=DRAWS)


def lists_of(weights: Weights) -> Lists:
    found: Lists = {}
    for match in ENGINE.reweighted(weights).rank(PEOPLE, K):
        found.setdefault(match.candidate_id, []).append(match.vacancy_id)
    return found


NOW = lists_of(Weights())


def test_candidates_with_a_list_have_a_row_for_each_weight() -> None:
    found = surveyed()
    assert list(found.candidate_ids) == list(NOW)
    assert found.unlisted == len(PEOPLE) - len(NOW) > 0
    rows = found.to_arrow().to_pylist()
    assert [(row["candidate_id"], row["weight"]) for row in rows] == [
        (name, weight) for name in NOW for weight in WEIGHTS
    ]
    assert len(found) == len(rows) == len(list(found))


def test_movements_have_the_overlap_of_the_moved_rankings() -> None:
    for row in surveyed().movements:
        signs = {"down": [-1], "up": [1], "both": [-1, 1]}[row.direction]
        overlap = [
            rank_biased_overlap(listed, after[name])
            for sign in signs
            for after in [lists_of(moved(Weights(), row.weight, sign * row.movement))]
            for name, listed in NOW.items()
        ]
        assert row.overlap.mean == pytest.approx(np.mean(overlap), abs=1e-12)
        assert row.overlap.low <= row.overlap.mean <= row.overlap.high


def test_lists_are_kept_as_far_as_their_intervals_reach() -> None:
    ranges = list(surveyed())
    for row in surveyed().movements:
        own = [one for one in ranges if one.weight == row.weight]
        for name, low, high in (("kept", "low", "high"), ("in_order", "order_low", "order_high")):
            down = [getattr(one, low).at <= one.present * (1 - row.movement) for one in own]
            up = [getattr(one, high).at >= one.present * (1 + row.movement) for one in own]
            both = [a and b for a, b in zip(down, up, strict=True)]
            share = np.mean({"down": down, "up": up, "both": both}[row.direction])
            assert getattr(row, name).mean == pytest.approx(share)
        assert row.in_order.mean <= row.kept.mean


def test_the_weight_on_which_most_hangs_comes_first() -> None:
    found = surveyed().movements
    kept = [
        np.mean([row.kept.mean for row in found if (row.weight, row.direction) == (name, "both")])
        for name in found.weights
    ]
    assert kept == sorted(kept)
    assert surveyed().hangs_on == found.weights[0]
    assert sorted(found.weights) == sorted(WEIGHTS)


def test_acceptability_counts_the_drawn_rankings() -> None:
    drawn = [lists_of(as_weights(row)) for row in DRAWS.rows(Weights())]
    rows = surveyed().acceptability.to_arrow().to_pylist()
    assert [(row["candidate_id"], row["vacancy_id"], row["rank"]) for row in rows] == [
        (name, job, rank) for name, listed in NOW.items() for rank, job in enumerate(listed, 1)
    ]
    for row in rows:
        name, job = row["candidate_id"], row["vacancy_id"]
        assert row["kept"] == pytest.approx(np.mean([job in one[name] for one in drawn]))
        assert row["first"] == pytest.approx(np.mean([job == one[name][0] for one in drawn]))
        assert 0 <= row["kept_low"] <= row["kept"] <= row["kept_high"] <= 1
    joint = surveyed().acceptability
    pairs = [(NOW[name], one[name]) for one in drawn for name in NOW]
    for figure, values in (
        (joint.same_members, [{*a} == {*b} for a, b in pairs]),
        (joint.same_order, [a == b for a, b in pairs]),
        (joint.mean_overlap, [rank_biased_overlap(a, b) for a, b in pairs]),
        (joint.kept, [len({*a} & {*b}) / len(a) for a, b in pairs]),
    ):
        assert figure.mean == pytest.approx(np.mean(values))


def test_the_same_seed_gives_the_same_bytes_in_whatever_order() -> None:
    again = ENGINE.sensitivity(PEOPLE[::-1], K, movements=(0.5, 0.1), draws=DRAWS)
    table = again.to_arrow().sort_by("candidate_id")
    assert table.equals(surveyed().to_arrow().sort_by("candidate_id"))
    once = ENGINE.sensitivity(PEOPLE, K, movements=(0.1, 0.5), draws=DRAWS, threads=1)
    assert once.movements.to_arrow().equals(surveyed().movements.to_arrow())
    assert once.acceptability.to_arrow().equals(surveyed().acceptability.to_arrow())


def test_one_candidate_is_asked_for_by_name() -> None:
    first = next(iter(NOW))
    assert [one.weight for one in surveyed().of(first)] == list(WEIGHTS)
    with pytest.raises(UnknownName, match="Name one of the candidates who have a list") as error:
        surveyed().of("nobody")
    assert first not in str(error.value)


def test_the_table_says_how_far_off_the_ends_are() -> None:
    for row in surveyed().to_arrow().to_pylist():
        for end in ("low", "high", "order_low", "order_high"):
            if row[end] == math.inf:
                assert row[f"{end}_change"] == math.inf
            else:
                assert row[f"{end}_change"] == pytest.approx(row[end] / row["present"] - 1)
        assert (row["low_leaves"] is None) == (row["low"] == 0)
        assert (row["high_enters"] is None) == (row["high"] == math.inf)


def test_a_weight_of_nothing_does_not_move_and_has_no_change() -> None:
    engine = ENGINE.reweighted(Weights(skills=0))
    found = engine.sensitivity(PEOPLE, K, movements=(0.5,), draws=Draws(0))
    skills = [row for row in found.to_arrow().to_pylist() if row["weight"] == "skills"]
    assert {row["low_change"] for row in skills} == {None}
    assert {row.kept.mean for row in found.movements if row.weight == "skills"} == {1.0}


def test_nothing_drawn_has_no_shares() -> None:
    joint = ENGINE.sensitivity(PEOPLE[:2], K, movements=(0.5,), draws=Draws(0)).acceptability
    assert math.isnan(joint.kept.mean)
    assert np.isnan(joint.to_arrow()["kept"].to_numpy()).all()


def test_a_cohort_without_lists_is_no_error() -> None:
    found = ENGINE.sensitivity(PEOPLE[-1:], K)
    assert (len(found), found.unlisted, list(found.candidate_ids)) == (0, 1, [])
    assert found.to_arrow().num_rows == found.acceptability.to_arrow().num_rows == 0
    assert {str(row.kept.mean) for row in found.movements} == {"nan"}


def test_progress_is_told_to_the_end() -> None:
    told: list[tuple[int, int]] = []
    ENGINE.sensitivity(
        PEOPLE, K, movements=(0.5,), draws=Draws(0), progress=lambda *one: told.append(one)
    )
    assert told[-1] == (len(PEOPLE), len(PEOPLE))


@pytest.mark.parametrize("movements", [(), (0.0,), (1.0,), (0.1, -0.5)])
def test_movements_that_are_none_are_refused(movements: tuple[float, ...]) -> None:
    with pytest.raises(InputError, match="shares between 0 and 1"):
        ENGINE.sensitivity(PEOPLE, K, movements=movements)


def test_results_say_what_they_are() -> None:
    found = surveyed()
    assert repr(found).startswith("<Sensitivity: the 4 best of 60 vacancies for ")
    assert repr(found.movements).startswith("<Movements: 48 of 8 weights, ")
    assert repr(found.acceptability).startswith("<Acceptability: 7 draws, ")


def test_where_nothing_weighs_the_first_step_decides() -> None:
    # Without occupation, wishes and prior nothing is scored: any weight on skills then orders.
    more = {"id": "V2", "title": "cook", "skills": "SMAW"}
    jobs = [Vacancy(id="V1", title="cook"), Vacancy.model_validate(more)]
    who = Candidate.model_validate({"id": "C1", "skills": "SMAW||BNSP"})
    weights = Weights(
        occupation=0, skills=0, experience=1, education=0, language=0, certificates=0,
        preference=0, prior=0,
    )  # fmt: skip
    found = Matcher("2025-12-01", weights=weights).fit(jobs).sensitivity([who], 1)
    skills = found.of("C1")[WEIGHTS.index("skills")]
    assert (skills.high.at, skills.high.before, skills.high.after) == (0.0, "V1", "V2")
