"""Currencies: signs, names and codes in a text, and the money of each country."""

from itertools import pairwise

import pytest

from matcher.records.currencies import currency_in, currency_of_country, decimals_of
from matcher.tables import read_data_table

COUNTRIES = [
    (row.required("country"), row.text("label_id"))
    for row in read_data_table("data/countries.csv", package="matcher.taxonomy")
]
NAMES = [
    (row.required("currency"), name)
    for row in read_data_table("data/currencies.csv", package="matcher.records")
    for name in row.items("countries")
]


@pytest.mark.parametrize(("country", "indonesian"), COUNTRIES)
def test_both_names_of_a_country_lead_to_one_currency(country: str, indonesian: str) -> None:
    assert currency_of_country(country) == currency_of_country(f" {indonesian.upper()} ")


def test_no_name_of_a_country_leads_to_two_currencies() -> None:
    assert all(currency_of_country(name) == currency for currency, name in NAMES)
    names = sorted(name.casefold() for _, name in NAMES)
    assert all(one != other for one, other in pairwise(names))


@pytest.mark.parametrize(
    ("text", "country", "currency"),
    [
        ("NT$x", None, "TWD"),
        ("NT$ 1", None, "TWD"), ("US$1", "Taiwan", "USD"), ("1 dolar Taiwan", None, "TWD"),
        ("$ 1", "Hong Kong", "HKD"), ("$ 1", "Japan", "USD"), ("$ 1", None, "USD"),
        ("1", None, None),
        ("Rp1", None, "IDR"), ("1rp", None, "IDR"), ("1 QAR", None, "QAR"),
        ("normal 1", None, None),
        ("harga 1", None, None), ("257,000円", None, "JPY"), ("S$ 900", None, "SGD"),
    ],
)  # fmt: skip
def test_signs_names_and_codes_are_found(
    text: str, country: str | None, currency: str | None
) -> None:
    assert currency_in(text, country) == currency


def test_decimals_are_those_in_use() -> None:
    assert (decimals_of("JPY"), decimals_of("KWD"), decimals_of("XXX"), decimals_of(None)) == (
        0, 3, 2, 2
    )  # fmt: skip
