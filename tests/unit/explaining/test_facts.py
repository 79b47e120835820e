"""The facts of an explanation as plain values."""

import json
from dataclasses import replace
from datetime import date

import pytest

from matcher.explaining.facts import Contribution, Decision, GateReason, PairFacts
from matcher.explaining.gate_facts import Ground, RuleFacts

ADDS = Contribution("skills", {"en": "SMAW", "id": "Las SMAW"}, 0.25, 0.5, 1.0, "SMAW 3G")

EMPLOYER = Ground("employer", None, None)
BY_LAW = Ground(
    "law",
    "the law",
    RuleFacts(
        id="r1",
        title={"en": "Papers", "id": "Surat"},
        pack="p",
        pack_version="1",
        origin="law",
        source="the law",
        confidence="quoted",
        valid_from=date(2020, 1, 1),
        valid_to=None,
        note=None,
        asks=True,
        unstated=(),
    ),
)


def gate(stage: str, state: str, **facts: object) -> GateReason:
    known: dict[str, object] = {
        "number": 1,
        "asked": {"en": "Passport", "id": "Paspor"},
        "on_record": {"en": "nothing", "id": "tidak ada"},
        "stage": stage,
        "state": state,
        "months": None,
        "by": None,
        "is_personal": False,
        "grounds": (EMPLOYER,),
    }
    return GateReason(**(known | facts))  # type: ignore[arg-type]


def facts(*gates: GateReason) -> PairFacts:
    return PairFacts(
        candidate_id="C1",
        vacancy_id="V1",
        title="welder",
        verdict="READY",
        score=0.125,
        possible=0.25,
        components={},
        contributions=(ADDS,),
        gates=gates,
        as_of=date(2025, 12, 1),
        departure=date(2026, 6, 1),
        departure_source="the vacancy",
        horizon=date(2026, 12, 1),
        unread={},
    )


def test_a_contribution_is_its_weight_times_what_is_proven() -> None:
    assert ADDS.value == 0.125


def test_a_contribution_is_given_as_plain_values() -> None:
    plain = ADDS.to_dict()
    assert plain == {
        "component": "skills",
        "asked": {"en": "SMAW", "id": "Las SMAW"},
        "weight": 0.25,
        "proven": 0.5,
        "possible": 1.0,
        "value": 0.125,
        "evidence": "SMAW 3G",
    }
    assert json.loads(json.dumps(plain)) == plain


def test_a_gate_is_given_as_plain_values() -> None:
    plain = gate("depart", "unknown").to_dict()
    assert plain == {
        "number": 1,
        "asked": {"en": "Passport", "id": "Paspor"},
        "on_record": {"en": "nothing", "id": "tidak ada"},
        "stage": "depart",
        "state": "unknown",
        "months": None,
        "by": None,
        "is_personal": False,
        "grounds": [{"origin": "employer", "source": None, "rule": None}],
        "bounds": [],
        "facts": [],
        "combines": [],
        "origin": "employer",
        "rule": None,
        "rule_title": None,
        "source": None,
    }


def test_a_gate_of_a_rule_is_given_with_its_ground_and_day() -> None:
    plain = gate(
        "depart",
        "obtainable",
        months=2,
        by=date(2026, 2, 1),
        grounds=(BY_LAW, EMPLOYER),
    ).to_dict()
    assert (plain["months"], plain["by"], plain["origin"]) == (2, "2026-02-01", "law")
    assert (plain["rule"], plain["rule_title"], plain["source"]) == (
        "r1",
        {"en": "Papers", "id": "Surat"},
        "the law",
    )
    assert [one["origin"] for one in plain["grounds"]] == ["law", "employer"]
    assert plain["grounds"][0]["rule"]["valid_from"] == "2020-01-01"
    assert json.loads(json.dumps(plain)) == plain


def test_notices_are_the_rules_that_ask_nothing_and_are_not_set_aside() -> None:
    assert BY_LAW.rule is not None
    notice = replace(BY_LAW.rule, id="n1", asks=False)
    aside = replace(notice, id="n2", replaced_by="n1")
    assert replace(facts(), rules=(BY_LAW.rule, notice, aside)).notices == (notice,)


def test_what_decides_stands_in_the_order_of_the_decision() -> None:
    first, second = gate("select", "met"), gate("select", "unknown", number=2)
    found = replace(facts(first, second), decision=Decision("to_show", (2, 1)))
    assert found.deciding == (second, first)


@pytest.mark.parametrize("state", ["unknown", "obtainable", "impossible"])
def test_what_is_open_before_departure_is_the_checklist(state: str) -> None:
    listed = gate("depart", state)
    found = facts(gate("depart", "met"), listed, gate("select", state))
    assert found.checklist == (listed,)


@pytest.mark.parametrize("state", ["unknown", "obtainable", "impossible"])
def test_what_is_open_to_be_chosen_are_the_gaps(state: str) -> None:
    listed = gate("select", state)
    found = facts(gate("select", "met"), listed, gate("depart", state))
    assert found.gaps == (listed,)
