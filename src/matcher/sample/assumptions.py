"""The stated assumptions behind the synthetic cohort: numbers and words by table and key."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date
from functools import cache
from itertools import chain

from matcher.errors import InputError
from matcher.tables import Row, read_data_table

__all__ = ["EVERYBODY", "Assumptions", "packaged_assumptions"]

#: Stands in a key for every region, track or programme that has no rows of its own.
EVERYBODY = "*"
_PARTS = ("assumptions", "places", "programmes", "claims", "wordings")


class Assumptions:
    """Rows of (table, key, value); a key has parts joined by `|`, and can be asked by its start.

    >>> table = packaged_assumptions()
    >>> table.number("unknown", "sex"), table.numbers("height_cm", "F")
    (0.01, {'mean': 154.0, 'sd': 5.5})
    """

    def __init__(self, rows: Iterable[Row]) -> None:
        self._values: defaultdict[tuple[str, ...], dict[str, str]] = defaultdict(dict)
        for row in rows:
            parts = [part.strip() for part in row.required("key").split("|")]
            for place in range(len(parts)):
                start, rest = (row.required("table"), *parts[:place]), "|".join(parts[place:])
                if rest in self._values[start]:
                    key = "|".join(parts)
                    raise row.error(f"the key '{key}' stands twice.", repair="Delete one row.")
                self._values[start][rest] = row.required("value")

    @property
    def as_of(self) -> date:
        """The day that the assumptions describe."""
        return date.fromisoformat(self.text("setting", "as_of"))

    def text(self, table: str, *key: str) -> str:
        """One value as it stands."""
        *start, last = key
        found = self._values.get((table, *start), {}).get(last)
        if found is None:
            raise InputError(
                f"The table '{table}' of the assumptions says nothing of '{'|'.join(key)}'.",
                repair="Add a row with that key.",
            )
        return found

    def number(self, table: str, *key: str) -> float:
        """One value as a number."""
        return float(self.text(table, *key))

    def texts(self, table: str, *start: str) -> Mapping[str, str]:
        """What stands at the keys that begin so, by the rest of the key; empty where none does."""
        return self._values.get((table, *start), {})

    def numbers(self, table: str, *start: str) -> dict[str, float]:
        """The same as numbers."""
        return {rest: float(value) for rest, value in self.texts(table, *start).items()}

    def first(self, table: str, starts: Iterable[str]) -> dict[str, float]:
        """The numbers under the first of the starts (parts joined by `|`) that has any."""
        keys = (start.split("|") for start in starts)
        return next((found for key in keys if (found := self.numbers(table, *key))), {})

    def heads(self, table: str) -> tuple[str, ...]:
        """The different first parts of the keys of a table, in their order."""
        return tuple(dict.fromkeys(rest.partition("|")[0] for rest in self.texts(table)))


@cache
def packaged_assumptions() -> Assumptions:
    """The assumptions of the package."""
    names = (f"data/cohort_{part}.csv" for part in _PARTS)
    return Assumptions(
        chain.from_iterable(read_data_table(name, package="matcher.sample") for name in names)
    )
