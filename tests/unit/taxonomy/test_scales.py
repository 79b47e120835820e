"""Levels are read, named and credited on their own scale only."""

import pytest

from matcher.errors import DataTableError
from matcher.taxonomy.scales import Credit, Level, Scale, fold_level

STEPS = Credit("steps", ((1, 0.5), (3, 0.25)))
RATIO = Credit("ratio", ((0.9, 0.75), (0.5, 0.25)))
JLPT = Scale(
    "jlpt",
    (Level("N5", 1, "A1"), Level("N4", 2, "A2"), Level("N3", 5), Level("N2", 6, "B1")),
    STEPS,
    {"n5": 1, "n4": 2, "n3": 5, "n2": 6},
)
POINTS = Scale("points", (Level("A2", 200, "A2"), Level("B1", 300)), RATIO, {"lulus": 200})


@pytest.mark.parametrize(
    "text",
    ["N4", "n4", " N 4 ", "N-4", "N.4", "level N4", "Tingkat N_4", "N4%", "min N4", "\uff2e\uff14"],
)
def test_spellings_of_one_level_fold_alike(text: str) -> None:
    assert fold_level(text) == "n4"


@pytest.mark.parametrize("word", ["band", "skor", "score", "nilai", "minimal", "LEVEL"])
def test_words_around_a_level_are_dropped(word: str) -> None:
    assert fold_level(f"{word} 6") == "6"


def test_a_word_is_dropped_only_as_a_whole() -> None:
    assert fold_level("levelled") == "levelled"


@pytest.mark.parametrize(
    ("below", "credit"),
    [(-1, 1.0), (0, 1.0), (1, 0.5), (2, 0.25), (3, 0.25), (4, 0.0)],
)
def test_credit_by_steps_falls_at_each_threshold(below: int, credit: float) -> None:
    assert STEPS.of_steps(below) == credit


@pytest.mark.parametrize(
    ("held", "credit"),
    [(101, 1.0), (100, 1.0), (99, 0.75), (90, 0.75), (89, 0.25), (50, 0.25), (49, 0.0), (0, 0.0)],
)
def test_credit_by_share_falls_at_each_threshold(held: float, credit: float) -> None:
    assert RATIO.of_ratio(held, 100) == credit


def test_a_credit_that_falls_with_the_distance_is_sound() -> None:
    STEPS.check("jlpt")
    RATIO.check("points")


@pytest.mark.parametrize(
    "credits", [(0.25, 0.5), (1.5, 0.5), (0.5, -0.1)], ids=["rising", "above", "below"]
)
def test_a_credit_that_rises_or_leaves_the_unit_interval_is_refused(
    credits: tuple[float, float],
) -> None:
    credit = Credit("steps", ((1, credits[0]), (2, credits[1])))
    with pytest.raises(DataTableError, match=r"credit\.csv, row 0: the credits of 'odd'"):
        credit.check("odd")


@pytest.mark.parametrize("credits", [(1.0, 0.0), (0.5, 0.5)], ids=["to the bounds", "level"])
def test_a_credit_may_touch_its_bounds_and_stay_level(credits: tuple[float, float]) -> None:
    Credit("steps", ((1, credits[0]), (2, credits[1]))).check("even")


def test_a_level_is_read_in_any_spelling() -> None:
    assert JLPT.rank("level N-4") == 2


def test_an_unknown_level_has_no_rank() -> None:
    assert JLPT.rank("N9") is None


def test_a_bare_number_is_no_level_on_a_scale_of_names() -> None:
    assert JLPT.rank("4") is None


@pytest.mark.parametrize(
    ("text", "rank"),
    [("250", 250.0), ("6.5", 6.5), ("6,5", 6.5), ("200/250", 200.0), ("skor 210 poin", 210.0)],
)
def test_a_number_is_its_own_rank_on_a_scale_of_points(text: str, rank: float) -> None:
    assert POINTS.rank(text) == rank


def test_a_named_level_of_points_has_its_rank() -> None:
    assert POINTS.rank("Lulus") == 200


def test_a_text_without_a_number_is_no_points() -> None:
    assert POINTS.rank("bagus") is None


def test_only_a_scale_of_points_is_numeric() -> None:
    assert POINTS.is_numeric
    assert not JLPT.is_numeric


@pytest.mark.parametrize(("rank", "label"), [(5, "N3"), (4, "4"), (6.5, "6.5")])
def test_a_rank_is_labelled_by_its_level_or_by_itself(rank: float, label: str) -> None:
    assert JLPT.label(rank) == label


@pytest.mark.parametrize(
    ("rank", "label"), [(0.5, None), (1, "N5"), (4.9, "N4"), (5, "N3"), (99, "N2")]
)
def test_the_held_level_is_the_highest_reached(rank: float, label: str | None) -> None:
    level = JLPT.held_level(rank)
    assert (level.label if level else None) == label


@pytest.mark.parametrize(("held", "credit"), [(7, 1.0), (6, 1.0), (5, 0.5), (2, 0.25), (1, 0.25)])
def test_steps_are_levels_apart_not_differences_of_ranks(held: float, credit: float) -> None:
    assert JLPT.credit_for(held, 6) == credit


def test_asking_between_two_levels_asks_for_the_upper_one() -> None:
    assert JLPT.credit_for(2, 3) == 0.5
    assert JLPT.credit_for(5, 3) == 1.0


def test_points_are_credited_by_their_share() -> None:
    assert POINTS.credit_for(270, 300) == 0.75
    assert POINTS.credit_for(269, 300) == 0.25
