"""Weights and settings are checked values that say what is wrong with them."""

import math

import pytest
from pydantic import ValidationError

from matcher.errors import UnknownName
from matcher.records.evidence import Evidence, evidence_grades
from matcher.settings import COMPONENTS, Settings, Weights


def test_the_default_weights_are_those_that_the_docs_argue() -> None:
    assert {name: Weights().of(name) for name in COMPONENTS} == {
        "occupation": 2.0,
        "skills": 3.0,
        "experience": 1.0,
        "education": 1.0,
        "language": 1.5,
        "certificates": 1.5,
        "preference": 1.0,
    }


def test_the_components_have_a_fixed_order_with_preference_last() -> None:
    assert COMPONENTS == (
        "occupation",
        "skills",
        "experience",
        "education",
        "language",
        "certificates",
        "preference",
    )


def test_the_prior_is_a_quarter_of_the_sum_of_the_weights() -> None:
    assert Weights().prior == 2.75
    assert Weights(skills=7).prior == 3.75


def test_a_prior_that_is_given_stays() -> None:
    assert Weights(prior=0.5).prior == 0.5


def test_a_prior_of_zero_stays_zero() -> None:
    assert Weights(prior=0).prior == 0


def test_weights_that_are_all_zero_are_refused() -> None:
    zeros = dict.fromkeys(COMPONENTS, 0.0)
    with pytest.raises(ValidationError, match="all weights are zero"):
        Weights.model_validate({**zeros, "prior": 1})


def test_one_positive_weight_is_enough() -> None:
    zeros = dict.fromkeys(COMPONENTS, 0.0)
    assert Weights.model_validate({**zeros, "preference": 2}).prior == 0.5


@pytest.mark.parametrize("value", [-0.1, math.nan, math.inf, 1e6 + 1])
@pytest.mark.parametrize("name", [*COMPONENTS, "prior"])
def test_a_weight_is_finite_and_not_negative(name: str, value: float) -> None:
    with pytest.raises(ValidationError, match=name):
        Weights.model_validate({name: value})


def test_an_unknown_weight_is_refused() -> None:
    with pytest.raises(ValidationError, match="skils"):
        Weights.model_validate({"skils": 1})


def test_the_weight_of_an_unknown_component_suggests_a_known_one() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'skills'"):
        Weights().of("skils")


def test_the_prior_is_no_component() -> None:
    with pytest.raises(UnknownName, match="No component 'prior'"):
        Weights().of("prior")


def test_weights_do_not_change() -> None:
    weights = Weights()
    with pytest.raises(ValidationError, match="frozen"):
        weights.skills = 4  # type: ignore[misc]


def test_the_default_settings_are_those_of_the_design() -> None:
    settings = Settings()
    assert (settings.horizon_months, settings.importance_must, settings.importance_nice) == (
        12,
        2,
        1,
    )
    assert settings.evidence == {
        Evidence.BNSP: 1.0,
        Evidence.TEST: 1.0,
        Evidence.DOCUMENT: 1.0,
        Evidence.UKK: 0.9,
        Evidence.INTERNSHIP: 0.8,
        Evidence.SUBJECT_MARK: 0.7,
        Evidence.IMPLIED: 0.6,
        Evidence.SELF_REPORT: 0.5,
    }


def test_the_horizon_is_a_whole_number_of_months() -> None:
    assert type(Settings().horizon_months) is int


def test_the_prior_is_a_share_of_the_weights_that_are_given() -> None:
    only_skills = dict.fromkeys(COMPONENTS, 0.0) | {"skills": 8.0}
    assert Weights.model_validate(only_skills).prior == 2.0


def test_a_must_and_a_wish_have_their_own_importance() -> None:
    settings = Settings(importance_must=5, importance_nice=3)
    assert (settings.importance("must"), settings.importance("nice")) == (5, 3)


def test_a_grade_that_is_left_out_keeps_its_factor() -> None:
    evidence = Settings(evidence={Evidence.UKK: 0.85}).evidence
    assert evidence[Evidence.UKK] == 0.85
    assert evidence[Evidence.INTERNSHIP] == 0.8
    assert set(evidence) == set(Evidence)


def test_a_stronger_grade_may_not_count_less_than_a_weaker_one() -> None:
    with pytest.raises(ValidationError, match="a stronger grade of evidence"):
        Settings(evidence={Evidence.UKK: 0.7})


def test_grades_may_count_alike() -> None:
    assert Settings(evidence=dict.fromkeys(Evidence, 0.5)).evidence[Evidence.BNSP] == 0.5


@pytest.mark.parametrize("factor", [-0.1, 1.1])
def test_a_factor_lies_between_zero_and_one(factor: float) -> None:
    with pytest.raises(ValidationError, match="evidence"):
        Settings(evidence={Evidence.SELF_REPORT: factor})


@pytest.mark.parametrize("months", [0, 120])
def test_the_horizon_may_lie_at_its_bounds(months: int) -> None:
    assert Settings(horizon_months=months).horizon_months == months


@pytest.mark.parametrize("months", [-1, 121])
def test_the_horizon_may_not_lie_beyond_its_bounds(months: int) -> None:
    with pytest.raises(ValidationError, match="horizon_months"):
        Settings(horizon_months=months)


@pytest.mark.parametrize("name", ["importance_must", "importance_nice"])
@pytest.mark.parametrize("value", [0, 101])
def test_an_importance_is_positive_and_bounded(name: str, value: float) -> None:
    with pytest.raises(ValidationError, match=name):
        Settings.model_validate({name: value})


def test_an_unknown_setting_is_refused() -> None:
    with pytest.raises(ValidationError, match="horizon"):
        Settings.model_validate({"horizon": 6})


def test_the_factors_of_the_table_fall_with_the_grade() -> None:
    rows = sorted(evidence_grades().values(), key=lambda row: -row.rank)
    assert [row.factor for row in rows] == sorted((row.factor for row in rows), reverse=True)
