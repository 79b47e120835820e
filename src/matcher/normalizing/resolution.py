"""What a text was found to mean: a concept with a confidence, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from matcher.normalizing.searching import Hit

if TYPE_CHECKING:
    from matcher.normalizing.modality import Modality

__all__ = ["Method", "Resolution"]

Method = Literal["id", "exact", "alias", "similar", "abstained"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text means: a concept with a confidence in [0, 1], or nothing (`abstained`).

    `method` is how it was found: "id", "exact" (a label), "alias", "similar" (a label or alias that
    the text misspells or resembles) or "abstained".

    What was taken off beside the name is kept: the `level` (a rank on the scale of the concept),
    the `months` of experience, the `modality` (how much it is asked), the `place` (a country) and
    what is `negated`. A text that is a name as a whole has nothing beside it. Where the text names
    nothing, the `candidates` are the concepts whose names are most like it, best first; a score is
    the cosine of the names, no confidence.
    """

    id: str | None
    label: str | None
    kind: str | None
    confidence: float
    method: Method
    text: str
    level: float | None = None
    months: float | None = None
    modality: Modality | None = None
    place: str | None = None
    negated: tuple[str, ...] = ()
    candidates: tuple[Hit, ...] = ()

    @property
    def abstained(self) -> bool:
        """True where the text names no known concept."""
        return self.id is None

    @classmethod
    def abstention(cls, text: str) -> Resolution:
        """The answer for a text that names nothing known.

        >>> Resolution.abstention("notaris").abstained
        True
        """
        return cls(None, None, None, 0.0, "abstained", text)
