"""The index: everything about the vacancies that does not depend on who is matched."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

import numpy as np
import numpy.typing as npt

from matcher.eligibility.applying import RuleBook
from matcher.eligibility.judging import GateIndex, Judgement, gates_of
from matcher.eligibility.musts import musts_of_block
from matcher.eligibility.rules import RulePack
from matcher.eligibility.terms import TermsOfVacancies
from matcher.errors import InputError
from matcher.features.attainment import Encoder
from matcher.features.criteria import Criteria, build_criteria
from matcher.features.wishes import Offers, build_offers
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.scoring import ScoredBlock, Scorer
from matcher.settings import Settings, Weights

__all__ = ["Block", "Context", "Index", "build_index", "places"]

Places = npt.NDArray[np.int64]

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


@dataclass(frozen=True, eq=False)
class Index:
    """Vacancies (v,) as gates and as rows of weights.

    What the index is, as arrays and small tables beside them:

    * `ids` (v,), `order` (v,): each vacancy's place among the ids by code point, the last word on
      ties; `countries` by `country_of` (v,); `openings` (v,), -1 where they are not known;
    * `criteria`: `keys` with the expressions `by_key`; the distinct rows in `starts` (r + 1,),
      `columns`, `components` and `importance` (a,); `row_of` (v,). The `layout` follows from them;
    * `offers`: the `distinct` ones, and `of_vacancy` (v,);
    * `gates`: `expressions`, `expression_of` and `day_of` (g,); the `layout` of due leaves;
      `templates`: `select`, `depart` (sets of gates), `select_of`, `depart_of`, `merged_of` (t,),
      `of` (v,); `merged`: `bodies`, `windows`, `body_of` and `window_of` (m,).

    The encoder, the judges and the scorer follow from these, the settings and the taxonomy; the
    `vacancies` themselves and their terms are made from the records where one is looked at.
    """

    context: Context
    vacancies: Sequence[NormalVacancy]
    ids: npt.NDArray[np.object_]
    order: Places
    countries: tuple[str | None, ...]
    country_of: Places
    openings: Places
    criteria: Criteria
    gates: GateIndex
    encoder: Encoder
    scorer: Scorer

    def __repr__(self) -> str:
        return (
            f"<Index: {len(self)} vacancies, {len(self.criteria.keys)} criteria, "
            f"{len(self.gates.layout)} gates, as of {self.context.as_of}>"
        )

    def __len__(self) -> int:
        return self.ids.size

    @cached_property
    def place(self) -> dict[str, int]:
        """The column of each vacancy id."""
        return {name: column for column, name in enumerate(self.ids)}

    @property
    def offers(self) -> Offers:
        """What of the vacancies wishes can speak of."""
        return self.scorer.offers

    @property
    def block_size(self) -> int:
        """How many candidates are matched at once, so that memory stays bounded."""
        per_block = _PAIRS_PER_BLOCK // max(len(self), 1)
        return min(max(per_block, 1), _MOST_CANDIDATES_PER_BLOCK)

    def match(self, candidates: Sequence[NormalCandidate]) -> Block:
        """Judge and score a block of candidates."""
        return Block(tuple(candidates), self.gates.judge(candidates), self.scorer.score(candidates))

    def reweighted(self, weights: Weights) -> Index:
        """The index of the same vacancies with other weights; all else is shared."""
        context = replace(self.context, weights=weights)
        return replace(self, context=context, scorer=self.scorer.reweighted(weights))


def build_index(
    vacancies: Sequence[NormalVacancy], context: Context, block: VacancyBlock | None = None
) -> Index:
    """Index vacancies, whose block may be known already.

    What is built of a vacancy depends on that vacancy alone. One without a block is looked at for
    it; else the vacancies are looked at singly, where something is asked of one.
    """
    block = VacancyBlock.of(vacancies) if block is None else block
    if not len(block):
        raise InputError("There is no vacancy to index.", repair="Give at least one vacancy.")
    ids = block.ids.tolist()
    order = places(ids)
    _check_distinct(ids)
    as_of, settings, taxonomy = context.as_of, context.settings, context.records.taxonomy
    criteria = build_criteria(block, settings)
    encoder = Encoder(criteria, taxonomy=taxonomy, settings=settings, as_of=as_of)
    rules = context.rules
    musts = musts_of_block(block, rules, as_of=as_of, settings=settings)
    terms = TermsOfVacancies(vacancies, rules, as_of=as_of, settings=settings)
    countries: dict[str | None, int] = {}
    country_of_job = [countries.setdefault(job.country, len(countries)) for job in block.jobs]
    return Index(
        context=context,
        vacancies=vacancies,
        ids=block.ids,
        order=order,
        countries=tuple(countries),
        country_of=np.array(country_of_job, dtype=np.int64)[block.job_of],
        openings=block.openings,
        criteria=criteria,
        gates=gates_of(musts, terms, taxonomy=taxonomy, as_of=as_of),
        encoder=encoder,
        scorer=Scorer(encoder, build_offers(block), context.weights),
    )


def _check_distinct(ids: Sequence[str]) -> None:
    if len(set(ids)) == len(ids):
        return
    repeated = next(one for one, times in Counter(ids).items() if times > 1)
    raise InputError(
        f"The id '{repeated}' stands for several vacancies.", repair="Give each its own."
    )


def places(ids: Sequence[str]) -> Places:
    """The place of each id among all, by code point.

    >>> places(["b", "a", "c"]).tolist()
    [1, 0, 2]
    """
    found = np.empty(len(ids), dtype=np.int64)
    found[sorted(range(len(ids)), key=ids.__getitem__)] = np.arange(len(ids))
    return found
