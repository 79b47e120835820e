"""Draws the overview of a cohort: programmes by destinations, a bar of verdicts in each cell."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from matcher.eligibility.judging import VERDICTS
from matcher.errors import MissingExtra, UnknownName
from matcher.features.wording import Language

if TYPE_CHECKING:
    import altair as alt

__all__ = ["Cell", "overview_chart"]

#: Okabe and Ito's palette, and a grey for what is closed.
_COLOURS = ("#009E73", "#E69F00", "#56B4E9", "#DDDDDD")
_MOST_PROGRAMMES = 16
_MOST_DESTINATIONS = 9
_BAR_WIDTH = 62
_LONGEST_LABEL = 38
#: What a bar may take of its column; the number stands in the rest.
_SHARE = 0.62


@dataclass(frozen=True, slots=True)
class Cell:
    """The candidates of a programme by their best verdict in a destination, READY first."""

    programme: str
    destination: str
    counts: list[int]


@dataclass(frozen=True, slots=True)
class _Words:
    """What the picture says in one language."""

    title: str
    numbers: str
    more: str
    others: str
    verdict: str
    verdicts: tuple[str, str, str, str]


_WORDS = {
    "en": _Words(
        title="Who could go where, as of",
        numbers="Bar: best verdict per candidate. Number: how many are READY or NEEDS_PROOF.",
        more="Not shown: {} more destinations.",
        others="{} other programmes",
        verdict="best verdict",
        verdicts=("READY", "NEEDS_PROOF", "TRAINABLE", "BARRED"),
    ),
    "id": _Words(
        title="Siapa dapat pergi ke mana, per",
        numbers="Batang: putusan terbaik tiap calon. Angka: jumlah READY atau NEEDS_PROOF.",
        more="Tidak ditampilkan: {} negara tujuan lain.",
        others="{} program lain",
        verdict="putusan terbaik",
        verdicts=("READY (siap)", "NEEDS_PROOF (perlu bukti)", "TRAINABLE (dapat dilatih)",
                  "BARRED (tertutup)"),
    ),
}  # fmt: skip


def overview_chart(cells: Sequence[Cell], as_of: date, language: Language = "en") -> alt.FacetChart:
    """Stacked bars of verdict shares; programmes beyond the largest few are drawn as one row."""
    if language not in _WORDS:
        raise UnknownName("language of explanations", language, known=_WORDS)
    try:
        import altair as alt
    except ImportError:
        raise MissingExtra("A chart", "report") from None
    words = _WORDS[language]
    destinations = list(dict.fromkeys(cell.destination for cell in cells))
    shown = destinations[: _MOST_DESTINATIONS + 1]
    rows = _bars(_folded(cells, words), shown, words)
    programmes = list(dict.fromkeys(str(row["programme"]) for row in rows))
    y = alt.Y("programme:N", sort=programmes, title=None,
              axis=alt.Axis(labelLimit=330, ticks=False, domain=False))  # fmt: skip
    colour = alt.Color("verdict:N", title=words.verdict, sort=list(words.verdicts),
                       scale=alt.Scale(domain=list(words.verdicts), range=list(_COLOURS)),
                       legend=alt.Legend(orient="bottom"))  # fmt: skip
    x = alt.X("start:Q", title=None, scale=alt.Scale(domain=[0, 1]), axis=None)
    base = alt.Chart()
    bars = base.mark_bar(height=14).encode(y=y, x=x, x2="end:Q", color=colour,
        tooltip=["programme:N", "destination:N", "verdict:N", "candidates:Q"])  # fmt: skip
    numbers = base.mark_text(align="right", fontSize=11).encode(
        y=y, x=alt.datum(1), text="number:N"
    )
    notes = _notes(len(destinations) - len(shown), words)
    title = alt.TitleParams(
        f"{words.title} {as_of.isoformat()}", subtitle=notes, anchor="start", fontSize=14,
        subtitleFontSize=12,
    )  # fmt: skip
    header = alt.Header(title=None, labelFontSize=11, labelAngle=0, labelLimit=_BAR_WIDTH + 24)
    chart = alt.layer(bars, numbers, data=alt.InlineData(values=rows))
    styled: alt.FacetChart = (
        chart.properties(width=_BAR_WIDTH, height=alt.Step(20))
        .facet(column=alt.Column("destination:N", sort=shown, header=header), spacing=14)
        .properties(title=title)
        .configure_axis(labelFontSize=11, grid=False)
        .configure_legend(labelFontSize=11, titleFontSize=11, labelLimit=240)
        .configure_view(stroke=None)
    )
    return styled


def _notes(left_out: int, words: _Words) -> list[str]:
    """What the bars and numbers mean, and how much is not shown."""
    return [words.numbers, *([words.more.format(left_out)] if left_out else [])]


def _folded(cells: Sequence[Cell], words: _Words) -> list[Cell]:
    """The cells with the programmes beyond the largest few put together; sums stay sums."""
    programmes = list(dict.fromkeys(cell.programme for cell in cells))
    if len(programmes) <= _MOST_PROGRAMMES:
        return list(cells)
    kept = set(programmes[: _MOST_PROGRAMMES - 1])
    name = words.others.format(len(programmes) - len(kept))
    sums: dict[str, list[int]] = {}
    for cell in cells:
        if cell.programme not in kept:
            so_far = sums.get(cell.destination, [0] * len(VERDICTS))
            sums[cell.destination] = [a + b for a, b in zip(so_far, cell.counts, strict=True)]
    rest = [Cell(name, destination, counts) for destination, counts in sums.items()]
    return [cell for cell in cells if cell.programme in kept] + rest


def _bars(cells: Sequence[Cell], shown: Sequence[str], words: _Words) -> list[dict[str, object]]:
    """One row per cell and verdict: where its bar starts and ends; one of them has the number."""
    rows: list[dict[str, object]] = []
    for cell in cells:
        total, level = sum(cell.counts), 0.0
        if cell.destination not in shown or not total:
            continue
        short = cell.programme
        if len(short) > _LONGEST_LABEL:
            short = f"{short[: _LONGEST_LABEL - 1]}…"
        for place, (verdict, count) in enumerate(zip(words.verdicts, cell.counts, strict=True)):
            end = level + _SHARE * count / total
            rows.append(
                {
                    "programme": f"{short} ({total:,})",
                    "destination": cell.destination,
                    "verdict": verdict,
                    "candidates": count,
                    "start": level,
                    "end": end,
                    "number": "" if place else f"{sum(cell.counts[:2]):,}",
                }
            )
            level = end
    return rows
