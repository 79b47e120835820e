"""Finds the level that a part of an advert asks of a concept, as a requirement takes it."""

from __future__ import annotations

import re

from matcher.normalizing.durations import parse_months
from matcher.taxonomy import Taxonomy
from matcher.taxonomy.scales import Scale

__all__ = ["level_in"]

_NATIVE = r"\u3005-\u30ff\u3400-\u9fff\uac00-\ud7a3"
_WORD = re.compile(rf"[A-Z]\d\+?|\d+(?:[.,]\d+)?|[{_NATIVE}]+|[^\W\d_{_NATIVE}]+", re.IGNORECASE)
_DURATION = re.compile(r"tahun|thn|th|bulan|bln|years?|yrs?|months?|年|月|年間", re.IGNORECASE)
_MOST_WORDS = 2


def level_in(text: str, concept: str, taxonomy: Taxonomy) -> str | None:
    """The level that a text names on the scale of a concept, or the months of an experience.

    Of several levels the lowest is meant.

    >>> from matcher.taxonomy import default_taxonomy
    >>> level_in("JLPT minimal N4 atau N3", "language:jlpt", default_taxonomy())
    'N4'
    >>> level_in("pengalaman 2 tahun", "occupation:welder", default_taxonomy())
    '24 months'
    """
    if concept.startswith("occupation:"):
        months = parse_months(text) if _DURATION.search(text) else None
        return f"{months:g} months" if months else None
    scale = taxonomy.scale_of(concept)
    if scale is None or scale.name == "education":
        return None
    return _lowest(text, scale)


def _lowest(text: str, scale: Scale) -> str | None:
    words = list(_WORD.finditer(text))
    found: list[tuple[float, int, str]] = []
    for first in range(len(words)):
        for last in range(first, min(first + _MOST_WORDS, len(words))):
            window = text[words[first].start() : words[last].end()]
            if scale.is_numeric and not window[0].isdigit():
                continue
            rank = scale.rank(window)
            if rank is not None and rank > 0:
                found.append((rank, len(window), window))
    return min(found)[2] if found else None
