"""Do judges agree well enough to learn from what they say?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

import numpy as np
import numpy.typing as npt

from matcher.metrics.inference import Interval
from matcher.tuning.agreement import Measure, alpha_of, coincidences
from matcher.tuning.judgments import Judgments
from matcher.tuning.percentiles import percentiles

__all__ = ["Agreement", "JudgesPair", "State", "agreement_of"]

Floats = npt.NDArray[np.float64]
Cells = Mapping[tuple[str, tuple[str, ...]], float]

#: Whether judges can be learned from, from the worst to the best.
State = Literal["contradictory", "unknown", "weak", "tentative", "reliable"]

#: What alpha must reach. Krippendorff, Content Analysis (2004), page 241.
_RELIABLE, _TENTATIVE = 0.8, 0.667
#: With fewer comparisons that several judges made, nothing is said.
_LEAST_SHARED = 10
_MEASURES: tuple[Measure, ...] = get_args(Measure)
_CONFIDENCE = 0.95


class JudgesPair(NamedTuple):
    """Kendall's tau-b of two judges within candidates, over `shared` comparisons of both."""

    first: str
    second: str
    shared: int
    tau: Interval


@dataclass(frozen=True)
class Agreement:
    """How far judges agree; intervals are 95 % bootstrap intervals over candidates.

    `order` is Krippendorff's alpha of which of two vacancies is better, which is all that weights
    are learned from; it is judged on `shared` comparisons that at least two judges made. `grades`
    has alpha of the grades themselves by measure, empty without grades. `changed` of `repeated`
    comparisons that one judge made more than once came out otherwise.
    """

    judges: tuple[str, ...]
    shared: int
    order: Interval
    grades: Mapping[Measure, Interval]
    taus: tuple[JudgesPair, ...]
    repeated: int
    changed: int

    @property
    def state(self) -> State:
        """What the order's alpha says.

        Contradictory where its interval reaches 0, so that chance would do as well; unknown with
        fewer than 10 shared comparisons; else weak below .667, tentative below .8, reliable.
        """
        if self.shared < _LEAST_SHARED or np.isnan(self.order.low):
            return "unknown"
        if self.order.low <= 0:
            return "contradictory"
        if self.order.mean < _TENTATIVE:
            return "weak"
        return "reliable" if self.order.mean >= _RELIABLE else "tentative"

    @property
    def can_learn(self) -> bool:
        """False where the judges contradict each other too much to learn from."""
        return self.state != "contradictory"

    @property
    def against(self) -> tuple[str, ...]:
        """The judges whose order is against that of every other: each tau-b is below zero."""
        found = []
        for judge in self.judges:
            own = [one.tau.mean for one in self.taus if judge in {one.first, one.second}]
            # Of two judges neither is the odd one.
            if len(own) > 1 and max(own) < 0:
                found.append(judge)
        return tuple(found)

    def __str__(self) -> str:
        lines = [
            f"{len(self.judges):,} judges, {self.shared:,} shared comparisons: {self.state}",
            f"  order of two vacancies: alpha {self.order}",
            *(f"  grades, {name}: alpha {one}" for name, one in self.grades.items()),
            *(f"  {one.first} and {one.second}: tau-b {one.tau}" for one in self.taus),
        ]
        if self.repeated:
            lines.append(f"  {self.changed:,} of {self.repeated:,} repeated comparisons changed")
        if self.against:
            lines.append(f"  against the others: {', '.join(self.against)}")
        lines.append(_ADVICE[self.state])
        return "\n".join(lines)


_ADVICE: Mapping[State, str] = {
    "contradictory": "Too contradictory to learn from: agree on what is asked, and judge again.",
    "unknown": "Not known: let two judges judge the same pairs.",
    "weak": "Weights can be learned; what they say of single judges is another matter.",
    "tentative": "Good enough for tentative conclusions.",
    "reliable": "Reliable.",
}


def agreement_of(judgments: Judgments, *, seed: int = 0, resamples: int = 1000) -> Agreement:
    """How far the judges agree, and whether that is enough to learn from.

    >>> ranked = [Judgments.of_list(judge, f"C{number}", ["V1", "V2", "V3"])
    ...           for judge in ("ana", "budi") for number in range(5)]
    >>> found = agreement_of(sum(ranked, Judgments()))
    >>> found.state, found.taus[0].tau.mean
    ('reliable', 1.0)
    """
    said: dict[tuple[str, tuple[str, ...]], list[int]] = {}
    for one in judgments.orders():
        unit = (one.candidate_id, one.first, one.second)
        said.setdefault((one.judge, unit), []).append(one.sign)
    repeated = [signs for signs in said.values() if len(signs) > 1]
    orders = _Table.of({cell: float(signs[0]) for cell, signs in said.items()})
    grades = _Table.of(
        {(g.judge, (g.candidate_id, g.vacancy_id)): g.grade for g in reversed(judgments.graded)}
    )
    draws = _Draws(seed, resamples)
    return Agreement(
        judges=judgments.judges,
        shared=len(orders.ratings),
        order=_alpha_of_order(orders, draws),
        grades={m: _alpha(grades, m, draws) for m in _MEASURES} if len(grades.ratings) else {},
        taus=tuple(_taus(orders, draws)),
        repeated=len(repeated),
        changed=sum(len(set(signs)) > 1 for signs in repeated),
    )


class _Table(NamedTuple):
    """Ratings (units, judges) of what several judged, NaN where one did not, by candidate."""

    judges: Sequence[str]
    ratings: Floats
    candidate_of: npt.NDArray[np.int64]

    @classmethod
    def of(cls, cells: Cells) -> _Table:
        """The table of what at least two judges rated; a unit begins with its candidate."""
        judges = sorted({judge for judge, _ in cells})
        units = sorted({unit for _, unit in cells})
        column = {judge: place for place, judge in enumerate(judges)}
        row = {unit: place for place, unit in enumerate(units)}
        ratings = np.full((len(units), len(judges)), np.nan)
        for (judge, unit), rating in cells.items():
            ratings[row[unit], column[judge]] = rating
        is_shared = (~np.isnan(ratings)).sum(axis=1) > 1
        names = np.array([unit[0] for unit in units], dtype=object)[is_shared]
        candidate_of = np.unique(names.astype(str), return_inverse=True)[1]
        return cls(judges, ratings[is_shared], candidate_of)


class _Draws(NamedTuple):
    """How candidates are drawn anew."""

    seed: int
    resamples: int

    def of(self, size: int) -> Floats:
        """How often each of some candidates is drawn: (resamples, size)."""
        random = np.random.default_rng(self.seed)
        return random.multinomial(size, np.full(size, 1 / size), self.resamples).astype(np.float64)


def _alpha(table: _Table, measure: Measure, draws: _Draws) -> Interval:
    values = np.unique(table.ratings[~np.isnan(table.ratings)])
    return _drawn_alpha(_coincidences(table, values), values, measure, draws)


def _alpha_of_order(table: _Table, draws: _Draws) -> Interval:
    """Alpha of signs: which of two vacancies is called the first is chance, so both ways count."""
    values = np.array([-1.0, 0.0, 1.0])
    found = _coincidences(table, values)
    return _drawn_alpha((found + found[:, ::-1, ::-1]) / 2, values, "interval", draws)


def _coincidences(table: _Table, values: Floats) -> Floats:
    """The coincidences (candidates, v, v) of ratings with some values."""
    counts = (table.ratings[:, :, None] == values).sum(axis=1)
    found = _by_candidate(coincidences(counts).reshape(len(counts), values.size**2), table)
    return found.reshape(-1, values.size, values.size)


def _drawn_alpha(found: Floats, values: Floats, measure: Measure, draws: _Draws) -> Interval:
    """Alpha of coincidences (candidates, v, v), with its interval."""
    size = len(found)
    drawn = np.tensordot(draws.of(size), found, axes=1) if size > 1 else ()
    mean = alpha_of(found.sum(axis=0), values, measure)
    return _interval(mean, [alpha_of(one, values, measure) for one in drawn], size)


def _taus(table: _Table, draws: _Draws) -> Iterable[JudgesPair]:
    """Tau-b of every two judges with comparisons in common: from the signs of these."""
    for first, second in zip(*np.triu_indices(len(table.judges), k=1), strict=True):
        one, other = table.ratings[:, first], table.ratings[:, second]
        both = ~np.isnan(one) & ~np.isnan(other)
        if not both.any():
            continue
        one, other = np.where(both, one, 0), np.where(both, other, 0)
        found = _by_candidate(np.column_stack([one * other, np.abs(one), np.abs(other)]), table)
        drawn = draws.of(len(found)) @ found if len(found) > 1 else np.empty((0, 3))
        mean = float(_tau(found.sum(axis=0)))
        judges = (table.judges[int(first)], table.judges[int(second)])
        yield JudgesPair(*judges, int(both.sum()), _interval(mean, _tau(drawn.T), len(found)))


def _tau(sums: Floats) -> Floats:
    """Tau-b from sums (3, ...): of products of signs, and of the sizes of each judge's."""
    size = np.sqrt(sums[1] * sums[2])
    found: Floats = np.divide(sums[0], size, out=np.full_like(size, np.nan), where=size > 0)
    return found


def _by_candidate(values: Floats, table: _Table) -> Floats:
    """The sums (candidates, x) of values (units, x)."""
    found = np.zeros((int(table.candidate_of.max(initial=-1)) + 1, values.shape[1]))
    np.add.at(found, table.candidate_of, values)
    return found


def _interval(mean: float, drawn: Sequence[float] | Floats, size: int) -> Interval:
    """A figure with its interval from those drawn of `size` candidates; NaN where none is known."""
    known = np.asarray(drawn, dtype=np.float64)
    known = known[~np.isnan(known)]
    if not known.size:
        return Interval(mean, float("nan"), float("nan"))
    low, high = percentiles(known, size, _CONFIDENCE).tolist()
    return Interval(mean, low, high)
