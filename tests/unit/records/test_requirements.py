"""Requirements: which bounds and combinations they refuse, and their leaves."""

from typing import Any

import pytest
from hypothesis import given
from pydantic import ValidationError

from matcher.records import AllOf, AnyOf, Asked, Evidence, Expression, Personal, Requirement
from matcher.records.requirements import count_alternatives, leaves
from record_strategies import expressions, requirements


@given(requirements)
def test_a_requirement_survives_json(requirement: Requirement) -> None:
    assert Requirement.model_validate_json(requirement.model_dump_json()) == requirement
    short = requirement.model_dump(mode="json", exclude_defaults=True)
    assert Requirement.model_validate(short) == requirement


@given(expressions(), expressions())
def test_leaves_come_left_to_right(first: Expression, second: Expression) -> None:
    both = [*leaves(first), *leaves(second)]
    assert list(leaves(AnyOf(any=(first, second)))) == both
    assert list(leaves(AllOf(all=(first, second)))) == both


@pytest.mark.parametrize(
    ("bounds", "problem"),
    [
        ({}, "it bounds nothing"),
        ({"age_min": 30, "age_max": 29}, "age: the minimum 30 is above the maximum 29"),
        ({"height_min": 170, "height_max": 160}, "height: the minimum 170 is above"),
        ({"weight_min": 70, "weight_max": 60}, "weight: the minimum 70 is above"),
        ({"age_max": 30.5}, r"age_max 30\.5 is no whole number of years"),
        ({"age_min": 18.3}, r"age_min 18\.3 is no whole number of months"),
        ({"age_min": -1}, "greater than or equal to 0"),
        ({"height_min": float("nan")}, "finite number"),
    ],
)
def test_bounds_that_nobody_could_mean_are_refused(bounds: dict[str, Any], problem: str) -> None:
    with pytest.raises(ValidationError, match=problem):
        Personal.model_validate(bounds)


def test_equal_bounds_and_half_years_are_fine() -> None:
    assert Personal(age_min=19.5, age_max=20).age_min == 19.5
    assert Personal(height_min=160, height_max=160).height_max == 160
    assert Personal(sex="M").age_min is None


def test_a_wish_is_neither_for_departure_nor_personal() -> None:
    wanted = Asked(section="skills", what="las")
    with pytest.raises(ValidationError, match="a wish has no stage 'depart'"):
        Requirement(expression=wanted, importance="nice", stage="depart")
    with pytest.raises(ValidationError, match="personal facts never earn score"):
        Requirement(expression=AnyOf(any=(wanted, Personal(age_min=18))), importance="nice")
    assert Requirement(expression=Personal(age_min=18), stage="depart").importance == "must"


def test_evidence_may_be_asked_in_words() -> None:
    asked = Asked.model_validate({"section": "skills", "what": "las", "evidence": "ijazah"})
    assert asked.evidence is Evidence.DOCUMENT


def test_an_empty_choice_is_refused() -> None:
    for shape, name in ((AnyOf, "any"), (AllOf, "all")):
        with pytest.raises(ValidationError, match="at least 1 item"):
            shape.model_validate({name: []})


def test_alternatives_multiply_inside_all_and_add_up_inside_any() -> None:
    one = Asked(section="skills", what="a")
    pair = AnyOf(any=(one, one))
    assert count_alternatives(AllOf(all=(pair, pair, one))) == 4
    assert count_alternatives(AnyOf(any=(AllOf(all=(pair, pair)), pair))) == 6


def test_a_requirement_with_endless_alternatives_is_refused() -> None:
    pair = AnyOf(any=(Asked(section="skills", what="a"), Asked(section="skills", what="b")))
    Requirement(expression=AllOf(all=(pair,) * 9))
    with pytest.raises(ValueError, match="several requirements"):
        Requirement(expression=AllOf(all=(pair,) * 10))
