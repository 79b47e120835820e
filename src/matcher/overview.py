"""Counts a cohort by programme, destination and verdict: who could go where, at a glance."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from matcher.eligibility.judging import VERDICTS
from matcher.features.wording import Language
from matcher.index import Index
from matcher.normalizing.normalized import NormalCandidate
from matcher.overview_chart import Cell, overview_chart
from matcher.records.tabular import Tabular
from matcher.taxonomy import Taxonomy

if TYPE_CHECKING:
    import altair as alt
    import pyarrow as pa

__all__ = ["Overview", "overview_of"]

Counts = npt.NDArray[np.int64]
#: The name of what a record does not tell.
_UNKNOWN = {"en": "unknown", "id": "tidak diketahui"}
_ANYWHERE = {"en": "anywhere", "id": "di mana pun"}


@dataclass(frozen=True)
class Overview(Tabular):
    """How many candidates of each programme reach which verdict at best in each destination.

    `counts` (programmes, destinations, 4) counts candidates by the best verdict that any vacancy
    of the destination gives them, in the order READY, NEEDS_PROOF, TRAINABLE, BARRED; `anywhere`
    (programmes, 4) by the best of all. A programme is the concept of the first listed education,
    None where that is not known; a destination is a country, None where vacancies name none.
    Programmes with most candidates and destinations with most vacancies come first.
    """

    programmes: tuple[str | None, ...]
    destinations: tuple[str | None, ...]
    vacancies: tuple[int, ...]
    counts: Counts
    anywhere: Counts
    taxonomy: Taxonomy
    as_of: date

    def __repr__(self) -> str:
        return (
            f"<Overview: {int(self.anywhere.sum()):,} candidates of {len(self.programmes)} "
            f"programmes, {len(self.destinations)} destinations, as of {self.as_of}>"
        )

    def to_arrow(self) -> pa.Table:
        """One row per programme, destination and verdict, with the number of candidates.

        A destination that is null in the table is the best of all destinations.
        """
        import pyarrow as pa

        cells = [
            (programme, self.programme_label(programme), destination, verdict, int(count))
            for programme, by_destination, best in zip(
                self.programmes, self.counts, self.anywhere, strict=True
            )
            for destination, by_verdict in [
                *zip(map(self.destination_label, self.destinations), by_destination, strict=True),
                (None, best),
            ]
            for verdict, count in zip(VERDICTS, by_verdict, strict=True)
        ]
        names = ("programme", "programme_label", "destination", "verdict", "candidates")
        types = (pa.string(), pa.string(), pa.string(), pa.string(), pa.int64())
        columns = list(zip(*cells, strict=True)) or [()] * len(names)
        return pa.table({n: pa.array(c, t) for n, c, t in zip(names, columns, types, strict=True)})

    def programme_label(self, programme: str | None, language: Language = "en") -> str:
        """The name of a programme."""
        return self.taxonomy[programme].label(language) if programme else _UNKNOWN[language]

    def destination_label(self, destination: str | None, language: Language = "en") -> str:
        """The name of a destination."""
        if destination is None:
            return _UNKNOWN[language]
        labels = self.taxonomy.country_labels if language == "id" else {}
        return labels.get(destination, destination)

    def cells(self, language: Language = "en") -> list[Cell]:
        """Every programme with every destination, and with the best of all, in words."""
        found: list[Cell] = []
        for row, programme in enumerate(self.programmes):
            label = self.programme_label(programme, language)
            found.append(Cell(label, _ANYWHERE[language], self.anywhere[row].tolist()))
            found += [
                Cell(label, self.destination_label(one, language), self.counts[row, at].tolist())
                for at, one in enumerate(self.destinations)
            ]
        return found

    def chart(self, language: Language = "en") -> alt.FacetChart:
        """The counts as a picture: programmes by destinations (needs the extra `report`)."""
        return overview_chart(self.cells(language), self.as_of, language)

    def save_chart(self, path: str | Path, language: Language = "en") -> None:
        """Write the picture to an SVG, PNG, HTML or JSON file, by its ending."""
        self.chart(language).save(str(path))


def overview_of(index: Index, blocks: Iterable[Sequence[NormalCandidate]]) -> Overview:
    """The overview of candidates that come in blocks; only counts are kept of a block."""
    columns = {country: np.flatnonzero(index.country_of == place)
               for place, country in enumerate(index.countries)}  # fmt: skip
    destinations = sorted(columns, key=lambda one: (-columns[one].size, one or "\uffff"))
    counted: dict[str | None, Counts] = {}
    for candidates in blocks:
        verdicts = index.gates.judge(candidates).verdicts
        best = [verdicts[:, columns[one]].min(axis=1) for one in destinations]
        reached = np.stack([*best, verdicts.min(axis=1)], axis=1)
        for candidate, codes in zip(candidates, reached, strict=True):
            counts = counted.setdefault(
                _programme(candidate), np.zeros((len(destinations) + 1, len(VERDICTS)), np.int64)
            )
            counts[np.arange(codes.size), codes] += 1
    programmes = sorted(counted, key=lambda one: (-int(counted[one][-1].sum()), one or "\uffff"))
    stacked = np.array([counted[one] for one in programmes], dtype=np.int64).reshape(
        len(programmes), len(destinations) + 1, len(VERDICTS)
    )
    return Overview(
        programmes=tuple(programmes),
        destinations=tuple(destinations),
        vacancies=tuple(int(columns[one].size) for one in destinations),
        counts=stacked[:, :-1],
        anywhere=stacked[:, -1],
        taxonomy=index.context.records.taxonomy,
        as_of=index.context.as_of,
    )


def _programme(candidate: NormalCandidate) -> str | None:
    """The first education of a candidate that is known."""
    claims = candidate.sections["education"].claims
    return claims[0].concept if claims else None
