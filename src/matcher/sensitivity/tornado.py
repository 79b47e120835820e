"""Draws what moving each weight does to a cohort's lists: a tornado, what matters most on top."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from matcher.errors import MissingExtra, UnknownName
from matcher.explaining.sentence_phrases import COMPONENT_NAMES
from matcher.features.wording import Language
from matcher.sensitivity.movements import SIDES, Movements

if TYPE_CHECKING:
    import altair as alt

__all__ = ["tornado", "weight_name"]

#: Okabe and Ito's blue and orange: told apart by colour-blind readers, and in print.
_COLOURS = {"down": "#0072B2", "up": "#E69F00"}
_FONT_SIZE = 12
_WIDTH = 250
#: The palest bar, of the greatest movement; the smallest is drawn in full.
_PALEST = 0.25


@dataclass(frozen=True, slots=True)
class _Words:
    """What the picture says in one language."""

    title: str
    meaning: str
    shades: str
    nobody: str
    changed: str
    lost: str
    moved: str
    sides: dict[str, str]


_WORDS = {
    "en": _Words(
        title="Which weight the {} best hang on, as of {}; candidates: {:,}",
        meaning="Bars: one weight moved, all others as they are; to the left lowered, to the right "
        "raised.",
        shades="From dark to pale: by {}. Lines: 95 % intervals of the longest bar.",
        nobody="Nobody has a list.",
        changed="lists that name another vacancy",
        lost="overlap lost (1 - rank-biased overlap)",
        moved="the weight is",
        sides={"down": "lowered", "up": "raised"},
    ),
    "id": _Words(
        title="Bobot mana yang menentukan {} terbaik, per {}; calon: {:,}",
        meaning="Batang: satu bobot digeser, yang lain tetap; ke kiri diturunkan, ke kanan "
        "dinaikkan.",
        shades="Dari gelap ke pucat: sebesar {}. Garis: interval 95 % dari batang terpanjang.",
        nobody="Tidak ada yang punya daftar.",
        changed="daftar yang memuat lowongan lain",
        lost="kesamaan hilang (1 - rank-biased overlap)",
        moved="bobot",
        sides={"down": "diturunkan", "up": "dinaikkan"},
    ),
}


def weight_name(weight: str, language: Language) -> str:
    """A weight in words.

    >>> weight_name("skills", "id"), weight_name("prior", "en")
    ('keterampilan', 'prior')
    """
    return COMPONENT_NAMES[language].get(weight, weight)


def tornado(
    movements: Movements, k: int, as_of: date, language: Language = "en"
) -> alt.HConcatChart:
    """Two panels, a row per weight: lists that change, and how much of them is lost."""
    if language not in _WORDS:
        raise UnknownName("language of pictures", language, known=_WORDS)
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("A chart", "report") from None
    words, rows = _WORDS[language], list(_bars(movements, language))
    data = alt.InlineData(values=rows)
    weights = [weight_name(name, language) for name in movements.weights]
    panels = [
        _panel(data, weights, "changed", words, is_first=True),
        _panel(data, weights, "lost", words, is_first=False),
    ]
    notes = [words.meaning, words.shades.format(_shares(movements))]
    title = alt.TitleParams(
        words.title.format(k, as_of.isoformat(), movements.candidates),
        subtitle=notes if movements.candidates else [words.nobody], anchor="start", fontSize=14,
        subtitleFontSize=_FONT_SIZE, subtitlePadding=4,
    )  # fmt: skip
    styled: alt.HConcatChart = (
        alt.hconcat(*panels, spacing=36)
        .properties(title=title)
        .configure_axis(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE)
        .configure_legend(labelFontSize=_FONT_SIZE, titleFontSize=_FONT_SIZE)
        .configure_view(stroke=None)
    )
    return styled


def _panel(
    data: alt.InlineData, weights: list[str], field: str, words: _Words, *, is_first: bool
) -> alt.LayerChart:
    """The bars of one figure, lowered weights to the left of zero and raised ones to the right."""
    import altair as alt

    base = alt.Chart(data)
    axis = alt.Axis(labels=is_first, ticks=False, domain=False, labelPadding=6)
    y = alt.Y("weight:N", sort=weights, title=None, axis=axis, scale=alt.Scale(paddingInner=0.3))
    shown = alt.Axis(
        tickCount=5, grid=True, labelFlush=False, labelExpr="format(abs(datum.value), '.0%')"
    )
    scale = alt.Scale(nice=True)
    measured = words.changed if field == "changed" else words.lost
    x = alt.X(f"{field}:Q", title=measured, axis=shown, scale=scale, stack=None)
    sides = list(words.sides.values())
    colour = alt.Color("side:N", title=words.moved, legend=alt.Legend(orient="bottom"),
                       scale=alt.Scale(domain=sides, range=list(_COLOURS.values())))  # fmt: skip
    bars = base.mark_bar().encode(
        y=y, x=x, color=colour, opacity=alt.Opacity("shade:Q", scale=None, legend=None),
        tooltip=["weight:N", "side:N", "by:N", alt.Tooltip(f"told_{field}:Q", format=".1%")],
    )  # fmt: skip
    lines = base.transform_filter("datum.longest").mark_rule(color="#333333").encode(
        y=y, x=alt.X(f"{field}_low:Q", title=measured, axis=shown, scale=scale),
        x2=f"{field}_high:Q",
    )  # fmt: skip
    zero = base.mark_rule(color="#333333").encode(x=alt.XDatum(0, title=measured, scale=scale))
    layers: alt.LayerChart = alt.LayerChart(layer=[bars, lines, zero])
    return layers.properties(width=_WIDTH, height=alt.Step(24))


def _bars(movements: Movements, language: Language) -> Iterator[dict[str, Any]]:
    """A row per weight, movement and side, the longest first so that shorter ones lie on top."""
    words = _WORDS[language]
    steps = sorted({row.movement for row in movements}, reverse=True)
    for row in sorted(movements, key=lambda one: -one.movement):
        if row.direction not in SIDES or not movements.candidates:
            continue
        sign = -1 if row.direction == "down" else 1
        shade = 1 - (1 - _PALEST) * (1 - steps.index(row.movement) / max(len(steps) - 1, 1))
        drawn: dict[str, Any] = {
            "weight": weight_name(row.weight, language),
            "side": words.sides[row.direction],
            "by": f"{row.movement:.0%}",
            "shade": shade if len(steps) > 1 else 1.0,
            "longest": row.movement == steps[0],
        }
        for field, figure in (("changed", row.kept), ("lost", row.overlap)):
            drawn[f"told_{field}"] = 1 - figure.mean
            drawn[field] = sign * (1 - figure.mean)
            # An interval that nothing is known of is drawn as none.
            for end, value in (("low", figure.high), ("high", figure.low)):
                drawn[f"{field}_{end}"] = None if value != value else sign * (1 - value)  # noqa: PLR0124
        yield drawn


def _shares(movements: Movements) -> str:
    """The movements in words, the smallest first."""
    return ", ".join(f"{one:.0%}" for one in sorted({row.movement for row in movements}))
