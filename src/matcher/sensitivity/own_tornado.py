"""Draws one candidate's tornado: within which ends of each weight the list stays as it is."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from matcher.errors import MissingExtra, UnknownName
from matcher.features.wording import Language
from matcher.sensitivity.ranges import WeightRange
from matcher.sensitivity.tornado import weight_name

if TYPE_CHECKING:
    import altair as alt

__all__ = ["own_tornado"]

#: Okabe and Ito's blue: in full where the order stays too, pale where the vacancies stay.
_COLOUR, _PALE = "#0072B2", 0.3
_MARK = "#D55E00"
_FONT_SIZE = 12
_WIDTH = 420
#: How far beyond the present weights the axis goes, as a factor.
_REACH = 20.0


@dataclass(frozen=True, slots=True)
class _Words:
    """What the picture says in one language."""

    title: str
    meaning: str
    marks: str
    edges: str
    none: str
    axis: str


_WORDS = {
    "en": _Words(
        title="Within which weights the {} best of {} stay, as of {}",
        meaning="Dark: the list stays in its order. Pale: it names the same vacancies.",
        marks="Orange: the present weight, all others being as they are.",
        edges="A bar that reaches the edge goes on beyond it.",
        none="Weights of 0 are not drawn: {}.",
        axis="weight (logarithmic)",
    ),
    "id": _Words(
        title="Dalam bobot mana {} terbaik untuk {} tetap, per {}",
        meaning="Gelap: urutan daftar tetap. Pucat: lowongannya tetap sama.",
        marks="Jingga: bobot sekarang, yang lain tetap.",
        edges="Batang yang mencapai tepi berlanjut di luarnya.",
        none="Bobot 0 tidak digambar: {}.",
        axis="bobot (logaritmik)",
    ),
}


def own_tornado(
    ranges: Sequence[WeightRange], k: int, as_of: date, language: Language = "en"
) -> alt.LayerChart:
    """A row per weight of one candidate, the narrowest interval first."""
    if language not in _WORDS:
        raise UnknownName("language of pictures", language, known=_WORDS)
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("A chart", "report") from None
    words = _WORDS[language]
    drawn = [one for one in ranges if one.present > 0]
    left_out = [weight_name(one.weight, language) for one in ranges if one.present == 0]
    edges = (
        min(one.present for one in drawn) / _REACH,
        max(one.present for one in drawn) * _REACH,
    )
    rows = [_row(one, edges, language) for one in sorted(drawn, key=_width)]
    notes = [words.meaning, f"{words.marks} {words.edges}"]
    notes += [words.none.format(", ".join(left_out))] if left_out else []
    title = alt.TitleParams(
        words.title.format(k, ranges[0].candidate_id, as_of.isoformat()), subtitle=notes,
        anchor="start", fontSize=14, subtitleFontSize=_FONT_SIZE, subtitlePadding=4,
    )  # fmt: skip
    styled: alt.LayerChart = (
        alt.layer(*_layers(rows, edges, words))
        .properties(title=title, width=_WIDTH, height=alt.Step(26))
        .configure_axis(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE)
        .configure_view(stroke=None)
    )
    return styled


def _layers(
    rows: list[dict[str, Any]], edges: tuple[float, float], words: _Words
) -> list[alt.Chart]:
    """The pale bars, the dark ones on them, the present weights."""
    import altair as alt

    base = alt.Chart(alt.InlineData(values=rows))
    scale = alt.Scale(type="log", domain=list(edges), nice=False, clamp=True)
    shown = alt.Axis(values=_ticks(edges), format="~g", grid=True)
    labels = alt.Axis(ticks=False, domain=False, labelPadding=6)
    y = alt.Y("weight:N", sort=None, title=None, axis=labels, scale=alt.Scale(paddingInner=0.35))

    def x(field: str) -> alt.X:
        return alt.X(f"{field}:Q", title=words.axis, scale=scale, axis=shown)

    told = ["weight:N", "present:Q", "low_told:N", "high_told:N"]
    bars = [
        base.mark_bar(color=_COLOUR, opacity=opacity).encode(
            y=y, x=x(low), x2=f"{high}:Q", tooltip=told
        )
        for low, high, opacity in (("low", "high", _PALE), ("order_low", "order_high", 1.0))
    ]
    marks = base.mark_tick(color=_MARK, thickness=3, size=20).encode(y=y, x=x("present"))
    return [*bars, marks]


def _row(one: WeightRange, edges: tuple[float, float], language: Language) -> dict[str, Any]:
    drawn: dict[str, Any] = {
        "weight": weight_name(one.weight, language),
        "present": one.present,
        "low_told": f"{one.low.at:.3g}: {one.low.before or '-'} → {one.low.after or '-'}",
        "high_told": f"{one.high.at:.3g}: {one.high.before or '-'} → {one.high.after or '-'}",
    }
    for name in ("low", "high", "order_low", "order_high"):
        drawn[name] = min(max(getattr(one, name).at, edges[0]), edges[1])
    return drawn


def _width(one: WeightRange) -> float:
    """How wide an interval is on the axis; where it has no end it is the wider."""
    low = max(one.low.at, one.present / _REACH)
    return math.log(min(one.high.at, one.present * _REACH) / low)


def _ticks(edges: tuple[float, float]) -> list[float]:
    """Round weights between the edges."""
    first, last = (math.floor(math.log10(edge)) for edge in edges)
    ticks = (step * 10.0**power for power in range(first, last + 1) for step in (1, 2, 5))
    return [one for one in ticks if edges[0] <= one <= edges[1]]
