"""What people claim as the verdict kernel reads it: which literals it answers, and until when."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from threading import Lock
from typing import NamedTuple
from weakref import WeakKeyDictionary

import numpy as np
import numpy.typing as npt

from matcher.eligibility.gates import Due, GateJudge
from matcher.features.claim_blocks import (
    Answers,
    ClaimKind,
    ClaimTerms,
    terms_of,
)
from matcher.kernels.verdict_arrays import NO_LEAD, Claims, Literals
from matcher.normalizing.coding import Members
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.contents import CohortSection
from matcher.normalizing.expressions import Leaf
from matcher.records.claims import SECTION_NAMES
from matcher.taxonomy import Taxonomy

__all__ = ["ClaimReader"]

Days = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int32]
Starts = npt.NDArray[np.int64]


class _Dated(NamedTuple):
    """Claims by the number of their kind and the due days on which they hold."""

    kind: Places
    since: Places
    until: Places
    may_last: Bytes


class _Said(NamedTuple):
    """What claims of each kind say: of which literals, and with which codes."""

    starts: Starts
    literals: Places
    codes: Bytes


class ClaimReader(GateJudge):
    """Judges literals whatever the day, and tells on which days claims answer them.

    `due` are the days that count, as ordinals in their order.
    """

    def __init__(
        self, literals: Sequence[Leaf], due: Days, *, taxonomy: Taxonomy, as_of: date
    ) -> None:
        super().__init__([Due(leaf, as_of) for leaf in literals], taxonomy=taxonomy, as_of=as_of)
        self._due = due
        self._numbers: dict[ClaimKind, int] = {}
        self._answers: list[Answers] = []
        self._said = _said([])
        self._dated: WeakKeyDictionary[ClaimTerms, _Dated] = WeakKeyDictionary()
        self._lock = Lock()

    @property
    def literals(self) -> Literals:
        """The literals as the kernel reads them."""
        return Literals(
            home=self._sections.astype(np.uint8),
            missing=_bytes(self._missing),
            failing=_bytes(self._failed),
        )

    def claims(self, cohort: Cohort) -> Claims:
        """What people claim."""
        sections = [(name, cohort.sections[name]) for name in SECTION_NAMES]
        with self._lock:
            parts = [self._listed(name, section) for name, section in sections]
            said = self._all_said()
            work = self._of_work.cells(cohort)
        dated = [dated for _, dated in parts]
        complete = np.stack([section.complete for _, section in sections], axis=1)
        return Claims(
            complete=complete.astype(np.uint8),
            starts=_starts(np.concatenate([listed.sizes for listed, _ in parts])),
            kind=np.concatenate([one.kind for one in dated]),
            since=np.concatenate([one.since for one in dated]),
            until=np.concatenate([one.until for one in dated]),
            may_last=np.concatenate([one.may_last for one in dated]),
            answer_starts=said.starts,
            answers=said.literals,
            codes=said.codes,
            work_starts=np.searchsorted(work.rows, np.arange(len(cohort) + 1)),
            work=work.places.astype(np.int32),
            work_codes=_bytes(np.stack([work.one, work.other], axis=1)),
        )

    def _listed(self, name: str, section: CohortSection) -> tuple[Members, _Dated]:
        """The claims of a section, person by person."""
        listed = section.listed()
        terms = terms_of(section.contents.claims, name, self.taxonomy)
        dated = self._dated.get(terms)
        if dated is None:
            dated = self._dated[terms] = self._dates(terms)
        own = listed.members
        return listed, _Dated(
            dated.kind[own], dated.since[own], dated.until[own], dated.may_last[own]
        )

    def _dates(self, terms: ClaimTerms) -> _Dated:
        numbers = np.array([self._number(kind) for kind in terms.kinds], dtype=np.int32)
        since = np.searchsorted(self._due, terms.first, side="left")
        until = np.searchsorted(self._due, terms.last, side="right")
        return _Dated(
            numbers[terms.kind],
            since.astype(np.int32),
            until.astype(np.int32),
            terms.may_last.astype(np.uint8),
        )

    def _number(self, kind: ClaimKind) -> int:
        """The number of a kind of claims, whose answers are known from then on."""
        if kind.section == "experience":
            # How long someone worked is told by all their work together.
            kind = kind._replace(level=None)
        if kind not in self._numbers:
            self._answers.append(self._answers_of_kind(kind))
            self._numbers[kind] = len(self._numbers)
        return self._numbers[kind]

    def _all_said(self) -> _Said:
        """What each kind of claims says."""
        if self._said.starts.size <= len(self._answers):
            self._said = _said(self._answers)
        return self._said


def _said(answers: Sequence[Answers]) -> _Said:
    places = [np.empty(0, dtype=np.int32), *(one.places.astype(np.int32) for one in answers)]
    codes = [np.empty((2, 3, 0), dtype=np.int16), *(one.tables for one in answers)]
    return _Said(
        _starts(np.array([one.places.size for one in answers], dtype=np.int64)),
        np.concatenate(places),
        _bytes(np.ascontiguousarray(np.concatenate(codes, axis=2).transpose(2, 0, 1))),
    )


def _bytes(codes: npt.NDArray[np.int16]) -> Bytes:
    """Codes as bytes: what takes longer than any horizon is never to be had."""
    return np.minimum(codes, NO_LEAD).astype(np.uint8)


def _starts(sizes: npt.NDArray[np.int64]) -> Starts:
    return np.append(0, np.cumsum(sizes)).astype(np.int64)
