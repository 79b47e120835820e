"""From what was read in an advert to the cells of a vacancy table."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from matcher.normalizing.extracting.extraction import Extraction, Figures, Span
from matcher.records.cells import format_requirements
from matcher.records.claims import SectionName
from matcher.records.requirements import AnyOf, Asked, Expression, Requirement
from matcher.records.sexes import BoundsBySex
from matcher.records.spread_readers import number_cell
from matcher.records.wages import Wage
from matcher.taxonomy import Taxonomy

__all__ = ["FILLED", "cells_of", "unread_of"]

#: The columns that an advert can fill, in groups: where a table has filled one column of a group,
#: it has said all that the group is about.
FILLED: tuple[tuple[str, ...], ...] = (
    ("title",),
    ("country",),
    ("description",),
    ("sex", "openings", "openings_male", "openings_female"),
    *(
        tuple(
            f"{fact}_{end}{whose}" for whose in ("", "_male", "_female") for end in ("min", "max")
        )
        for fact in ("age", "height", "weight")
    ),
    ("wage_min", "wage_max", "currency", "wage_period"),
    ("contract_months",),
    *((name,) for name in ("education", "languages", "certificates", "skills", "experience")),
    ("conditions",),
    ("documents",),
    *((f"nice_{name}",) for name in ("education", "languages", "certificates", "skills")),
    ("nice_experience",),
    ("requirements",),
)
_SECTIONS: Mapping[str, SectionName] = {
    "skill": "skills", "certificate": "certificates", "language": "languages",
    "education": "education", "occupation": "experience", "document": "documents",
    "condition": "conditions",
}  # fmt: skip
_STORED_PERIODS = frozenset({"hour", "month", "year"})
#: A phrase that is longer is no item of a list.
_LONGEST = 200
_EDGES = " ,.;:-–—"


def cells_of(found: Extraction, taxonomy: Taxonomy) -> dict[str, str]:
    """The cells, by column, that an advert fills.

    What is asked as a must is one, and so is a demand that was not recognized: nobody is known to
    meet it. What the work consists of, wishes, and what may still be learnt are wishes. What is
    said not to be asked is left out.
    """
    cells = dict(_figure_cells(found.figures))
    cells |= _list_cells(found.spans)
    if (title := _title(found, taxonomy)) is not None:
        cells["title"] = title
    if found.country is not None:
        cells["country"] = found.country
    if found.text.strip():
        cells["description"] = found.text
    return {name: cell for name, cell in cells.items() if cell}


def unread_of(found: Extraction) -> tuple[str, ...]:
    """The texts of the clauses that were not read, and of demands that were not recognized."""
    places = {clause.start: clause.text for clause in found.unused}
    places |= {span.start: span.text for span in found.unresolved}
    return tuple(text for _, text in sorted(places.items()))


def _title(found: Extraction, taxonomy: Taxonomy) -> str | None:
    """The job that the title names, else the words of the title or of the first clause."""
    for span in found.spans:
        if span.bucket == "title" and span.concept is not None:
            return taxonomy[span.concept].label_en
    clause = next(found.of("title"), None) or next(iter(found.clauses), None)
    if clause is None:
        return None
    return " ".join(clause.text.split()).strip(_EDGES)[:_LONGEST]


# --- figures -------------------------------------------------------------------------------


def _figure_cells(figures: Figures) -> Iterator[tuple[str, str]]:
    if figures.sex is not None:
        yield "sex", figures.sex
    if figures.ages is not None:
        yield from _bound_cells("age", figures.ages.ages)
    yield from _bound_cells("height", figures.height)
    yield from _bound_cells("weight", figures.weight)
    if figures.contract_months is not None:
        yield "contract_months", number_cell(figures.contract_months)
    if figures.wage is not None:
        yield from _wage_cells(figures.wage)
    yield from _seat_cells(figures)


def _bound_cells(fact: str, bounds: BoundsBySex) -> Iterator[tuple[str, str]]:
    for whose, own in (("", bounds.both), ("_male", bounds.male), ("_female", bounds.female)):
        for end, value in (("min", own.low), ("max", own.high)):
            if value is not None:
                yield f"{fact}_{end}{whose}", number_cell(value)


def _wage_cells(wage: Wage) -> Iterator[tuple[str, str]]:
    """The wage, unless it is per day or week, which no column holds."""
    if wage.period is not None and wage.period not in _STORED_PERIODS:
        return
    for end, value in (("min", wage.range.low), ("max", wage.range.high)):
        if value is not None:
            yield f"wage_{end}", number_cell(value)
    if wage.currency is not None:
        yield "currency", wage.currency
    if wage.period is not None:
        yield "wage_period", wage.period


def _seat_cells(figures: Figures) -> Iterator[tuple[str, str]]:
    """The posts; those of the only sex that is wanted are all of them."""
    seats = figures.openings
    if seats is None:
        return
    if seats.male is not None and seats.female is not None:
        yield "openings_male", str(seats.male)
        yield "openings_female", str(seats.female)
        return
    every = next((one for one in (seats.both, seats.male, seats.female) if one is not None), None)
    if every is not None:
        yield "openings", str(every)


# --- lists ---------------------------------------------------------------------------------


def _list_cells(spans: Iterable[Span]) -> Iterator[tuple[str, str]]:
    columns: dict[str, dict[Expression, None]] = {}
    for _, group in groupby(spans, key=lambda span: span.start):
        for column, expression in _asked_of(list(group)):
            columns.setdefault(column, {})[expression] = None
    for column, expressions in columns.items():
        musts = columns.get(column.removeprefix("nice_"), {})
        is_wish = column.startswith("nice_")
        own = [one for one in expressions if not (is_wish and one in musts)]
        yield column, _as_json(own) if column == "requirements" else format_requirements(own)


def _as_json(expressions: Iterable[Expression]) -> str:
    """Musts that are due at the departure, which no cell of a section can say."""
    due = (Requirement(expression=one, stage="depart") for one in expressions)
    return json.dumps(
        [one.model_dump(mode="json", exclude_defaults=True) for one in due], ensure_ascii=False
    )


def _asked_of(spans: list[Span]) -> Iterator[tuple[str, Expression]]:
    """What the spans of one clause ask, each with its column."""
    asked = [span for span in spans if _is_asked(span)]
    choices = [span for span in asked if span.is_alternative or span.kind == "education"]
    singles = [span for span in asked if span not in choices]
    for span in singles:
        yield _column(span), _leaf(span)
    if choices:
        leaves = tuple(dict.fromkeys(map(_leaf, choices)))
        same = [leaf for leaf in leaves if leaf.section == leaves[0].section]
        yield _column(choices[0]), same[0] if len(same) == 1 else AnyOf(any=tuple(same))


def _is_asked(span: Span) -> bool:
    if span.bucket == "title" or span.negated or len(span.text) > _LONGEST:
        return False
    return span.concept is not None or (span.bucket == "requirement" and span.modality == "must")


def _column(span: Span) -> str:
    section = _section(span)
    is_wish = span.bucket == "duty" or span.modality in {"nice", "negotiable"}
    if section in {"documents", "conditions"}:
        return section
    if is_wish:
        return f"nice_{section}"
    return "requirements" if span.stage == "depart" else section


def _section(span: Span) -> SectionName:
    return _SECTIONS.get(span.kind or "", "skills")


def _leaf(span: Span) -> Asked:
    return Asked(section=_section(span), what=span.concept or span.text, level=span.level)
