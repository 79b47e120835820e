"""What a text was found to mean: a concept with a confidence, or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

__all__ = ["Method", "Resolution"]

Method = Literal["id", "exact", "alias", "similar", "abstained"]


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a text means: a concept with a confidence in [0, 1], or nothing (`abstained`).

    `method` is how it was found: "id", "exact" (a label), "alias", "similar" or "abstained".
    """

    id: str | None
    label: str | None
    kind: str | None
    confidence: float
    method: Method
    text: str

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
