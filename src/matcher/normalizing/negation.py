"""Separates what a phrase says from what it denies: "perawat (Nurse), BUKAN PRT"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from matcher.normalizing.folding import fold
from matcher.normalizing.words import REQUIRED, count_negations

__all__ = ["Said", "split_negated"]

#: A clause ends where what was denied is over; "(" does not end one, as it explains a word.
_CLAUSE = re.compile(
    r"[,;.]+(?=\s|$)|[\n、。]+|\s(?:tapi|tetapi|namun|melainkan|but)\s", re.IGNORECASE
)
_WORD = re.compile(r"[^\W_]+")
_COORDINATION = re.compile(r"\s(?:dan|atau|maupun|serta|and|or|nor|&)\s", re.IGNORECASE)
_ALTERNATIVE = re.compile(r"(?:^|\s)(?:atau|maupun|or|nor)\s", re.IGNORECASE)
_LEADING = re.compile(r"^(?:dan|atau|maupun|serta|and|or|nor|&)\s+", re.IGNORECASE)
_JOINED = re.compile(r"^non", re.IGNORECASE)
_NATIVE_ENDINGS = ("なし", "無し", "不可", "禁止", "없음", "없는", "금지")
#: Behind these a negation denies no thing: a figure is bounded, or more is said than one thing.
_BOUNDING = frozenset(
    {"hanya", "only", "saja", "lebih", "kurang", "more", "less", "melebihi", "older", "cuma"}
)
_COMPARED = frozenset({"dari", "than"})
_EDGES = " \t-–—:,;.("


class Said(NamedTuple):
    """The phrases that a text asserts and those that it denies, each in the text's order."""

    asserted: tuple[str, ...]
    negated: tuple[str, ...]


def split_negated(text: str) -> Said:
    """What a text asserts and what it denies.

    A negation reaches to the end of its clause, over "dan" and "atau", and over a list with commas
    that ends in "atau". "tidak harus" and "tidak lebih dari 40" deny nothing: the one says how much
    is asked, the other is a bound. The job names of placement companies (P3MI), 2019-2025, hold
    job, place and denial in one phrase.

    >>> split_negated("perawat panti Jompo Taiwan (Nurse), BUKAN PRT")
    Said(asserted=('perawat panti Jompo Taiwan (Nurse)',), negated=('PRT',))
    >>> split_negated("tidak bertato, bertindik atau berkacamata").negated
    ('bertato', 'bertindik', 'berkacamata')
    """
    asserted: list[str] = []
    negated: list[str] = []
    clauses = [clause.strip() for clause in _CLAUSE.split(text) if clause and clause.strip()]
    in_scope = 0
    for place, clause in enumerate(clauses):
        before, denied = _split_clause(clause)
        if denied is None and in_scope:
            before, denied = "", clause
        in_scope = max(in_scope - 1, 0)
        if denied is not None and not before:
            in_scope = max(in_scope, _reach(clauses[place + 1 :]))
        if before:
            asserted.append(before)
        if denied is not None:
            negated += _coordinated(denied)
    return Said(tuple(asserted), tuple(negated))


def _split_clause(clause: str) -> tuple[str, str | None]:
    """The part of a clause before its negation and the part that this denies, None without one."""
    words = list(_WORD.finditer(clause))
    for place, word in enumerate(words):
        if not count_negations(fold(word[0])):
            continue
        following = words[place + 1][0].casefold() if place + 1 < len(words) else ""
        if word[0].isascii() and (
            following in _BOUNDING | _COMPARED or fold(following) in REQUIRED
        ):
            continue
        return clause[: word.start()].strip(_EDGES), _denied(clause, word)
    return clause.strip(_EDGES.replace("(", "")), None


def _denied(clause: str, word: re.Match[str]) -> str:
    """What a negating word denies: the words behind it, or a name that it is one word with."""
    if not word[0].isascii():
        denied = clause[word.start() :].rstrip()
        ending = next((one for one in _NATIVE_ENDINGS if denied.endswith(one)), "")
        return denied.removesuffix(ending).rstrip() or denied
    behind = clause[word.end() :]
    if len(word[0]) > len("non") and count_negations(fold(word[0])) and _JOINED.match(word[0]):
        behind = _JOINED.sub("", word[0]) + behind
    closing = behind.count(")") - behind.count("(")
    return (behind.rstrip().removesuffix(")") if closing > 0 else behind).strip(_EDGES)


def _reach(following: list[str]) -> int:
    """How many of the following clauses a list goes on that ends in "atau"."""
    for count, clause in enumerate(following, start=1):
        if _split_clause(clause)[1] is not None:
            return 0
        if _ALTERNATIVE.search(clause):
            return count
    return 0


def _coordinated(denied: str) -> Iterator[str]:
    for part in _COORDINATION.split(_LEADING.sub("", denied)):
        if stripped := part.strip(_EDGES):
            yield stripped
