"""Reads the two files of TREC evaluations: a run, and the judgments of its queries."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import numpy as np

from matcher.errors import DataTableError, InputError
from matcher.metrics.runs import JudgedList, JudgedRun

__all__ = ["Lines", "read_run", "read_trec"]

#: A file, or its lines.
Lines = str | Path | Iterable[str]

_RUN = "query Q0 document rank score run"
_QRELS = "query iteration document relevance"


def read_trec(run: Lines, qrels: Lines, *, every_query: bool = False) -> JudgedRun:
    """The lists of a run with the judgments of their queries, as trec_eval sees them.

    A line of `run` is "query Q0 document rank score run" (what follows is ignored), one of `qrels`
    "query iteration document relevance" with a whole number; blank lines and those that begin with
    # are passed over. Both are paths, or lines.

    As in trec_eval, the order is that of the scores, in single precision, whatever the ranks say,
    and of equal scores the greater document id (by code point) comes first; a document without
    judgment, or with a negative one, is unjudged. Lists come in the order of query ids, for the
    queries that both files have. With `every_query` (trec_eval's -c) a judged query that the run
    lacks has an empty list, which scores 0; to compare runs, that is the honest way.

    >>> run = ["q1 Q0 a 1 0.7 mine", "q1 Q0 b 2 0.7 mine", "q1 Q0 c 3 0.1 mine"]
    >>> found = read_trec(run, ["q1 0 a 1", "q1 0 c 0", "q1 0 d 2"])
    >>> found["q1"].relevance, found["q1"].ideal
    (array([nan,  1.,  0.]), array([2., 1., 0.]))
    """
    grades = _read(qrels, "qrels", _QRELS, 4, 3, _grade)
    scores = _read(run, "run", _RUN, None, 4, _score)
    shared = sorted(grades.keys() if every_query else grades.keys() & scores.keys())
    if not shared:
        problem = "The run and the judgments have no query in common."
        raise InputError(problem, repair="Check that the query ids are written alike in both.")
    return JudgedRun(tuple(_judged(q, scores.get(q, {}), grades[q]) for q in shared))


def read_run(run: Lines) -> dict[str, tuple[str, ...]]:
    """The documents of each query of a run, in trec_eval's order, by query id.

    >>> read_run(["q1 Q0 a 1 0.7 mine", "q1 Q0 b 2 0.7 mine"])
    {'q1': ('b', 'a')}
    """
    scores = _read(run, "run", _RUN, None, 4, _score)
    return {query: tuple(_ranked(scores[query])) for query in sorted(scores)}


def _ranked(scores: dict[str, float]) -> list[str]:
    documents = sorted(scores, reverse=True)
    documents.sort(key=scores.__getitem__, reverse=True)
    return documents


def _judged(query: str, scores: dict[str, float], grades: dict[str, float]) -> JudgedList:
    known = {document: grade for document, grade in grades.items() if grade >= 0}
    relevance = np.array([known.get(one, np.nan) for one in _ranked(scores)], dtype=np.float64)
    ideal = np.array(sorted(known.values(), reverse=True), dtype=np.float64)
    return JudgedList(query, relevance, ideal)


def _read(  # noqa: PLR0913, PLR0917 - one format each
    lines: Lines, name: str, wanted: str, most: int | None, place: int,
    read: Callable[[str], float],
) -> dict[str, dict[str, float]]:  # fmt: skip
    """For each query the number of each document, from the cell at `place`."""
    name = str(lines) if isinstance(lines, str | Path) else name
    least = len(wanted.split())
    found: dict[str, dict[str, float]] = {}
    for number, line in _lines(lines):
        cells = line.split()
        if not cells or cells[0].startswith("#"):
            continue
        if len(cells) < least or (most is not None and len(cells) > most):
            problem = f"it has {len(cells)} cells."
            raise DataTableError(name, number, problem, repair=f'Write it as "{wanted}".')
        documents = found.setdefault(cells[0], {})
        if cells[2] in documents:
            problem = f"the document '{cells[2]}' of query '{cells[0]}' stands there again."
            raise DataTableError(name, number, problem, repair="Keep one of its lines.")
        try:
            documents[cells[2]] = read(cells[place])
        except ValueError as error:
            problem = f"'{cells[place]}' is {error}."
            raise DataTableError(name, number, problem, repair="Write a plain number.") from None
    return found


def _lines(lines: Lines) -> Iterator[tuple[int, str]]:
    if not isinstance(lines, str | Path):
        yield from enumerate(lines, 1)
        return
    # Ids of any encoding are read, and keep their order, as bytes do in trec_eval.
    with Path(lines).open(encoding="utf-8-sig", errors="surrogateescape") as file:
        yield from enumerate(file, 1)


def _grade(text: str) -> float:
    try:
        return float(int(text))
    except ValueError:
        raise ValueError("no whole number") from None


def _score(text: str) -> float:
    try:
        score = float(text)
    except ValueError:
        raise ValueError("no number") from None
    if np.isnan(score):
        raise ValueError("no number that could be ordered")
    with np.errstate(over="ignore"):
        return float(np.float32(score))
