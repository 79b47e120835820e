"""The inner loops: arrays in, arrays out, without records, files, logs or chance."""

from matcher.kernels.reference import (
    BARRED,
    MET,
    MISSING,
    NEEDS_PROOF,
    NEVER,
    READY,
    TRAINABLE,
    UNKNOWN,
    SparseRows,
    any_of_all,
    judge,
    scatter_best,
    score,
    score_pairs,
    top_k,
    worst,
)

__all__ = [
    "BARRED",
    "MET",
    "MISSING",
    "NEEDS_PROOF",
    "NEVER",
    "READY",
    "TRAINABLE",
    "UNKNOWN",
    "SparseRows",
    "any_of_all",
    "judge",
    "scatter_best",
    "score",
    "score_pairs",
    "top_k",
    "worst",
]
