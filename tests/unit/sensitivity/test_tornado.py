"""The pictures of a sensitivity: what is drawn is what was found, in both languages."""

import json
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from matcher import Matcher, load_sample
from matcher.errors import MissingExtra, UnknownName
from matcher.sensitivity import Draws, End, Sensitivity, WeightRange
from matcher.sensitivity.own_tornado import own_tornado
from matcher.sensitivity.tornado import weight_name

SAMPLE = load_sample(candidates=10)
ENGINE = Matcher("2025-12-01").fit(list(SAMPLE.vacancies)[:60])


@cache
def surveyed(*movements: float) -> Sensitivity:
    return ENGINE.sensitivity(SAMPLE.candidates, 3, movements=movements, draws=Draws(0))


def rows_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    """The rows of the data, which altair names by their digest."""
    if "datasets" in spec:
        (rows,) = spec["datasets"].values()
        return list(rows)
    data = spec.get("data") or spec["hconcat"][0].get("data") or spec["layer"][0]["data"]
    return list(data["values"])


def test_each_movement_has_a_bar_to_its_side_as_long_as_lists_change() -> None:
    found = surveyed(0.1, 0.5)
    rows = rows_of(found.chart().to_dict())
    for row in found.movements:
        if row.direction == "both":
            continue
        side, sign = {"down": ("lowered", -1), "up": ("raised", 1)}[row.direction]
        named = (weight_name(row.weight, "en"), side, f"{row.movement:.0%}")
        (drawn,) = (one for one in rows if (one["weight"], one["side"], one["by"]) == named)
        assert drawn["changed"] == pytest.approx(sign * (1 - row.kept.mean))
        assert drawn["lost"] == pytest.approx(sign * (1 - row.overlap.mean))
        assert drawn["longest"] == (row.movement == 0.5)
        assert sorted([drawn["changed_low"], drawn["changed"], drawn["changed_high"]], key=abs) == [
            drawn["changed_low"], drawn["changed"], drawn["changed_high"],
        ]  # fmt: skip
    assert len(rows) == 2 * 2 * 8


def test_longer_bars_lie_under_shorter_ones_and_are_paler() -> None:
    rows = rows_of(surveyed(0.05, 0.1, 0.5).chart().to_dict())
    steps = list(dict.fromkeys((row["by"], row["shade"]) for row in rows))
    assert steps == [("50%", 0.25), ("10%", 0.625), ("5%", 1.0)]
    assert {row["shade"] for row in rows_of(surveyed(0.5).chart().to_dict())} == {1.0}


def test_the_weight_on_which_most_hangs_is_on_top() -> None:
    found = surveyed(0.1, 0.5)
    spec = found.chart("id").to_dict()
    (bars, *_), (others, *_) = (panel["layer"] for panel in spec["hconcat"])
    names = [weight_name(one, "id") for one in found.movements.weights]
    assert bars["encoding"]["y"]["sort"] == others["encoding"]["y"]["sort"] == names
    assert "prior" in names
    assert "keterampilan" in names


def test_a_candidate_has_a_bar_of_each_weight_the_narrowest_first() -> None:
    found = surveyed(0.5)
    name = found.candidate_ids[0]
    spec = found.chart(candidate=name).to_dict()
    rows = rows_of(spec)
    assert len(rows) == 8
    assert name in spec["title"]["text"]
    ranges = {weight_name(one.weight, "en"): one for one in found.of(name)}
    widths = [row["high"] / row["low"] for row in rows if row["low"] > 0.05 and row["high"] < 60]
    assert widths == sorted(widths)
    for row in rows:
        own = ranges[row["weight"]]
        assert row["low"] == pytest.approx(max(own.low.at, 0.05))
        assert row["high"] == pytest.approx(min(own.high.at, 60.0))
        assert row["low"] <= row["order_low"] <= row["present"] <= row["order_high"] <= row["high"]


def test_a_weight_of_nothing_is_left_out_and_named() -> None:
    never, ever = End(0.0, None, None), End(float("inf"), None, None)
    ends = (never, ever, never, ever)
    ranges = [WeightRange("C1", "skills", 3.0, *ends), WeightRange("C1", "prior", 0.0, *ends)]
    spec = own_tornado(ranges, 5, surveyed(0.5).as_of).to_dict()
    assert [row["weight"] for row in rows_of(spec)] == ["skills"]
    assert spec["title"]["subtitle"][-1] == "Weights of 0 are not drawn: prior."


def test_where_nobody_has_a_list_the_picture_says_so() -> None:
    people = list(SAMPLE.candidates)[:1]
    old = [people[0].model_copy(update={"birth_date": None, "id": "old"})]
    empty = ENGINE.sensitivity(old, 3, verdicts=("READY",), movements=(0.5,), draws=Draws(0))
    assert len(empty) == 0
    spec = empty.chart().to_dict()
    assert spec["title"]["subtitle"] == ["Nobody has a list."]


def test_the_pictures_speak_both_languages() -> None:
    found = surveyed(0.5)
    name = found.candidate_ids[0]
    english, indonesian = found.chart().to_dict(), found.chart("id").to_dict()
    assert english["title"]["text"].startswith("Which weight the 3 best hang on")
    assert indonesian["title"]["text"].startswith("Bobot mana yang menentukan 3 terbaik")
    assert {row["side"] for row in rows_of(indonesian)} == {"diturunkan", "dinaikkan"}
    own = found.chart("id", candidate=name).to_dict()
    assert own["title"]["text"].startswith("Dalam bobot mana 3 terbaik")
    for candidate in (None, name):
        with pytest.raises(UnknownName, match="language"):
            found.chart("fr", candidate=candidate)  # type: ignore[arg-type]


def test_pictures_are_saved_by_their_ending(tmp_path: Path) -> None:
    found = surveyed(0.5)
    found.save_chart(tmp_path / "t.json", "id")
    assert "Bobot" in json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))["title"]["text"]
    found.save_chart(str(tmp_path / "o.svg"), candidate=found.candidate_ids[0])
    assert "Within which weights" in (tmp_path / "o.svg").read_text(encoding="utf-8")


def test_without_the_library_the_extra_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    found = surveyed(0.5)
    monkeypatch.setitem(sys.modules, "altair", None)
    for candidate in (None, found.candidate_ids[0]):
        with pytest.raises(MissingExtra, match="report"):
            found.chart(candidate=candidate)
