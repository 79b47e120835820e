"""Draws an explanation as a waterfall: from nothing, criterion by criterion, to the score."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.errors import MissingExtra, UnknownName
from matcher.explaining.facts import PairFacts
from matcher.explaining.sentences import COMPONENT_NAMES
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
_TITLES = {
    "en": ("score", "still possible", "adds", "share of the score", "part"),
    "id": ("nilai", "masih mungkin", "menambah", "bagian dari nilai", "bagian"),
}
_LONGEST_LABEL = 48


def waterfall(explanation: PairFacts, language: Language = "en") -> alt.LayerChart:
    """The contributions in the order of their size, each bar beginning where the last one ended.

    A pale bar shows what the criterion could still add if everything unknown turned out well.
    """
    if language not in _TITLES:
        raise UnknownName("language of explanations", language, known=_TITLES)
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("A chart", "report") from None
    total, _, adds, axis, part = _TITLES[language]
    rows = _bars(explanation, language)
    order = [str(row["asked"]) for row in rows]
    y = alt.Y("asked:N", sort=order, title=None, axis=alt.Axis(labelLimit=360))
    names = COMPONENT_NAMES[language]
    colours = alt.Scale(domain=[names[name] for name in _COLOURS], range=list(_COLOURS.values()))
    colour = alt.Color("part:N", scale=colours, title=part, legend=alt.Legend(symbolOpacity=1))
    base = alt.Chart(alt.InlineData(values=rows))
    possible = base.mark_bar(opacity=0.25).encode(
        y=y, x=alt.X("start:Q", title=axis, axis=alt.Axis(tickCount=8)), x2="reach:Q",
        color=colour,
    )  # fmt: skip
    proven = base.mark_bar().encode(
        y=y, x="start:Q", x2="end:Q",
        color=colour,
        tooltip=[alt.Tooltip("asked:N"), alt.Tooltip("value:Q", format=".3f", title=adds)],
    )  # fmt: skip
    numbers = base.mark_text(align="left", dx=4).encode(y=y, x="reach:Q", text="label:N")
    rule = (
        alt.Chart(alt.InlineData(values=[{"score": explanation.score}]))
        .mark_rule(strokeDash=[4, 4])
        .encode(x="score:Q")
    )
    title = alt.TitleParams(
        f"{explanation.candidate_id} – {explanation.title} ({explanation.vacancy_id})",
        subtitle=f"{explanation.verdict}, {total} {explanation.score:.3f}",
    )
    chart = alt.LayerChart(layer=[possible, proven, rule, numbers])
    return chart.properties(title=title, width=460, height=alt.Step(22))


def _bars(explanation: PairFacts, language: Language) -> list[dict[str, object]]:
    """One row per criterion: where its bar starts, ends, and could reach."""
    names = COMPONENT_NAMES[language]
    level = 0.0
    rows: list[dict[str, object]] = []
    for place, one in enumerate(sorted(explanation.contributions, key=lambda one: -one.value)):
        asked = one.asked[language]
        short = asked if len(asked) <= _LONGEST_LABEL else f"{asked[: _LONGEST_LABEL - 1]}…"
        rows.append(
            {
                # Two criteria may read alike once shortened; a row of the chart needs its own name.
                "asked": short + "\u200b" * place,
                "part": names[one.component],
                "start": level,
                "end": level + one.value,
                "reach": level + one.weight * one.possible,
                "value": one.value,
                "label": f"+{one.value:.3f}",
            }
        )
        level += one.value
    return rows
