"""Draws what evening out exposure costs: nDCG over the gap, as the strength goes from 0 to 1."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from matcher.errors import MissingExtra, UnknownName

if TYPE_CHECKING:
    import altair as alt

__all__ = ["Language", "reranking_chart"]

Language = Literal["en", "id"]

#: Okabe and Ito's blue and vermilion: told apart by colour-blind readers, and in print.
_MEAN, _WORST = "#0072B2", "#D55E00"
_FONT_SIZE = 12
_WIDTH, _HEIGHT = 420, 170
#: No nDCG is above 1, though there is room for a name above the point.
_UP_TO_ONE = "datum.value > 1 ? '' : format(datum.value, '.3~f')"
#: The strengths that are named beside their points.
_NAMED = frozenset((0.0, 0.5, 1.0))


@dataclass(frozen=True, slots=True)
class _Words:
    """What the picture says in one language."""

    title: str
    path: str
    named: str
    gap: str
    gap_within: str
    mean: str
    worst: str


_WORDS = {
    "en": _Words(
        title="What evening out exposure costs, lists: {:,}",
        path="From right to left the strength grows from 0 to 1 in steps of 0.1.",
        named="Numbers beside points: the strength.",
        gap="exposure that another group should have, all lists together",
        gap_within="exposure that another group should have, mean of the lists",
        mean="nDCG@{}, mean",
        worst="nDCG@{}, worst list",
    ),
    "id": _Words(
        title="Biaya pemerataan keterlihatan, daftar: {:,}",
        path="Dari kanan ke kiri kekuatan naik dari 0 sampai 1, langkah 0.1.",
        named="Angka di samping titik: kekuatan.",
        gap="keterlihatan yang mestinya milik kelompok lain, semua daftar bersama",
        gap_within="keterlihatan yang mestinya milik kelompok lain, rata-rata daftar",
        mean="nDCG@{}, rata-rata",
        worst="nDCG@{}, daftar terburuk",
    ),
}


def reranking_chart(
    points: Sequence[Mapping[str, float]],
    k: int,
    lists: int,
    language: Language = "en",
    *,
    is_within: bool = False,
) -> alt.VConcatChart:
    """Two panels over one axis: the mean of the lists and the worst of them.

    `points` have `strength`, `gap`, `ndcg` and `worst`, by strength.
    """
    if language not in _WORDS:
        raise UnknownName("language of pictures", language, known=_WORDS)
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("A chart", "report") from None
    words = _WORDS[language]
    data = alt.InlineData(values=[_drawn(one) for one in points])
    measured = words.gap_within if is_within else words.gap
    title = alt.TitleParams(
        words.title.format(lists), subtitle=[words.path, words.named],
        anchor="start", fontSize=14, subtitleFontSize=_FONT_SIZE, subtitlePadding=4,
    )  # fmt: skip
    styled: alt.VConcatChart = (
        alt.vconcat(
            _panel(data, "ndcg", words.mean.format(k), None, _MEAN),
            _panel(data, "worst", words.worst.format(k), measured, _WORST),
            spacing=12,
        )
        .resolve_scale(x="shared")
        .properties(title=title)
        .configure_axis(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE, gridColor="#EEEEEE")
        .configure_view(stroke="#DDDDDD")
    )
    return styled


def _panel(
    data: alt.InlineData, field: str, measured: str, across: str | None, colour: str
) -> alt.LayerChart:
    """The line through the points by strength, some named; the axis below it if it has a title."""
    import altair as alt

    base = alt.Chart(data)
    ruler = alt.Axis(format=".2~%", tickCount=6, labelFlush=False, labels=across is not None)
    x = alt.X("gap:Q", title=across, axis=ruler, scale=alt.Scale(zero=True, nice=True))
    y = alt.Y(
        f"{field}:Q", title=measured, axis=alt.Axis(labelExpr=_UP_TO_ONE, tickCount=5),
        scale=alt.Scale(zero=False, nice=True, padding=20),
    )  # fmt: skip
    told = [alt.Tooltip(f"{one}:Q", format=".3f") for one in ("strength", "gap", "ndcg", "worst")]
    line = base.mark_line(color=colour, strokeWidth=2).encode(x=x, y=y, order="strength:Q")
    dots = base.mark_point(color=colour, filled=True, size=45, opacity=1).encode(
        x=x, y=y, tooltip=told
    )
    names = base.mark_text(align="right", dx=2, dy=-11, fontSize=_FONT_SIZE).encode(
        x=x, y=y, text="named:N"
    )
    layered = alt.LayerChart(layer=[line, dots, names])
    return layered.properties(width=_WIDTH, height=_HEIGHT)


def _drawn(point: Mapping[str, float]) -> dict[str, object]:
    """The point as the picture needs it."""
    strength = point["strength"]
    return {**point, "named": f"{strength:g}" if strength in _NAMED else ""}
