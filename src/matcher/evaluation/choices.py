"""What an evaluation was asked for: lengths of lists, levels, and how chance is judged."""

from __future__ import annotations

from dataclasses import dataclass

from matcher.errors import InputError
from matcher.evaluation.grading import Combining
from matcher.metrics.comparing import Correction

__all__ = ["Choices"]

#: The measures of lists, each of the first k.
_MEASURES = ("ndcg", "map", "mrr", "precision", "recall", "success", "bpref")
#: Those that unjudged items of a list lower.
_CONDENSED = ("ndcg", "map", "mrr", "precision")


@dataclass(frozen=True)
class Choices:
    """All that a paper has to state of an evaluation beside its data.

    Measures are of the first `k` of lists; lists go `depth` deep where more than k counts
    (condensed lists, overlap, order). The others are those of `grades_of` and of
    `matcher.metrics.compare`.
    """

    k: int = 10
    depth: int = 100
    level: float | None = None
    judges: Combining = "mean"
    correction: Correction = "holm"
    confidence: float = 0.95
    repeats: int = 10_000
    seed: int = 0

    def __post_init__(self) -> None:
        if self.k < 1 or self.depth < self.k:
            raise InputError(
                f"k is {self.k}, the depth of lists {self.depth}.",
                repair="Give k from 1 on, and lists at least as deep.",
            )

    @property
    def measures(self) -> tuple[str, ...]:
        """The names of the measures, such as "ndcg@10"."""
        return tuple(f"{name}@{self.k}" for name in _MEASURES)

    @property
    def condensed(self) -> tuple[str, ...]:
        """The names of those that are also of lists without what nobody judged."""
        return tuple(f"{name}@{self.k}" for name in _CONDENSED)
