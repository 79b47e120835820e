"""Packs are compared rule by rule and field by field, in no order of theirs."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.comparing_packs import RuleChange, compare_packs
from matcher.eligibility.packs import default_packs
from matcher.eligibility.rules import Rule, RulePack

RULE = Rule(
    id="r1",
    title_en="Of age",
    title_id="Cukup umur",
    source="s",
    confidence="quoted",
    valid_from=date(2020, 1, 1),
    countries=("Japan",),
)
OTHER = RULE.model_copy(update={"id": "r2"})


def pack(*rules: Rule, name: str = "p", version: str = "1") -> RulePack:
    return RulePack(id=name, version=version, title_en="a", title_id="b", rules=rules)


def test_packs_that_are_the_same_have_no_differences() -> None:
    assert compare_packs(default_packs(), default_packs()) == ()


def test_a_field_that_changed_is_told_with_both_values() -> None:
    later = RULE.model_copy(
        update={"valid_to": date(2027, 3, 31), "countries": ("Japan", "Taiwan")}
    )
    (change,) = compare_packs([pack(RULE)], [pack(later)])
    assert change == RuleChange(
        "changed",
        "p",
        "r1",
        (
            ("countries", '["Japan"]', '["Japan", "Taiwan"]'),
            ("valid_to", "", "2027-03-31"),
        ),
    )
    assert str(change) == (
        'changed p, rule r1: countries \'["Japan"]\' > \'["Japan", "Taiwan"]\'; '
        "valid_to '' > '2027-03-31'"
    )


def test_rules_and_packs_come_and_go() -> None:
    old, new = [pack(RULE), pack(name="gone")], [pack(OTHER, version="2")]
    assert [str(change) for change in compare_packs(old, new)] == [
        "removed gone",
        "changed p: version '1' > '2'",
        "removed p, rule r1",
        "added p, rule r2",
    ]


def test_the_rules_of_a_pack_that_is_new_are_added() -> None:
    assert [str(change) for change in compare_packs([], [pack(RULE)])] == [
        "added p",
        "added p, rule r1",
    ]


@given(st.permutations([RULE, OTHER]), st.permutations(["p", "q"]))
def test_order_makes_no_difference(rules: list[Rule], names: list[str]) -> None:
    packs = {
        "p": pack(*rules),
        "q": pack(OTHER.model_copy(update={"id": "r3"}), name="q"),
    }
    assert compare_packs([packs["p"], packs["q"]], [packs[name] for name in names]) == ()
    assert compare_packs([pack(RULE, OTHER)], [packs["p"]]) == ()
