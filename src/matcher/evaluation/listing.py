"""What each run lists for each candidate, whatever the run is given as."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from matcher.engine import Matcher
from matcher.errors import InputError
from matcher.metrics.trec import read_run
from matcher.records import Candidates
from matcher.records.batches import Options
from matcher.records.sources import open_source
from matcher.results import Ranking
from matcher.settings import Weights

__all__ = [
    "Audience",
    "Lists",
    "RunLists",
    "RunSource",
    "common_depth",
    "lists_of",
    "ranked_lists",
]

#: The vacancies of each candidate, the best first.
Lists = Mapping[str, Sequence[str]]
#: Other weights, another matcher, a ranking or a table of one, a file of either kind, or lists.
RunSource = Weights | Matcher | Ranking | Mapping[str, Sequence[str]] | str | Path | Any

_TABLES = frozenset({".csv", ".tsv", ".jsonl", ".ndjson", ".parquet", ".xlsx"})


@dataclass(frozen=True)
class RunLists:
    """The lists of a run: `deep` ones of the judged, and the first k `shown` to the whole cohort.

    A candidate without a list is not there. Of a run that was made before, `longest` is the rank at
    which its longest list ends, where it may have been cut, and `left_out` counts the lists of
    people who were not given. `verdicts` counts the pairs of the cohort where an engine made it.
    """

    deep: Lists
    shown: Lists
    verdicts: Mapping[str, int] | None = None
    longest: int | None = None
    left_out: int = 0


class Audience(NamedTuple):
    """For whom runs list: everybody k vacancies, the judged `depth`."""

    everybody: Candidates
    judged: Candidates
    k: int
    depth: int


def ranked_lists(engine: Matcher, audience: Audience) -> RunLists:
    """What an engine lists."""
    ranking = engine.rank(audience.everybody, audience.k)
    more = engine.rank(audience.judged, audience.depth)
    deep, shown = (_in_order(_rows_of(one)) for one in (more, ranking))
    return RunLists(deep, shown, ranking.verdicts)


def lists_of(name: str, source: RunSource, audience: Audience) -> RunLists:
    """What a run lists that was made before; InputError, with its name, where it is none.

    A file is a table (csv, tsv, jsonl, parquet, xlsx) with `candidate_id`, `vacancy_id` and `rank`
    or `score`, or else a TREC run with candidates as queries.
    """
    if isinstance(source, Ranking):
        found: Lists = _ranked(_rows_of(source), name)
    elif isinstance(source, Mapping):
        found = {who: tuple(jobs) for who, jobs in source.items()}
    elif isinstance(source, str | Path) and Path(source).suffix.casefold() not in _TABLES:
        found = read_run(source)
    else:
        found = _of_table(source, name)
    _check_distinct(name, found)
    known, judged = (frozenset(one.ids) for one in audience[:2])
    own = {who: tuple(jobs) for who, jobs in found.items() if who in known}
    return RunLists(
        deep={who: jobs[: audience.depth] for who, jobs in own.items() if who in judged},
        shown={who: jobs[: audience.k] for who, jobs in own.items()},
        longest=max(map(len, found.values()), default=0),
        left_out=len(found) - len(own),
    )


def common_depth(runs: Iterable[RunLists], depth: int) -> int:
    """How deep every run can be looked at alike: `depth`, or where a shorter one was cut."""
    return min([depth, *(one.longest for one in runs if one.longest)])


#: A pair with what orders it: (candidate id, vacancy id, key), the least key first.
_Row = tuple[str, str, float]


def _rows_of(ranking: Ranking) -> Iterator[_Row]:
    table = ranking.to_arrow().select(["candidate_id", "vacancy_id", "rank"])
    return zip(*(column.to_pylist() for column in table.columns), strict=True)


def _of_table(source: object, name: str) -> dict[str, tuple[str, ...]]:
    """The lists of a table, by rank, or without ranks by score, equal scores by vacancy id."""
    opened = open_source(source, row_of=dict, options=Options())
    header = set(opened.header or ())
    wanted = ["candidate_id", "vacancy_id", "rank" if "rank" in header else "score"]
    if not header.issuperset(wanted):
        raise InputError(
            f"The run '{name}' has the columns {', '.join(sorted(header)) or 'none'}.",
            repair="Give candidate_id, vacancy_id and rank, or score.",
        )
    rows = [
        _row(f"The run '{name}', row {number}", [batch.columns[one].at(place) for one in wanted])
        for batch in opened.batches(wanted, Options().batch_rows)
        for place, number in enumerate(batch.numbers)
    ]
    if wanted[-1] == "rank":
        return _ranked(rows, name)
    return _in_order((who, job, -score) for who, job, score in rows)


def _row(where: str, cells: Sequence[object]) -> _Row:
    who, job, key = ("" if cell is None else str(cell).strip() for cell in cells)
    try:
        value = float(key)
    except ValueError:
        value = float("nan")
    if not who or not job or math.isnan(value):
        problem = f"{where}: an id is empty, or '{key}' is no number."
        raise InputError(problem, repair="Fill the row or delete it.")
    return who, job, value


def _ranked(rows: Iterable[_Row], name: str) -> dict[str, tuple[str, ...]]:
    """The lists in the order of their ranks; InputError where a candidate has a rank twice."""
    known, ranks = [*rows], set()
    for who, _, rank in known:
        if (who, rank) in ranks:
            raise InputError(
                f"The run '{name}' has rank {rank:g} twice for candidate '{who}'.",
                repair="Give the vacancies of each candidate in order, as `matcher rank` does.",
            )
        ranks.add((who, rank))
    return _in_order(known)


def _in_order(rows: Iterable[_Row]) -> dict[str, tuple[str, ...]]:
    listed: defaultdict[str, list[tuple[float, str]]] = defaultdict(list)
    for who, job, key in rows:
        listed[who].append((key, job))
    return {who: tuple(job for _, job in sorted(own)) for who, own in listed.items()}


def _check_distinct(name: str, lists: Lists) -> None:
    for who, jobs in lists.items():
        if len(set(jobs)) < len(jobs):
            raise InputError(
                f"The run '{name}' lists a vacancy twice for candidate '{who}'.",
                repair="Keep each vacancy at its best rank only.",
            )
