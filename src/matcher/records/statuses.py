"""Reads how far someone is with a test or paper: passed, in progress, or not had."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import Literal, get_args

from matcher.records.dates import find_days
from matcher.records.phrases import lexer, plain

__all__ = ["Status", "parse_status", "split_status", "without_status"]

Status = Literal["passed", "in_progress", "not_had"]
#: The evidence grade that "Lulus" stands for.
_PASSED = "test"
_LEVEL, _EVIDENCE = 1, 2
#: Shorter words than "Lulus" behind a name ("ya", "v", "no") can be part of it.
_SHORTEST = 5


def parse_status(text: str) -> Status | None:
    """What a cell says about a test or paper; None where it says something else, or nothing.

    Training centres keep one column for each test with Lulus, Proses or `-` (the record form of
    one of them, a public file on GitHub). Proses is not Lulus: it is not had yet. A date beside
    the word is passed over.

    >>> parse_status("Lulus (3 Mei 2025)"), parse_status("Proses"), parse_status("-")
    ('passed', 'in_progress', 'not_had')
    """
    prepared = plain(text)
    for days in reversed(find_days(prepared)):
        prepared = f"{prepared[: days.start]} {prepared[days.end :]}"
    tokens = [token for token in lexer("status").tokens(prepared) if token.meaning not in "().,:"]
    if len(tokens) == 1 and tokens[0].kind == "status":
        return _statuses()[tokens[0].meaning]
    return None


def split_status(text: str) -> tuple[str, Status | None]:
    """The name of a test without the status behind it, and that status.

    >>> split_status("JFT BASIC A2: Proses")
    ('JFT BASIC A2', 'in_progress')
    >>> split_status("SSW Kaigo (Lulus)"), split_status("JLPT N4")
    (('SSW Kaigo', 'passed'), ('JLPT N4', None))
    """
    stripped = text.strip()
    if parse_status(stripped):
        return stripped, None
    for opening in (":", "(", "="):
        name, mark, rest = stripped.rpartition(opening)
        if mark and name.strip() and (status := parse_status(rest)):
            return name.strip(), status
    words = stripped.split()
    for size in (2, 1):
        rest = " ".join(words[-size:])
        if len(words) > size and len(rest) >= _SHORTEST and (status := parse_status(rest)):
            return " ".join(words[:-size]), status
    return stripped, None


def without_status(parts: Sequence[str | None]) -> tuple[str | None, ...] | None:
    """The parts of a claim (what, level, evidence, ...) with a status among them settled.

    "Lulus" is the evidence of a test. What is in progress or not had is no claim at all (None): in
    a complete section what is not listed is not had, and so can still be obtained.

    >>> without_status(("JFT-Basic", "Lulus", None))
    ('JFT-Basic', None, 'test')
    >>> without_status(("JFT-Basic", "A2", "Proses")) is None
    True
    """
    settled = list(parts)
    name, status = split_status(settled[0] or "")
    found = [status] if status else []
    settled[0] = name if status else settled[0]
    for place in (_LEVEL, _EVIDENCE):
        own = parse_status(settled[place] or "") if place < len(settled) else None
        if own is not None:
            found.append(own)
            settled[place] = None
    if any(one != "passed" for one in found):
        return None
    if found and len(settled) > _EVIDENCE and settled[_EVIDENCE] is None:
        settled[_EVIDENCE] = _PASSED
    return tuple(settled)


@cache
def _statuses() -> Mapping[str, Status]:
    return {status: status for status in get_args(Status)}
