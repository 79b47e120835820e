"""A rule knows its days, the vacancies of which it speaks, and the requirement that it adds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from matcher.eligibility.rules import CRITERIA, Rule, RulePack
from matcher.normalizing.employers import Employer
from matcher.normalizing.normalized import NormalVacancy
from matcher.records.requirements import AllOf, AnyOf, Asked, Expression, OfVacancy, Personal
from small_world import AS_OF, TAXONOMY, vacancy

DAY = timedelta(days=1)
PASSPORT = Asked(section="documents", what="document:passport")
RULE = Rule(
    id="r1",
    title_en="Passport",
    title_id="Paspor",
    source="the law",
    confidence="quoted",
    valid_from=date(2020, 1, 1),
    stage="depart",
    expression=PASSPORT,
)
#: For each criterion what a rule lists, and a vacancy that states it.
STATED: dict[str, tuple[Sequence[str], NormalVacancy]] = {
    "countries": (("Korea", "Japan"), replace(vacancy(), country="Japan")),
    "schemes": (("ssw", "eps"), replace(vacancy(), schemes=("eps", "g-to-g"))),
    "employer_types": (("household",), replace(vacancy(), employer=Employer("household"))),
    "occupations": (("occupation:welder",), vacancy(occupation="occupation:pipe-welder")),
}
UNSTATED = replace(vacancy(occupation="?someone"), country=None, schemes=(), employer=Employer())
OTHERWISE = replace(
    vacancy(occupation="occupation:cook"),
    country="Taiwan",
    schemes=("p-to-p",),
    employer=Employer("company"),
)


def rule(**fields: object) -> Rule:
    """The rule with other fields, validated."""
    return Rule.model_validate({**RULE.model_dump(exclude_none=True), **fields})


# --- what a rule may say -----------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({"colour": "red"}, "colour"),
        ({"confidence": "sure"}, "confidence"),
        ({"stage": "later"}, "stage"),
        ({"employer_types": ["king"]}, "employer_types"),
        ({"valid_to": date(2019, 12, 31)}, "it ends on 2019-12-31, before it begins on 2020-01-01"),
        ({"valid_from": 86_400}, "write a date such as 2025-12-31"),
        ({"valid_from": True}, "write a date such as 2025-12-31"),
        ({"valid_from": "86400"}, "Invalid isoformat string"),
        ({"ask": ["countries"]}, "it asks for 'countries' but names none"),
        ({"replaces": ["r1"]}, "it replaces itself"),
        ({"countries": ["x"] * 501}, "at most 500"),
    ],
    ids=lambda one: f"{one}"[:40] if isinstance(one, dict) else "",
)
def test_what_a_rule_may_not_say_is_refused(fields: dict[str, Any], reason: str) -> None:
    with pytest.raises(ValidationError, match=reason):
        rule(**fields)


def test_a_rule_of_too_many_things_is_refused() -> None:
    many = AllOf(all=(PASSPORT,) * 500)
    assert rule(expression=many.model_dump()).expression == many
    with pytest.raises(ValidationError, match="more than 500 things; make it several rules"):
        rule(expression=AllOf(all=(PASSPORT,) * 501).model_dump())


def test_a_rule_of_too_many_alternatives_is_refused() -> None:
    pair = AnyOf(any=(PASSPORT, PASSPORT))
    few = AllOf(all=(pair,) * 9)
    assert rule(expression=few.model_dump()).expression == few
    with pytest.raises(ValidationError, match="more than 1,000 alternatives"):
        rule(expression=AllOf(all=(pair,) * 10).model_dump())


def test_a_day_may_be_written_as_a_text() -> None:
    assert rule(valid_to="2025-12-31").valid_to == date(2025, 12, 31)


def test_a_pack_tells_its_size() -> None:
    pack = RulePack(id="p", version="1", title_en="a", title_id="b", rules=(RULE,))
    assert repr(pack) == "<RulePack p 1: 1 rules>"


# --- when it holds -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "in_force"),
    [
        (AS_OF - DAY, None, True),
        (AS_OF, None, True),
        (AS_OF + DAY, None, False),
        (AS_OF - DAY, AS_OF + DAY, True),
        (AS_OF - DAY, AS_OF, True),
        (AS_OF - DAY, AS_OF - DAY, False),
        (AS_OF, AS_OF, True),
    ],
)
def test_a_rule_holds_from_its_first_to_its_last_day(
    first: date, last: date | None, *, in_force: bool
) -> None:
    assert rule(valid_from=first, valid_to=last).holds_on(AS_OF) is in_force


# --- of which vacancies it speaks --------------------------------------------------------


def test_a_rule_without_criteria_speaks_of_every_vacancy() -> None:
    for one in (UNSTATED, OTHERWISE, *(job for _, job in STATED.values())):
        assert RULE.speaks_of(one, TAXONOMY) is True


@pytest.mark.parametrize("name", CRITERIA)
def test_a_rule_speaks_of_what_it_lists(name: str) -> None:
    listed, stated = STATED[name]
    assert rule(**{name: listed}).speaks_of(stated, TAXONOMY) is True
    assert rule(**{name: listed}).speaks_of(OTHERWISE, TAXONOMY) is False


@pytest.mark.parametrize("name", CRITERIA)
def test_what_is_not_stated_leaves_a_rule_out_unless_it_asks(name: str) -> None:
    listed, stated = STATED[name]
    assert rule(**{name: listed}).speaks_of(UNSTATED, TAXONOMY) is False
    beside = "countries" if name != "countries" else "schemes"
    field = {"countries": "country", "schemes": "schemes"}[beside]
    met = {field: getattr(STATED[beside][1], field)}
    asking = rule(**{name: listed, beside: STATED[beside][0], "ask": [name]})
    assert asking.speaks_of(replace(UNSTATED, **met), TAXONOMY) is None
    assert asking.speaks_of(replace(stated, **met), TAXONOMY) is True
    assert asking.speaks_of(replace(OTHERWISE, **met), TAXONOMY) is False


def test_a_rule_asks_only_what_it_is_to_ask() -> None:
    three = {"countries": ["Japan"], "schemes": ["ssw"], "employer_types": ["household"]}
    japan = replace(UNSTATED, country="Japan")
    assert rule(**three, ask=["schemes"]).speaks_of(japan, TAXONOMY) is False
    assert rule(**three, ask=["schemes", "employer_types"]).speaks_of(japan, TAXONOMY) is None
    stated = replace(japan, employer=Employer("household"))
    assert rule(**three, ask=["schemes"]).speaks_of(stated, TAXONOMY) is None


def test_a_rule_asks_nothing_of_a_vacancy_that_meets_none_of_its_criteria() -> None:
    both = rule(countries=["Japan"], schemes=["ssw"], ask=["schemes", "countries"])
    assert both.speaks_of(UNSTATED, TAXONOMY) is False
    assert both.speaks_of(replace(UNSTATED, country="Japan"), TAXONOMY) is None
    assert both.speaks_of(replace(UNSTATED, schemes=("ssw",)), TAXONOMY) is None


def test_a_rule_asks_nothing_of_a_vacancy_that_it_is_not_for() -> None:
    one = rule(countries=["Japan"], schemes=["ssw"], ask=["schemes"])
    assert one.speaks_of(replace(UNSTATED, country="Taiwan"), TAXONOMY) is False


@given(st.sets(st.sampled_from(CRITERIA)), st.sets(st.sampled_from(CRITERIA)))
def test_a_rule_speaks_of_a_vacancy_that_meets_every_criterion(
    listed: set[str], met: set[str]
) -> None:
    """A vacancy states of each criterion either what the rule lists or something else."""
    job = OTHERWISE
    fields = {"countries": "country", "schemes": "schemes", "employer_types": "employer"}
    for name in met:
        field = fields.get(name, "occupation")
        job = replace(job, **{field: getattr(STATED[name][1], field)})
    one = rule(**{name: STATED[name][0] for name in listed})
    assert one.speaks_of(job, TAXONOMY) is (listed <= met)


def test_a_country_that_is_not_known_is_like_one_that_is_not_stated() -> None:
    japan = rule(countries=["Japan"], schemes=["ssw"], ask=["countries"])
    job = replace(UNSTATED, schemes=("ssw",))
    assert japan.speaks_of(replace(job, country="Atlantis"), TAXONOMY) is None
    assert japan.speaks_of(replace(job, country="Taiwan"), TAXONOMY) is False
    atlantis = rule(countries=["Atlantis"])
    assert atlantis.speaks_of(replace(job, country="Atlantis"), TAXONOMY) is True


def test_schemes_are_meant_however_they_are_written() -> None:
    job = replace(vacancy(), schemes=("triple-win", "g-to-g"))
    assert rule(schemes=["Triple Win"]).speaks_of(job, TAXONOMY) is True
    ours = replace(vacancy(), schemes=("our own scheme",))
    assert rule(schemes=["Our own  SCHEME"]).speaks_of(ours, TAXONOMY) is True


def test_a_title_that_denies_a_type_of_employer_leaves_its_rules_out() -> None:
    household = rule(countries=["Japan"], employer_types=["household"], ask=["employer_types"])
    japan = replace(vacancy(), country="Japan")
    assert household.speaks_of(japan, TAXONOMY) is None
    denied = replace(japan, employer=Employer(denied=frozenset({"household"})))
    assert household.speaks_of(denied, TAXONOMY) is False


# --- what it adds ------------------------------------------------------------------------


@pytest.mark.parametrize(
    "expression",
    [PASSPORT, Personal(age_min=18), OfVacancy(vacancy="verified"), AllOf(all=(PASSPORT,))],
    ids=lambda one: type(one).__name__,
)
def test_a_rule_may_ask_whatever_a_vacancy_may(expression: Expression) -> None:
    requirement = rule(expression=expression.model_dump(exclude_none=True)).requirement("law")
    assert requirement is not None
    assert requirement.expression == expression


def test_a_requirement_names_the_rule_its_ground_and_whose_law_it_is() -> None:
    requirement = RULE.requirement("host_country")
    assert requirement is not None
    assert (requirement.rule, requirement.source) == ("r1", "the law (quoted)")
    assert (requirement.origin, requirement.stage) == ("host_country", "depart")
    assert requirement.importance == "must"


def test_a_rule_without_an_expression_is_a_notice() -> None:
    notice = RULE.model_copy(update={"expression": None})
    assert notice.is_notice
    assert notice.requirement("law") is None
    assert not RULE.is_notice
