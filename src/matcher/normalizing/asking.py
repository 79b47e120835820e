"""What records ask becomes requirements over concepts: texts, levels, evidence, and wishes."""

from __future__ import annotations

import math
from collections.abc import Iterable

from matcher.normalizing.constraints import names_constraint
from matcher.normalizing.durations import parse_months
from matcher.normalizing.expressions import (
    Bound,
    Given,
    Literal,
    NormalExpression,
    either,
    every,
    leaves,
)
from matcher.normalizing.folding import fold
from matcher.normalizing.modality import Modality, read_modality
from matcher.normalizing.naming import Named, Naming
from matcher.normalizing.normalized import NormalRequirement
from matcher.records.evidence import Evidence
from matcher.records.requirements import (
    AllOf,
    AnyOf,
    Asked,
    Expression,
    OfVacancy,
    Personal,
    Requirement,
)
from matcher.records.requirements import leaves as record_leaves
from matcher.taxonomy import Taxonomy

__all__ = ["RequirementNormalizer"]

#: The kind of a criterion whose text did not resolve, by section.
_SECTION_KIND = {
    "skills": "skill",
    "certificates": "certificate",
    "languages": "language",
    "education": "education",
    "experience": "experience",
    "documents": "document",
    "conditions": "condition",
}
_NOTHING = frozenset({"none", "tidak ada", "-", "0", "no", "any"})
_MONTHS_PER_YEAR = 12


class RequirementNormalizer:
    """Normalizes requirements; each distinct text of a section is resolved once."""

    def __init__(self, names: Naming) -> None:
        self._names = names

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy whose concepts are asked."""
        return self._names.taxonomy

    def learn(self, requirements: Iterable[Requirement]) -> None:
        """Resolve the texts of many requirements at once."""
        self._names.learn(
            (leaf.section, _name_in(leaf))
            for requirement in requirements
            for leaf in record_leaves(requirement.expression)
            if isinstance(leaf, Asked)
        )

    def requirement(self, requirement: Requirement) -> NormalRequirement | None:
        """The requirement over concepts; None where it asks nothing ("none", level 0).

        What the words of a must call a wish ("diutamakan", "tergantung kebijakan panti") is one:
        adverts mix both in one list.
        """
        said = _said_of(requirement)
        expression = self._expression(requirement.expression)
        if expression is None or said == "not_asked":
            return None
        # Only what a claim can answer is graded; personal facts and those of the vacancy are gates,
        # and so is a constraint on looks or family, whatever it is joined with.
        graded = all(isinstance(leaf, Literal) for leaf in leaves(expression))
        graded &= not names_constraint(expression)
        scored = requirement.stage == "select" and graded
        component = requirement.component or self._component(requirement.expression)
        return NormalRequirement(
            expression=expression,
            importance="nice" if said is not None else requirement.importance,
            stage=requirement.stage,
            weight=requirement.weight,
            component=component if scored else None,
            origin=requirement.origin,
            source=requirement.source,
            rule=requirement.rule,
        )

    def _component(self, expression: Expression) -> str | None:
        """The component of the first alternative, in the order of the record."""
        asked = (leaf for leaf in record_leaves(expression) if isinstance(leaf, Asked))
        first = next(filter(None, map(self._literal, asked)), None)
        return self.taxonomy.kind(first.kind).component if first is not None else None

    def _expression(self, expression: Expression) -> NormalExpression | None:
        match expression:
            case Asked():
                return self._literal(expression)
            case Personal():
                return every(_bounds(expression))
            case OfVacancy():
                return Given(expression.vacancy, state=1)
            case AnyOf():
                options = [self._expression(part) for part in expression.any]
                asked = [option for option in options if option is not None]
                # An alternative that asks nothing is enough: then nothing is asked.
                return either(asked) if len(asked) == len(options) else None
            case AllOf():
                parts = [self._expression(part) for part in expression.all]
                needed = [part for part in parts if part is not None]
                return every(needed) if needed else None

    def _literal(self, asked: Asked) -> Literal | None:
        if fold(asked.what) in _NOTHING or (asked.level and fold(asked.level) in _NOTHING):
            return None
        named = self._names.name(asked.section, _name_in(asked))
        if not named.is_resolved:
            kind = _SECTION_KIND[asked.section]
            text = named.concept if asked.level is None else f"{named.concept} {asked.level}"
            return Literal(kind, text, None, self._min_evidence(asked, kind, None))
        return (self._experience if asked.section == "experience" else self._concept)(asked, named)

    def _concept(self, asked: Asked, named: Named) -> Literal | None:
        """A concept at a level of its own scale; a level that the scale does not know is kept."""
        node = self.taxonomy[named.concept]
        evidence = self._min_evidence(asked, node.kind, node.scale)
        scale = self.taxonomy.scale_of(named.concept)
        if scale is None:
            return Literal(node.kind, named.concept, None, evidence)
        level = scale.rank(asked.level) if asked.level else named.level
        if asked.level and level is None:
            return Literal(node.kind, f"?{fold(asked.what)} {asked.level}", None, evidence)
        if level is not None and level <= 0:
            return None
        return Literal(node.kind, named.concept, level, evidence)

    def _experience(self, asked: Asked, named: Named) -> Literal | None:
        evidence = self._min_evidence(asked, "experience", None)
        months = parse_months(asked.level) if asked.level else 1.0
        if months is None:
            return Literal("experience", f"?{fold(asked.what)} {asked.level}", None, evidence)
        return Literal("experience", named.concept, months, evidence) if months > 0 else None

    def _min_evidence(self, asked: Asked, kind: str, scale: str | None) -> Evidence:
        return asked.evidence or self.taxonomy.kind(kind, scale).min_evidence


def _name_in(asked: Asked) -> str:
    """What is asked, without the words for how much it is."""
    return read_modality(asked.what).text or asked.what


def _said_of(requirement: Requirement) -> Modality | None:
    """What the words of a must take back of it; None where they take back nothing.

    In a list of alternatives the last word is for all of them; of parts that are all needed each
    must be softened.
    """
    expression = requirement.expression
    asked = [leaf for leaf in record_leaves(expression) if isinstance(leaf, Asked)]
    if requirement.importance != "must" or requirement.stage != "select" or not asked:
        return None
    said = [
        read_modality(leaf.what).modality
        for leaf in (asked[-1:] if _is_choice(expression) else asked)
    ]
    first = said[0]
    return first if first not in (None, "must") and len(set(said)) == 1 else None


def _is_choice(expression: Expression) -> bool:
    return isinstance(expression, AnyOf) and all(isinstance(one, Asked) for one in expression.any)


def _bounds(personal: Personal) -> Iterable[NormalExpression]:
    """One bound per personal fact; ages in months, the upper one exclusive."""
    if personal.sex is not None:
        yield Bound("sex", value=personal.sex)
    if personal.age_min is not None:
        yield Bound("age", low=personal.age_min * _MONTHS_PER_YEAR)
    if personal.age_max is not None:
        yield Bound("age", high=(math.floor(personal.age_max) + 1) * _MONTHS_PER_YEAR)
    for fact in ("height", "weight"):
        low, high = getattr(personal, f"{fact}_min"), getattr(personal, f"{fact}_max")
        if low is not None or high is not None:
            yield Bound(fact, low=low, high=high)
