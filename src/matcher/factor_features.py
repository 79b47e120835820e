"""Scores of pairs under any weights, evidence factors and importance, quick enough to search over.

An attainment is the greatest of similarity, times credit, times evidence factor over what a person
claims. Kept is the best product of the first two for each grade of evidence, so that other factors
take one maximum and the sums of a score: the same float32 as from an engine with such settings.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.features.asked_terms import AskedTerms
from matcher.features.graded_cells import GRADES, GradedCells, graded_cells
from matcher.lineup import Lineup
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.pair_features import places_of
from matcher.ranking.listing import Ids
from matcher.settings import COMPONENTS, Settings, Weights

__all__ = ["FactorFeatures", "factor_features_of"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]


@dataclass(frozen=True, eq=False)
class FactorFeatures:
    """Pairs (p,) with what their scores are made of under any settings, in the order asked for.

    `weights` and `settings` are those of the engine. Of other settings the `evidence` factors and
    the importance of musts and wishes count here.
    """

    candidate_ids: Sequence[str]
    vacancy_ids: Sequence[str]
    weights: Weights
    settings: Settings
    cells: GradedCells
    asked: AskedTerms
    #: The vacancy (p,) of each pair, among those of `asked`; what share of the wishes it meets.
    vacancy: Places
    wished: Floats
    #: What is attained (n,): of which pair, which of the terms asked, the place in the cells.
    pair: Places
    term: Places
    place: Places

    def __repr__(self) -> str:
        return f"<FactorFeatures: {len(self):,} pairs, {self.pair.size:,} attainments>"

    def __len__(self) -> int:
        return self.vacancy.size

    def scores(self, weights: Weights, settings: Settings) -> npt.NDArray[np.float32]:
        """The scores (p,) in [0, 1): to the bit those of an engine with weights and settings."""
        coefficients, wishes = self.asked.coefficients(weights, settings)
        terms = coefficients[self.term] * self._attained(settings)
        sums = np.bincount(self.pair, terms, len(self))
        return (sums + wishes[self.vacancy] * self.wished).astype(np.float32)

    def matrix(self, settings: Settings | None = None) -> Floats:
        """The components (p, f) in [0, 1], NaN where not asked: what estimators take as X.

        They are those of `engine.features`, before these are cast to float32.
        """
        chosen = self.settings if settings is None else settings
        own = self.asked.shares(chosen)[self.term] * self._attained(chosen)
        cells = self.pair * len(COMPONENTS) + self.asked.components[self.term]
        sums = np.bincount(cells, own, len(self) * len(COMPONENTS)).astype(np.float64)
        found: Floats = sums.reshape(-1, len(COMPONENTS))
        found[~self.asked.asks[self.vacancy]] = np.nan
        found[:, COMPONENTS.index("preference")] = self.wished
        return found

    def _attained(self, settings: Settings) -> Floats:
        factors = np.array([settings.evidence[grade] for grade in GRADES])
        found: Floats = self.cells.attained(factors)[self.place]
        return found


def factor_features_of(
    lineup: Lineup,
    cohort: Cohort,
    *,
    vacancies: Iterable[str] | None = None,
    pairs: Iterable[tuple[str, str]] | None = None,
) -> FactorFeatures:
    """The features of pairs (candidate id, vacancy id), or of every candidate with each vacancy.

    `vacancies` narrows the latter to some ids. UnknownName for an id that is not known.
    """
    index = lineup.index
    rows, jobs = places_of(lineup, cohort, vacancies, pairs)
    people, row = np.unique(rows, return_inverse=True)
    used, vacancy = np.unique(jobs, return_inverse=True)
    asked = AskedTerms.of(VacancyBlock.of([index.vacancies[job] for job in used.tolist()]))
    terms = asked.terms.take(vacancy)
    cells, place = graded_cells(
        index.encoder, asked.criteria, cohort.take(people),
        row[terms.rows], asked.columns[terms.members],
    )  # fmt: skip
    is_any = place != cells.starts.size
    codes, wish_of = np.unique(cohort.wish_codes[rows], return_inverse=True)
    answers = lineup.wishes.answers([cohort.wishes[code] for code in codes.tolist()])
    return FactorFeatures(
        candidate_ids=Ids(cohort.ids, rows),
        vacancy_ids=Ids(index.ids, jobs),
        weights=index.context.weights,
        settings=index.context.settings,
        cells=cells,
        asked=asked,
        vacancy=vacancy,
        wished=lineup.wishes.shares(answers, wish_of, jobs)[0],
        pair=terms.rows[is_any],
        term=terms.members[is_any],
        place=place[is_any],
    )
