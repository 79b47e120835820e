"""Draws an explanation as a waterfall: from nothing, criterion by criterion, to the score."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matcher.errors import MissingExtra, UnknownName
from matcher.explaining.facts import PairFacts
from matcher.explaining.sentence_phrases import COMPONENT_NAMES
from matcher.features.wording import Language

if TYPE_CHECKING:
    import altair as alt

__all__ = ["waterfall"]

#: Okabe and Ito's palette: told apart by colour-blind readers, and in print.
_COLOURS = {
    "occupation": "#0072B2",
    "skills": "#009E73",
    "experience": "#E69F00",
    "education": "#56B4E9",
    "language": "#CC79A7",
    "certificates": "#D55E00",
    "preference": "#999999",
}
#: The sum of it all, in print darker than any part.
_TOTAL_COLOUR = "#333333"


@dataclass(frozen=True, slots=True)
class _Words:
    """What the picture says in one language."""

    score: str
    possible: str
    pale: str
    adds: str
    axis: str
    part: str


_WORDS = {
    "en": _Words(
        score="score",
        possible="possible",
        pale="Pale: what would count as well if everything unknown were in the person’s favour.",
        adds="adds",
        axis="score",
        part="part",
    ),
    "id": _Words(
        score="nilai",
        possible="mungkin",
        pale="Pucat: yang masih dapat dihitung bila semua yang belum diketahui menguntungkan.",
        adds="menambah",
        axis="nilai",
        part="bagian",
    ),
}
_LONGEST_LABEL = 56
_FONT_SIZE = 12


def waterfall(explanation: PairFacts, language: Language = "en") -> alt.LayerChart:
    """The contributions part by part, each bar beginning where the last one ended, then the sum.

    A pale bar shows what the criterion could still add if everything unknown turned out well.
    """
    if language not in _WORDS:
        raise UnknownName("language of explanations", language, known=_WORDS)
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("A chart", "report") from None
    words = _WORDS[language]
    rows = _bars(explanation, language)
    base = alt.Chart(alt.InlineData(values=rows))
    order = [str(row["asked"]) for row in rows]
    y = alt.Y("asked:N", sort=order, title=None, axis=alt.Axis(labelLimit=420, ticks=False))
    x = alt.X("start:Q", title=words.axis, axis=alt.Axis(tickCount=8, format=".1f"))
    shown, colours = _colours(rows, language)
    colour = alt.Color("part:N", scale=alt.Scale(domain=shown, range=colours), title=words.part,
                       legend=alt.Legend(symbolOpacity=1))  # fmt: skip
    possible = base.mark_bar(opacity=0.3).encode(y=y, x=x, x2="reach:Q", color=colour)
    proven = base.mark_bar().encode(
        y=y, x="start:Q", x2="end:Q", color=colour,
        tooltip=[alt.Tooltip("asked:N"), alt.Tooltip("value:Q", format=".3f", title=words.adds)],
    )  # fmt: skip
    numbers = base.mark_text(align="left", dx=5).encode(y=y, x="reach:Q", text="label:N")
    heading, *below = _heading(explanation, words)
    title = alt.TitleParams(heading, subtitle=below, anchor="start", subtitlePadding=4)
    chart = alt.LayerChart(layer=[possible, proven, numbers])
    styled: alt.LayerChart = (
        chart.properties(title=title, width=460, height=alt.Step(21))
        .configure_axis(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE)
        .configure_text(fontSize=_FONT_SIZE)
        .configure_legend(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE)
        .configure_title(fontSize=14, subtitleFontSize=_FONT_SIZE)
        .configure_view(stroke=None)
    )
    return styled


def _heading(explanation: PairFacts, words: _Words) -> list[str]:
    """The pair, how it stands, and what the pale bars mean."""
    standing = (
        f"{explanation.verdict}, {words.score} {explanation.score:.3f}, "
        f"{words.possible} {explanation.possible:.3f}"
    )
    return [
        f"{explanation.candidate_id} – {explanation.title} ({explanation.vacancy_id})",
        standing,
        words.pale,
    ]


def _colours(rows: list[dict[str, object]], language: Language) -> tuple[list[str], list[str]]:
    """The parts that are there, in the order in which they stand, and their colours."""
    names = COMPONENT_NAMES[language]
    colours = {names[name]: colour for name, colour in _COLOURS.items()}
    colours[_WORDS[language].score] = _TOTAL_COLOUR
    shown = list(dict.fromkeys(str(row["part"]) for row in rows))
    return shown, [colours[part] for part in shown]


def _bars(explanation: PairFacts, language: Language) -> list[dict[str, object]]:
    """One row per criterion, the part that adds most first, and one for the sum."""
    names, words = COMPONENT_NAMES[language], _WORDS[language]
    sums: defaultdict[str, float] = defaultdict(float)
    for one in explanation.contributions:
        sums[one.component] += one.value
    places = sorted(sums, key=lambda name: -sums[name])
    level = 0.0
    rows: list[dict[str, object]] = []
    for one in sorted(
        explanation.contributions, key=lambda one: (places.index(one.component), -one.value)
    ):
        rows.append(
            {
                # Two criteria may read alike once shortened; a row of the chart needs its own name.
                "asked": _shortened(one.asked[language]) + "\u200b" * len(rows),
                "part": names[one.component],
                "start": level,
                "end": level + one.value,
                "reach": level + one.weight * one.possible,
                "value": one.value,
                "label": f"+{one.value:.3f}",
            }
        )
        level += one.value
    total = {"asked": words.score + "\u200b" * len(rows), "part": words.score, "start": 0.0,
             "end": explanation.score, "reach": explanation.possible, "value": explanation.score,
             "label": f"{explanation.score:.3f}"}  # fmt: skip
    return [*rows, total]


def _shortened(text: str) -> str:
    return text if len(text) <= _LONGEST_LABEL else f"{text[: _LONGEST_LABEL - 1]}…"
