"""A review: the least certain first, and every answer is used or told."""

from datetime import date
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing import Hit, Normalizer, Resolution, fold
from matcher.normalizing.reviewing import Review, read_review, review_table, uncertain
from matcher.records.writing import write_table
from matcher.taxonomy import Taxonomy

TAXONOMY = Taxonomy.from_labels(
    ["c:1", "c:2", "c:2", "c:3", "c:4"], ["porter", "welder", "juru las", "cook", "Cook"]
)
NORMALIZER = Normalizer(TAXONOMY)
ANSWER = "answer (number of a candidate, concept id, label, or none)"
DAY = date(2026, 2, 3)


def reviewed(tmp_path: Path, answers: list[tuple[str, str]], suffix: str = ".xlsx") -> Review:
    """The review of phrases whose candidates are always porter and welder."""
    hits = [Hit("c:1", "porter", "concept", 0.4), Hit("c:2", "welder", "concept", 0.3)]
    texts = [phrase for phrase, _ in answers]
    asked = uncertain(texts, {text: Resolution.abstention(text) for text in texts})
    table = review_table(asked, [hits] * len(asked))
    by_phrase = dict(answers)
    filled = pa.array([by_phrase[text] for text in table["phrase"].to_pylist()], pa.string())
    table = table.set_column(table.column_names.index(ANSWER), ANSWER, filled)
    write_table(table, tmp_path / f"review{suffix}")
    return read_review(tmp_path / f"review{suffix}", NORMALIZER, reviewer="Ani", on=DAY)


FOUND = {
    text: Resolution("c:1", "porter", "concept", confidence, "similar", text)
    if confidence
    else Resolution.abstention(text)
    for text, confidence in {
        "kuli": 0, "Kuli": 0, "jaksa": 0, "tukang": 0.85, "porter": 1.0, "porters": 0.9, "!?": 0,
    }.items()
}  # fmt: skip


@given(st.lists(st.sampled_from(sorted(FOUND)), max_size=12))
def test_every_uncertain_phrase_is_listed_once_in_order(texts: list[str]) -> None:
    phrases = uncertain(texts, FOUND)
    keys = [(one.found.confidence, -one.times, one.text) for one in phrases]
    assert keys == sorted(keys)
    expected = {fold(text) for text in texts if fold(text) and FOUND[text].confidence < 1}
    assert [fold(one.text) for one in phrases] == sorted(
        expected, key=[fold(one.text) for one in phrases].index
    )
    counted = [text for text in texts if fold(text) in expected]
    assert sum(one.times for one in phrases) == len(counted)
    for one in phrases:
        spelled = {text: texts.count(text) for text in texts if fold(text) == fold(one.text)}
        assert spelled[one.text] == max(spelled.values())


def test_a_phrase_is_shown_in_its_commonest_spelling() -> None:
    asked = uncertain(["Kuli", "kuli", "kuli"], FOUND)
    assert [(one.text, one.times) for one in asked] == [("kuli", 3)]


def test_a_text_too_long_to_be_a_name_is_not_asked_about() -> None:
    long = "kuli " * 300
    assert uncertain([long], {long: Resolution.abstention(long)}) == []


def test_what_was_found_is_offered_first_and_once() -> None:
    hits = [Hit("c:2", "welder", "concept", 0.4), Hit("c:1", "porter", "concept", 0.3)]
    (row,) = review_table(uncertain(["porters"], FOUND), [hits]).to_pylist()
    assert row == {
        "phrase": "porters", "count": 1, "confidence": pytest.approx(0.9), "method": "similar",
        "candidate 1": "porter [c:1]", "candidate 2": "welder [c:2]", "candidate 3": None,
        "candidate 4": None, "candidate 5": None, ANSWER: None,
    }  # fmt: skip


@pytest.mark.parametrize("suffix", [".xlsx", ".csv"])
@pytest.mark.parametrize(
    ("answer", "concept"),
    [
        ("1", "c:1"),
        ("2", "c:2"),
        ("2.0", "c:2"),
        ("c:3", "c:3"),
        ("Juru Las", "c:2"),
        ("welder [c:2]", "c:2"),
        (" porter ", "c:1"),
    ],
)
def test_an_answer_in_any_form_is_an_alias_with_its_source(
    tmp_path: Path, answer: str, concept: str, suffix: str
) -> None:
    (row,) = reviewed(tmp_path, [("=kuli", answer)], suffix).labelled
    assert (row.text, row.concept) == ("=kuli", concept)
    assert row.source == f"review of review{suffix} by Ani, 2026-02-03"


@pytest.mark.parametrize("answer", ["none", "None", "tidak ada", "-"])
def test_none_says_that_no_concept_is_meant(tmp_path: Path, answer: str) -> None:
    read = reviewed(tmp_path, [("jaksa", answer), ("kuli", "1"), ("tukang", "")])
    assert (read.none, read.unanswered, len(read.labelled)) == (("jaksa",), 1, 1)


@pytest.mark.parametrize(
    ("answer", "reason", "repair"),
    [
        ("3", "There is no candidate 3.", "Write the number"),
        ("0", "There is no candidate 0.", "Write the number"),
        ("999999999999", "There is no candidate 999999999999.", "Write the number"),
        ("COOK", "'COOK' names c:3 and c:4.", "Write the id of one"),
        ("weldr", "'weldr' is no number of a candidate, id or label.", "welder [c:2]?"),
        ("?!", "'?!' is no number of a candidate, id or label.", "or none"),
        ("porter [c:9]", "is no number of a candidate", "porter [c:1]?"),
    ],
)
def test_a_broken_answer_is_set_aside_with_its_repair(
    tmp_path: Path, answer: str, reason: str, repair: str
) -> None:
    read = reviewed(tmp_path, [("kuli", answer), ("jaksa", "none")])
    (one,) = read.rejected
    assert (one.column, one.value, len(read.labelled)) == (ANSWER, answer, 0)
    assert reason in one.reason
    assert repair in one.repair


def test_a_phrase_answered_in_two_ways_is_told(tmp_path: Path) -> None:
    rows: list[dict[str, Any]] = [
        {"phrase": "kuli", "answer": "c:1"},
        {"phrase": "Kuli", "answer": "c:2"},
        {"phrase": "KULI", "answer": "porter"},
    ]
    write_table(pa.Table.from_pylist(rows), tmp_path / "two.csv")
    read = read_review(tmp_path / "two.csv", NORMALIZER, reviewer="Ani", on=DAY)
    assert {row.concept for row in read.labelled} == {"c:1"}
    (one,) = read.rejected
    assert (one.row, one.reason) == (2, "Row 1 answers 'Kuli' otherwise.")


def test_candidates_of_another_taxonomy_are_told(tmp_path: Path) -> None:
    rows = [{"phrase": "kuli", "candidate 1": "porter [other:1]", "answer": "1"}]
    write_table(pa.Table.from_pylist(rows), tmp_path / "other.csv")
    read = read_review(tmp_path / "other.csv", NORMALIZER, reviewer="Ani", on=DAY)
    assert "no concept 'other:1'" in read.rejected[0].reason


def test_answers_can_be_learned_and_take_effect_as_aliases(tmp_path: Path) -> None:
    read = reviewed(tmp_path, [("kuli", "1"), ("tukang", "2")])
    assert NORMALIZER.learn(read.labelled).resolve("KULI").id == "c:1"
    read.labelled.write(tmp_path / "aliases.csv")
    more = TAXONOMY.with_aliases(tmp_path / "aliases.csv", fold=fold)
    assert more.rejected == ()
    assert Normalizer(more).resolve("tukang").id == "c:2"
