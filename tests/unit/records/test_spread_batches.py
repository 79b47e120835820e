"""Spread cells of whole batches: what fills what, who is named, and batches change nothing."""

from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.records import Vacancies, read_candidates, read_vacancies, write_table
from matcher.records import converting as memory
from matcher.records.batches import BATCH_ROWS, Options
from matcher.records.reading import read_table
from matcher.records.vacancy import Vacancy

#: Cells that fill several columns beside cells that fill their own, good and bad.
ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "id": st.sampled_from(["A", "B", "C", "D", "E", "F", ""]),
            "title": st.just("welder"),
            "usia": st.sampled_from(["", "-", "19 s/d 28", "max 35", "L 18-30, P 20-35", "tua",
                                     "kelahiran 3 Juni 1985 – 4 Juni 2007"]),
            "usia_min": st.sampled_from(["", "?", "25", "40"]),
            "tb": st.sampled_from(["", "min 165", "165-150", "P 155, L 165"]),
            "tb/bb": st.sampled_from(["", "160/50", "170/60", "?"]),
            "gaji": st.sampled_from(["", "21.009", "1500", "US$ 300,00 /bln", "UMR Taiwan", "x"]),
            "negara": st.sampled_from(["", "Taiwan", "Malaysia"]),
            "mata_uang": st.sampled_from(["", "USD", "TWD", "??"]),
            "kuota": st.sampled_from(["", "3", "2 (L) 3 (P)", "5 P", "banyak", "2,5"]),
            "jk": st.sampled_from(["", "", "P"]),
            "catatan": st.sampled_from(["", "-", "lama"]),
            "departure": st.sampled_from(["", "2025-06-04", "31/2/2025"]),
        }
    ),
    max_size=12,
)  # fmt: skip


def facts(table: Vacancies) -> tuple[object, ...]:
    return table.to_arrow().to_pylist(), table.rejected, table.rows_read, table.notes


def read(source: object, batch_rows: int = BATCH_ROWS) -> Vacancies:
    return read_table(Vacancies, source, None, Options(batch_rows=batch_rows))


def row(**cells: object) -> dict[str, object]:
    return {"id": "V", "title": "welder", **cells}


def job(**cells: object) -> Vacancy:
    table = read_vacancies([row(**cells)])
    assert table.rejected == ()
    (found,) = table
    return found


def problem(**cells: object) -> tuple[str, str, str]:
    """The header, the value and the reason of the one rejection of a row."""
    (rejected,) = read_vacancies([row(**cells)]).rejected
    assert rejected.repair
    return rejected.column, rejected.value, rejected.reason


@given(ROWS, st.integers(1, 5))
def test_any_batch_size_gives_the_same_table(rows: list[dict[str, str]], batch_rows: int) -> None:
    expected = facts(read(rows))
    assert facts(read(rows, batch_rows)) == expected
    if rows:
        assert facts(read(pa.Table.from_pylist(rows), batch_rows)) == expected


@given(ROWS)
def test_a_row_means_the_same_alone_and_among_others(rows: list[dict[str, str]]) -> None:
    numbered = [{**one, "id": f"V{place}"} for place, one in enumerate(rows)]
    alone = [record for one in numbered for record in read([one]).to_arrow().to_pylist()]
    assert read(numbered).to_arrow().to_pylist() == alone


@given(ROWS)
def test_every_row_is_accepted_or_rejected_once(rows: list[dict[str, str]]) -> None:
    table = read(rows)
    numbers = [one.row for one in table.rejected]
    assert len(set(numbers)) == len(numbers)
    assert table.rows_accepted + len(numbers) == len(rows)


@given(ROWS)
def test_a_rejection_shows_the_cell_under_the_header_it_names(rows: list[dict[str, str]]) -> None:
    for one in read(rows).rejected:
        assert one.value == rows[one.row - 1][one.column]
        assert one.value or one.column == "id"


@given(ROWS)
def test_a_memory_that_starts_anew_changes_nothing(rows: list[dict[str, str]]) -> None:
    expected = facts(read(rows))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(memory, "_MOST_REMEMBERED", 1)
        patch.setattr(memory, "_LONGEST_REMEMBERED", 3)
        assert facts(read(rows, 2)) == expected


def test_contradictions_of_other_columns_are_not_mixed_up_between_batches() -> None:
    body = "tb/bb"
    rows = [
        row(id="A", tb="min 165", **{body: "TB pria min 160"}),
        row(id="B", tb="min 165", **{body: "TB maks 160"}),
    ]
    assert [one.row for one in read(rows, 1).rejected] == [2]
    assert facts(read(rows, 1)) == facts(read(rows))


# --- what fills what ---------------------------------------------------------------------


def test_a_cell_of_its_own_goes_first_and_an_empty_one_is_filled() -> None:
    found = job(usia="19 s/d 28", usia_min="21")
    assert (found.age_min, found.age_max) == (21, 28)
    for empty in ("", " ", "-", "?", None):
        assert job(usia="19 s/d 28", usia_min=empty).age_min == 19


def test_the_first_of_two_spreads_goes_first() -> None:
    found = job(tb="min 165", **{"tb/bb": "160/50"})
    assert (found.height_min, found.weight_min) == (165, 50)


def test_notes_are_joined() -> None:
    assert job(gaji="UMR Taiwan", catatan="lama").note == "lama; UMR Taiwan"
    assert job(gaji="UMR Taiwan", catatan="-").note == "UMR Taiwan"
    assert job(gaji="21009", catatan="lama").note == "lama"
    found = job(gaji="UMR Taiwan", bb="Berat badan: Ideal (minimal 155 cm)")
    assert (found.note or "").endswith("; UMR Taiwan")


@pytest.mark.parametrize("empty", ["", "-", "?", " – ", None])
def test_a_mark_for_unknown_fills_nothing(empty: str | None) -> None:
    found = job(usia=empty, tb=empty, gaji=empty, kuota=empty, **{"tb/bb": empty})
    assert found == Vacancy(id="V", title="welder")


def test_ages_of_birth_are_those_at_departure() -> None:
    born = "kelahiran 3 Juni 1985 – 4 Juni 2007"
    for day in ("2025-06-04", "4/6/2025", date(2025, 6, 4), datetime(2025, 6, 4)):  # noqa: DTZ001
        found = job(usia=born, departure=day)
        assert (found.age_min, found.age_max) == (18, 40)
    column, value, reason = problem(usia=born)
    assert (column, value) == ("usia", born)
    assert "ages only on a certain day" in reason


def test_a_day_that_does_not_exist_is_the_trouble_of_its_own_column() -> None:
    column, value, _ = problem(usia="kelahiran 1985 – 2007", departure="31/2/2025")
    assert (column, value) == ("departure", "31/2/2025")


@pytest.mark.parametrize("wage", ["21.009", "21,009", "NT 21.009", "NT$ 21,009"])
def test_a_group_of_thousands_is_read_in_either_writing(wage: str) -> None:
    found = job(gaji=wage, negara="Taiwan")
    assert (found.wage_min, found.wage_max, found.currency) == (21009, None, "TWD")


def test_a_currency_of_its_own_goes_before_that_of_the_country() -> None:
    found = job(gaji="900-1.000", negara="Taiwan", mata_uang="USD")
    assert (found.wage_min, found.wage_max, found.currency) == (900, 1000, "USD")


def test_a_wage_that_contradicts_its_column_is_refused() -> None:
    assert problem(gaji="US$ 300", mata_uang="IDR") == (
        "gaji", "US$ 300",
        "'US$ 300' is in another unit (USD) than the column beside it (IDR).",
    )  # fmt: skip
    assert problem(gaji="RM 15 / jam", gaji_per="bulan")[0] == "gaji"
    assert job(gaji="US$ 300 / bulan", mata_uang="USD", gaji_per="bulan").wage_min == 300


def test_an_unknown_currency_is_the_trouble_of_its_own_column() -> None:
    assert problem(gaji="US$ 300", mata_uang="kerang")[:2] == ("mata_uang", "kerang")


def test_a_plain_number_is_left_to_the_column_of_its_own() -> None:
    found = job(gaji=1500.5, kuota=3)
    assert (found.wage_min, found.openings, found.currency) == (1500.5, 3, None)
    assert problem(gaji=-5)[2] == "'-5.0' is below 0."
    assert problem(kuota="2,5")[2] == "'2,5' is no whole number."


# --- who is named ------------------------------------------------------------------------


def test_the_header_of_the_cell_that_is_wrong_is_named() -> None:
    assert problem(usia="tua", usia_min="20") == ("usia", "tua", "'tua' is no age.")
    assert problem(usia="20-35", usia_min="x")[:2] == ("usia_min", "x")
    assert problem(usia="20-30", usia_min="40")[:2] == ("usia_min", "40")
    assert problem(kuota="5 (P)", jk="L")[:2] == ("kuota", "5 (P)")
    assert problem(kuota="5 (P)", openings_male="", jk="L")[:2] == ("kuota", "5 (P)")


def test_a_contradiction_of_a_spread_cell_is_named_by_its_header() -> None:
    column, value, reason = problem(usia="20-30", usia_min="", usia_maks="15")
    assert (column, value) == ("usia", "20-30")
    assert reason == "Age: the minimum 20 is above the maximum 15."
    assert problem(tb="", bb="max 50", **{"tb/bb": "160/60"})[:2] == ("tb/bb", "160/60")


def test_values_that_are_no_text_are_refused_with_their_row_only() -> None:
    rows = [row(id="A", usia=[18, 30]), row(id="B", usia={"a": 1}), row(id="C", usia=True),
            row(id="D", usia="18-30"), row(id="E", usia="20\0-30")]  # fmt: skip
    table = read(rows)
    assert table.ids == ("D",)
    *reasons, last = [one.reason for one in table.rejected]
    values = ("[18, 30]", "{'a': 1}", "True")
    assert reasons == [f"'{value}' is no text or number." for value in values]
    assert last == "The cell holds a NUL byte."


# --- raw values --------------------------------------------------------------------------


@pytest.mark.parametrize("height", [165, 165.0, Decimal(165), "165,0", "165 cm"])
def test_a_height_may_be_a_number_or_a_text(height: object) -> None:
    assert job(tb=height).height_min == 165


def test_decimals_of_numbers_are_no_thousands() -> None:
    assert job(tb=165.5).height_min == 165.5
    assert job(tb=165.123).height_min == 165.123
    assert problem(tb=1234567.0)[2] == "'1234567' is no height of a grown person."


def test_equal_numbers_of_other_types_are_not_mixed_up() -> None:
    rows = [
        row(id="A", tb=True),
        row(id="B", tb=1),
        row(id="C", tb=1.0),
        row(id="D", tb=float("nan")),
    ]
    values = [one.value for one in read(rows, 1).rejected]
    assert values == ["True", "1", "1.0", "nan"]


@pytest.mark.parametrize("day", ["Sragen, 3 Juni 2006", date(2006, 6, 3), datetime(2006, 6, 3)])  # noqa: DTZ001
def test_a_day_of_birth_may_be_a_day_or_a_text(day: object) -> None:
    (found,) = read_candidates([{"id": "C", "ttl": day}])
    assert found.birth_date == date(2006, 6, 3)


def test_frames_with_numbers_are_spread() -> None:
    frame = pd.DataFrame(
        {"id": ["A", "B"], "title": "welder", "tb": [165, 170], "gaji": [21009.0, None],
         "kuota": [3, 4], "usia": ["19 s/d 28", None]}
    )  # fmt: skip
    table = read_vacancies(frame)
    assert table.rejected == ()
    assert [one.height_min for one in table] == [165, 170]
    assert [one.age_max for one in table] == [28, None]
    assert [(one.wage_min, one.openings) for one in table] == [(21009, 3), (None, 4)]


def test_numbers_and_days_of_a_spreadsheet_are_spread(tmp_path: Path) -> None:
    table = pa.table(
        {
            "id": ["A", "B"],
            "title": ["welder", "cook"],
            "tinggi badan": [165.5, 160.0],
            "usia": ["kelahiran 3 Juni 1985 – 4 Juni 2007", "tua"],
            "gaji": ["NT 21.009", "UMR Taiwan"],
            "negara": ["Taiwan", "Taiwan"],
            "keberangkatan": [date(2025, 6, 4), date(2025, 6, 4)],
        }
    )
    write_table(table, tmp_path / "jobs.xlsx")
    jobs = read_vacancies(tmp_path / "jobs.xlsx")
    (found,) = jobs
    assert (found.height_min, found.age_min, found.age_max) == (165.5, 18, 40)
    assert (found.wage_min, found.currency) == (21009, "TWD")
    (rejected,) = jobs.rejected
    assert (rejected.row, rejected.column, rejected.value) == (3, "usia", "tua")


def test_columns_beside_may_be_missing() -> None:
    found = job(usia="20-35", gaji="RM 1,800 + Komisi", kuota="3 org")
    assert (found.age_min, found.wage_min, found.currency) == (20, 1800, "MYR")
    assert (found.note, found.openings, found.country) == ("Komisi", 3, None)
