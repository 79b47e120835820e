"""How the normalizer is measured: methods, learning, calibration, speed, the command."""

import doctest
import json
import math
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from normal_set_files import URI, write_sets

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks import (
    calibration,
    normal_learning,
    normal_peers,
    normal_readers,
    normal_rows,
    normal_sets,
    normal_speed,
    normalization,
    phrases,
    retrieval,
    timing,
)
from benchmarks.peers.installing import MissingPeer
from benchmarks.reliability import reliability
from matcher import Taxonomy


@pytest.fixture(autouse=True)
def small_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """The threads stay as they are, and no peer is installed."""
    monkeypatch.setenv("POLARS_MAX_THREADS", "1")
    nothing = SimpleNamespace(threadpool_limits=lambda _: None)
    monkeypatch.setattr(timing, "import_module", lambda _: nothing)
    monkeypatch.setattr(normal_speed, "library", refused)


def refused(module: str) -> None:
    raise MissingPeer(f"no {module} here")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return write_sets(tmp_path)


# --- methods ---------------------------------------------------------------------------------


@pytest.mark.parametrize("method", list(normal_peers.METHODS))
def test_every_method_finds_what_is_written_alike(data: Path, method: str) -> None:
    task = normal_sets.load("jobbert", data)
    searcher = normal_peers.METHODS[method](task)
    lists = searcher.ranked(["maker of shelves", "kites flyer"], 5)
    assert [one[0] for one in lists] == [f"{URI}a", f"{URI}b"]
    assert all(len(set(one)) == len(one) <= 2 for one in lists)
    assert [len(one) for one in searcher.ranked(["maker of kite", "shelf"], 1)] == [1, 1]


def test_descriptions_are_forms_too(data: Path) -> None:
    searcher = normal_peers.METHODS["bm25"](normal_sets.load("jobbert", data))
    assert searcher.ranked(["wind", "zzz"], 5) == [[f"{URI}b"], []]


def test_equal_concepts_go_by_id() -> None:
    taxonomy = Taxonomy.from_labels(["c", "a", "b"], ["kite", "kite", "kite tail"])
    task = normal_sets.NormalSet("ties", "labels", (), taxonomy, "en")
    assert normal_peers.METHODS["tfidf-word"](task).ranked(["kite"], 9) == [["a", "c", "b"]]
    assert normal_peers.METHODS["tfidf-word"](task).ranked(["kite"], 1) == [["a"]]


@given(st.lists(st.text("ab ", min_size=1, max_size=8).filter(str.strip), min_size=1, max_size=6))
def test_bm25_is_that_of_the_formula(texts: list[str]) -> None:
    scores = normal_peers.bm25(texts)(["a aa b", "bb"])
    words = [text.split() for text in texts]
    mean = sum(map(len, words)) / len(words)
    for asked, row in zip((["a", "aa", "b"], ["bb"]), scores, strict=True):
        for listed, found in zip(words, row, strict=True):
            counts, expected = Counter(listed), 0.0
            for word in asked:
                having = sum(word in other for other in words)
                rarity = math.log(1 + (len(words) - having + 0.5) / (having + 0.5))
                damping = 1.2 * (0.25 + 0.75 * len(listed) / mean)
                expected += rarity * counts[word] * 2.2 / (counts[word] + damping)
            assert found == pytest.approx(expected, rel=1e-4)


def test_a_row_tells_quality_by_half_and_costs(data: Path) -> None:
    task = normal_sets.load("jobbert", data)
    row = normal_rows.measured(task, "tfidf-char", normal_peers.METHODS["tfidf-char"])
    assert row.counts["even"] + row.counts["odd"] == row.counts["all"] == len(task.queries)
    kites = sum(query.text.startswith("kite") for query in task.queries)
    assert row.halves["all"][0].mean >= kites / len(task.queries)
    assert len(row.lines()) == 3
    assert row.per_cpu_second > 0


def test_known_figures_stand_beside_what_was_reached(data: Path) -> None:
    task = normal_sets.load("jobbert", data)
    every = len(task.queries)
    rows = [
        normal_rows.Row(task, name, np.full((every, 5), share), timing.Cost(1, 1), 9.0, 0.1)
        for name, share in (("matcher", 0.5), ("low", 0.1), ("high", 0.45))
    ]
    figures = [
        {"set": "jobbert", "measure": "MRR", "method": name, "value": value, "source": source}
        for name, value, source in (
            ("tree", ".3", "a paper"), ("at least", ".5", "goal"), ("aim", ".6", "goal"),
        )
    ]  # fmt: skip
    assert normal_rows.beside(rows, figures) == [
        "  matcher less high, the best of the others: MRR .050 (.050-.050)",
        "  a paper: tree MRR .3",
        "  at least MRR .5: reached (matcher, 0.500)",
        "  aim MRR .6: not reached (matcher, 0.500)",
    ]
    assert rows[1].ahead_of(rows[0]).mean == pytest.approx(-0.4)
    assert normal_rows.beside([], figures) == []


# --- learning --------------------------------------------------------------------------------


class Spy:
    """Knows what it was taught, and finds the concept of an equal title only."""

    def __init__(self, _: normal_sets.NormalSet, labelled: Sequence[normal_readers.Query]) -> None:
        self.known = {normal_readers.plain(one.text): sorted(one.relevant) for one in labelled}

    def ranked(self, texts: Sequence[str], k: int) -> list[list[str]]:
        return [self.known.get(normal_readers.plain(text), [])[:k] for text in texts]


def test_no_title_is_asked_that_was_learned(data: Path) -> None:
    task = normal_sets.load("jobbert", data)
    taught: list[Spy] = []

    def learner(*given: Any) -> Spy:  # noqa: ANN401
        taught.append(Spy(*given))
        return taught[-1]

    for asked in [task, *(replace(task, queries=(one,)) for one in task.queries)]:
        row = normal_learning.learned(task, asked, "spy", learner)
        assert row.reached("MRR") == 0
        assert row.counts["all"] == len(asked.queries)
    assert all(taught[-1].known.values())
    assert normal_learning.fold_of("SHELF HERO") == normal_learning.fold_of("shelf hero!")


def test_labelled_titles_become_aliases_of_concepts_that_are_there(data: Path) -> None:
    task = normal_sets.load("jobbert", data)
    taught = normal_learning.with_titles(task, task.queries).taxonomy
    added = {(one.text, one.concept) for one in taught.labels} - {
        (one.text, one.concept) for one in task.taxonomy.labels
    }
    assert len(added) == len(task.queries) - 1
    assert ("wind captain", f"{URI}b") in added
    assert taught.concepts == task.taxonomy.concepts


# --- calibration -----------------------------------------------------------------------------


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), max_size=50))
def test_the_calibration_error_is_that_of_its_definition(answers: list[tuple[float, bool]]) -> None:
    found = reliability("drawn", 60, answers)
    assert found.answers == len(answers)
    expected = 0.0
    for place in range(10):
        low, high = place / 10, (place + 1) / 10
        here = [one for one in answers if low < one[0] <= high or (not place and not one[0])]
        expected += abs(sum(one[0] for one in here) - sum(one[1] for one in here))
    assert found.error == pytest.approx(expected / len(answers) if answers else 0)


def test_a_sure_answer_that_is_right_has_no_error() -> None:
    assert reliability("sure", 2, [(1.0, True), (1.0, True)]).error == 0
    found = reliability("sure", 2, [(1.0, False), (0.0, True)])
    assert found.error == 1
    assert [line.count("#") for line in found.lines()] == [0, 39, 0]


def test_only_the_odd_half_is_judged(data: Path) -> None:
    task = normal_sets.load("jobbert", data)
    found = calibration.of_set(task)
    assert {one.texts for one in found} == {len(task.half("odd").queries)}


# --- speed -----------------------------------------------------------------------------------


def best_products(rows: Any, forms: Any, *, top_n: int, **_: object) -> Any:  # noqa: ANN401
    """The top_n greatest products of each row, as sparse_dot_topn gives them."""
    dense = (rows @ forms).toarray()
    order = np.argsort(-dense, axis=1, kind="stable")[:, :top_n]
    kept = [[place for place in row if dense[at, place] > 0] for at, row in enumerate(order)]
    starts = np.append(0, np.cumsum([len(row) for row in kept]))
    places = np.array([place for row in kept for place in row], dtype=int)
    return sparse.csr_matrix((np.ones(len(places)), places, starts), shape=dense.shape)


def test_the_race_asks_everyone_every_text(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    library = SimpleNamespace(sp_matmul_topn=best_products)
    monkeypatch.setattr(normal_speed, "library", lambda _: library)
    task = normal_speed.wide_set(data)
    assert len(task.taxonomy.labels) == 3 * 5 + 2
    assert len(task.taxonomy) == 3 * 2 + 2
    for runner in normal_speed.race(task, rounds=2):
        assert sum(map(len, runner.values)) == len(task.queries) == 6
        assert runner.quality.mean > 0.3
    few, _ = normal_speed.index_cost(data, 7)
    assert few == 7


# --- the command -----------------------------------------------------------------------------


def run(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *options: str
) -> tuple[str, dict[str, Any]]:
    monkeypatch.setattr(sys, "argv", ["normalization", *options, "--json"])
    normalization.main()
    printed = capsys.readouterr().out
    return printed, json.loads(printed.strip().splitlines()[-1])


@pytest.fixture
def few_phrases(monkeypatch: pytest.MonkeyPatch) -> None:
    """Instead of the table of phrases a line, and of its file few rows."""
    monkeypatch.setattr(phrases, "main", lambda: sys.stdout.write("the table of phrases\n"))
    listed = [
        {"id": str(place), "raw": text, "expected": expected}
        for place, (text, expected) in enumerate([("welder", "occupation:welder")] * 4)
    ]
    monkeypatch.setattr(phrases, "rows", lambda _: listed)


@pytest.mark.usefixtures("few_phrases")
def test_everything_is_measured_and_told(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    printed, found = run(monkeypatch, capsys, "--data", str(data))
    assert set(found) == {"environment", *normal_sets.SETS, *normalization.FURTHER}
    assert [row["method"] for row in found["melo-en"]["rows"]] == list(normal_peers.METHODS)
    assert "given: labels; background: ESCO" in printed
    assert "best published MRR .684" in printed
    assert "the table of phrases" in printed
    assert "sparse_dot_topn" in found["speed"]["missing"]
    assert all(0 <= one["error"] <= 1 for one in found["calibration"].values())


@pytest.mark.usefixtures("few_phrases")
def test_sets_methods_and_sizes_are_chosen(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    chosen = ("--sets", "jobbert,moon", "--methods", "bm25", "--sample", "5")
    printed, found = run(monkeypatch, capsys, "--data", str(data), *chosen)
    assert "not there: moon" in printed
    assert set(found) == {"environment", "jobbert"}
    (row,) = found["jobbert"]["rows"]
    assert (row["method"], row["halves"]["all"]["n"]) == ("bm25", 5)


@pytest.mark.usefixtures("few_phrases")
def test_without_sets_there_are_the_phrases(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    printed, found = run(monkeypatch, capsys, "--data", str(tmp_path))
    assert "none of the sets is there" in printed
    assert set(found) == {"environment", "calibration", "phrases"}


def test_an_unknown_method_is_refused(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        run(monkeypatch, capsys, "--methods", "magic")
    assert "unknown methods magic" in capsys.readouterr().err


def test_every_known_figure_names_a_set_a_measure_and_a_source() -> None:
    for name in (*normal_sets.SETS, "jobbert+titles"):
        for figure in normal_rows.known(name):
            assert figure["measure"] in retrieval.MEASURES
            assert 0 <= float(figure["value"]) <= 1
            assert figure["source"]
    assert normal_rows.known("moon") == []


@pytest.mark.parametrize("module", [calibration, normal_learning, normal_peers])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
