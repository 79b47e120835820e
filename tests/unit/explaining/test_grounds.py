"""Who asks: rules that hold and those set aside, and each distinct ground once, rules first."""

from dataclasses import replace
from datetime import date

from matcher.eligibility.applying import Applied, RulesOfVacancy
from matcher.eligibility.rules import Rule, RulePack
from matcher.eligibility.terms import Terms, terms_of
from matcher.explaining.grounds import grounds_of, rules_of
from matcher.normalizing.normalized import NormalRequirement
from matcher.records.requirements import Personal
from matcher.settings import Settings
from small_world import AS_OF, ask, must, vacancy


def rule(name: str) -> Rule:
    return Rule(
        id=name,
        title_en=f"Title of {name}",
        title_id=f"Judul {name}",
        source=f"source of {name}",
        confidence="quoted",
        valid_from=date(2020, 1, 1),
        expression=Personal(age_min=18),
    )


PASSPORT = must(ask("document:passport"))
RULES = (rule("holds"), rule("aside"))
PACK = RulePack(id="p", version="3", title_en="a", title_id="b", origin="law", rules=RULES)
BY_RULE = replace(PASSPORT, origin="law", rule="holds", source="source of holds (quoted)")


def terms(*asked: NormalRequirement, source: str | None = None) -> Terms:
    holds, aside = (Applied(one, PACK, requirement=PASSPORT) for one in RULES)
    rules = RulesOfVacancy((holds,), ((aside, "holds"),))
    job = replace(vacancy(*asked), source=source)
    return terms_of(job, rules, as_of=AS_OF, settings=Settings())


def test_rules_that_hold_come_before_those_set_aside_by_them() -> None:
    facts = rules_of(terms())
    assert [(one.id, one.replaced_by) for one in facts] == [("holds", None), ("aside", "holds")]
    assert (facts[0].pack, facts[0].pack_version, facts[0].origin) == ("p", "3", "law")
    assert facts[0].title == {"en": "Title of holds", "id": "Judul holds"}
    assert facts[0].asks


def test_a_ground_is_told_once_and_that_of_a_rule_first() -> None:
    own = terms(source="the advert")
    named = {one.id: one for one in rules_of(own)}
    grounds = grounds_of([PASSPORT, PASSPORT, BY_RULE], own, named)
    assert [(one.origin, one.source) for one in grounds] == [
        ("law", "source of holds (quoted)"),
        ("employer", "the advert"),
    ]
    assert grounds[0].rule is named["holds"]


def test_what_has_a_source_of_its_own_is_not_told_by_the_vacancys() -> None:
    quoted = replace(PASSPORT, source="page 2")
    (ground,) = grounds_of([quoted], terms(source="the advert"), {})
    assert (ground.source, ground.rule) == ("page 2", None)
    (bare,) = grounds_of([PASSPORT], terms(), {})
    assert bare.source is None
