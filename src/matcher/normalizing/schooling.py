"""Reads the schooling that a text asks: levels, and the field or kind of school beside them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from matcher.normalizing.folding import fold
from matcher.normalizing.levels import split_level
from matcher.records.phrases import plain
from matcher.taxonomy.scales import Scale

__all__ = ["Schooling", "read_schooling"]

_VOCATIONAL = "education:smk"
_SECONDARY = "SLTA"
_JOINER = re.compile(r"\s*(?P<slash>/)\s*|\s*,\s*|\s+(?:atau|or|oder)\s+", re.IGNORECASE)
#: One of these beside SMK says that any school of the level will do.
_ANY_SCHOOL = re.compile(
    r"\b(?:sma|slta|smu|ma|k|paket|sederajat|setara|setingkat|equivalent|umum)\b"
)
_SMK = re.compile(r"\b(?:smk|stm|smea|sekolah menengah kejuruan|vocational)\b")
_ANY_FIELD = re.compile(
    r"(?:(?:semua|segala|all|any)\s+(?:jurusan|bidang|majors?|fields?)|jurusan\s+(?:apa saja|bebas)"
    r"|semua|bebas|apa saja)"
)
#: "SMA sampai dengan universitas": the level before it is enough.
_UP_TO = re.compile(r"\s(?:sampai|hingga|s/d|up to|bis)\s", re.IGNORECASE)
_MOST_ALTERNATIVES = 12


class Schooling(NamedTuple):
    """One accepted schooling: the field as it is written, or a concept, or None; and the level."""

    field: str | None
    level: str
    rank: float


def read_schooling(text: str, scale: Scale) -> tuple[Schooling, ...]:
    """The schoolings of which any one is enough; none where the text names no level.

    "SMA/SMK", "SMA/K sederajat", SLTA and Paket C are one level, as adverts of placement
    companies (P3MI), 2019-2025, use them; SMK alone is a restriction to vocational schools. A
    field behind levels with a slash between ("D3/S1 Keperawatan") is that of all of them.

    >>> from matcher.taxonomy import default_taxonomy
    >>> scale = default_taxonomy().scales["education"]
    >>> read_schooling("SMA/SMK sederajat", scale)
    (Schooling(field=None, level='SLTA', rank=3.0),)
    >>> [(one.field, one.level) for one in read_schooling("D3/S1 Keperawatan", scale)]
    [('Keperawatan', 'D3'), ('Keperawatan', 'S1')]
    """
    parts, slashes = _parts(_UP_TO.split(plain(text), maxsplit=1)[0], scale)
    read = [_read(part, scale) for part in parts]
    shared: list[Schooling] = []
    for place, one in enumerate(read):
        if one is None:
            continue
        own = next((later for later in read[place + 1 :] if later and _is_field(later.field)), None)
        is_taken = one.field in {None, _VOCATIONAL} and own is not None
        if is_taken and own is not None and (slashes[place] or one.rank > _secondary(scale)):
            shared.append(one._replace(field=own.field))
        else:
            shared.append(one)
    return tuple(dict.fromkeys(_without_subsumed(shared)))


def _parts(text: str, scale: Scale) -> tuple[list[str], list[bool]]:
    """The alternatives of a text, each with a level, and whether a slash stands behind each."""
    cuts = list(_JOINER.finditer(text))[:_MOST_ALTERNATIVES]
    starts = [0, *(cut.end() for cut in cuts)]
    ends = [*(cut.start() for cut in cuts), len(text)]
    parts = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    if len(parts) == 1 or any(split_level(part, scale)[1] is None for part in parts):
        return [text], [False]
    return parts, [*(cut["slash"] is not None for cut in cuts), False]


def _read(part: str, scale: Scale) -> Schooling | None:
    rest, rank = split_level(part, scale)
    if rank is None:
        return None
    folded = fold(part)
    is_named = rest and not _ANY_FIELD.fullmatch(fold(rest)) and not _SMK.fullmatch(fold(rest))
    field = rest if is_named else None
    if field is None and _SMK.search(folded) and not _ANY_SCHOOL.search(folded):
        field = _VOCATIONAL
    return Schooling(field, scale.label(rank), float(rank))


def _is_field(field: str | None) -> bool:
    return field is not None and field != _VOCATIONAL


def _secondary(scale: Scale) -> float:
    return scale.rank(_SECONDARY) or 0.0


def _without_subsumed(read: Sequence[Schooling]) -> list[Schooling]:
    """The schoolings without those that another one of the same level leaves open anyway."""
    open_ranks = {one.rank for one in read if one.field is None}
    return [one for one in read if one.field is None or one.rank not in open_ranks]
