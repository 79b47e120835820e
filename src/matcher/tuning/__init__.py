"""Weights from judgments: learned, judged on what they were not learned from, recommended or not.

Estimators follow scikit-learn's conventions; importing this package imports scikit-learn.
"""

from matcher.tuning.agreeing import Agreement, JudgesPair, agreement_of
from matcher.tuning.agreement import kendall_tau_b, krippendorff_alpha
from matcher.tuning.intervals import weight_intervals
from matcher.tuning.judgments import Examples, Graded, Judgments, Preferred
from matcher.tuning.learner import WeightLearner
from matcher.tuning.validating import Gain

__all__ = [
    "Agreement",
    "Examples",
    "Gain",
    "Graded",
    "JudgesPair",
    "Judgments",
    "Preferred",
    "WeightLearner",
    "agreement_of",
    "kendall_tau_b",
    "krippendorff_alpha",
    "weight_intervals",
]
