"""Candidates: the forms in which a section may be given, and the bounds of facts."""

from datetime import date, timedelta
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
        ("birth_date", "muda"),
        ("birth_year", 1850),
        ("birth_year", "2007/2006"),
        ("height_cm", "160-155"),
        ("height_cm", "tall"),
        ("weight_kg_to", 400),
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


# --- facts known by their ends ------------------------------------------------------------

YEAR = (None, date(2007, 1, 1), date(2007, 12, 31))


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ({"birth_year": 2007}, YEAR),
        ({"birth_year": "2007"}, YEAR),
        ({"birth_year": 2007.0}, YEAR),
        ({"birth_date": 2007}, YEAR),
        ({"birth_date": "2007"}, YEAR),
        ({"birth_date": "2007-05"}, (None, date(2007, 5, 1), date(2007, 5, 31))),
        ({"birth_date": "Mei 2007"}, (None, date(2007, 5, 1), date(2007, 5, 31))),
        ({"birth_date": "2006/2007"}, (None, date(2006, 1, 1), date(2007, 12, 31))),
        (
            {"birth_date": "1 Jan 2006 - 31 Dec 2006"},
            (None, date(2006, 1, 1), date(2006, 12, 31)),
        ),
        ({"birth_date": "2006/2007", "birth_year": 2007}, YEAR),
        ({"birth_date": "2007-05-03", "birth_year": 2007}, (date(2007, 5, 3), None, None)),
        ({"birth_date": date(2007, 5, 3), "birth_year": 2007}, (date(2007, 5, 3), *YEAR[1:])),
        ({"birth_year": None}, (None, None, None)),
        ({"birth_year": "?"}, (None, None, None)),
    ],
)
def test_a_birth_may_be_known_by_its_ends(
    given: dict[str, Any], expected: tuple[date | None, ...]
) -> None:
    found = Candidate.model_validate({"id": "C", **given})
    assert (found.birth_date, found.birth_from, found.birth_to) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        ("155-160", (None, 155, 160)),
        ("160+", (None, 160, None)),
        ("maks 160", (None, None, 160)),
        ("1,65 m", (165, None, None)),
        ("165", (165, None, None)),
    ],
)
def test_a_height_may_be_known_by_its_ends(given: str, expected: tuple[float | None, ...]) -> None:
    found = Candidate.model_validate({"id": "C", "height_cm": given})
    assert (found.height_cm, found.height_cm_from, found.height_cm_to) == expected


DAY = date(2007, 5, 3)


@pytest.mark.parametrize(
    ("names", "values"),
    [
        (("birth_date", "birth_from", "birth_to"), (DAY - timedelta(1), DAY, DAY + timedelta(1))),
        (("height_cm", "height_cm_from", "height_cm_to"), (159.5, 160.0, 160.5)),
        (("weight_kg", "weight_kg_from", "weight_kg_to"), (49.5, 50.0, 50.5)),
    ],
)
def test_a_known_value_lies_between_its_ends_or_is_one(
    names: tuple[str, str, str], values: tuple[Any, Any, Any]
) -> None:
    known, low, high = names
    before, value, behind = values
    for first, last in ((value, value), (before, value), (value, behind), (None, value)):
        Candidate.model_validate({"id": "C", known: value, low: first, high: last})
    for first, last in ((behind, None), (None, before), (behind, before)):
        with pytest.raises(ValidationError, match=r"is above .* Correct one of the two"):
            Candidate.model_validate({"id": "C", known: value, low: first, high: last})
    with pytest.raises(ValidationError, match=f"{low} .* is above {high}"):
        Candidate.model_validate({"id": "C", low: behind, high: value})


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"birth_date": "2006", "birth_year": 2007}, "contradict each other"),
        ({"birth_year": 2007, "birth_from": date(2007, 5, 1)}, "Give one of the two"),
        ({"height_cm": "155-160", "height_cm_to": 158}, "Give one of the two"),
        ({"birth_date": date(2007, 5, 3), "birth_year": "2007-05-04"}, "is above birth_date"),
    ],
)
def test_a_fact_said_twice_is_refused(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ValidationError, match=words):
        Candidate.model_validate({"id": "C", **given})
