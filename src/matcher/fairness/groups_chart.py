"""Draws groups: for each figure a dot and its interval, group below group."""

from __future__ import annotations

from collections.abc import Iterator
from math import isnan
from typing import TYPE_CHECKING

from matcher.errors import MissingExtra
from matcher.fairness.audit_text import Language, Words, words_in
from matcher.fairness.naming_rule import MOST_DOUBT

if TYPE_CHECKING:
    import altair as alt

    from matcher.fairness.audit import Audit, GroupRow

__all__ = ["groups_chart"]

#: Okabe and Ito's vermilion, and a grey: told apart by colour-blind readers, and in print.
_CLEAR, _UNCLEAR = "#D55E00", "#777777"
_FONT_SIZE = 12
_WIDTH = 165
_LONGEST_LABEL = 32
#: The figures drawn, and by how much they are multiplied.
_DRAWN = {"eligible": 100, "exposure": 100, "attention": 1, "score": 1}
#: How numbers of the axes are written: scores to the same two decimals each.
_FORMATS = {"score": ".2f"}


def groups_chart(audit: Audit, language: Language = "en") -> alt.HConcatChart:
    """A panel per figure, a row per group that is told; a line at the mean of everybody."""
    words = words_in(language)
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("A chart", "report") from None
    rows = [row for row in audit.rows if row.measured is not None]
    data = alt.InlineData(values=[one for row in rows for one in _points(row, words)])
    order = [_label(row, words) for row in rows]
    panels = [_panel(data, name, order, words, is_first=not place)
              for place, name in enumerate(_DRAWN)]  # fmt: skip
    day = audit.as_of.isoformat()
    told = words.title.format(people=audit.people, vacancies=audit.vacancies, k=audit.k, day=day)
    what = words.measures[audit.measure]
    notes = [words.intervals, words.colours.format(what=what, p=MOST_DOUBT)]
    if len(rows) < len(audit.rows):
        notes.append(words.minimum.format(minimum=audit.minimum))
    title = alt.TitleParams(
        told, subtitle=notes, anchor="start", fontSize=14, subtitleFontSize=_FONT_SIZE,
        subtitlePadding=4,
    )  # fmt: skip
    styled: alt.HConcatChart = (
        alt.hconcat(*panels, spacing=24)
        .properties(title=title)
        .configure_axis(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE)
        .configure_view(stroke="#DDDDDD")
    )
    return styled


def _panel(
    data: alt.InlineData, name: str, order: list[str], words: Words, *, is_first: bool
) -> alt.LayerChart:
    import altair as alt

    labels = alt.Axis(labelLimit=260, ticks=False, domain=False, labels=is_first, grid=False)
    y = alt.Y("group:N", sort=order, title=None, axis=labels, scale=alt.Scale(domain=order))
    scale = alt.Scale(zero=name != "score", nice=True)
    axis = alt.Axis(tickCount=4, labelFlush=False, format=_FORMATS.get(name, ".2~f"))
    base = alt.Chart().transform_filter(alt.datum.figure == name)
    colour = alt.Color("colour:N", scale=None, legend=None)
    told = ["group:N", *(alt.Tooltip(f"{one}:Q", format=".3f") for one in ("mean", "low", "high"))]
    x = alt.X("mean:Q", title=words.figures[name], scale=scale, axis=axis)
    lines = base.mark_rule(strokeWidth=2).encode(
        y=y, x=alt.X("low:Q", title=words.figures[name], scale=scale, axis=axis), x2="high:Q",
        color=colour, tooltip=told,
    )  # fmt: skip
    points = base.mark_point(filled=True, size=60, opacity=1).encode(
        y=y, x=x, color=colour, tooltip=told
    )
    return alt.LayerChart(layer=[lines, points], data=data, width=_WIDTH, height=alt.Step(22))


def _points(row: GroupRow, words: Words) -> Iterator[dict[str, object]]:
    """The figures of a group as the picture needs them; what is no number is not drawn."""
    is_clear = row.gap is not None and row.gap.p_adjusted < MOST_DOUBT
    for name, times in _DRAWN.items():
        told = getattr(row.measured, name)
        if not isnan(told.mean):
            mean, low, high = (None if isnan(end) else times * end for end in told)
            yield {
                "group": _label(row, words),
                "figure": name,
                "mean": mean,
                "low": low,
                "high": high,
                "colour": _CLEAR if is_clear else _UNCLEAR,
            }


def _label(row: GroupRow, words: Words) -> str:
    people = 0 if row.measured is None else row.measured.people
    group = words.name(row.group)
    short = group if len(group) <= _LONGEST_LABEL else f"{group[: _LONGEST_LABEL - 1]}…"
    return f"{row.attribute}: {short} ({people:,})"
