"""The picture of the removals: what bars most, in the colour of who asks it."""

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher import Candidate, Matcher, Vacancy
from matcher.errors import MissingExtra, UnknownName
from matcher.removals import Removals
from matcher.removals_chart import Bar, removals_chart
from matcher.settings import Settings

AS_OF = date(2025, 12, 1)
WOMEN = Bar("women", "employer", None, is_counted=True, failing=5, alone=2, candidates=2)
ORIGINS = ["employer", "agency", "host_country", "law"]
PEOPLE = [Candidate(id="C1", sex="F", height_cm=170), Candidate(id="C2", sex="M", height_cm=160)]
JOBS = [
    Vacancy(id="V1", title="cook", sex="F", height_min=170),
    Vacancy(id="V2", title="cook", sex="M"),
]


def counted(**settings: object) -> Removals:
    chosen = Settings.model_validate(settings)
    return Matcher(AS_OF, packs=[], settings=chosen).fit(JOBS).removals(PEOPLE)


def drawn(bars: Sequence[Bar]) -> dict[str, Any]:
    return dict(removals_chart(bars, (20, 30), AS_OF).to_dict())


def rows_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    data = spec["data"]
    return list(data["values"] if "values" in data else spec["datasets"][data["name"]])


def subtitle(bars: Sequence[Bar]) -> list[str]:
    return list(drawn(bars)["title"]["subtitle"])


@given(
    st.lists(
        st.builds(
            lambda alone, more, origin: replace(
                WOMEN, origin=origin, alone=alone, failing=alone + more
            ),
            st.integers(0, 9),
            st.integers(0, 9),
            st.sampled_from(ORIGINS),
        ),
        max_size=20,
    )
)
def test_every_pair_of_what_is_shown_is_drawn_once(bars: list[Bar]) -> None:
    spec = drawn(bars)
    rows = rows_of(spec)
    shown = [bar for bar in bars if bar.failing][:15]
    names = list(dict.fromkeys(row["asked"] for row in rows))
    assert spec["layer"][0]["encoding"]["y"]["sort"] == names
    assert len(names) == len(shown)
    for bar, name in zip(shown, names, strict=True):
        parts = [row for row in rows if row["asked"] == name]
        dark = sum(row["end"] - row["start"] for row in parts if row["fill"] == 1)
        pale = sum(row["end"] - row["start"] for row in parts if row["fill"] < 1)
        assert (dark, pale) == (bar.alone, bar.failing - bar.alone)
        assert [row["start"] for row in parts[1:]] == [row["end"] for row in parts[:-1]]
        assert all(row["start"] < row["end"] for row in parts)


def test_what_bars_most_is_drawn_in_the_order_given_and_the_rest_is_said() -> None:
    bars = [replace(WOMEN, asked=f"A{number:02d}") for number in range(18)]
    quiet = replace(WOMEN, asked="quiet", failing=0, alone=0)
    asked = list(dict.fromkeys(row["asks"] for row in rows_of(drawn([*bars, quiet]))))
    assert asked == [f"A{number:02d}" for number in range(15)]
    assert subtitle([*bars, quiet])[-1] == "Not shown: 3 more; 1 that bar nobody."
    assert subtitle(bars)[-1] == "Not shown: 3 more."
    assert subtitle([WOMEN, quiet])[-1] == "Not shown: 1 that bar nobody."
    assert len(subtitle(bars[:15])) == 2
    assert len(subtitle([replace(WOMEN, alone=0)])) == 2


def test_people_stand_beside_the_end_of_a_bar_with_the_rule() -> None:
    rule = replace(WOMEN, rule="ours-age", origin="law", candidates=1_234)
    one, only_pale = replace(WOMEN, candidates=1), replace(WOMEN, alone=0, candidates=0)
    rows = rows_of(drawn([WOMEN, rule, one, only_pale]))
    told = [(row["end"], row["beside"]) for row in rows if row["beside"]]
    beside = ["2 people", "1,234 people (ours-age)", "1 person", "0 people"]
    assert told == [(5, words) for words in beside]


def test_who_asks_keeps_a_colour_whoever_else_does() -> None:
    def colours(*origins: str) -> dict[str, str]:
        bars = [replace(WOMEN, origin=origin) for origin in origins]
        scale = drawn(bars)["layer"][0]["encoding"]["color"]["scale"]
        return dict(zip(scale["domain"], scale["range"], strict=True))

    everyone = colours("law", "agency", "host_country", "employer")
    assert list(everyone) == ["employer", "agency", "host country", "law"]
    assert len(set(everyone.values())) == len(ORIGINS)
    assert colours("law") == {"law": everyone["law"]}
    assert colours("host_country", "employer").items() <= everyone.items()


def test_what_is_only_reported_is_outlined_and_explained() -> None:
    reported = replace(WOMEN, is_counted=False)
    rows = rows_of(drawn([WOMEN, reported]))
    looks = [(row["fill"], row["outline"], row["dashed"]) for row in rows]
    assert looks == [(1, 0, False), (0.3, 0, True), (0, 1.5, False), (0, 1.5, True)]
    assert "only reported" in subtitle([WOMEN, reported])[2]
    assert len(subtitle([WOMEN])) == 2


def test_long_labels_are_cut_and_what_reads_alike_has_a_bar_each() -> None:
    long = replace(WOMEN, asked="a" * 60)
    names = list(dict.fromkeys(row["asked"] for row in rows_of(drawn([long, long]))))
    assert [name.rstrip("\u200b") for name in names] == [f"{'a' * 51}…"] * 2
    whole = replace(WOMEN, asked="a" * 52)
    assert rows_of(drawn([whole]))[0]["asked"] == "a" * 52


@pytest.mark.parametrize("bars", [[], [replace(WOMEN, failing=0, alone=0)]], ids=["none", "quiet"])
def test_where_nobody_is_barred_the_picture_says_so(bars: list[Bar]) -> None:
    assert rows_of(drawn(bars)) == []
    assert subtitle(bars) == [f"Nobody is barred (constraints and rules asked: {len(bars)})."]


def test_the_axis_says_of_how_many_pairs() -> None:
    x = drawn([WOMEN])["layer"][0]["encoding"]["x"]
    assert x["title"] == "pairs, of 600 (20 people × 30 vacancies)"


def test_removals_are_drawn_as_they_were_counted() -> None:
    rows = rows_of(counted().chart().to_dict())
    told = [(row["asks"], row["by"], row["end"], row["fill"], row["beside"]) for row in rows]
    # The man is barred from the first vacancy by his height too.
    assert sorted(told) == [
        ("height at least 170 cm", "employer", 1, 0.3, "0 people"),
        ("men", "employer", 1, 1, "1 person"),
        ("women", "employer", 1, 0.3, "0 people"),
    ]
    reported = rows_of(counted(report_only=("employer",)).chart().to_dict())
    assert {row["fill"] for row in reported} == {0}


def test_the_picture_speaks_both_languages() -> None:
    english, indonesian = counted().chart().to_dict(), counted().chart("id").to_dict()
    assert english["title"]["text"] == "Whom constraints and rules bar, as of 2025-12-01"
    assert (
        indonesian["title"]["text"] == "Siapa yang gugur karena syarat dan aturan, per 2025-12-01"
    )
    assert {"laki-laki", "perempuan"} < {row["asks"] for row in rows_of(indonesian)}
    assert {row["by"] for row in rows_of(indonesian)} == {"pemberi kerja"}
    with pytest.raises(UnknownName, match="language"):
        removals_chart([], (0, 0), AS_OF, "fr")  # type: ignore[arg-type]


def test_the_picture_is_saved_by_its_ending(tmp_path: Path) -> None:
    counted().save_chart(tmp_path / "r.json", "id")
    saved = json.loads((tmp_path / "r.json").read_text(encoding="utf-8"))
    assert saved["title"]["text"].startswith("Siapa")
    counted().save_chart(str(tmp_path / "r.svg"))
    assert "Whom constraints" in (tmp_path / "r.svg").read_text(encoding="utf-8")


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtra, match="report"):
        counted().chart()
