"""Packs are compared rule by rule and field by field, in no order of theirs."""

from dataclasses import replace
from datetime import date
from typing import Literal

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


def test_a_field_that_was_not_said_before_comes_from_nothing() -> None:
    without = RULE.model_copy(update={"countries": ()})
    named = RULE.model_copy(update={"countries": ("Curaçao",)})
    (change,) = compare_packs([pack(without)], [pack(named)])
    assert change.fields == (("countries", "", '["Curaçao"]'),)


_VERSIONS = st.lists(
    st.builds(
        lambda name, fields: RULE.model_copy(update={"id": name, **fields}),
        st.sampled_from(["r1", "r2", "r3"]),
        st.fixed_dictionaries(
            {},
            optional={
                "valid_to": st.sampled_from([None, date(2027, 3, 31)]),
                "countries": st.sampled_from([(), ("Japan",), ("Japan", "Taiwan")]),
                "note": st.sampled_from([None, "a", "b"]),
            },
        ),
    ),
    max_size=3,
    unique_by=lambda rule: rule.id,
).map(lambda rules: pack(*rules))
_BACK: dict[str, Literal["added", "removed", "changed"]] = {
    "added": "removed",
    "removed": "added",
    "changed": "changed",
}


@given(_VERSIONS, _VERSIONS)
def test_the_way_back_is_the_way_there_turned_round(old: RulePack, new: RulePack) -> None:
    turned = {
        RuleChange(
            _BACK[change.what],
            change.pack,
            change.rule,
            tuple(sorted((name, after, before) for name, before, after in change.fields)),
        )
        for change in compare_packs([old], [new])
    }
    back = compare_packs([new], [old])
    assert turned == {replace(change, fields=tuple(sorted(change.fields))) for change in back}


@given(st.permutations([RULE, OTHER]), st.permutations(["p", "q"]))
def test_order_makes_no_difference(rules: list[Rule], names: list[str]) -> None:
    packs = {
        "p": pack(*rules),
        "q": pack(OTHER.model_copy(update={"id": "r3"}), name="q"),
    }
    assert compare_packs([packs["p"], packs["q"]], [packs[name] for name in names]) == ()
    assert compare_packs([pack(RULE, OTHER)], [packs["p"]]) == ()
