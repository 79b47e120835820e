"""Draws a search: every trial with the best so far, and how much each setting matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING, Literal

from matcher.errors import MissingExtra, UnknownName

if TYPE_CHECKING:
    import altair as alt

__all__ = ["Language", "search_chart"]

Language = Literal["en", "id"]

#: Okabe and Ito's blue, and a grey: told apart by colour-blind readers, and in print.
_BEST, _TRIED = "#0072B2", "#999999"
_FONT_SIZE = 12
_WIDTH, _HEIGHT = 340, 260
_MOST_BARS = 12


@dataclass(frozen=True, slots=True)
class _Words:
    """What the picture says in one language."""

    title: str
    points: str
    apart: str
    trial: str
    measures: Mapping[str, str]
    importance: str


_WORDS = {
    "en": _Words(
        title="Search over settings, trials: {:,}",
        points="Grey: each trial, the defaults first. Blue: the best so far.",
        apart="All are judged on the judgments searched on, so they promise more than they keep.",
        trial="trial",
        measures={"pairs": "comparisons in order", "ndcg": "nDCG"},
        importance="share in what makes trials good",
    ),
    "id": _Words(
        title="Pencarian pengaturan, percobaan: {:,}",
        points="Abu-abu: tiap percobaan, bawaan lebih dulu. Biru: yang terbaik sejauh itu.",
        apart="Semua dinilai pada penilaian yang dipakai mencari, jadi menjanjikan terlalu banyak.",
        trial="percobaan",
        measures={"pairs": "perbandingan yang urutannya benar", "ndcg": "nDCG"},
        importance="andil dalam mutu percobaan",
    ),
}


def search_chart(
    values: Sequence[float],
    importances: Mapping[str, float],
    measure: str,
    language: Language = "en",
) -> alt.HConcatChart:
    """Two panels: the values of the trials in their order, and the importances, where known."""
    if language not in _WORDS:
        raise UnknownName("language of pictures", language, known=_WORDS)
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("A chart", "report") from None
    words = _WORDS[language]
    panels: list[alt.LayerChart | alt.Chart] = [_trials(values, words, words.measures[measure])]
    if importances:
        panels.append(_matters(importances, words))
    title = alt.TitleParams(
        words.title.format(len(values)), subtitle=[words.points, words.apart], anchor="start",
        fontSize=14, subtitleFontSize=_FONT_SIZE, subtitlePadding=4,
    )  # fmt: skip
    styled: alt.HConcatChart = (
        alt.hconcat(*panels, spacing=24)
        .properties(title=title)
        .configure_axis(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE)
        .configure_view(stroke="#DDDDDD")
    )
    return styled


def _trials(values: Sequence[float], words: _Words, measured: str) -> alt.LayerChart:
    """Points for the trials, and a line for the best so far."""
    import altair as alt

    drawn = [
        {"trial": number, "value": value, "best": best}
        for number, (value, best) in enumerate(zip(values, accumulate(values, max), strict=True))
    ]
    base = alt.Chart(alt.InlineData(values=drawn))
    x = alt.X("trial:Q", title=words.trial, axis=alt.Axis(tickCount=6, format=",d"))
    scale, axis = alt.Scale(zero=False, nice=True), alt.Axis(tickCount=5, format=".2~f")
    points = base.mark_point(filled=True, size=18, color=_TRIED, opacity=0.6).encode(
        x=x, y=alt.Y("value:Q", title=measured, scale=scale, axis=axis)
    )
    line = base.mark_line(color=_BEST, strokeWidth=2, interpolate="step-after").encode(
        x=x, y=alt.Y("best:Q", title=measured, scale=scale, axis=axis)
    )
    return alt.LayerChart(layer=[points, line], width=_WIDTH, height=_HEIGHT)


def _matters(importances: Mapping[str, float], words: _Words) -> alt.Chart:
    """A bar for each of the settings that matter most."""
    import altair as alt

    shown = list(importances.items())[:_MOST_BARS]
    data = alt.InlineData(values=[{"setting": name, "share": share} for name, share in shown])
    axis = alt.Axis(labelLimit=200, ticks=False, domain=False)
    bars: alt.Chart = (
        alt.Chart(data)
        .mark_bar(color=_BEST, height={"band": 0.7})
        .encode(
            y=alt.Y("setting:N", sort=None, title=None, axis=axis),
            x=alt.X("share:Q", title=words.importance, axis=alt.Axis(tickCount=4, format=".0%")),
        )
        .properties(width=_WIDTH - 100, height=_HEIGHT)
    )
    return bars
