"""Records in, normalized records out: every text becomes a concept, or is kept as unresolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matcher.normalizing.asking import RequirementNormalizer
from matcher.normalizing.durations import parse_months
from matcher.normalizing.employers import Employer, employer_of
from matcher.normalizing.expressions import Literal, leaves
from matcher.normalizing.folding import fold
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
from matcher.normalizing.schemes import read_schemes, schemes_elsewhere
from matcher.records.candidate import Candidate
from matcher.records.claims import SECTION_NAMES, Claim, Section
from matcher.records.evidence import Evidence
from matcher.records.requirements import Requirement
from matcher.records.vacancy import Vacancy
from matcher.taxonomy import Taxonomy

__all__ = ["RecordNormalizer"]

_MONTHS_PER_YEAR = 12
_ANY_FIELD = "education:any"


class RecordNormalizer:
    """Normalizes records with one normalizer; each distinct text of a section is resolved once."""

    def __init__(self, normalizer: Normalizer) -> None:
        self._names = Naming(normalizer)
        self._asking = RequirementNormalizer(self._names)

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
        self._asking.learn(requirements)

    def requirement(self, requirement: Requirement) -> NormalRequirement | None:
        """The requirement over concepts; None where it asks nothing ("none", level 0)."""
        return self._asking.requirement(requirement)

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
        # A country that is not understood rules out no scheme.
        destination = country if country in known or not known else None
        if country is not None and destination is None:
            texts.add(country)
        texts.update(schemes_elsewhere(vacancy.scheme or "", destination))
        kind = self.taxonomy.kind("occupation")
        return NormalVacancy(
            id=vacancy.id,
            title=vacancy.title,
            occupation=Literal("occupation", named.concept, None, kind.min_evidence),
            country=country,
            sector=fold(vacancy.sector) if vacancy.sector else None,
            schemes=read_schemes(vacancy.scheme, vacancy.title, destination),
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

    # --- texts --------------------------------------------------------------------------

    def _country(self, text: str) -> str:
        return self.taxonomy.countries.get(text.strip().casefold(), text.strip())


def _per_month(wage: float | None, period: str | None) -> float | None:
    """A wage per month; None where the period does not tell the hours."""
    if wage is None or period == "hour":
        return None
    return wage / _MONTHS_PER_YEAR if period == "year" else wage
