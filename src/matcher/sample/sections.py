"""Draws the section columns of a cohort: what classes list, in their words, with their dates."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from matcher.records.claims import SECTION_NAMES, SectionName
from matcher.sample.assumptions import Assumptions
from matcher.sample.claims import ClaimDrawer, DrawnSection
from matcher.sample.classes import Classes, Course
from matcher.sample.drawing import Arrow, Ints
from matcher.sample.periods import PaperDates, WorkPeriods
from matcher.sample.phrases import PhraseWriter
from matcher.sample.section_cells import ClaimTexts, cells_of, members_claims
from matcher.taxonomy import Taxonomy

__all__ = ["SectionDrawer"]


class SectionDrawer:
    """The chances of what stands in the sections, for each course."""

    def __init__(self, table: Assumptions, taxonomy: Taxonomy, courses: Sequence[Course]) -> None:
        self._claims = ClaimDrawer(table, taxonomy, courses)
        entries = self._claims.entries
        self._phrases = {
            name: PhraseWriter(table, taxonomy, name, entries[name]) for name in SECTION_NAMES
        }
        self._papers = {name: PaperDates(table, entries[name]) for name in SECTION_NAMES}
        self._work = WorkPeriods(table, courses, entries["experience"])

    def draw(self, classes: Classes, style: Ints, rng: np.random.Generator) -> dict[str, Arrow]:
        """The cells of each member by section; `style` is how each class writes."""
        columns: dict[str, Arrow] = {}
        for name in SECTION_NAMES:
            section = self._claims.draw(name, classes, rng)
            if name == "experience":
                columns[name] = self._experience(section, classes, style, rng)
            elif self._papers[name].are_printed:
                columns[name] = self._dated(name, section, classes, style, rng)
            else:
                phrases = self._phrases[name].draw(section.entry, style[section.owner], (), rng)
                cells = cells_of(section, ClaimTexts.of(section, phrases, None))
                columns[name] = _shared(cells, classes)
        return columns

    def _dated(
        self,
        name: SectionName,
        section: DrawnSection,
        classes: Classes,
        style: Ints,
        rng: np.random.Generator,
    ) -> Arrow:
        """Papers that a class has alike, each member's with dates of its own."""
        phrases = self._phrases[name].draw(section.entry, style[section.owner], (), rng)
        own, claim = members_claims(section, classes.member_of)
        graduated = classes.graduated[classes.member_of[own.owner]]
        periods = self._papers[name].draw(own.entry, graduated, rng)
        return cells_of(own, ClaimTexts.of(own, phrases.chosen(claim), periods))

    def _experience(
        self, section: DrawnSection, classes: Classes, style: Ints, rng: np.random.Generator
    ) -> Arrow:
        """Work with its period, or with a number of months."""
        course, graduated = classes.course[section.owner], classes.graduated[section.owner]
        periods, months = self._work.draw(section.entry, course, graduated, rng)
        kept = months > 0
        section, periods = section.only(kept), periods.only(kept)
        told = self._work.durations(months[kept], rng)
        dated = periods.has_first.tolist()
        levels = ["" if one else text for one, text in zip(dated, told, strict=True)]
        phrases = self._phrases["experience"].draw(section.entry, style[section.owner], levels, rng)
        return _shared(cells_of(section, ClaimTexts.of(section, phrases, periods)), classes)


def _shared(cells: Arrow, classes: Classes) -> Arrow:
    """The cell of each member's class."""
    import pyarrow as pa

    return cells.take(pa.array(classes.member_of))
