"""A ready sample: real requirement patterns of vacancies, and a synthetic cohort of candidates."""

from matcher.sample.cohort import synthetic_cohort
from matcher.sample.loading import Sample, load_sample

__all__ = ["Sample", "load_sample", "synthetic_cohort"]
