"""Spreading: one cell becomes the cells that its columns themselves can read."""

from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from advert_texts import LONG_TEXTS, advert_texts
from matcher.errors import CellError, UnknownName
from matcher.records.amounts import parse_number
from matcher.records.columns import TableName, columns_of, fold_name
from matcher.records.spreading import headers_of_spreads, spread_cell, spreads_of

TABLES: tuple[TableName, ...] = ("candidates", "vacancies")
SPREADS = [(table, spread.name) for table in TABLES for spread in spreads_of(table)]


@pytest.mark.parametrize(
    ("name", "text", "cells"),
    [
        ("age", "19 s/d 28", {"age_min": "19", "age_max": "28"}),
        ("age", "max 35 th", {"age_max": "35"}),
        (
            "age",
            "L 18-30, P 20-35",
            {
                "age_min_male": "18",
                "age_max_male": "30",
                "age_min_female": "20",
                "age_max_female": "35",
            },
        ),
        ("height", "P 155, L 165", {"height_min_male": "165", "height_min_female": "155"}),
        ("height", "1,655 m", {"height_min": "165.5"}),
        ("height", "proporsional", {}),
        ("weight", "max 70", {"weight_max": "70"}),
        ("body", "160/50", {"height_min": "160", "weight_min": "50"}),
        ("body", "TB 160, BB ideal", {"height_min": "160"}),
        (
            "wage_min",
            "NT$ 28,590-29,000",
            {"wage_min": "28590", "wage_max": "29000", "currency": "TWD"},
        ),
        (
            "wage_min",
            "US$ 300,00 /bln",
            {"wage_min": "300", "currency": "USD", "wage_period": "month"},
        ),
        ("wage_min", "UMR Taiwan", {"note": "UMR Taiwan"}),
        ("wage_min", "hingga RM 2.000", {"wage_max": "2000", "currency": "MYR"}),
        (
            "wage_min",
            "RM 1,800 + Komisi RM 15 / jam",
            {"wage_min": "1800", "currency": "MYR", "note": "Komisi RM 15 / jam"},
        ),
        ("wage_min", "", {}),
        ("openings", "2 (L) 3 (P)", {"openings_male": "2", "openings_female": "3"}),
        ("openings", "100+", {"openings": "100"}),
    ],
)
def test_a_cell_of_a_vacancy_fills_its_columns(name: str, text: str, cells: dict[str, str]) -> None:
    assert spread_cell(name, text) == cells


def test_cells_of_candidates_fill_their_columns() -> None:
    assert spread_cell("measures", "165/55", table="candidates") == {
        "height_cm": "165", "weight_kg": "55"
    }  # fmt: skip
    assert spread_cell("birth", "Sragen, 3 Juni 2006", table="candidates") == {
        "birth_date": "2006-06-03"
    }
    assert spread_cell("measures", "160-170 cm", table="candidates") == {
        "height_cm_from": "160", "height_cm_to": "170"
    }  # fmt: skip
    assert spread_cell("birth", "Juni 2006", table="candidates") == {
        "birth_from": "2006-06-01", "birth_to": "2006-06-30"
    }  # fmt: skip
    for name, text in (("measures", "L 160"), ("measures", "tinggi"), ("birth", "Juni")):
        with pytest.raises(CellError):
            spread_cell(name, text, table="candidates")


def test_a_contradiction_goes_to_the_note() -> None:
    cells = spread_cell("weight", "Berat badan: Ideal (minimal 155 cm)")
    assert cells["height_min"] == "155"
    assert "names the weight with a unit of height" in cells["note"]


def test_the_country_tells_the_currency_that_is_not_written() -> None:
    cells = spread_cell("wage_min", "21.009", country="Taiwan")
    assert cells == {"wage_min": "21009", "currency": "TWD"}
    assert spread_cell("wage_min", "UMR", country="Taiwan") == {"note": "UMR"}


def test_days_of_birth_are_ages_only_on_a_day() -> None:
    text = "kelahiran 3 Juni 1985 – 4 Juni 2007"
    with pytest.raises(CellError, match="ages only on a certain day"):
        spread_cell("age", text)
    assert spread_cell("age", text, on=date(2025, 6, 4)) == {"age_min": "18", "age_max": "40"}


@pytest.mark.parametrize(
    ("name", "text", "reason"),
    [
        ("age", "kontrak", "'kontrak' is no age."),
        ("wage_min", "Rp 100.000 / hari", "'Rp 100.000 / hari' is a wage per day."),
        ("openings", "banyak", "'banyak' is no number of seats."),
        ("openings", "5 L/P, 3 L", "'5 L/P, 3 L' holds seats by sex and seats for both."),
    ],
)
def test_what_no_column_can_hold_is_refused(name: str, text: str, reason: str) -> None:
    with pytest.raises(CellError) as caught:
        spread_cell(name, text)
    assert caught.value.reason == reason


def test_an_unknown_spread_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownName, match="Did you mean 'age'"):
        spread_cell("ages", "20-35")


@pytest.mark.parametrize(("table", "name"), SPREADS)
def test_every_spread_fills_known_columns_and_reads_its_example(
    table: TableName, name: str
) -> None:
    spread = next(one for one in spreads_of(table) if one.name == name)
    known = {column.name for column in columns_of(table)}
    assert set(spread.columns) <= known
    cells = spread_cell(name, spread.example, table=table)
    assert cells
    assert set(cells) <= set(spread.columns)


@pytest.mark.parametrize("table", TABLES)
def test_no_header_of_a_spread_names_a_column(table: TableName) -> None:
    taken = {fold_name(name) for column in columns_of(table) for name in column.names()}
    headers = [fold_name(header) for spread in spreads_of(table) for header in spread.headers]
    assert not taken & set(headers)
    assert len(headers) == len(set(headers))
    for spread in spreads_of(table):
        for header in spread.headers:
            folded = fold_name(header.upper().replace("_", " "))
            assert headers_of_spreads(table)[folded] == spread.name


@given(advert_texts, st.sampled_from(SPREADS), st.sampled_from([None, date(2025, 12, 1)]))
def test_what_is_spread_can_be_read_by_its_columns(
    text: str, spread: tuple[TableName, str], on: date | None
) -> None:
    table, name = spread
    numbers = {column.name for column in columns_of(table) if column.type in {"number", "integer"}}
    with suppress(CellError):
        for column, cell in spread_cell(name, text, table=table, on=on).items():
            assert column not in numbers or parse_number(cell) >= 0


@pytest.mark.parametrize("text", LONG_TEXTS)
@pytest.mark.parametrize(("table", "name"), SPREADS)
def test_long_texts_end(table: TableName, name: str, text: str) -> None:
    with suppress(CellError):
        spread_cell(name, text, table=table)
