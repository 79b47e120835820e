"""Labelled texts: counted in any order, kept with their source, read back as they were."""

import csv
import math
from pathlib import Path
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError
from matcher.normalizing import fold
from matcher.normalizing.labelled import Labelled, LabelledTexts

Pair = tuple[str, str] | tuple[str, str, float]
TEXTS = st.one_of(st.sampled_from(["kuli", "Kuli", "tukang las", "=1+1", "'x", "溶接"]), st.text())
ROWS = st.lists(
    st.tuples(TEXTS, st.sampled_from(["a", "b", "c"]), st.integers(1, 9).map(float)), max_size=12
)


@given(ROWS, st.randoms(use_true_random=False), st.integers(0, 12))
def test_order_and_parts_do_not_matter(
    rows: list[tuple[str, str, float]],
    chance: Random,
    cut: int,
) -> None:
    shuffled = chance.sample(rows, len(rows))
    whole = LabelledTexts.of(rows)
    assert LabelledTexts.of(shuffled) == whole
    assert LabelledTexts.of(shuffled[:cut]) + LabelledTexts.of(shuffled[cut:]) == whole


@given(ROWS)
def test_every_count_of_a_text_that_says_something_is_kept(
    rows: list[tuple[str, str, float]],
) -> None:
    counts = LabelledTexts.of(rows).counts
    for text, by_concept in counts.items():
        for concept, count in by_concept.items():
            assert count == math.fsum(n for t, c, n in rows if fold(t) == text and c == concept)
    said = math.fsum(n for text, _, n in rows if fold(text))
    assert math.fsum(n for found in counts.values() for n in found.values()) == said
    assert list(counts) == sorted(counts)


@pytest.mark.parametrize("suffix", [".csv", ".tsv", ".jsonl", ".parquet", ".xlsx"])
def test_written_and_read_it_is_the_same(tmp_path: Path, suffix: str) -> None:
    pairs: list[Pair] = [
        ("=1+1 kuli", "a"),
        ("kuli", "b", 2.5),
        ("Kuli", "a"),
        ("@las", "c"),
        ("-x", "a"),
    ]
    labelled = LabelledTexts.of(pairs, source="review of titles.csv by Ani, 2026-02-03")
    labelled.write(tmp_path / f"labels{suffix}")
    assert LabelledTexts.read(tmp_path / f"labels{suffix}") == labelled


def test_what_is_written_is_a_table_of_aliases(tmp_path: Path) -> None:
    pairs: list[Pair] = [("kuli", "a"), ("kuli", "b", 2), ("las", "c"), ("las", "d")]
    LabelledTexts.of(pairs, source="me").write(tmp_path / "x.csv")
    with (tmp_path / "x.csv").open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    assert list(rows[0]) == [
        "alias", "language", "concept", "preferred", "source", "confidence", "count",
    ]  # fmt: skip
    assert {row["concept"]: row["preferred"] for row in rows} == {
        "a": "", "b": "yes", "c": "", "d": "",
    }  # fmt: skip
    assert {(row["source"], row["confidence"]) for row in rows} == {("me", "confirmed")}


def test_sources_are_kept_apart_and_counted_together() -> None:
    both = LabelledTexts.of([("x", "a")], source="one") + LabelledTexts.of([("x", "a")])
    assert both.rows == (Labelled("x", "a", 1, ""), Labelled("x", "a", 1, "one"))
    assert both.counts == {"x": {"a": 2}}
    assert (len(both), list(both), both.concepts) == (2, list(both.rows), ["a"])
    assert repr(both) == "<LabelledTexts: 1 texts, 2 rows>"


def test_broken_rows_are_set_aside() -> None:
    table = [
        {"alias": "kuli", "concept": "a", "count": "3"},
        {"alias": "!!", "concept": "a", "count": "1"},
        {"alias": "las", "concept": "", "count": "1"},
        {"alias": "las", "concept": "b", "count": "many"},
        {"alias": "las", "concept": "b", "count": "-1"},
    ]
    read = LabelledTexts.read(table)
    assert read.counts == {"kuli": {"a": 3}}
    assert [(one.row, one.column) for one in read.rejected] == [
        (2, "alias"), (3, "concept"), (4, "count"), (5, "count"),
    ]  # fmt: skip
    assert "Write a number" in read.rejected[-1].repair


@pytest.mark.parametrize("pair", ["ab", ("x",), ("x", "a", 1, 2), ("x", 5), (None, "a"), 7])
def test_what_is_no_pair_is_refused_with_its_position(pair: object) -> None:
    with pytest.raises(InputError, match="position 1"):
        LabelledTexts.of([("x", "a"), pair])  # type: ignore[list-item]


@pytest.mark.parametrize("count", [0, -1, math.nan, math.inf, True, "3"])
def test_what_is_no_count_is_refused(count: object) -> None:
    with pytest.raises(InputError, match="count at position 0"):
        LabelledTexts.of([("x", "a", count)])  # type: ignore[list-item]


def test_a_long_text_counts_by_its_beginning() -> None:
    long = "kuli " * 1000
    assert LabelledTexts.of([(long, "a")]).counts == {fold(long[:1000]): {"a": 1}}
