"""The inner loops: arrays in, arrays out, without records, files, logs or chance.

`reference` defines each of them in plain NumPy, `compiled` has the same in C++ with equal results,
and `choosing` tells which serve here.
"""

from typing import TYPE_CHECKING

from matcher.kernels.choosing import CHOICE, PlainKernels, implementation, note_pairs
from matcher.kernels.ranking_arrays import LANES, NOBODY, Lists, People, Posts, is_open, lanes
from matcher.kernels.reference import (
    BARRED,
    MET,
    MISSING,
    NEEDS_PROOF,
    NEVER,
    NO_DAY,
    READY,
    TRAINABLE,
    UNKNOWN,
    SparseRows,
    Stretches,
)
from matcher.kernels.reference_counting import gram_keys
from matcher.kernels.search_arrays import Best, Counted, Postings, Shelf, Weighed, WordRows, Words

# Both have the same signatures; type checkers read those of the definition.
if TYPE_CHECKING or not CHOICE.is_compiled:
    from matcher.kernels.reference import (
        any_of_all,
        judge,
        open_days,
        scatter_best,
        score,
        score_pairs,
        top_k,
        worst,
    )
    from matcher.kernels.reference_counting import TermCounter
    from matcher.kernels.reference_ranking import Applicants, Ranker
    from matcher.kernels.reference_search import Finder
    from matcher.kernels.reference_token_sets import TokenSets
    from matcher.kernels.reference_verdicts import Verdicts
else:
    from matcher.kernels.compiled import (
        any_of_all,
        judge,
        open_days,
        scatter_best,
        score,
        score_pairs,
        top_k,
        worst,
    )
    from matcher.kernels.compiled_counting import TermCounter
    from matcher.kernels.compiled_ranking import Applicants, Ranker
    from matcher.kernels.compiled_search import Finder
    from matcher.kernels.compiled_token_sets import TokenSets
    from matcher.kernels.compiled_verdicts import Verdicts

__all__ = [
    "BARRED",
    "LANES",
    "MET",
    "MISSING",
    "NEEDS_PROOF",
    "NEVER",
    "NOBODY",
    "NO_DAY",
    "READY",
    "TRAINABLE",
    "UNKNOWN",
    "Applicants",
    "Best",
    "Counted",
    "Finder",
    "Lists",
    "People",
    "PlainKernels",
    "Postings",
    "Posts",
    "Ranker",
    "Shelf",
    "SparseRows",
    "Stretches",
    "TermCounter",
    "TokenSets",
    "Verdicts",
    "Weighed",
    "WordRows",
    "Words",
    "any_of_all",
    "gram_keys",
    "implementation",
    "is_open",
    "judge",
    "lanes",
    "note_pairs",
    "open_days",
    "scatter_best",
    "score",
    "score_pairs",
    "top_k",
    "worst",
]
