"""Draws whom constraints and rules bar: a bar each, in the colour of who asks it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.errors import MissingExtra, UnknownName
from matcher.features.wording import Language

if TYPE_CHECKING:
    from datetime import date

    import altair as alt

__all__ = ["Bar", "removals_chart"]

#: Okabe and Ito's palette: told apart by colour-blind readers, and in print.
_COLOURS = {
    "employer": "#0072B2",
    "agency": "#009E73",
    "host_country": "#E69F00",
    "law": "#333333",
}
_MOST_BARS = 15
_LONGEST_LABEL = 52
_FONT_SIZE = 12
_PALE = 0.3


@dataclass(frozen=True, slots=True)
class Bar:
    """A constraint or rule in words, and how many pairs and people it bars."""

    asked: str
    origin: str
    rule: str | None
    is_counted: bool
    failing: int
    alone: int
    candidates: int


@dataclass(frozen=True, slots=True)
class _Words:
    """What the picture says in one language."""

    title: str
    parts: str
    beside: str
    reported: str
    left_out: str
    more: str
    quiet: str
    nobody: str
    axis: str
    person: str
    people: str
    by: str
    origins: dict[str, str]


_WORDS = {
    "en": _Words(
        title="Whom constraints and rules bar, as of",
        parts="Dark: pairs that nothing else bars. Pale: further pairs that fail it and something "
        "else.",
        beside="Beside the bar: people with a pair that nothing else bars; then the rule, if it "
        "is one.",
        reported="Outlined (the pale part dashed): only reported; the bar says whom it would bar.",
        left_out="Not shown: {}.",
        more="{} more",
        quiet="{} that bar nobody",
        nobody="Nobody is barred (constraints and rules asked: {}).",
        axis="pairs, of {:,} ({:,} people × {:,} vacancies)",
        person="1 person",
        people="{:,} people",
        by="asked by",
        origins={"employer": "employer", "agency": "agency", "host_country": "host country",
                 "law": "law"},
    ),
    "id": _Words(
        title="Siapa yang gugur karena syarat dan aturan, per",
        parts="Gelap: pasangan yang tidak gugur karena hal lain. Pucat: pasangan lain yang "
        "gugur karenanya dan karena hal lain.",
        beside="Di samping batang: orang yang punya pasangan yang tidak gugur karena hal lain; "
        "lalu aturannya, bila ada.",
        reported="Bergaris tepi (bagian pucat putus-putus): hanya dilaporkan; batangnya "
        "menunjukkan siapa yang akan gugur.",
        left_out="Tidak ditampilkan: {}.",
        more="{} lagi",
        quiet="{} yang tidak menggugurkan siapa pun",
        nobody="Tidak ada yang gugur (syarat dan aturan yang diminta: {}).",
        axis="pasangan, dari {:,} ({:,} orang × {:,} lowongan)",
        person="1 orang",
        people="{:,} orang",
        by="diminta oleh",
        origins={"employer": "pemberi kerja", "agency": "agensi",
                 "host_country": "negara tujuan", "law": "hukum"},
    ),
}  # fmt: skip


def removals_chart(
    bars: Sequence[Bar], size: tuple[int, int], as_of: date, language: Language = "en"
) -> alt.LayerChart:
    """The first bars that bar somebody: dark what each alone bars, pale what else fails it.

    `size` is how many people and vacancies were paired.
    """
    if language not in _WORDS:
        raise UnknownName("language of explanations", language, known=_WORDS)
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("A chart", "report") from None
    words = _WORDS[language]
    shown = [bar for bar in bars if bar.failing][:_MOST_BARS]
    title = alt.TitleParams(
        f"{words.title} {as_of.isoformat()}", subtitle=_notes(bars, shown, words),
        anchor="start", fontSize=14, subtitleFontSize=_FONT_SIZE, subtitlePadding=4,
    )  # fmt: skip
    measured = words.axis.format(size[0] * size[1], *size)
    chart = alt.LayerChart(layer=_layers(shown, measured, words))
    styled: alt.LayerChart = (
        chart.properties(title=title, width=400, height=alt.Step(21))
        .configure_axis(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE, grid=False)
        .configure_legend(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE)
        .configure_text(fontSize=_FONT_SIZE)
        .configure_view(stroke=None)
    )
    return styled


def _layers(shown: Sequence[Bar], measured: str, words: _Words) -> list[alt.Chart]:
    """The bars, and what stands beside them."""
    import altair as alt

    rows = [row for place, bar in enumerate(shown) for row in _parts(bar, place, words)]
    base = alt.Chart(alt.InlineData(values=rows))
    order = [_label(bar, place) for place, bar in enumerate(shown)]
    y = alt.Y("asked:N", sort=order, title=None, scale=alt.Scale(paddingInner=0.25),
              axis=alt.Axis(labelLimit=400, labelPadding=6, ticks=False, domain=False))  # fmt: skip
    # Without a bar there is nothing to measure, and nobody who asks.
    ruler = alt.Axis(format=",d", tickMinStep=1, tickCount=6) if shown else None
    legend = alt.Legend(orient="bottom", symbolOpacity=1) if shown else None
    there = [one for one in _COLOURS if any(bar.origin == one for bar in shown)]
    scale = alt.Scale(
        domain=[words.origins[one] for one in there], range=[_COLOURS[one] for one in there]
    )
    bars = base.mark_bar().encode(
        y=y, x=alt.X("start:Q", title=measured, axis=ruler), x2="end:Q",
        color=alt.Color("by:N", title=words.by, scale=scale, legend=legend),
        stroke=alt.Stroke("by:N", scale=scale, legend=None),
        fillOpacity=alt.FillOpacity("fill:Q", scale=None, legend=None),
        strokeWidth=alt.StrokeWidth("outline:Q", scale=None, legend=None),
        strokeDash=alt.condition("datum.dashed", alt.value([3, 2]), alt.value([])),
        tooltip=["asks:N", "by:N", "failing:Q", "alone:Q", "candidates:Q"],
    )  # fmt: skip
    return [bars, base.mark_text(align="left", dx=5).encode(y=y, x="end:Q", text="beside:N")]


def _notes(bars: Sequence[Bar], shown: Sequence[Bar], words: _Words) -> list[str]:
    """How to read the picture, and how much is not shown."""
    if not shown:
        return [words.nobody.format(len(bars))]
    more = sum(bar.failing > 0 for bar in bars) - len(shown)
    quiet = sum(bar.failing == 0 for bar in bars)
    counts = ((more, words.more), (quiet, words.quiet))
    left_out = "; ".join(phrase.format(count) for count, phrase in counts if count)
    notes = [words.parts, words.beside]
    notes += [words.reported] * any(not bar.is_counted for bar in shown)
    return notes + [words.left_out.format(left_out)] * bool(left_out)


def _label(bar: Bar, place: int) -> str:
    """What is asked, cut; several may ask the same, and a bar needs a name of its own."""
    short = bar.asked
    if len(short) > _LONGEST_LABEL:
        short = f"{short[: _LONGEST_LABEL - 1]}…"
    return short + "\u200b" * place


def _parts(bar: Bar, place: int, words: _Words) -> list[dict[str, object]]:
    """The dark and the pale part of a bar, as far as there are such pairs; the last is told."""
    number = words.person if bar.candidates == 1 else words.people.format(bar.candidates)
    told = f"{number} ({bar.rule})" if bar.rule else number
    ends = [(0, bar.alone, 1.0), (bar.alone, bar.failing, _PALE)]
    parts = [one for one in ends if one[0] < one[1]]
    return [
        {
            "asked": _label(bar, place),
            "by": words.origins[bar.origin],
            "start": start,
            "end": end,
            "fill": opacity if bar.is_counted else 0.0,
            "outline": 0.0 if bar.is_counted else 1.5,
            "dashed": opacity < 1,
            "beside": told if end == bar.failing else "",
            "asks": bar.asked,
            "failing": bar.failing,
            "alone": bar.alone,
            "candidates": bar.candidates,
        }
        for start, end, opacity in parts
    ]
