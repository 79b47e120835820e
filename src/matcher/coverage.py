"""Which rules speak of which vacancies: what no pack covers, what is not told, what is closed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from matcher.eligibility.judging import VERDICTS, GateIndex, build_gates
from matcher.eligibility.packs import GENERAL_PACKS
from matcher.eligibility.pairs import PairGate, pair_gates
from matcher.eligibility.rules import RulePack
from matcher.eligibility.terms import Terms, terms_of
from matcher.features.wording import Language, word_expression
from matcher.index import Context
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from matcher.normalizing.schemes import known_schemes
from matcher.records.candidate import Candidate
from matcher.records.tabular import Tabular
from matcher.records.vacancy import Vacancy
from matcher.taxonomy import Taxonomy

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Closing", "Coverage", "CoveredVacancy", "RuleCoverage", "coverage_of"]

_LANGUAGES: tuple[Language, ...] = ("en", "id")
_BARRED = VERDICTS.index("BARRED")
#: Vacancies at once, so that memory stays bounded and progress is told.
_BLOCK = 500


@dataclass(frozen=True, slots=True)
class Closing:
    """What closes a vacancy to everybody: a rule, or requirements (rule None) in words."""

    rule: str | None
    en: str
    id: str

    def words(self, language: Language) -> str:
        """What is asked and nobody can meet."""
        return self.id if language == "id" else self.en


@dataclass(frozen=True, slots=True)
class CoveredVacancy:
    """One vacancy with the rules that speak of it.

    `rules` and `packs` surely speak, `open` would if the vacancy stated more, `replaced` gave way.
    `missing` says what is not stated or not known. `closed_by` is empty where somebody may reach
    the vacancy.
    """

    id: str
    title: str
    country: str | None
    schemes: tuple[str, ...]
    employer_type: str | None
    packs: tuple[str, ...]
    rules: tuple[str, ...]
    open: tuple[str, ...]
    replaced: tuple[str, ...]
    missing: tuple[str, ...]
    closed_by: tuple[Closing, ...]

    @property
    def is_covered(self) -> bool:
        """True where a pack of a destination or scheme speaks of it, not the general law alone."""
        return any(pack not in GENERAL_PACKS for pack in self.packs)


@dataclass(frozen=True, slots=True)
class RuleCoverage:
    """Of how many vacancies a rule, or a pack (rule None), speaks: surely, or as a question."""

    pack: str
    rule: str | None
    vacancies: int
    open: int
    replaced: int


@dataclass(frozen=True)
class Coverage(Tabular):
    """The vacancies in their order, and the packs in order of precedence."""

    vacancies: tuple[CoveredVacancy, ...]
    packs: tuple[RulePack, ...]
    as_of: date

    def __repr__(self) -> str:
        covered = sum(one.is_covered for one in self.vacancies)
        return (
            f"<Coverage: {covered:,} of {len(self.vacancies):,} vacancies covered, "
            f"{len(self.closed):,} closed, as of {self.as_of}>"
        )

    @property
    def closed(self) -> tuple[CoveredVacancy, ...]:
        """The vacancies that nobody could reach."""
        return tuple(one for one in self.vacancies if one.closed_by)

    def by_pack(self) -> list[RuleCoverage]:
        """Of how many vacancies each pack speaks."""
        owner = {rule.id: pack.id for pack in self.packs for rule in pack.rules}
        sure, asked, aside = Counter[str](), Counter[str](), Counter[str]()
        for one in self.vacancies:
            sure.update(one.packs)
            asked.update({owner[rule] for rule in one.open} - set(one.packs))
            aside.update({owner[rule] for rule in one.replaced})
        return [
            RuleCoverage(pack.id, None, sure[pack.id], asked[pack.id], aside[pack.id])
            for pack in self.packs
        ]

    def by_rule(self) -> list[RuleCoverage]:
        """Of how many vacancies each rule speaks."""
        sure, asked, aside = (
            Counter(rule for one in self.vacancies for rule in getattr(one, name))
            for name in ("rules", "open", "replaced")
        )
        return [
            RuleCoverage(pack.id, rule.id, sure[rule.id], asked[rule.id], aside[rule.id])
            for pack in self.packs
            for rule in pack.rules
        ]

    def uncovered(self) -> list[tuple[str | None, str | None, int]]:
        """Country, narrowest scheme and number of what only the general law speaks of."""
        counted = Counter(
            (one.country, one.schemes[0] if one.schemes else None)
            for one in self.vacancies
            if not one.is_covered
        )
        return [(country, scheme, count) for (country, scheme), count in counted.most_common()]

    def missing(self) -> list[tuple[str, int]]:
        """What vacancies do not state or what is not known, and how many of them."""
        return Counter(what for one in self.vacancies for what in one.missing).most_common()

    def to_arrow(self) -> pa.Table:
        """One row per vacancy; lists are joined with `;`."""
        import pyarrow as pa

        joined: dict[str, list[Iterable[str]]] = {
            "schemes": [one.schemes for one in self.vacancies],
            "packs": [one.packs for one in self.vacancies],
            "rules": [one.rules for one in self.vacancies],
            "open": [one.open for one in self.vacancies],
            "replaced": [one.replaced for one in self.vacancies],
            "missing": [one.missing for one in self.vacancies],
            "closed_by": [[c.rule or c.en for c in one.closed_by] for one in self.vacancies],
        }
        plain = {
            "vacancy_id": [one.id for one in self.vacancies],
            "title": [one.title for one in self.vacancies],
            "country": [one.country for one in self.vacancies],
            "employer_type": [one.employer_type for one in self.vacancies],
            "is_covered": ["yes" if one.is_covered else "no" for one in self.vacancies],
            **{name: [";".join(texts) for texts in lists] for name, lists in joined.items()},
        }
        return pa.table({name: pa.array(cells, pa.string()) for name, cells in plain.items()})


def coverage_of(
    vacancies: Sequence[Vacancy],
    context: Context,
    *,
    progress: Callable[[int, int], None] | None = None,
) -> Coverage:
    """The coverage of vacancies by the packs in force on the day.

    A vacancy that is BARRED to somebody of whom nothing is known is closed to everybody. `progress`
    is called with the number of vacancies done and their total.
    """
    nobody = context.records.candidates([Candidate(id="-unknown")])[0]
    found: list[CoveredVacancy] = []
    for start in range(0, len(vacancies), _BLOCK):
        block = list(vacancies[start : start + _BLOCK])
        found += _covered(context.records.vacancies(block), nobody, context)
        if progress is not None:
            progress(min(start + _BLOCK, len(vacancies)), len(vacancies))
    return Coverage(tuple(found), context.packs, context.as_of)


def _covered(
    vacancies: Iterable[NormalVacancy], nobody: NormalCandidate, context: Context
) -> Iterator[CoveredVacancy]:
    as_of, taxonomy = context.as_of, context.records.taxonomy
    terms = [
        terms_of(one, context.rules.rules_of(one), as_of=as_of, settings=context.settings)
        for one in vacancies
    ]
    gates = build_gates(terms, taxonomy=taxonomy, as_of=as_of)
    closings = _closings(gates, nobody, taxonomy)
    for place, one in enumerate(terms):
        vacancy = one.vacancy
        sure = [applied for applied in one.rules.applied if applied.is_certain]
        yield CoveredVacancy(
            id=vacancy.id,
            title=vacancy.title,
            country=vacancy.country,
            schemes=vacancy.schemes,
            employer_type=vacancy.employer.type,
            packs=tuple(dict.fromkeys(applied.pack.id for applied in sure)),
            rules=tuple(applied.rule.id for applied in sure),
            open=tuple(x.rule.id for x in one.rules.applied if not x.is_certain),
            replaced=tuple(applied.rule.id for applied, _ in one.rules.replaced),
            missing=tuple(_missing(vacancy, taxonomy)),
            closed_by=closings.get(place, ()),
        )


def _missing(vacancy: NormalVacancy, taxonomy: Taxonomy) -> Iterator[str]:
    """What keeps rules from being found."""
    if vacancy.country is None:
        yield "country not stated"
    elif vacancy.country not in taxonomy.countries.values():
        yield "country not known"
    if not vacancy.schemes:
        yield "scheme not stated"
    elif all(scheme not in known_schemes() for scheme in vacancy.schemes):
        yield "scheme not known"
    if vacancy.employer.type is None:
        yield "employer type not stated"
    if not vacancy.occupation.is_resolved:
        yield "occupation not known"


def _closings(
    gates: GateIndex, nobody: NormalCandidate, taxonomy: Taxonomy
) -> dict[int, tuple[Closing, ...]]:
    """What closes each closed vacancy, by its place."""
    judgement = gates.judge([nobody])
    closed: dict[int, tuple[Closing, ...]] = {}
    for place in (judgement.verdicts[0] == _BARRED).nonzero()[0].tolist():
        found = pair_gates(gates, judgement, nobody, row=0, vacancy=place)
        closed[place] = tuple(
            dict.fromkeys(
                _closing(gate, gates.terms[place], taxonomy)
                for gate in found
                if gate.state == "impossible"
            )
        )
    return closed


def _closing(gate: PairGate, terms: Terms, taxonomy: Taxonomy) -> Closing:
    """What nobody can meet: one must, or personal ones that only together cannot be met."""
    if gate.requirement is None:
        english, indonesian = (
            "; ".join(
                word_expression(must.expression, taxonomy, language)
                + (f" ({must.rule})" if must.rule is not None else "")
                for must in terms.personal_musts
            )
            for language in _LANGUAGES
        )
        return Closing(None, english, indonesian)
    return Closing(
        gate.requirement.rule,
        *(word_expression(gate.expression, taxonomy, language) for language in _LANGUAGES),
    )
