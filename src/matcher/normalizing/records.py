"""Records in, normalized records out: every text becomes a concept, or is kept as unresolved."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property

from matcher.normalizing.asking import RequirementNormalizer
from matcher.normalizing.durations import parse_months
from matcher.normalizing.employers import Employer, employer_of
from matcher.normalizing.expressions import Literal, leaves
from matcher.normalizing.folding import fold
from matcher.normalizing.naming import Named, Naming
from matcher.normalizing.negation import split_negated
from matcher.normalizing.normalized import (
    Claimed,
    NormalCandidate,
    NormalClaim,
    NormalRequirement,
    NormalSection,
    NormalVacancy,
    NormalWishes,
)
from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.schemes import read_schemes, schemes_elsewhere
from matcher.normalizing.vacancy_block import Job, Offer, Wage
from matcher.records.candidate import Candidate, Wishes
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

    @property
    def normalizer(self) -> Normalizer:
        """What resolves the texts."""
        return self._names.normalizer

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
        wishes = self.wishes(candidate.wishes)
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
            wish_countries=wishes.countries,
            wish_sectors=wishes.sectors,
            wish_wage_min=wishes.wage_min,
            wish_currency=wishes.currency,
        )

    def claimed(self, section: str, claims: Sequence[Claim]) -> list[Claimed]:
        """What becomes of each of some claims, which should be distinct."""
        self._names.learn((section, claim.what) for claim in claims)
        return [self._claimed(section, claim) for claim in claims]

    def wishes(self, wishes: Wishes) -> NormalWishes:
        """Wishes with countries and sectors by one name."""
        return NormalWishes(
            countries=frozenset(map(self._country, wishes.countries)),
            sectors=frozenset(map(fold, wishes.sectors)),
            wage_min=wishes.wage_min,
            currency=wishes.currency,
        )

    def _section(self, name: str, section: Section) -> NormalSection:
        found = [self._claimed(name, claim) for claim in section.claims]
        unresolved = tuple(one.unresolved for one in found if one.unresolved is not None)
        claims = tuple(one.claim for one in found if one.claim is not None)
        return NormalSection(section.is_complete and not unresolved, claims, unresolved)

    def _claimed(self, section: str, claim: Claim) -> Claimed:
        named = self._names.name(section, claim.what)
        if named.is_resolved:
            return Claimed(self._claim(section, claim, named), None)
        if section == "education" and claim.level and _ANY_FIELD in self.taxonomy:
            # A diploma is one of its level, whatever its field turns out to be.
            return Claimed(self._claim(section, claim, Named(_ANY_FIELD)), claim.what)
        return Claimed(None, claim.what)

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
        self.learn_titles(vacancy.title for vacancy in vacancies)
        self.learn_requirements(ask for vacancy in vacancies for ask in vacancy.asks())
        return [self._vacancy(vacancy) for vacancy in vacancies]

    def learn_titles(self, titles: Iterable[str]) -> None:
        """Resolve many titles at once."""
        self._names.learn(("title", title) for title in titles)

    def learn_requirements(self, requirements: Iterable[Requirement]) -> None:
        """Resolve the texts of many requirements at once."""
        self._asking.learn(requirements)

    def requirement(self, requirement: Requirement) -> NormalRequirement | None:
        """The requirement over concepts; None where it asks nothing ("none", level 0)."""
        return self._asking.requirement(requirement)

    def job(
        self, title: str, country: str | None, scheme: str | None, employer_type: str | None
    ) -> Job:
        """The job of a vacancy with these cells; its occupation is a criterion like any other."""
        named = self._names.name("title", title)
        kind = self.taxonomy.kind("occupation")
        return Job(
            occupation=Literal("occupation", named.concept, None, kind.min_evidence),
            country=self._destination(country),
            schemes=read_schemes(scheme, title, self._known_destination(country)),
            employer=self._employer(title, employer_type, named),
        )

    def offer(self, country: str | None, sector: str | None, wage: Wage) -> Offer:
        """What a vacancy with these cells offers; an hourly wage is None, the hours not known."""
        return Offer(
            country=self._destination(country),
            sector=fold(sector) if sector else None,
            wage_min=_per_month(wage.wage_min, wage.wage_period),
            wage_max=_per_month(wage.wage_max, wage.wage_period),
            currency=wage.currency,
        )

    def _vacancy(self, vacancy: Vacancy) -> NormalVacancy:
        requirements = [self.requirement(ask) for ask in vacancy.asks()]
        kept = tuple(one for one in requirements if one is not None)
        job = self.job(vacancy.title, vacancy.country, vacancy.scheme, vacancy.employer_type)
        wage = Wage(vacancy.wage_min, vacancy.wage_max, vacancy.currency, vacancy.wage_period)
        offer = self.offer(vacancy.country, vacancy.sector, wage)
        return NormalVacancy(
            id=vacancy.id,
            title=vacancy.title,
            occupation=job.occupation,
            country=job.country,
            sector=offer.sector,
            schemes=job.schemes,
            employer=job.employer,
            openings=vacancy.openings,
            wage_min=offer.wage_min,
            wage_max=offer.wage_max,
            currency=offer.currency,
            departure=vacancy.departure,
            permit_from=vacancy.permit_from,
            permit_until=vacancy.permit_until,
            verification=vacancy.verification,
            requirements=kept,
            unresolved=tuple(sorted(self._unresolved(vacancy, job, kept))),
            source=vacancy.source,
        )

    def _unresolved(
        self, vacancy: Vacancy, job: Job, requirements: Iterable[NormalRequirement]
    ) -> set[str]:
        """The texts of a vacancy that are not understood."""
        asked = [leaf for one in requirements for leaf in leaves(one.expression)]
        texts = {
            leaf.concept[1:]
            for leaf in (*asked, job.occupation)
            if isinstance(leaf, Literal) and not leaf.is_resolved
        }
        known = self._known_destination(vacancy.country)
        if job.country is not None and known is None:
            texts.add(job.country)
        return texts.union(schemes_elsewhere(vacancy.scheme or "", known))

    def _employer(self, title: str, stated: str | None, named: Named) -> Employer:
        if stated is not None:
            return employer_of(stated, named.concept)
        denied = split_negated(title).negated
        self._names.learn(("title", phrase) for phrase in denied)
        jobs = (self._names.name("title", phrase).concept for phrase in denied)
        return employer_of(stated, named.concept, jobs)

    # --- texts --------------------------------------------------------------------------

    def _destination(self, text: str | None) -> str | None:
        return self._country(text) if text else None

    def _known_destination(self, text: str | None) -> str | None:
        """The country; None where it is not understood, for then it rules out no scheme."""
        country, known = self._destination(text), self._known_countries
        return country if country in known or not known else None

    @cached_property
    def _known_countries(self) -> frozenset[str]:
        return frozenset(self.taxonomy.countries.values())

    def _country(self, text: str) -> str:
        return self.taxonomy.countries.get(text.strip().casefold(), text.strip())


def _per_month(wage: float | None, period: str | None) -> float | None:
    """A wage per month; None where the period does not tell the hours."""
    if wage is None or period == "hour":
        return None
    return wage / _MONTHS_PER_YEAR if period == "year" else wage
