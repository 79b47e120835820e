"""The terms of a vacancy: its musts with those of the rules, its facts filled in, its days."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matcher.eligibility.applying import Applied, RulesOfVacancy
from matcher.eligibility.rules import Rule, RulePack
from matcher.eligibility.terms import Terms, terms_of
from matcher.kernels import MET, NEVER, UNKNOWN
from matcher.normalizing.expressions import OUTSIDE_RULE, Bound, Given, either, every
from matcher.normalizing.normalized import NormalRequirement, NormalVacancy
from matcher.settings import Settings
from small_world import AS_OF, ask, must, vacancy

DAY = timedelta(days=1)
SMAW, JLPT = ask("skill:smaw"), ask("language:jlpt", 2)
MEN, ADULT = Bound("sex", value="M"), Bound("age", low=216.0)


def terms(job: NormalVacancy, rules: RulesOfVacancy | None = None) -> Terms:
    found = rules if rules is not None else RulesOfVacancy()
    return terms_of(job, found, as_of=AS_OF, settings=Settings())


def state(fact: str, job: NormalVacancy) -> int:
    (found,) = terms(replace(job, requirements=(must(Given(fact, UNKNOWN)),))).requirements
    assert isinstance(found.expression, Given)
    assert found.expression.fact == fact
    return found.expression.state


@pytest.mark.parametrize(
    ("verification", "expected"), [("verified", MET), ("unverified", NEVER), (None, UNKNOWN)]
)
def test_an_order_is_verified_or_not_or_unknown(verification: str | None, expected: int) -> None:
    assert state("verified", replace(vacancy(), verification=verification)) == expected


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (None, AS_OF, MET),
        (None, AS_OF - DAY, NEVER),
        (None, AS_OF + DAY, MET),
        (None, None, UNKNOWN),
        (AS_OF, AS_OF, MET),
        (AS_OF + DAY, AS_OF + 9 * DAY, NEVER),
        (AS_OF - DAY, AS_OF - DAY, NEVER),
        (AS_OF, None, UNKNOWN),
        (AS_OF + DAY, None, NEVER),
    ],
)
def test_a_permit_holds_from_its_first_to_its_last_day(
    first: date | None, last: date | None, expected: int
) -> None:
    job = replace(vacancy(), permit_from=first, permit_until=last)
    assert state("permit_valid", job) == expected


def test_a_closed_destination_is_never_open() -> None:
    assert state("placement_open", vacancy()) == NEVER


def test_whether_a_rule_is_for_the_vacancy_stays_an_open_question() -> None:
    assert state(OUTSIDE_RULE, vacancy()) == UNKNOWN


def test_facts_are_filled_in_wherever_they_stand() -> None:
    fact, filled = Given("verified", UNKNOWN), Given("verified", MET)
    asked = (must(SMAW), must(either([fact, SMAW])), must(either([every([fact, SMAW]), JLPT])))
    job = replace(vacancy(*asked), verification="verified")
    assert [one.expression for one in terms(job).requirements] == [
        SMAW,
        either([filled, SMAW]),
        either([every([filled, SMAW]), JLPT]),
    ]


def test_the_other_terms_of_a_requirement_stay() -> None:
    asked = replace(must(Given("verified", UNKNOWN), stage="depart"), rule="r1", source="s")
    (found,) = terms(vacancy(asked)).requirements
    assert replace(found, expression=asked.expression) == asked


def test_each_part_of_a_conjunction_is_a_must_of_its_own() -> None:
    found = terms(vacancy(must(every([SMAW, JLPT])))).requirements
    assert {one.expression for one in found} == {SMAW, JLPT}


def test_bounds_of_one_requirement_stay_together() -> None:
    both = must(every([MEN, ADULT]))
    assert terms(vacancy(both)).requirements == (both,)


def test_the_musts_of_rules_come_after_those_of_the_vacancy() -> None:
    own = must(SMAW)
    added = replace(must(JLPT, stage="depart"), rule="r1")
    found = terms(vacancy(own), rules_with(added))
    assert found.requirements == (own, added)
    assert found.musts("select") == (own,)
    assert found.musts("depart") == (added,)


def test_what_is_asked_of_personal_facts_is_one_expression_per_stage() -> None:
    wish, bound = must(MEN), replace(must(ADULT, stage="depart"), rule="r1")
    found = terms(vacancy(wish, must(SMAW)), rules_with(bound))
    assert found.personal_musts == (wish, bound)
    assert found.personal("select") == MEN
    assert found.personal("depart") == ADULT
    assert found.personal() == every([MEN, ADULT])
    assert found.musts("select") == (must(SMAW),)


@pytest.mark.parametrize(
    ("permit_until", "last"),
    [
        (None, date(2026, 12, 1)),
        (date(2027, 1, 1), date(2026, 12, 1)),
        (date(2026, 3, 1), date(2026, 3, 1)),
        (AS_OF - DAY, AS_OF),
    ],
    ids=["no permit", "a long permit", "a permit", "an ended permit"],
)
def test_one_may_wait_as_long_as_the_horizon_and_the_permit(
    permit_until: date | None, last: date
) -> None:
    assert terms(replace(vacancy(), permit_until=permit_until)).window.last == last


def rules_with(requirement: NormalRequirement) -> RulesOfVacancy:
    """A rule that adds the requirement."""
    rule = Rule(
        id="r1",
        title_en="a",
        title_id="b",
        source="s",
        confidence="quoted",
        valid_from=date(2020, 1, 1),
    )
    pack = RulePack(id="p", version="1", title_en="a", title_id="b", rules=(rule,))
    return RulesOfVacancy((Applied(rule, pack, requirement),))


def test_a_constraint_that_is_only_reported_leaves_the_rest_asked() -> None:
    asked = must(every([MEN, ADULT]))
    job = replace(vacancy(), requirements=(asked, must(MEN), must(SMAW)))
    settings = Settings(report_only=("employer",))
    found = terms_of(job, RulesOfVacancy(), as_of=AS_OF, settings=settings)
    assert [one.expression for one in found.requirements] == [ADULT, SMAW]
    assert [one.expression for one in found.reported] == [asked.expression, MEN]
    # The constraints of others still count.
    others = terms_of(
        job, RulesOfVacancy(), as_of=AS_OF, settings=Settings(report_only=("agency",))
    )
    assert [one.expression for one in others.requirements] == [asked.expression, MEN, SMAW]
    assert others.reported == ()
