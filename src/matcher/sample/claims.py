"""Draws what the classes list in their sections: concepts with their levels."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from matcher.records.claims import SECTION_NAMES, SectionName
from matcher.sample.assumptions import EVERYBODY, Assumptions
from matcher.sample.classes import Classes, Course
from matcher.sample.drawing import NONE, Chances, Ints
from matcher.taxonomy import Taxonomy

__all__ = ["STATES", "ClaimDrawer", "DrawnSection"]

STATES = ("absent", "partial", "complete")
#: Per concept the shares of its levels; the empty text is a claim without a level.
Offers = Mapping[str, Mapping[str, float]]


@dataclass(frozen=True, slots=True)
class DrawnSection:
    """One section of all classes: its state per class, and its claims in the order of classes."""

    #: Places in `STATES`.
    state: Ints
    #: The class of each claim.
    owner: Ints
    #: The place of its concept and level in `ClaimDrawer.entries`.
    entry: Ints

    def only(self, kept: NDArray[np.bool_]) -> DrawnSection:
        """The section with some of its claims."""
        return DrawnSection(self.state, self.owner[kept], self.entry[kept])


class ClaimDrawer:
    """The chances of each claim by course.

    For each concept the first selector of a course (track, programme, a programme like it,
    everybody) that has rows is used; what its shares leave of 1 is the chance to be without it.
    """

    def __init__(self, table: Assumptions, taxonomy: Taxonomy, courses: Sequence[Course]) -> None:
        self._table = table
        self._taxonomy = taxonomy
        self._offers_of = cache(self._read_offers)
        self._width: dict[SectionName, int] = {}
        self._chances: dict[SectionName, Chances] = {}
        for name in SECTION_NAMES:
            offered = [self._offers(name, course) for course in courses]
            self._width[name] = width = max(map(len, offered))
            cases = [
                {f"{concept}|{level}": share for level, share in levels.items()}
                for offers in offered
                for concept, levels in [*offers.items(), *[("", {})] * (width - len(offers))]
            ]
            self._chances[name] = Chances.of_shares(cases)
        #: Concept and level of what is drawn, by section.
        self.entries = {
            name: [(concept, level) for concept, _, level in
                   (outcome.partition("|") for outcome in chances.outcomes)]
            for name, chances in self._chances.items()
        }  # fmt: skip
        self._states = {
            name: Chances.of_weights([self._state_shares(name, course) for course in courses])
            for name in SECTION_NAMES
        }

    def draw(self, name: SectionName, classes: Classes, rng: np.random.Generator) -> DrawnSection:
        """The section of that name of all classes."""
        count, width = len(classes), self._width[name]
        states = self._states[name]
        order = np.array([STATES.index(outcome) for outcome in states.outcomes], np.int64)
        state = order[states.draw(rng.random(count), classes.course)]
        cases = classes.course[:, None] * width + np.arange(width)
        drawn = self._chances[name].draw(rng.random((count, width)), cases)
        is_lost = rng.random((count, width)) < self._table.number("setting", "partial_loss")
        drawn[is_lost & (state == STATES.index("partial"))[:, None]] = NONE
        drawn[state == STATES.index("absent")] = NONE
        owner, place = np.nonzero(drawn != NONE)
        return DrawnSection(state, owner, drawn[owner, place])

    def _state_shares(self, name: SectionName, course: Course) -> dict[str, float]:
        return self._table.first("section_state", (f"{course.track}|{name}", f"{EVERYBODY}|{name}"))

    def _offers(self, name: SectionName, course: Course) -> Offers:
        if name == "education":
            return {course.programme: {self._table.text("setting", "education_level"): 1.0}}
        parts = [self._offers_of(name, selector) for selector in course.selectors]
        if name == "skills":
            # What a programme teaches is its own, not that of a programme like it.
            parts[2] = self._taught(course.programme)
        offers: dict[str, Mapping[str, float]] = {}
        for part in parts:
            for concept, levels in part.items():
                offers.setdefault(concept, levels)
        return offers

    def _read_offers(self, name: SectionName, selector: str) -> Offers:
        offers: defaultdict[str, dict[str, float]] = defaultdict(dict)
        for rest, share in self._table.numbers(name, selector).items():
            concept, _, level = rest.partition("|")
            offers[concept][level] = share
        return offers

    def _taught(self, programme: str) -> Offers:
        """What a programme without rows of its own teaches."""
        if self._table.texts("skills", programme):
            return {}
        share = self._table.number("setting", "implied_share")
        most = int(self._table.number("setting", "implied_most"))
        taught = self._taxonomy.implies.get(programme, ())[:most]
        return {skill: {"": share} for skill in taught}
