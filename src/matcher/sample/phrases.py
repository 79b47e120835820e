"""Writes claims as people and schools do: other names, forms, capitals, slips of the fingers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import NamedTuple

import numpy as np

from matcher.records.cells import format_section
from matcher.records.claims import Claim, Section, SectionName
from matcher.records.evidence import parse_evidence
from matcher.sample.assumptions import Assumptions
from matcher.sample.drawing import NONE, Chances, Ints
from matcher.sample.misspelling import misspell
from matcher.taxonomy import Taxonomy

__all__ = ["PhraseWriter", "Phrases"]

#: An end of a validity, written and cut off again to learn where the dates of a claim go.
_END = date.max
_STYLES = {"upper": str.upper, "lower": str.lower}


class _Phrase(NamedTuple):
    """What one text is made of: places among the outcomes, and the level."""

    word: int
    form: int
    grade: int
    style: int
    level: str


@dataclass(frozen=True, slots=True)
class Phrases:
    """Different texts, and which of them each claim has.

    `dated` are the same texts up to where the dates follow.
    """

    plain: Sequence[str]
    dated: Sequence[str]
    of_claim: Ints

    def chosen(self, claims: Ints) -> Phrases:
        """The phrases of some of the claims, which may come again."""
        return Phrases(self.plain, self.dated, self.of_claim[claims])


class PhraseWriter:
    """Draws the wording of the claims of one section, and writes each distinct one once."""

    def __init__(
        self,
        table: Assumptions,
        taxonomy: Taxonomy,
        name: SectionName,
        entries: Sequence[tuple[str, str]],
    ) -> None:
        self._table = table
        self._taxonomy = taxonomy
        self._entries = entries
        names = [self._names(concept) for concept, _ in entries]
        self._words = Chances.of_weights(names)
        self._forms = Chances.of_weights([table.numbers("form", name)])
        self._grades = Chances.of_shares(
            [table.first("evidence", (concept, name)) for concept, _ in entries]
        )
        self._written = cache(self._write)
        self.styles = tuple(table.numbers("style"))

    def draw(
        self, entry: Ints, style: Ints, levels: Sequence[str], rng: np.random.Generator
    ) -> Phrases:
        """Phrases for claims of those entries, in those styles.

        `levels` are the levels of all claims where they are not those of the entries.
        """
        count = len(entry)
        own_levels = list(dict.fromkeys(levels))
        place_of = {level: place for place, level in enumerate(own_levels)}
        columns = (
            entry,
            self._words.draw(rng.random(count), entry),
            self._forms.draw(rng.random(count)),
            self._grades.draw(rng.random(count), entry) - NONE,
            style - NONE,
            np.array([place_of[level] for level in levels] or [0] * count, np.int64),
        )
        shape = [int(column.max(initial=0)) + 1 for column in columns]
        codes, of_claim = np.unique(np.ravel_multi_index(columns, shape), return_inverse=True)
        phrases = [
            _Phrase(
                word=word,
                form=form,
                grade=grade + NONE,
                style=style + NONE,
                level=own_levels[level] if own_levels else self._entries[entry][1],
            )
            for entry, word, form, grade, style, level in zip(
                *(column.tolist() for column in np.unravel_index(codes, shape)), strict=True
            )
        ]
        texts = list(map(self._written, phrases))
        of_claim = of_claim.astype(np.int64)
        slips = rng.random(count) < self._table.number("setting", "misspelt")
        for claim in np.flatnonzero(slips):
            texts.append(self._write(phrases[of_claim[claim]], rng))
            of_claim[claim] = len(texts) - 1
        return Phrases([text[0] for text in texts], [text[1] for text in texts], of_claim)

    def _write(self, phrase: _Phrase, rng: np.random.Generator | None = None) -> tuple[str, str]:
        """The claim as a cell writes it: without dates, and up to where they follow."""
        pattern = self._forms.outcomes[phrase.form]
        what = pattern.format(what=self._words.outcomes[phrase.word], level=phrase.level).strip()
        if phrase.style != NONE:
            what = _STYLES[self.styles[phrase.style]](what)
        if rng is not None:
            what = misspell(what, rng)
        graded = phrase.grade != NONE
        claim = Claim(
            what=what,
            level=None if "{level}" in pattern else phrase.level or None,
            evidence=parse_evidence(self._grades.outcomes[phrase.grade]) if graded else None,
            valid_to=_END,
        )
        dated = format_section(Section(state="complete", claims=(claim,)))
        dated = dated.removesuffix(f"||{_END.isoformat()}")
        return dated.rstrip("|"), dated

    def _names(self, concept: str) -> Mapping[str, float]:
        """The names of a concept: its wordings, English, and for the rest the Indonesian label."""
        names = self._table.numbers("wording", concept)
        node = self._taxonomy[concept]
        rest = max(1 - sum(names.values()), 0.0)
        english = self._table.number("setting", "english") * rest
        indonesian = node.label_id or node.label_en
        for label, share in ((node.label_en, english), (indonesian, rest - english)):
            name = label.removesuffix(" (SMK)")
            names[name] = names.get(name, 0.0) + share
        return names
