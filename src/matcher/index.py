"""The index: everything about the vacancies that does not depend on who is matched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.eligibility.applying import RuleBook
from matcher.eligibility.judging import GateIndex, Judgement, build_gates
from matcher.eligibility.rules import RulePack
from matcher.eligibility.terms import terms_of
from matcher.errors import InputError
from matcher.features.attainment import Encoder
from matcher.features.criteria import Criteria, build_criteria
from matcher.features.wishes import build_offers
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from matcher.normalizing.records import RecordNormalizer
from matcher.scoring import ScoredBlock, Scorer
from matcher.settings import Settings, Weights

__all__ = ["Block", "Context", "Index", "build_index", "places"]

#: Pairs that a block may hold at once: some tens of megabytes of arrays, whatever the input.
_PAIRS_PER_BLOCK = 2_000_000
_MOST_CANDIDATES_PER_BLOCK = 512


@dataclass(frozen=True)
class Context:
    """What every step needs to know: the day, the settings, and the field's knowledge."""

    as_of: date
    weights: Weights
    settings: Settings
    records: RecordNormalizer
    packs: tuple[RulePack, ...]

    @cached_property
    def rules(self) -> RuleBook:
        """The rules in force on the day."""
        return RuleBook(self.packs, as_of=self.as_of, records=self.records)


@dataclass(frozen=True)
class Block:
    """A block of candidates, judged and scored for every vacancy."""

    candidates: tuple[NormalCandidate, ...]
    judgement: Judgement
    scored: ScoredBlock


@dataclass(frozen=True)
class Index:
    """Vacancies as gates and as rows of weights.

    `order` (v,) is each vacancy's place among the ids by code point: the last word on ties.
    """

    context: Context
    vacancies: tuple[NormalVacancy, ...]
    order: npt.NDArray[np.int64]
    criteria: Criteria
    gates: GateIndex
    encoder: Encoder
    scorer: Scorer

    def __repr__(self) -> str:
        return (
            f"<Index: {len(self.vacancies)} vacancies, {len(self.criteria.keys)} criteria, "
            f"{len(self.gates.layout)} gates, as of {self.context.as_of}>"
        )

    @cached_property
    def place(self) -> dict[str, int]:
        """The column of each vacancy id."""
        return {vacancy.id: column for column, vacancy in enumerate(self.vacancies)}

    @property
    def block_size(self) -> int:
        """How many candidates are matched at once, so that memory stays bounded."""
        per_block = _PAIRS_PER_BLOCK // max(len(self.vacancies), 1)
        return min(max(per_block, 1), _MOST_CANDIDATES_PER_BLOCK)

    def match(self, candidates: Sequence[NormalCandidate]) -> Block:
        """Judge and score a block of candidates."""
        return Block(tuple(candidates), self.gates.judge(candidates), self.scorer.score(candidates))


def build_index(vacancies: Sequence[NormalVacancy], context: Context) -> Index:
    """Index vacancies. What is built of one depends on that vacancy alone."""
    ids = [vacancy.id for vacancy in vacancies]
    if not ids:
        raise InputError("There is no vacancy to index.", repair="Give at least one vacancy.")
    repeated = [one for one, times in Counter(ids).items() if times > 1]
    if repeated:
        raise InputError(
            f"The id '{repeated[0]}' stands for several vacancies.", repair="Give each its own."
        )
    as_of, settings, taxonomy = context.as_of, context.settings, context.records.taxonomy
    terms = [
        terms_of(vacancy, context.rules.rules_of(vacancy), as_of=as_of, settings=settings)
        for vacancy in vacancies
    ]
    criteria = build_criteria(vacancies, settings)
    encoder = Encoder(criteria, taxonomy=taxonomy, settings=settings, as_of=as_of)
    return Index(
        context=context,
        vacancies=tuple(vacancies),
        order=places(ids),
        criteria=criteria,
        gates=build_gates(terms, taxonomy=taxonomy, as_of=as_of),
        encoder=encoder,
        scorer=Scorer(encoder, build_offers(vacancies), context.weights),
    )


def places(ids: Sequence[str]) -> npt.NDArray[np.int64]:
    """The place of each id among all, by code point.

    >>> places(["b", "a", "c"]).tolist()
    [1, 0, 2]
    """
    found = np.empty(len(ids), dtype=np.int64)
    found[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return found
