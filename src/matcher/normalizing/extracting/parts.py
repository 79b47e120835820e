"""Places the segments of an advert: the title, the part of the advert, how much is asked."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matcher.normalizing.extracting.asking import manner_of
from matcher.normalizing.extracting.cues import cues_in, outside_brackets
from matcher.normalizing.extracting.extraction import Bucket
from matcher.normalizing.extracting.figures import Read
from matcher.normalizing.extracting.segments import Segment
from matcher.normalizing.extracting.topics import topics_of
from matcher.normalizing.modality import Modality
from matcher.taxonomy import Taxonomy

__all__ = ["Part", "country_in", "parts_of", "with_title"]

_LONGEST_TITLE = 160
#: The section that a heading opens.
_TOPIC_SECTIONS = {
    "document": "documents", "language": "languages", "experience": "experience",
    "education": "education", "duty": "duty",
}  # fmt: skip
_TOPIC_MODALITY: dict[str, Modality] = {"wish": "nice", "unneeded": "not_asked"}
#: What the words of these sections say is asked even beside a word for pay or the agency.
_ASKED = frozenset({"certificates", "conditions", "documents"})
#: A country is named near the beginning, in so many words.
_FIRST_PARTS, _LONGEST_COUNTRY = 12, 3
_EDGES = " ,.;:()-–—\uff08\uff09"


class Part(NamedTuple):
    """A segment with its bucket (None: it depends), the sections it may be of, and its manner."""

    segment: Segment
    topic: str
    bucket: Bucket | None
    sections: tuple[str, ...]
    modality: Modality


def with_title(segments: list[Segment], text: str) -> list[Segment]:
    """The segments with those of the first line as one, if that can be a title."""
    if not segments:
        return segments
    line = segments[0].line
    own = [segment for segment in segments if segment.line == line]
    start, end = own[0].start, own[-1].end
    if end - start > _LONGEST_TITLE or len(own) == len(segments):
        return segments
    piece = text[own[0].body_start : end]
    body_start = end - len(piece.lstrip())
    whole = own[0]._replace(end=end, body=piece.strip(), body_start=body_start, heading=None)
    return [whole, *segments[len(own) :]]


def country_in(bodies: Sequence[str], taxonomy: Taxonomy) -> str | None:
    """The first country that is named in the first few parts."""
    for body in bodies[:_FIRST_PARTS]:
        words = body.casefold().split()
        for start in range(len(words)):
            for size in range(_LONGEST_COUNTRY, 0, -1):
                name = " ".join(words[start : start + size]).strip(_EDGES)
                if name in taxonomy.country_names:
                    return taxonomy.countries[name]
    return None


def parts_of(segments: Sequence[Segment], figures: Read) -> list[Part]:
    """The segments as parts of the advert; a word that leads a sentence speaks for all of it."""
    parts: list[Part] = []
    carried: tuple[int, Modality] | None = None
    topics = topics_of(segments)
    has_title = _has_title(segments)
    for place, (segment, topic) in enumerate(zip(segments, topics, strict=True)):
        manner = manner_of(segment.body)
        if manner.modality is not None and manner.is_leading:
            carried = (segment.sentence, manner.modality)
        shared = carried[1] if carried and carried[0] == segment.sentence else None
        modality = manner.modality or shared or _TOPIC_MODALITY.get(topic, "must")
        sections = _sections(segment.body, topic)
        bucket = _fixed_bucket(place, segment, topic, figures, is_title=has_title and not place)
        parts.append(Part(segment, topic, bucket, sections, modality))
    return parts


def _has_title(segments: Sequence[Segment]) -> bool:
    """True where the first segment is a title: its line, or a name in front of all else."""
    if len(segments) < 2:  # noqa: PLR2004 - what stands alone is no title
        return False
    first = segments[0]
    if first.line != segments[-1].line:
        return True
    is_told = any(cues_in(kind, first.body) for kind in ("bucket", "section", "modal"))
    return first.heading is None and not is_told and not any(map(str.isdigit, first.body))


def _sections(body: str, topic: str) -> tuple[str, ...]:
    """The sections that a part may be of, the likeliest first."""
    own = cues_in("section", outside_brackets(body)) or cues_in("section", body)
    if topic == "duty":
        return ("duty", *(one for one in own if one == "languages"))
    told = (_TOPIC_SECTIONS[topic],) if topic in _TOPIC_SECTIONS else ()
    return tuple(dict.fromkeys((*own, *told)))


def _fixed_bucket(
    place: int, segment: Segment, topic: str, figures: Read, *, is_title: bool
) -> Bucket | None:
    """The bucket of a part where it does not depend on the concepts in it."""
    if is_title:
        return "title"
    if segment.heading or not any(map(str.isalnum, segment.body)):
        return "heading"
    if place in figures.bounds:
        return "bound"
    if place in figures.wages:
        return "offer"
    return _bucket_of_topic(topic) or _bucket_of_words(segment.body)


def _bucket_of_topic(topic: str) -> Bucket | None:
    return "offer" if topic == "offer" else "process" if topic == "process" else None


def _bucket_of_words(body: str) -> Bucket | None:
    """The bucket of a part that speaks of pay, of the agency or of how to apply."""
    cues = cues_in("bucket", outside_brackets(body))
    if not cues or not _ASKED.isdisjoint(cues_in("section", body)):
        return None
    return "offer" if cues[0] == "offer" else "process"
