"""Compares rule packs rule by rule and field by field: what was added, removed and changed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from matcher.eligibility.rules import RulePack
from matcher.records.base import Record

__all__ = ["RuleChange", "compare_packs"]

Fields = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class RuleChange:
    """One rule that differs, or a pack (rule None), with its fields as (field, old, new).

    The fields of what is added or removed are not listed.
    """

    what: Literal["added", "removed", "changed"]
    pack: str
    rule: str | None = None
    fields: tuple[tuple[str, str, str], ...] = ()

    def __str__(self) -> str:
        """As `changed japan-ssw, rule japan-ssw-age: valid_to '' > '2027-03-31'`, in words."""
        place = self.pack if self.rule is None else f"{self.pack}, rule {self.rule}"
        fields = "; ".join(f"{name} '{old}' > '{new}'" for name, old, new in self.fields)
        return f"{self.what} {place}" + (f": {fields}" if fields else "")


def compare_packs(old: Iterable[RulePack], new: Iterable[RulePack]) -> tuple[RuleChange, ...]:
    """Every pack and rule by which two sets of packs differ, in the order of ids.

    The order of packs and of their rules makes no difference.

    >>> pack = RulePack(id="p", version="1", title_en="a", title_id="b", rules=())
    >>> later = pack.model_copy(update={"version": "2"})
    >>> [str(change) for change in compare_packs([pack], [later])]
    ["changed p: version '1' > '2'"]
    """
    before, after = ({pack.id: pack for pack in packs} for packs in (old, new))
    return tuple(_changes(before, after))


def _changes(before: Mapping[str, RulePack], after: Mapping[str, RulePack]) -> Iterator[RuleChange]:
    heads = (
        {name: _fields(pack, leaving_out="rules") for name, pack in packs.items()}
        for packs in (before, after)
    )
    told = {name: (what, fields) for what, name, fields in _differing(*heads)}
    for pack in sorted(before.keys() | after.keys()):
        if pack in told:
            what, fields = told[pack]
            yield RuleChange(what, pack, None, fields)
        rules = (
            {rule.id: _fields(rule) for rule in packs[pack].rules} if pack in packs else {}
            for packs in (before, after)
        )
        for what, name, fields in _differing(*rules):
            yield RuleChange(what, pack, name, fields)


def _differing(
    before: Mapping[str, Fields], after: Mapping[str, Fields]
) -> Iterator[tuple[Literal["added", "removed", "changed"], str, tuple[tuple[str, str, str], ...]]]:
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            yield "added", name, ()
        elif name not in after:
            yield "removed", name, ()
        elif before[name] != after[name]:
            old, new = before[name], after[name]
            pairs = ((field, old.get(field, ""), new.get(field, "")) for field in {**old, **new})
            yield "changed", name, tuple(one for one in pairs if one[1] != one[2])


def _fields(record: Record, *, leaving_out: str | None = None) -> dict[str, str]:
    """The fields of a pack or rule that say something, as text."""
    values = record.model_dump(mode="json", exclude_defaults=True, exclude_none=True)
    return {
        name: value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        for name, value in values.items()
        if name != leaving_out
    }
