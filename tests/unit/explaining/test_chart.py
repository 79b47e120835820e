"""The waterfall: bars that begin where the last one ended, and end at the score."""

import json
import sys
from dataclasses import replace
from itertools import groupby, pairwise
from pathlib import Path
from typing import Any

import pytest

from matcher.errors import MissingExtra
from matcher.explaining import Explanation, explain_pair
from matcher.explaining.sentence_phrases import COMPONENT_NAMES
from matcher.features.wording import Language
from matcher.index import build_index
from matcher.normalizing.expressions import either
from matcher.records.evidence import Evidence
from small_world import CONTEXT, ask, claim, must, nice, person, vacancy, work

JOB = replace(
    vacancy(must(ask("skill:smaw")), nice(ask("skill:cooking")), must(ask("language:jlpt", 2))),
    country="Japan",
)
WHO = replace(
    person(
        work("occupation:welder", 1, evidence=Evidence.INTERNSHIP),
        claim("skill:smaw", None, Evidence.UKK),
        incomplete=["languages"],
    ),
    wish_countries=frozenset({"Japan"}),
)


@pytest.fixture(scope="module")
def why() -> Explanation:
    return explain_pair(build_index([JOB], CONTEXT), WHO, 0)


def rows_of(spec: dict[str, Any], mark: str) -> list[dict[str, Any]]:
    """The rows behind the last layer of a mark, wherever the chart holds them."""
    layer = [layer for layer in spec["layer"] if layer["mark"]["type"] == mark][-1]
    data = layer.get("data") or spec["data"]
    return list(data["values"] if "values" in data else spec["datasets"][data["name"]])


def bars(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The bars of the criteria, without the sum at the end."""
    return rows_of(spec, "bar")[:-1]


def chart_of(why: Explanation, language: Language = "en") -> dict[str, Any]:
    return dict(why.chart(language).to_dict())


def test_each_contribution_is_a_bar(why: Explanation) -> None:
    shown = sorted(row["value"] for row in bars(chart_of(why)))
    assert shown == sorted(one.value for one in why.contributions)


def test_the_part_that_adds_most_comes_first_and_stays_together(why: Explanation) -> None:
    rows = bars(chart_of(why))
    parts = [part for part, _ in groupby(row["part"] for row in rows)]
    sums = {part: sum(row["value"] for row in rows if row["part"] == part) for part in parts}
    assert len(sums) == len(parts)
    assert [sums[part] for part in parts] == sorted(sums.values(), reverse=True)
    assert [row["asked"].rstrip("\u200b") for row in rows] == [
        "SMAW",
        "Cooking",
        "Welder",
        "country, sector and wage wished for",
        "JLPT N4",
    ]


def test_within_a_part_the_greatest_comes_first(why: Explanation) -> None:
    for _, rows in groupby(bars(chart_of(why)), key=lambda row: str(row["part"])):
        values = [row["value"] for row in rows]
        assert values == sorted(values, reverse=True)


def test_each_bar_begins_where_the_last_one_ended(why: Explanation) -> None:
    rows = bars(chart_of(why))
    assert rows[0]["start"] == 0
    for above, below in pairwise(rows):
        assert below["start"] == above["end"]
    for row in rows:
        assert row["end"] == row["start"] + row["value"]


def test_the_last_bar_ends_at_the_score(why: Explanation) -> None:
    assert bars(chart_of(why))[-1]["end"] == pytest.approx(why.score, abs=1e-6)


def test_a_bar_reaches_as_far_as_is_still_possible(why: Explanation) -> None:
    rows = {row["asked"].rstrip("\u200b"): row for row in bars(chart_of(why))}
    language = rows["JLPT N4"]
    assert language["end"] == language["start"]
    assert language["reach"] - language["start"] == pytest.approx(1.5 / 10.25, abs=1e-12)
    cooking = rows["Cooking"]
    assert cooking["reach"] == cooking["start"]


def test_a_bar_is_labelled_with_what_it_adds(why: Explanation) -> None:
    for row in bars(chart_of(why)):
        assert row["label"] == f"+{row['value']:.3f}"


@pytest.mark.parametrize("language", ["en", "id"])
def test_bars_are_named_in_the_language_of_the_reader(why: Explanation, language: Language) -> None:
    rows = bars(chart_of(why, language))
    assert {row["part"] for row in rows} <= set(COMPONENT_NAMES[language].values())
    asked = {one.asked[language] for one in why.contributions}
    assert {row["asked"].rstrip("\u200b") for row in rows} == asked


@pytest.mark.parametrize(("language", "name"), [("en", "score"), ("id", "nilai")])
def test_the_sum_stands_last_from_nothing_to_the_score(
    why: Explanation, language: Language, name: str
) -> None:
    total = rows_of(chart_of(why, language), "bar")[-1]
    assert (total["asked"].rstrip("\u200b"), total["part"]) == (name, name)
    assert (total["start"], total["end"], total["reach"]) == (0, why.score, why.possible)
    assert total["label"] == f"{why.score:.3f}"


def test_the_title_names_the_pair_its_verdict_and_score(why: Explanation) -> None:
    title = chart_of(why)["title"]
    assert title["text"] == "C1 – welder (V1)"
    standing = f"NEEDS_PROOF, score {why.score:.3f}, possible {why.possible:.3f}"
    assert title["subtitle"][0] == standing
    assert title["subtitle"][1].startswith("Pale: ")
    assert "nilai" in chart_of(why, "id")["title"]["subtitle"][0]


@pytest.mark.parametrize("language", ["en", "id"])
def test_every_part_that_is_there_has_a_colour_of_its_own(
    why: Explanation, language: Language
) -> None:
    spec = chart_of(why, language)
    shown = list(dict.fromkeys(row["part"] for row in rows_of(spec, "bar")))
    for layer in spec["layer"]:
        if "color" in layer["encoding"]:
            scale = layer["encoding"]["color"]["scale"]
            assert scale["domain"] == shown
            assert len(set(scale["range"])) == len(shown)


def test_a_part_keeps_its_colour_whatever_else_is_there(why: Explanation) -> None:
    alone = explain_pair(build_index([vacancy(nice(ask("skill:cooking")))], CONTEXT), person(), 0)

    def colours(one: Explanation) -> dict[str, str]:
        scale = chart_of(one)["layer"][0]["encoding"]["color"]["scale"]
        return dict(zip(scale["domain"], scale["range"], strict=True))

    both = colours(why).keys() & colours(alone).keys()
    assert {"skills", "occupation", "score"} <= both
    assert all(colours(why)[part] == colours(alone)[part] for part in both)


def test_long_phrases_are_cut_and_stay_distinct() -> None:
    names = ("smaw", "brazing", "cooking", "welding", "smaw-3g", "smaw-6g")
    long = either([ask(f"skill:{name}") for name in names] + [ask("language:jlpt", 2)])
    longer = either([ask(f"skill:{name}") for name in names] + [ask("language:jlpt", 3)])
    job = vacancy(must(long, component="skills"), must(longer, component="skills"))
    made = explain_pair(build_index([job], CONTEXT), person(), 0)
    names_shown = [row["asked"] for row in bars(chart_of(made))]
    assert len(set(names_shown)) == len(names_shown)
    texts = [name.rstrip("\u200b") for name in names_shown]
    assert max(map(len, texts)) == 56
    assert sum(text.endswith("…") for text in texts) == 2


def test_a_chart_is_saved_by_the_ending_of_its_path(why: Explanation, tmp_path: Path) -> None:
    why.save_chart(tmp_path / "why.json")
    saved = json.loads((tmp_path / "why.json").read_text(encoding="utf-8"))
    assert saved["title"]["text"] == "C1 – welder (V1)"
    why.save_chart(str(tmp_path / "id.json"), "id")
    saved = json.loads((tmp_path / "id.json").read_text(encoding="utf-8"))
    assert "nilai" in saved["title"]["subtitle"][0]


def test_without_the_library_the_extra_is_named(
    why: Explanation, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtra, match="report"):
        why.chart()
