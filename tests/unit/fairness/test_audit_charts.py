"""Pictures of an audit: what is told is drawn, in both languages, and nothing else."""

from __future__ import annotations

import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from audited_market import GROUPS, audited, engine, people
from matcher.errors import MissingExtra
from matcher.fairness import Audit
from matcher.fairness.shares import PARTS

SHORT = {"height_cm": 150}


def audit() -> Audit:
    return audited(SHORT, 160, k=15)


def drawn(chart: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - any chart
    """The rows that are drawn: all layers and panels share them."""
    spec = chart.to_dict()
    parts = [spec, *spec.get("hconcat", ()), *spec.get("layer", ())]
    data = next(one["data"] for one in parts if one.get("data"))
    return list(data["values"] if "values" in data else spec["datasets"][data["name"]])


def test_groups_are_drawn_with_their_intervals_once_for_each_figure() -> None:
    spec = audit().chart().to_dict()
    assert len(spec["hconcat"]) == 4
    rows = [row for row in drawn(audit().chart()) if row["figure"] == "exposure"]
    told = {row["group"]: (row["low"], row["mean"], row["high"]) for row in rows}
    assert set(told) == {"side: A (30)", "side: B (30)"}
    assert all(low <= mean <= high for low, mean, high in told.values())
    assert told["side: A (30)"][1] == pytest.approx(100 * 20 / 30)


def test_the_parts_of_a_gap_follow_each_other_and_end_in_it() -> None:
    rows = drawn(audit().causes_chart())
    assert len(rows) == len(PARTS) + 1
    for before, after in pairwise(rows[:-1]):
        assert after["start"] == before["end"]
    *_, last, whole = rows
    assert whole["start"] == 0
    assert whole["end"] == pytest.approx(last["end"])


@pytest.mark.parametrize(
    ("language", "named", "part"),
    [("en", "Mainly: rules and constraints.", "rules and constraints"),
     ("id", "Terutama: aturan dan syarat.", "aturan dan syarat")],
)  # fmt: skip
def test_pictures_speak_both_languages(language: Any, named: str, part: str) -> None:  # noqa: ANN401
    spec = audit().causes_chart(language).to_dict()
    assert spec["title"]["subtitle"][0] == named
    assert {row["part"] for row in drawn(audit().causes_chart(language))} >= {part}
    assert audit().chart(language).to_dict()["title"]["text"].startswith("60 ")


@pytest.mark.parametrize(("measure", "what"), [("exposure", "shown"), ("eligible", "eligible")])
def test_the_colour_is_said_to_be_of_the_measure_of_the_gaps(measure: Any, what: str) -> None:  # noqa: ANN401
    found = audited(SHORT, 160, k=15, measure=measure)
    notes = found.chart().to_dict()["title"]["subtitle"]
    assert any(note.startswith(f"Orange: {what} more or less often") for note in notes)


def test_hidden_groups_are_not_drawn_and_it_is_said() -> None:
    rare = [row | {"side": "rare"} if n < 4 else row for n, row in enumerate(GROUPS)]
    found = engine().audit(people(), rare, k=5)
    assert {row["group"] for row in drawn(found.chart())} == {"side: B (28)"}
    assert "fewer than 10 people" in found.chart().to_dict()["title"]["subtitle"][-1]


def test_pictures_are_written_by_the_ending(tmp_path: Path) -> None:
    audit().save_chart(tmp_path / "groups.json")
    audit().save_causes_chart(tmp_path / "causes.json", "id", audit().between("side", "A", "B"))
    assert "side A" in (tmp_path / "causes.json").read_text(encoding="utf-8")
    assert (tmp_path / "groups.json").stat().st_size > 1000


@pytest.mark.parametrize("draw", [Audit.chart, Audit.causes_chart])
def test_without_the_extra_it_is_named(
    draw: Callable[[Audit], object], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtra, match="report"):
        draw(audit())
