"""Gates: how each literal of a must stands for a candidate on the day it is needed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

import numpy as np
import numpy.typing as npt

from matcher.features.holdings import (
    Holding,
    Work,
    experience_months,
    holdings,
    work_periods,
)
from matcher.kernels import MET, MISSING, NEVER, UNKNOWN
from matcher.normalizing.expressions import Given, Leaf, Literal
from matcher.normalizing.normalized import NormalCandidate
from matcher.records.claims import SECTION_NAMES, SectionName
from matcher.records.evidence import Evidence, evidence_grades
from matcher.taxonomy import Taxonomy

__all__ = ["Due", "GateJudge", "LastingJudge"]

Codes = npt.NDArray[np.int16]

#: The kind that outlives its paper: an expired one is worth as much as the person's own word.
_LASTING = "skill"


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
        self._literals = {
            place: one.leaf
            for place, one in enumerate(self.due)
            if isinstance(one.leaf, Literal) and one.leaf.is_resolved
        }
        self._homes = {p: taxonomy.kind(one.kind).section for p, one in self._literals.items()}
        self._open = {name: self._opened_by(name) for name in SECTION_NAMES}
        self._held = self._places(is_work=False)
        self._worked = self._places(is_work=True)

    def _places(self, *, is_work: bool) -> dict[str, list[int]]:
        """The places of the literals by concept: those of experience, or all others."""
        places: dict[str, list[int]] = defaultdict(list)
        for place, literal in self._literals.items():
            if (literal.kind == "experience") is is_work:
                places[literal.concept].append(place)
        return dict(places)

    def codes(self, candidates: Sequence[NormalCandidate]) -> Codes:
        """The code of each candidate for each due leaf: (n, l) int16."""
        found = np.empty((len(candidates), len(self.due)), dtype=np.int16)
        for row, candidate in enumerate(candidates):
            found[row] = self._unlisted_codes(candidate)
            for place, code in self._answers(candidate):
                found[row, place] = min(code, found[row, place])
        return found

    def failing(self, candidates: Sequence[NormalCandidate], codes: Codes) -> Codes:
        """The codes with every unknown turned out badly: what it would then take."""
        months = [self._months_lacking(candidate) for candidate in candidates]
        lacking = np.array(months, dtype=np.int16).reshape(codes.shape)
        return np.where(codes == UNKNOWN, lacking, codes)

    def at_stake(self, candidate: NormalCandidate) -> Iterator[tuple[int, Holding]]:
        """The places that a paper would meet if it went on holding, and does not on their days.

        A paper that is known not to hold on the day of judging is at stake nowhere.
        """
        for holding in holdings(candidate, self.taxonomy):
            ends = holding.valid_to is not None or holding.validity is not None
            if not ends or holding.is_valid(self.as_of) is False:
                continue
            lasting = replace(holding, valid_to=None, validity=None)
            for place in self._covered(holding.concept, self._held):
                is_met, would_be = (
                    self._says(place, one, candidate) == MET for one in (holding, lasting)
                )
                if would_be and not is_met:
                    yield place, holding

    def _months_lacking(self, candidate: NormalCandidate) -> Codes:
        """The codes of someone who has nothing but what is proven of experience."""
        found = self._failed.copy()
        work = work_periods(candidate, self.as_of)
        for place in {p for one in work for p in self._covered(one.concept, self._worked)}:
            literal = self._literals[place]
            proven, _ = experience_months(
                work, literal.concept, self.taxonomy, least=literal.evidence
            )
            found[place] = min(MISSING + math.ceil(literal.level or 0) - proven, NEVER)
        return found

    def _unlisted_codes(self, candidate: NormalCandidate) -> Codes:
        """The codes of someone of whom nothing but the completeness of sections is known."""
        codes = self._missing.copy()
        for name, opened in self._open.items():
            if not candidate.sections[name].complete:
                codes[opened] = UNKNOWN
        return codes

    def _answers(self, candidate: NormalCandidate) -> Iterator[tuple[int, int]]:
        """What each claim says of each literal whose concept it covers."""
        for holding in holdings(candidate, self.taxonomy):
            for place in self._covered(holding.concept, self._held):
                yield place, self._says(place, holding, candidate)
        work = work_periods(candidate, self.as_of)
        for place in {p for one in work for p in self._covered(one.concept, self._worked)}:
            yield place, self._judge_experience(self._literals[place], work)

    def _covered(self, concept: str, places: Mapping[str, Sequence[int]]) -> Iterator[int]:
        covered = self.taxonomy.covered_by(concept)
        return (place for asked in covered & places.keys() for place in places[asked])

    def _says(self, place: int, holding: Holding, candidate: NormalCandidate) -> int:
        """What one claim says of the literal at a place, in the light of its own section."""
        code = self._answer(self._literals[place], holding, self.due[place].day)
        home = self._homes[place]
        contradicted = holding.section != home and candidate.sections[home].complete
        return max(code, UNKNOWN) if contradicted else code

    def _answer(self, literal: Literal, holding: Holding, day: date) -> int:
        """What one claim says of a literal: MET, UNKNOWN, or NEVER for nothing."""
        valid, reached = holding.is_valid(day), self._reaches(literal, holding)
        lasts = literal.kind == _LASTING
        if reached is False or (valid is False and not lasts):
            return NEVER
        evidence = holding.evidence if valid else Evidence.SELF_REPORT
        proven = reached is True and (valid or lasts) and _proves(evidence, literal.evidence)
        return MET if proven else UNKNOWN

    def _reaches(self, literal: Literal, holding: Holding) -> bool | None:
        """Whether a claim's level reaches the asked one; None where its level is not known."""
        if literal.level is None:
            return holding.is_certain or None
        own, asked = (
            self.taxonomy.scale_of(holding.concept),
            self.taxonomy.scale_of(literal.concept),
        )
        if asked is None or own is not asked:
            return False
        return None if holding.level is None else holding.level >= literal.level

    def _judge_experience(self, literal: Literal, work: list[Work]) -> int:
        asked = math.ceil(literal.level or 0)
        proven, _ = experience_months(work, literal.concept, self.taxonomy, least=literal.evidence)
        if proven >= asked:
            return MET
        stated, unmeasured = experience_months(work, literal.concept, self.taxonomy)
        if stated >= asked or unmeasured:
            return UNKNOWN
        return min(MISSING + asked - stated, NEVER)

    def _opened_by(self, section: SectionName) -> list[int]:
        """The places of the literals that are unknown where a section is not complete."""
        return [place for place, home in self._homes.items() if home == section]

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


def _proves(held: Evidence, demanded: Evidence) -> bool:
    """True where evidence is at least what is demanded."""
    grades = evidence_grades()
    return grades[held].rank >= grades[demanded].rank
