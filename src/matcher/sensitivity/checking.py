"""Tries on the user's own data what must hold of every ranking: no reversal, no caprice.

Belton & Gear showed in 1983 that other methods reorder options when one is added or removed; here
a score depends on its pair alone. These checks do not take that for granted: they rank again.
"""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol, Self

import numpy as np
import numpy.typing as npt

from matcher.intake import CandidateSource, candidate_table
from matcher.pair_features import PairFeatures
from matcher.records import Candidates, Vacancy
from matcher.records.tabular import Tabular
from matcher.results import Ranking
from matcher.sensitivity.weighing import moved
from matcher.settings import COMPONENTS, Weights

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Check", "LawChecks", "check_laws"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: How many of the listed vacancies a trial removes, and how far a weight is raised.
_REMOVED, _RAISED = 0.1, 1.0
#: Scores are reported as float32: what differs by less is level.
_LEVEL = 1e-6


class Ranks(Protocol):
    """What ranks, learns and is weighed anew: a `Matcher`."""

    @property
    def weights(self) -> Weights:
        """The weights of the scores."""

    def rank(self, candidates: CandidateSource, k: int = 10) -> Ranking:
        """The k best vacancies of each candidate."""

    def features(
        self, candidates: CandidateSource, *, pairs: Iterable[tuple[str, str]]
    ) -> PairFeatures:
        """What the scores of pairs are made of."""

    def reweighted(self, weights: Weights) -> Self:
        """The same with other weights."""

    def update(self, *, removed: Iterable[Vacancy | str] = ()) -> Self:
        """Forget some vacancies."""


class Check(NamedTuple):
    """What one trial compared, and how often the law was broken.

    `law` is `removal` (a vacancy that goes reorders no others and changes no score) or `monotone`
    (raising the weight of a component keeps those ahead who are at least as good in it). `trial`
    says what was done; `compared` counts listed pairs, or pairs of them.
    """

    law: str
    trial: str
    compared: int
    broken: int


@dataclass(frozen=True)
class LawChecks(Tabular):
    """The trials of the two laws, in the order in which they were made."""

    rows: tuple[Check, ...]

    def __repr__(self) -> str:
        compared = sum(row.compared for row in self.rows)
        return f"<LawChecks: {len(self)} trials, {compared:,} compared, {self.broken:,} broken>"

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Check]:
        return iter(self.rows)

    @property
    def broken(self) -> int:
        """How often a law was broken: 0 is expected."""
        return sum(row.broken for row in self.rows)

    def to_arrow(self) -> pa.Table:
        """One row per trial."""
        import pyarrow as pa

        kinds = dict.fromkeys(("compared", "broken"), pa.int64())
        return pa.table(
            {
                name: pa.array(
                    [getattr(row, name) for row in self.rows], kinds.get(name, pa.string())
                )
                for name in Check._fields
            }
        )


def check_laws(
    engine: Ranks, candidates: CandidateSource, k: int = 10, *, trials: int = 10, seed: int = 0
) -> LawChecks:
    """Whether removing vacancies or raising weights reorders what it must not.

    In each of `trials` a tenth of the listed vacancies (at least one), drawn anew, are removed from
    the index, the others are ranked again, and lists and scores are compared to the bit. Then each
    weight is doubled. The engine itself stays as it is.

    >>> from matcher import Candidate, Matcher, Vacancy
    >>> jobs = [Vacancy(id=name, title=title) for name, title in [("V1", "welder"), ("V2", "cook")]]
    >>> check_laws(Matcher("2025-12-01").fit(jobs), [Candidate(id="C1")], trials=1)
    <LawChecks: 8 trials, 8 compared, 0 broken>
    """
    people = candidate_table(candidates)
    rows = [*_removals(engine, people, k, trials, seed), *_raises(engine, people, k)]
    return LawChecks(tuple(rows))


def _removals(engine: Ranks, people: Candidates, k: int, trials: int, seed: int) -> Iterator[Check]:
    listed = np.unique(np.array(list(engine.rank(people, k=k).listing.vacancy_ids), dtype=object))
    size = max(1, int(listed.size * _REMOVED))
    # What may come up from behind must be known before.
    before = engine.rank(people, k=k + size)
    random = np.random.default_rng(seed)
    for trial in range(trials if listed.size > 1 else 0):
        removed = set(random.choice(listed, size, replace=False).tolist())
        # A copy learns; the engine keeps its vacancies.
        after = copy.copy(engine).update(removed=removed).rank(people, k=k)
        expected, found = _scored(before, k, removed), _scored(after, k, set())
        broken = sum(
            one != other
            for name in expected.keys() | found.keys()
            for one, other in _aligned(expected.get(name, []), found.get(name, []))
        )
        told = f"{trial + 1}: {size} of {listed.size} listed vacancies removed"
        yield Check("removal", told, len(after), broken)


def _scored(ranking: Ranking, k: int, removed: set[str]) -> dict[str, list[tuple[str, float]]]:
    """The first k of each list without those removed, with their scores."""
    found: dict[str, list[tuple[str, float]]] = {}
    listing = ranking.listing
    rows = zip(listing.candidate_ids, listing.vacancy_ids, listing.score.tolist(), strict=True)
    for candidate, vacancy, score in rows:
        own = found.setdefault(candidate, [])
        if vacancy not in removed and len(own) < k:
            own.append((vacancy, score))
    return found


def _aligned(one: list[Any], other: list[Any]) -> Iterator[tuple[Any, Any]]:
    """Two lists side by side, the shorter filled up with nothing."""
    size = max(len(one), len(other))
    return zip(*([*own, *[None] * (size - len(own))] for own in (one, other)), strict=True)


def _raises(engine: Ranks, people: Candidates, k: int) -> Iterator[Check]:
    before = engine.rank(people, k=k).listing
    names = list(before.candidate_ids)
    starts = np.flatnonzero(
        [one != other for one, other in zip(names, [None, *names[:-1]], strict=True)]
    )
    values = np.column_stack([before.components[name] for name in COMPONENTS]).astype(np.float64)
    pairs = list(zip(names, before.vacancy_ids, strict=True))
    for place, name in enumerate(COMPONENTS):
        if getattr(engine.weights, name) == 0:
            continue
        after = engine.reweighted(moved(engine.weights, name, _RAISED))
        found = after.features(people, pairs=pairs).score.astype(np.float64)
        compared = broken = 0
        for own in np.split(np.arange(len(names)), starts[1:]):
            above, below = _comparable(values[own], place)
            compared += above.size
            broken += int((found[own][above] < found[own][below] - _LEVEL).sum())
        yield Check("monotone", f"{name} doubled", compared, broken)


def _comparable(values: Floats, place: int) -> tuple[Places, Places]:
    """The pairs of places in a list (k, 7), upper and lower, of which the law speaks.

    They ask for the same components, and the upper one is at least as good in the one raised.
    """
    above, below = np.triu_indices(len(values), 1)
    alike = (np.isnan(values)[above] == np.isnan(values)[below]).all(axis=1)
    # What neither asks is no worse in either.
    own = np.nan_to_num(values[:, place])
    chosen = alike & (own[above] >= own[below])
    return above[chosen], below[chosen]
