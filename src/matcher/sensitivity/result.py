"""How firmly a ranking stands, as a result: intervals of weights, movements, draws, pictures."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from matcher.errors import UnknownName
from matcher.features.wording import Language
from matcher.kernels import NOBODY
from matcher.records.tabular import Tabular
from matcher.sensitivity.acceptability import Acceptability
from matcher.sensitivity.intervals import Ends, Intervals
from matcher.sensitivity.movements import Movements
from matcher.sensitivity.own_tornado import own_tornado
from matcher.sensitivity.ranges import End, WeightRange
from matcher.sensitivity.tornado import tornado
from matcher.sensitivity.weighing import WEIGHTS, as_row
from matcher.settings import Weights

if TYPE_CHECKING:
    import altair as alt
    import pyarrow as pa

__all__ = ["Sensitivity"]

#: One who asks for a person is not told of others.
_UNKN_CANDIDATE = "Name one of the candidates who have a list."


@dataclass(frozen=True, eq=False)
class Sensitivity(Tabular):
    """How firmly the lists of a cohort stand against other weights.

    Iterating and the table give a `WeightRange` for each candidate with a list and each weight.
    `movements` says what becomes of the cohort's lists as single weights move, `acceptability` what
    becomes of the listed pairs as all weights are drawn together. `unlisted` candidates have no
    list and are not counted. `items` (n, k) are the listed vacancies as places among `ids`.
    """

    candidate_ids: Sequence[str]
    items: npt.NDArray[np.int32]
    ids: npt.NDArray[np.object_]
    intervals: Intervals
    movements: Movements
    acceptability: Acceptability
    weights: Weights
    unlisted: int
    vacancies: int
    as_of: date

    def __repr__(self) -> str:
        return (
            f"<Sensitivity: the {self.k} best of {self.vacancies:,} vacancies for "
            f"{len(self.candidate_ids):,} candidates, hanging most on {self.hangs_on}>"
        )

    def __len__(self) -> int:
        return len(self.candidate_ids) * len(WEIGHTS)

    def __iter__(self) -> Iterator[WeightRange]:
        for row in range(len(self.candidate_ids)):
            yield from self._ranges(row)

    @property
    def k(self) -> int:
        """The length of the lists."""
        return int(self.items.shape[1])

    @property
    def hangs_on(self) -> str:
        """The weight whose movements change most lists."""
        return self.movements.weights[0]

    def of(self, candidate: str) -> tuple[WeightRange, ...]:
        """The intervals of one candidate, in the order of the weights.

        UnknownName for one who has no list.
        """
        if candidate not in self.candidate_ids:
            raise UnknownName("candidate", candidate, repair=_UNKN_CANDIDATE)
        return tuple(self._ranges(self.candidate_ids.index(candidate)))

    def to_arrow(self) -> pa.Table:
        """One row per candidate and weight: the ends, how far off they are, and what flips there.

        `..._change` is an end relative to the present weight: -.2 is 20 % below; null where the
        weight is 0. An end that nothing reaches is 0 or infinite.
        """
        import pyarrow as pa

        size, present = len(self.candidate_ids), as_row(self.weights)
        columns = {
            "candidate_id": pa.array(np.repeat(np.array(self.candidate_ids, object), len(WEIGHTS)),
                                     pa.string()),
            "weight": pa.array(list(WEIGHTS) * size, pa.string()),
            "present": pa.array(np.tile(present, size)),
        }  # fmt: skip
        for prefix, names, ends in (
            ("", ("leaves", "enters"), self.intervals.members),
            ("order_", ("overtaken", "overtakes"), self.intervals.order),
        ):
            for side, name in enumerate(("low", "high")):
                at, own = ends.at[..., side], f"{prefix}{name}"
                change = np.divide(at, present, out=np.full_like(at, np.nan), where=present > 0)
                columns[own] = pa.array(at.ravel())
                columns[f"{own}_change"] = pa.array(change.ravel() - 1, from_pandas=True)
                for word, places in zip(names, (ends.before, ends.after), strict=True):
                    columns[f"{own}_{word}"] = self._names(places[..., side])
        return pa.table(columns)

    def chart(
        self, language: Language = "en", *, candidate: str | None = None
    ) -> alt.HConcatChart | alt.LayerChart:
        """The tornado of the cohort, or of one candidate (needs the extra `report`)."""
        if candidate is None:
            return tornado(self.movements, self.k, self.as_of, language)
        return own_tornado(self.of(candidate), self.k, self.as_of, language)

    def save_chart(
        self, path: str | Path, language: Language = "en", *, candidate: str | None = None
    ) -> None:
        """Write the picture to an SVG, PNG, HTML or JSON file, by its ending."""
        self.chart(language, candidate=candidate).save(str(path))

    def _ranges(self, row: int) -> Iterator[WeightRange]:
        for place, weight in enumerate(WEIGHTS):
            ends = (
                self._end(of, row, place, side)
                for of in (self.intervals.members, self.intervals.order)
                for side in (0, 1)
            )
            present = float(as_row(self.weights)[place])
            yield WeightRange(self.candidate_ids[row], weight, present, *ends)

    def _end(self, ends: Ends, row: int, place: int, side: int) -> End:
        before, after = (int(part[row, place, side]) for part in (ends.before, ends.after))
        names = (None if one == NOBODY else str(self.ids[one]) for one in (before, after))
        return End(float(ends.at[row, place, side]), *names)

    def _names(self, places: npt.NDArray[np.int64]) -> pa.StringArray:
        import pyarrow as pa

        flat = places.ravel()
        taken = pa.array(flat, mask=flat == NOBODY)
        return pa.array(self.ids, pa.string()).take(taken)
