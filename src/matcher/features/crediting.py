"""What levels and months are worth: of a claim against an asked level, of work against months."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from matcher.features.holdings import Holding, Work, experience_months
from matcher.normalizing.expressions import Literal
from matcher.records.evidence import Evidence
from matcher.taxonomy import MONTHS, Taxonomy

__all__ = ["Worked", "level_credit", "worked_in"]


def level_credit(literal: Literal, holding: Holding, taxonomy: Taxonomy) -> tuple[float, float]:
    """The least and the greatest credit of a holding's level; they differ where it is unknown."""
    if literal.level is None:
        return float(holding.is_certain), 1.0
    scale, own = taxonomy.scale_of(literal.concept), taxonomy.scale_of(holding.concept)
    if scale is None or own is not scale:
        return 0.0, 0.0
    if holding.level is None:
        return 0.0, 1.0
    credit = scale.credit_for(holding.level, literal.level)
    return credit, credit


class Worked(NamedTuple):
    """The work of someone that covers an occupation.

    `proven` has for each grade of its evidence the factor and the months with at least that grade;
    `months` are all that are told, and where `unmeasured` some work has no length.
    """

    proven: tuple[tuple[float, int], ...]
    months: int
    unmeasured: bool
    text: str

    def credit(self, asked: float, taxonomy: Taxonomy) -> tuple[float, float]:
        """What it gives where so many months are asked: proven, and possible.

        Work with better papers counts at its own factor.
        """
        credit = taxonomy.scales[MONTHS].credit_for
        proven = max(
            (factor * credit(months, asked) for factor, months in self.proven), default=0.0
        )
        return proven, 1.0 if self.unmeasured else credit(self.months, asked)


def worked_in(
    occupation: str, work: Sequence[Work], taxonomy: Taxonomy, factors: Mapping[Evidence, float]
) -> Worked:
    """The work that covers an occupation, with the factor of each grade of evidence."""
    covering = [one for one in work if occupation in taxonomy.covered_by(one.concept)]
    proven = tuple(
        (factors[grade], experience_months(covering, occupation, taxonomy, least=grade)[0])
        for grade in {one.evidence for one in covering}
    )
    months, unmeasured = experience_months(covering, occupation, taxonomy)
    return Worked(proven, months, unmeasured, "; ".join(one.text for one in covering))
