"""The people as they would be if every text were understood: the world without unread names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from matcher.fairness.peers import Peers
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.contents import CohortSection, Contents
from matcher.normalizing.folding import fold
from matcher.normalizing.naming import KINDS_NAMED
from matcher.normalizing.normalized import NormalClaim, NormalSection
from matcher.normalizing.records import RecordNormalizer
from matcher.records import SECTION_NAMES, Candidate, Candidates
from matcher.records.claims import Claim, SectionName

__all__ = ["Unread", "understood", "unread_texts"]

#: A name is near from this similarity on, among so many that are nearest.
_NEAR, _LOOKED_AT = 0.5, 10
#: A text in a section.
_Phrase = tuple[SectionName, str]


@dataclass(frozen=True, slots=True)
class Unread:
    """A text of a section that names nothing known, and how many people write it."""

    section: SectionName
    text: str
    people: int


def unread_texts(cohort: Cohort) -> list[Unread]:
    """The texts that were not understood, those that most people write first."""
    counts: Counter[_Phrase] = Counter()
    for name in SECTION_NAMES:
        section = cohort.sections[name]
        people = np.bincount(section.of_row, minlength=len(section.contents))
        for content in _unread(section.contents).tolist():
            for text in set(section.contents.section(content).unresolved):
                counts[name, text] += int(people[content])
    found = [Unread(section, text, count) for (section, text), count in counts.items() if count]
    return sorted(found, key=lambda one: (-one.people, one.section, one.text))


def understood(
    cohort: Cohort,
    table: Candidates,
    records: RecordNormalizer,
    *,
    aliases: Mapping[str, str],
    seed: int,
) -> Cohort:
    """The people with something in place of each text that names nothing known.

    That is what `aliases` (text to concept id) say; else the concept with the nearest name among
    those that people of the same programme claim in the section; else, where no name is near, what
    one of the same programme claims whose texts were all understood. `table` has the records of the
    people, in their order.
    """
    phrases = [(one.section, one.text) for one in unread_texts(cohort)]
    if not phrases:
        return cohort
    reader = _Reader(cohort, records, aliases, _nearest(records, phrases), seed)
    sections = dict(cohort.sections)
    read: dict[int, Candidate] = {}
    for name in SECTION_NAMES:
        section = cohort.sections[name]
        rows = np.flatnonzero(np.isin(section.of_row, _unread(section.contents)))
        new: dict[NormalSection, int] = {}
        of_row = section.of_row.copy()
        for row in rows.tolist():
            if row not in read:
                read[row] = table[row]
            found = reader.section(row, name, read[row])
            of_row[row] = len(section.contents) + new.setdefault(found, len(new))
        if new:
            before = map(section.contents.section, range(len(section.contents)))
            sections[name] = CohortSection(Contents.of((*before, *new)), of_row)
    return replace(cohort, sections=sections)


def _unread(contents: Contents) -> npt.NDArray[np.int64]:
    """The contents in which a text names nothing known."""
    return np.flatnonzero(contents.unresolved.sizes > 0)


class _Reader:
    """Reads what was not understood."""

    def __init__(
        self,
        cohort: Cohort,
        records: RecordNormalizer,
        aliases: Mapping[str, str],
        nearest: Mapping[_Phrase, tuple[str, ...]],
        seed: int,
    ) -> None:
        self._cohort, self._records, self._nearest = cohort, records, nearest
        self._aliases = {fold(text): concept for text, concept in aliases.items()}
        self._usual = {name: _claimed(cohort, name) for name in SECTION_NAMES}
        self._peers = Peers(cohort, _is_understood, seed)

    def section(self, row: int, name: SectionName, record: Candidate) -> NormalSection:
        """A section of a person with every text understood."""
        section = record.section(name)
        read = [self._claim(row, name, claim) for claim in section.claims]
        claims = [one for one in read if one is not None]
        claims += self._of_peer(row, name, len(read) - len(claims), {one.concept for one in claims})
        return NormalSection(section.is_complete, tuple(claims))

    def _claim(self, row: int, name: SectionName, claim: Claim) -> NormalClaim | None:
        """A claim as read, or as it would be with the concept that its text seems to mean."""
        read = self._records.claimed(name, [claim])[0]
        if read.unresolved is None:
            return read.claim
        concept = self._concept(row, name, claim.what)
        if concept is None:
            return None
        return self._records.claimed(name, [claim.model_copy(update={"what": concept})])[0].claim

    def _concept(self, row: int, name: SectionName, text: str) -> str | None:
        if (concept := self._aliases.get(fold(text))) is not None:
            return concept
        usual = self._usual[name][int(self._cohort.programme[row])]
        return next((one for one in self._nearest[name, text] if one in usual), None)

    def _of_peer(
        self, row: int, name: SectionName, count: int, known: set[str]
    ) -> list[NormalClaim]:
        """So many claims of one of the same programme, of what is not claimed already."""
        other = self._peers.of(row, name) if count else None
        if other is None:
            return []
        section = self._cohort.sections[name]
        claims = section.contents.section(int(section.of_row[other])).claims
        return [claim for claim in claims if claim.concept not in known][:count]


def _is_understood(contents: Contents) -> npt.NDArray[np.bool_]:
    found: npt.NDArray[np.bool_] = (contents.listed.sizes > 0) & (contents.unresolved.sizes == 0)
    return found


def _nearest(
    records: RecordNormalizer, phrases: Iterable[_Phrase]
) -> dict[_Phrase, tuple[str, ...]]:
    """The concepts whose names are near to each text, the nearest first."""
    found: dict[_Phrase, tuple[str, ...]] = {}
    wanted = sorted(set(phrases))
    for name in SECTION_NAMES:
        texts = [text for section, text in wanted if section == name]
        hits = records.normalizer.search(texts, _LOOKED_AT, kinds=KINDS_NAMED[name][0])
        for text, own in zip(texts, hits, strict=True):
            found[name, text] = tuple(hit.id for hit in own if hit.score >= _NEAR)
    return found


def _claimed(cohort: Cohort, name: SectionName) -> Mapping[int, set[str]]:
    """The concepts that people claim in a section, by the code of their programme."""
    section, found = cohort.sections[name], defaultdict[int, set[str]](set)
    contents = section.contents
    pairs = np.unique(np.stack([section.of_row, cohort.programme]), axis=1)
    for content, programme in pairs.T.tolist():
        codes = contents.claims.code[contents.listed.of(content)]
        found[programme].update(contents.claims.undated[code].concept for code in codes.tolist())
    return found
