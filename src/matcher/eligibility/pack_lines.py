"""Finds the lines of a TOML text on which the parts of a rule pack stand, and nesting too deep."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Outline", "Statement"]

#: What opens a string or comment, with what ends it; after a backslash anything may follow.
_ENDS = {
    '"""': re.compile(r'\\.|"""', re.DOTALL),
    "'''": re.compile("'''"),
    '"': re.compile(r'\\.|["\n]', re.DOTALL),
    "'": re.compile(r"['\n]"),
    "#": re.compile(r"\n"),
}
_MARK = re.compile(r"\"\"\"|'''|[\"'#\n\[\]{},=.]")
_HEADER = re.compile(r"\[\[?\s*(.*?)\s*\]", re.DOTALL)
_PART = re.compile(r"\"([^\"]*)\"|'([^']*)'|[^\s.\"']+")
_RULES = ("rules", "rule")


@dataclass(frozen=True, slots=True)
class Statement:
    """A header or a key with its value: the line on which it begins, and the parts of its name."""

    line: int
    name: tuple[str, ...]
    is_header: bool


@dataclass(frozen=True)
class Outline:
    """A TOML text as its statements. It need not be valid: then the lines are a best guess."""

    text: str

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """The headers and keys outside of all brackets, in order."""
        return tuple(self._statements())

    def line_nested(self, deeper_than: int) -> int | None:
        """The first line whose brackets, or whose dotted key, go deeper than that; else None."""
        depth = dots = 0
        for mark, place in _marks(self.text):
            dots = dots + 1 if mark == "." else 0
            depth += (mark in "[{") - (mark in "]}")
            if max(depth, dots) > deeper_than:
                return self.text.count("\n", 0, place) + 1
        return None

    def line_of(self, location: Sequence[str | int]) -> int | None:
        r"""The line (from 1) of a place such as ("rules", 2, "valid_from"); None where it has none.

        A key that is missing is told by the header of its table.

        >>> Outline('[pack]\nid = "a"\n[[rule]]\nid = "b"\n').line_of(("rules", 0, "id"))
        4
        """
        if location and location[0] in _RULES:
            number = location[1] if len(location) > 1 else 0
            headers = [n for n, one in enumerate(self.statements) if _heads(one, "rule")]
            if not isinstance(number, int) or number >= len(headers):
                return self.line_named("rule")
            start, keys = headers[number], location[2:]
        else:
            heads = (n for n, one in enumerate(self.statements) if _heads(one, "pack"))
            start, keys = next(heads, -1), location
            if start < 0:
                return self.line_named("pack")
        name = next((one for one in keys if isinstance(one, str)), None)
        for statement in self.statements[start + 1 :]:
            top, *inner = statement.name or ("",)
            if statement.is_header and (top not in _RULES or not inner):
                break
            if name in (inner if statement.is_header else [top])[:1]:
                return statement.line
        return self.statements[start].line

    def line_named(self, name: str) -> int | None:
        """The line of the first table or key with that name outside of all tables."""
        for statement in self.statements:
            if statement.name[:1] == (name,):
                return statement.line
        return None

    def _statements(self) -> Iterator[Statement]:
        line, start, depth, equals = 1, 0, 0, -1
        for mark, place in (*_marks(self.text), ("\n", len(self.text))):
            depth += (mark in "[{") - (mark in "]}")
            if mark == "=" and depth == 0 and equals < 0:
                equals = place
            if mark == "\n" and depth <= 0:
                written = self.text[start : equals if equals >= 0 else place]
                yield from _statement(written, line, has_value=equals >= 0)
                line += self.text.count("\n", start, place + 1)
                start, depth, equals = place + 1, 0, -1


def _statement(written: str, line: int, *, has_value: bool) -> Iterator[Statement]:
    """What stands before the sign of equality, or the header; nothing for a comment."""
    begin = written.strip()
    if begin and not begin.startswith("#"):
        header = None if has_value else _HEADER.match(begin)
        parts = _PART.finditer(header[1] if header else begin)
        name = tuple(part[1] or part[2] or part[0] for part in parts)
        yield Statement(line, name, is_header=header is not None)


def _heads(statement: Statement, table: str) -> bool:
    return statement.is_header and statement.name == (table,)


def _marks(text: str) -> Iterator[tuple[str, int]]:
    """The signs that build a TOML text, with their places; what strings and comments say is none.

    Each place is looked at once, whatever the text.
    """
    place = 0
    while found := _MARK.search(text, place):
        mark, place = found[0], found.end()
        if mark in _ENDS:
            ends = (one for one in _ENDS[mark].finditer(text, place) if one[0][0] != "\\")
            end = next(ends, None)
            place = len(text) if end is None else end.start() if end[0] == "\n" else end.end()
        else:
            yield mark, found.start()
