"""The two directions between a record and its row of cells, for candidates and for vacancies."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Annotated, Any, Generic, TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic.fields import FieldInfo

from matcher.errors import CellError
from matcher.records.base import Record
from matcher.records.cells import (
    canonical_section,
    fits_cell,
    format_requirements,
    format_section,
    format_texts,
    parse_requirements,
    parse_section,
    parse_texts,
)
from matcher.records.columns import Column, ColumnType, TableName, columns_of
from matcher.records.interpreting import interpreted
from matcher.records.rejected import explained
from matcher.records.requirements import Expression, Requirement
from matcher.records.vacancy import MUST_FIELDS, NICE_FIELDS

__all__ = ["Cell", "Layout"]

R = TypeVar("R", bound=Record)
#: What a stored table holds: list cells are texts in the grammar of `matcher.records.cells`.
Cell = Any
_FIRST_WORD = re.compile(r"\w+")
_SECTION_OF = {**MUST_FIELDS, **NICE_FIELDS}


@dataclass(frozen=True)
class Layout(Generic[R]):
    """How one kind of record lies in the columns of its table."""

    table: TableName
    record_type: type[R]
    #: Groups of fields that the record's rules compare with each other.
    compared: tuple[tuple[str, ...], ...] = ()

    @cached_property
    def columns(self) -> tuple[Column, ...]:
        """The columns that are stored."""
        return tuple(column for column in columns_of(self.table) if column.is_stored)

    @cached_property
    def defaults(self) -> Mapping[str, Cell]:
        """The cell of each column where a source leaves it empty."""
        bare = self.record_type.model_validate(self._placeholders)
        optional = (column for column in self.columns if not column.is_mandatory)
        return {column.name: self.cell(bare, column) for column in optional}

    @cached_property
    def _placeholders(self) -> dict[str, object]:
        """The fields without which no record can be built."""
        return {column.name: "?" for column in self.columns if column.is_mandatory}

    @cached_property
    def _texts(self) -> Mapping[str, TypeAdapter[Any]]:
        """The fields that are texts and nothing but: no rule of the record looks at them.

        Adverts are many and all different; to build a record for each would take most of the time.
        """
        fields = self.record_type.model_fields
        ruled = {
            name
            for rule in self.record_type.__pydantic_decorators__.field_validators.values()
            for name in rule.info.fields
        }
        return {
            column.name: _adapter(fields[name])
            for column in self.columns
            if column.type in {"id", "text", "long_text"}
            and (name := column.path[0]) not in ruled
            and len(column.path) == 1
        }

    def read_cell(self, raw: object, column: Column) -> Cell:
        """The cell for a raw value, checked by the record's own rules; CellError if it is bad."""
        try:
            value = interpreted(raw, column, self.table)
            if value is None:
                return None
            if field := self._texts.get(column.name):
                return field.validate_python(value)
            if column.type == "section" and isinstance(value, str):
                # An error is told below, where the record reads the cell as a whole.
                with suppress(ValueError):
                    return canonical_section(value) or None
            probe = self.record_type.model_validate(
                {**self._placeholders, **_nested(column.path, value)}
            )
        except ValidationError as error:
            repair = f"Write it like this: {column.example}"
            raise explained(error, raw, repair=repair) from None
        return self.cell(probe, column)

    def contradiction(self, cells: Mapping[str, Cell]) -> tuple[str, CellError] | None:
        """The column and the problem where compared cells, good by themselves, do not agree."""
        try:
            self.record_type.model_validate({**self._placeholders, **cells})
        except ValidationError as error:
            problem = explained(error, "", repair="Correct one of the two, or leave it empty.")
            filled = [name for name, cell in cells.items() if cell is not None]
            fact = _FIRST_WORD.match(problem.reason.casefold())
            named = [name for name in filled if fact and name.startswith(fact[0])]
            return (named or filled)[0], problem
        return None

    def cell(self, record: R, column: Column) -> Cell:
        """The cell of a record in a column."""
        value: Any = record
        for name in column.path:
            value = getattr(value, name)
        write = _FORMATS.get(column.type)
        return value if write is None else write(value, column) or None

    def row(self, record: R) -> dict[str, Cell]:
        """The cells of a record by column."""
        return {column.name: self.cell(record, column) for column in self.columns}

    def record(self, row: Mapping[str, Cell]) -> R:
        """The record that a stored row describes."""
        fields: dict[str, Any] = {}
        for column in self.columns:
            cell = row[column.name]
            if cell is None:
                continue
            parse = _PARSES.get(column.type)
            place = fields
            for parent in column.path[:-1]:
                place = place.setdefault(parent, {})
            place[column.path[-1]] = cell if parse is None else parse(cell, column)
        return self.record_type.model_validate(fields)


def _adapter(field: FieldInfo) -> TypeAdapter[Any]:
    """What validates a field by itself."""
    annotation: Any = field.annotation
    return TypeAdapter(Annotated[annotation, *field.metadata] if field.metadata else annotation)


def _nested(path: tuple[str, ...], value: object) -> dict[str, object]:
    """The fields that put a value at the end of a path."""
    *parents, last = path
    fields: dict[str, object] = {last: value}
    for parent in reversed(parents):
        fields = {parent: fields}
    return fields


def _requirements_as_cell(expressions: tuple[Expression, ...], column: Column) -> str:
    section = _SECTION_OF[column.name]
    for expression in expressions:
        if not fits_cell(expression, section):
            raise CellError(
                str(expression),
                f"A cell of the column '{column.name}' cannot say it.",
                repair="Put it into the column 'requirements'.",
            )
    return format_requirements(expressions)


def _requirements_as_json(requirements: tuple[Requirement, ...], _column: Column) -> str:
    items = [item.model_dump(mode="json", exclude_defaults=True) for item in requirements]
    return json.dumps(items, ensure_ascii=False) if items else ""


#: How list fields become cells; other values are stored as they are.
_FORMATS: Mapping[ColumnType, Callable[[Any, Column], str]] = {
    "section": lambda section, _column: format_section(section),
    "requirements": _requirements_as_cell,
    "texts": lambda texts, _column: format_texts(texts),
    "json": _requirements_as_json,
}
#: Tables repeat few distinct list cells, so what was parsed is shared.
_shared_section = lru_cache(maxsize=2**14)(parse_section)
_shared_requirements = lru_cache(maxsize=2**14)(parse_requirements)
#: How cells become fields; other cells are the field's value.
_PARSES: Mapping[ColumnType, Callable[[str, Column], object]] = {
    "section": lambda cell, _column: _shared_section(cell),
    "requirements": lambda cell, column: _shared_requirements(cell, _SECTION_OF[column.name]),
    "texts": lambda cell, _column: parse_texts(cell),
    "json": lambda cell, _column: json.loads(cell),
}
