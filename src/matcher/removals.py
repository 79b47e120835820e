"""Counts whom each constraint and each rule removes: how many pairs fail it, and it alone."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import numpy.typing as npt

from matcher.eligibility.judging import build_gates
from matcher.eligibility.terms import Terms
from matcher.features.wording import Language, word_expression
from matcher.index import Index
from matcher.kernels import BARRED
from matcher.normalizing.coding import Members
from matcher.normalizing.constraints import names_constraint, without_constraints
from matcher.normalizing.expressions import Every, every
from matcher.normalizing.normalized import NormalCandidate, NormalRequirement
from matcher.records.tabular import Tabular
from matcher.removals_chart import Bar, removals_chart
from matcher.taxonomy import Taxonomy

if TYPE_CHECKING:
    import altair as alt
    import pyarrow as pa

__all__ = ["Removal", "Removals", "removals_of"]

Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Removal:
    """What one constraint or rule does to a cohort.

    Of "women, 20 to 35" the constraint is "women": the age is no constraint, and stays asked.

    `vacancies` ask it, with `openings` known seats. `failing` pairs are barred by it, whatever
    else is asked; `alone` are barred by nothing else, and `candidates` people have such a pair.
    `is_counted` is False where the settings only report it: then nobody is barred by it, and the
    numbers say whom it would bar.
    """

    kind: Literal["constraint", "rule"]
    requirement: NormalRequirement
    is_counted: bool
    vacancies: int
    openings: int
    failing: int
    alone: int
    candidates: int


@dataclass(frozen=True)
class Removals(Tabular):
    """The removals of a cohort, those that alone bar most pairs first."""

    rows: tuple[Removal, ...]
    candidates: int
    vacancies: int
    taxonomy: Taxonomy
    as_of: date

    def __repr__(self) -> str:
        return (
            f"<Removals: {len(self.rows)} constraints and rules, {self.candidates:,} candidates, "
            f"{self.vacancies:,} vacancies, as of {self.as_of}>"
        )

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Removal]:
        return iter(self.rows)

    def asked(self, row: Removal, language: Language = "en") -> str:
        """What a row asks, in words."""
        return word_expression(row.requirement.expression, self.taxonomy, language)

    def to_arrow(self) -> pa.Table:
        """One row per constraint or rule, in order."""
        import pyarrow as pa

        columns = {
            "kind": pa.array([row.kind for row in self.rows], pa.string()),
            "asked_en": pa.array([self.asked(row, "en") for row in self.rows], pa.string()),
            "asked_id": pa.array([self.asked(row, "id") for row in self.rows], pa.string()),
            "origin": pa.array([row.requirement.origin for row in self.rows], pa.string()),
            "rule": pa.array([row.requirement.rule for row in self.rows], pa.string()),
            "source": pa.array([row.requirement.source for row in self.rows], pa.string()),
            "is_counted": pa.array([row.is_counted for row in self.rows], pa.bool_()),
        }
        for name in ("vacancies", "openings", "failing", "alone", "candidates"):
            columns[name] = pa.array([getattr(row, name) for row in self.rows], pa.int64())
        return pa.table(columns)

    def chart(self, language: Language = "en") -> alt.LayerChart:
        """Those that bar most pairs as a picture (needs the extra `report`)."""
        bars = [
            Bar(
                self.asked(row, language), row.requirement.origin, row.requirement.rule,
                row.is_counted, row.failing, row.alone, row.candidates,
            )
            for row in self.rows
        ]  # fmt: skip
        return removals_chart(bars, (self.candidates, self.vacancies), self.as_of, language)

    def save_chart(self, path: str | Path, language: Language = "en") -> None:
        """Write the picture to an SVG, PNG, HTML or JSON file, by its ending."""
        self.chart(language).save(str(path))


@dataclass(frozen=True)
class _Trial:
    """One constraint or rule: its vacancies, and the columns in which they are judged twice.

    `only` (k,) are the columns in which it is all that is asked, `without` those in which it is
    left out, one for each kind of vacancies that ask alike; `times` are the vacancies of a kind.
    """

    requirement: NormalRequirement
    is_counted: bool
    vacancies: Places
    times: Places
    only: Places
    without: Places


class _Pool:
    """Interns terms: those that ask the same of everyone are judged once."""

    def __init__(self) -> None:
        self._columns: dict[tuple[object, ...], int] = {}
        self.terms: list[Terms] = []

    def column(self, terms: Terms) -> int:
        """The column in which the terms are judged."""
        key = terms.gate_key
        if key not in self._columns:
            self._columns[key] = len(self.terms)
            self.terms.append(terms)
        return self._columns[key]


def removals_of(index: Index, blocks: Iterable[Sequence[NormalCandidate]]) -> Removals:
    """Whom each constraint and each rule bars, exactly: every one is left out once."""
    pool = _Pool()
    trials = list(_trials(index, pool))
    counts = np.zeros((len(trials), 3), dtype=np.int64)
    people, context = 0, index.context
    gates = build_gates(pool.terms, taxonomy=context.records.taxonomy, as_of=context.as_of)
    for candidates in blocks:
        people += len(candidates)
        barred = gates.judge(candidates).verdicts == BARRED
        for place, trial in enumerate(trials):
            fails = barred[:, trial.only]
            alone = fails & ~barred[:, trial.without]
            pairs = ((failed * trial.times).sum() for failed in (fails, alone))
            counts[place] += (*pairs, alone.any(axis=1).sum())
    rows = [_removal(index, trial, counted) for trial, counted in zip(trials, counts, strict=True)]
    rows.sort(key=lambda row: (-row.alone, -row.failing, row.requirement.expression.gate_key))
    taxonomy = context.records.taxonomy
    return Removals(tuple(rows), people, len(index), taxonomy, context.as_of)


def _removal(index: Index, trial: _Trial, counted: Places) -> Removal:
    failing, alone, affected = counted.tolist()
    return Removal(
        kind="rule" if trial.requirement.rule is not None else "constraint",
        requirement=trial.requirement,
        is_counted=trial.is_counted,
        vacancies=trial.vacancies.size,
        openings=int(np.maximum(index.openings[trial.vacancies], 0).sum()),
        failing=failing,
        alone=alone,
        candidates=affected,
    )


def _trials(index: Index, pool: _Pool) -> Iterator[_Trial]:
    """Each distinct constraint and rule with the vacancies that have it."""
    kinds = index.gates.kinds
    members = Members.grouped(kinds.of, kinds.examples.size)
    asking: dict[tuple[object, ...], list[tuple[int, Terms, _Part]]] = {}
    for kind in np.argsort(kinds.examples).tolist():
        terms = index.gates.terms[int(kinds.examples[kind])]
        musts = [one for one in terms.requirements if one.importance == "must"]
        for is_counted, listed in ((True, musts), (False, terms.reported)):
            for part in (part for one in listed for part in _parts(one)):
                one = part.asked
                ground = (one.origin, one.rule, one.stage, one.expression.gate_key)
                asking.setdefault((is_counted, *ground), []).append((kind, terms, part))
    for key, found in asking.items():
        own = members.take(np.array([kind for kind, _, _ in found], dtype=np.int64))
        yield _Trial(
            requirement=found[0][2].asked,
            is_counted=key[0] is True,
            vacancies=own.members,
            times=own.sizes,
            only=_columns(pool, (_with_only(terms, part) for _, terms, part in found)),
            without=_columns(pool, (_without(terms, part) for _, terms, part in found)),
        )


@dataclass(frozen=True, slots=True)
class _Part:
    """What is counted of a must: the rule, or each constraint in it; `rest` is what is left."""

    of: NormalRequirement
    asked: NormalRequirement
    rest: NormalRequirement | None


def _parts(one: NormalRequirement) -> Iterator[_Part]:
    """A rule as a whole; of what an employer asks ("women, 20 to 35") each constraint alone."""
    expression = one.expression
    if one.rule is not None:
        yield _Part(one, one, None)
    elif isinstance(expression, Every):
        for part in expression.parts:
            if names_constraint(part):
                others = every(other for other in expression.parts if other is not part)
                rest = replace(one, expression=others)
                yield _Part(one, replace(one, expression=part), rest)
    elif names_constraint(expression):
        left = without_constraints(expression)
        rest_of_any = None if left is None else replace(one, expression=left)
        yield _Part(one, one, rest_of_any)


def _columns(pool: _Pool, terms: Iterable[Terms]) -> Places:
    return np.array([pool.column(one) for one in terms], dtype=np.int64)


def _with_only(terms: Terms, part: _Part) -> Terms:
    return replace(terms, requirements=(part.asked,))


def _without(terms: Terms, part: _Part) -> Terms:
    """The terms without a part; one that is only reported is not among them."""
    kept = [one for one in terms.requirements if one is not part.of]
    is_counted = len(kept) < len(terms.requirements)
    rest = [part.rest] if part.rest is not None and is_counted else []
    return replace(terms, requirements=(*kept, *rest))
