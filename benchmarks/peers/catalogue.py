"""The peers of the speed benchmarks, and how many candidates each is timed on."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from typing import Literal

import numpy as np

from benchmarks.cases import Case, Group
from benchmarks.exact import TopK
from benchmarks.peers.bm25 import Bm25
from benchmarks.peers.choosing import Method
from benchmarks.peers.dense_block import OpenFirst, dense_block_by_sums, dense_block_whole
from benchmarks.peers.dot_topn import DotTopN
from benchmarks.peers.faiss_svd import faiss_flat, faiss_hnsw
from benchmarks.peers.linear_kernel import linear_kernel_by_sums, linear_kernel_whole
from benchmarks.peers.polars_sql import PolarsSql

__all__ = ["PEERS", "InParts", "Kind", "Peer"]

#: documented: exact, used as its documentation shows. tuned: exact, and as quick as NumPy around it
#: makes it. distinct: tuned, and given each distinct row once. inexact: its recall is told.
Kind = Literal["documented", "tuned", "distinct", "inexact"]


@dataclass(frozen=True, slots=True)
class Peer:
    """A method to compare with. `sample`: candidates of a round; `always`: in every row."""

    name: str
    kind: Kind
    build: Callable[[Case], Method]
    sample: int
    always: bool = False


PEERS = (
    Peer("scikit-learn linear_kernel", "documented", linear_kernel_whole, 128, always=True),
    Peer("SciPy CSR @ dense block", "documented", dense_block_whole, 128),
    Peer("sparse_dot_topn, n grows", "documented", DotTopN, 256, always=True),
    Peer("polars SQL", "documented", PolarsSql, 16),
    Peer("scikit-learn linear_kernel, tuned", "tuned", linear_kernel_by_sums, 256, always=True),
    Peer("SciPy CSR @ dense block, tuned", "tuned", dense_block_by_sums, 256, always=True),
    Peer(
        "SciPy CSR @ float32 block, rescored",
        "tuned",
        partial(dense_block_by_sums, single=True),
        256,
        always=True,
    ),
    Peer("SciPy, open vacancies first", "tuned", OpenFirst, 256, always=True),
    Peer(
        "scikit-learn linear_kernel, distinct rows",
        "distinct",
        partial(linear_kernel_by_sums, distinct=True),
        768,
    ),
    Peer(
        "SciPy CSR @ dense block, distinct rows",
        "distinct",
        partial(dense_block_by_sums, distinct=True),
        768,
    ),
    Peer("SVD + faiss flat, 5,000 listed", "inexact", partial(faiss_flat, shortlist=5_000), 256),
    Peer("SVD + faiss HNSW, 2,000 listed", "inexact", partial(faiss_hnsw, shortlist=2_000), 256),
    Peer("tantivy BM25, 5,000 listed", "inexact", partial(Bm25, shortlist=5_000), 256),
)


class InParts:
    """A method on as many threads as parts: each ranks its share of the candidates."""

    def __init__(self, method: Method, parts: int) -> None:
        self._method, self._parts = method, parts

    def best(self, group: Group, k: int) -> TopK:
        """As `Method` says."""
        parts = [group.take(some) for some in np.array_split(np.arange(len(group)), self._parts)]
        with ThreadPoolExecutor(self._parts) as pool:
            found = list(pool.map(lambda part: self._method.best(part, k), parts))
        return TopK(
            np.concatenate([one.vacancies for one in found]),
            np.concatenate([one.scores for one in found]),
        )
