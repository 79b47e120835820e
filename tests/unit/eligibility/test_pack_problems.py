"""What is wrong in packs as a whole is found, with the rule, the reason and the repair."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from matcher.eligibility.pack_problems import PackProblem, find_pack_problems
from matcher.eligibility.packs import default_packs
from matcher.eligibility.rules import Rule, RulePack
from matcher.taxonomy import default_taxonomy
from small_world import TAXONOMY

ADULT = {"age_min": 18}
AGED: dict[str, Any] = {"expression": ADULT}


def rule(name: str = "r", **fields: object) -> Rule:
    head = {"id": name, "title_en": "a", "title_id": "b", "source": "s", "confidence": "quoted"}
    return Rule.model_validate({**head, "valid_from": date(2020, 1, 1), **fields})


def pack(*rules: Rule, name: str = "p") -> RulePack:
    return RulePack(id=name, version="1", title_en="a", title_id="b", rules=rules)


def found(*packs: RulePack) -> tuple[PackProblem, ...]:
    return find_pack_problems(packs, TAXONOMY)


def problems(*packs: RulePack) -> list[PackProblem]:
    return [one for one in found(*packs) if one.severity == "problem"]


def asked(what: str, section: str = "skills", **more: object) -> dict[str, Any]:
    return {"expression": {"any": [{"section": section, "what": what, **more}]}}


# --- names -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "reason", "repair"),
    [
        ({"countries": ["Jepang"]}, "There is no country 'Jepang'.", "Write 'Japan'."),
        ({"countries": ["Tawian"]}, "There is no country 'Tawian'.", "Write 'Taiwan'."),
        ({"countries": ["Mars"]}, "There is no country 'Mars'.", "Use a known country, or add it"),
        ({"schemes": ["SSW 1"]}, "There is no scheme 'SSW 1'.", "Write 'ssw'."),
        ({"schemes": ["sww"]}, "There is no scheme 'sww'.", "Write 'ssw'."),
        (
            {"occupations": ["occupation:weldr"]},
            "There is no occupation 'occupation:weldr'.",
            "Write 'occupation:welder'.",
        ),
        (
            {"occupations": ["skill:smaw"]},
            "There is no occupation 'skill:smaw'.",
            "Use a known occupation",
        ),
        (asked("skill:smaww"), "There is no concept 'skill:smaww'.", "Write 'skill:smaw'."),
        (asked("SMAW 3G"), "There is no concept 'SMAW 3G'.", "Use a known concept"),
        (
            asked("language:jlpt", level="N4"),
            "'language:jlpt' does not belong in the section 'skills'.",
            'Write section = "languages".',
        ),
        (
            asked("language:jlpt", "languages", level="B2"),
            "'language:jlpt' has no level 'B2'.",
            "Use one of: N5, N4, N3, N2.",
        ),
        (
            asked("skill:smaw", level="N4"),
            "'skill:smaw' has no levels, but the level 'N4' is asked.",
            "Remove it.",
        ),
        (
            asked("occupation:welder", "experience", level="long"),
            "'long' is no length of time.",
            'Write it as "6 months".',
        ),
        (
            {"countries": ["Japan"], "ask": ["countries"]},
            "It asks for 'countries', but only where the vacancy meets something else.",
            "Name another criterion",
        ),
        (asked("language:ielts", "languages", level="0"), "It asks nothing.", "Ask something"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_name_that_is_not_known_is_told_with_what_is_meant(
    fields: dict[str, Any], reason: str, repair: str
) -> None:
    told = problems(pack(rule(**fields)))
    assert (told[0].pack, told[0].rule, told[0].reason) == ("p", "r", reason)
    assert told[0].repair.startswith(repair)


@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"countries": ["Japan"], "schemes": ["ssw"], "occupations": ["occupation:cook"]},
        {"countries": ["Japan"], "schemes": ["ssw"], "ask": ["schemes"]},
        asked("skill:smaw"),
        asked("language:jlpt", "languages", level="N4"),
        asked("language:ielts", "languages", level="5.5"),
        asked("occupation:welder", "experience", level="6 months"),
        asked("occupation:welder", "experience"),
        asked("document:passport", "documents"),
        {"expression": ADULT},
        {"expression": {"vacancy": "placement_open"}},
    ],
    ids=str,
)
def test_what_is_known_is_no_problem(fields: dict[str, Any]) -> None:
    assert found(pack(rule(**fields))) == ()


def test_another_name_of_a_country_is_told_however_unlike_it_is() -> None:
    known = replace(TAXONOMY, countries={**TAXONOMY.countries, "nippon": "Japan"})
    (told,) = find_pack_problems([pack(rule(countries=["NIPPON"]))], known)
    assert (told.reason, told.repair) == ("There is no country 'NIPPON'.", "Write 'Japan'.")


def test_what_names_the_unknown_is_compared_with_nothing() -> None:
    lost = rule("b", countries=["Mars"], expression={"age_max": 17})
    told = found(pack(rule("a", expression=ADULT), lost, rule("c", **asked("skill:none-such"))))
    assert [(one.rule, one.reason) for one in told] == [
        ("b", "There is no country 'Mars'."),
        ("c", "There is no concept 'skill:none-such'."),
    ]


def test_a_concept_may_stand_in_any_section_that_reads_it() -> None:
    there = rule(countries=["Mars"], **asked("skill:smaw", "certificates"))
    assert [one.reason for one in problems(pack(there))] == ["There is no country 'Mars'."]


def test_every_problem_is_found_in_the_order_of_the_rules() -> None:
    first = rule("a", countries=["Mars"], schemes=["none at all"])
    second = rule("b", replaces=["gone"], **asked("skill:none-such"))
    assert [one.rule for one in problems(pack(first, second))] == ["a", "a", "b", "b"]


def test_a_problem_is_told_in_one_line() -> None:
    (problem,) = problems(pack(rule(countries=["Jepang"])))
    assert str(problem) == "p, rule r: There is no country 'Jepang'. Write 'Japan'."


# --- precedence --------------------------------------------------------------------------


def test_what_a_rule_replaces_is_information() -> None:
    first = pack(rule("a", expression=ADULT), rule("b", countries=["Japan"], expression=ADULT))
    later = pack(rule("c", replaces=["a", "b"], countries=["Taiwan"], expression=ADULT), name="q")
    told = [one for one in found(first, later) if one.pack == "q"]
    reasons = (
        "Where both speak it goes before 'a'.",
        "It replaces 'b', but they never speak of one vacancy.",
    )
    assert told == [PackProblem("q", "c", "information", reason, "") for reason in reasons]
    assert [str(one) for one in told] == [f"q, rule c: {reason}" for reason in reasons]


def test_what_a_rule_goes_before_is_told_at_once() -> None:
    later = rule("c", replaces=["a", "b"], expression={"sex": "F"})
    (told,) = found(pack(rule("a"), rule("b"), later))
    assert told.reason == "Where both speak it goes before 'a', 'b'."


def test_to_replace_what_is_not_there_is_a_problem() -> None:
    (problem,) = problems(pack(rule(replaces=["gone"])))
    assert (problem.reason, problem.repair) == (
        "It replaces 'gone', which is not there.",
        "Give the pack that has it, or remove the name.",
    )


# --- repetition --------------------------------------------------------------------------


def test_a_rule_that_only_repeats_another_of_its_pack_is_a_problem() -> None:
    wide = rule("a", expression=ADULT)
    narrow = rule("b", countries=["Japan"], expression=ADULT)
    for rules in ((wide, narrow), (narrow, wide)):
        (problem,) = problems(pack(*rules))
        assert str(problem) == (
            "p, rule b: It says only what 'a' of p says. Remove it, or let it replace the other."
        )


def test_every_repetition_is_found_whatever_stands_before_it() -> None:
    taiwan, japan = {"countries": ["Taiwan"], **AGED}, {"countries": ["Japan"], **AGED}
    rules = [rule("a"), rule("b", **taiwan), rule("c", **japan)]
    told = problems(pack(*rules, rule("d", **japan), rule("e", **japan)))
    assert [(one.rule, one.reason) for one in told] == [
        ("d", "It says only what 'c' of p says."),
        ("e", "It says only what 'c' of p says."),
    ]


def test_a_rule_that_repeats_one_of_another_pack_is_information() -> None:
    first, second = pack(rule("a", expression=ADULT)), pack(rule("b", expression=ADULT), name="q")
    (told,) = found(first, second)
    reason = "It says only what 'a' of p says."
    assert told == PackProblem("q", "b", "information", reason, "")


@pytest.mark.parametrize(
    "fields",
    [
        {"expression": {"age_min": 19}},
        {"expression": ADULT, "stage": "depart"},
        {"expression": ADULT, "replaces": ["a"]},
        {"expression": ADULT, "valid_from": date(2020, 1, 2)},
        {"expression": ADULT, "valid_to": date(2029, 1, 1), "countries": []},
        {},
    ],
    ids=["other bound", "other stage", "replaces", "other days", "more vacancies", "notice"],
)
def test_a_rule_that_says_more_is_no_repetition(fields: dict[str, Any]) -> None:
    until = rule("a", countries=["Japan"], expression=ADULT, valid_to=date(2030, 1, 1))
    other = rule("b", **{"countries": ["Japan"], "valid_to": date(2031, 1, 1), **fields})
    assert problems(pack(until, other)) == []


# --- conflicts ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"age_max": 17}, {"age_min": 18}),
        ({"sex": "M"}, {"sex": "F"}),
        ({"height_max": 160}, {"height_min": 160.5}),
        ({"weight_min": 90}, {"weight_max": 60}),
        ({"any": [{"sex": "M"}, {"age_max": 20}]}, {"sex": "F", "age_min": 30}),
        (
            {"any": [{"section": "skills", "what": "skill:smaw"}, {"sex": "F"}]},
            {"all": [{"section": "skills", "what": "skill:smaw"}, {"sex": "M"}]},
        ),
    ],
    ids=["ages", "sexes", "heights", "weights", "alternatives", "one way is left"],
)
def test_bounds_that_exclude_each_other_are_a_conflict(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    told = problems(pack(rule("a", expression=one), rule("b", expression=other)))
    is_open = "section" in str(one)
    assert [problem.rule for problem in told] == ([] if is_open else ["b"])
    assert all("together with 'a' of p" in problem.reason for problem in told)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"age_max": 18}, {"age_min": 18}),
        ({"height_max": 160}, {"height_min": 160}),
        ({"sex": "M"}, {"age_min": 40}),
        ({"any": [{"sex": "M"}, {"age_max": 20}]}, {"sex": "F", "age_min": 20}),
    ],
    ids=["a year is left", "a height is left", "other facts", "one way is left"],
)
def test_bounds_that_somebody_can_meet_are_no_conflict(
    one: dict[str, Any], other: dict[str, Any]
) -> None:
    assert problems(pack(rule("a", expression=one), rule("b", expression=other))) == []


@pytest.mark.parametrize(
    "fields",
    [
        {"countries": ["Taiwan"]},
        {"schemes": ["sp2t"]},
        {"replaces": ["a"]},
        {"valid_from": date(2021, 1, 1)},
    ],
    ids=["country", "scheme", "replaces", "days"],
)
def test_rules_that_never_hold_together_are_in_no_conflict(fields: dict[str, Any]) -> None:
    men = rule("a", countries=["Japan"], valid_to=date(2020, 12, 31), expression={"sex": "M"})
    assert problems(pack(men, rule("b", expression={"sex": "F"}, **fields))) == []


def test_a_rule_that_nobody_can_meet_is_a_problem_of_its_own() -> None:
    nobody = rule("a", expression={"all": [{"age_min": 30}, {"age_max": 25}]})
    (problem,) = problems(pack(nobody, rule("b", expression=ADULT)))
    assert (problem.rule, problem.repair) == ("a", "Correct its bounds.")
    assert problem.reason == "Nobody can meet it: age 30 to 25."


def test_the_conflict_of_later_packs_is_told_in_words() -> None:
    first = pack(rule("a", expression={"age_max": 17}))
    (problem,) = problems(first, pack(rule("b", expression=ADULT), name="q"))
    assert str(problem) == (
        "q, rule b: Nobody can meet it together with 'a' of p: age at most 17; age at least 18. "
        "Let one replace the other, or narrow what one of them is for."
    )


def test_a_conflict_is_told_in_the_words_of_the_taxonomy() -> None:
    hygiene = {"section": "certificates", "what": "certificate:hygiene"}
    young = rule("a", expression={"all": [{"age_max": 17}, hygiene]})
    (problem,) = problems(pack(young, rule("b", expression=ADULT)))
    assert problem.reason == (
        "Nobody can meet it together with 'a' of p: "
        "Food hygiene and age at most 17; age at least 18."
    )
    nobody = {"all": [{"age_min": 30}, {"age_max": 25}, hygiene]}
    (problem,) = problems(pack(rule("a", expression=nobody)))
    assert (
        problem.reason == "Nobody can meet it: Food hygiene and age at most 25 and age at least 30."
    )


def test_every_conflict_is_found_whatever_stands_before_it() -> None:
    asked_of_each = {
        "a": {"all": [{"age_min": 30}, {"age_max": 25}]},
        "b": {"age_max": 17},
        "c": {"height_min": 150},
        "d": ADULT,
        "e": {"height_max": 140},
    }
    told = problems(pack(*(rule(name, expression=one) for name, one in asked_of_each.items())))
    assert [(one.rule, one.reason.partition(":")[0]) for one in told] == [
        ("a", "Nobody can meet it"),
        ("d", "Nobody can meet it together with 'b' of p"),
        ("e", "Nobody can meet it together with 'c' of p"),
    ]


# --- the packs of the package ------------------------------------------------------------


def test_the_packs_of_the_package_have_no_problem() -> None:
    found_there = find_pack_problems(default_packs(), default_taxonomy())
    assert [str(one) for one in found_there if one.severity == "problem"] == []
