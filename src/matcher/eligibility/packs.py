"""Reads rule packs from TOML files; what a file may not say is refused with its line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from pathlib import Path

from matcher.eligibility.pack_parsing import MOST_BYTES, parse_pack
from matcher.eligibility.rules import RulePack
from matcher.errors import InputError, RulePackError

__all__ = [
    "GENERAL_PACKS",
    "default_packs",
    "distinct_packs",
    "pack_files",
    "read_pack",
    "read_packs",
]

#: What the law says of every destination: first in precedence, before destinations and schemes.
GENERAL_PACKS = ("indonesia-law", "indonesia-closures", "indonesia-zero-cost")


def read_pack(path: str | Path) -> RulePack:
    """Read a rule pack from a TOML file; nothing in it is run.

    A file that is no pack is refused as `RulePackError`, with its line and the reason.

    >>> own = files("matcher.eligibility").joinpath("data", "japan-ssw.toml")
    >>> read_pack(str(own)).title_en
    'Japan: Specified Skilled Worker (SSW)'
    """
    place = Path(path)
    if place.is_dir():
        reason, repair = "It is a folder.", "Give a TOML file, or read it with read_packs."
        raise RulePackError(str(place), None, reason, repair=repair)
    with place.open("rb") as file:
        content = file.read(MOST_BYTES + 1)
    return parse_pack(content, str(place))


def read_packs(paths: Iterable[str | Path]) -> tuple[RulePack, ...]:
    """Read packs from files, or from folders of TOML files, in the order given."""
    return tuple(map(read_pack, pack_files(paths)))


def pack_files(paths: Iterable[str | Path]) -> list[Path]:
    """The files themselves, and the TOML files in the folders, by name."""
    found: list[Path] = []
    for path in map(Path, paths):
        inside = sorted(path.glob("*.toml")) if path.is_dir() else [path]
        if not inside:
            raise InputError(f"{path} holds no rule pack.", repair="Give TOML files, or a folder.")
        found += inside
    return found


@cache
def default_packs() -> tuple[RulePack, ...]:
    """The packs that come with the package.

    >>> default_packs()[0].id
    'indonesia-law'
    """
    folder = files("matcher.eligibility").joinpath("data")
    names = [entry.name for entry in folder.iterdir() if entry.name.endswith(".toml")]
    packs = {name: parse_pack(folder.joinpath(name).read_bytes(), name) for name in sorted(names)}
    return tuple(sorted(packs.values(), key=lambda pack: (_precedence(pack.id), pack.id)))


def _precedence(name: str) -> int:
    return GENERAL_PACKS.index(name) if name in GENERAL_PACKS else len(GENERAL_PACKS)


def distinct_packs(packs: Iterable[RulePack]) -> tuple[RulePack, ...]:
    """The packs in order of precedence, checked as a whole.

    Rules have ids of their own, as a proof names a rule by its id, and replace only rules that
    stand before them: so no two can set each other aside.
    """
    chosen = tuple(packs)
    for repeated in _repeated(pack.id for pack in chosen):
        raise InputError(f"There are two packs '{repeated}'.", repair="Leave one of them out.")
    for repeated in _repeated(rule.id for pack in chosen for rule in pack.rules):
        found = f"The packs have two rules '{repeated}'."
        raise InputError(found, repair="Rename one of them, or leave one pack out.")
    place = {rule.id: n for n, rule in enumerate(rule for pack in chosen for rule in pack.rules)}
    for pack in chosen:
        for rule in pack.rules:
            for name in rule.replaces:
                if place.get(name, -1) >= place[rule.id]:
                    raise InputError(
                        f"The rule '{rule.id}' replaces '{name}', which comes after it.",
                        repair="Put the pack with the rule that replaces behind the other.",
                    )
    return chosen


def _repeated(names: Iterable[str]) -> list[str]:
    """The names that occur several times, in order."""
    return sorted(one for one, times in Counter(names).items() if times > 1)
