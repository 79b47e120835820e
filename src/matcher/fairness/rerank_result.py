"""What re-ranking found: the new lists, exposure before and after, and the cost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.fairness.rerank_chart import Language, reranking_chart
from matcher.metrics import Interval
from matcher.records.tabular import Tabular
from matcher.results import Ranking

if TYPE_CHECKING:
    import altair as alt
    import pyarrow as pa

__all__ = ["Cost", "GroupExposure", "Moved", "Reranked", "TradeOff"]


class GroupExposure(NamedTuple):
    """The share of attention that a group gets, in the mean over the lists, and should get.

    Intervals are over lists. `people` counts the group's people in the lists.
    """

    group: str
    people: int
    target: float
    before: Interval
    after: Interval


class Cost(NamedTuple):
    """What the new order loses: nDCG@k with the scores as graded gain, 1 where nothing is lost."""

    ndcg: Interval
    worst: float
    worst_vacancy: str
    lists: int
    #: In how many lists somebody moved.
    changed: int


class TradeOff(NamedTuple):
    """The gap that is left at a strength, and nDCG@k in the mean and in the worst list.

    A gap is the share of attention that would have to go to another group, in [0, 1]: `gap` of all
    lists together, `gap_within` in the mean over lists taken one by one, which is never smaller.
    """

    strength: float
    gap: float
    gap_within: float
    ndcg: float
    worst: float


class Moved(NamedTuple):
    """One row of the new lists."""

    candidate_id: str
    vacancy_id: str
    rank: int
    rank_before: int
    score: float


@dataclass(frozen=True)
class Reranked(Tabular):
    """The lists of a ranking in their new order, each with the same people as before.

    `rows` (p,) has the row of the ranking that now stands in each place. `groups` are those that
    were compared, `apart` the names of those that were not: unknown, or of too few people; these
    people keep their ranks. `before` and `after` are the ends of what was done, `curve` the gap and
    the cost at strengths 0, 0.1, ... 1.
    """

    ranking: Ranking
    rows: npt.NDArray[np.int64]
    groups: tuple[GroupExposure, ...]
    cost: Cost
    before: TradeOff
    after: TradeOff
    curve: tuple[TradeOff, ...]
    apart: tuple[str, ...]
    k: int
    strength: float
    target: str
    scope: str

    def __repr__(self) -> str:
        gaps = f"gap {self.before.gap:.3f} to {self.after.gap:.3f}"
        return f"<Reranked: {self.cost.lists:,} lists, {gaps}, nDCG@{self.k} {self.after.ndcg:.3f}>"

    def __len__(self) -> int:
        return int(self.rows.size)

    def __iter__(self) -> Iterator[Moved]:
        return (self[row] for row in range(len(self)))

    def __getitem__(self, row: int) -> Moved:
        listing, own = self.ranking.listing, int(self.rows[row])
        return Moved(
            candidate_id=listing.candidate_ids[own],
            vacancy_id=listing.vacancy_ids[own],
            rank=int(listing.rank[row]),
            rank_before=int(listing.rank[own]),
            score=float(listing.score[own]),
        )

    def to_arrow(self) -> pa.Table:
        """The ranking schema in the new order, then `rank_before`."""
        import pyarrow as pa

        table = self.ranking.to_arrow()
        rank, place = table["rank"], table.schema.get_field_index("rank")
        moved = table.take(pa.array(self.rows))
        before = moved["rank"]
        return moved.set_column(place, "rank", rank).append_column("rank_before", before)

    def exposures_to_arrow(self) -> pa.Table:
        """One row per compared group: people, target, share of attention before and after."""
        import pyarrow as pa

        columns: dict[str, list[object]] = {
            name: [getattr(one, name) for one in self.groups]
            for name in ("group", "people", "target")
        }
        for when in ("before", "after"):
            told = [getattr(one, when) for one in self.groups]
            columns[f"exposure_{when}"] = [one.mean for one in told]
            columns[f"exposure_{when}_low"] = [one.low for one in told]
            columns[f"exposure_{when}_high"] = [one.high for one in told]
        return pa.table(columns)

    def text(self) -> str:
        """Exposure by group and the cost in plain text."""
        head = ("group", "people", "target", "exposure before", "after")
        cells = [head, *(self._cells(one) for one in self.groups)]
        widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
        table = [
            "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()
            for line in cells
        ]
        apart = [f"not compared, ranks kept: {', '.join(self.apart)}"] * bool(self.apart)
        return "\n".join((*table, *apart, self._told()))

    def _cells(self, one: GroupExposure) -> tuple[str, ...]:
        return (one.group, f"{one.people:,}", f"{one.target:.3f}", str(one.before), str(one.after))

    def _told(self) -> str:
        cost = self.cost
        return (
            f"gap {self.before.gap:.3f} to {self.after.gap:.3f} (within lists "
            f"{self.before.gap_within:.3f} to {self.after.gap_within:.3f}); "
            f"nDCG@{self.k} {cost.ndcg}, worst {cost.worst:.3f} ({cost.worst_vacancy}); "
            f"{cost.changed:,} of {cost.lists:,} lists changed"
        )

    def chart(self, language: Language = "en") -> alt.VConcatChart:
        """The trade-off: nDCG@k over the gap, as the strength goes from 0 to 1 (extra `report`)."""
        is_within = self.scope == "each"
        drawn = [
            {
                "strength": one.strength,
                "gap": one.gap_within if is_within else one.gap,
                "ndcg": one.ndcg,
                "worst": one.worst,
            }
            for one in self.curve
        ]
        return reranking_chart(drawn, self.k, self.cost.lists, language, is_within=is_within)

    def save_chart(self, path: str | Path, language: Language = "en") -> None:
        """Write the picture to an SVG, PNG, HTML or JSON file, by its ending."""
        self.chart(language).save(str(path))
