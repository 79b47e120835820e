"""Measures of ranked lists, of a market's attention, of probabilities; what differences mean.

A ranked list is given by the graded relevance of its items, best rank first: 0 or more where it
was judged; None, NaN or a negative number where nobody judged, which counts as not relevant and
uses up its rank (`bpref` and `judged` treat it apart). An empty list scores 0, and so does one
where nothing is relevant. `matcher.metrics.rows` has the measures for many lists at once.

>>> from matcher import metrics
>>> round(metrics.ndcg([3, 0, 2], k=10, ideal=[3, 2, 1]), 4)
0.84
"""

from matcher.metrics import rows
from matcher.metrics.calibration import (
    Reliability,
    brier,
    expected_calibration_error,
    reliability,
)
from matcher.metrics.comparing import compare
from matcher.metrics.comparison import Compared, Comparison
from matcher.metrics.concentration import congestion, coverage, exposure, gini
from matcher.metrics.inference import (
    Interval,
    PairedTest,
    benjamini_hochberg,
    bootstrap,
    holm,
    randomisation_test,
    wilson,
)
from matcher.metrics.measures import MEASURES
from matcher.metrics.overlap import rank_biased_overlap
from matcher.metrics.ranked import (
    average_precision,
    bpref,
    compatibility,
    judged,
    ndcg,
    precision,
    r_precision,
    rank_biased_precision,
    rank_biased_residual,
    recall,
    reciprocal_rank,
    success,
)
from matcher.metrics.runs import JudgedList, JudgedRun
from matcher.metrics.trec import read_run, read_trec

__all__ = [
    "MEASURES",
    "Compared",
    "Comparison",
    "Interval",
    "JudgedList",
    "JudgedRun",
    "PairedTest",
    "Reliability",
    "average_precision",
    "benjamini_hochberg",
    "bootstrap",
    "bpref",
    "brier",
    "compare",
    "compatibility",
    "congestion",
    "coverage",
    "expected_calibration_error",
    "exposure",
    "gini",
    "holm",
    "judged",
    "ndcg",
    "precision",
    "r_precision",
    "randomisation_test",
    "rank_biased_overlap",
    "rank_biased_precision",
    "rank_biased_residual",
    "read_run",
    "read_trec",
    "recall",
    "reciprocal_rank",
    "reliability",
    "rows",
    "success",
    "wilson",
]
