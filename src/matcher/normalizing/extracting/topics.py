"""Tells for each segment of an advert which part of it it stands in, by the headings before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matcher.normalizing.extracting.cues import opening_of
from matcher.normalizing.extracting.segments import Segment
from matcher.normalizing.folding import fold

__all__ = ["topics_of"]


#: Within these parts a heading that is not known opens a part of them.
_GOING_ON = frozenset({"duty", "requirement", "wish", "document"})


@dataclass(slots=True)
class _Part:
    """The part that is open: its topic, the line that opened it, and whether it is a list."""

    topic: str
    line: int
    is_block: bool
    has_items: bool = False

    def ends_at(self, segment: Segment) -> bool:
        """True where a line goes on that is no part of it."""
        if segment.line == self.line:
            return False
        return not self.is_block or (self.has_items and not segment.is_item)


def topics_of(segments: Sequence[Segment]) -> list[str]:
    """The topic of each segment, as its heading says; "" where none is open.

    A heading at the end of its line opens what follows, up to the next heading or the end of the
    list; another one is for its own line.
    """
    topics: list[str] = []
    part: _Part | None = None
    opened: tuple[int, str] | None = None
    for segment in segments:
        if part is not None and segment.opens_line and part.ends_at(segment):
            part = None
        if segment.heading is not None:
            goes_on = part is not None and part.topic in _GOING_ON
            topic = segment.heading or (part.topic if part and goes_on else "")
            if segment.heading or not goes_on:
                part = _Part(topic, segment.line, is_block=segment.closes_line)
        elif part is not None and segment.is_item and segment.line != part.line:
            part.has_items = True
        if meaning := opening_of(fold(segment.body)):
            opened = (segment.line, meaning)
        is_opened = opened is not None and opened[0] == segment.line and segment.heading is None
        topics.append(opened[1] if is_opened and opened else part.topic if part else "")
    return topics
