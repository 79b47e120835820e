"""The rules of a vacancy: those in force that speak of it, less those that others set aside."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.applying import RuleBook, RulesOfVacancy
from matcher.eligibility.packs import default_packs
from matcher.eligibility.rules import Rule, RulePack
from matcher.kernels import UNKNOWN
from matcher.normalizing.employers import Employer
from matcher.normalizing.expressions import OUTSIDE_RULE, Either, Given, either, is_personal, leaves
from matcher.normalizing.normalized import NormalVacancy
from matcher.normalizing.normalizer import Normalizer, default_normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.records.requirements import Asked
from small_world import AS_OF, TAXONOMY, ask, vacancy

DAY = timedelta(days=1)
#: A rule that asks a vacancy for welders what kind of employer it is for.
ASKING = {
    "occupations": ["occupation:welder"],
    "employer_types": ["household"],
    "ask": ["employer_types"],
}
RECORDS = RecordNormalizer(Normalizer(TAXONOMY))
OWN = RecordNormalizer(default_normalizer())
RULE = Rule(
    id="r1",
    title_en="Passport",
    title_id="Paspor",
    source="the law",
    confidence="quoted",
    valid_from=date(2020, 1, 1),
    stage="depart",
    expression=Asked(section="documents", what="document:passport"),
)


def rule(name: str, **fields: object) -> Rule:
    return Rule.model_validate({**RULE.model_dump(exclude_none=True), "id": name, **fields})


def pack(*rules: Rule, name: str = "p", origin: str = "law") -> RulePack:
    head = {"id": name, "version": "1", "title_en": "a", "title_id": "b", "origin": origin}
    return RulePack.model_validate({**head, "rules": rules})


def found(*rules: Rule, of: NormalVacancy | None = None, as_of: date = AS_OF) -> RulesOfVacancy:
    book = RuleBook([pack(*rules)], as_of=as_of, records=RECORDS)
    return book.rules_of(of if of is not None else vacancy())


def ids(rules: RulesOfVacancy) -> list[str]:
    return [one.rule.id for one in rules.applied]


# --- what is added -----------------------------------------------------------------------


def test_a_rule_adds_a_must_with_its_ground() -> None:
    (added,) = found(RULE).requirements
    assert added.expression.key == ask("document:passport").key
    assert (added.importance, added.stage, added.origin) == ("must", "depart", "law")
    assert (added.source, added.rule) == ("the law (quoted)", "r1")


def test_the_requirement_is_of_the_origin_of_its_pack() -> None:
    book = RuleBook([pack(RULE, origin="host_country")], as_of=AS_OF, records=RECORDS)
    assert [one.origin for one in book.rules_of(vacancy()).requirements] == ["host_country"]


def test_a_rule_never_earns_score() -> None:
    skill = {"section": "skills", "what": "skill:smaw"}
    (added,) = found(rule("r1", stage="select", expression=skill)).requirements
    assert (added.stage, added.component) == ("select", None)


def test_a_rule_that_asks_nothing_adds_nothing_and_may_set_others_aside() -> None:
    nothing = {"section": "skills", "what": "none"}
    lifted = rule("r2", expression=nothing, replaces=("r1",))
    both = found(RULE, lifted)
    assert both.requirements == ()
    assert [(one.rule.id, by) for one, by in both.replaced] == [("r1", "r2")]


def test_a_notice_is_shown_and_never_asked() -> None:
    notice = RULE.model_copy(update={"id": "n", "expression": None})
    both = found(notice, RULE)
    assert [one.rule.id for one in both.notices] == ["n"]
    assert [one.rule for one in both.requirements] == ["r1"]
    assert ids(both) == ["n", "r1"]


def test_only_rules_in_force_on_the_day_are_added() -> None:
    old = rule("old", valid_to=AS_OF - DAY)
    new = rule("new", valid_from=AS_OF)
    assert ids(found(old, new, as_of=AS_OF - DAY)) == ["old"]
    assert ids(found(old, new, as_of=AS_OF)) == ["new"]


def test_only_rules_that_speak_of_the_vacancy_are_added() -> None:
    japan, taiwan = rule("a", countries=["Japan"]), rule("b", countries=["Taiwan"])
    assert ids(found(japan, taiwan, of=replace(vacancy(), country="Taiwan"))) == ["b"]
    assert ids(found(japan, taiwan)) == []


def test_the_rules_of_all_packs_are_added_in_order() -> None:
    packs = [pack(rule("b"), rule("a")), pack(rule("c"), name="q")]
    book = RuleBook(packs, as_of=AS_OF, records=RECORDS)
    rules = book.rules_of(vacancy())
    assert [(one.pack.id, one.rule.id) for one in rules.applied] == [
        ("p", "b"),
        ("p", "a"),
        ("q", "c"),
    ]


def test_without_packs_nothing_is_added() -> None:
    assert RuleBook([], as_of=AS_OF, records=RECORDS).rules_of(vacancy()) == RulesOfVacancy()


def test_vacancies_that_rules_cannot_tell_apart_share_their_rules() -> None:
    book = RuleBook([pack(RULE)], as_of=AS_OF, records=RECORDS)
    assert book.rules_of(vacancy(name="A")) is book.rules_of(vacancy(name="B"))


@pytest.mark.parametrize(
    "other",
    [
        replace(vacancy(), country="Japan"),
        replace(vacancy(), schemes=("ssw",)),
        replace(vacancy(), employer=Employer("household")),
        replace(vacancy(), employer=Employer(denied=frozenset({"household"}))),
        vacancy(occupation="occupation:cook"),
    ],
    ids=["country", "scheme", "employer", "denied employer", "occupation"],
)
def test_vacancies_that_rules_can_tell_apart_are_looked_up_one_by_one(
    other: NormalVacancy,
) -> None:
    everyone = rule("a")
    special = rule("b", countries=["Japan"])
    schemes = rule("c", schemes=["ssw"])
    household = rule("d", **ASKING)
    cook = rule("e", occupations=["occupation:cook"])
    book = RuleBook(
        [pack(everyone, special, schemes, household, cook)], as_of=AS_OF, records=RECORDS
    )
    assert ids(book.rules_of(vacancy())) == ["a", "d"]
    assert book.rules_of(other) != book.rules_of(vacancy())


# --- an open question --------------------------------------------------------------------


def test_what_a_vacancy_does_not_state_leaves_an_asking_rule_open() -> None:
    asking = rule("r1", **ASKING)
    (one,) = found(asking).applied
    assert not one.is_certain
    assert one.requirement is not None
    assert isinstance(one.requirement.expression, Either)
    assert Given(OUTSIDE_RULE, UNKNOWN) in tuple(leaves(one.requirement.expression))
    stated = replace(vacancy(), employer=Employer("household"))
    (sure,) = found(asking, of=stated).applied
    assert sure.is_certain
    assert sure.requirement is not None
    assert sure.requirement.expression.key == ask("document:passport").key


def test_a_notice_may_be_an_open_question_too() -> None:
    notice = rule("r1", **ASKING)
    (one,) = found(notice.model_copy(update={"expression": None})).applied
    assert (one.is_certain, one.requirement) == (False, None)


# --- what is set aside -------------------------------------------------------------------


def test_a_rule_sets_aside_those_that_it_replaces() -> None:
    rules = found(rule("a"), rule("b", replaces=["a"]), rule("c"))
    assert ids(rules) == ["b", "c"]
    assert [(one.rule.id, by) for one, by in rules.replaced] == [("a", "b")]
    assert [one.rule for one in rules.requirements] == ["b", "c"]


def test_a_rule_sets_nothing_aside_where_it_does_not_speak() -> None:
    other = rule("b", replaces=["a"], countries=["Japan"])
    assert ids(found(rule("a"), other)) == ["a"]
    later = rule("b", replaces=["a"], valid_from=AS_OF + DAY)
    assert ids(found(rule("a"), later)) == ["a"]


def test_an_open_question_sets_nothing_aside() -> None:
    asking = rule("b", replaces=["a"], **ASKING)
    assert ids(found(rule("a"), asking)) == ["a", "b"]


def test_a_rule_that_is_set_aside_sets_nothing_aside() -> None:
    rules = found(rule("a"), rule("b", replaces=["a"]), rule("c", replaces=["b"]))
    assert ids(rules) == ["a", "c"]
    assert [(one.rule.id, by) for one, by in rules.replaced] == [("b", "c")]


@given(st.lists(st.sets(st.integers(0, 5)), max_size=6))
def test_no_rule_is_lost_and_none_is_both_applied_and_replaced(replacing: list[set[int]]) -> None:
    rules = [
        rule(f"r{n}", replaces=[f"r{m}" for m in sorted(earlier) if m < n])
        for n, earlier in enumerate(replacing)
    ]
    result = found(*rules)
    applied, aside = set(ids(result)), {one.rule.id: by for one, by in result.replaced}
    assert applied | aside.keys() == {one.id for one in rules}
    assert not applied & aside.keys()
    assert set(aside.values()) <= applied
    assert not any(applied & set(one.replaces) for one in rules if one.id in applied)


# --- the packs of the package ------------------------------------------------------------


def own(job: NormalVacancy) -> RulesOfVacancy:
    return RuleBook(default_packs(), as_of=AS_OF, records=OWN).rules_of(job)


def test_everyone_must_be_of_age() -> None:
    ages = [one for one in own(vacancy()).requirements if is_personal(one.expression)]
    assert [one.expression.key for one in ages] == ["~age|216.."]


@pytest.mark.parametrize(
    ("country", "employer_type", "closed"),
    [
        ("Saudi Arabia", "household", True),
        ("Saudi Arabia", "company", False),
        ("Taiwan", "household", False),
    ],
)
def test_closed_destinations_are_closed_for_whom_the_rule_says(
    country: str, employer_type: str, *, closed: bool
) -> None:
    job = replace(vacancy(), country=country, employer=Employer(employer_type))
    closures = [
        one
        for one in own(job).requirements
        if any(isinstance(leaf, Given) and leaf.fact == "placement_open"
               for leaf in leaves(one.expression))
    ]  # fmt: skip
    assert bool(closures) is closed


# --- what may be set aside ---------------------------------------------------------------


def test_a_rule_that_may_be_set_aside_is_an_open_question_and_says_what_is_not_stated() -> None:
    for_homes = rule("r2", employer_types=["household"], replaces=["r1"])
    open_one = found(RULE, for_homes, of=replace(vacancy(), employer=Employer()))
    assert [(one.rule.id, one.unstated) for one in open_one.applied] == [
        ("r1", ("employer_types",))
    ]
    assert open_one.replaced == ()
    (asked,) = open_one.requirements
    assert asked.expression == either((Given(OUTSIDE_RULE, UNKNOWN), ask("document:passport")))
    at_home = found(RULE, for_homes, of=replace(vacancy(), employer=Employer("household")))
    assert (ids(at_home), [by for _, by in at_home.replaced]) == (["r2"], ["r2"])
    at_work = found(RULE, for_homes, of=replace(vacancy(), employer=Employer("company")))
    assert (ids(at_work), at_work.applied[0].is_certain) == (["r1"], True)


def test_a_doubt_is_passed_on_to_what_the_doubted_rule_would_set_aside() -> None:
    middle = rule("r2", replaces=["r1"])
    for_homes = rule("r3", employer_types=["household"], replaces=["r2"])
    open_ones = found(RULE, middle, for_homes, of=replace(vacancy(), employer=Employer()))
    assert [(one.rule.id, one.unstated) for one in open_ones.applied] == [
        ("r1", ("employer_types",)),
        ("r2", ("employer_types",)),
    ]
    assert {one.pack.id for one in open_ones.applied} == {"p"}
