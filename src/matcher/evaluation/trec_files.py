"""Writes rankings and judgments as TREC's files, so that others measure with tools of their own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from matcher.errors import InputError
from matcher.evaluation.grading import Combining, Grades, grades_of
from matcher.evaluation.listing import Lists
from matcher.results import Ranking
from matcher.tuning.judgments import Judgments

__all__ = ["write_trec"]

_BOM = "\ufeff"
#: Grades of a few judges become whole by one of these.
_SCALES = range(1, 61)


def write_trec(  # noqa: PLR0913 - two files, and how each is written
    ranking: Ranking | Lists,
    judgments: Judgments,
    *,
    run: str | Path,
    qrels: str | Path,
    name: str = "matcher",
    judges: Combining = "mean",
    scale: int | None = None,
) -> int:
    """Write a ranking as a TREC run, and judgments as qrels; candidates are the queries.

    `ranking` has a list for each candidate, as `engine.rank` gives it. trec_eval orders by score
    alone, so that of equal scores each further one is made the next smaller number in single
    precision: the order stays. Grades are combined as in `grades_of` and multiplied by `scale`, as
    qrels hold whole numbers only; without one by the least that makes them whole. It is given
    back; nDCG does not change with it. InputError for an id that a line cannot hold, and for grades
    that `scale` does not make whole.

    >>> from tempfile import TemporaryDirectory
    >>> said = Judgments.read([{"candidate_id": "C1", "vacancy_id": "V2", "grade": 3}])
    >>> with TemporaryDirectory() as folder:
    ...     run, qrels = f"{folder}/mine.run", f"{folder}/judged.qrels"
    ...     scale = write_trec({"C1": ["V1", "V2"]}, said, run=run, qrels=qrels)
    ...     print(Path(run).read_text() + Path(qrels).read_text())
    C1 Q0 V1 1 2 matcher
    C1 Q0 V2 2 1 matcher
    C1 0 V2 3
    """
    listed = _scored(ranking) if isinstance(ranking, Ranking) else _numbered(ranking)
    grades = grades_of(judgments, judges)
    times = _scale(grades, scale)
    lines = list(_run_lines(listed, _whole("run", name)))
    _write(qrels, _qrels_lines(grades, times))
    _write(run, lines)
    return times


def _scored(ranking: Ranking) -> dict[str, list[tuple[str, np.float32]]]:
    """The vacancies of each candidate by rank, each with a score below that of the one before."""
    table = ranking.to_arrow().select(["candidate_id", "rank", "vacancy_id", "score"])
    listed: defaultdict[str, list[tuple[int, str, float]]] = defaultdict(list)
    for who, *row in zip(*(column.to_pylist() for column in table.columns), strict=True):
        listed[who].append((row[0], row[1], row[2]))
    return {who: list(_falling(sorted(rows))) for who, rows in listed.items()}


def _falling(rows: Iterable[tuple[int, str, float]]) -> Iterator[tuple[str, np.float32]]:
    last = np.float32(np.inf)
    for _, job, score in rows:
        last = min(np.float32(score), np.nextafter(last, np.float32(-np.inf)))
        yield job, last


def _numbered(lists: Lists) -> Mapping[str, list[tuple[str, np.float32]]]:
    """Lists without scores: how many vacancies there are from each on."""
    return {
        who: [(job, np.float32(len(jobs) - rank)) for rank, job in enumerate(jobs)]
        for who, jobs in lists.items()
    }


def _run_lines(listed: Mapping[str, Sequence[tuple[str, np.float32]]], name: str) -> Iterator[str]:
    for who, jobs in sorted(listed.items()):
        query = _query(who)
        for rank, (job, score) in enumerate(jobs, 1):
            yield f"{query} Q0 {_whole('vacancy', job)} {rank} {score:.9g} {name}"


def _scale(grades: Grades, scale: int | None) -> int:
    """The factor that makes all grades whole, or the least that does."""
    values = [grade for said in grades.of.values() for grade in said.values()]
    tried = _SCALES if scale is None else (scale,)
    found = next((one for one in tried if one > 0 and _are_whole(values, one)), None)
    if found is None:
        known = f"1 to {tried[-1]}" if scale is None else str(scale)
        raise InputError(
            f"No factor of {known} makes every grade a whole number.",
            repair="Give grades in whole numbers, or combine judges by their lowest.",
        )
    return found


def _qrels_lines(grades: Grades, scale: int) -> Iterator[str]:
    for who, said in grades.of.items():
        for job, grade in said.items():
            yield f"{_query(who)} 0 {_whole('vacancy', job)} {round(grade * scale)}"


def _are_whole(values: Sequence[float], scale: int) -> bool:
    # A third of a sum of whole grades, times three, is that sum to within rounding.
    return all(abs(one * scale - round(one * scale)) < 1e-9 for one in values)  # noqa: PLR2004


def _query(who: str) -> str:
    """A candidate's id at the start of a line; a # there would be a comment."""
    name = _whole("candidate", who)
    if name.startswith(("#", _BOM)):
        raise _unfit("candidate", who)
    return name


def _whole(what: str, name: str) -> str:
    if name.split() != [name]:
        raise _unfit(what, name)
    return name


def _unfit(what: str, name: str) -> InputError:
    return InputError(
        f"The {what} {name!r} cannot stand in a TREC file, which parts cells by spaces.",
        repair="Give it an id without spaces that does not begin with #.",
    )


def _write(path: str | Path, lines: Iterable[str]) -> None:
    Path(path).write_text("".join(f"{line}\n" for line in lines), encoding="utf-8", newline="\n")
