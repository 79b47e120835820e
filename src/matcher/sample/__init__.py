"""A ready sample after real requirement patterns, and generated tables of any size."""

from matcher.sample.cohort import synthetic_cohort
from matcher.sample.generating import GeneratedFiles, generate, generate_files
from matcher.sample.loading import Sample, load_sample
from matcher.sample.misspelling import misspell
from matcher.sample.open_posts import Reproduced, reproduced_margins

__all__ = [
    "GeneratedFiles",
    "Reproduced",
    "Sample",
    "generate",
    "generate_files",
    "load_sample",
    "misspell",
    "reproduced_margins",
    "synthetic_cohort",
]
