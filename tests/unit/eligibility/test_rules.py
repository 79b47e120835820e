"""Rule packs: read with care, matched by date and vacancy, added as requirements."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from matcher.eligibility.rules import (
    Rule,
    RulePack,
    default_packs,
    distinct_packs,
    read_pack,
    rule_requirements,
    with_facts,
)
from matcher.errors import InputError
from matcher.kernels import MET, NEVER, UNKNOWN
from matcher.normalizing.expressions import Given, either, every, is_personal
from matcher.normalizing.normalized import NormalRequirement, NormalVacancy
from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.records.requirements import AllOf, Asked, Expression, OfVacancy, Personal, leaves
from matcher.taxonomy import default_taxonomy
from small_world import AS_OF, TAXONOMY, ask, must, vacancy

DAY = timedelta(days=1)
RECORDS = RecordNormalizer(Normalizer(TAXONOMY))
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
TEXT = """
[pack]
id = "p1"
version = "2025"
title_en = "Pack"
title_id = "Paket"

[[rule]]
id = "r1"
title_en = "Passport"
title_id = "Paspor"
source = "the law"
confidence = "quoted"
valid_from = 2020-01-01
stage = "depart"
expression = { section = "documents", what = "document:passport" }
"""
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "pack.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def pack(*rules: Rule) -> RulePack:
    return RulePack(id="p", version="1", title_en="a", title_id="b", rules=rules)


def added(
    rule: Rule, to: NormalVacancy | None = None, *, as_of: date = AS_OF
) -> tuple[NormalRequirement, ...]:
    return rule_requirements(to or vacancy(), [pack(rule)], as_of=as_of, records=RECORDS)


# --- reading -----------------------------------------------------------------------------


def test_a_pack_is_read_from_toml(write: Write) -> None:
    found = read_pack(write(TEXT))
    assert (found.id, found.version, found.title_en, found.title_id) == (
        "p1",
        "2025",
        "Pack",
        "Paket",
    )
    assert found.rules == (RULE,)


def test_a_path_may_be_a_text(write: Write) -> None:
    assert read_pack(str(write(TEXT))).id == "p1"


def test_a_pack_without_rules_has_none(write: Write) -> None:
    assert read_pack(write(TEXT.partition("[[rule]]")[0])).rules == ()


def test_what_is_no_toml_is_refused_with_the_line(write: Write) -> None:
    path = write(f"{TEXT}\nnot toml")
    with pytest.raises(InputError, match=r"pack\.toml is no TOML: .*line 18") as caught:
        read_pack(path)
    assert caught.value.repair == "Correct that line."


@pytest.mark.parametrize(
    ("line", "instead", "place"),
    [
        ('title_en = "Passport"', 'title_xx = "Passport"', "rules > 0 > title_en"),
        ('source = "the law"', 'source = "the law"\ncolour = "red"', "rules > 0 > colour"),
        ('confidence = "quoted"', 'confidence = "sure"', "rules > 0 > confidence"),
        ("valid_from = 2020-01-01", 'valid_from = "soon"', "rules > 0 > valid_from"),
        ('stage = "depart"', 'stage = "later"', "rules > 0 > stage"),
        ('version = "2025"', "", "version"),
        ('version = "2025"', 'version = "2025"\nauthor = "me"', "author"),
    ],
    ids=["title", "colour", "confidence", "date", "stage", "no version", "author"],
)
def test_what_is_wrong_in_a_pack_is_named_by_its_place(
    write: Write, line: str, instead: str, place: str
) -> None:
    with pytest.raises(InputError) as caught:
        read_pack(write(TEXT.replace(line, instead)))
    assert f"pack.toml, {place}: " in caught.value.found
    assert caught.value.repair == "Correct the rule."


def test_the_place_of_a_later_rule_is_its_number(write: Write) -> None:
    second = TEXT.partition("[[rule]]")[2].replace('"r1"', '"r2"').replace("depart", "later")
    with pytest.raises(InputError, match="rules > 1 > stage"):
        read_pack(write(f"{TEXT}\n[[rule]]{second}"))


@pytest.mark.parametrize("text", ["", "pack = 1", "[[rule]]"], ids=["empty", "a number", "rules"])
def test_a_pack_without_a_head_is_refused(write: Write, text: str) -> None:
    with pytest.raises(InputError, match=r"pack\.toml has no table \[pack\]\.") as caught:
        read_pack(write(text))
    assert caught.value.repair == "Give id, version and titles there."


@pytest.mark.parametrize(
    ("text", "table"),
    [
        (TEXT.replace("[[rule]]", "[[rules]]"), "rules"),
        (TEXT + "\n[more]\n", "more"),
        (TEXT.partition("[[rule]]")[0] + "rules = []\n", "rules"),
    ],
    ids=["misspelt", "more", "in the head"],
)
def test_a_table_that_would_not_be_read_is_refused(write: Write, text: str, table: str) -> None:
    with pytest.raises(InputError, match=f"has an unknown table '{table}'") as caught:
        read_pack(write(text))
    assert caught.value.repair == "Write each rule under [[rule]]."


def test_a_rule_that_is_no_table_is_refused(write: Write) -> None:
    with pytest.raises(InputError, match="rules > 0"):
        read_pack(write("rule = [1]\n" + TEXT.partition("[[rule]]")[0]))


def test_a_rule_without_an_expression_is_refused(write: Write) -> None:
    with pytest.raises(InputError, match="rules > 0 > expression"):
        read_pack(write("\n".join(TEXT.splitlines()[:-1])))


def test_two_rules_may_not_have_one_id(write: Write) -> None:
    again = TEXT.partition("[[rule]]")[2]
    with pytest.raises(InputError, match=r"pack\.toml has two rules 'r1'") as caught:
        read_pack(write(f"{TEXT}\n[[rule]]{again}"))
    assert caught.value.repair == "Rename one of them."


def test_an_unknown_field_of_a_rule_is_refused() -> None:
    with pytest.raises(ValidationError, match="colour"):
        Rule.model_validate({**RULE.model_dump(), "colour": "red"})


# --- matching ----------------------------------------------------------------------------


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
    rule = RULE.model_copy(update={"valid_from": first, "valid_to": last})
    assert rule.holds_on(AS_OF) is in_force
    assert bool(added(rule)) is in_force


@pytest.mark.parametrize(
    ("field", "fact"),
    [("countries", "country"), ("employer_types", "employer_type"), ("schemes", "scheme")],
)
@pytest.mark.parametrize(
    ("listed", "value", "matches"),
    [
        ((), "japan", True),
        ((), None, True),
        (("japan", "taiwan"), "taiwan", True),
        (("japan", "taiwan"), "korea", False),
        (("japan",), None, False),
    ],
    ids=["any", "any, unknown", "listed", "not listed", "unknown"],
)
def test_a_rule_matches_the_vacancies_that_it_lists(
    field: str, fact: str, listed: tuple[str, ...], value: str | None, *, matches: bool
) -> None:
    rule = RULE.model_copy(update={field: listed})
    known: dict[str, Any] = {fact: value}
    assert rule.matches(replace(vacancy(), **known)) is matches


def test_schemes_match_however_they_are_written() -> None:
    rule = RULE.model_copy(update={"schemes": ("G to G (EPS)",)})
    assert rule.matches(replace(vacancy(), scheme="g to g eps"))


def test_a_rule_matches_only_where_all_of_its_lists_do() -> None:
    rule = RULE.model_copy(update={"countries": ("Japan",), "employer_types": ("household",)})
    job = replace(vacancy(), country="Japan", employer_type="household")
    assert rule.matches(job)
    assert not rule.matches(replace(job, country="Taiwan"))
    assert not rule.matches(replace(job, employer_type="company"))
    assert added(rule, job)
    assert not added(rule, replace(job, country="Taiwan"))


# --- what is added -----------------------------------------------------------------------


def test_a_rule_adds_a_must_of_the_law_with_its_ground() -> None:
    (found,) = added(RULE)
    assert found == NormalRequirement(
        expression=replace(ask("document:passport"), evidence=found.expression.evidence),  # type: ignore[union-attr]
        importance="must",
        stage="depart",
        weight=None,
        component=None,
        origin="law",
        source="the law (quoted)",
        rule="r1",
    )


def test_a_rule_never_earns_score() -> None:
    rule = RULE.model_copy(
        update={"stage": "select", "expression": Asked(section="skills", what="skill:smaw")}
    )
    (found,) = added(rule)
    assert (found.stage, found.component) == ("select", None)


def test_a_rule_that_asks_nothing_adds_nothing() -> None:
    rule = RULE.model_copy(update={"expression": Asked(section="skills", what="none")})
    assert added(rule) == ()


def test_the_rules_of_all_packs_are_added_in_order() -> None:
    first, second, third = (RULE.model_copy(update={"id": name}) for name in "abc")
    packs = [pack(first, second), pack(third)]
    found = rule_requirements(vacancy(), packs, as_of=AS_OF, records=RECORDS)
    assert [one.rule for one in found] == ["a", "b", "c"]


def test_without_packs_nothing_is_added() -> None:
    assert rule_requirements(vacancy(), [], as_of=AS_OF, records=RECORDS) == ()


# --- facts of the vacancy ----------------------------------------------------------------


def state(fact: str, job: NormalVacancy) -> int:
    (found,) = with_facts([must(Given(fact, UNKNOWN))], job, AS_OF)
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


def test_facts_are_filled_in_wherever_they_stand() -> None:
    fact, skill, test = Given("verified", UNKNOWN), ask("skill:smaw"), ask("language:jlpt", 2)
    filled = Given("verified", MET)
    job = replace(vacancy(), verification="verified")
    asked = [must(skill), must(either([fact, skill])), must(every([either([fact, skill]), test]))]
    found = [one.expression for one in with_facts(asked, job, AS_OF)]
    assert found == [skill, either([filled, skill]), every([either([filled, skill]), test])]


def test_the_other_terms_of_a_requirement_stay() -> None:
    asked = replace(must(Given("verified", UNKNOWN), stage="depart"), rule="r1", source="s")
    (found,) = with_facts([asked], vacancy(), AS_OF)
    assert replace(found, expression=asked.expression) == asked


# --- the packs of the package ------------------------------------------------------------


def test_the_packs_of_the_package_are_read_once() -> None:
    assert default_packs() is default_packs()
    assert [one.id for one in default_packs()] == ["indonesia"]


def rules() -> list[Rule]:
    return [rule for one in default_packs() for rule in one.rules]


def test_what_the_rules_of_the_package_ask_is_in_its_taxonomy() -> None:
    taxonomy = default_taxonomy()
    asked = {
        leaf.what for rule in rules() for leaf in leaves(rule.expression) if isinstance(leaf, Asked)
    }
    assert {name for name in asked if name not in taxonomy} == set()


def test_the_rules_of_the_package_name_countries_as_the_taxonomy_does() -> None:
    known = set(default_taxonomy().countries.values())
    named = {country for rule in rules() for country in rule.countries}
    # A country without any vacancy yet may be missing; its name must then be nobody's alias.
    assert {one for one in named - known if one.casefold() in default_taxonomy().countries} == set()


def test_everyone_must_be_of_age() -> None:
    records = RecordNormalizer(Normalizer(default_taxonomy()))
    found = rule_requirements(vacancy(), default_packs(), as_of=AS_OF, records=records)
    personal = [one for one in found if is_personal(one.expression)]
    assert [one.expression.key for one in personal] == ["~age|216.."]


@pytest.mark.parametrize(
    ("country", "employer_type", "closed"),
    [
        ("Saudi Arabia", "household", True),
        ("Saudi Arabia", "company", False),
        ("Saudi Arabia", None, False),
        ("Taiwan", "household", False),
        ("Cambodia", "company", True),
    ],
)
def test_closed_destinations_are_closed_for_whom_the_rule_says(
    country: str, employer_type: str | None, *, closed: bool
) -> None:
    job = replace(vacancy(), country=country, employer_type=employer_type)
    closures = [
        rule
        for rule in rules()
        if rule.expression == OfVacancy(vacancy="placement_open")
        and rule.matches(job)
        and rule.holds_on(AS_OF)
    ]
    assert bool(closures) is closed


@pytest.mark.parametrize(
    "expression",
    [PASSPORT, Personal(age_min=18), OfVacancy(vacancy="verified"), AllOf(all=(PASSPORT,))],
    ids=lambda one: type(one).__name__,
)
def test_a_rule_may_ask_whatever_a_vacancy_may(expression: Expression) -> None:
    rule = RULE.model_copy(update={"expression": expression})
    assert rule.requirement().expression == expression


def test_packs_chosen_together_share_no_rule_id() -> None:
    pack = RulePack(id="p", version="1", title_en="a", title_id="b", rules=(RULE,))
    assert distinct_packs([pack]) == (pack,)
    with pytest.raises(InputError, match=rf"two rules '{RULE.id}'") as caught:
        distinct_packs([pack, pack.model_copy(update={"id": "q"})])
    assert caught.value.repair == "Rename one of them, or leave one pack out."
