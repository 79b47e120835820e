"""The peer scikit-learn: `linear_kernel`, then argpartition."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt

from benchmarks.cases import Case
from benchmarks.peers.choosing import Method
from benchmarks.peers.products import BySums, Sparse, Whole, sparse, vacancies_whole

__all__ = ["linear_kernel_by_sums", "linear_kernel_whole"]

#: Candidates at once: fewer, and transposing the vacancies at each call takes long; more, and the
#: dense block leaves the cache.
_BLOCK = 32


def linear_kernel_whole(case: Case) -> Method:
    """As documented: the whole score as one product."""
    vacancies = vacancies_whole(case)
    return Whole(case, lambda candidates: _multiply(candidates, vacancies), block=_BLOCK)


def linear_kernel_by_sums(case: Case, *, distinct: bool = False) -> Method:
    """Tuned: the product of the criteria, wishes added where a pair is open."""
    rows = sparse(case.weights if distinct else case.rows, case.criteria)
    return BySums(
        case, lambda candidates: _multiply(candidates, rows), block=_BLOCK, distinct=distinct
    )


def _multiply(candidates: Sparse, vacancies: Sparse) -> npt.NDArray[np.floating[Any]]:
    from sklearn.metrics.pairwise import linear_kernel

    product: npt.NDArray[np.floating[Any]] = linear_kernel(candidates, vacancies)
    return product
