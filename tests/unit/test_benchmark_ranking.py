"""The benchmark on adverts and CVs: which folders it reads, and what it makes of them."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks import ranking
from benchmarks.ranking_sets import RankingSet, read_sets, write_set
from matcher.errors import InputError

ADVERTS = {"q1": "welder for pipes", "q2": "cook of noodles"}
CVS = {"c1": "welded pipes", "c2": "cooked noodles", "c3": "drove a lorry"}
GRADES = {"q1": {"c1": 2.0, "c3": 0.0}, "q2": {"c2": 1.0}}
SET = RankingSet("set", ADVERTS, CVS, GRADES)


def table(texts: dict[str, str], delimiter: str, head: str = "id") -> str:
    """Texts as a table."""
    rows = [f"{head}{delimiter}text", *(f"{key}{delimiter}{text}" for key, text in texts.items())]
    return "\n".join(rows) + "\n"


def trec(grades: dict[str, dict[str, float]]) -> str:
    """Judgments as trec_eval has them."""
    return "".join(f"{q} 0 {c} {g:g}\n" for q, own in grades.items() for c, g in own.items())


def test_a_set_that_is_written_is_read_back(tmp_path: Path) -> None:
    write_set(SET, tmp_path / "set")
    assert read_sets(tmp_path) == [SET]
    assert read_sets(tmp_path / "set") == [SET]


@pytest.mark.parametrize(("ending", "delimiter"), [(".tsv", "\t"), (".csv", ","), ("", "\t")])
def test_tables_are_read(tmp_path: Path, ending: str, delimiter: str) -> None:
    (tmp_path / f"queries{ending}").write_text(table(ADVERTS, delimiter, "q_id"), "utf-8")
    (tmp_path / f"corpus_elements{ending}").write_text(table(CVS, delimiter, "c_id"), "utf-8")
    (tmp_path / "qrels.tsv").write_text(trec(GRADES), "utf-8")
    [found] = read_sets(tmp_path)
    assert (found.queries, found.corpus, found.qrels) == (ADVERTS, CVS, GRADES)


def test_folders_of_text_files_are_read(tmp_path: Path) -> None:
    for name, texts in (("queries", ADVERTS), ("corpus", CVS)):
        (tmp_path / name).mkdir()
        for key, text in texts.items():
            (tmp_path / name / f"{key}.txt").write_text(text, "utf-8")
    (tmp_path / "qrels.txt").write_text(trec(GRADES), "utf-8")
    [found] = read_sets(tmp_path)
    assert (found.queries, found.corpus) == (ADVERTS, CVS)


def test_what_is_no_set_is_none(tmp_path: Path) -> None:
    assert read_sets(tmp_path) == read_sets(tmp_path / "nowhere") == []


def test_judgments_that_cannot_be_read_name_their_line(tmp_path: Path) -> None:
    write_set(SET, tmp_path / "set")
    (tmp_path / "set" / "qrels" / "test.tsv").write_text("q1\t0\tc1\t1\nq1 c1\n", "utf-8")
    with pytest.raises(InputError, match="line 2"):
        read_sets(tmp_path)


def test_every_simple_method_finds_what_the_advert_asks() -> None:
    for name in ("bm25", "tfidf-word", "tfidf-char", "coverage"):
        scores = ranking.METHODS[name](list(ADVERTS.values()), list(CVS.values()))
        assert scores.argmax(axis=1).tolist() == [0, 1], name


def test_a_table_has_a_row_for_each_half_measure_and_method(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tables = ranking.compared(SET, ["coverage"])
    assert "all (2 queries)" in capsys.readouterr().out
    rows = tables["all"]
    assert isinstance(rows, list)
    assert [(row["measure"], row["mean"]) for row in rows] == [
        ("ndcg@10", 1), ("map", 1), ("mrr", 1),
    ]  # fmt: skip


def test_without_data_it_says_so_and_ends_well(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "argv", ["ranking", "--data", "/nowhere"])
    with pytest.raises(SystemExit) as ended:
        ranking.main()
    assert ended.value.code == 0
    assert "Nothing was measured" in capsys.readouterr().out
