"""A table of records: Arrow columns inside, records where one is looked at."""

from __future__ import annotations

import operator
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, ClassVar, Generic, Self, TypeVar, overload

from matcher.errors import InputError, UnknownName
from matcher.records.base import Record
from matcher.records.columns import Column, ColumnType
from matcher.records.layout import Cell, Layout
from matcher.records.rejected import Rejected

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["RecordTable"]

R = TypeVar("R", bound=Record)
_ARROW_TYPES: Mapping[ColumnType, str] = {"date": "date32", "number": "float64", "integer": "int64"}


@dataclass(frozen=True, eq=False, repr=False)
class RecordTable(Sequence[R], Generic[R]):
    """Records of one kind as columns, with what their reading has set aside.

    `rows_read` counts the data rows of the source; each of them is either accepted or stands once
    in `rejected`, so `rows_accepted + len(rejected) == rows_read`. `notes` says what else the
    reader did, such as ignoring a column. A slice is a table of its own, which rejected nothing.
    """

    layout: ClassVar[Layout[Any]]

    _table: pa.Table
    rejected: tuple[Rejected, ...] = ()
    rows_read: int = 0
    notes: tuple[str, ...] = ()

    @classmethod
    def from_records(cls, records: Iterable[R]) -> Self:
        """The table of some records, in their order; two with the same id are refused."""
        rows = [cls.row_of(record) for record in records]
        return cls._checked(
            cls.build({c.name: [row[c.name] for row in rows] for c in cls.layout.columns})
        )

    @classmethod
    def from_arrow(cls, table: pa.Table) -> Self:
        """The table that `to_arrow` gave away, back; columns left out are empty.

        Names, types and ids are checked, cells are trusted: a table from elsewhere is for the
        reading functions, which check every cell.
        """
        import pyarrow as pa

        known = {column.name for column in cls.layout.columns}
        for name in table.column_names:
            if name not in known:
                raise UnknownName("column", name, known=known)
        try:
            columns = [
                table[field.name].cast(field.type)
                if field.name in table.column_names
                else pa.array([cls.layout.defaults.get(field.name)] * len(table), field.type)
                for field in cls.schema()
            ]
        except pa.ArrowInvalid as error:
            repair = f"Read it with read_{cls.layout.table}()."
            raise InputError(f"The table has other types: {error}.", repair=repair) from error
        return cls._checked(pa.Table.from_arrays(columns, schema=cls.schema()))

    @classmethod
    def build(cls, cells: Mapping[str, Sequence[Cell]]) -> pa.Table:
        """The Arrow table of stored cells by column."""
        import pyarrow as pa

        schema = cls.schema()
        return pa.table([pa.array(cells[field.name], field.type) for field in schema], schema)

    @classmethod
    def row_of(cls, record: R) -> dict[str, Cell]:
        """The cells of a record by column."""
        if not isinstance(record, cls.layout.record_type):
            wanted = cls.layout.record_type.__name__
            found = f"A {type(record).__name__} stands among the {cls.layout.table}."
            raise InputError(found, repair=f"Give {wanted} records only.")
        return cls.layout.row(cls._storable(record))

    @classmethod
    def _storable(cls, record: R) -> R:
        """The record as its row can say it."""
        return record

    @classmethod
    def schema(cls) -> pa.Schema:
        """The types of the stored columns."""
        import pyarrow as pa

        def arrow_type(column: Column) -> pa.DataType:
            return pa.type_for_alias(_ARROW_TYPES.get(column.type, "string"))

        return pa.schema([(column.name, arrow_type(column)) for column in cls.layout.columns])

    @classmethod
    def _checked(cls, table: pa.Table) -> Self:
        """The table, every row counted as read, its ids there and distinct."""
        result = cls(table, rows_read=len(table))
        for column in cls.layout.columns:
            if column.is_mandatory and table[column.name].null_count:
                problem = f"The column '{column.name}' has empty cells."
                raise InputError(problem, repair="Fill them.")
        seen: set[str] = set()
        for name in result.ids:
            if name in seen:
                raise InputError(f"The id '{name}' is there twice.", repair="Give each its own.")
            seen.add(name)
        return result

    @cached_property
    def ids(self) -> tuple[str, ...]:
        """The ids in order."""
        return tuple(self._table["id"].to_pylist())

    @property
    def rows_accepted(self) -> int:
        """How many rows of the source were good; one row can become several records."""
        return self.rows_read - len(self.rejected)

    def to_arrow(self) -> pa.Table:
        """The Arrow table of the canonical columns; list cells are texts in the cell grammar."""
        return self._table

    def __len__(self) -> int:
        return int(self._table.num_rows)

    def __iter__(self) -> Iterator[R]:
        for batch in self._table.to_batches():
            yield from map(self.layout.record, batch.to_pylist())

    @overload
    def __getitem__(self, index: int) -> R: ...
    @overload
    def __getitem__(self, index: slice) -> Self: ...
    def __getitem__(self, index: int | slice) -> R | Self:
        if isinstance(index, slice):
            chosen = range(len(self))[index]
            return type(self)(self._part(chosen), rows_read=len(chosen))
        position = range(len(self))[operator.index(index)]
        record: R = self.layout.record(self._table.slice(position, 1).to_pylist()[0])
        return record

    def _part(self, chosen: range) -> pa.Table:
        import pyarrow as pa

        if chosen.step == 1:
            return self._table.slice(chosen.start, len(chosen))
        return self._table.take(pa.array(chosen, pa.int64()))

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return bool(self._table.equals(other._table))

    __hash__ = None  # type: ignore[assignment]

    def __repr__(self) -> str:
        rejected = f"; {len(self.rejected):,} of {self.rows_read:,} rows rejected"
        return f"{type(self).__name__}({len(self):,}{rejected if self.rejected else ''})"
