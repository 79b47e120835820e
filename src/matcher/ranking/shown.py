"""What results show of listed pairs: the verdict, the possible score, each component's own."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from matcher.lineup import Batch, Lineup
from matcher.settings import COMPONENTS

__all__ = ["shown_pairs"]

Places = npt.NDArray[np.int64]
Columns = dict[str, npt.NDArray[np.generic]]

#: Pairs looked at together: some tens of megabytes.
_AT_ONCE = 100_000


def shown_pairs(lineup: Lineup, batch: Batch, rows: Places, vacancies: Places) -> Columns:
    """The columns `verdict`, `possible` and one per component of pairs (p,).

    A pair is a row of the batch and a vacancy. A component that the vacancy does not ask is NaN.
    The numbers are those of `Scorer.pairs`.
    """
    found: dict[str, list[npt.NDArray[np.generic]]] = {}
    for start in range(0, max(rows.size, 1), _AT_ONCE):
        part = slice(start, start + _AT_ONCE)
        for name, values in _shown(lineup, batch, rows[part], vacancies[part]).items():
            found.setdefault(name, []).append(values)
    return {name: np.concatenate(values) for name, values in found.items()}


def _shown(lineup: Lineup, batch: Batch, rows: Places, vacancies: Places) -> Columns:
    index = lineup.index
    scorer, criteria = index.scorer, index.criteria
    asking = scorer.row_of[vacancies]
    starts, ends = criteria.starts[asking], criteria.starts[asking + 1]
    pair = np.repeat(np.arange(rows.size), ends - starts)
    term = np.arange(pair.size) - np.repeat(np.cumsum(ends - starts) - ends, ends - starts)
    attained = index.encoder.pairs(batch.cohort, rows[pair], criteria.columns[term])
    wished, wishable = lineup.wishes.shares(batch.wishes, batch.wish_of[rows], vacancies)
    # Added up one after the other, as everywhere.
    terms = scorer.coefficients.values[term] * attained.possible
    most = np.bincount(pair, terms, rows.size).astype(np.float64)
    most += scorer.preference[asking] * wishable
    cells = pair * len(COMPONENTS) + criteria.components[term]
    own = np.bincount(cells, criteria.shares[term] * attained.proven, rows.size * len(COMPONENTS))
    components = own.reshape(-1, len(COMPONENTS)).astype(np.float32)
    components[~criteria.asks_of(asking)] = np.nan
    components[:, COMPONENTS.index("preference")] = wished
    return {
        "verdict": batch.planes.verdicts(rows, lineup.template_of[vacancies]),
        "possible": most.astype(np.float32),
        **dict(zip(COMPONENTS, components.T, strict=True)),
    }
