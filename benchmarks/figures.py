"""Figures of a benchmark's inputs beside what was wanted, and the machine they were found on."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from pathlib import Path

import numpy as np

__all__ = ["Figure", "machine"]

_TOLERANCE = 0.1


@dataclass(frozen=True, slots=True)
class Figure:
    """One number of the shape: what was wanted, what the arrays have, its standard error if any.

    >>> print(Figure("programmes", 300, 299))
    programmes                                                300         299     -0.3%
    >>> Figure("programmes", 300, 269).is_near
    False
    """

    name: str
    wanted: float
    found: float
    error: float | None = None

    @property
    def deviation(self) -> float:
        """The deviation as a share of what was wanted; where 0 was, any at all is without end."""
        if self.wanted == 0:
            return 0.0 if self.found == 0 else float("inf")
        return self.found / self.wanted - 1

    @property
    def is_near(self) -> bool:
        """Whether the arrays have what was wanted, within 10 %."""
        return abs(self.deviation) <= _TOLERANCE

    def __str__(self) -> str:
        wanted, found = (f"{number:,.7g}" for number in (self.wanted, self.found))
        error = "" if self.error is None else f"  ± {self.error:.2g}"
        verdict = "" if self.is_near else "  OUT"
        return f"{self.name:49}{wanted:>12}{found:>12}{self.deviation:>+10.1%}{error}{verdict}"


def machine() -> str:
    """The processor, and the versions that numbers depend on, in a line."""
    cpuinfo = Path("/proc/cpuinfo")
    text = cpuinfo.read_text(encoding="utf-8") if cpuinfo.exists() else ""
    models = [line.partition(":")[2].strip() for line in text.splitlines() if "model name" in line]
    name = models[0] if models else platform.processor()
    return (
        f"{platform.machine()} {name}, {os.cpu_count()} cores, "
        f"Python {platform.python_version()}, NumPy {np.__version__}"
    )
