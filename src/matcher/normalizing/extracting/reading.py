"""Reads an advert: cuts it into clauses, finds what each is about, and what it asks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from matcher.normalizing.extracting.asking import asserted_part, denies, stage_of
from matcher.normalizing.extracting.concepts import Found, Request, concepts_in
from matcher.normalizing.extracting.cues import cues_in, outside_brackets
from matcher.normalizing.extracting.extraction import Bucket, Clause, Extraction, Span
from matcher.normalizing.extracting.figures import figures_of
from matcher.normalizing.extracting.levels_in import level_in
from matcher.normalizing.extracting.marks import Marks
from matcher.normalizing.extracting.parts import Part, country_in, parts_of, with_title
from matcher.normalizing.extracting.schools import School, schools_in
from matcher.normalizing.extracting.segments import Segment, segments_of
from matcher.normalizing.negation import split_negated

if TYPE_CHECKING:
    from matcher.normalizing.normalizer import Normalizer

__all__ = ["extract"]

#: No advert has more parts of sentences; what is behind them is left unused.
_MOST_SEGMENTS = 2000
_TITLE = ("occupation",)
_ANYWHERE = (("certificate", "document", "condition", "skill"),)
#: The kinds that a section of an advert speaks of, the likeliest first.
_KINDS: dict[str, tuple[tuple[str, ...], ...]] = {
    "languages": (("language",),),
    "experience": (("occupation",),),
    "certificates": (("certificate",), ("language",)),
    "documents": (("document",), ("certificate",)),
    "conditions": (("condition",), ("skill",)),
    "duty": (("skill",), ("condition", "document", "certificate")),
}
#: From these scores on the nearest concept is taken: where the kind is told, where it is likely,
#: in a title; and never.
_TOLD, _LIKELY, _IN_TITLE, _NEVER = 0.6, 0.7, 0.45, 2.0
_BY_TITLE = 0.6
#: Concepts of these kinds are denials themselves ("no tattoo"), or tell of one.
_DENIALS = frozenset({"condition", "document"})


def extract(
    text: str, normalizer: Normalizer, marks: Marks, country: str | None = None
) -> Extraction:
    """What an advert says: its clauses by bucket, what it asks, and its figures.

    `country` is where the work is, which tells the currency of a bare amount; else the first
    country that the text names counts.
    """
    segments = with_title(list(segments_of(text)), text)
    read, behind = segments[:_MOST_SEGMENTS], segments[_MOST_SEGMENTS:]
    where = country or country_in([one.body for one in read], normalizer.taxonomy)
    figures = figures_of(read, where)
    parts = parts_of(read, figures)
    spans = _spans(parts, normalizer, marks)
    clauses = [
        _clause(text, part.segment, part.bucket or _bucket_of(part, own))
        for part, own in zip(parts, spans, strict=True)
    ]
    said = [
        span
        for clause, own in zip(clauses, spans, strict=True)
        if clause.bucket in {"title", "requirement", "duty"}
        for span in own
    ]
    clauses += [_clause(text, segment, "unused") for segment in behind]
    return Extraction(text, where, tuple(clauses), tuple(said), figures.figures)


def _clause(text: str, segment: Segment, bucket: Bucket) -> Clause:
    """The clause of a segment without the blanks around it."""
    piece = text[segment.start : segment.end]
    start = segment.start + len(piece) - len(piece.lstrip())
    end = start + len(piece.strip())
    return Clause(start, end, text[start:end], bucket)


def _bucket_of(part: Part, spans: Sequence[Span]) -> Bucket:
    """The bucket of a part that asks or tells something, or of one that could not be read."""
    is_named = any(span.concept is not None for span in spans)
    if part.segment.heading is not None and not is_named:
        return "heading"
    if part.topic == "duty":
        return "duty"
    if part.topic or is_named:
        return "requirement"
    if cues_in("contract", part.segment.body):
        return "offer"
    return "unused"


# --- what they ask -------------------------------------------------------------------------


def _spans(parts: Sequence[Part], normalizer: Normalizer, marks: Marks) -> list[tuple[Span, ...]]:
    """The spans of each part, in their order."""
    requests = [_requests(part, marks.other_kinds) for part in parts]
    flat = [one for several in requests for one in several]
    answers = dict(zip(flat, concepts_in(flat, normalizer, marks), strict=True))
    title = next(
        (
            answers[several[0]][0]
            for part, several in zip(parts, requests, strict=True)
            if part.bucket == "title" and several and answers[several[0]]
        ),
        None,
    )
    return [
        tuple(_spans_of(part, [answers[one] for one in several], title, normalizer, marks))
        for part, several in zip(parts, requests, strict=True)
    ]


def _requests(part: Part, other: tuple[str, ...]) -> tuple[Request, ...]:
    """What is looked for in a part: in what it asserts, and in all of it."""
    body = part.segment.body
    if part.bucket == "title":
        bare = outside_brackets(body)
        return (Request(bare or body, (_TITLE, other) if other else (_TITLE,), _IN_TITLE),)
    if part.bucket is not None:
        return ()
    kinds, floor = _kinds_of(part)
    kinds = (*kinds, other) if other else kinds
    asserted = asserted_part(body)
    whole = Request(body, kinds, floor)
    if asserted and asserted != body:
        return (Request(asserted, kinds, _NEVER), whole)
    return (whole,)


def _kinds_of(part: Part) -> tuple[tuple[tuple[str, ...], ...], float]:
    """The groups of kinds that a part may name, and from which score on the nearest is taken."""
    own = [kinds for section in part.sections for kinds in _KINDS.get(section, ())]
    if part.topic == "duty":
        return (*own, *_ANYWHERE), _LIKELY
    if split_negated(part.segment.body).negated:
        own.append(("occupation",))
    floor = _TOLD if own else (_LIKELY if part.topic else _NEVER)
    return tuple(dict.fromkeys((*own, *_ANYWHERE))), floor


def _spans_of(
    part: Part,
    answers: Sequence[tuple[Found, ...]],
    title: Found | None,
    normalizer: Normalizer,
    marks: Marks,
) -> Iterator[Span]:
    """The spans of one part: what it asserts goes before what it denies."""
    if not answers:
        return
    is_denial = bool(answers[-1]) and answers[-1][0].kind in _DENIALS
    is_asserted = len(answers) > 1 and bool(answers[0]) and not is_denial
    found = answers[0] if is_asserted else answers[-1]
    schools = _schools(part, normalizer, marks)
    by_school = [(Found(one.concept, "education", one.confidence), one.level) for one in schools]
    named = by_school or [(one, None) for one in _without_doubles(found, normalizer)]
    if not named and title is not None and _is_experience(part, title, normalizer):
        named = [(title._replace(confidence=_BY_TITLE), None)]
    is_choice = len(named) > 1 and bool(cues_in("choice", part.segment.body))
    for one, level in named:
        asked = level or level_in(part.segment.body, one.concept, normalizer.taxonomy)
        yield _span(part, one, asked, is_asserted=is_asserted, is_choice=is_choice)
    if not named and part.bucket is None:
        yield _span(part, None, None, is_asserted=is_asserted, is_choice=False)


def _is_experience(part: Part, title: Found, normalizer: Normalizer) -> bool:
    """True where a part asks for a time in the job itself: "2 yrs site exp."."""
    is_time = level_in(part.segment.body, title.concept, normalizer.taxonomy) is not None
    return is_time and "experience" in part.sections


def _schools(part: Part, normalizer: Normalizer, marks: Marks) -> tuple[School, ...]:
    if part.bucket is not None or part.topic == "duty" or "education" not in part.sections:
        return ()
    return schools_in(part.segment.body, normalizer, marks)


def _without_doubles(found: Sequence[Found], normalizer: Normalizer) -> Iterator[Found]:
    """The concepts without those that another one covers, or is a test of."""
    taxonomy = normalizer.taxonomy
    told = {taxonomy[one.concept].language for one in found}
    for one in found:
        told |= taxonomy.covers.get(one.concept, frozenset()) - {one.concept}
    return (one for one in found if one.concept not in told)


def _span(
    part: Part, found: Found | None, level: str | None, *, is_asserted: bool, is_choice: bool
) -> Span:
    segment = part.segment
    kind = found.kind if found is not None else None
    is_unasked = part.modality == "not_asked"
    is_denied = kind not in _DENIALS and denies(segment.body, is_asserted)
    bucket: Bucket = part.bucket or ("duty" if part.topic == "duty" else "requirement")
    return Span(
        start=segment.body_start,
        end=segment.body_start + len(segment.body),
        text=segment.body,
        bucket=bucket,
        concept=None if found is None else found.concept,
        kind=kind,
        level=level,
        modality="not_asked" if is_denied else part.modality,
        stage=stage_of(segment.body, kind),
        negated=is_unasked or is_denied,
        is_alternative=is_choice,
        confidence=0.0 if found is None else found.confidence,
    )
