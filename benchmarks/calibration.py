"""Is a confidence what it says: of the answers given with .9, are nine of ten right?

The expected calibration error is the mean distance between confidence and share of right answers
over ten bins of equal width, each weighed by its answers. It is taken over the answers given at the
default threshold, and over the best guess for every text (threshold 0).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

import numpy as np

from benchmarks import phrases
from benchmarks.normal_sets import NormalSet, parity
from matcher import Normalizer, Taxonomy

__all__ = ["Bin", "Reliability", "of_phrases", "of_set", "reliability"]

_BINS = 10
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
    confidence = np.array([one for one, _ in listed])
    right = np.array([is_right for _, is_right in listed], dtype=np.float64)
    places = np.minimum((confidence * _BINS).astype(int), _BINS - 1)
    bins = tuple(
        Bin(int(chosen.sum()), float(confidence[chosen].mean()), float(right[chosen].mean()))
        for chosen in (places == place for place in range(_BINS))
        if chosen.any()
    )
    return Reliability(name, texts, bins)


def of_set(task: NormalSet) -> list[Reliability]:
    """The reliability on the odd half of a set."""
    odd = task.half("odd")
    asked = [(query.text, query.relevant) for query in odd.queries]
    return _both(f"{task.name}, odd half", task.taxonomy, asked)


def of_phrases() -> list[Reliability]:
    """The reliability on the odd half of the phrases, those included that mean nothing.

    The half goes by the id of a phrase: the texts of the file were chosen by their own hash. Each
    phrase is asked as it stands and with typing slips.
    """
    odd = [
        phrases.Phrase(row["raw"], phrases.meanings(row["expected"]))
        for row in phrases.rows("phrase_gold.csv")
        if parity(row["id"]) == "odd"
    ]
    asked = [(one.text, one.expected) for one in [*odd, *phrases.perturbed(odd)]]
    return _both("phrases and their slips, odd half", None, asked)


def _both(
    name: str, taxonomy: Taxonomy | None, asked: Sequence[tuple[str, frozenset[str]]]
) -> list[Reliability]:
    """At the default threshold and without one."""
    return [
        _resolved(f"{name}, as answered", Normalizer(taxonomy), asked),
        _resolved(f"{name}, best guesses", Normalizer(taxonomy, threshold=0.0), asked),
    ]


def _resolved(
    name: str, normalizer: Normalizer, asked: Sequence[tuple[str, frozenset[str]]]
) -> Reliability:
    found = normalizer.resolve_many([text for text, _ in asked])
    answers = (
        (answer.confidence, answer.id in expected)
        for answer, (_, expected) in zip(found, asked, strict=True)
        if answer.id is not None
    )
    return reliability(name, len(asked), answers)
