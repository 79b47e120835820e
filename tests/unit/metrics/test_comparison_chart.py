"""The picture of compared runs: what is drawn, in which order and colour."""

import sys
from typing import Any, cast

import pytest

from matcher.errors import MissingExtra, UnknownName
from matcher.metrics import Compared
from matcher.metrics.comparison_chart import Language, comparison_chart

NAN = float("nan")
ROWS = [
    Compared("mrr", "old", 20, 0.5, 0.25, 0.75),
    Compared("mrr", "new", 20, 0.6, 0.5, 0.75, 0.1, 0.05, 0.2, 0.01, 0.04),
    Compared("mrr", "odd " * 20, 20, 0.6, NAN, NAN, 0.1, NAN, NAN, 0.03, 0.06),
    Compared("map", "old", 20, 0.5, 0.25, 0.75),
]


def drawn(rows: list[Compared], language: Language = "en") -> dict[str, Any]:
    chart = comparison_chart([one._asdict() for one in rows], "old", 0.95, language)
    return dict(chart.to_dict())


def values_of(spec: dict[str, Any]) -> list[dict[str, Any]]:
    data = spec["hconcat"][0]["data"] if "data" in spec["hconcat"][0] else spec["data"]
    return list(data["values"] if "values" in data else spec["datasets"][data["name"]])


def test_a_panel_has_the_means_and_another_the_differences() -> None:
    means, differences = drawn(ROWS)["hconcat"]
    assert means["facet"]["row"]["sort"] == ["mrr", "map"] == differences["facet"]["row"]["sort"]
    fields = [
        [layer["encoding"]["x"].get("field") for layer in one["spec"]["layer"]]
        for one in (means, differences)
    ]
    assert fields == [["low", "mean"], [None, "difference_low", "difference"]]


def test_both_panels_have_every_run_at_the_same_height() -> None:
    domains = [
        one["spec"]["layer"][-1]["encoding"]["y"]["scale"]["domain"]
        for one in drawn(ROWS)["hconcat"]
    ]
    assert domains[0] == domains[1]
    assert domains[0][:2] == ["old", "new"]


def test_only_what_stays_below_the_limit_after_correction_is_coloured() -> None:
    old, new, odd, _ = (one["colour"] for one in values_of(drawn(ROWS)))
    assert old == odd != new


def test_an_interval_that_is_not_known_is_not_drawn() -> None:
    odd = values_of(drawn(ROWS))[2]
    assert odd["low"] is odd["difference_high"] is None
    assert odd["mean"] == 0.6


def test_a_long_name_is_cut() -> None:
    assert values_of(drawn(ROWS))[2]["run"] == ("odd " * 20)[:39] + "…"


def test_one_run_alone_has_no_differences() -> None:
    assert len(drawn(ROWS[:1])["hconcat"]) == 1


def test_the_picture_speaks_both_languages() -> None:
    english, indonesian = (drawn(ROWS, one)["title"] for one in ("en", "id"))
    assert english["text"] == "Runs compared, queries: 20"
    assert indonesian["text"] == "Perbandingan hasil, kueri: 20"
    with pytest.raises(UnknownName, match="language of pictures"):
        drawn(ROWS, cast("Language", "fr"))


def test_without_the_extra_the_error_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "altair", None)
    with pytest.raises(MissingExtra, match="report"):
        drawn(ROWS)
