"""Wishes part by part against wishes one by one."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.features.wish_table import WishTable
from matcher.features.wishes import Offer, Offers, wish_met
from matcher.normalizing.normalized import NormalWishes
from small_world import person

countries = st.sampled_from(["Japan", "Taiwan", None])
sectors = st.sampled_from(["care", None])
wages = st.sampled_from([None, 0.0, 10.0, 20.0])
currencies = st.sampled_from([None, "JPY"])
offers = st.builds(Offer, countries, sectors, wages, wages, currencies)
wishes = st.builds(
    NormalWishes,
    st.frozensets(st.sampled_from(["Japan", "Korea"])),
    st.frozensets(st.sampled_from(["care", "fishing"])),
    wages,
    currencies,
)


@given(st.lists(offers, min_size=1, max_size=6, unique=True), st.lists(wishes, max_size=4))
def test_the_shares_are_those_of_wishes_one_by_one(
    distinct: list[Offer], wished: list[NormalWishes]
) -> None:
    table = WishTable(Offers(tuple(distinct), np.arange(len(distinct))[::-1].copy()))
    answers = table.answers(wished)
    rows, vacancies = (places.ravel() for places in np.indices((len(wished), len(distinct))))
    proven, possible = table.shares(answers, rows, vacancies)
    for row, vacancy, *share in zip(rows, vacancies, proven, possible, strict=True):
        countries, sectors, wage_min, currency = wished[row]
        who = person(name="C")
        who = type(who)(
            **{
                **{name: getattr(who, name) for name in who.__slots__},
                "wish_countries": countries,
                "wish_sectors": sectors,
                "wish_wage_min": wage_min,
                "wish_currency": currency,
            }
        )
        assert tuple(share) == wish_met(who, distinct[len(distinct) - 1 - vacancy])


@given(st.lists(offers, min_size=1, max_size=6, unique=True), st.lists(wishes, max_size=4))
def test_no_offer_is_granted_more_parts_than_are_stated(
    distinct: list[Offer], wished: list[NormalWishes]
) -> None:
    table = WishTable(Offers(tuple(distinct), np.arange(len(distinct))))
    answers = table.answers(wished)
    for row, stated in enumerate(answers.stated.tolist()):
        assert (answers.granted[row][table.classes_of].sum(axis=1) <= stated).all()
        assert (answers.granted[row] <= answers.open[row]).all()
