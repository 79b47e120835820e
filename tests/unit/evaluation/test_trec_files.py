"""TREC's files say what the ranking and the judgments say: reading them gives both back."""

from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from judged_sample import judged_sample
from matcher import Candidate, Matcher, Vacancy
from matcher.errors import InputError
from matcher.evaluation import evaluate, grades_of, write_trec
from matcher.evaluation.comparing import judged_run
from matcher.metrics import JudgedRun, read_run, read_trec
from matcher.tuning import Graded, Judgments

NAMES = st.text("abZ09_#-é\u3042", min_size=1, max_size=4)
WHO = NAMES.filter(lambda name: not name.startswith("#"))
JOBS = st.lists(NAMES, max_size=6, unique=True)


def same(first: JudgedRun, second: JudgedRun, scale: float = 1) -> None:
    assert first.queries == second.queries
    for one, other in zip(first, second, strict=True):
        np.testing.assert_allclose(one.relevance, other.relevance * scale)
        np.testing.assert_allclose(one.ideal, other.ideal * scale)


@given(st.dictionaries(WHO, JOBS, max_size=4), st.data())
def test_what_is_written_is_read_back(lists: dict[str, list[str]], data: st.DataObject) -> None:
    rows = st.tuples(WHO | st.sampled_from([*lists, "x"]), NAMES, st.integers(0, 3))
    said = Judgments(
        graded=tuple(
            Graded("", who, job, grade)
            for who, job, grade in data.draw(st.lists(rows, min_size=1, max_size=9))
        )
    )
    with TemporaryDirectory() as folder:
        run, qrels = Path(folder) / "run", Path(folder) / "qrels"
        scale = write_trec(lists, said, run=run, qrels=qrels)
        assert {who: list(jobs) for who, jobs in read_run(run).items()} == {
            who: jobs for who, jobs in sorted(lists.items()) if jobs
        }
        read = read_trec(run, qrels, every_query=True)
    same(read, judged_run(lists, grades_of(said)), scale)


def test_a_ranking_is_measured_alike_from_its_files(tmp_path: Path) -> None:
    sample = judged_sample()
    ranking = sample.engine.rank(sample.people, 50)
    run, qrels = tmp_path / "mine.run", tmp_path / "judged.qrels"
    scale = write_trec(ranking, sample.judgments, run=run, qrels=qrels)
    assert scale == 2
    found = evaluate(sample.engine, sample.people, sample.judgments, depth=50, repeats=50).runs[
        "engine"
    ]
    read = read_trec(run, qrels, every_query=True)
    same(read, found, scale)
    for measure in ("ndcg@10", "map", "mrr", "bpref"):
        np.testing.assert_allclose(read.values(measure), found.values(measure))


def test_ties_keep_their_order_and_scores_their_value(tmp_path: Path) -> None:
    jobs = [Vacancy(id=name, title="welder") for name in ("V1", "V2", "V3")]
    engine = Matcher("2025-12-01").fit(jobs)
    ranking = engine.rank([Candidate(id="C1")], 3)
    assert len({match.score for match in ranking}) == 1
    said = Judgments(graded=(Graded("", "C1", "V1", 1),))
    write_trec(ranking, said, run=tmp_path / "run", qrels=tmp_path / "qrels", name="ours")
    assert read_run(tmp_path / "run") == {"C1": ("V1", "V2", "V3")}
    lines = (tmp_path / "run").read_text().splitlines()
    assert all(line.endswith(" ours") for line in lines)
    scores = [float(line.split()[4]) for line in lines]
    np.testing.assert_allclose(scores, ranking[0].score, atol=1e-6)


@pytest.mark.parametrize("name", ["a b", "", " a", "a\n", "a\u3000b"])
def test_an_id_that_a_line_cannot_hold_is_refused(name: str, tmp_path: Path) -> None:
    run, qrels = tmp_path / "run", tmp_path / "qrels"
    fine = Judgments(graded=(Graded("", "C", "V", 1),))
    broken = [
        ({name: ["V"]}, fine),
        ({"C": [name]}, fine),
        ({"C": ["V"]}, Judgments(graded=(Graded("", "C", name, 1),))),
        ({"#C": ["V"]}, fine),
    ]
    for lists, said in broken:
        with pytest.raises(InputError, match="cannot stand in a TREC file"):
            write_trec(lists, said, run=run, qrels=qrels)
    assert not run.exists()


def test_grades_that_are_not_whole_are_refused_or_scaled(tmp_path: Path) -> None:
    run, qrels = tmp_path / "run", tmp_path / "qrels"
    rows = zip("abc", (1, 1, 0), strict=True)
    said = Judgments(graded=tuple(Graded(judge, "C", "V", grade) for judge, grade in rows))
    assert write_trec({}, said, run=run, qrels=qrels) == 3
    assert qrels.read_text() == "C 0 V 2\n"
    with pytest.raises(InputError, match="No factor of 2 makes every grade"):
        write_trec({}, said, run=run, qrels=qrels, scale=2)
    odd = Judgments(graded=(Graded("", "C", "V", 0.1234567),))
    with pytest.raises(InputError, match="No factor of 1 to 60"):
        write_trec({}, odd, run=run, qrels=qrels)
