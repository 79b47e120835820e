"""Makes a rule pack of the bytes of a TOML file, within bounded time and memory, or refuses it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from typing import Any

from pydantic import ValidationError

from matcher.eligibility.pack_lines import Outline
from matcher.eligibility.rules import MOST_RULES, Rule, RulePack
from matcher.errors import RulePackError

__all__ = ["MOST_BYTES", "parse_pack"]

#: Packs are read by people. The package's own have some ten thousand bytes and a depth of six.
MOST_BYTES = 1_000_000
_DEEPEST = 24
_LONGEST_REASON = 300
_TABLES = frozenset({"pack", "rule"})
#: The parts of a place that are names of our own forms, not keys of the file.
_FORMS = frozenset({"Asked", "Personal", "OfVacancy", "AnyOf", "AllOf"})
_TOLD = re.compile(r"(.*?)(?: \(at (?:line (\d+), column \d+|(end of document))\))?", re.DOTALL)


def parse_pack(content: bytes, name: str) -> RulePack:
    r"""The pack that the bytes of a TOML file are; `name` is what errors call the file.

    >>> parse_pack(b"[pack]\nid = 1", "mine.toml")
    Traceback (most recent call last):
    ...
    matcher.errors.RulePackError: mine.toml, line 2: id: Input should be a valid string. Correct it.
    """
    return _Reading(content, name).pack()


class _Reading:
    """One file on its way to a pack, which knows how to refuse itself."""

    def __init__(self, content: bytes, name: str) -> None:
        self._content = content
        self._name = name
        self._outline = Outline("")

    def pack(self) -> RulePack:
        """The pack."""
        tables = self._tables()
        header = tables.get("pack")
        if not isinstance(header, dict):
            raise self._refused(
                None, "It has no table [pack].", repair="Give id, version and titles there."
            )
        unknown = sorted((tables.keys() - _TABLES) | (header.keys() & {"rules"}))
        if unknown:
            # A misspelt table must not silently take its rules along.
            line = self._outline.line_named(unknown[0]) or self._outline.line_of(unknown[:1])
            reason = f"The table '{unknown[0]}' is not known."
            raise self._refused(line, reason, repair="Write rules under [[rule]].")
        rules = tables.get("rule", [])
        self._check_rules(rules)
        try:
            pack = RulePack.model_validate({**header, "rules": rules})
        except ValidationError as error:
            details = error.errors(include_url=False, include_context=False, include_input=False)
            raise self._fault(details[0]) from None
        self._check_ids(pack)
        return pack

    def _check_rules(self, rules: object) -> None:
        """Refuse what is no list of rules, or too long a one to validate each rule."""
        if not isinstance(rules, list):
            line, reason = self._outline.line_named("rule"), "'rule' is no list of tables."
            raise self._refused(line, reason, repair="Write each rule under [[rule]].")
        if len(rules) > MOST_RULES:
            line = self._outline.line_of(("rules", MOST_RULES))
            reason = f"It has more than {MOST_RULES:,} rules."
            raise self._refused(line, reason, repair="Make it several packs.")

    def _tables(self) -> dict[str, Any]:
        """The tables of the file, of bounded size and depth.

        Depth is bounded before parsing: the parser calls itself once per bracket, and its time
        grows with the square of the parts of a dotted key.
        """
        if len(self._content) > MOST_BYTES:
            reason = f"It has more than {MOST_BYTES:,} bytes."
            raise self._refused(None, reason, repair="Make it several packs.")
        try:
            text = self._content.decode("utf-8-sig").replace("\r\n", "\n")
        except UnicodeDecodeError as error:
            line = self._content.count(b"\n", 0, error.start) + 1
            raise self._refused(
                line, "It is no UTF-8 text.", repair="Save the file as UTF-8."
            ) from None
        self._outline = Outline(text)
        nested = self._outline.line_nested(_DEEPEST)
        if nested is not None:
            raise self._too_deep(nested)
        try:
            tables = tomllib.loads(text)
        except ValueError as error:
            raise self._no_toml(error, text) from None
        self._check_depth(tables)
        return tables

    def _no_toml(self, error: ValueError, text: str) -> RulePackError:
        told = _TOLD.fullmatch(f"{error}")
        reason, line, is_end = told.groups() if told else (f"{error}", None, None)
        at = int(line) if line else text.rstrip("\n").count("\n") + 1 if is_end else None
        return self._refused(at, f"It is no TOML: {reason}.", repair="Correct that line.")

    def _check_depth(self, tables: dict[str, Any]) -> None:
        """Refuse what dotted keys and headers, each short enough, nest too deep together."""
        for key, value in tables.items():
            for place, part in enumerate(value if isinstance(value, list) else [value]):
                if _depth(part) > _DEEPEST:
                    raise self._too_deep(self._outline.line_of((key, place)))

    def _too_deep(self, line: int | None) -> RulePackError:
        reason = f"It is nested more than {_DEEPEST} deep."
        return self._refused(line, reason, repair="Write it flat.")

    def _fault(self, fault: Mapping[str, Any]) -> RulePackError:
        """The first fault of a pack, with its line, the rule it stands in, and its place."""
        location = fault["loc"]
        in_rule = location[:1] == ("rules",)
        inside = [one for one in location[2 * in_rule :] if one not in _FORMS]
        where = " > ".join(map(str, inside))
        reason = fault["msg"].removeprefix("Value error, ").rstrip(".")
        repair = "Correct it."
        if fault["type"] == "extra_forbidden":
            reason = "this key is not known"
            known = (Rule if in_rule else RulePack).model_fields if len(inside) == 1 else {}
            near = get_close_matches(str(inside[-1])[:100], known.keys(), n=1)
            repair = f"Did you mean '{near[0]}'?" if near else "Remove it."
        elif fault["type"] == "union_tag_invalid":
            reason = "it is no table"
            repair = "Write a table such as { section = ..., what = ... } or { age_min = 18 }."
        told = f"{where}: {reason}." if where else f"{reason[:1].upper()}{reason[1:]}."
        return self._refused(self._outline.line_of(location), told, repair=repair)

    def _check_ids(self, pack: RulePack) -> None:
        """Rules have distinct ids and replace only rules before them."""
        place: dict[str, int] = {}
        known = {rule.id: number for number, rule in enumerate(pack.rules)}
        for number, rule in enumerate(pack.rules):
            if rule.id in place:
                first = self._outline.line_of(("rules", place[rule.id], "id"))
                reason = f"The id '{rule.id}' is that of the rule on line {first}."
                line = self._outline.line_of(("rules", number, "id"))
                raise self._refused(line, reason, repair="Give each rule its own.")
            place[rule.id] = number
            for other in rule.replaces:
                if known.get(other, -1) > number:
                    reason = f"'{rule.id}' replaces '{other}', which comes after it."
                    line = self._outline.line_of(("rules", number, "replaces"))
                    raise self._refused(line, reason, repair="Put it behind the other.")

    def _refused(self, line: int | None, reason: str, *, repair: str) -> RulePackError:
        """The refusal, in one line whatever the file holds."""
        told = "".join(sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}"
                       for sign in reason[:_LONGEST_REASON])  # fmt: skip
        cut = "..." if len(reason) > _LONGEST_REASON else ""
        return RulePackError(self._name, line, f"{told}{cut}", repair=repair)


def _depth(value: object) -> int:
    """How many tables and lists lie in each other, not followed deeper than is allowed."""
    depth, level = 0, [value]
    while level and depth <= _DEEPEST:
        level = [part for one in level for part in _parts(one) if isinstance(part, dict | list)]
        depth += bool(level)
    return depth


def _parts(value: object) -> Iterable[object]:
    if isinstance(value, dict):
        return value.values()
    return value if isinstance(value, list) else ()
