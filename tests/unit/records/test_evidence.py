"""Grades of evidence: the table is ordered and complete, and its words are understood."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import CellError
from matcher.records.evidence import Evidence, evidence_grades, parse_evidence


def test_every_grade_has_its_row_strongest_first() -> None:
    grades = evidence_grades()
    assert list(grades) == list(Evidence)
    ranks = [grade.rank for grade in grades.values()]
    assert ranks == [8, 7, 6, 5, 4, 3, 2, 1]
    factors = [grade.factor for grade in grades.values()]
    assert factors == [1.0, 1.0, 1.0, 0.9, 0.8, 0.7, 0.6, 0.5]


def test_a_stronger_grade_never_counts_for_less() -> None:
    ladder = [
        *(Evidence.BNSP, Evidence.UKK, Evidence.INTERNSHIP),
        *(Evidence.SUBJECT_MARK, Evidence.IMPLIED, Evidence.SELF_REPORT),
    ]
    grades = evidence_grades()
    for stronger, weaker in pairwise(ladder):
        assert grades[stronger].rank > grades[weaker].rank
        assert grades[stronger].factor > grades[weaker].factor
        assert grades[stronger].proves >= grades[weaker].proves


def test_only_what_somebody_tested_or_documented_proves() -> None:
    proving = {name for name, grade in evidence_grades().items() if grade.proves}
    assert proving == set(Evidence) - {Evidence.IMPLIED, Evidence.SELF_REPORT}


def test_labels_are_in_both_languages() -> None:
    grade = evidence_grades()[Evidence.INTERNSHIP]
    assert grade.label_en == "internship record (PKL)"
    assert grade.label_id == "praktik kerja lapangan (PKL)"


@given(st.sampled_from(Evidence), st.sampled_from([" ", "_", "-", " _ "]), st.booleans())
def test_case_and_joints_of_a_grade_mean_nothing(
    grade: Evidence,
    joint: str,
    shouted: bool,  # noqa: FBT001
) -> None:
    text = f" {grade.value.replace('_', joint)} "
    assert parse_evidence(text.upper() if shouted else text) is grade


@pytest.mark.parametrize(
    ("word", "grade"),
    [
        ("PKL", Evidence.INTERNSHIP),
        ("Sertifikat  BNSP", Evidence.BNSP),
        ("ijazah", Evidence.DOCUMENT),
        ("nilai rapor", Evidence.SUBJECT_MARK),
        ("self", Evidence.SELF_REPORT),
        ("tes", Evidence.TEST),
        ("uji-kompetensi", Evidence.UKK),
        ("program", Evidence.IMPLIED),
    ],
)
def test_words_of_the_table_are_understood(word: str, grade: Evidence) -> None:
    assert parse_evidence(word) is grade


def test_an_unknown_word_is_refused_with_the_known_ones() -> None:
    with pytest.raises(CellError) as caught:
        parse_evidence("Gossip")
    assert caught.value.value == "Gossip"
    assert caught.value.reason == "'Gossip' is no grade of evidence."
    assert caught.value.repair == (
        "Use one of: bnsp, test, document, ukk, internship, subject_mark, implied, self_report."
    )
