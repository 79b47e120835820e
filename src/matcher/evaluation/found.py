"""The parts of an evaluation, as values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from matcher.evaluation.cautions import Caution, Said
from matcher.evaluation.choices import Choices
from matcher.evaluation.markets import Market, Overlap
from matcher.evaluation.reaching import Reach, VerdictShare
from matcher.evaluation.score_bins import ScoreBin
from matcher.metrics.comparison import Comparison
from matcher.metrics.runs import JudgedRun

__all__ = ["Found"]


@dataclass(frozen=True)
class Found:
    """Runs measured on judgments, and how far the figures reach.

    `ranking` and `condensed` (lists without what nobody judged) are None where no pair was graded,
    `order` where no two vacancies were told apart. `verdicts` and `scores` are those of the engine,
    and so are `pairs`, the verdicts of all pairs of the cohort. `barred` are the pairs that judges
    call relevant and rules bar.
    """

    choices: Choices
    as_of: date
    said: Said
    candidates: int
    vacancies: int
    baseline: str
    #: How deep lists were looked at where more than k counts: no deeper than the shortest run.
    depth: int
    ranking: Comparison | None
    condensed: Comparison | None
    order: Comparison | None
    overlaps: tuple[Overlap, ...]
    market: tuple[Market, ...]
    reach: tuple[Reach, ...]
    verdicts: tuple[VerdictShare, ...]
    scores: tuple[ScoreBin, ...]
    #: How far scores would be from probabilities of relevance; NaN where no pair was graded.
    calibration_error: float
    pairs: Mapping[str, int]
    cautions: tuple[Caution, ...]
    #: The judged lists of each run, by candidate id; None of it is shown.
    runs: Mapping[str, JudgedRun] = field(repr=False, compare=False)
    barred: tuple[tuple[str, str], ...] = field(repr=False)
