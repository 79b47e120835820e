"""Wishes are met, not met or unknown, each with its share."""

from dataclasses import replace
from typing import Any

import numpy as np
import pytest

from matcher.features.wishes import Offer, Offers, build_offers, wish_met
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from matcher.normalizing.vacancy_block import VacancyBlock
from small_world import person, vacancy

YES, NO, UNKNOWN = (1.0, 1.0), (0.0, 0.0), (0.0, 1.0)
NOTHING = Offer(None, None, None, None, None)
FULL = Offer("Japan", "care", 900.0, 1200.0, "JPY")


def offers_of(*vacancies: NormalVacancy) -> Offers:
    return build_offers(VacancyBlock.of(vacancies))


def wanting(
    *, countries: str = "", sectors: str = "", wage: float | None = None, currency: str = "JPY"
) -> NormalCandidate:
    return replace(
        person(),
        wish_countries=frozenset(countries.split()),
        wish_sectors=frozenset(sectors.split()),
        wish_wage_min=wage,
        wish_currency=currency or None,
    )


def test_someone_without_wishes_is_unknown_for_every_vacancy() -> None:
    assert wish_met(person(), FULL) == UNKNOWN
    assert wish_met(person(), NOTHING) == UNKNOWN


@pytest.mark.parametrize(
    ("country", "met"), [("Japan", YES), ("Taiwan", YES), ("Germany", NO), (None, UNKNOWN)]
)
def test_a_country_is_among_those_wished_or_not(
    country: str | None, met: tuple[float, float]
) -> None:
    offer = replace(NOTHING, country=country)
    assert wish_met(wanting(countries="Japan Taiwan"), offer) == met


@pytest.mark.parametrize(("sector", "met"), [("care", YES), ("fishery", NO), (None, UNKNOWN)])
def test_a_sector_is_among_those_wished_or_not(
    sector: str | None, met: tuple[float, float]
) -> None:
    assert wish_met(wanting(sectors="care"), replace(NOTHING, sector=sector)) == met


@pytest.mark.parametrize(
    ("wish", "least", "most", "met"),
    [
        (900, 900, 1200, YES),
        (899, 900, 1200, YES),
        (901, 900, 1200, UNKNOWN),
        (1200, 900, 1200, UNKNOWN),
        (1201, 900, 1200, NO),
        (900, 900, None, YES),
        (901, 900, None, NO),
        (900, None, 1200, UNKNOWN),
        (1300, None, 1200, NO),
        (900, None, None, UNKNOWN),
        (0, 0, 0, YES),
    ],
)
def test_a_wage_is_paid_from_its_least_and_may_be_up_to_its_most(
    wish: float, least: float | None, most: float | None, met: tuple[float, float]
) -> None:
    offer = Offer(None, None, least, most, "JPY")
    assert wish_met(wanting(wage=wish), offer) == met


@pytest.mark.parametrize(
    ("wished", "offered"), [("JPY", "TWD"), ("JPY", None), ("", "JPY"), ("", None)]
)
def test_amounts_that_may_be_of_different_currencies_are_not_compared(
    wished: str, offered: str | None
) -> None:
    offer = Offer(None, None, 10.0, 20.0, offered)
    assert wish_met(wanting(wage=5, currency=wished), offer) == UNKNOWN


def test_a_wage_of_nothing_is_a_wish() -> None:
    assert wish_met(wanting(wage=0), NOTHING) == UNKNOWN
    assert wish_met(wanting(wage=0, countries="Germany"), FULL) == (0.5, 0.5)


def test_wishes_share_the_preference_equally() -> None:
    assert wish_met(wanting(countries="Japan", sectors="care", wage=900), FULL) == YES
    assert wish_met(wanting(countries="Germany", sectors="care"), FULL) == (0.5, 0.5)
    met = wish_met(wanting(countries="Japan", sectors="fishery", wage=1000), FULL)
    assert met == pytest.approx((1 / 3, 2 / 3), abs=1e-12)


def test_alike_offers_are_one() -> None:
    first, second = (replace(vacancy(name=name), country="Japan") for name in ("V1", "V2"))
    offers = offers_of(first, replace(second, country="Taiwan"), second)
    assert [offer.country for offer in offers.distinct] == ["Japan", "Taiwan"]
    assert offers.of_vacancy.tolist() == [0, 1, 0]
    assert offers.of_vacancy.dtype == np.int64


@pytest.mark.parametrize("fact", ["country", "sector", "wage_min", "wage_max", "currency"])
def test_offers_differ_in_each_fact_that_a_wish_can_speak_of(fact: str) -> None:
    full = replace(
        vacancy(), country="Japan", sector="care", wage_min=900.0, wage_max=1200.0, currency="JPY"
    )
    without: dict[str, Any] = {fact: None}
    other = replace(full, **without)
    assert offers_of(full, other).of_vacancy.tolist() == [0, 1]
    assert offers_of(full).distinct == (FULL,)


def test_a_table_holds_what_each_candidate_proves_and_may_get_of_each_vacancy() -> None:
    vacancies = [
        replace(vacancy(name=name), country=country)
        for name, country in (("V1", "Japan"), ("V2", None), ("V3", "Taiwan"), ("V4", "Japan"))
    ]
    offers = offers_of(*vacancies)
    proven, possible = offers.preference([wanting(countries="Japan"), person()])
    assert proven.tolist() == [[1, 0, 0, 1], [0, 0, 0, 0]]
    assert possible.tolist() == [[1, 1, 0, 1], [1, 1, 1, 1]]


def test_no_candidate_has_a_table_of_no_rows() -> None:
    proven, possible = offers_of(vacancy()).preference([])
    assert proven.shape == possible.shape == (0, 1)
