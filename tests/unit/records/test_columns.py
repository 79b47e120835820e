"""The column tables: complete, free of double names, and headers find their columns."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError, UnknownName
from matcher.records import Candidate, Vacancy, Wishes, read_candidates, read_vacancies
from matcher.records.columns import TableName, columns_of, fold_name, match_headers
from matcher.records.spreading import headers_of_spreads, spreads_of

TABLES: tuple[TableName, ...] = ("candidates", "vacancies")
EVERY_NAME = [
    (table, column.name, name)
    for table in TABLES
    for column in columns_of(table)
    for name in column.names()
]


def test_every_field_of_a_record_has_its_column() -> None:
    paths = {column.path for column in columns_of("candidates") if column.is_stored}
    own = {(name,) for name in Candidate.model_fields if name != "wishes"}
    assert paths == own | {("wishes", name) for name in Wishes.model_fields}
    paths = {column.path for column in columns_of("vacancies") if column.is_stored}
    assert paths == {(name,) for name in Vacancy.model_fields}


def test_only_quotas_by_sex_and_adverts_are_read_without_being_stored() -> None:
    unstored = {c.name for table in TABLES for c in columns_of(table) if not c.is_stored}
    assert unstored == {"openings_male", "openings_female", "advert"}
    mandatory = [[c.name for c in columns_of(table) if c.is_mandatory] for table in TABLES]
    assert mandatory == [["id"], ["id", "title"]]


def test_every_example_can_be_read() -> None:
    candidate = {column.name: column.example for column in columns_of("candidates")}
    vacancy = {column.name: column.example for column in columns_of("vacancies")}
    del vacancy["openings"], vacancy["sex"]  # the seats by sex say both
    assert read_candidates([candidate]).rejected == ()
    assert read_vacancies([vacancy]).rejected == ()
    assert len(read_vacancies([vacancy])) == 2


@given(st.sampled_from(EVERY_NAME), st.randoms(use_true_random=False))
def test_a_header_is_known_in_any_writing(
    case: tuple[TableName, str, str], chance: random.Random
) -> None:
    table, column, name = case
    written = "".join(chance.choice([letter.upper(), letter, letter + " "]) for letter in name)
    written = written.replace("_", chance.choice([" ", ".", "-", "", "_"]))
    others = {"id": "id", "title": "title"} if table == "vacancies" else {"id": "id"}
    headers = [written, *(other for other in others if other != column)]
    assert match_headers(headers, table).by_column[column] == written


def test_folding_keeps_letters_and_digits_only() -> None:
    assert fold_name(" Kab./Kota_2 (\uff37) ") == "kabkota2w"


def test_the_own_name_wins_then_the_order_of_the_table() -> None:
    headers = match_headers(["No", "Nomor Peserta", "tgl_lahir", "birth_date"], "candidates")
    assert headers.by_column == {"id": "Nomor Peserta", "birth_date": "birth_date"}
    assert headers.notes == (
        "'No' was ignored: the column 'id' is read from 'Nomor Peserta'.",
        "'tgl_lahir' was ignored: the column 'birth_date' is read from 'birth_date'.",
    )


def test_the_choice_of_the_caller_wins() -> None:
    headers = match_headers(["id", "kode unik"], "candidates", {"Kode_Unik": "id"})
    assert headers.by_column == {"id": "kode unik"}
    assert headers.notes == ("'id' was ignored: the column 'id' is read from 'kode unik'.",)
    moved = match_headers(["id", "kota", "asal"], "candidates", {"kota": "province"})
    assert moved.by_column == {"province": "kota", "id": "id"}
    assert moved.notes == ("'asal' was ignored: it names no known column.",)


def test_headers_without_letters_are_no_columns() -> None:
    headers = match_headers(["id", "", " ", "--"], "candidates")
    assert (headers.by_column, headers.notes) == ({"id": "id"}, ())


def test_a_mapping_to_an_unknown_column_is_refused() -> None:
    with pytest.raises(UnknownName, match=r"No column 'birthdate'\. Did you mean 'birth_date'\?"):
        match_headers(["id", "x"], "candidates", {"x": "birthdate"})
    with pytest.raises(UnknownName, match=r"No header 'tgl'\. Did you mean 'tgl_l'\?"):
        match_headers(["id", "tgl_l"], "candidates", {"tgl": "birth_date"})


@pytest.mark.parametrize("chosen", [{"a": "city", "b": "city"}, {"a": "city", "A ": "province"}])
def test_a_mapping_goes_one_to_one(chosen: dict[str, str]) -> None:
    with pytest.raises(InputError, match="mapped twice"):
        match_headers(["id", "a", "b"], "candidates", chosen)


def test_equal_headers_are_refused() -> None:
    with pytest.raises(InputError, match="same header: 'Tgl Lahir' and 'tgl_lahir'"):
        match_headers(["id", "Tgl Lahir", "tgl_lahir"], "candidates")


def test_a_missing_column_is_named_with_the_nearest_header() -> None:
    with pytest.raises(InputError) as caught:
        match_headers(["nama", "nomer peserta", ""], "candidates")
    assert caught.value.found == "There is no column 'id'; the headers are 'nama', 'nomer peserta'."
    assert caught.value.repair == ('Rename a header, or pass columns={"nomer peserta": "id"}.')
    with pytest.raises(InputError) as caught:
        match_headers(["id"], "vacancies")
    assert "no column 'title'" in caught.value.found
    assert caught.value.repair.endswith('columns={"YOUR HEADER": "title"}.')
    with pytest.raises(InputError, match="the headers are nothing"):
        match_headers([], "candidates")


# --- columns whose cells fill several ----------------------------------------------------

SPREADS = headers_of_spreads("vacancies")
EVERY_SPREAD = [
    (table, spread.name, header)
    for table in TABLES
    for spread in spreads_of(table)
    for header in spread.headers
]


@pytest.mark.parametrize(("table", "name", "header"), EVERY_SPREAD)
def test_a_header_of_a_spread_is_found(table: TableName, name: str, header: str) -> None:
    written = header.upper().replace("_", " ")
    headers = match_headers(["id", "title", written], table, spreads=headers_of_spreads(table))
    assert headers.by_spread == {name: written}
    assert written in headers.used


def test_of_two_headers_of_a_spread_the_first_of_the_table_wins() -> None:
    for order in (["umur", "usia"], ["usia", "umur"]):
        headers = match_headers(["id", "title", *order], "vacancies", spreads=SPREADS)
        assert headers.by_spread == {"age": "usia"}
        assert headers.notes == ("'umur' was ignored: the column 'age' is read from 'usia'.",)


def test_a_spread_stands_beside_the_columns_that_it_fills() -> None:
    headers = match_headers(["id", "title", "usia", "usia_min"], "vacancies", spreads=SPREADS)
    assert headers.by_spread == {"age": "usia"}
    assert headers.by_column == {"id": "id", "title": "title", "age_min": "usia_min"}
    assert headers.notes == ()


def test_the_caller_may_choose_the_header_of_a_spread() -> None:
    chosen = {"Umur Pelamar": "age"}
    names = ["id", "title", "Umur Pelamar", "usia"]
    headers = match_headers(names, "vacancies", chosen, SPREADS)
    assert headers.by_spread == {"age": "Umur Pelamar"}
    assert "age" not in headers.by_column
    assert headers.notes == ("'usia' was ignored: the column 'age' is read from 'Umur Pelamar'.",)
    row = {"id": "V", "title": "x", "Umur Pelamar": "19 s/d 28", "usia": "99"}
    assert read_vacancies([row], columns=chosen)[0].age_max == 28


def test_the_caller_may_make_the_header_of_a_spread_a_plain_column() -> None:
    headers = match_headers(["id", "title", "usia"], "vacancies", {"usia": "age_max"}, SPREADS)
    assert (headers.by_spread, headers.by_column["age_max"]) == ({}, "usia")


def test_the_name_of_a_spread_is_known_only_where_its_table_has_it() -> None:
    with pytest.raises(UnknownName, match="No column 'age'"):
        match_headers(["id", "x"], "candidates", {"x": "age"}, headers_of_spreads("candidates"))
