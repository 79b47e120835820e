"""Reads the schooling that a part of an advert asks, and the concept of its field."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from matcher.normalizing.extracting.marks import Marks
from matcher.normalizing.schooling import read_schooling

if TYPE_CHECKING:
    from matcher.normalizing.normalizer import Normalizer

__all__ = ["School", "schools_in"]

_ANY = "education:any"
_MARK = 0.85
_LEVEL_ONLY = 0.9


class School(NamedTuple):
    """A concept of education, its level, and the confidence that it is meant."""

    concept: str
    level: str | None
    confidence: float


def schools_in(text: str, normalizer: Normalizer, marks: Marks) -> tuple[School, ...]:
    """The schoolings of which any one is enough; none where the text names none.

    >>> from matcher.normalizing.normalizer import default_normalizer
    >>> normalizer = default_normalizer()
    >>> marks = Marks.of(normalizer.taxonomy)
    >>> schools_in("lulusan SMK jurusan otomotif", normalizer, marks)[0][:2]
    ('education:teknik-kendaraan-ringan', 'SLTA')
    """
    taxonomy = normalizer.taxonomy
    scale = taxonomy.scales.get("education")
    read = read_schooling(text, scale) if scale is not None else ()
    level = min(read, key=lambda one: one.rank).level if read else None
    known = [
        mark.concept for mark in marks.sayings.within(text) if mark.concept in taxonomy.concepts
    ]
    fields = [one for one in known if taxonomy[one].kind == "education"]
    if fields:
        return tuple(School(one, level, _MARK) for one in fields[:3])
    named = normalizer.resolve(text, kinds=("education",))
    if named.id is not None and (named.id != _ANY or not read):
        return (School(named.id, level, named.confidence),)
    if not read or _ANY not in taxonomy.concepts:
        return ()
    own = [
        School(one.field or _ANY, one.level, _LEVEL_ONLY)
        for one in read
        if one.field is None or one.field in taxonomy.concepts
    ]
    return tuple(own) or (School(_ANY, level, _LEVEL_ONLY),)
