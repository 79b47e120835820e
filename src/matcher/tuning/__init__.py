"""Weights from judgments: learned, judged on what they were not learned from, recommended or not.

Estimators follow scikit-learn's conventions; importing this package imports scikit-learn.
"""

from matcher.tuning.agreeing import Agreement, JudgesPair, agreement_of
from matcher.tuning.agreement import kendall_tau_b, krippendorff_alpha
from matcher.tuning.intervals import weight_intervals
from matcher.tuning.judgments import Examples, Graded, Judgments, Preferred
from matcher.tuning.learner import WeightLearner
from matcher.tuning.reading_sheets import JudgedSheets, read_sheets
from matcher.tuning.searching import Search, search
from matcher.tuning.sheets import Sheets, prepare_sheets
from matcher.tuning.space import Choice
from matcher.tuning.validating import Gain
from matcher.tuning.yardstick import Yardstick, yardstick

__all__ = [
    "Agreement",
    "Choice",
    "Examples",
    "Gain",
    "Graded",
    "JudgedSheets",
    "JudgesPair",
    "Judgments",
    "Preferred",
    "Search",
    "Sheets",
    "WeightLearner",
    "Yardstick",
    "agreement_of",
    "kendall_tau_b",
    "krippendorff_alpha",
    "prepare_sheets",
    "read_sheets",
    "search",
    "weight_intervals",
    "yardstick",
]
