"""Runs and judgments in TREC's files: trec_eval's order, what is unjudged, broken lines."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import metrics
from matcher.errors import DataTableError, InputError
from matcher.metrics import JudgedRun, read_run, read_trec

#: Two queries with ties, an unjudged and a negatively judged document, and junk at a line's end.
RUN = """\
q2 Q0 x 1 3.5 mine
q2 Q0 y 2 0.5 mine

# Ranks are not what counts.
q1\tQ0\ta\t9\t2.0\tmine and more
q1 Q0 b 1 1.0 mine
q1 Q0 c 2 1.0 mine
q1 Q0 d 3 1.0 mine
q1 Q0 e 4 -1e3 mine
q9 Q0 a 1 1.0 mine
"""
QRELS = """\
q1 0 a 0
q1 0 b 2
q1 0 d 1
q1 0 e -1
q1 0 f 3
q2 0 y 1
q3 0 z 1
"""

scored = st.dictionaries(
    st.text("abxyz09Öß\U0001f600", min_size=1, max_size=3), st.integers(-3, 3), min_size=1
)


def read(run: str = RUN, qrels: str = QRELS, *, every_query: bool = False) -> JudgedRun:
    return read_trec(run.splitlines(), qrels.splitlines(), every_query=every_query)


def test_equal_scores_are_ordered_by_the_greater_document_id() -> None:
    one = read()["q1"]
    # a (2.0), then of the tied b, c and d the greatest id first, then e.
    np.testing.assert_array_equal(one.relevance, [0, 1, np.nan, 2, np.nan])
    np.testing.assert_array_equal(one.ideal, [3, 2, 1, 0])
    assert one.n_relevant == 3


def test_a_run_alone_has_its_documents_in_that_order() -> None:
    assert read_run(RUN.splitlines()) == {
        "q1": ("a", "d", "c", "b", "e"),
        "q2": ("x", "y"),
        "q9": ("a",),
    }


def test_hand_computed_values() -> None:
    run = read()
    assert run.queries == ("q1", "q2")
    assert run.values("map").tolist() == pytest.approx([(1 / 2 + 2 / 4) / 3, 1 / 2])
    assert run.values("mrr").tolist() == [0.5, 0.5]
    assert run.values("recall@2").tolist() == pytest.approx([1 / 3, 1])
    gained = 1 / np.log2(3) + 2 / np.log2(5)
    best = 3 + 2 / np.log2(3) + 1 / np.log2(4)
    assert run.values("ndcg@10")[0] == pytest.approx(gained / best)
    assert run.values("judged@3").tolist() == pytest.approx([2 / 3, 1 / 2])


def test_a_judged_query_that_the_run_lacks_is_an_empty_list_where_asked_for() -> None:
    run = read(every_query=True)
    assert run.queries == ("q1", "q2", "q3")
    assert run["q3"].relevance.size == 0
    assert run["q3"].ideal.tolist() == [1]
    assert run.values("ndcg@10")[2] == 0


@given(scored, st.permutations(range(30)))
def test_the_order_is_of_scores_and_then_of_ids_downwards(
    scores: dict[str, int], places: list[int]
) -> None:
    documents = list(scores)
    shuffled = sorted(documents, key=lambda one: places[documents.index(one) % 30])
    # Each document's grade is its place in the wanted order, by bytes as in C.
    wanted = sorted(documents, key=lambda one: (scores[one], one.encode()), reverse=True)
    run = [f"q Q0 {one} 0 {scores[one]} mine" for one in shuffled]
    qrels = [f"q 0 {one} {wanted.index(one)}" for one in documents]
    assert read_trec(run, qrels)["q"].relevance.tolist() == list(range(len(wanted)))


def test_scores_are_compared_in_single_precision() -> None:
    run = ["q Q0 a 1 1.00000001 mine", "q Q0 b 2 1.0 mine", "q Q0 c 3 1e300 mine"]
    found = read_trec(run, ["q 0 a 1", "q 0 b 2", "q 0 c 3"])
    assert found["q"].relevance.tolist() == [3, 2, 1]


def test_files_are_read_as_their_lines_are(tmp_path: Path) -> None:
    (tmp_path / "run").write_text("\ufeff" + RUN, encoding="utf-8")
    (tmp_path / "qrels").write_text(QRELS.replace("\n", "\r\n"), encoding="utf-8")
    found = read_trec(str(tmp_path / "run"), tmp_path / "qrels")
    assert found.queries == read().queries
    for name in ("map", "ndcg@10", "bpref"):
        assert found.values(name).tolist() == read().values(name).tolist()


def test_ids_of_another_encoding_are_ids(tmp_path: Path) -> None:
    (tmp_path / "run").write_bytes(b"q Q0 caf\xe9 1 1.0 mine\n")
    (tmp_path / "qrels").write_bytes(b"q 0 caf\xe9 1\n")
    assert read_trec(tmp_path / "run", tmp_path / "qrels").values("mrr").tolist() == [1]


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("q1 Q0 z 1 0.5", "run, row 2: it has 5 cells. Write it as"),
        ("q1 Q0 z 1 good mine", "run, row 2: 'good' is no number."),
        ("q1 Q0 z 1 nan mine", "run, row 2: 'nan' is no number that could be ordered."),
        ("q1 Q0 a 1 0.5 mine", "run, row 2: the document 'a' of query 'q1' stands there again."),
    ],
)
def test_a_broken_line_of_a_run_is_told(line: str, told: str) -> None:
    with pytest.raises(DataTableError) as caught:
        read(f"q1 Q0 a 1 0.5 mine\n{line}")
    assert str(caught.value).startswith(told)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("q1 0 z", "qrels, row 2: it has 3 cells."),
        ("q1 0 z 1 more", "qrels, row 2: it has 5 cells."),
        ("q1 0 z 1.5", "qrels, row 2: '1.5' is no whole number."),
        ("q1 0 a 1", "qrels, row 2: the document 'a' of query 'q1' stands there again."),
    ],
)
def test_a_broken_line_of_judgments_is_told(line: str, told: str) -> None:
    with pytest.raises(DataTableError) as caught:
        read(qrels=f"q1 0 a 0\n{line}")
    assert str(caught.value).startswith(told)


def test_a_broken_file_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.run").write_text("q1 Q0\n", encoding="utf-8")
    with pytest.raises(DataTableError, match=r"mine\.run, row 1"):
        read_trec(tmp_path / "mine.run", QRELS.splitlines())


def test_files_without_a_common_query_are_refused() -> None:
    with pytest.raises(InputError, match="no query in common"):
        metrics.read_trec(["q1 Q0 a 1 1 mine"], ["Q1 0 a 1"])
