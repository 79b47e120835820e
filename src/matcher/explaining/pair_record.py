"""The record of a pair: the terms of the vacancy, and all that the candidate holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from matcher.eligibility.terms import Terms
from matcher.features.holdings import Holding, Work, holdings, work_periods
from matcher.normalizing.normalized import NormalCandidate
from matcher.taxonomy import Taxonomy

__all__ = ["PairRecord"]


@dataclass(frozen=True)
class PairRecord:
    """A candidate beside the terms of a vacancy, read once for all gates of the pair."""

    candidate: NormalCandidate
    terms: Terms
    taxonomy: Taxonomy

    @property
    def departure(self) -> date:
        """The day on which papers and ages count."""
        return self.terms.window.departure

    @cached_property
    def held(self) -> tuple[Holding, ...]:
        """Everything that the candidate holds."""
        return tuple(holdings(self.candidate, self.taxonomy))

    @cached_property
    def work(self) -> list[Work]:
        """The work of the candidate up to the day of judging."""
        return work_periods(self.candidate, self.terms.window.as_of)

    def covering(self, concepts: set[str]) -> tuple[Holding, ...]:
        """What the candidate holds that covers one of the concepts, in the order of `held`."""
        places = {place for concept in concepts for place in self._covering.get(concept, ())}
        return tuple(self.held[place] for place in sorted(places))

    @cached_property
    def _covering(self) -> Mapping[str, list[int]]:
        """The places in `held` of what covers each concept."""
        places: defaultdict[str, list[int]] = defaultdict(list)
        for place, holding in enumerate(self.held):
            for concept in self.taxonomy.covered_by(holding.concept):
                places[concept].append(place)
        return places
