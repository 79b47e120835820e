"""A normalizer's confidence beside the share of right answers, bin by bin, as lines to look at."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from matcher import metrics

__all__ = ["Bin", "Reliability", "reliability"]

_BAR = 40


class Bin(NamedTuple):
    """Answers of like confidence: how many, their mean confidence, the share that is right."""

    answers: int
    confidence: float
    right: float


@dataclass(frozen=True)
class Reliability:
    """The answers of a normalizer by confidence."""

    name: str
    texts: int
    bins: tuple[Bin, ...]

    @property
    def answers(self) -> int:
        """How many of the texts were answered."""
        return sum(one.answers for one in self.bins)

    @property
    def error(self) -> float:
        """The expected calibration error, in [0, 1]; 0 without answers."""
        apart = sum(one.answers * abs(one.confidence - one.right) for one in self.bins)
        return apart / self.answers if self.answers else 0.0

    def lines(self) -> list[str]:
        """The reliability as a picture: `#` up to the share right, `|` at the confidence."""
        title = (
            f"  {self.name}: {self.answers:,} answers of {self.texts:,} texts, "
            f"expected calibration error {self.error:.3f}"
        )
        return [title, *map(_bar, self.bins)]

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {**asdict(self), "answers": self.answers, "error": round(self.error, 4)}


def _bar(one: Bin) -> str:
    drawn = list("#" * round(one.right * _BAR) + " " * (_BAR - round(one.right * _BAR)) + " ")
    drawn[round(one.confidence * _BAR)] = "|"
    return f"    {one.confidence:.3f} {one.right:.3f} {one.answers:>7,} {''.join(drawn)}"


def reliability(name: str, texts: int, answers: Iterable[tuple[float, bool]]) -> Reliability:
    """The reliability of answers, each a confidence in [0, 1] and whether it is right.

    >>> reliability("two", 3, [(1.0, True), (0.75, False)]).error
    0.375
    """
    listed = sorted(answers)
    found = metrics.reliability([sure for sure, _ in listed], [right for _, right in listed])
    bins = zip(found.answers.tolist(), found.promised.tolist(), found.kept.tolist(), strict=True)
    return Reliability(name, texts, tuple(Bin(*one) for one in bins))
