"""Claims and sections: what they refuse, and what adding to a section makes of it."""

from datetime import date

import pytest
from hypothesis import given
from pydantic import ValidationError

from matcher.records import Claim, Evidence, Section
from record_strategies import claims, sections


@given(sections(), claims())
def test_adding_a_claim_never_makes_a_section_complete(section: Section, claim: Claim) -> None:
    longer = section.with_claim(claim)
    assert longer.claims == (*section.claims, claim)
    assert longer.is_complete == section.is_complete
    assert longer.state != "absent"


@given(sections())
def test_a_section_survives_json(section: Section) -> None:
    assert Section.model_validate_json(section.model_dump_json()) == section


def test_evidence_may_be_given_in_words() -> None:
    assert Claim.model_validate({"what": "las", "evidence": "PKL"}).evidence is Evidence.INTERNSHIP
    with pytest.raises(ValidationError, match="no grade of evidence"):
        Claim.model_validate({"what": "las", "evidence": "gossip"})


def test_a_claim_may_begin_and_end_on_one_day_but_not_backwards() -> None:
    day, before = date(2025, 1, 2), date(2025, 1, 1)
    assert Claim(what="las", valid_from=day, valid_to=day).valid_to == day
    with pytest.raises(ValidationError, match="'las' ends on 2025-01-01, before it begins on"):
        Claim(what="las", valid_from=day, valid_to=before)


def test_an_absent_section_holds_no_claims() -> None:
    with pytest.raises(ValidationError, match="an absent section holds no claims"):
        Section(state="absent", claims=(Claim(what="las"),))


@pytest.mark.parametrize("what", ["", "  ", "a\0b", "a\x1fb", "x" * 1001])
def test_a_text_is_short_and_printable(what: str) -> None:
    with pytest.raises(ValidationError):
        Claim(what=what)


def test_a_text_loses_its_surrounding_blanks_only() -> None:
    assert Claim(what="\t las\n3G ").what == "las\n3G"


def test_records_are_frozen_and_refuse_unknown_fields() -> None:
    claim = Claim(what="las")
    with pytest.raises(ValidationError, match="frozen"):
        claim.what = "x"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        Claim.model_validate({"what": "las", "wat": 1})
