"""Gates: how each literal of a must stands for a candidate on the day it is needed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from matcher.eligibility.answers import answer, answer_of_work
from matcher.features.claim_blocks import Answers, ClaimKind, Memory, claims_of
from matcher.features.holdings import Holding, holdings, work_claimed
from matcher.features.work_answers import WorkAnswers, WorkMemory
from matcher.kernels import MET, MISSING, NEVER, UNKNOWN
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.expressions import Given, Leaf, Literal
from matcher.normalizing.normalized import NormalCandidate, NormalClaim
from matcher.records.claims import SECTION_NAMES
from matcher.taxonomy import Taxonomy

__all__ = ["Due", "GateJudge", "LastingJudge"]

Codes = npt.NDArray[np.int16]
Places = npt.NDArray[np.int64]

#: Kinds of claims whose answers are kept: a cohort has few distinct ones.
_MOST_KEPT = 2**13


@dataclass(frozen=True, slots=True)
class Due:
    """A leaf and the day on which it must hold."""

    leaf: Leaf
    day: date

    @property
    def key(self) -> tuple[str, date]:
        """The identity of the gate literal."""
        return self.leaf.gate_key, self.day


class GateJudge:
    """Judges candidates on a fixed list of due leaves, as gate codes (see `matcher.kernels`).

    A literal is met by one claim that covers the concept at the asked level, valid on the day,
    with the evidence demanded. Covered by weaker evidence only, by a paper that may have ended,
    or in a section that is not complete, it is unknown; so it is where a claim elsewhere covers it
    but the complete list of its own section does not: one of both must be wrong. Else it takes its
    lead time, or is never met.
    """

    def __init__(self, due: Sequence[Due], *, taxonomy: Taxonomy, as_of: date) -> None:
        self.due = tuple(due)
        self.taxonomy = taxonomy
        self.as_of = as_of
        self._missing = np.array([self._unlisted(one.leaf) for one in self.due], dtype=np.int16)
        self._failed = np.where(self._missing == UNKNOWN, np.int16(NEVER), self._missing)
        self._days = np.array([one.day.toordinal() for one in self.due], dtype=np.int32)
        self._places = _places_by_literal([one.leaf for one in self.due])
        self._homes = {one: taxonomy.kind(one.kind).section for one in self._places}
        #: The number of each place's own section; what has none is numbered after them all.
        self._sections = np.full(len(self.due), len(SECTION_NAMES), dtype=np.int64)
        for literal, places in self._places.items():
            self._sections[places] = SECTION_NAMES.index(self._homes[literal])
        self._held = _by_concept(self._places, is_work=False)
        self._worked = _by_concept(self._places, is_work=True)
        self._of_kind = Memory(self._answers_of_kind, most=_MOST_KEPT)
        self._of_work = WorkMemory(self._answers_of_work)

    def codes(self, candidates: Sequence[NormalCandidate]) -> Codes:
        """The code of each candidate for each due leaf: (n, l) int16."""
        cohort = Cohort.of(candidates)
        complete = np.ones((len(cohort), len(SECTION_NAMES) + 1), dtype=np.bool_)
        for place, name in enumerate(SECTION_NAMES):
            complete[:, place] = cohort.sections[name].complete
        unlisted = np.where(complete[:, self._sections], self._missing, np.int16(UNKNOWN))
        found = np.ascontiguousarray(unlisted)
        work = self._of_work.cells(cohort)
        _lower(found, work.rows, work.places, work.one)
        rows, places, own, contradicted = claims_of(cohort, self.taxonomy).cells(
            self._of_kind, self._days
        )
        # What a claim says counts in the light of the literal's own section.
        codes = np.where(complete[rows, self._sections[places]], contradicted, own)
        _lower(found, rows, places, codes)
        return found

    def failing(self, candidates: Sequence[NormalCandidate], codes: Codes) -> Codes:
        """The codes with every unknown turned out badly: what it would then take."""
        found = np.where(codes == UNKNOWN, self._failed, codes)
        # Of experience, what is proven has not to be worked again.
        rows, places, _, failing = self._of_work.cells(Cohort.of(candidates))
        unknown = codes[rows, places] == UNKNOWN
        found[rows[unknown], places[unknown]] = failing[unknown]
        return found

    def _answers_of_kind(self, kind: ClaimKind) -> Answers:
        """What a claim of a kind says, also where the literal's own section is complete."""
        found: list[tuple[Places, list[list[int]]]] = []
        for holding, states in kind.holdings(self.taxonomy):
            for literal in self._covered(holding.concept, self._held):
                codes = [answer(literal, holding, valid, self.taxonomy) for valid in states]
                listed = [self._beside_list(code, literal, holding) for code in codes]
                if min(codes) < NEVER:
                    found.append((self._places[literal], [codes, listed]))
        return Answers.of(found, np.int16)

    def _answers_of_work(self, claims: tuple[NormalClaim, ...]) -> WorkAnswers:
        """What all work together says wherever it says anything: the code, and the failing one."""
        work = work_claimed(claims, self.as_of)
        asked = {one for job in work for one in self._covered(job.concept, self._worked)}
        found = [(self._places[one], answer_of_work(one, work, self.taxonomy)) for one in asked]
        return WorkAnswers.of(found, np.int16)

    def at_stake(self, candidate: NormalCandidate) -> Iterator[tuple[int, Holding]]:
        """The places that a paper would meet if it went on holding, and does not on their days.

        A paper that is known not to hold on the day of judging is at stake nowhere.
        """
        for holding in holdings(candidate, self.taxonomy):
            ends = holding.valid_to is not None or holding.validity is not None
            if not ends or holding.is_valid(self.as_of) is False:
                continue
            lasting = replace(holding, valid_to=None, validity=None)
            for literal in self._covered(holding.concept, self._held):
                for place in self._places[literal].tolist():
                    is_met, would_be = (
                        self._says(literal, one, self.due[place].day, candidate) == MET
                        for one in (holding, lasting)
                    )
                    if would_be and not is_met:
                        yield place, holding

    def _covered(
        self, concept: str, literals: Mapping[str, Sequence[Literal]]
    ) -> Iterator[Literal]:
        covered = self.taxonomy.covered_by(concept)
        return (literal for asked in covered & literals.keys() for literal in literals[asked])

    def _says(
        self, literal: Literal, holding: Holding, day: date, candidate: NormalCandidate
    ) -> int:
        """What one claim says of a literal on a day, in the light of the literal's own section."""
        code = answer(literal, holding, holding.is_valid(day), self.taxonomy)
        is_complete = candidate.sections[self._homes[literal]].complete
        return self._beside_list(code, literal, holding) if is_complete else code

    def _beside_list(self, code: int, literal: Literal, holding: Holding) -> int:
        """The code of a claim beside a complete list of the literal's own section."""
        return code if holding.section == self._homes[literal] else max(code, UNKNOWN)

    def _unlisted(self, leaf: Leaf) -> int:
        """The code where nothing is held: the lead time, or never; a given fact is what it is."""
        if isinstance(leaf, Given):
            return leaf.state
        if not isinstance(leaf, Literal):
            return NEVER
        if not leaf.is_resolved:
            return UNKNOWN
        if leaf.kind == "experience":
            return min(MISSING + math.ceil(leaf.level or 0), NEVER)
        lead = self.taxonomy.lead_months(leaf.kind, leaf.concept)
        return NEVER if lead is None else min(MISSING + lead, NEVER)


class LastingJudge(GateJudge):
    """Judges as if every paper that holds today, or may hold, went on holding."""

    def codes(self, candidates: Sequence[NormalCandidate]) -> Codes:
        """The code of each candidate for each due leaf: (n, l) int16."""
        found = super().codes(candidates)
        for row, candidate in enumerate(candidates):
            found[row, [place for place, _ in self.at_stake(candidate)]] = MET
        return found


def _lower(table: Codes, rows: Places, columns: Places, codes: Codes) -> None:
    """Lower cells of a contiguous table, in place, to these codes."""
    # One index into the flat table: NumPy has a fast loop for that alone.
    np.minimum.at(table.reshape(-1), rows * table.shape[1] + columns, codes)


def _places_by_literal(leaves: Sequence[Leaf]) -> dict[Literal, Places]:
    """The places of each distinct resolved literal: one for each day on which it is due."""
    places: dict[Literal, list[int]] = defaultdict(list)
    for place, leaf in enumerate(leaves):
        if isinstance(leaf, Literal) and leaf.is_resolved:
            places[leaf].append(place)
    return {literal: np.array(found, dtype=np.int64) for literal, found in places.items()}


def _by_concept(literals: Iterable[Literal], *, is_work: bool) -> dict[str, list[Literal]]:
    """The literals by concept: those of experience, or all others."""
    found: dict[str, list[Literal]] = defaultdict(list)
    for literal in literals:
        if (literal.kind == "experience") is is_work:
            found[literal.concept].append(literal)
    return dict(found)
