# The compiled kernels as C++ offers them; `matcher.kernels.compiled` gives them their signatures.

from collections.abc import Callable
from typing import Any

import numpy as np
import numpy.typing as npt

def for_each_item(
    items: int,
    threads: int,
    progress: Callable[[int, int], object] | None,
    work: Callable[[int, int], object],
) -> None: ...
def instruction_sets() -> list[str]: ...
def instruction_set() -> str: ...
def use_instruction_set(name: str) -> None: ...
def score(
    attainment: npt.NDArray[np.float64],
    values: npt.NDArray[np.float64],
    columns: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]: ...
def score_pairs(
    attainment: npt.NDArray[np.float64],
    values: npt.NDArray[np.float64],
    columns: npt.NDArray[np.int64],
    starts: npt.NDArray[np.int64],
    people: npt.NDArray[np.int64],
    jobs: npt.NDArray[np.int64],
) -> npt.NDArray[np.float64]: ...
def scatter_best(
    rows: npt.NDArray[np.int64],
    columns: npt.NDArray[np.int64],
    values: npt.NDArray[np.float64],
    height: int,
    width: int,
) -> npt.NDArray[np.float64]: ...
def any_of_all(
    literals: npt.NDArray[Any],
    terms: npt.NDArray[np.int64],
    clauses: npt.NDArray[np.int64],
    expressions: npt.NDArray[np.int64],
    *,
    best_is_least: bool,
) -> npt.NDArray[Any]: ...
def worst(
    gates: npt.NDArray[np.int16], starts: npt.NDArray[np.int64], members: npt.NDArray[np.int64]
) -> npt.NDArray[np.int16]: ...
def open_days(
    holds: npt.NDArray[np.uint8],
    first: npt.NDArray[np.int32],
    last: npt.NDArray[np.int32],
    starts: npt.NDArray[np.int64],
    gates: npt.NDArray[np.int64],
    opens: npt.NDArray[np.int32],
    closes: npt.NDArray[np.int32],
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int32]]: ...
def judge(
    select: npt.NDArray[np.int16],
    depart: npt.NDArray[np.int16],
    ready: npt.NDArray[np.int16],
    hopeful: npt.NDArray[np.int16],
    slack: npt.NDArray[np.int16],
) -> npt.NDArray[np.int8]: ...

class Ranker:
    def __init__(
        self,
        *,
        values: npt.NDArray[np.float64],
        columns: npt.NDArray[np.int64],
        starts: npt.NDArray[np.int64],
        criteria: int,
        preference: npt.NDArray[np.float64],
        template: npt.NDArray[np.int32],
        order: npt.NDArray[np.int32],
        gate_starts: npt.NDArray[np.int64],
        gates: npt.NDArray[np.int32],
        offers: npt.NDArray[np.int32],
    ) -> None: ...
    def best(
        self,
        values: npt.NDArray[np.float64],
        columns: npt.NDArray[np.int64],
        starts: npt.NDArray[np.int64],
        open: npt.NDArray[np.uint32],
        granted: npt.NDArray[np.uint32],
        stated: npt.NDArray[np.uint8],
        k: int,
        threads: int,
        prune: bool,
        progress: Callable[[int, int], object] | None,
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]: ...

class Applicants:
    def __init__(self, ranker: Ranker, k: int) -> None: ...
    def add(
        self,
        values: npt.NDArray[np.float64],
        columns: npt.NDArray[np.int64],
        starts: npt.NDArray[np.int64],
        open: npt.NDArray[np.uint32],
        granted: npt.NDArray[np.uint32],
        stated: npt.NDArray[np.uint8],
        order: npt.NDArray[np.int32],
        first: int,
        threads: int,
        progress: Callable[[int, int], object] | None,
    ) -> None: ...
    def best(self) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32]]: ...

class TermCounter:
    def __init__(self, keys: npt.NDArray[np.int64], places: npt.NDArray[np.int32]) -> None: ...
    def count(
        self,
        letters: npt.NDArray[np.uint32],
        letter_starts: npt.NDArray[np.int64],
        native: npt.NDArray[np.uint8],
        named: npt.NDArray[np.int32],
        word_starts: npt.NDArray[np.int64],
    ) -> tuple[
        npt.NDArray[np.float32],
        npt.NDArray[np.int32],
        npt.NDArray[np.int64],
        npt.NDArray[np.float32],
    ]: ...

class TokenSets:
    def __init__(
        self,
        letters: npt.NDArray[np.uint32],
        letter_starts: npt.NDArray[np.int64],
        words: npt.NDArray[np.int32],
        row_starts: npt.NDArray[np.int64],
    ) -> None: ...
    def ratios(
        self,
        letters: npt.NDArray[np.uint32],
        letter_starts: npt.NDArray[np.int64],
        words: npt.NDArray[np.int32],
        row_starts: npt.NDArray[np.int64],
        forms: npt.NDArray[np.int32],
    ) -> npt.NDArray[np.float32]: ...

class Finder:
    def __init__(self, shelf: tuple[Any, ...]) -> None: ...
    def best(
        self,
        forms: tuple[Any, ...],
        concepts: tuple[Any, ...],
        added: npt.NDArray[np.float32],
        allowed: npt.NDArray[np.uint8],
        k: int,
    ) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.float32], npt.NDArray[np.int32]]: ...

class Verdicts:
    def __init__(self, board: tuple[Any, ...]) -> None: ...
    def planes(
        self,
        people: tuple[Any, ...],
        *,
        threads: int,
        progress: Callable[[int, int], object] | None,
    ) -> tuple[npt.NDArray[np.uint32], npt.NDArray[np.int64]]: ...
