"""What a method costs: CPU and wall time, peak memory, and how several measurements spread."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import os
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

import numpy as np

from benchmarks.figures import machine
from matcher.kernels import implementation

__all__ = ["Cost", "Spread", "environment", "measure", "memory_gb", "one_thread", "peak_of"]

T = TypeVar("T")

_GB = 1024**3
_KB = 1024
_STATUS = Path("/proc/self/status")
#: Writing 5 here makes the kernel count the peak anew.
_FORGET_PEAK = Path("/proc/self/clear_refs")
_MEASURED_WITH = ("smk-matcher", "numpy", "scipy", "scikit-learn", "polars")


class Cost(NamedTuple):
    """Seconds of CPU (all threads, and processes that ended meanwhile) and of the wall clock."""

    cpu: float
    wall: float


@dataclass(frozen=True, slots=True)
class Spread:
    """Several measurements of one thing.

    >>> Spread.of([3.0, 1.0, 2.0]).median
    2.0
    """

    median: float
    least: float
    most: float
    quartiles: tuple[float, float]
    count: int

    @classmethod
    def of(cls, values: list[float]) -> Spread:
        """The spread of at least one value."""
        least, low, median, high, most = np.quantile(values, [0, 0.25, 0.5, 0.75, 1]).tolist()
        return cls(median, least, most, (low, high), len(values))

    def to_dict(self) -> dict[str, Any]:
        """For JSON, in four digits."""
        return {
            "median": _rounded(self.median),
            "least": _rounded(self.least),
            "most": _rounded(self.most),
            "quartiles": [_rounded(quartile) for quartile in self.quartiles],
            "count": self.count,
        }


def _rounded(value: float) -> float:
    return float(f"{value:.4g}")


def measure(work: Callable[[], T]) -> tuple[T, Cost]:
    """The result of one call, and what it cost; no garbage is collected meanwhile."""
    collects = gc.isenabled()
    gc.disable()
    try:
        before, wall = _cpu(), time.perf_counter()
        result = work()
        return result, Cost(_cpu() - before, time.perf_counter() - wall)
    finally:
        if collects:
            gc.enable()


def _cpu() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def memory_gb() -> float:
    """The memory that the process has in use now; 0 where the system does not tell."""
    # What was freed but is kept for later would hide that something new was made.
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).malloc_trim(0)
    return _status("VmRSS")


def peak_of(work: Callable[[], T]) -> tuple[T, float]:
    """The result of one call, and the most memory (GB) the process had in use meanwhile.

    Where the system cannot begin to count anew it is the most since the process began.
    """
    try:
        _FORGET_PEAK.write_text("5", encoding="ascii")
    except OSError:
        result = work()
        return result, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * _KB / _GB
    result = work()
    return result, _status("VmHWM")


def _status(name: str) -> float:
    if not _STATUS.exists():
        return 0.0
    for line in _STATUS.read_text(encoding="ascii").splitlines():
        if line.startswith(name):
            return int(line.split()[1]) * _KB / _GB
    return 0.0


def one_thread() -> None:
    """Keep libraries from threads of their own, so that CPU time is spent on the work alone."""
    os.environ["POLARS_MAX_THREADS"] = "1"
    import_module("threadpoolctl").threadpool_limits(1)


def environment(peers: dict[str, str] | None = None) -> dict[str, Any]:
    """Machine, load, kernels, and the versions of what is measured; those of peers are added."""
    versions = {name: version(name) for name in _MEASURED_WITH}
    return {
        "machine": machine(),
        "kernels": implementation(),
        "load_average": [round(one, 2) for one in os.getloadavg()],
        "versions": {**versions, **(peers or {})},
    }
