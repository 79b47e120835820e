"""The definition of ranking: every pair is judged and scored, block by block."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.eligibility.judging import VERDICTS
from matcher.eligibility.pairs import PairGate, open_gates, pair_gates
from matcher.index import Block, Index, places
from matcher.normalizing.normalized import NormalCandidate
from matcher.ranking.blockers import commonest_blocker
from matcher.ranking.listing import Listing, Unlisted, verdict_codes
from matcher.settings import COMPONENTS

__all__ = ["rank_candidates", "rank_vacancies"]

Indices = npt.NDArray[np.int64]
Singles = npt.NDArray[np.float32]
Blocks = Iterable[Sequence[NormalCandidate]]


@dataclass
class _Columns:
    """Grows the columns of a listing block by block."""

    candidate_ids: list[str] = field(default_factory=list)
    vacancy_ids: list[str] = field(default_factory=list)
    ranks: list[npt.NDArray[np.int32]] = field(default_factory=list)
    verdict: list[npt.NDArray[np.int8]] = field(default_factory=list)
    scores: dict[str, list[Singles]] = field(default_factory=dict)
    gaps: list[tuple[PairGate, ...]] = field(default_factory=list)
    unlisted: list[Unlisted] = field(default_factory=list)
    verdicts: Counter[str] = field(default_factory=Counter)
    candidates: int = 0

    def add(self, pairs: _Pairs) -> None:
        """Append listed pairs."""
        self.candidate_ids.extend(pairs.candidate_ids)
        self.vacancy_ids.extend(pairs.vacancy_ids)
        self.ranks.append(pairs.ranks.astype(np.int32))
        self.verdict.append(pairs.verdicts.astype(np.int8))
        for name, values in pairs.scores.items():
            self.scores.setdefault(name, []).append(values)

    def count(self, block: Block) -> None:
        """Count the verdicts of all pairs of a block."""
        self.candidates += len(block.candidates)
        counted = np.bincount(block.judgement.verdicts.ravel(), minlength=len(VERDICTS))
        self.verdicts.update(dict(zip(VERDICTS, counted.tolist(), strict=True)))

    def joined(self, name: str) -> Singles:
        """A column of scores as one array."""
        return np.concatenate([np.zeros(0, dtype=np.float32), *self.scores.get(name, [])])

    def listing(self, index: Index, *, with_gaps: bool) -> Listing:
        """The columns as they stand."""
        return Listing(
            candidate_ids=self.candidate_ids,
            vacancy_ids=self.vacancy_ids,
            rank=np.concatenate([np.zeros(0, dtype=np.int32), *self.ranks]),
            score=self.joined("score"),
            possible=self.joined("possible"),
            verdict=np.concatenate([np.zeros(0, dtype=np.int8), *self.verdict]),
            components={name: self.joined(name) for name in COMPONENTS},
            unlisted=tuple(self.unlisted),
            verdicts={name: self.verdicts[name] for name in VERDICTS},
            gaps=tuple(self.gaps) if with_gaps else None,
            candidates=self.candidates,
            vacancies=len(index),
            as_of=index.context.as_of,
        )


@dataclass(frozen=True)
class _Pairs:
    """Listed pairs as columns: ids, ranks, verdict codes, and scores by name."""

    candidate_ids: list[str]
    vacancy_ids: list[str]
    ranks: Indices
    verdicts: npt.NDArray[np.int8]
    scores: dict[str, Singles]


def _pairs(index: Index, block: Block, rows: Indices, columns: Indices, ranks: Indices) -> _Pairs:
    """The columns of pairs (row of the block, vacancy)."""
    shown = index.scorer.pairs(block.scored, rows, columns)
    return _Pairs(
        candidate_ids=[block.candidates[row].id for row in rows.tolist()],
        vacancy_ids=index.ids[columns].tolist(),
        ranks=ranks,
        verdicts=block.judgement.verdicts[rows, columns],
        scores={
            "score": block.scored.scores[rows, columns],
            "possible": shown.possible,
            **shown.components,
        },
    )


# --- for candidates ----------------------------------------------------------------------


def rank_vacancies(
    index: Index, blocks: Blocks, *, k: int, verdicts: Sequence[str], with_gaps: bool = False
) -> Listing:
    """The k best vacancies of each candidate among those with the verdicts.

    Order: score descending (ties are ties of the float32), then vacancy id by code point.
    """
    codes = verdict_codes(verdicts)
    columns = _Columns()
    for candidates in blocks:
        block = index.match(candidates)
        listed = np.isin(block.judgement.verdicts, codes)
        chosen = kernels.top_k(block.scored.scores, index.order, listed, k)
        lengths = np.array([len(one) for one in chosen], dtype=np.int64)
        rows = np.repeat(np.arange(len(candidates)), lengths)
        pairs = np.concatenate([np.zeros(0, dtype=np.int64), *chosen])
        ranks = np.arange(pairs.size) - np.repeat(np.cumsum(lengths) - lengths, lengths) + 1
        columns.add(_pairs(index, block, rows, pairs, ranks))
        if with_gaps:
            columns.gaps.extend(_open_gates(index, block, rows, pairs))
        for row in np.flatnonzero(lengths == 0).tolist():
            columns.unlisted.append(_unlisted_candidate(index, block, row))
        columns.count(block)
    return columns.listing(index, with_gaps=with_gaps)


def _open_gates(
    index: Index, block: Block, rows: Indices, pairs: Indices
) -> Iterator[tuple[PairGate, ...]]:
    """What is still to be shown or obtained, per pair."""
    for row, column in zip(rows.tolist(), pairs.tolist(), strict=True):
        gates = pair_gates(
            index.gates, block.judgement, block.candidates[row], row=row, vacancy=column
        )
        yield open_gates(gates)


def _unlisted_candidate(index: Index, block: Block, row: int) -> Unlisted:
    counted = np.bincount(block.judgement.verdicts[row], minlength=len(VERDICTS)).tolist()
    counts = dict(zip(VERDICTS, counted, strict=True))
    blocker, blocked = commonest_blocker(index, block.candidates[row])
    return Unlisted(block.candidates[row].id, counts, blocker, blocked)


# --- for vacancies -----------------------------------------------------------------------


#: A candidate of a vacancy: the sort key (score descending, then id), verdict code, and scores.
_Entry = tuple[tuple[float, str], int, dict[str, float]]


def rank_candidates(index: Index, blocks: Blocks, *, k: int, verdicts: Sequence[str]) -> Listing:
    """The k best candidates of each vacancy: score descending, then candidate id by code point."""
    codes = verdict_codes(verdicts)
    columns = _Columns()
    best: list[list[_Entry]] = [[] for _ in range(len(index))]
    counts = np.zeros((len(VERDICTS), len(index)), dtype=np.int64)
    for candidates in blocks:
        block = index.match(candidates)
        listed = np.isin(block.judgement.verdicts, codes)
        order = places([candidate.id for candidate in candidates])
        chosen = kernels.top_k(block.scored.scores.T, order, listed.T, k)
        for column, rows in enumerate(chosen):
            found = [*best[column], *_entries(index, block, rows, column)]
            best[column] = sorted(found, key=lambda entry: entry[0])[:k]
        for code in range(len(VERDICTS)):
            counts[code] += (block.judgement.verdicts == code).sum(axis=0)
        columns.count(block)
    for column, entries in enumerate(best):
        vacancy = index.ids[column]
        if entries:
            columns.add(_best_pairs(vacancy, entries))
        else:
            counted = dict(zip(VERDICTS, counts[:, column].tolist(), strict=True))
            columns.unlisted.append(Unlisted(vacancy, counted))
    return columns.listing(index, with_gaps=False)


def _entries(index: Index, block: Block, rows: Indices, column: int) -> Iterator[_Entry]:
    pairs = _pairs(index, block, rows, np.full(rows.size, column), rows)
    for place, candidate in enumerate(pairs.candidate_ids):
        scores = {name: float(values[place]) for name, values in pairs.scores.items()}
        yield (-scores["score"], candidate), int(pairs.verdicts[place]), scores


def _best_pairs(vacancy: str, entries: list[_Entry]) -> _Pairs:
    return _Pairs(
        candidate_ids=[candidate for (_, candidate), _, _ in entries],
        vacancy_ids=[vacancy] * len(entries),
        ranks=np.arange(1, len(entries) + 1),
        verdicts=np.array([code for _, code, _ in entries], dtype=np.int8),
        scores={
            name: np.array([scores[name] for _, _, scores in entries], dtype=np.float32)
            for name in entries[0][2]
        },
    )
