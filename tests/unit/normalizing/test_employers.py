"""What kind of employer a vacancy is for: stated, else told by the job, unless it is denied."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.rules import EmployerType
from matcher.normalizing.employers import Employer, employer_of, employer_types_of_jobs
from matcher.taxonomy import default_taxonomy

MAID, NURSE = "occupation:domestic-worker", "occupation:nurse"
TYPES = get_args(EmployerType)


def test_what_is_stated_goes_first() -> None:
    assert employer_of("institution", MAID) == Employer("institution", is_stated=True)
    assert employer_of("household", NURSE, [MAID]) == Employer("household", is_stated=True)


def test_a_job_may_tell_the_type() -> None:
    assert employer_of(None, MAID) == Employer("household")
    assert employer_of(None, NURSE) == Employer()


def test_what_the_title_denies_is_not_the_type() -> None:
    assert employer_of(None, NURSE, [MAID]) == Employer(denied=frozenset({"household"}))
    assert employer_of(None, MAID, [MAID]).type is None
    assert employer_of(None, NURSE, ["?something", NURSE]) == Employer()


@pytest.mark.parametrize(
    ("employer", "asked", "answer"),
    [
        (Employer("household"), ["household"], True),
        (Employer("household"), ["company", "household"], True),
        (Employer("household"), ["company"], False),
        (Employer(), ["household"], None),
        (Employer(denied=frozenset({"household"})), ["household"], False),
        (Employer(denied=frozenset({"household"})), ["household", "company"], None),
        (Employer("company", denied=frozenset({"household"})), ["household"], False),
    ],
)
def test_an_employer_is_is_not_or_may_be_of_a_type(
    employer: Employer, asked: list[str], *, answer: bool | None
) -> None:
    assert employer.may_be(asked) is answer


@given(
    st.sampled_from([None, *TYPES]),
    st.frozensets(st.sampled_from(TYPES)),
    st.frozensets(st.sampled_from(TYPES), min_size=1),
    st.sampled_from(TYPES),
)
def test_more_types_asked_never_turn_yes_into_no(
    own: str | None, denied: frozenset[str], asked: frozenset[str], more: str
) -> None:
    employer = Employer(own, denied=denied)
    before, after = employer.may_be(asked), employer.may_be(asked | {more})
    assert (before, after) != (True, False)
    assert (before, after) != (None, False)


def test_the_table_names_occupations_and_types() -> None:
    taxonomy = default_taxonomy()
    for job, own in employer_types_of_jobs().items():
        assert taxonomy[job].kind == "occupation"
        assert own in TYPES
