"""Reads how far someone is with a test or paper: passed, in progress, or not had."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, get_args

from matcher.records.dates import find_days
from matcher.records.phrases import lexer, phrases_of, plain

__all__ = ["Status", "parse_status", "split_status", "without_status"]

Status = Literal["passed", "in_progress", "not_had"]
#: The evidence grade that "Lulus" stands for.
_PASSED = "test"
_LEVEL, _EVIDENCE = 1, 2
#: Where the dates of a claim begin, which tell no status.
_DATES = 3
#: Words that behind a name can only be a status; "Instrumentasi proses" is the name of a skill.
_SURE = frozenset({"lulus", "belum", "gagal", "passed", "failed"})
#: Shorter words than "Lulus" in a part of a claim ("ya", "v", "no") can be a level.
_SHORTEST = 5
_NOTHING = frozenset({"tidak ada"})


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
    name, rest = _split(text.strip())
    return name, parse_status(rest)


def _split(text: str) -> tuple[str, str]:
    """The name in a text, and the words of a status behind it, if there are any."""
    if parse_status(text):
        return text, ""
    for opening in (":", "(", "="):
        name, mark, rest = text.rpartition(opening)
        if mark and name.strip() and parse_status(rest):
            return name.strip(), rest
    words = text.split()
    for size in (2, 1):
        rest = " ".join(words[-size:])
        is_sure = not _SURE.isdisjoint(rest.casefold().split())
        if len(words) > size and is_sure and parse_status(rest):
            return " ".join(words[:-size]), rest
    return text, ""


def without_status(parts: Sequence[str | None]) -> tuple[str | None, ...] | None:
    """The parts of a claim (what, level, evidence, ...) with a status among them settled.

    "Lulus" is the evidence of a test. What is in progress or not had is no claim at all (None): in
    a complete section what is not listed is not had, and so can still be obtained. A short word
    ("ok", "-") and the grammar's own words for nothing stay what they are: a level.

    >>> without_status(("JFT-Basic", "Lulus", None))
    ('JFT-Basic', None, 'test')
    >>> without_status(("JFT-Basic", "A2", "Proses")) is None
    True
    """
    if not any(_may_tell(part) for part in parts[:_DATES] if part):
        return tuple(parts)
    settled = list(parts)
    found: list[Status] = []
    name, rest = _split((settled[0] or "").strip())
    if (status := parse_status(rest)) and _is_told(rest):
        found.append(status)
        settled[0] = name
    for place in (_LEVEL, _EVIDENCE):
        text = (settled[place] or "").strip() if place < len(settled) else ""
        own = parse_status(text) if _is_told(text) else None
        if own is not None:
            found.append(own)
            settled[place] = None
    if any(one != "passed" for one in found):
        return None
    if found and len(settled) > _EVIDENCE and settled[_EVIDENCE] is None:
        settled[_EVIDENCE] = _PASSED
    return tuple(settled)


def _is_told(text: str) -> bool:
    """True for a text that in a list can only be a status: long, and not the grammar's nothing."""
    words = " ".join(re.findall(r"\w+", text)).casefold()
    return len(words) >= _SHORTEST and words not in _NOTHING


@lru_cache(maxsize=2**14)
def _may_tell(text: str) -> bool:
    """Whether a word for a status stands anywhere in a text."""
    return _hint().search(plain(text)) is not None


@cache
def _hint() -> re.Pattern[str]:
    """Finds a word for a status anywhere: nearly every text has none, and is soon done with."""
    told = sorted(filter(_is_told, phrases_of("status")), key=len, reverse=True)
    return re.compile("|".join(map(re.escape, told)), re.IGNORECASE)


@cache
def _statuses() -> Mapping[str, Status]:
    return {status: status for status in get_args(Status)}
