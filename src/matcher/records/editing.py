"""A table of vacancies with some taken away, some replaced and some added."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from matcher.errors import InputError, UnknownName
from matcher.records.vacancies import Vacancies

__all__ = ["edited"]


def edited(
    table: Vacancies,
    *,
    removed: Iterable[str] = (),
    changed: Vacancies | None = None,
    added: Vacancies | None = None,
) -> Vacancies:
    """The table without what is removed, changed records in their places, added ones at the end.

    Removed and changed ids must be there, and no id may be both; added ones must be new once the
    removed are gone. UnknownName or InputError otherwise.

    >>> from matcher.records import Vacancy
    >>> jobs = Vacancies.from_records([Vacancy(id=name, title="welder") for name in "ABC"])
    >>> more = Vacancies.from_records([Vacancy(id="D", title="nurse")])
    >>> edited(jobs, removed=["B"], added=more).ids
    ('A', 'C', 'D')
    """
    import pyarrow as pa

    parts = [table.to_arrow(), *(one.to_arrow() for one in (changed, added) if one is not None)]
    new = added.ids if added is not None else ()
    replacing = changed.ids if changed is not None else ()
    places = {name: place for place, name in enumerate(table.ids)}
    gone = list(dict.fromkeys(removed))
    _check(places, gone, replacing, new)
    rows = np.arange(len(table))
    rows[_places(places, replacing)] = len(table) + np.arange(len(replacing))
    kept = np.delete(rows, _places(places, gone))
    end = len(table) + len(replacing)
    chosen = np.concatenate([kept, np.arange(end, end + len(new))])
    return Vacancies.from_arrow(pa.concat_tables(parts).take(pa.array(chosen)))


def _places(places: dict[str, int], names: Sequence[str]) -> list[int]:
    return [places[name] for name in names]


def _check(
    places: dict[str, int], removed: Sequence[str], changed: Sequence[str], added: Sequence[str]
) -> None:
    """Refuse what contradicts the table or itself."""
    for name in (*removed, *changed):
        if name not in places:
            raise UnknownName("vacancy", name, known=places)
    gone = set(removed)
    for name in changed:
        if name in gone:
            problem = f"The vacancy '{name}' is both removed and changed."
            raise InputError(problem, repair="Say one of the two.")
    for name in added:
        if name in places and name not in gone:
            problem = f"There is a vacancy '{name}' already."
            raise InputError(problem, repair="Give it as changed, or under another id.")
