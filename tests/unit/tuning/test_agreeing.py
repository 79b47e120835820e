"""Whether judges agree well enough to learn from: on drawn judges who do and who do not."""

from collections.abc import Sequence

import numpy as np
import pytest

from matcher.tuning import Graded, Judgments, agreement_of, krippendorff_alpha
from matcher.tuning.agreeing import Agreement


def panel(
    noises: Sequence[float], seed: int = 0, candidates: int = 15, vacancies: int = 5
) -> Judgments:
    """Judges who grade the same pairs by one opinion and some noise; below 0 the other way."""
    random = np.random.default_rng(seed)
    merits = random.random((candidates, vacancies))
    return Judgments(
        graded=tuple(
            Graded(f"J{judge}", f"C{row}", f"V{column}", float(np.sign(noise or 1) * seen))
            for judge, noise in enumerate(noises)
            for (row, column), merit in np.ndenumerate(merits)
            for seen in [round(4 * np.clip(merit + abs(noise) * random.normal(), 0, 1))]
        )
    )


def test_judges_of_one_opinion_are_reliable() -> None:
    found = agreement_of(panel([0, 0]))
    assert found.order.mean == pytest.approx(1)
    assert (found.state, found.can_learn) == ("reliable", True)
    assert found.taus[0].tau == pytest.approx((1, 1, 1))
    assert found.shared == 15 * 10


def test_judges_of_opposite_opinions_are_too_contradictory() -> None:
    found = agreement_of(panel([0.01, -0.01]))
    assert found.order.mean < -0.9
    assert (found.state, found.can_learn) == ("contradictory", False)
    assert "Too contradictory to learn from" in str(found)
    # Of two neither is the odd one.
    assert found.against == ()


def test_judges_by_chance_are_found_contradictory_nearly_always() -> None:
    states = [agreement_of(panel([50, 50], seed), resamples=200).state for seed in range(40)]
    assert states.count("contradictory") >= 38


def test_noisy_judges_of_one_opinion_are_hardly_ever_called_contradictory() -> None:
    states = [agreement_of(panel([0.2, 0.2], seed), resamples=200).state for seed in range(40)]
    assert states.count("contradictory") <= 1
    assert "weak" in states


def test_the_judge_who_is_against_all_others_is_named() -> None:
    found = agreement_of(panel([0.05, 0.05, -0.05]))
    assert found.against == ("J2",)
    assert "against the others: J2" in str(found)


def test_without_enough_in_common_nothing_is_known() -> None:
    alone = agreement_of(panel([0]))
    assert (alone.state, alone.shared, alone.taus, alone.grades) == ("unknown", 0, (), {})
    assert np.isnan(alone.order.mean)
    few = agreement_of(panel([0, 0], candidates=1, vacancies=4))
    assert (few.shared, few.state) == (6, "unknown")
    # One candidate says nothing of others.
    assert agreement_of(panel([0, 0], candidates=1, vacancies=8)).state == "unknown"
    assert "let two judges judge the same pairs" in str(alone)


def test_grades_have_the_alpha_of_their_table() -> None:
    said = panel([0.1, 0.2, 0.3])
    table = np.array([one.grade for one in said.graded]).reshape(3, -1).T
    found = agreement_of(said)
    for measure, interval in found.grades.items():
        assert interval.mean == pytest.approx(krippendorff_alpha(table, measure))
        assert interval.low < interval.mean < interval.high


def test_preferences_have_the_agreement_of_the_lists_they_come_from() -> None:
    lists = [
        Judgments.of_list(
            judge, f"C{number}", sorted("ABCD", key=lambda v: hash_of(v, number, bad))
        )
        for judge, bad in (("x", 0), ("y", 1))
        for number in range(12)
    ]
    found = agreement_of(sum(lists, Judgments()))
    assert found.shared == 12 * 6
    assert found.grades == {}
    assert 0 < found.order.mean < 1
    assert found.taus[0].tau.mean == pytest.approx(found.order.mean, abs=0.02)


def hash_of(vacancy: str, number: int, bad: int) -> float:
    """A place that two judges share, but for every fourth candidate."""
    place = (ord(vacancy) * 7 + number * 3) % 11
    return -place if bad and number % 4 == 0 else place


def test_the_names_of_vacancies_say_nothing_of_the_agreement() -> None:
    # Always the same order: which of two is named first must not pass for chance.
    said = Judgments(
        graded=tuple(
            Graded(judge, f"C{row}", vacancy, grade)
            for judge in "ab"
            for row in range(12)
            for vacancy, grade in (("V1", 1.0), ("V2", 2.0))
        )
    )
    assert agreement_of(said).order.mean == pytest.approx(1)
    noisy = panel([0.2, 0.2])
    renamed = Judgments(
        graded=tuple(
            one._replace(vacancy_id=str(9 - int(one.vacancy_id[1:]))) for one in noisy.graded
        )
    )
    assert agreement_of(renamed).order.mean == pytest.approx(agreement_of(noisy).order.mean)


def test_a_judge_who_contradicts_himself_is_counted() -> None:
    once, again = panel([0.0]), panel([-0.01])
    found = agreement_of(once + again)
    assert found.repeated == 150
    assert 100 < found.changed <= 150
    assert "repeated comparisons changed" in str(found)


def test_the_first_word_of_a_judge_counts() -> None:
    said = panel([0, 0])
    assert agreement_of(said + panel([-0.01])).order == agreement_of(said).order
    assert agreement_of(said + panel([-0.01])).grades == agreement_of(said).grades


def test_the_same_seed_gives_the_same_figures() -> None:
    def figures(seed: int) -> Agreement:
        return agreement_of(panel([0.2, 0.2]), seed=seed)

    assert figures(1) == figures(1)
    assert figures(1).order.low != figures(2).order.low
