"""Vacancies from adverts: columns win, empty cells are filled, what was not read is told."""

import csv
from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drawn_adverts import drawn_adverts
from matcher import Matcher, Normalizer, Taxonomy, Vacancies, read_vacancies
from matcher.intake import vacancy_table
from matcher.records.reading import read_vacancies as read_columns

ADVERT = (
    "WELDER, KOREA\n40 posisi, laki-laki, usia 21-40, TB min 160 cm.\n"
    "Syarat:\n- SMAW 3G\n- pengalaman 2 tahun\n- pakai xqzw vbnk\nqwrty\n"
    "Upah KRW 2.700.000/bln. Kontrak 2 th."
)


def read(**cells: object) -> Vacancies:
    """The table of one row."""
    return read_vacancies([{"id": "V1", **cells}])


@pytest.mark.parametrize("header", ["advert", "iklan", "Teks Iklan", "teks", "isi_lowongan"])
def test_a_column_of_adverts_fills_the_record(header: str) -> None:
    job = read(**{header: ADVERT})[0]
    assert (job.title, job.country, job.openings, job.sex) == ("Welder", "South Korea", 40, "M")
    assert (job.age_min, job.age_max, job.height_min) == (21, 40, 160)
    assert (job.wage_min, job.currency, job.wage_period) == (2_700_000, "KRW", "month")
    assert job.contract_months == 24
    assert job.description == ADVERT
    assert [getattr(one, "what", "") for one in job.skills] == ["skill:smaw-3g", "pakai xqzw vbnk"]


@pytest.mark.parametrize(
    ("cells", "fields"),
    [
        ({"title": "Tukang las"}, {"title": "Tukang las", "age_max": 40}),
        ({"usia": "18-22"}, {"age_min": 18, "age_max": 22}),
        ({"usia_maks": "30"}, {"age_min": None, "age_max": 30}),
        ({"kuota": "7"}, {"openings": 7, "sex": None}),
        ({"gaji": "NT$ 28.590"}, {"wage_min": 28590, "currency": "TWD", "wage_period": None}),
        ({"skills": "las"}, {"height_min": 160}),
        ({"negara": "Japan"}, {"country": "Japan"}),
    ],
)
def test_what_a_column_says_goes_before_the_advert(
    cells: dict[str, str], fields: Mapping[str, object]
) -> None:
    job = read(iklan=ADVERT, **cells)[0]
    assert {name: getattr(job, name) for name in fields} == fields


def test_a_list_that_is_given_is_kept_as_it_is() -> None:
    given_list = read(iklan=ADVERT, skills="las TIG")[0].skills
    assert [getattr(one, "what", "") for one in given_list] == ["las TIG"]


def test_what_was_not_read_is_told_for_its_row() -> None:
    (note,) = read(iklan=ADVERT).notes
    assert note == "Row 1: 2 clauses of its advert were not read: 'pakai xqzw vbnk'; 'qwrty'."


def test_a_demand_that_was_not_recognized_is_one_that_nobody_is_known_to_meet() -> None:
    job = read(iklan="WELDER\nSyarat:\n- pakai xqzw vbnk")[0]
    assert len(list(job.asks())) == 1


def test_quotas_by_sex_split_the_row() -> None:
    jobs = read(iklan="PERAWAT LANSIA\nButuh 12 P + 4 L")
    assert jobs.ids == ("V1/L", "V1/P")
    assert [job.openings for job in jobs] == [4, 12]


def test_a_description_is_an_advert_only_where_no_column_tells_what_is_asked() -> None:
    text = "WELDER\nSyarat: usia 20-30"
    assert read(title="x", deskripsi=text)[0].age_max == 30
    assert read(title="x", deskripsi=text, skills="las")[0].age_max is None
    assert read(title="x", deskripsi="WELDER\nTB 165 cm", usia="18-20")[0].height_min is None


def test_a_table_without_adverts_is_read_as_before() -> None:
    rows = [{"id": "A", "title": "welder", "skills": "las"}, {"id": "B", "title": ""}]
    assert read_vacancies(rows) == read_columns(rows)
    assert read_vacancies(rows).rejected == read_columns(rows).rejected
    assert read_vacancies(rows).notes == ()


def test_rows_without_an_advert_stay_as_they_are() -> None:
    jobs = read_vacancies(
        [{"id": "A", "iklan": ADVERT}, {"id": "B", "title": "cook", "iklan": "-"}]
    )
    assert (jobs[1].title, jobs[1].age_max) == ("cook", None)


def test_a_row_without_title_and_advert_is_set_aside() -> None:
    (bad,) = read_vacancies([{"id": "A", "iklan": ADVERT}, {"id": "B"}]).rejected
    assert (bad.row, bad.column) == (2, "title")


def test_the_callers_header_may_stand_for_the_advert() -> None:
    jobs = read_vacancies(
        [{"id": "A", "Lowongan (lengkap)": ADVERT}], columns={"Lowongan (lengkap)": "advert"}
    )
    assert jobs[0].age_max == 40


def test_adverts_come_from_files_too(tmp_path: Path) -> None:
    path = tmp_path / "jobs.csv"
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream).writerows([["no", "iklan"], ["V1", ADVERT], ["V2", ADVERT]])
    jobs = read_vacancies(path)
    assert [job.age_max for job in jobs] == [40, 40]
    assert jobs.rows_read == 2


def test_the_engine_takes_a_table_of_adverts_as_it_is() -> None:
    rows = [{"id": "V1", "iklan": ADVERT}]
    assert vacancy_table(rows) == read_vacancies(rows)
    assert Matcher(as_of="2025-12-01").fit(rows) is not None


def test_a_normalizer_of_ones_own_reads_the_adverts() -> None:
    own = Normalizer(Taxonomy.from_labels(["skill:bees"], ["beekeeping"]))
    rows = [{"id": "V1", "title": "x", "iklan": "JOB\nRequirements: beekeeping"}]
    (asked,) = read_vacancies(rows, normalizer=own)[0].skills
    assert getattr(asked, "what", None) == "skill:bees"


def test_many_rows_are_told_in_one_line() -> None:
    jobs = read_vacancies([{"id": f"V{n}", "iklan": "qwrty zxcv"} for n in range(103)])
    assert jobs.notes[-1] == "In 3 more rows clauses of the adverts were not read."
    assert len(jobs.notes) == 101


@settings(max_examples=30, deadline=None)
@given(drawn_adverts, st.sampled_from([{}, {"usia": "20-30"}, {"sex": "P"}, {"kuota": "3"}]))
def test_an_advert_never_spoils_its_row(text: str, cells: dict[str, str]) -> None:
    rows = [{"id": "V1", "title": "welder", **cells}]
    if not read_columns([{**rows[0], "deskripsi": text}]).rejected:
        assert not read_vacancies([{**rows[0], "iklan": text}]).rejected
