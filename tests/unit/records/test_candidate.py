"""Candidates: the forms in which a section may be given, and the bounds of facts."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from matcher.records import SECTION_NAMES, Candidate, Claim, Section
from matcher.records.cells import format_section
from record_strategies import candidates, claims


@given(candidates)
def test_a_candidate_survives_json_and_cells(candidate: Candidate) -> None:
    assert Candidate.model_validate_json(candidate.model_dump_json()) == candidate
    cells = {name: format_section(candidate.section(name)) for name in SECTION_NAMES}
    assert Candidate.model_validate({**dict(candidate), **cells}) == candidate


@given(candidates, claims())
def test_one_more_claim_changes_one_section(candidate: Candidate, claim: Claim) -> None:
    richer = candidate.with_claim("languages", claim)
    assert richer.languages == candidate.languages.with_claim(claim)
    assert richer.model_copy(update={"languages": candidate.languages}) == candidate


@pytest.mark.parametrize(
    ("given", "state"),
    [
        (None, "absent"),
        ("", "absent"),
        ([], "absent"),
        ("-", "complete"),
        ("las; ...", "partial"),
        ([{"what": "las"}], "complete"),
        ((Claim(what="las"),), "complete"),
        ({"state": "partial"}, "partial"),
        (Section(state="complete"), "complete"),
    ],
)
def test_a_section_may_be_a_cell_a_list_or_a_section(given: object, state: str) -> None:
    assert Candidate.model_validate({"id": "C", "skills": given}).skills.state == state


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("id", ""),
        ("id", "a\nb"),
        ("id", "x" * 201),
        ("sex", "X"),
        ("birth_date", "2006-02-30"),
        ("height_cm", 30),
        ("height_cm", 260),
        ("height_cm", float("nan")),
        ("weight_kg", 10),
        ("weight_kg", 400),
        ("city", "x" * 1001),
        ("wishes", {"currency": "rp"}),
        ("wishes", {"wage_min": -1}),
        ("religion", "x"),
    ],
)
def test_impossible_facts_are_refused(field: str, value: Any) -> None:  # noqa: ANN401
    with pytest.raises(ValidationError):
        Candidate.model_validate({"id": "C", field: value})


def test_facts_are_unknown_unless_given() -> None:
    bare = Candidate(id=" C ")
    assert (bare.id, bare.sex, bare.birth_date, bare.height_cm) == ("C", None, None, None)
    assert all(bare.section(name) == Section() for name in SECTION_NAMES)
    for mark in ("", " - ", "?"):
        assert Candidate(id="C", city=mark).city is None
    assert Candidate.model_validate({"id": "C", "birth_date": "2006-03-01"}).birth_date == date(
        2006, 3, 1
    )
