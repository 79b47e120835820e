"""How well candidates meet criteria: for each an interval [proven, possible] in [0, 1]."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import numpy.typing as npt

from matcher import kernels
from matcher.features.criteria import Criteria
from matcher.features.holdings import (
    Holding,
    Work,
    experience_months,
    holdings,
    work_periods,
)
from matcher.normalizing.expressions import Literal
from matcher.normalizing.normalized import NormalCandidate
from matcher.records.evidence import Evidence
from matcher.settings import Settings
from matcher.taxonomy import MONTHS, Taxonomy

__all__ = ["Attained", "Attainment", "Encoder", "best_attained"]

#: Kinds whose papers count for nothing once expired; elsewhere the skill remains, unproven.
_PAPERS = frozenset({"certificate", "language", "document"})


@dataclass(frozen=True)
class Attainment:
    """The attainments of a block of candidates: `proven` and `possible` (n, f) float64."""

    proven: npt.NDArray[np.float64]
    possible: npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Attained:
    """What a candidate attains of one literal, and the text of the claim that counts most."""

    proven: float
    possible: float
    text: str | None = None


_NOTHING = Attained(0.0, 0.0)
_ANYTHING = Attained(0.0, 1.0)


class Encoder:
    """Turns normalized candidates into attainments over a fixed set of criteria.

    Graded criteria are judged on `as_of`.
    """

    def __init__(
        self, criteria: Criteria, *, taxonomy: Taxonomy, settings: Settings, as_of: date
    ) -> None:
        self.criteria = criteria
        self.taxonomy = taxonomy
        self.settings = settings
        self.as_of = as_of
        self._literals = [leaf for leaf in criteria.layout.leaves if isinstance(leaf, Literal)]
        self._places: Mapping[str, Sequence[int]] = _places_by_concept(self._literals)

    def encode(self, candidates: Sequence[NormalCandidate]) -> Attainment:
        """The attainments of candidates in the order given."""
        proven: list[tuple[int, int, float]] = []
        possible: list[tuple[int, int, float]] = []
        for row, candidate in enumerate(candidates):
            for place, attained in self._attained(candidate):
                proven.append((row, place, attained.proven))
                possible.append((row, place, attained.possible))
        shape = (len(candidates), len(self._literals))
        return Attainment(self._combine(proven, shape), self._combine(possible, shape))

    def literal(self, candidate: NormalCandidate, literal: Literal) -> Attained:
        """What a candidate attains of one literal; the same as its cell in `encode`."""
        return best_attained(
            literal,
            held=holdings(candidate, self.taxonomy),
            work=work_periods(candidate, self.as_of),
            candidate=candidate,
            encoder=self,
        )

    def _attained(self, candidate: NormalCandidate) -> Iterator[tuple[int, Attained]]:
        """The literals of which a candidate may attain more than nothing."""
        held = holdings(candidate, self.taxonomy)
        work = work_periods(candidate, self.as_of)
        near = {asked for one in held for asked in self.taxonomy.similar_to(one.concept)}
        touched = {place for concept in near for place in self._places.get(concept, ())}
        open_ended = {
            place
            for place, literal in enumerate(self._literals)
            if not literal.is_resolved or not self.section_is_complete(candidate, literal)
        }
        for place in sorted(touched | open_ended):
            yield (
                place,
                best_attained(
                    self._literals[place], held=held, work=work, candidate=candidate, encoder=self
                ),
            )

    def _combine(
        self, cells: list[tuple[int, int, float]], shape: tuple[int, int]
    ) -> npt.NDArray[np.float64]:
        rows, columns = (np.array([c[i] for c in cells], dtype=np.int64) for i in (0, 1))
        values = np.array([cell[2] for cell in cells], dtype=np.float64)
        literals = kernels.scatter_best(rows, columns, values, shape)
        layout = self.criteria.layout
        combined: npt.NDArray[np.float64] = kernels.any_of_all(
            literals, layout.terms, layout.clauses, layout.starts, best_is_least=False
        ).astype(np.float64, copy=False)
        return combined

    def section_is_complete(self, candidate: NormalCandidate, literal: Literal) -> bool:
        """True where what is not listed is known not to be had."""
        return candidate.sections[self.taxonomy.kind(literal.kind).section].complete

    def factor(self, holding: Holding, literal: Literal) -> float:
        """The evidence factor in [0, 1] of a holding for a literal."""
        own = self.settings.evidence[holding.evidence]
        if holding.is_valid(self.as_of):
            return own
        if literal.kind in _PAPERS:
            return 0.0
        return min(own, self.settings.evidence[Evidence.SELF_REPORT])


def _places_by_concept(literals: Sequence[Literal]) -> dict[str, list[int]]:
    places: dict[str, list[int]] = defaultdict(list)
    for place, literal in enumerate(literals):
        places[literal.concept].append(place)
    return places


def best_attained(
    literal: Literal,
    *,
    held: Sequence[Holding],
    work: list[Work],
    candidate: NormalCandidate,
    encoder: Encoder,
) -> Attained:
    """The attainment of one literal: the best claim, or the whole range where it is unknown."""
    if not literal.is_resolved:
        return _ANYTHING
    if literal.kind == "experience":
        best = _experience(literal, work, encoder)
    else:
        best = _best_holding(literal, held, encoder)
    if encoder.section_is_complete(candidate, literal):
        return best
    return Attained(best.proven, 1.0, best.text)


def _best_holding(literal: Literal, held: Sequence[Holding], encoder: Encoder) -> Attained:
    proven, possible, text = 0.0, 0.0, None
    for holding in held:
        similarity = encoder.taxonomy.similar_to(holding.concept).get(literal.concept)
        if similarity is None:
            continue
        factor = encoder.factor(holding, literal)
        least, most = _credit(literal, holding, encoder.taxonomy)
        value = similarity * least * factor
        if value > proven:
            proven, text = value, holding.text
        if factor > 0:
            possible = max(possible, similarity * most)
    return Attained(proven, possible, text)


def _credit(literal: Literal, holding: Holding, taxonomy: Taxonomy) -> tuple[float, float]:
    """The least and the greatest credit of a holding's level; they differ where it is unknown."""
    if literal.level is None:
        return 1.0, 1.0
    scale, own = taxonomy.scale_of(literal.concept), taxonomy.scale_of(holding.concept)
    if scale is None or own is not scale:
        return 0.0, 0.0
    if holding.level is None:
        return 0.0, 1.0
    credit = scale.credit_for(holding.level, literal.level)
    return credit, credit


def _experience(literal: Literal, work: list[Work], encoder: Encoder) -> Attained:
    """Months under each evidence factor: work with better papers counts at its better factor."""
    taxonomy, asked = encoder.taxonomy, literal.level or 0.0
    credit = taxonomy.scales[MONTHS].credit_for
    covering = [w for w in work if literal.concept in taxonomy.covered_by(w.concept)]
    if not covering:
        return _NOTHING
    proven = 0.0
    for grade in {one.evidence for one in covering}:
        months, _ = experience_months(covering, literal.concept, taxonomy, least=grade)
        proven = max(proven, encoder.settings.evidence[grade] * credit(months, asked))
    months, unmeasured = experience_months(covering, literal.concept, taxonomy)
    possible = 1.0 if unmeasured else credit(months, asked)
    return Attained(proven, possible, "; ".join(one.text for one in covering))
