"""Finds the concepts that parts of an advert speak of, in the order of the kinds they may be."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from matcher.normalizing.extracting.marks import Marked, Marks

if TYPE_CHECKING:
    from matcher.normalizing.normalizer import Normalizer
    from matcher.normalizing.resolution import Resolution

__all__ = ["Found", "Request", "concepts_in"]

#: The confidence of a mark, and of a name found as it stands or after qualifiers were taken off.
_MARK = 0.85
_NAME_WITHIN = 0.7
_NAMED = 0.95
#: So many concepts one part of a sentence can list.
_MOST = 4
#: What is longer is no name, and too much for a comparison.
_LONGEST = 160


class Request(NamedTuple):
    """A text, the groups of kinds that it may name, the likeliest first, and the least score.

    `floor` is the score from which the nearest concept of the first group is taken; more than 1
    where none may be taken.
    """

    text: str
    kinds: tuple[tuple[str, ...], ...]
    floor: float


class Found(NamedTuple):
    """A concept, its kind, and the confidence in [0, 1] that it is meant."""

    concept: str
    kind: str
    confidence: float


def concepts_in(
    requests: Sequence[Request], normalizer: Normalizer, marks: Marks
) -> list[tuple[Found, ...]]:
    """The concepts of each text, all of one group of kinds; none where nothing is likely.

    A name goes first, then the marks, then a similar name, and at last the nearest concept.
    """
    named = _resolved(requests, normalizer)
    found = [_by_name_or_mark(request, named, normalizer, marks) for request in requests]
    near = _nearest(
        [one for one, known in zip(requests, found, strict=True) if not known], normalizer
    )
    return [known or near.get(one, ()) for one, known in zip(requests, found, strict=True)]


def _resolved(
    requests: Iterable[Request], normalizer: Normalizer
) -> Mapping[tuple[str, tuple[str, ...]], Found]:
    """The resolution of each text within its first group of kinds."""
    texts: dict[tuple[str, ...], dict[str, None]] = {}
    for request in requests:
        if request.kinds and len(request.text) <= _LONGEST:
            texts.setdefault(request.kinds[0], {})[request.text] = None
    return {
        (one.text, kinds): Found(one.id, one.kind or "", _confidence(one))
        for kinds, several in texts.items()
        for one in normalizer.resolve_many(list(several), kinds=kinds)
        if one.id is not None
    }


def _confidence(found: Resolution) -> float:
    """That of a resolution; what is similar is less sure than a mark beside it."""
    return min(found.confidence, _MARK) if found.method == "similar" else found.confidence


def _by_name_or_mark(
    request: Request,
    named: Mapping[tuple[str, tuple[str, ...]], Found],
    normalizer: Normalizer,
    marks: Marks,
) -> tuple[Found, ...]:
    if len(request.text) > _LONGEST:
        return ()
    name = named.get((request.text, request.kinds[0]))
    if name is not None and name.confidence >= _NAMED:
        return (name,)
    if said := _first_group(request.kinds, marks.sayings.within(request.text), normalizer, _MARK):
        return said
    if name is not None:
        return (name,)
    return _first_group(request.kinds, marks.names.within(request.text), normalizer, _NAME_WITHIN)


def _first_group(
    groups: Iterable[tuple[str, ...]],
    marked: Sequence[Marked],
    normalizer: Normalizer,
    confidence: float,
) -> tuple[Found, ...]:
    """The concepts of the first group of kinds that the marks name."""
    own = (_of_kinds(marked, kinds, normalizer, confidence) for kinds in groups)
    return next((found for found in own if found), ())


def _of_kinds(
    marks: Iterable[Marked], kinds: tuple[str, ...], normalizer: Normalizer, confidence: float
) -> tuple[Found, ...]:
    """The concepts of the marks that are of these kinds, those of the weightiest's kind."""
    known = normalizer.taxonomy.concepts
    own = [known[mark.concept] for mark in marks if mark.concept in known]
    fitting = [concept for concept in own if concept.kind in kinds]
    return tuple(
        Found(concept.id, concept.kind, confidence)
        for concept in fitting
        if concept.kind == fitting[0].kind
    )[:_MOST]


def _nearest(
    requests: Iterable[Request], normalizer: Normalizer
) -> Mapping[Request, tuple[Found, ...]]:
    """The nearest concept of each text within its first group, where it is near enough."""
    wanted: dict[tuple[str, ...], dict[Request, None]] = {}
    for request in requests:
        if request.floor <= 1 and request.text and len(request.text) <= _LONGEST:
            wanted.setdefault(request.kinds[0], {})[request] = None
    found: dict[Request, tuple[Found, ...]] = {}
    for kinds, several in wanted.items():
        hits = normalizer.search([one.text for one in several], k=1, kinds=kinds)
        for request, best in zip(several, hits, strict=True):
            if best and best[0].score >= request.floor:
                score = min(best[0].score, _MARK)
                found[request] = (Found(best[0].id, best[0].kind, score),)
    return found
