"""How well candidates meet criteria: for each an interval [proven, possible] in [0, 1]."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.features.claim_blocks import Answers, ClaimKind, ContentMemory, Memory, claims_of
from matcher.features.criteria import Criteria
from matcher.features.holdings import (
    Holding,
    Valid,
    Work,
    experience_months,
    holdings,
    work_claimed,
    work_periods,
)
from matcher.features.openness import could_resemble
from matcher.features.slots import Slots
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.expressions import Literal
from matcher.normalizing.normalized import NormalCandidate, NormalClaim
from matcher.records.claims import SECTION_NAMES
from matcher.records.evidence import Evidence
from matcher.settings import Settings
from matcher.taxonomy import MONTHS, Taxonomy

__all__ = ["Attained", "Attainment", "Encoder"]

#: Kinds whose papers count for nothing once expired; elsewhere the skill remains, unproven.
_PAPERS = frozenset({"certificate", "language", "document"})

Floats = npt.NDArray[np.float64]
Indices = npt.NDArray[np.int64]

#: Kinds of claims whose answers are kept: a cohort has few distinct ones.
_MOST_KEPT = 2**13
#: Candidates whose attainments are worked out at once, so that the table of them stays in reach.
_AT_ONCE = 1024


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
        self._open = {
            name: np.array([could_resemble(name, one, taxonomy) for one in self._literals])
            for name in SECTION_NAMES
        }
        self._graded = _places_by_concept(self._literals, is_work=False)
        self._work = _places_by_concept(self._literals, is_work=True)
        self._days = np.full(len(self._literals), as_of.toordinal(), dtype=np.int32)
        self._of_kind = Memory(self._answers_of_kind, most=_MOST_KEPT)
        self._of_work = ContentMemory(self._answers_of_work)

    def encode(self, candidates: Sequence[NormalCandidate]) -> Attainment:
        """The attainments of candidates in the order given: the definition of `rows` and `pairs`."""
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
        cohort = Cohort.of(candidates)
        parts = []
        for start in range(0, len(cohort), _AT_ONCE):
            cells = self._cells(cohort[start : start + _AT_ONCE])
            proven = self._slots.scattered(cells.rows, cells.places, cells.proven, start)

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

    def _cells_of_work(
        self, candidates: Sequence[NormalCandidate]
    ) -> tuple[Indices, Indices, Floats, Floats]:
        """What all work of each candidate gives for each literal of experience."""
        found = [
            (row, place, one.proven, one.possible)
            for row, candidate in enumerate(candidates)
            for place, one in self._of_work[candidate.sections["experience"].claims]
        ]
        rows, places, proven, possible = np.array(found, dtype=np.float64).reshape(-1, 4).T
        return rows.astype(np.int64), places.astype(np.int64), proven, possible

    def _answers_of_work(self, claims: tuple[NormalClaim, ...]) -> list[tuple[int, Attained]]:
        work = work_claimed(claims, self.as_of)
        covered = {asked for one in work for asked in self.taxonomy.covered_by(one.concept)}
        return [
            (place, self._experience(self._literals[place], work))
            for concept in covered & self._work.keys()
            for place in self._work[concept]
        ]

    def _answer(
        self, literal: Literal, holding: Holding, similarity: float, is_valid: Valid
    ) -> Attained:
        """What one claim gives: similarity, times the credit of its level, times its evidence.

        A paper that may have ended proves nothing, and may still count.
        """
        if literal.kind in _PAPERS and is_valid is False:
            return _NOTHING
        factor = self.settings.evidence[holding.evidence if is_valid else Evidence.SELF_REPORT]
        least, most = _credit(literal, holding, self.taxonomy)
        if literal.kind in _PAPERS and is_valid is None:
            least = 0.0
        return Attained(similarity * least * factor, similarity * most, holding.text)

    def _experience(self, literal: Literal, work: list[Work]) -> Attained:
        """Months under each evidence factor: work with better papers counts at its own factor."""
        asked, credit = literal.level or 0.0, self.taxonomy.scales[MONTHS].credit_for
        covering = [w for w in work if literal.concept in self.taxonomy.covered_by(w.concept)]
        proven = 0.0
        for grade in {one.evidence for one in covering}:
            months, _ = experience_months(covering, literal.concept, self.taxonomy, least=grade)
            proven = max(proven, self.settings.evidence[grade] * credit(months, asked))
        months, unmeasured = experience_months(covering, literal.concept, self.taxonomy)
        possible = 1.0 if unmeasured else credit(months, asked)
        return Attained(proven, possible, "; ".join(one.text for one in covering))

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


def _credit(literal: Literal, holding: Holding, taxonomy: Taxonomy) -> tuple[float, float]:
    """The least and the greatest credit of a holding's level; they differ where it is unknown."""
    if literal.level is None:
        return float(holding.is_certain), 1.0
    scale, own = taxonomy.scale_of(literal.concept), taxonomy.scale_of(holding.concept)
    if scale is None or own is not scale:
        return 0.0, 0.0
    if holding.level is None:
        return 0.0, 1.0
    credit = scale.credit_for(holding.level, literal.level)
    return credit, credit
