"""What two matchers must have in common to be one: their answers, and what they know."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from matcher.engine import Matcher
from matcher.records import Candidate, Vacancy
from matcher.saving.parts import parts_of

__all__ = ["counts", "explanations", "known", "rankings", "reopened"]

_LISTED = ("READY", "NEEDS_PROOF", "TRAINABLE")
#: Longer than any list here.
_ALL = 99


def reopened(matcher: Matcher) -> Matcher:
    """The matcher, saved and loaded; its folder is gone when it answers."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        matcher.save(path)
        return Matcher.load(path, verify=True)


def known(matcher: Matcher) -> tuple[dict[str, Any], dict[str, object]]:
    """Everything that a matcher knows of its vacancies: arrays, by type and values, and tables."""
    parts = parts_of(matcher.index)
    arrays = {name: (one.dtype.str, one.tolist()) for name, one in parts.arrays.items()}
    return {**arrays, "ids": matcher.index.ids.tolist()}, parts.tables


def rankings(matcher: Matcher, people: Sequence[Candidate]) -> list[object]:
    """All that a matcher lists of people and its vacancies, with what it rests on."""
    found = [
        matcher.rank(people, _ALL, verdicts=_LISTED),
        matcher.near_misses(people, _ALL),
        matcher.rank_candidates(people, _ALL, verdicts=_LISTED),
    ]
    return [(list(one), one.unlisted, one.verdicts, one.basis, one.weights) for one in found]


def explanations(
    matcher: Matcher, people: Sequence[Candidate], jobs: Sequence[Vacancy]
) -> list[dict[str, Any]]:
    """Why each pair has its verdict and score, down to the proof."""
    found = [matcher.explain(one, job.id) for one in people for job in jobs]
    return [part.to_dict() for why in found for part in (why, why.proof)]


def counts(matcher: Matcher, people: Sequence[Candidate]) -> list[list[dict[str, Any]]]:
    """Everything that a matcher counts over people and its vacancies."""
    found = (matcher.overview(people), matcher.removals(people), matcher.expiring(people))
    return [one.to_arrow().to_pylist() for one in found]
