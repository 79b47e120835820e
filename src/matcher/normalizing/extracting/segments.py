"""Cuts an advert into segments: lines, sentences and the parts of a list; no letter is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from matcher.normalizing.extracting.cues import heading_at

__all__ = ["Segment", "segments_of"]

#: A longer run without any mark is cut all the same.
_LONGEST = 300
_LINE = re.compile(r"[^\n\r\v\f\x1c-\x1e\x85\u2028\u2029]+")
#: Marks in front of an item of a list.
_ITEM = re.compile(
    r"\s*(?:[-*>•●○◎◆◇■□△▲▼★☆※・–—+~→✓✔☑]+|\(?\d{1,2}[.)](?!\d)|[a-z][.)](?=\s))\s*", re.IGNORECASE
)
_INNER_MARK = re.compile(r"[•●○◎◆◇■□△▲▼★☆※]")
_SENTENCE_END = re.compile(r"[.!?;]+(?=\s)|[\u3002\uff01\uff1f\uff1b]+")
_NATIVE = r"\u3040-\u30ff\u3400-\u9fff"
_PART_END = re.compile(
    r",(?=\s)|[\u3001\uff0c\uff0f]|,(?=[^\W\d_])"
    rf"|(?<=[{_NATIVE}])/(?=[{_NATIVE}])"
)
#: What stands in brackets explains what is before it and is not cut.
_BRACKETED = re.compile(r"[(\uff08\[][^()\uff08\uff09\[\]\n]{0,80}[)\uff09\]]")
#: Short words that end with a point which is no end of a sentence; behind those of the second
#: list a capital letter begins one all the same.
_SHORTENED = re.compile(
    r"(?:^|[\s(/])(?:min|max|maks|bhs|pend|no|tgl|jl|exp|edu|lang|dok|hub|st|dr|mr|mrs|ms|pt|cv|"
    r"approx|incl|excl|dll|e\.g|i\.e|pref|tlp|telp|wa)$",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"(?:^|[\s\d(/])(?:thn|th|bln|yrs|yr|mths|hrs|hr|nos|etc|dst|dsb|cm|kg)$", re.IGNORECASE
)
_COLONS = (":", "\uff1a")
_EDGES = " \t.,;:!?|/\u3000\u3001\u3002\uff0c\uff0f\uff1b\uff1a\uff01\uff1f"


class Segment(NamedTuple):
    """A piece of a text from `start` up to `end`, and what of it is read (`body`).

    `line` and `sentence` count from 0; `is_item` tells that its line is an item of a list.
    `heading` is what a heading opens, "" for one that is not known; None where it is none.
    """

    start: int
    end: int
    body: str
    body_start: int
    line: int
    sentence: int
    is_item: bool
    opens_line: bool
    heading: str | None = None
    closes_line: bool = False


def segments_of(text: str) -> Iterator[Segment]:
    """The segments of a text in their order: together they hold every letter that is not blank.

    >>> [one.body for one in segments_of("Syarat: usia 20-35, SMK (semua jurusan). Gaji 5,5 juta")]
    ['Syarat', 'usia 20-35', 'SMK (semua jurusan)', 'Gaji 5,5 juta']
    """
    sentence = 0
    for number, line in enumerate(_LINE.finditer(text)):
        if not line[0].strip():
            continue
        for segment in _of_line(text, line.start(), line.end(), number, sentence):
            sentence = segment.sentence
            yield segment
        sentence += 1


def _of_line(text: str, start: int, end: int, number: int, sentence: int) -> Iterator[Segment]:
    item = _ITEM.match(text, start, end)
    is_item = item is not None
    line = text[start:end].rstrip()
    closing = start if line.endswith(_COLONS) else start + len(line)
    opens = True
    for first, last, is_sentence in _pieces(text, start, end):
        if is_sentence and not opens:
            sentence += 1
        for low, high, heading in _with_heading(text, first, last, may_open=is_sentence):
            body_start, body = _body(text, low, high)
            closes = high >= closing
            yield Segment(
                low, high, body, body_start, number, sentence, is_item, opens, heading, closes
            )
            opens = False


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """The pieces between the cuts of a line, each with whether it begins a sentence.

    A piece that would hold no letter or digit stays with the one before it, unless it is long.
    """
    first, opens = start, True
    for cut, is_sentence in _cuts(text, start, end):
        if cut - first >= _LONGEST or any(map(str.isalnum, text[first:cut])):
            yield first, cut, opens
            first, opens = cut, is_sentence
    if first == start or text[first:end].strip():
        yield first, end, opens


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, bool]]:
    """Where a line is cut, and whether a sentence begins there."""
    closed = [found.span() for found in _BRACKETED.finditer(text, start, end)]
    marks = {found.end(): True for found in _SENTENCE_END.finditer(text, start, end)}
    marks |= {found.start(): True for found in _INNER_MARK.finditer(text, start + 1, end)}
    marks = {found.end(): False for found in _PART_END.finditer(text, start, end)} | marks
    place, latest = 0, start
    for cut in [*sorted(marks), end]:
        while cut - latest > _LONGEST:
            latest += _LONGEST
            yield latest, False
        while place < len(closed) and closed[place][1] <= cut - 1:
            place += 1
        within = place < len(closed) and closed[place][0] < cut - 1 < closed[place][1]
        if cut < end and not within and not _is_shortened(text, start, cut):
            latest = cut
            yield cut, marks[cut]


def _is_shortened(text: str, start: int, cut: int) -> bool:
    """True where a point ends a shortened word, or the number of an item."""
    if text[cut - 1] != ".":
        return False
    before = text[max(start, cut - 12) : cut - 1]
    if _UNIT.search(before):
        return not text[cut : cut + 2].strip().isupper()
    is_number = not text[start : cut - 1].strip(" (").strip("0123456789")
    return is_number or bool(_SHORTENED.search(before))


def _with_heading(
    text: str, first: int, last: int, *, may_open: bool
) -> Iterator[tuple[int, int, str | None]]:
    """A piece, or the heading in front of it and the rest."""
    found = heading_at(text[first:last]) if may_open else None
    if found is None:
        yield first, last, None
        return
    size, meaning = found
    cut = first + size
    if any(map(str.isalnum, text[cut:last])):
        yield first, cut, meaning
        yield cut, last, None
    else:
        yield first, last, meaning


def _body(text: str, low: int, high: int) -> tuple[int, str]:
    """What is read of a piece: without the marks in front of it and those at its ends."""
    item = _ITEM.match(text, low, high)
    start = item.end() if item is not None and item.end() < high else low
    piece = text[start:high]
    body = piece.lstrip(_EDGES)
    start += len(piece) - len(body)
    return start, body.rstrip(_EDGES)
