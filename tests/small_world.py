"""A small taxonomy and normalized records over it, so that a test says only what it is about."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import date

from matcher.index import Context
from matcher.normalizing.employers import Employer
from matcher.normalizing.expressions import Literal, NormalExpression, is_personal, leaves
from matcher.normalizing.normalized import (
    NormalCandidate,
    NormalClaim,
    NormalRequirement,
    NormalSection,
    NormalVacancy,
)
from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.records.claims import SECTION_NAMES
from matcher.records.evidence import Evidence
from matcher.settings import Settings, Weights
from matcher.taxonomy import Concept, Credit, Kind, Label, Level, Scale, Taxonomy
from matcher.taxonomy.relations import close_covers, spread_similarity
from matcher.taxonomy.scales import fold_level

__all__ = [
    "AS_OF",
    "CONTEXT",
    "TAXONOMY",
    "ask",
    "ask_work",
    "claim",
    "must",
    "nice",
    "person",
    "vacancy",
    "work",
]

#: The day of judging in every test that does not choose its own.
AS_OF = date(2025, 12, 1)

_STEPS = Credit("steps", ((1, 0.5), (2, 0.25)))
_POINTS = Credit("ratio", ((0.9, 0.75), (0.75, 0.5), (0.5, 0.25)))


def _scale(name: str, credit: Credit, levels: tuple[Level, ...]) -> Scale:
    spellings = {fold_level(level.label): level.rank for level in levels}
    return Scale(name, levels, credit, spellings)


_SCALES = {
    scale.name: scale
    for scale in (
        _scale(
            "jlpt",
            _STEPS,
            (
                Level("N5", 1, "A1"),
                Level("N4", 2, "A2"),
                Level("N3", 3, "A2"),
                Level("N2", 4, "B1"),
            ),
        ),
        _scale(
            "cefr", _STEPS, tuple(Level(n, r) for r, n in enumerate(("A1", "A2", "B1", "B2"), 1))
        ),
        _scale("ielts", _POINTS, (Level("3", 3.0), Level("4", 4.0, "A2"), Level("5", 5.0, "B1"))),
        replace(
            _scale(
                "education",
                Credit("steps", ((1, 0.25),)),
                (Level("SMP", 2), Level("SLTA", 3), Level("D3", 6)),
            ),
            spellings={"smp": 2, "slta": 3, "smk": 3, "d3": 6},
        ),
        Scale("months", (), Credit("ratio", ((0.75, 0.75), (0.5, 0.5), (0.25, 0.25)))),
    )
}

_CONCEPTS = (
    Concept("occupation:welder", "occupation", "Welder", "Juru las"),
    Concept("occupation:pipe-welder", "occupation", "Pipe welder", "Juru las pipa"),
    Concept("occupation:cook", "occupation", "Cook", "Juru masak"),
    Concept("skill:welding", "skill", "Welding", "Pengelasan"),
    Concept("skill:smaw", "skill", "SMAW", "Las SMAW"),
    Concept("skill:smaw-3g", "skill", "SMAW 3G", "Las SMAW 3G"),
    Concept("skill:smaw-6g", "skill", "SMAW 6G", "Las SMAW 6G"),
    Concept("skill:brazing", "skill", "Brazing", "Pematrian"),
    Concept("skill:cooking", "skill", "Cooking", "Memasak", lead_months=1),
    Concept("certificate:first-aid", "certificate", "First aid", "Pertolongan pertama"),
    Concept("certificate:hygiene", "certificate", "Food hygiene", "Higiene makanan"),
    Concept("language:jlpt", "language", "JLPT", "JLPT", "jlpt", language="language:japanese"),
    Concept("language:ielts", "language", "IELTS", "IELTS", "ielts", language="language:english"),
    Concept("language:japanese", "language", "Japanese", "Bahasa Jepang", "cefr"),
    Concept("language:english", "language", "English", "Bahasa Inggris", "cefr"),
    Concept("education:any", "education", "Any field", "Semua jurusan", "education"),
    Concept("education:smk", "education", "Vocational school", "Sekolah kejuruan", "education"),
    Concept("education:steel", "education", "Steel welding", "Teknik Pengelasan", "education"),
    Concept("education:kitchen", "education", "Culinary arts", "Kuliner", "education"),
    Concept("document:passport", "document", "Passport", "Paspor"),
    Concept("document:visa", "document", "Work visa", "Visa kerja", lead_months=4),
    Concept("condition:no-tattoo", "condition", "No tattoo", "Tidak bertato"),
)
_COVERS = (
    ("occupation:pipe-welder", "occupation:welder"),
    ("skill:smaw-6g", "skill:smaw-3g"),
    ("skill:smaw-3g", "skill:smaw"),
    ("skill:smaw", "skill:welding"),
    ("education:steel", "education:smk"),
    ("education:kitchen", "education:smk"),
    ("education:smk", "education:any"),
)
_NEAR = (
    ("skill:brazing", "skill:welding", 0.4),
    ("skill:welding", "skill:brazing", 0.4),
    ("education:steel", "occupation:welder", 0.8),
)


def _kind(component: str | None, section: str, default: Evidence, lead: int | None) -> Kind:
    least = Evidence.SELF_REPORT if section == "conditions" else Evidence.SUBJECT_MARK
    return Kind(component, section, default, least, lead, section, section)


_KINDS = {
    ("occupation", None): _kind("occupation", "experience", Evidence.DOCUMENT, None),
    ("experience", None): _kind("experience", "experience", Evidence.DOCUMENT, None),
    ("skill", None): _kind("skills", "skills", Evidence.SELF_REPORT, 3),
    ("certificate", None): _kind("certificates", "certificates", Evidence.DOCUMENT, 3),
    ("language", None): _kind("language", "languages", Evidence.TEST, 6),
    ("language", "cefr"): _kind("language", "languages", Evidence.SELF_REPORT, 5),
    ("education", None): _kind("education", "education", Evidence.DOCUMENT, 36),
    ("document", None): _kind(None, "documents", Evidence.DOCUMENT, 2),
    ("condition", None): _kind(None, "conditions", Evidence.SELF_REPORT, None),
}


def _taxonomy() -> Taxonomy:
    closed = close_covers((concept.id for concept in _CONCEPTS), _COVERS)
    labels = [Label(concept.label_en, "en", concept.id) for concept in _CONCEPTS]
    labels += [Label(concept.label_id, "id", concept.id) for concept in _CONCEPTS]
    return Taxonomy(
        concepts={concept.id: concept for concept in _CONCEPTS},
        labels=tuple(dict.fromkeys(labels)),
        kinds=_KINDS,
        scales=_SCALES,
        covers=closed,
        similar=spread_similarity(closed, _NEAR),
        implies={"education:steel": ("skill:smaw",)},
        countries={"japan": "Japan", "jepang": "Japan", "taiwan": "Taiwan"},
    )


TAXONOMY = _taxonomy()

#: The default weights and settings, and no rules.
CONTEXT = Context(
    as_of=AS_OF,
    weights=Weights(),
    settings=Settings(),
    records=RecordNormalizer(Normalizer(TAXONOMY)),
    packs=(),
)


# --- records over it ---------------------------------------------------------------------


def claim(
    concept: str,
    level: float | None = None,
    evidence: Evidence = Evidence.BNSP,
    *,
    start: date | None = None,
    end: date | None = None,
) -> NormalClaim:
    """A claim whose text is the label of its concept."""
    return NormalClaim(concept, level, evidence, start, end, TAXONOMY[concept].label_en)


def work(
    concept: str,
    months: float | None = None,
    *,
    start: date | None = None,
    end: date | None = None,
    evidence: Evidence = Evidence.DOCUMENT,
) -> NormalClaim:
    """Work of some months, or from one day to another, or of a length that is not known."""
    return claim(concept, months, evidence, start=start, end=end)


def person(
    *claims: NormalClaim, incomplete: Collection[str] = (), name: str = "C1"
) -> NormalCandidate:
    """Someone with these claims; every section is complete but the `incomplete` ones."""
    listed: dict[str, list[NormalClaim]] = {section: [] for section in SECTION_NAMES}
    for one in claims:
        listed[TAXONOMY.kind_of(one.concept).section].append(one)
    return NormalCandidate(
        id=name,
        sex=None,
        birth_date=None,
        height_cm=None,
        weight_kg=None,
        sections={
            section: NormalSection(section not in incomplete, tuple(found))
            for section, found in listed.items()
        },
        wish_countries=frozenset(),
        wish_sectors=frozenset(),
        wish_wage_min=None,
        wish_currency=None,
    )


def ask(
    concept: str, level: float | None = None, evidence: Evidence = Evidence.SUBJECT_MARK
) -> Literal:
    """A concept asked at a level; a `?` in front makes it a text that did not resolve."""
    kind = concept.removeprefix("?").partition(":")[0]
    return Literal(kind, concept, level, evidence)


def ask_work(concept: str, months: float, evidence: Evidence = Evidence.SUBJECT_MARK) -> Literal:
    """Months of work in an occupation."""
    return Literal("experience", concept, months, evidence)


def must(
    expression: NormalExpression, *, stage: str = "select", component: str | None = None
) -> NormalRequirement:
    """A must; it earns score in the component of its first leaf unless another is given."""
    first = next(leaves(expression), None)
    scored = stage == "select" and not is_personal(expression)
    own = TAXONOMY.kind(first.kind).component if isinstance(first, Literal) else None
    return NormalRequirement(
        expression=expression,
        importance="must",
        stage=stage,
        weight=None,
        component=(component or own) if scored else None,
        origin="employer",
        source=None,
        rule=None,
    )


def nice(
    expression: NormalExpression, *, component: str | None = None, weight: float | None = None
) -> NormalRequirement:
    """A wish."""
    asked = must(expression, component=component)
    return replace(asked, importance="nice", weight=weight)


def vacancy(
    *requirements: NormalRequirement, name: str = "V1", occupation: str = "occupation:welder"
) -> NormalVacancy:
    """A vacancy that says nothing but what it requires."""
    return NormalVacancy(
        id=name,
        title="welder",
        occupation=ask(occupation),
        country=None,
        sector=None,
        schemes=(),
        employer=Employer(),
        openings=1,
        wage_min=None,
        wage_max=None,
        currency=None,
        departure=None,
        permit_from=None,
        permit_until=None,
        verification=None,
        requirements=requirements,
        unresolved=(),
        source=None,
    )
