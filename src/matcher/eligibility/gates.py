"""Gates: how each literal of a must stands for a candidate on the day it is needed."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
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
from matcher.records.evidence import Evidence, evidence_grades
from matcher.taxonomy import Taxonomy

__all__ = ["Due", "GateJudge"]

Codes = npt.NDArray[np.int16]


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
    with the evidence demanded. Covered by weaker evidence only, or in a section that is not
    complete, it is unknown. Else it takes its lead time, or is never met.
    """

    def __init__(self, due: Sequence[Due], *, taxonomy: Taxonomy, as_of: date) -> None:
        self.due = tuple(due)
        self.taxonomy = taxonomy
        self.as_of = as_of
        self._sections = [self._section(one.leaf) for one in self.due]
        self._missing = np.array([self._unlisted(one.leaf) for one in self.due], dtype=np.int16)
        self._fixed = np.array([not _is_asked(one.leaf) for one in self.due], dtype=np.bool_)
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, one in enumerate(self.due):
            if isinstance(one.leaf, Literal) and one.leaf.is_resolved:
                self._places[one.leaf.concept].append(place)

    def codes(self, candidates: Sequence[NormalCandidate]) -> Codes:
        """The code of each candidate for each due leaf: (n, l) int16."""
        found = np.empty((len(candidates), len(self.due)), dtype=np.int16)
        for row, candidate in enumerate(candidates):
            found[row] = self._unlisted_codes(candidate)
            held = holdings(candidate, self.taxonomy)
            work = work_periods(candidate, self.as_of)
            for place in self._touched(held):
                code = self._judge(self.due[place], held, work)
                found[row, place] = min(code, found[row, place])
        return found

    def _unlisted_codes(self, candidate: NormalCandidate) -> Codes:
        """The codes of someone of whom nothing but the completeness of sections is known."""
        complete = np.array(
            [section in (None, "") or candidate.sections[section].complete
             for section in self._sections],
            dtype=np.bool_,
        )  # fmt: skip
        return np.where(complete | self._fixed, self._missing, np.int16(UNKNOWN))

    def _touched(self, held: Sequence[Holding]) -> Iterator[int]:
        covered = {asked for one in held for asked in self.taxonomy.covered_by(one.concept)}
        return (place for concept in sorted(covered) for place in self._places.get(concept, ()))

    def _judge(self, due: Due, held: Sequence[Holding], work: list[Work]) -> int:
        literal = due.leaf
        if not isinstance(literal, Literal):
            return NEVER
        if literal.kind == "experience":
            return self._judge_experience(literal, work)
        answers = (self._answer(literal, holding, due.day) for holding in held)
        return min(answers, default=NEVER)

    def _answer(self, literal: Literal, holding: Holding, day: date) -> int:
        """What one claim says of a literal: MET, UNKNOWN, or NEVER for nothing."""
        if literal.concept not in self.taxonomy.covered_by(holding.concept):
            return NEVER
        if not holding.is_valid(day):
            return NEVER
        reached = self._reaches(literal, holding)
        if reached is False:
            return NEVER
        proven = reached is True and _proves(holding.evidence, literal.evidence)
        return MET if proven else UNKNOWN

    def _reaches(self, literal: Literal, holding: Holding) -> bool | None:
        """Whether a claim's level reaches the asked one; None where its level is not known."""
        if literal.level is None:
            return True
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

    def _section(self, leaf: Leaf) -> str | None:
        return self.taxonomy.kind(leaf.kind).section if isinstance(leaf, Literal) else None

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


def _is_asked(leaf: Leaf) -> bool:
    """True for what a claim can answer."""
    return isinstance(leaf, Literal) and leaf.is_resolved


def _proves(held: Evidence, demanded: Evidence) -> bool:
    """True where evidence is at least what is demanded."""
    grades = evidence_grades()
    return grades[held].rank >= grades[demanded].rank
