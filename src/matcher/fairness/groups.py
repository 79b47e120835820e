"""Who belongs to which group: a table beside the candidates, which only the audit reads."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Self

import numpy as np
import numpy.typing as npt

from matcher.errors import InputError, UnknownName
from matcher.records import Candidates
from matcher.records.batches import Batch, Options
from matcher.records.sources import open_source

__all__ = ["UNKNOWN_GROUP", "Groups", "Split"]

Codes = npt.NDArray[np.int64]

#: The group of those of whom an attribute is not known.
UNKNOWN_GROUP = "unknown"
_IDS = ("candidate_id", "id")
#: Columns of a candidate table that hold a list or a date of everybody's own, and make no groups.
_NO_GROUPS = frozenset(
    (
        "id", "birth_date", "birth_from", "birth_to", "skills", "certificates", "languages",
        "education", "experience", "documents", "conditions", "wish_countries", "wish_sectors",
    )
)  # fmt: skip


@dataclass(frozen=True)
class Split:
    """People (n,) by one attribute: the names of its groups, and the `codes` of the people."""

    attribute: str
    names: tuple[str, ...]
    codes: Codes

    @property
    def sizes(self) -> Codes:
        """How many people each group has."""
        return np.bincount(self.codes, minlength=len(self.names))


@dataclass(frozen=True)
class Groups:
    """The group of each person by attribute and candidate id.

    It stands beside the candidates and never in the records that are scored. Whoever is not listed
    belongs to the group "unknown".

    >>> groups = Groups.read([{"candidate_id": "C1", "disability": "yes"},
    ...                       {"candidate_id": "C2", "disability": "no"}])
    >>> groups, groups.split("disability", ["C2", "C1", "C9"]).codes.tolist()
    (<Groups: disability of 2 people>, [0, 1, 2])
    """

    by_attribute: Mapping[str, Mapping[str, str]] = field(repr=False)

    def __repr__(self) -> str:
        names = ", ".join(self.by_attribute) or "nothing"
        return f"<Groups: {names} of {len(self.people):,} people>"

    def __or__(self, other: Groups) -> Groups:
        return Groups({**self.by_attribute, **other.by_attribute})

    @property
    def people(self) -> frozenset[str]:
        """The ids of those of whom some group is known."""
        return frozenset(name for own in self.by_attribute.values() for name in own)

    @classmethod
    def read(cls, source: object) -> Self:
        """Groups from a file (csv, tsv, jsonl, parquet, xlsx), Arrow data, a data frame, a list.

        The column `candidate_id` (or `id`) says who, every other column is an attribute. InputError
        without such columns, or where a person stands twice.
        """
        opened = open_source(source, row_of=dict, options=Options())
        header = list(opened.header or ())
        own = next((name for name in _IDS if name in header), None)
        attributes = [name for name in header if name and name not in _IDS]
        if own is None or not attributes:
            raise InputError(
                f"The groups have the columns {', '.join(header) or 'none'}.",
                repair="Give candidate_id, and one column for each attribute.",
            )
        found: dict[str, dict[str, str]] = {name: {} for name in attributes}
        seen: set[str] = set()
        for batch in opened.batches([own, *attributes], Options().batch_rows):
            _add(batch, own, found, seen)
        return cls(found)

    @classmethod
    def of(cls, candidates: Candidates, by: Iterable[str]) -> Self:
        """Groups by columns of the candidate table, such as `sex`, `province` or `school_type`.

        >>> from matcher import Candidate
        >>> people = Candidates.from_records([Candidate(id="C1", sex="F"), Candidate(id="C2")])
        >>> Groups.of(people, ["sex"]).split("sex", people.ids).names
        ('F', 'unknown')
        """
        table = candidates.to_arrow()
        known = [name for name in table.column_names if name not in _NO_GROUPS]
        found: dict[str, dict[str, str]] = {}
        for name in by:
            if name not in known:
                raise UnknownName("attribute", name, known=known)
            cells = zip(candidates.ids, table[name].to_pylist(), strict=True)
            found[name] = {who: str(cell) for who, cell in cells if cell is not None}
        return cls(found)

    @classmethod
    def beside(cls, candidates: Candidates, groups: object, by: Iterable[str]) -> Groups:
        """Groups given (`Groups`, or what `read` takes, or None), and those by columns.

        InputError where there are none, or where they name none of the candidates.
        """
        own = cls.of(candidates, by)
        if groups is None and not own.by_attribute:
            raise InputError(
                "The audit is told of no groups.",
                repair="Give a table with candidate_id and attributes, or columns as `by`.",
            )
        if groups is None:
            return own
        given = groups if isinstance(groups, Groups) else cls.read(groups)
        if given.people.isdisjoint(candidates.ids):
            raise InputError(
                "The groups name none of the candidates.",
                repair="Write in candidate_id the ids of the candidate table.",
            )
        return given | own

    def split(self, attribute: str, ids: Sequence[str]) -> Split:
        """People by one attribute; the names are sorted, the unknown come last."""
        own = self.by_attribute[attribute]
        groups = [own.get(name) or UNKNOWN_GROUP for name in ids]
        names = sorted(set(groups), key=lambda name: (name == UNKNOWN_GROUP, name))
        place = {name: code for code, name in enumerate(names)}
        codes = np.array([place[one] for one in groups], dtype=np.int64)
        return Split(attribute, tuple(names), codes)


def _add(batch: Batch, own: str, found: dict[str, dict[str, str]], seen: set[str]) -> None:
    """Add the rows of a batch."""
    for place, number in enumerate(batch.numbers):
        who = _text(batch.columns[own].at(place))
        if not who or who in seen:
            problem = "is empty" if not who else "names a person a second time"
            raise InputError(
                f"Row {number} of the groups: '{own}' {problem}.",
                repair="Give each person one row.",
            )
        seen.add(who)
        for name, groups in found.items():
            if group := _text(batch.columns[name].at(place)):
                groups[who] = group


def _text(cell: object) -> str:
    return "" if cell is None else str(cell).strip()
