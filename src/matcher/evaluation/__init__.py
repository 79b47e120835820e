"""A ranking against judgments of one's own: measured, compared, told on a model card."""

from matcher.evaluation.card import ModelCard, model_card
from matcher.evaluation.cautions import Caution
from matcher.evaluation.choices import Choices
from matcher.evaluation.evaluating import evaluate
from matcher.evaluation.evaluation import Evaluation
from matcher.evaluation.findings import Finding
from matcher.evaluation.grading import Grades, grades_of
from matcher.evaluation.trec_files import write_trec

__all__ = [
    "Caution",
    "Choices",
    "Evaluation",
    "Finding",
    "Grades",
    "ModelCard",
    "evaluate",
    "grades_of",
    "model_card",
    "write_trec",
]
