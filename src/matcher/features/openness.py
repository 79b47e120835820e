"""What an incomplete section leaves open: how much a claim there could still resemble a literal."""

from __future__ import annotations

from matcher.normalizing.expressions import Literal
from matcher.normalizing.naming import KINDS_NAMED
from matcher.records.claims import SectionName
from matcher.taxonomy import Taxonomy

__all__ = ["could_resemble"]


def could_resemble(section: SectionName, literal: Literal, taxonomy: Taxonomy) -> float:
    """The greatest similarity in [0, 1] to a literal that a claim of the section could have.

    So an unknown school leaves open the skills that some school teaches, and the occupations to
    which it leads: learning the school can then only lower what is possible.
    """
    if literal.kind == "experience":
        return float(section == "experience")
    kinds = (kind for group in KINDS_NAMED[section] for kind in group)
    return max(taxonomy.nearest.get(kind, {}).get(literal.concept, 0.0) for kind in kinds)
