"""Ranks overseas vacancies for vocational-school graduates, with verdicts and reasons."""

from matcher.adverts import read_vacancies
from matcher.eligibility.packs import default_packs, read_pack
from matcher.eligibility.rules import RulePack
from matcher.engine import Matcher
from matcher.errors import MatcherError
from matcher.normalizing import Normalizer
from matcher.records import (
    Candidate,
    Candidates,
    Claim,
    Section,
    Vacancies,
    Vacancy,
    read_candidates,
)
from matcher.sample import Sample, load_sample
from matcher.settings import Settings, Weights
from matcher.taxonomy import Taxonomy

__all__ = [
    "Candidate",
    "Candidates",
    "Claim",
    "Matcher",
    "MatcherError",
    "Normalizer",
    "RulePack",
    "Sample",
    "Section",
    "Settings",
    "Taxonomy",
    "Vacancies",
    "Vacancy",
    "Weights",
    "default_packs",
    "load_sample",
    "read_candidates",
    "read_pack",
    "read_vacancies",
]

__version__ = "0.1.0"
