"""Vacancies as a table, and how an order with quotas by sex becomes several of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Literal

from matcher.errors import CellError
from matcher.records.cells import fits_cell
from matcher.records.layout import Cell, Layout
from matcher.records.requirements import Expression, Requirement
from matcher.records.table import RecordTable
from matcher.records.vacancy import MUST_FIELDS, NICE_FIELDS, Vacancy

__all__ = ["QUOTA_COLUMNS", "Vacancies", "split_by_sex"]

#: The columns with seats by sex, each with the sex and the ending of the id it leads to.
QUOTA_COLUMNS: Mapping[str, tuple[str, str]] = {
    "openings_male": ("M", "L"),
    "openings_female": ("F", "P"),
}
#: Fields that are compared with each other, in the order in which the record compares them.
_COMPARED = (
    ("wage_min", "wage_max"),
    ("permit_from", "permit_until"),
    (
        "sex",
        *(
            f"{fact}_{end}{whose}"
            for fact in ("age", "height", "weight")
            for whose in ("", "_male", "_female")
            for end in ("min", "max")
        ),
    ),
)


class Vacancies(RecordTable[Vacancy]):
    """Vacancies as columns: `len`, iterate, `[i]` for a record, a slice for a smaller table.

    What a list field of a record says and its cell cannot (other sections, personal bounds, very
    many alternatives) is stored in the column `requirements`, so it asks the same from there.

    >>> Vacancies.from_records([Vacancy(id="V1", title="welder", skills="SMAW 3G")])[0].skills
    (Asked(section='skills', what='SMAW 3G', level=None, evidence=None),)
    """

    layout = Layout("vacancies", Vacancy, compared=_COMPARED)

    @classmethod
    def _storable(cls, record: Vacancy) -> Vacancy:
        """The vacancy with what no cell can say moved to its `requirements`."""
        kept: dict[str, tuple[Expression, ...]] = {}
        moved: list[Requirement] = []
        for name, section in {**MUST_FIELDS, **NICE_FIELDS}.items():
            expressions: tuple[Expression, ...] = getattr(record, name)
            kept[name] = tuple(one for one in expressions if fits_cell(one, section))
            moved += _as_requirements(name, (one for one in expressions if one not in kept[name]))
        if not moved:
            return record
        return record.model_copy(update={**kept, "requirements": (*moved, *record.requirements)})


def split_by_sex(row: Mapping[str, Cell]) -> list[dict[str, Cell]]:
    """What each vacancy of a row changes in it: nothing, unless a quota by sex is filled.

    A quota of 0 makes no vacancy, unless all are 0. CellError where seats or sex contradict.

    >>> split_by_sex({"id": "X", "openings_male": 16, "openings_female": 25})[0]
    {'id': 'X/L', 'order_id': 'X', 'sex': 'M', 'openings': 16}
    """
    quotas = {name: row[name] for name in QUOTA_COLUMNS if row.get(name) is not None}
    if not quotas:
        return [{}]
    total, openings = sum(quotas.values()), row.get("openings")
    if openings is not None and openings != total:
        raise CellError(
            str(openings),
            f"The openings are {openings}, but those by sex add up to {total}.",
            repair="Leave 'openings' empty, and give seats open to both a row of their own.",
        )
    parts = []
    for name, seats in quotas.items():
        sex, ending = QUOTA_COLUMNS[name]
        if not seats:
            continue
        if row.get("sex") not in {None, sex}:
            raise CellError(
                str(row["sex"]),
                f"The vacancy is for sex {row['sex']}, but '{name}' is {seats}.",
                repair="Leave the sex empty, or the openings of the other sex.",
            )
        order = row.get("order_id") or row["id"]
        own = {"id": f"{row['id']}/{ending}", "order_id": order, "sex": sex, "openings": seats}
        parts.append(own)
    return parts or [{"openings": 0}]


def _as_requirements(name: str, expressions: Iterable[Expression]) -> Iterator[Requirement]:
    stage: Literal["select", "depart"] = "depart" if name == "documents" else "select"
    importance: Literal["must", "nice"] = "nice" if name in NICE_FIELDS else "must"
    for expression in expressions:
        yield Requirement(expression=expression, stage=stage, importance=importance)
