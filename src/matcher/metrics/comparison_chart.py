"""Draws compared runs: means with intervals, and differences from the baseline around zero."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from matcher.errors import MissingExtra, UnknownName

if TYPE_CHECKING:
    import altair as alt

__all__ = ["Language", "comparison_chart"]

Language = Literal["en", "id"]

#: Okabe and Ito's blue, and a grey: told apart by colour-blind readers, and in print.
_CLEAR, _UNCLEAR = "#0072B2", "#777777"
_FONT_SIZE = 12
_WIDTH = 250
_LONGEST_LABEL = 40
_ORDERED = ("measure", "run")
#: Means, and differences as tables write them: signed, but for none, with a hyphen.
_PLAIN = "format(datum.value, '.2~f')"
_SIGNED = "datum.value == 0 ? '0' : replace(format(datum.value, '+.3~f'), '−', '-')"  # noqa: RUF001


@dataclass(frozen=True, slots=True)
class _Words:
    """What the picture says in one language."""

    title: str
    intervals: str
    colours: str
    mean: str
    difference: str


_WORDS = {
    "en": _Words(
        title="Runs compared, queries: {:,}",
        intervals="Lines: {:.3g} % intervals over queries.",
        colours="Blue: corrected p below {:.3g}. Grey: not so, or the baseline.",
        mean="mean",
        difference="difference from {}",
    ),
    "id": _Words(
        title="Perbandingan hasil, kueri: {:,}",
        intervals="Garis: interval {:.3g} % antar kueri.",
        colours="Biru: p terkoreksi di bawah {:.3g}. Abu-abu: tidak, atau acuannya.",
        mean="rata-rata",
        difference="selisih dari {}",
    ),
}


def comparison_chart(
    rows: Sequence[Mapping[str, object]],
    baseline: str,
    confidence: float,
    language: Language = "en",
) -> alt.HConcatChart:
    """Two panels per measure, a row per run: its mean, and what it has beyond the baseline.

    `rows` have the fields of `Compared`.
    """
    if language not in _WORDS:
        raise UnknownName("language of pictures", language, known=_WORDS)
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("A chart", "report") from None
    words, doubt = _WORDS[language], 1 - confidence
    data = alt.InlineData(values=[_drawn(row, doubt) for row in rows])
    orders = tuple(list(dict.fromkeys(_short(row[name]) for row in rows)) for name in _ORDERED)
    panels = [_panel(data, orders, ("mean", "low", "high"), words.mean, is_first=True)]
    if len(orders[1]) > 1:
        fields = ("difference", "difference_low", "difference_high")
        measured = words.difference.format(_short(baseline))
        panels.append(_panel(data, orders, fields, measured, is_first=False))
    queries = max((int(str(row["queries"])) for row in rows), default=0)
    notes = [words.intervals.format(confidence * 100), words.colours.format(doubt)]
    title = alt.TitleParams(
        words.title.format(queries), subtitle=notes, anchor="start", fontSize=14,
        subtitleFontSize=_FONT_SIZE, subtitlePadding=4,
    )  # fmt: skip
    styled: alt.HConcatChart = (
        alt.hconcat(*panels, spacing=24)
        .properties(title=title)
        .configure_axis(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE)
        .configure_view(stroke="#DDDDDD")
    )
    return styled


def _panel(
    data: alt.InlineData,
    orders: tuple[list[str], ...],
    fields: tuple[str, str, str],
    measured: str,
    *,
    is_first: bool,
) -> alt.FacetChart:
    """Points and their intervals, a facet per measure; the second panel has a line at zero."""
    import altair as alt

    (measures, runs), (middle, low, high) = orders, fields
    labels = alt.Axis(labelLimit=260, ticks=False, domain=False, labels=is_first, grid=False)
    # Every run has its row in both panels, the baseline an empty one in the second.
    places = alt.Scale(domain=runs)
    y = alt.Y("run:N", sort=None, title=None, axis=labels, scale=places)
    scale = alt.Scale(zero=not is_first, nice=True)
    axis = alt.Axis(tickCount=5, labelFlush=False, labelExpr=_PLAIN if is_first else _SIGNED)
    x = alt.X(f"{middle}:Q", title=measured, scale=scale, axis=axis)
    colour = alt.Color("colour:N", scale=None, legend=None)
    base = alt.Chart().transform_filter(f"isValid(datum.{middle})")
    told = ["measure:N", "run:N", *(alt.Tooltip(f"{one}:Q", format=".4f") for one in fields)]
    lines = base.mark_rule(strokeWidth=2).encode(
        y=y, x=alt.X(f"{low}:Q", title=measured, scale=scale, axis=axis), x2=f"{high}:Q",
        color=colour, tooltip=told,
    )  # fmt: skip
    points = base.mark_point(filled=True, size=60, opacity=1).encode(
        y=y, x=x, color=colour, tooltip=told
    )
    layers = [lines, points]
    if not is_first:
        zero = alt.XDatum(0, title=measured, scale=scale, axis=axis)
        layers.insert(0, alt.Chart().mark_rule(color="#333333", strokeDash=[3, 3]).encode(x=zero))
    header = alt.Header(
        title=None, labels=is_first, labelAngle=0, labelAlign="left", labelFontSize=_FONT_SIZE
    )
    faceted: alt.FacetChart = (
        alt.layer(*layers, data=data)
        .properties(width=_WIDTH, height=alt.Step(22))
        .facet(row=alt.Row("measure:N", sort=measures, header=header), spacing=10)
        .properties(bounds="flush")
    )
    return faceted


def _drawn(row: Mapping[str, object], doubt: float) -> dict[str, object]:
    """The row as the picture needs it; what is not a number is not there."""
    adjusted = row["p_adjusted"]
    is_clear = isinstance(adjusted, float) and adjusted < doubt
    known = {
        name: None if isinstance(value, float) and value != value else value  # noqa: PLR0124
        for name, value in row.items()
    }
    return known | {
        **{name: _short(row[name]) for name in _ORDERED},
        "colour": _CLEAR if is_clear else _UNCLEAR,
    }


def _short(told: object) -> str:
    name = str(told)
    return name if len(name) <= _LONGEST_LABEL else f"{name[: _LONGEST_LABEL - 1]}…"
