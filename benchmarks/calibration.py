"""Is a confidence what it says: of the answers given with .9, are nine of ten right?

The expected calibration error is the mean distance between confidence and share of right answers
over ten bins of equal width, each weighed by its answers. It is taken over the answers given at the
default threshold, and over the best guess for every text (threshold 0).
"""

from __future__ import annotations

from collections.abc import Sequence

from benchmarks import phrases
from benchmarks.normal_sets import NormalSet, parity
from benchmarks.reliability import Reliability, reliability
from matcher import Normalizer, Taxonomy

__all__ = ["of_phrases", "of_set"]


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
