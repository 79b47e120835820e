"""Which vacancies two rules share follows from what both accept, never less than they do."""

from dataclasses import replace
from datetime import date
from itertools import product
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.audiences import audience_of
from matcher.eligibility.rules import Rule
from matcher.normalizing.employers import Employer
from matcher.normalizing.normalized import NormalVacancy
from small_world import TAXONOMY, vacancy

FIRST = date(2020, 1, 1)


def rule(**fields: object) -> Rule:
    head = {"id": "r", "title_en": "a", "title_id": "b", "source": "s", "confidence": "quoted"}
    return Rule.model_validate({**head, "valid_from": FIRST, **fields})


def meets(one: dict[str, Any], other: dict[str, Any]) -> bool:
    first, second = (audience_of(rule(**fields), TAXONOMY) for fields in (one, other))
    assert first.meets(second) is second.meets(first)
    return first.meets(second)


def is_within(one: dict[str, Any], other: dict[str, Any]) -> bool:
    return audience_of(rule(**one), TAXONOMY).is_within(audience_of(rule(**other), TAXONOMY))


JAPAN, TAIWAN = {"countries": ["Japan"]}, {"countries": ["Taiwan"]}
WELDER, PIPE = {"occupations": ["occupation:welder"]}, {"occupations": ["occupation:pipe-welder"]}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, True),
        (JAPAN, {}, True),
        (JAPAN, TAIWAN, False),
        (JAPAN, {"countries": ["Taiwan", "Japan"]}, True),
        (WELDER, PIPE, True),
        (WELDER, {"occupations": ["occupation:cook"]}, False),
        ({"employer_types": ["household"]}, {"employer_types": ["company"]}, False),
        ({"schemes": ["ssw"]}, {"schemes": ["technical-intern"]}, False),
        ({"schemes": ["ssw"]}, {"schemes": ["p-to-p"]}, True),
        ({"schemes": ["ijepa"]}, {"schemes": ["g-to-g"]}, True),
        ({"schemes": ["im-japan"]}, {"schemes": ["technical-intern"]}, True),
        ({"schemes": ["im-japan"]}, {"schemes": ["technical-intern", "ssw"]}, True),
        ({"schemes": ["g-to-g"]}, {"schemes": ["p-to-p"]}, False),
        ({"schemes": ["ssw"]}, TAIWAN, False),
        ({"schemes": ["ssw"]}, JAPAN, True),
        ({"schemes": ["ssw", "p-to-p"]}, TAIWAN, True),
        ({"schemes": ["our own"]}, TAIWAN, True),
        ({"schemes": ["our own"]}, {"schemes": ["ssw"]}, True),
        ({"schemes": ["our own"]}, {"schemes": ["p-to-p"]}, False),
        ({"valid_to": date(2020, 6, 1)}, {"valid_from": date(2020, 6, 1)}, True),
        ({"valid_to": date(2020, 6, 1)}, {"valid_from": date(2020, 6, 2)}, False),
    ],
)
def test_two_rules_meet_where_a_vacancy_may_be_of_both(
    one: dict[str, Any], other: dict[str, Any], *, expected: bool
) -> None:
    assert meets(one, other) is expected


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({}, {}, True),
        (JAPAN, {}, True),
        ({}, JAPAN, False),
        (JAPAN, {"countries": ["Taiwan", "Japan"]}, True),
        ({"countries": ["Taiwan", "Japan"]}, JAPAN, False),
        (PIPE, WELDER, True),
        (WELDER, PIPE, False),
        ({"schemes": ["ijepa"]}, {"schemes": ["g-to-g"]}, True),
        ({"schemes": ["g-to-g"]}, {"schemes": ["ijepa"]}, False),
        ({**JAPAN, "ask": ["countries"]}, JAPAN, False),
        ({**JAPAN, "ask": ["countries"]}, {}, True),
        ({"valid_to": date(2020, 6, 1)}, {}, True),
        ({}, {"valid_to": date(2020, 6, 1)}, False),
        ({}, {"valid_from": date(2020, 1, 2)}, False),
    ],
)
def test_a_rule_is_within_another_where_all_of_its_vacancies_are(
    one: dict[str, Any], other: dict[str, Any], *, expected: bool
) -> None:
    assert is_within(one, other) is expected


# --- against what rules themselves say of vacancies --------------------------------------

_JOBS = [
    replace(vacancy(occupation=job), country=country, schemes=schemes, employer=Employer(employer))
    for job, (country, schemes), employer in product(
        ["occupation:welder", "occupation:pipe-welder", "occupation:cook"],
        [
            (None, ()),
            ("Japan", ()),
            ("Japan", ("ssw",)),
            ("Japan", ("ijepa", "g-to-g")),
            ("Taiwan", ("p-to-p",)),
            ("Taiwan", ("sp2t", "g-to-p")),
        ],
        [None, "household", "company"],
    )
]


def _some(*names: str) -> st.SearchStrategy[list[str]]:
    return st.lists(st.sampled_from(names), max_size=2, unique=True)


_RULES = st.fixed_dictionaries(
    {
        "countries": _some("Japan", "Taiwan"),
        "schemes": _some("ssw", "ijepa", "g-to-g", "p-to-p", "sp2t"),
        "employer_types": _some("household", "company"),
        "occupations": _some("occupation:welder", "occupation:pipe-welder", "occupation:cook"),
    }
).map(lambda fields: rule(**fields))


def _of(one: Rule) -> list[NormalVacancy]:
    return [job for job in _JOBS if one.speaks_of(job, TAXONOMY)]


@given(_RULES, _RULES)
def test_what_two_rules_share_is_never_overlooked(one: Rule, other: Rule) -> None:
    first, second = audience_of(one, TAXONOMY), audience_of(other, TAXONOMY)
    shared = [job for job in _of(one) if job in _of(other)]
    if shared:
        assert first.meets(second)
    if first.is_within(second):
        assert shared == _of(one)
