"""Ranking in C++, with the names, the signatures and the results of `reference_ranking`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

import matcher.kernels._native as _native  # noqa: PLR0402 - the package is half imported here
from matcher.kernels.compiled import laid_out
from matcher.kernels.ranking_arrays import Lists, People, Places, Posts
from matcher.kernels.reference import SparseRows

__all__ = ["Applicants", "Ranker"]

Progress = Callable[[int, int], object]


class Ranker:
    """As in `reference_ranking`: templates are visited by bounds, what can enter a list exactly."""

    def __init__(self, posts: Posts) -> None:
        self.posts = posts
        self.native = _native.Ranker(
            **_rows(posts.weights),
            criteria=posts.criteria,
            preference=laid_out(posts.preference, np.float64),
            template=laid_out(posts.template, np.int32),
            order=laid_out(posts.order, np.int32),
            gate_starts=laid_out(posts.gate_starts, np.int64),
            gates=laid_out(posts.gates, np.int32),
            offers=laid_out(posts.offers, np.int32),
        )

    def best(
        self,
        people: People,
        k: int,
        *,
        threads: int = 1,
        prune: bool = True,
        progress: Progress | None = None,
    ) -> Lists:
        """As in `reference_ranking`."""
        found = self.native.best(
            **_people(people), k=k, threads=threads, prune=prune, progress=progress
        )
        return Lists(*found)

    def applicants(self, k: int) -> Applicants:
        """As in `reference_ranking`."""
        return Applicants(self, k)


class Applicants:
    """As in `reference_ranking`."""

    def __init__(self, ranker: Ranker, k: int) -> None:
        self._native = _native.Applicants(ranker.native, k)

    def add(
        self,
        people: People,
        order: Places,
        *,
        first: int = 0,
        threads: int = 1,
        progress: Progress | None = None,
    ) -> None:
        """As in `reference_ranking`."""
        self._native.add(
            **_people(people),
            order=laid_out(order, np.int32),
            first=first,
            threads=threads,
            progress=progress,
        )

    def best(self) -> Lists:
        """As in `reference_ranking`."""
        return Lists(*self._native.best())


def _rows(rows: SparseRows) -> dict[str, npt.NDArray[Any]]:
    return {
        "values": laid_out(rows.values, np.float64),
        "columns": laid_out(rows.columns, np.int64),
        "starts": laid_out(rows.starts, np.int64),
    }


def _people(people: People) -> dict[str, npt.NDArray[Any]]:
    return {
        **_rows(people.attained),
        "open": laid_out(people.open, np.uint32),
        "granted": laid_out(people.granted, np.uint32),
        "stated": laid_out(people.stated, np.uint8),
    }
