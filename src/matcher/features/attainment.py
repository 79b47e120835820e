"""How well candidates meet criteria: for each an interval [proven, possible] in [0, 1]."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.features.claim_blocks import Answers, Cells, ClaimKind, Memory, claims_of
from matcher.features.crediting import Worked, level_credit, worked_in
from matcher.features.criteria import Criteria
from matcher.features.holdings import Holding, Valid, Work, holdings, work_claimed, work_periods
from matcher.features.openness import could_resemble
from matcher.features.slots import Slots
from matcher.features.work_answers import WorkAnswers, WorkMemory
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.expressions import Literal
from matcher.normalizing.normalized import NormalCandidate, NormalClaim
from matcher.records.claims import SECTION_NAMES
from matcher.records.evidence import Evidence
from matcher.settings import Settings
from matcher.taxonomy import Taxonomy

__all__ = ["Attained", "Attainment", "Encoder"]

#: Kinds whose papers count for nothing once expired; elsewhere the skill remains, unproven.
_PAPERS = frozenset({"certificate", "language", "document"})

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

#: Kinds of claims whose answers are kept: a cohort has few distinct ones.
_MOST_KEPT = 2**13
#: Candidates whose attainments are worked out at once, so that the table of them stays in reach.
_AT_ONCE = 2048


@dataclass(frozen=True)
class Attainment:
    """The attainments of a block of candidates: `proven` and `possible` (n, f) float64."""

    proven: Floats
    possible: Floats


@dataclass(frozen=True, slots=True)
class Attained:
    """What a candidate attains of one literal, and the text of the claim that counts most."""

    proven: float
    possible: float
    text: str | None = None


_NOTHING = Attained(0.0, 0.0)


class Encoder:
    """Turns normalized candidates into attainments over a fixed set of criteria.

    Graded criteria are judged on `as_of`.
    """

    def __init__(
        self, criteria: Criteria, *, taxonomy: Taxonomy, settings: Settings, as_of: date
    ) -> None:
        self.criteria = criteria
        self.taxonomy = taxonomy
        self.settings = settings
        self.as_of = as_of
        self._literals = [leaf for leaf in criteria.layout.leaves if isinstance(leaf, Literal)]
        self._graded = _places_by_concept(self._literals, is_work=False)
        self._work = _places_by_concept(self._literals, is_work=True)
        self._days = np.full(len(self._literals), as_of.toordinal(), dtype=np.int32)
        self._of_kind = Memory(self._answers_of_kind, most=_MOST_KEPT)
        self._of_work = WorkMemory(self._answers_of_work)

    @cached_property
    def _open(self) -> dict[str, Floats]:
        """What a section that is not complete could hold of each literal."""
        return {
            name: np.array([could_resemble(name, one, self.taxonomy) for one in self._literals])
            for name in SECTION_NAMES
        }

    def encode(self, candidates: Sequence[NormalCandidate]) -> Attainment:
        """The attainments of candidates in the order given; `rows` and `pairs` give parts of it."""
        cohort = Cohort.of(candidates)
        shape = (len(cohort), len(self._literals))
        rows, places, *sides = self._cells(cohort)
        proven, possible = (kernels.scatter_best(rows, places, side, shape) for side in sides)
        for name, reach in self._open.items():
            incomplete = ~cohort.sections[name].complete
            possible[incomplete] = np.maximum(possible[incomplete], reach)
        possible[:, [not literal.is_resolved for literal in self._literals]] = 1.0
        return Attainment(self._combined(proven), self._combined(possible))

    def rows(self, candidates: Sequence[NormalCandidate]) -> kernels.SparseRows:
        """What is proven: sparse rows over the criteria, columns ascending, without zeros.

        Cell by cell the same as `encode(candidates).proven`.
        """
        cohort, slots = Cohort.of(candidates), self._slots
        values, columns, lengths = [np.empty(0)], [np.empty(0, dtype=np.int64)], [np.zeros(1, int)]
        for start in range(0, len(cohort), _AT_ONCE):
            part = cohort[start : start + _AT_ONCE]
            cells, table = self._cells(part), slots.nothing(len(part))
            slots.fill(table, cells.rows, cells.places, cells.one)
            rows, own = np.nonzero(table[:, : slots.criteria.size] > 0)
            values.append(table[rows, own])
            columns.append(slots.criteria[own])
            lengths.append(np.bincount(rows, minlength=len(part)))
        return kernels.SparseRows(
            np.concatenate(values), np.concatenate(columns), np.cumsum(np.concatenate(lengths))
        )

    def pairs(
        self, candidates: Sequence[NormalCandidate], rows: Indices, columns: Indices
    ) -> Attainment:
        """What some candidates attain of some criteria: pairs (p,) of a row and a criterion.

        The sides (p,) are the cells of `encode(candidates)`.
        """
        cohort, slots = Cohort.of(candidates), self._slots
        proven, possible = np.empty(rows.size), np.empty(rows.size)
        # Who is asked of once is worked out once, whatever the order of the pairs.
        order = np.argsort(rows, kind="stable")
        used, place = np.unique(rows[order], return_inverse=True)
        for start in range(0, used.size, _AT_ONCE):
            first, last = np.searchsorted(place, (start, start + _AT_ONCE))
            own, row = order[first:last], place[first:last] - start
            slot = slots.of_criterion[columns[own]]
            table = self._tables(cohort.take(used[start : start + _AT_ONCE]))
            proven[own], possible[own] = table.proven[row, slot], table.possible[row, slot]
        return Attainment(proven, possible)

    def literal(self, candidate: NormalCandidate, literal: Literal) -> Attained:
        """What a candidate attains of one literal, and the claim that counts most.

        It is the same as the literal's cell in `encode`.
        """
        if literal.kind == "experience":
            answers = [self._experience(literal, work_periods(candidate, self.as_of))]
        else:
            answers = [
                self._answer(literal, holding, similarity, holding.is_valid(self.as_of))
                for holding in holdings(candidate, self.taxonomy)
                if (similarity := self.taxonomy.similar_to(holding.concept).get(literal.concept))
            ]
        best = max(answers, key=lambda one: one.proven, default=_NOTHING)
        open_ended = [
            could_resemble(name, literal, self.taxonomy)
            for name in SECTION_NAMES
            if not candidate.sections[name].complete
        ]
        most = max((one.possible for one in answers), default=0.0)
        possible = max(most, *open_ended, 0.0) if literal.is_resolved else 1.0
        return Attained(best.proven, possible, best.text if best.proven > 0 else None)

    def _answers_of_kind(self, kind: ClaimKind) -> Answers:
        """What a claim of a kind gives for each literal that it resembles: proven, possible."""
        found: list[tuple[list[int], list[list[float]]]] = []
        for holding, states in kind.holdings(self.taxonomy):
            similar = self.taxonomy.similar_to(holding.concept)
            for asked in similar.keys() & self._graded.keys():
                for place in self._graded[asked]:
                    literal = self._literals[place]
                    given = [self._answer(literal, holding, similar[asked], one) for one in states]
                    sides = [[one.proven for one in given], [one.possible for one in given]]
                    found.append(([place], sides))
        return Answers.of(found, np.float64)

    def _cells(self, cohort: Cohort) -> Cells:
        """What claims, and all work together, give for each literal: proven, possible."""
        claims = claims_of(cohort, self.taxonomy).cells(self._of_kind, self._days)
        return Cells(*map(np.append, claims, self._of_work.cells(cohort)))

    def _tables(self, cohort: Cohort) -> Attainment:
        """What candidates attain, by slot."""
        cells, incomplete = self._cells(cohort), np.zeros(len(cohort), dtype=np.int64)
        for bit, name in enumerate(SECTION_NAMES):
            incomplete += ~cohort.sections[name].complete << bit
        proven, possible = self._slots.nothing(len(cohort)), self._left_open[incomplete]
        self._slots.fill(proven, cells.rows, cells.places, cells.one)
        self._slots.fill(possible, cells.rows, cells.places, cells.other)
        return Attainment(proven, possible)

    @cached_property
    def _slots(self) -> Slots:
        return Slots.of(self.criteria.layout)

    @cached_property
    def _left_open(self) -> Floats:
        """What is possible by slot where nothing is claimed, by the bits of incomplete sections."""
        found = np.zeros((2 ** len(SECTION_NAMES), self._slots.size), dtype=np.float64)
        found[0] = self._slots.spread(np.zeros(len(self._literals)))
        for bit, name in enumerate(SECTION_NAMES):
            before = found[: 1 << bit]
            reach = self._slots.spread(self._open[name])
            found[1 << bit : 2 << bit] = np.maximum(before, reach)
        return found

    def _answers_of_work(self, claims: tuple[NormalClaim, ...]) -> WorkAnswers:
        """What all work together gives for each literal of experience that it covers."""
        work = work_claimed(claims, self.as_of)
        covered = {asked for one in work for asked in self.taxonomy.covered_by(one.concept)}
        found = (
            ([place], worked.credit(self._literals[place].level or 0.0, self.taxonomy))
            for concept in covered & self._work.keys()
            for worked in [self._worked(concept, work)]
            for place in self._work[concept]
        )
        return WorkAnswers.of(found, np.float64)

    def _answer(
        self, literal: Literal, holding: Holding, similarity: float, is_valid: Valid
    ) -> Attained:
        """What one claim gives: similarity, times the credit of its level, times its evidence.

        A paper that may have ended proves nothing, and may still count.
        """
        if literal.kind in _PAPERS and is_valid is False:
            return _NOTHING
        factor = self.settings.evidence[holding.evidence if is_valid else Evidence.SELF_REPORT]
        least, most = level_credit(literal, holding, self.taxonomy)
        if literal.kind in _PAPERS and is_valid is None:
            least = 0.0
        return Attained(similarity * least * factor, similarity * most, holding.text)

    def _experience(self, literal: Literal, work: Sequence[Work]) -> Attained:
        worked = self._worked(literal.concept, work)
        return Attained(*worked.credit(literal.level or 0.0, self.taxonomy), worked.text)

    def _worked(self, occupation: str, work: Sequence[Work]) -> Worked:
        return worked_in(occupation, work, self.taxonomy, self.settings.evidence)

    def _combined(self, literals: Floats) -> Floats:
        layout = self.criteria.layout
        combined: Floats = kernels.any_of_all(
            literals, layout.terms, layout.clauses, layout.starts, best_is_least=False
        ).astype(np.float64, copy=False)
        return combined


def _places_by_concept(literals: Sequence[Literal], *, is_work: bool) -> dict[str, list[int]]:
    """The places of the resolved literals by concept: those of experience, or all others."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, literal in enumerate(literals):
        if literal.is_resolved and (literal.kind == "experience") is is_work:
            places[literal.concept].append(place)
    return dict(places)
