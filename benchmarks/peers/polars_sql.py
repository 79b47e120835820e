"""The peer polars: joins and sums, in SQL."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from benchmarks.cases import Case, Group
from benchmarks.exact import TopK
from benchmarks.peers.choosing import GateSets, Lists
from benchmarks.peers.installing import Untyped

__all__ = ["PolarsSql"]

Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float64]

_BLOCK = 4
#: What a closed gate adds: no score outweighs it.
_CLOSED = -4.0
_QUERY = """
WITH scored AS (
    SELECT candidate, vacancy, SUM(weight * level) AS score
    FROM people INNER JOIN posts ON people.feature = posts.feature
    GROUP BY candidate, vacancy
), listed AS (
    SELECT candidate, vacancy, CAST(score AS REAL) AS score FROM scored WHERE score > -0.5
), ranked AS (
    SELECT *, ROW_NUMBER() OVER (PARTITION BY candidate ORDER BY score DESC, vacancy ASC) AS place
    FROM listed
)
SELECT candidate, vacancy, score FROM ranked WHERE place <= {k} ORDER BY candidate, place
"""


class PolarsSql:
    """One table of what vacancies ask, offer and demand; one of what candidates bring to that.

    Both have a feature for each criterion, each distinct offer, and each gate: a candidate has the
    gates that are closed.
    """

    def __init__(self, case: Case) -> None:
        import polars as pl

        self._case, self._sets, self._polars = case, GateSets(case), pl
        rows, everything = case.rows, np.arange(len(case))
        gates = np.repeat(everything, np.diff(case.gates.starts))
        self._posts = self._table(
            "vacancy",
            np.concatenate([rows.row_of_entry(), everything, gates]),
            self._features(rows.columns, case.offer, case.gates.members),
            ("weight", np.concatenate([rows.values, case.wished, np.full(gates.size, _CLOSED)])),
        ).sort("feature")

    def best(self, group: Group, k: int) -> TopK:
        """As `Method` says."""
        lists, first = Lists(len(group), k), 0
        for block in group.blocks(_BLOCK):
            tables = {"posts": self._posts, "people": self._people(block)}
            with self._polars.SQLContext(tables, eager=True) as context:
                found = context.execute(_QUERY.format(k=k))
            columns = [found[name].to_numpy() for name in ("candidate", "vacancy", "score")]
            starts = np.searchsorted(columns[0], np.arange(len(block) + 1))
            for row, is_open in enumerate(block.is_open):
                own = slice(starts[row], starts[row + 1])
                vacancies, scores = columns[1][own].astype(np.int64), columns[2][own]
                if vacancies.size < k:  # the open ones that no join finds score 0
                    others = np.setdiff1d(self._sets.listed(is_open), vacancies)
                    others = others[: k - vacancies.size]
                    vacancies = np.append(vacancies, others)
                    scores = np.append(scores, np.zeros(others.size, np.float32))
                lists.put(first + row, vacancies, scores)
            first += len(block)
        return lists.answer

    def _people(self, block: Group) -> Untyped:
        shares = block.shares(self._case)
        wishing, offer = np.nonzero(shares)
        barred, gate = np.nonzero(~block.is_open)
        rows = block.attained
        return self._table(
            "candidate",
            np.concatenate([rows.row_of_entry(), wishing, barred]),
            self._features(rows.columns, offer, gate),
            ("level", np.concatenate([rows.values, shares[wishing, offer], np.ones(gate.size)])),
        )

    def _features(self, criteria: Ints, offers: Ints, gates: Ints) -> Ints:
        first_gate = self._case.criteria + len(self._case.offers)
        return np.concatenate([criteria, self._case.criteria + offers, first_gate + gates])

    def _table(self, who: str, rows: Ints, features: Ints, value: tuple[str, Floats]) -> Untyped:
        columns = {who: rows.astype(np.int32), "feature": features.astype(np.int32)}
        return self._polars.DataFrame({**columns, value[0]: value[1]})
