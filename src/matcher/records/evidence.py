"""The grades of evidence, from a BNSP certificate down to a person's own word."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache

from matcher.errors import CellError
from matcher.tables import read_data_table

__all__ = ["Evidence", "EvidenceGrade", "evidence_grades", "parse_evidence"]


class Evidence(StrEnum):
    """How a claim is backed, strongest first; factors and labels stand in `evidence.csv`."""

    BNSP = "bnsp"
    TEST = "test"
    DOCUMENT = "document"
    UKK = "ukk"
    INTERNSHIP = "internship"
    SUBJECT_MARK = "subject_mark"
    IMPLIED = "implied"
    SELF_REPORT = "self_report"


@dataclass(frozen=True, slots=True)
class EvidenceGrade:
    """What the table says of a grade: its rank, factor in [0, 1], and whether it proves a must."""

    rank: int
    factor: float
    proves: bool
    label_en: str
    label_id: str


@cache
def evidence_grades() -> Mapping[Evidence, EvidenceGrade]:
    """Every grade with its row of `evidence.csv`.

    >>> evidence_grades()[Evidence.UKK].factor
    0.9
    """
    return {
        Evidence(row.required("grade")): EvidenceGrade(
            rank=int(row.required("rank")),
            factor=float(row.required("factor")),
            proves=row.required("proves") == "yes",
            label_en=row.required("label_en"),
            label_id=row.required("label_id"),
        )
        for row in read_data_table("data/evidence.csv", package="matcher.records")
    }


@cache
def _spellings() -> Mapping[str, Evidence]:
    """Every accepted spelling, folded, with its grade."""
    spellings: dict[str, Evidence] = {}
    for row in read_data_table("data/evidence.csv", package="matcher.records"):
        grade = Evidence(row.required("grade"))
        labels = (row.required("label_en"), row.required("label_id"))
        for name in (grade, *labels, *row.items("aliases")):
            spellings[_fold(name)] = grade
    return spellings


def _fold(text: str) -> str:
    return re.sub(r"[\s_\-]+", " ", text.strip().casefold())


@lru_cache(maxsize=2**10)
def parse_evidence(text: str) -> Evidence:
    """The grade that a word in a cell names, in English or Indonesian.

    >>> parse_evidence("PKL")
    <Evidence.INTERNSHIP: 'internship'>
    """
    grade = _spellings().get(_fold(text))
    if grade is None:
        known = ", ".join(Evidence)
        raise CellError(text, f"'{text}' is no grade of evidence.", repair=f"Use one of: {known}.")
    return grade
