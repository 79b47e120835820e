"""How often listed vacancies stay where all weights are drawn: rank acceptability.

Lahdelma & Salminen, SMAA-2: Stochastic Multicriteria Acceptability Analysis for Group Decision
Making, Operations Research 49 (2001).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from matcher.kernels import NOBODY
from matcher.metrics import Interval, wilson
from matcher.records.tabular import Tabular
from matcher.sensitivity.drawing import Draws
from matcher.sensitivity.lists import stayed
from matcher.sensitivity.resampling import means_of

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Acceptability", "Kept"]

Items = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class Kept:
    """What became of lists (n, k) in draws.

    `stays` and `leads` (n, k) count, by place in the present lists, the draws in which a vacancy
    is listed, and in which it stands first. Of the lists (n,), `whole` counts the draws in which
    one names the same vacancies, `in_order` those in which it keeps their order as well, and
    `overlap` adds up the rank-biased overlaps with the drawn lists.
    """

    stays: Places
    leads: Places
    whole: Places
    in_order: Places
    overlap: Floats

    @classmethod
    def none(cls, size: int, k: int) -> Kept:
        """Nothing counted yet."""
        counts, each = np.zeros((size, k), dtype=np.int64), np.zeros(size, dtype=np.int64)
        return cls(counts, counts.copy(), each, each.copy(), np.zeros(size))

    def add(self, rows: Places, present: Items, lists: Items, overlap: Floats) -> None:
        """Count what became of the present lists of some candidates in one draw."""
        stays = stayed(present, lists)
        self.stays[rows] += stays
        self.leads[rows] += (present == lists[:, :1]) & (present != NOBODY)
        self.whole[rows] += (stays | (present == NOBODY)).all(axis=1)
        self.in_order[rows] += (present == lists).all(axis=1)
        self.overlap[rows] += overlap

    def take(self, rows: Places) -> Kept:
        """That of some candidates."""
        return Kept(
            self.stays[rows], self.leads[rows], self.whole[rows],
            self.in_order[rows], self.overlap[rows],
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Acceptability(Tabular):
    """Listed pairs, and in how many draws each stays in the list, and stands at its head.

    `items` (n, k) are the listed vacancies as places among `ids`.
    """

    candidate_ids: Sequence[str]
    items: Items
    ids: npt.NDArray[np.object_]
    draws: Draws
    counts: Kept

    def __repr__(self) -> str:
        kept = f", {self.kept.mean:.0%} of listed pairs stay" if len(self) else ""
        return f"<Acceptability: {self.draws.count:,} draws, {len(self):,} listed pairs{kept}>"

    def __len__(self) -> int:
        return int((self.items != NOBODY).sum())

    @property
    def kept(self) -> Interval:
        """The mean share of a list that stays in it; as all intervals, over candidates."""
        listed = (self.items != NOBODY).sum(axis=1)
        return self._mean(self.counts.stays.sum(axis=1) / np.maximum(listed, 1))

    @property
    def same_members(self) -> Interval:
        """The mean share of draws in which a list names the same vacancies."""
        return self._mean(self.counts.whole)

    @property
    def same_order(self) -> Interval:
        """The mean share of draws in which a list is the same."""
        return self._mean(self.counts.in_order)

    @property
    def mean_overlap(self) -> Interval:
        """The mean rank-biased overlap of a list with those drawn."""
        return self._mean(self.counts.overlap)

    def to_arrow(self) -> pa.Table:
        """One row per listed pair: the share of draws in which it stays, with a 95 % interval."""
        import pyarrow as pa

        row, rank = np.nonzero(self.items != NOBODY)
        kept, low, high = _shares(self.counts.stays[row, rank], self.draws.count)
        first, _, _ = _shares(self.counts.leads[row, rank], self.draws.count)
        return pa.table(
            {
                "candidate_id": pa.array(
                    [self.candidate_ids[one] for one in row.tolist()], pa.string()
                ),
                "vacancy_id": pa.array(self.ids[self.items[row, rank]], pa.string()),
                "rank": pa.array((rank + 1).astype(np.int32)),
                "kept": pa.array(kept),
                "kept_low": pa.array(low),
                "kept_high": pa.array(high),
                "first": pa.array(first),
            }
        )

    def _mean(self, sums: Floats | Places) -> Interval:
        """The mean over candidates of what was added up over draws."""
        shares = sums[:, np.newaxis] / (self.draws.count or np.nan)
        found = means_of(shares, seed=self.draws.seed)
        return Interval(*(float(part[0]) for part in found))


def _shares(counts: Places, draws: int) -> tuple[Floats, Floats, Floats]:
    """Shares of draws with their intervals (Wilson 1927); NaN where nothing was drawn."""
    if not draws:
        nothing = np.full(counts.size, np.nan)
        return nothing, nothing, nothing
    share = counts / draws
    return share, *wilson(share, draws)
