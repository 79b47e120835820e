"""An evaluation as a table, as plain values, in words and as a picture; ids in none of them."""

import json
import re
from functools import cache
from pathlib import Path

import pyarrow.csv
import pytest

from judged_sample import PLANTED, judged_sample
from matcher import Candidate, Matcher, Vacancy
from matcher.errors import UnknownName
from matcher.evaluation import Evaluation, Finding, evaluate
from matcher.evaluation.findings import COLUMNS
from matcher.evaluation.table_words import WORDS
from matcher.evaluation.tables import tables_of


@cache
def evaluated() -> Evaluation:
    one = judged_sample()
    return evaluate(
        one.engine, one.people, one.judgments, 5, runs={"planted": PLANTED}, repeats=100
    )


def ids() -> set[str]:
    one = judged_sample()
    return {*one.people.ids, *one.engine.index.ids.tolist(), *one.judgments.judges}


def test_the_table_has_every_part_with_its_intervals(tmp_path: Path) -> None:
    table = evaluated().to_arrow()
    assert table.column_names == list(Finding._fields) == list(COLUMNS)
    rows = table.to_pylist()
    parts = {row["part"] for row in rows}
    assert parts == {
        "ranking", "condensed", "order", "overlap", "market", "reach", "verdicts", "scores",
        "pairs",
    }  # fmt: skip
    market = [(row["run"], row["measure"]) for row in rows if row["part"] == "market"]
    measures = ("coverage", "congestion", "gini")
    assert market == [(run, name) for run in ("engine", "planted") for name in measures]
    for row in rows:
        if row["part"] in {"ranking", "condensed", "order", "overlap", "market"}:
            assert row["low"] <= row["value"] <= row["high"]
        if row["run"] == "planted" and row["part"] in {"ranking", "condensed", "order"}:
            assert row["against"] == "engine"
            assert row["difference_low"] <= row["difference"] <= row["difference_high"]
    evaluated().write(tmp_path / "found.csv")
    assert pyarrow.csv.read_csv(tmp_path / "found.csv").num_rows == len(rows)


def test_plain_values_are_json_and_keep_every_figure() -> None:
    told = evaluated().to_dict()
    assert json.loads(json.dumps(told, allow_nan=False)) == told
    assert len(told["findings"]) == evaluated().to_arrow().num_rows
    assert told["choices"]["k"] == 5
    assert {one["en"] for one in told["cautions"]} == {one.text() for one in evaluated().cautions}


@pytest.mark.parametrize("language", ["en", "id"])
def test_the_text_has_every_table_and_every_caution(language: str) -> None:
    assert language in {"en", "id"}
    told = evaluated().text(language)  # type: ignore[arg-type]
    for table in tables_of(evaluated(), language):  # type: ignore[arg-type]
        assert table.text() in told
    for one in evaluated().cautions:
        assert one.text(language) in told  # type: ignore[arg-type]
    assert "{" not in told


def test_both_languages_have_the_same_words() -> None:
    assert WORDS["en"].keys() == WORDS["id"].keys()
    with pytest.raises(UnknownName, match="No language 'fr'"):
        evaluated().text("fr")  # type: ignore[arg-type]


def test_nothing_that_is_shown_has_an_id() -> None:
    one = evaluated()
    shown = one.text() + one.text("id") + repr(one) + json.dumps(one.to_dict())
    assert not ids() & set(re.findall(r"[\w-]+", shown))


def test_a_figure_without_an_interval_says_so() -> None:
    engine = Matcher("2025-12-01").fit([Vacancy(id="V1", title="welder")])
    said = [{"candidate_id": "C1", "vacancy_id": "V1", "grade": 1}]
    found = evaluate(engine, [Candidate(id="C1")], said)
    assert "1.000 (no interval)" in found.text()
    assert "1.000 (tanpa interval)" in found.text("id")
    ranked = [row for row in found.to_dict()["findings"] if row["part"] == "ranking"]
    assert {row["low"] for row in ranked} == {None}


def test_the_picture_is_that_of_the_comparison(tmp_path: Path) -> None:
    found = evaluated()
    assert found.ranking is not None
    assert found.chart("id").to_dict() == found.ranking.chart("id").to_dict()
    found.save_chart(tmp_path / "found.svg")
    assert "<svg" in (tmp_path / "found.svg").read_text(encoding="utf-8")
