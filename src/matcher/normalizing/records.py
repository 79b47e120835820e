"""Records in, normalized records out: every text becomes a concept, or is kept as unresolved."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence

from matcher.normalizing.constraints import names_constraint
from matcher.normalizing.durations import parse_months
from matcher.normalizing.employers import Employer, employer_of
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
from matcher.normalizing.negation import split_negated
from matcher.normalizing.normalized import (
    NormalCandidate,
    NormalClaim,
    NormalRequirement,
    NormalSection,
    NormalVacancy,
)
from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.schemes import read_schemes
from matcher.records.candidate import Candidate
from matcher.records.claims import SECTION_NAMES, Claim, Section
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
from matcher.records.vacancy import Vacancy
from matcher.taxonomy import Taxonomy

__all__ = ["RecordNormalizer"]

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
_ANY_FIELD = "education:any"


class RecordNormalizer:
    """Normalizes records with one normalizer; each distinct text of a section is resolved once."""

    def __init__(self, normalizer: Normalizer) -> None:
        self._names = Naming(normalizer)

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy whose concepts are named."""
        return self._names.taxonomy

    # --- candidates ---------------------------------------------------------------------

    def candidates(self, candidates: Sequence[Candidate]) -> list[NormalCandidate]:
        """The candidates with concepts in place of texts."""
        self._names.learn(
            (name, claim.what)
            for candidate in candidates
            for name in SECTION_NAMES
            for claim in candidate.section(name).claims
        )
        return [self._candidate(candidate) for candidate in candidates]

    def _candidate(self, candidate: Candidate) -> NormalCandidate:
        wishes = candidate.wishes
        return NormalCandidate(
            id=candidate.id,
            sex=candidate.sex,
            birth_date=candidate.birth_date,
            height_cm=candidate.height_cm,
            weight_kg=candidate.weight_kg,
            birth_from=candidate.birth_from,
            birth_to=candidate.birth_to,
            height_cm_from=candidate.height_cm_from,
            height_cm_to=candidate.height_cm_to,
            weight_kg_from=candidate.weight_kg_from,
            weight_kg_to=candidate.weight_kg_to,
            sections={name: self._section(name, candidate.section(name)) for name in SECTION_NAMES},
            wish_countries=frozenset(map(self._country, wishes.countries)),
            wish_sectors=frozenset(map(fold, wishes.sectors)),
            wish_wage_min=wishes.wage_min,
            wish_currency=wishes.currency,
        )

    def _section(self, name: str, section: Section) -> NormalSection:
        claims: list[NormalClaim] = []
        unresolved: list[str] = []
        for claim in section.claims:
            named = self._names.name(name, claim.what)
            if named.is_resolved:
                claims.append(self._claim(name, claim, named))
                continue
            unresolved.append(claim.what)
            if name == "education" and claim.level and _ANY_FIELD in self.taxonomy:
                # A diploma is one of its level, whatever its field turns out to be.
                claims.append(self._claim(name, claim, Named(_ANY_FIELD)))
        complete = section.is_complete and not unresolved
        return NormalSection(complete, tuple(claims), tuple(unresolved))

    def _claim(self, section: str, claim: Claim, named: Named) -> NormalClaim:
        is_work = section == "experience"
        return NormalClaim(
            concept=named.concept,
            level=parse_months(claim.level or "") if is_work else self._claimed_level(claim, named),
            evidence=self._claimed_evidence(section, claim, named),
            valid_from=claim.valid_from,
            valid_to=claim.valid_to,
            text=claim.what if claim.level is None else f"{claim.what} {claim.level}",
        )

    def _claimed_evidence(self, section: str, claim: Claim, named: Named) -> Evidence:
        """The evidence of a claim, else the default of its kind."""
        is_work = section == "experience"
        kind = self.taxonomy.kind("experience") if is_work else self.taxonomy.kind_of(named.concept)
        return claim.evidence or kind.default_evidence

    def _claimed_level(self, claim: Claim, named: Named) -> float | None:
        scale = self.taxonomy.scale_of(named.concept)
        if scale is None:
            return None
        return scale.rank(claim.level) if claim.level else named.level

    # --- vacancies ----------------------------------------------------------------------

    def vacancies(self, vacancies: Sequence[Vacancy]) -> list[NormalVacancy]:
        """The vacancies with concepts in place of texts."""
        self._names.learn(("title", vacancy.title) for vacancy in vacancies)
        self.learn_requirements(ask for vacancy in vacancies for ask in vacancy.asks())
        return [self._vacancy(vacancy) for vacancy in vacancies]

    def learn_requirements(self, requirements: Iterable[Requirement]) -> None:
        """Resolve the texts of many requirements at once."""
        self._names.learn(
            (leaf.section, _name_in(leaf))
            for requirement in requirements
            for leaf in record_leaves(requirement.expression)
            if isinstance(leaf, Asked)
        )

    def _vacancy(self, vacancy: Vacancy) -> NormalVacancy:
        named = self._names.name("title", vacancy.title)
        requirements = [self.requirement(ask) for ask in vacancy.asks()]
        kept = tuple(one for one in requirements if one is not None)
        country = self._country(vacancy.country) if vacancy.country else None
        texts = {
            leaf.concept[1:]
            for one in kept
            for leaf in leaves(one.expression)
            if isinstance(leaf, Literal) and not leaf.is_resolved
        }
        if not named.is_resolved:
            texts.add(named.concept[1:])
        known = set(self.taxonomy.countries.values())
        if country is not None and known and country not in known:
            texts.add(country)
        kind = self.taxonomy.kind("occupation")
        return NormalVacancy(
            id=vacancy.id,
            title=vacancy.title,
            occupation=Literal("occupation", named.concept, None, kind.min_evidence),
            country=country,
            sector=fold(vacancy.sector) if vacancy.sector else None,
            schemes=read_schemes(vacancy.scheme, vacancy.title, country),
            employer=self._employer(vacancy, named),
            openings=vacancy.openings,
            wage_min=_per_month(vacancy.wage_min, vacancy.wage_period),
            wage_max=_per_month(vacancy.wage_max, vacancy.wage_period),
            currency=vacancy.currency,
            departure=vacancy.departure,
            permit_from=vacancy.permit_from,
            permit_until=vacancy.permit_until,
            verification=vacancy.verification,
            requirements=kept,
            unresolved=tuple(sorted(texts)),
            source=vacancy.source,
        )

    def _employer(self, vacancy: Vacancy, job: Named) -> Employer:
        denied = split_negated(vacancy.title).negated
        jobs = (self._names.name("title", phrase).concept for phrase in denied)
        return employer_of(vacancy.employer_type, job.concept, jobs)

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

    # --- texts --------------------------------------------------------------------------

    def _country(self, text: str) -> str:
        return self.taxonomy.countries.get(text.strip().casefold(), text.strip())


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


def _per_month(wage: float | None, period: str | None) -> float | None:
    """A wage per month; None where the period does not tell the hours."""
    if wage is None or period == "hour":
        return None
    return wage / _MONTHS_PER_YEAR if period == "year" else wage


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
