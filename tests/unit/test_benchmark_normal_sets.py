"""The sets that the normalizer is measured with, and the measures of ranked lists."""

import doctest
import math
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from normal_set_files import KITES, SHELVES, URI, write_sets

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks import normal_readers, normal_sets, retrieval


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_sets(tmp_path)


# --- sets ------------------------------------------------------------------------------------


def test_every_set_is_read_and_its_relevant_concepts_are_concepts(data: Path) -> None:
    assert normal_sets.present(data) == list(normal_sets.SETS)
    for name in normal_sets.SETS:
        task = normal_sets.load(name, data)
        assert task.name == name
        assert all(query.relevant for query in task.queries)
        found = [query.relevant <= set(task.taxonomy.concepts) for query in task.queries]
        assert sum(found) >= len(found) - (name == "jobbert")


def test_surface_forms_become_labels_of_their_concept(data: Path) -> None:
    task = normal_sets.load("melo-en", data)
    assert [(label.concept, label.text) for label in task.taxonomy.labels] == [
        *(("C1", form) for form in SHELVES),
        *(("C2", form) for form in KITES),
    ]
    assert [(one.id, one.text, one.relevant) for one in task.queries] == [
        ("Q1", 'builder "of" shelf', frozenset({"C1"})),
        ("Q2", "kite pilots", frozenset({"C2"})),
    ]


def test_what_was_judged_irrelevant_is_not_relevant(data: Path) -> None:
    (query,) = normal_sets.load("talentclef-en", data).queries
    assert query.relevant == {"1", "2"}
    with_background = normal_sets.load("talentclef-en+esco", data)
    assert with_background.background is not None
    assert with_background.background[f"{URI}b"].description == "Holds a line in the wind."


def test_titles_that_are_labels_are_not_asked(data: Path) -> None:
    task = normal_sets.load("kbji", data)
    assert [(one.text, *one.relevant) for one in task.queries] == [
        ("tukang rak", "0001"),
        ("tukang rak", "0002"),
    ]
    assert task.taxonomy["0001"].description == "Membuat papan"


def test_the_narrower_span_is_asked_and_foreign_labels_are_not(data: Path) -> None:
    asked = {one.text: one.relevant for one in normal_sets.load("skills-tech", data).queries}
    assert asked == {"flying kites": {"fly kites"}, "shelves": {"build shelves", "fly kites"}}


def test_a_set_without_its_files_is_left_out(data: Path) -> None:
    (data / "esco" / "occupations_en.csv").unlink()
    there = normal_sets.present(data)
    assert "melo-en" in there
    assert not {"jobbert", "talentclef-en+esco"} & set(there)
    assert normal_sets.present(data / "nothing") == []


def test_the_data_folder_is_given_or_set_or_beside_the_repository(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("MATCHER_DATA", str(tmp_path / "set"))
    assert normal_sets.data_folder(tmp_path) == tmp_path
    assert normal_sets.data_folder() == tmp_path / "set"
    monkeypatch.delenv("MATCHER_DATA")
    assert normal_sets.data_folder().parts[-2:] == ("shared", "data")


def test_halves_part_the_queries_and_samples_have_of_both(data: Path) -> None:
    task = normal_sets.load("jobbert", data)
    halves = [task.half("even").queries, task.half("odd").queries]
    assert sorted([*halves[0], *halves[1]]) == sorted(task.queries)
    for half, queries in zip(("even", "odd"), halves, strict=True):
        assert {normal_sets.parity(one.text) for one in queries} == {half}
    assert task.half("all").queries == task.queries
    few = task.sample(6)
    assert len(few.queries) == 6
    assert set(few.queries) <= set(task.sample(9).queries) <= set(task.queries)
    assert task.sample(None) is task.sample(999) is task


# --- measures --------------------------------------------------------------------------------


@given(
    st.lists(st.sampled_from("abcdefghijklmno"), unique=True),
    st.frozensets(st.sampled_from("abcdefghijklmnoxyz"), min_size=1),
)
def test_measures_are_those_of_their_definitions(
    ranked: list[str], relevant: frozenset[str]
) -> None:
    reciprocal, one, five, ten, precision = retrieval.judge(ranked, relevant)
    hit = [concept in relevant for concept in ranked]
    assert reciprocal == (1 / (hit.index(True) + 1) if any(hit) else 0)
    assert (one, five, ten) == (any(hit[:1]), any(hit[:5]), any(hit[:10]))
    kept = [sum(hit[: place + 1]) / (place + 1) for place in range(len(hit)) if hit[place]]
    assert precision == pytest.approx(sum(kept) / len(relevant))


@given(st.lists(st.sampled_from("abcd")))
def test_a_concept_stands_at_the_rank_of_its_best_form(forms: list[str]) -> None:
    concepts = retrieval.distinct(forms)
    assert sorted(concepts) == sorted(set(forms))
    assert [forms.index(one) for one in concepts] == sorted(map(forms.index, concepts))


def test_intervals_hold_the_mean_and_narrow_with_more_rows() -> None:
    few, many = (
        retrieval.bootstrap(np.tile([[0.0, 1.0], [1.0, 1.0]], (times, 1))) for times in (5, 500)
    )
    assert few[0].low < few[0].mean == 0.5 < few[0].high
    assert many[0].high - many[0].low < (few[0].high - few[0].low) / 5
    assert few[1] == (1, 1, 1)
    assert math.isnan(retrieval.bootstrap(np.zeros((0, 5)))[4].mean)


def test_intervals_are_those_of_the_normal_curve_for_many_rows() -> None:
    values = np.random.default_rng(3).random((2000, 1))
    (found,) = retrieval.bootstrap(values)
    error = 1.96 * values.std() / math.sqrt(2000)
    assert found.low == pytest.approx(values.mean() - error, abs=error / 5)
    assert found.high == pytest.approx(values.mean() + error, abs=error / 5)


@pytest.mark.parametrize("module", [normal_readers, normal_sets, retrieval])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    flags = doctest.ELLIPSIS
    assert doctest.testmod(module, optionflags=flags).failed == 0  # type: ignore[arg-type]
