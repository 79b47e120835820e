"""From texts to concepts: folding, names, levels, durations, and knowing when to abstain."""

from matcher.normalizing.durations import parse_months
from matcher.normalizing.encoders import Encoder
from matcher.normalizing.folding import fold
from matcher.normalizing.labelled import LabelledTexts
from matcher.normalizing.levels import split_level
from matcher.normalizing.normalizer import Hit, Normalizer, Resolution

__all__ = [
    "Encoder",
    "Hit",
    "LabelledTexts",
    "Normalizer",
    "Resolution",
    "fold",
    "parse_months",
    "split_level",
]
