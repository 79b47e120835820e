"""Judgments as values: how they are read, what they say, and the rows to learn from."""

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Candidate, Matcher, Vacancy
from matcher.errors import InputError
from matcher.tuning import Graded, Judgments, Preferred
from matcher.tuning.judgments import Order

ROWS = [
    {"judge": "ana", "candidate_id": "C1", "vacancy_id": "V2", "grade": 3},
    {"judge": "ana", "candidate_id": "C1", "vacancy_id": "V1", "grade": 1},
    {"judge": "budi", "candidate_id": "C1", "vacancy_id": "V1", "grade": None},
    {"judge": "budi", "candidate_id": "C2", "vacancy_id": "V1", "grade": 2.5},
]
IDS = st.sampled_from(["V1", "V2", "V3"])
GRADES = st.lists(st.builds(Graded, st.sampled_from("ab"), st.just("C"), IDS, st.integers(0, 2)))


def test_grades_are_read_from_any_table_and_empty_ones_left_out(tmp_path: Path) -> None:
    found = Judgments.read(ROWS)
    assert found.graded == (
        Graded("ana", "C1", "V2", 3.0),
        Graded("ana", "C1", "V1", 1.0),
        Graded("budi", "C2", "V1", 2.5),
    )
    frame = pl.DataFrame(ROWS)
    frame.write_csv(tmp_path / "said.csv")
    assert Judgments.read(frame) == Judgments.read(tmp_path / "said.csv") == found
    assert found.judges == ("ana", "budi")
    assert found.pairs == (("C1", "V2"), ("C1", "V1"), ("C2", "V1"))
    assert len(found) == 3


def test_preferences_are_read_and_need_no_judge() -> None:
    found = Judgments.read([{"candidate_id": "C1", "better": "V2", "worse": "V1"}])
    assert found.preferred == (Preferred("", "C1", "V2", "V1"),)
    assert found.pairs == (("C1", "V2"), ("C1", "V1"))


def test_a_list_in_order_is_the_preferences_in_it() -> None:
    found = Judgments.of_list("ana", "C1", ["V3", "V1", "V2"])
    assert [one[2:] for one in found.preferred] == [("V3", "V1"), ("V3", "V2"), ("V1", "V2")]


@given(GRADES)
def test_grades_and_the_preferences_in_them_say_the_same(grades: list[Graded]) -> None:
    distinct = {(one.judge, one.vacancy_id): one for one in grades}.values()
    graded = Judgments(graded=tuple(distinct))
    preferred = [
        Preferred(one.judge, "C", one.vacancy_id, other.vacancy_id)
        for one in distinct
        for other in distinct
        if one.judge == other.judge and one.grade > other.grade
    ]
    said = [one for one in graded.orders() if one.sign]
    assert sorted(said) == sorted(Judgments(preferred=tuple(preferred)).orders())
    assert all(one.first < one.second for one in graded.orders())


def test_equal_grades_are_an_order_too() -> None:
    alike = (Graded("a", "C", "V2", 1), Graded("a", "C", "V1", 1))
    assert list(Judgments(graded=alike).orders()) == [Order("a", "C", "V1", "V2", 0)]


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ([{"candidate_id": "C", "grade": 1}], "columns candidate_id, grade"),
        ([{"candidate_id": "C", "vacancy_id": "V", "grade": "good"}], "Row 1: the grade 'good'"),
        ([{"candidate_id": "C", "vacancy_id": "", "grade": 1}], "Row 1: 'vacancy_id' is empty"),
        ([{"candidate_id": "C", "better": "V", "worse": None}], "Row 1: 'worse' is empty"),
        ([{"candidate_id": "C", "better": "V", "worse": "V"}], "preferred to itself"),
        ([{"candidate_id": "C", "vacancy_id": "V", "grade": "inf"}], "The grade of vacancy 'V'"),
    ],
)
def test_what_is_no_judgment_is_refused(source: list[dict[str, object]], message: str) -> None:
    with pytest.raises(InputError, match=message):
        Judgments.read(source)


def test_examples_have_the_features_of_their_pairs_and_keep_judges_apart() -> None:
    engine = Matcher("2025-12-01").fit(
        [Vacancy(id="V1", title="welder"), Vacancy(id="V2", title="cook")]
    )
    people = [Candidate(id=name) for name in ("C1", "C2")]
    said = Judgments.read(ROWS) + Judgments(
        graded=(Graded("budi", "C1", "V1", 9),), preferred=(Preferred("ana", "C2", "V1", "V2"),)
    )
    features = engine.features(people, pairs=said.pairs)
    rows = said.examples(features)
    place = {pair: row for row, pair in enumerate(said.pairs)}
    order = [("C1", "V2"), ("C1", "V1"), ("C2", "V1"), ("C1", "V1"), ("C2", "V1"), ("C2", "V2")]
    np.testing.assert_array_equal(rows.X, features.matrix()[[place[pair] for pair in order]])
    assert rows.y.tolist() == [3, 1, 2.5, 9, 1, 0]
    assert rows.groups.tolist() == [0, 0, 1, 0, 1, 1]
    assert rows.lists.tolist() == [0, 0, 1, 2, 3, 3]
    with pytest.raises(InputError, match="3 of 6 judged rows have no features"):
        said.examples(engine.features(people[1:], pairs=[("C2", "V1"), ("C2", "V2")]))
