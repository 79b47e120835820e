"""The musts of many vacancies at once are those that their terms have one by one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

import generated_vacancies
from matcher.eligibility.musts import Musts, PersonalMusts, musts_of_block, musts_of_terms
from matcher.eligibility.packs import default_packs
from matcher.eligibility.terms import Terms
from matcher.index import Context
from matcher.normalizing.expressions import Bound, every
from matcher.normalizing.normalized import NormalVacancy
from matcher.normalizing.normalizer import default_normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.records import Vacancies
from matcher.settings import Settings, Weights
from random_markets import Market, market
from small_world import AS_OF, CONTEXT, ask, must, nice, vacancy

SMAW, VISA = ask("skill:smaw"), ask("document:visa")
COOKING = ask("skill:cooking")
ADULT, OLD, MEN = Bound("age", low=216), Bound("age", low=300), Bound("sex", value="M")


def generated(*origins: str) -> Market:
    settings = Settings.model_validate({"report_only": origins})
    records = RecordNormalizer(default_normalizer())
    context = Context(AS_OF, Weights(), settings, records, default_packs())
    return Market(Vacancies.from_arrow(generated_vacancies.table().slice(0, 200)), context)


def of_block(found: Market) -> Musts:
    context = found.context
    return musts_of_block(found.block, found.rules, as_of=context.as_of, settings=context.settings)


def told(musts: Musts, row: int) -> dict[str, object]:
    """What the musts say of one vacancy."""
    keys = [one.gate_key for one in musts.expressions]
    personal = musts.personal[musts.personal_of[row]]
    return {
        "select": [keys[one] for one in musts.select.of(int(musts.select_of[row])).tolist()],
        "depart": [keys[one] for one in musts.depart.of(int(musts.depart_of[row])).tolist()],
        "personal": (personal.select.gate_key, personal.depart.gate_key),
        "window": musts.windows[musts.window_of[row]],
    }


def expected(terms: Terms) -> dict[str, object]:
    select, depart, *personal, window = terms.gate_key
    return {"select": select, "depart": depart, "personal": tuple(personal), "window": window}


def check(musts: Musts, terms: Sequence[Terms]) -> None:
    for row, one in enumerate(terms):
        found, known = told(musts, row), expected(one)
        for stage in ("select", "depart"):
            assert sorted(map(str, found[stage])) == list(known[stage])  # type: ignore[call-overload]
        assert (found["personal"], found["window"]) == (known["personal"], known["window"])
    keys = [one.gate_key for one in musts.expressions]
    assert len(set(keys)) == len(keys)
    assert len(set(musts.windows)) == len(musts.windows)
    pairs = [(one.select.gate_key, one.depart.gate_key) for one in musts.personal]
    assert len(set(pairs)) == len(pairs)


@pytest.mark.parametrize("seed", range(8))
def test_the_musts_of_a_block_are_those_of_its_terms(seed: int) -> None:
    found = market(seed)
    check(of_block(found), found.terms)
    check(musts_of_terms(found.terms), found.terms)


@pytest.mark.parametrize("origins", [(), ("employer", "agency")])
def test_the_rules_of_the_package_are_added_to_a_block(origins: tuple[str, ...]) -> None:
    found = generated(*origins)
    check(of_block(found), found.terms)


@pytest.mark.parametrize("seed", range(8))
def test_vacancies_of_one_kind_have_the_same_musts(seed: int) -> None:
    found = market(seed)
    kinds, terms = of_block(found).kinds, found.terms

    def asked(one: Terms) -> object:
        musts = [must for must in one.requirements if must.importance == "must"]
        reported = [must for must in one.reported if must.importance == "must"]
        return musts, reported, one.window

    for own, kind in zip(terms, kinds.of.tolist(), strict=True):
        assert asked(own) == asked(terms[kinds.examples[kind]])


# --- by hand -----------------------------------------------------------------------------


def musts_of(*jobs: NormalVacancy, horizon: int = 12) -> Musts:
    settings = Settings(horizon_months=horizon)
    block = VacancyBlock.of(jobs)
    return musts_of_block(block, CONTEXT.rules, as_of=AS_OF, settings=settings)


def test_vacancies_that_differ_in_wishes_alone_are_of_one_kind() -> None:
    found = musts_of(
        vacancy(must(SMAW)),
        vacancy(must(SMAW), nice(COOKING)),
        replace(vacancy(must(SMAW)), departure=date(2026, 7, 1)),
    )
    assert found.kinds.of.tolist() == [0, 0, 1]
    assert len(found.select) == 1


def test_what_is_asked_in_another_order_is_the_same_set() -> None:
    found = musts_of(vacancy(must(SMAW), must(COOKING)), vacancy(must(COOKING), must(SMAW)))
    assert found.select_of.tolist() == [0, 0]
    assert found.kinds.of.tolist() != [0, 0]


def test_personal_musts_are_joined_by_stage() -> None:
    asked = vacancy(must(ADULT), must(VISA, stage="depart"), must(MEN), must(OLD, stage="depart"))
    found = musts_of(asked, vacancy())
    one, none = (found.personal[place] for place in found.personal_of.tolist())
    assert one == PersonalMusts(every([ADULT, MEN]), OLD)
    assert none == PersonalMusts(every([]), every([]))
    assert [found.expressions[place] for place in found.depart.members.tolist()] == [VISA]


@pytest.mark.parametrize(
    ("departure", "until", "expected"),
    [
        (None, None, (date(2026, 6, 1), date(2026, 12, 1))),
        (date(2026, 2, 3), date(2026, 5, 6), (date(2026, 2, 3), date(2026, 5, 6))),
        (date(2020, 1, 1), date(2020, 1, 1), (AS_OF, AS_OF)),
        (AS_OF, date(9999, 12, 31), (AS_OF, date(2026, 12, 1))),
    ],
)
def test_a_window_is_that_of_the_days_stated(
    departure: date | None, until: date | None, expected: tuple[date, date]
) -> None:
    found = musts_of(replace(vacancy(), departure=departure, permit_until=until))
    (window,) = found.windows
    assert (window.departure, window.last) == expected


def test_the_horizon_is_that_of_the_settings() -> None:
    assert musts_of(vacancy(), horizon=3).windows[0].last == date(2026, 3, 1)


def test_no_vacancies_have_no_musts() -> None:
    assert musts_of().windows == musts_of_terms([]).windows == ()
