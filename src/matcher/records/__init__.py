"""Candidates and vacancies: their records, their tables, and the reading and writing of them."""

from matcher.records.candidate import Candidate, Wishes
from matcher.records.candidates import Candidates
from matcher.records.claims import SECTION_NAMES, Claim, Section, SectionName
from matcher.records.columns import Column, columns_of
from matcher.records.evidence import Evidence, EvidenceGrade, evidence_grades
from matcher.records.reading import read_candidates, read_vacancies
from matcher.records.rejected import Rejected
from matcher.records.requirements import (
    AllOf,
    AnyOf,
    Asked,
    Component,
    Expression,
    OfVacancy,
    Personal,
    Requirement,
    Sex,
)
from matcher.records.vacancies import Vacancies
from matcher.records.vacancy import Vacancy
from matcher.records.writing import write_csv, write_jsonl, write_parquet, write_table

__all__ = [
    "SECTION_NAMES",
    "AllOf",
    "AnyOf",
    "Asked",
    "Candidate",
    "Candidates",
    "Claim",
    "Column",
    "Component",
    "Evidence",
    "EvidenceGrade",
    "Expression",
    "OfVacancy",
    "Personal",
    "Rejected",
    "Requirement",
    "Section",
    "SectionName",
    "Sex",
    "Vacancies",
    "Vacancy",
    "Wishes",
    "columns_of",
    "evidence_grades",
    "read_candidates",
    "read_vacancies",
    "write_csv",
    "write_jsonl",
    "write_parquet",
    "write_table",
]
