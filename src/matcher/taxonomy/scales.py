"""Ordinal scales: the levels of a test on its own scale, and the credit for what falls short."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from matcher.errors import DataTableError

__all__ = ["MONTHS", "Credit", "Level", "Scale", "fold_level"]

#: The scale of experience, in months.
MONTHS = "months"

_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")


@lru_cache(maxsize=2**12)
def fold_level(text: str) -> str:
    """A level's spelling without case, blanks, points and dashes: `Level N-4` and `n4` are one.

    >>> fold_level("Level N-4")
    'n4'
    """
    plain = unicodedata.normalize("NFKC", text).casefold()
    plain = re.sub(r"\b(?:level|tingkat|band|skor|score|nilai|minimal|min)\b", " ", plain)
    return re.sub(r"[\s\-_.%]+", "", plain)


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a scale: its label, its rank there, and its CEFR level where one is stated."""

    label: str
    rank: float
    cefr: str | None = None


@dataclass(frozen=True)
class Credit:
    """The credit in [0, 1] for a held level against an asked one: 1 from the asked level on.

    `measure` "steps" counts levels below the asked one; "ratio" divides held by asked rank.
    `thresholds` are pairs (threshold, credit), best first.

    >>> Credit("steps", ((1, 0.5), (2, 0.25))).of_steps(2)
    0.25
    """

    measure: str
    thresholds: tuple[tuple[float, float], ...]

    def of_steps(self, below: int) -> float:
        """The credit for being that many levels below the asked one."""
        if below <= 0:
            return 1.0
        return next((credit for most, credit in self.thresholds if below <= most), 0.0)

    def of_ratio(self, held: float, asked: float) -> float:
        """The credit for holding `held` of `asked`."""
        if held >= asked:
            return 1.0
        return next((credit for least, credit in self.thresholds if held >= least * asked), 0.0)

    def check(self, scale: str) -> None:
        """Raise unless the credit rises towards the asked level and stays within [0, 1]."""
        credits = [credit for _, credit in self.thresholds]
        if credits != sorted(credits, reverse=True) or not all(0 <= c <= 1 for c in credits):
            raise DataTableError(
                "credit.csv",
                0,
                f"the credits of '{scale}' do not fall with the distance.",
                repair="Order them: nearer to the asked level, more credit, within [0, 1].",
            )


@dataclass(frozen=True)
class Scale:
    """One scale: levels in rising order, the spellings of each, and the credit below the asked one.

    On a numeric scale (points) a bare number is its own rank.
    """

    name: str
    levels: tuple[Level, ...]
    credit: Credit
    spellings: Mapping[str, float] = field(default_factory=dict)

    @property
    def is_numeric(self) -> bool:
        """True where bare numbers are ranks (points of a test)."""
        return self.credit.measure == "ratio"

    def rank(self, text: str) -> float | None:
        """The rank that a text names, or None where the scale does not know it.

        Of several numbers on a numeric scale ("200/250") the first is the score.
        """
        known = self.spellings.get(fold_level(text))
        if known is not None:
            return known
        if self.is_numeric and (found := _NUMBER.search(text)):
            return float(found[0].replace(",", "."))
        return None

    def label(self, rank: float) -> str:
        """The label of the level with that rank; the number itself between the named levels."""
        return next((level.label for level in self.levels if level.rank == rank), f"{rank:g}")

    def held_level(self, rank: float) -> Level | None:
        """The highest level that a rank reaches."""
        reached = [level for level in self.levels if level.rank <= rank]
        return reached[-1] if reached else None

    def credit_for(self, held: float, asked: float) -> float:
        """The credit in [0, 1] of holding rank `held` where `asked` is asked."""
        if self.credit.measure == "ratio":
            return self.credit.of_ratio(held, asked)
        ranks = [level.rank for level in self.levels]
        return self.credit.of_steps(bisect_left(ranks, asked) - bisect_left(ranks, held))
