"""Draws what a gap is made of: a bar for each part, one after the other, that end in the gap."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matcher.errors import MissingExtra
from matcher.fairness.audit_text import Language, Words, points, words_in
from matcher.fairness.shares import PARTS

if TYPE_CHECKING:
    import altair as alt

    from matcher.fairness.audit import Audit
    from matcher.fairness.measures import Gap

__all__ = ["causes_chart"]

#: Okabe and Ito's palette: told apart by colour-blind readers, and in print.
_COLOURS = {
    "rule": "#D55E00", "weight": "#0072B2", "documents": "#E69F00", "taxonomy": "#009E73",
    "rest": "#BBBBBB", "gap": "#777777",
}  # fmt: skip
_FONT_SIZE = 12
_WIDTH = 380
#: Numbers on the axis as they stand beside the bars: signed, but for nothing, with a hyphen.
_SIGNED = "datum.value == 0 ? '0' : replace(format(datum.value, '+~g'), '−', '-')"  # noqa: RUF001


def causes_chart(audit: Audit, gap: Gap, language: Language = "en") -> alt.LayerChart:
    """The parts of a gap in percentage points, from nothing to the gap, with their intervals."""
    words = words_in(language)
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("A chart", "report") from None
    rows = _bars(gap, words)
    base = alt.Chart(alt.InlineData(values=rows))
    order = [str(row["part"]) for row in rows]
    y = alt.Y("part:N", sort=order, title=None, scale=alt.Scale(paddingInner=0.3),
              axis=alt.Axis(labelLimit=300, labelPadding=6, ticks=False, domain=False))  # fmt: skip
    axis = alt.Axis(
        labelExpr=_SIGNED, labelFlush=False, tickCount=7, grid=True, gridColor="#EEEEEE"
    )
    x = alt.X("start:Q", title=words.points, axis=axis)
    told = ["part:N", *(alt.Tooltip(f"{one}:Q", format="+.1f") for one in ("size", "low", "high"))]
    layers = [
        base.mark_bar(height=18).encode(
            y=y, x=x, x2="end:Q", color=alt.Color("colour:N", scale=None), tooltip=told
        ),
        base.mark_rule(strokeWidth=1.5).encode(y=y, x="low:Q", x2="high:Q", tooltip=told),
        base.mark_text(align="left", dx=6).encode(y=y, x="reach:Q", text="told:N"),
        alt.Chart().mark_rule(color="#333333", strokeDash=[3, 3]).encode(x=alt.XDatum(0)),
    ]
    styled: alt.LayerChart = (
        alt.layer(*layers)
        .properties(title=_title(audit, gap, words), width=_WIDTH, height=alt.Step(30))
        .configure_axis(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE)
        .configure_text(fontSize=_FONT_SIZE)
        .configure_view(stroke=None)
    )
    return styled


def _title(audit: Audit, gap: Gap, words: Words) -> alt.TitleParams:
    import altair as alt

    told = words.gap.format(
        attribute=gap.attribute,
        group=words.name(gap.group),
        measure=words.measures[audit.measure],
        gap=points(gap.difference.mean),
        other=words.everybody if gap.other is None else words.name(gap.other),
    )
    named = words.named.format(cause=words.parts[gap.cause]) if gap.cause else words.no_cause
    return alt.TitleParams(
        told, subtitle=[named, words.bars], anchor="start", fontSize=14,
        subtitleFontSize=_FONT_SIZE, subtitlePadding=4,
    )  # fmt: skip


def _bars(gap: Gap, words: Words) -> list[dict[str, object]]:
    """The parts one after the other, and the gap; each with what is written to its right."""
    rows: list[dict[str, object]] = []
    start = 0.0
    for name in (*PARTS, "gap"):
        part = gap.difference if name == "gap" else gap.parts[name]
        start = 0.0 if name == "gap" else start
        mean, low, high = (100 * end for end in part)
        rows.append(
            {
                "part": words.whole if name == "gap" else words.parts[name],
                "start": start,
                "end": start + mean,
                "low": start + low,
                "high": start + high,
                "reach": start + max(high, mean, 0.0),
                "size": mean,
                "told": points(part.mean),
                "colour": _COLOURS[name],
            }
        )
        start += mean
    return rows
