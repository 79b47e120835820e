"""The figures of the adverts: one row an advert, and what the reader makes of the gold."""

import json
from pathlib import Path

import pytest

from benchmarks.extraction import (
    Judged,
    Measure,
    concept_recall,
    figures,
    invented_figures,
    is_even,
    read,
    span_recall,
    wrong,
)
from matcher.normalizing.normalizer import default_normalizer
from matcher.tables import read_table_of

DATA = Path(__file__).parents[3] / "data"
ROWS = tuple(read_table_of(DATA, "advert_figures"))


@pytest.fixture(scope="module")
def judged() -> list[Judged]:
    """All adverts with what was found in them."""
    return list(read(default_normalizer()))


def share(judged: list[Judged], measure: Measure, *, even: bool) -> float:
    """The share that is right in one half."""
    found = [one for each in judged if is_even(each.advert) == even for one in measure(each)]
    return sum(found) / len(found)


def test_each_advert_has_a_row_of_figures_in_its_order() -> None:
    lines = (DATA / "adverts.jsonl").read_text("utf-8").splitlines()
    assert [row.text("advert") for row in ROWS] == [json.loads(line)["id"] for line in lines]


def test_figures_are_numbers_in_order() -> None:
    for row in ROWS:
        for name in ("age", "height", "weight", "wage"):
            low, high = row.number_or_none(f"{name}_min"), row.number_or_none(f"{name}_max")
            assert low is None or high is None or low <= high
        assert row.text("sex") in {"", "M", "F"}
        assert (row.text("wage_min") == "") == (row.text("currency") == "")


@pytest.mark.parametrize(
    ("measure", "half", "least"),
    [
        (span_recall, "even", 0.95),
        (span_recall, "odd", 0.80),
        (concept_recall, "even", 0.90),
        (concept_recall, "odd", 0.60),
        (figures, "even", 0.95),
        (figures, "odd", 0.80),
        (invented_figures, "even", 0.95),
        (invented_figures, "odd", 0.95),
    ],
)
def test_as_much_of_the_adverts_is_read_as_before(
    judged: list[Judged], measure: Measure, half: str, least: float
) -> None:
    assert share(judged, measure, even=half == "even") >= least


def test_little_is_taken_for_something_else(judged: list[Judged]) -> None:
    assert share(judged, wrong, even=True) <= 0.04
    assert share(judged, wrong, even=False) <= 0.15
