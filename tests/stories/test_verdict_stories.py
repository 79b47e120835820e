"""Stories of people: the verdict, the rule that decides it, and what they are told."""

import pytest

from matcher import Candidate, Matcher, Vacancy
from story_people import LEAVING, deciding, explain, order, person, says, state_of

# --- Japan: careworkers by agreement (IJEPA) ----------------------------------------------


def careworker(**facts: object) -> Vacancy:
    return order("Careworker (kaigo)", "Jepang", scheme="G to G IJEPA",
                 employer_type="institution", **facts)  # fmt: skip


def applicant(**facts: object) -> Candidate:
    """Someone who has what IJEPA asks beside the schooling."""
    return person(languages="JLPT|N5", conditions="tidak bertato; tidak bertindik; ...", **facts)


def test_ijepa_is_closed_to_smk_for_a_diploma_takes_three_years() -> None:
    who = applicant(education="Keperawatan|SMK", certificates="sertifikat careworker")
    why = explain(who, careworker())
    assert why.verdict == "BARRED"
    assert deciding(why) == {"japan-ijepa-careworker-education": "impossible"}
    assert says(
        why, "Lulusan D3/D4/S1 keperawatan, atau D3 bidang lain dengan sertifikat careworker"
    )
    assert says(why, "tidak dapat dipenuhi", "perlu 36 bulan", "Keperawatan SMK")


def test_ijepa_takes_a_diploma_of_any_field_with_a_careworker_certificate() -> None:
    who = applicant(education="Akuntansi|D3", certificates="sertifikat careworker")
    why = explain(who, careworker())
    assert why.verdict == "READY"
    assert state_of(why, "japan-ijepa-careworker-education") == "met"
    assert says(why, "semua syarat untuk terpilih terpenuhi dan terbukti")


def test_a_diploma_of_another_field_lacks_only_the_careworker_certificate() -> None:
    who = applicant(education="Akuntansi|D3", certificates="BNSP caregiver")
    why = explain(who, careworker())
    assert why.verdict == "TRAINABLE"
    assert deciding(why) == {"japan-ijepa-careworker-education": "obtainable"}
    assert says(why, "dapat diperoleh dalam 6 bulan, paling cepat 2026-06-01", "Akuntansi D3")


def test_a_nursing_diploma_opens_ijepa_without_a_careworker_certificate() -> None:
    who = applicant(education="Keperawatan|D3", certificates="BNSP caregiver")
    why = explain(who, careworker())
    assert why.verdict == "READY"
    assert state_of(why, "japan-ijepa-careworker-education") == "met"


# --- Germany, Australia ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("schooling", "verdict", "states"),
    [
        ("Asisten Keperawatan|SMK", "BARRED", {"germany-triple-win-education": "impossible"}),
        ("Akuntansi|D3", "BARRED", {"germany-triple-win-education": "impossible"}),
        ("Keperawatan|D3", "READY", {}),
        ("Keperawatan|S1", "READY", {}),
    ],
)
def test_triple_win_asks_a_nursing_diploma(
    schooling: str, verdict: str, states: dict[str, str]
) -> None:
    job = order("Perawat", "Jerman", scheme="G to G Triple Win", employer_type="institution")
    why = explain(person(education=schooling, certificates="STR"), job)
    assert (why.verdict, deciding(why)) == (verdict, states)
    assert says(why, "Lulusan Keperawatan minimal D3; ijazah SMK saja belum cukup")


@pytest.mark.parametrize(
    ("schooling", "verdict", "states"),
    [
        ("Agribisnis Tanaman|SMK", "BARRED", {"australia-462-education": "impossible"}),
        ("Agribisnis Tanaman|D3", "READY", {}),
        ("Akuntansi|S1", "READY", {}),
    ],
)
def test_the_holiday_visa_of_australia_is_closed_without_university(
    schooling: str, verdict: str, states: dict[str, str]
) -> None:
    job = order("Fruit picker", "Australia", scheme="Work and Holiday 462", employer_type="company")
    english = "IELTS|5.0|test|2025-06-01|2027-06-01"
    why = explain(person(education=schooling, languages=english), job)
    assert (why.verdict, deciding(why)) == (verdict, states)
    assert says(why, "Lulusan D3/S1 atau sudah kuliah dua tahun; ijazah SMK saja belum cukup")


# --- Japan: specified skilled workers ----------------------------------------------------


def cleaner(**facts: object) -> Vacancy:
    return order("petugas kebersihan gedung", "Jepang", scheme="SSW", employer_type="company",
                 **{"departure": LEAVING, **facts})  # fmt: skip


def trained(language: str, **facts: object) -> Candidate:
    return person(languages=language, certificates="SSW building cleaning", **facts)


@pytest.mark.parametrize(
    ("end", "verdict"),
    [
        ("2026-06-14", "TRAINABLE"),
        ("2026-06-15", "READY"),
        ("2026-06-16", "READY"),
    ],
)
def test_a_certificate_counts_that_holds_on_the_day_of_departure(end: str, verdict: str) -> None:
    why = explain(trained(f"JFT-Basic|A2|test|2024-06-01|{end}"), cleaner())
    assert why.verdict == verdict
    expected = "met" if verdict == "READY" else "obtainable"
    assert state_of(why, "japan-ssw-language") == expected
    assert says(why, f"berlaku sampai {end}", "berangkat 2026-06-15")


@pytest.mark.parametrize("offered", ["TOPIK|2", "NAT-TEST|4Q", "JLPT|N5", "Goethe|B1"])
def test_another_language_another_test_or_a_lower_level_is_not_enough_for_japan(
    offered: str,
) -> None:
    why = explain(trained(offered), cleaner())
    assert why.verdict == "TRAINABLE"
    assert deciding(why) == {"japan-ssw-language": "obtainable"}
    assert says(why, "JFT-Basic A2 atau JLPT N4", "dapat diperoleh dalam 6 bulan")
    assert says(why, offered.replace("|", " "))


@pytest.mark.parametrize("offered", ["JLPT|N4", "JLPT|N3", "JLPT|N1", "JFT-Basic|A2"])
def test_the_level_asked_or_a_higher_one_is_enough(offered: str) -> None:
    why = explain(trained(offered), cleaner())
    assert (why.verdict, state_of(why, "japan-ssw-language")) == ("READY", "met")


def test_a_test_of_which_nothing_is_known_is_to_be_shown_and_no_refusal() -> None:
    why = explain(person(certificates="SSW building cleaning"), cleaner())
    assert why.verdict == "NEEDS_PROOF"
    assert deciding(why) == {"japan-ssw-language": "unknown"}
    assert says(why, "perlu dibuktikan", "belum ada catatan")


def carer(**facts: object) -> Vacancy:
    return order("perawat lansia (kaigo)", "Jepang", scheme="tokutei ginou",
                 employer_type="institution", **facts)  # fmt: skip


def test_the_exam_of_another_field_is_not_that_of_the_job() -> None:
    why = explain(trained("JLPT|N4"), carer())
    assert why.verdict == "TRAINABLE"
    assert deciding(why) == {
        "japan-ssw-exam-kaigo": "obtainable",
        "japan-ssw-kaigo-japanese": "obtainable",
    }
    assert state_of(why, "japan-ssw-exam") is None
    assert says(why, "Ujian keterampilan SSW perawatan lansia (kaigo)")


def test_a_job_of_which_no_field_is_known_takes_the_exam_of_any_field() -> None:
    why = explain(trained("JLPT|N4"), order("pekerjaan umum", "Jepang", scheme="SSW"))
    assert why.verdict == "READY"
    assert state_of(why, "japan-ssw-exam") == "met"


def test_three_years_as_an_intern_stand_for_language_and_exam() -> None:
    why = explain(person(certificates="sertifikat magang Jepang 3 tahun"), carer())
    assert (why.verdict, deciding(why)) == ("READY", {})
    assert says(why, "lulus magang 3 tahun")


# --- Welding -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "asked", "verdict"),
    [
        ("las SMAW 3G", "SMAW 6G", "TRAINABLE"),
        ("las SMAW 6G", "SMAW 3G", "READY"),
        ("las SMAW 6G", "FCAW 3G", "TRAINABLE"),
        ("las GTAW 6G", "SMAW 3G", "TRAINABLE"),
        ("las GTAW 6G; las SMAW 3G", "SMAW 3G + GTAW 3G", "READY"),
    ],
)
def test_a_position_covers_the_easier_ones_of_its_own_process(
    held: str, asked: str, verdict: str
) -> None:
    papers = "; ".join(f"{one}||BNSP|2025-01-01|2028-01-01" for one in held.split("; "))
    why = explain(person(sex="M", skills=papers), order("tukang las", "Polandia", skills=asked))
    assert why.verdict == verdict
    assert deciding(why) == ({} if verdict == "READY" else {None: "obtainable"})
    assert says(why, held.split("; ", maxsplit=1)[0])


def test_ones_own_word_for_a_weld_is_to_be_shown() -> None:
    job = order("tukang las", "Polandia", skills="SMAW 3G")
    why = explain(person(sex="M", skills="las SMAW 3G||self_report"), job)
    assert (why.verdict, deciding(why)) == ("NEEDS_PROOF", {None: "unknown"})
    assert says(why, "perlu dibuktikan: Las SMAW 3G", "pengakuan sendiri")


# --- Korea -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("papers", "verdict", "states"),
    [
        ("Plate Welder Negara Tujuan Korea Selatan||BNSP|2025-01-01|2028-01-01; KOSHIPA",
         "READY", {}),
        ("Plate Welder Negara Tujuan Korea Selatan||BNSP|2025-01-01|2028-01-01",
         "TRAINABLE", {"korea-e-7-welder-test": "obtainable"}),
        ("Plate Welder Negara Tujuan Korea Selatan||BNSP|2020-01-01|2023-01-01; KOSHIPA",
         "TRAINABLE", {"korea-e-7-welder-qualification": "obtainable"}),
        ("KOSHIPA", "TRAINABLE", {"korea-e-7-welder-qualification": "obtainable"}),
    ],
)  # fmt: skip
def test_a_plate_welder_of_korea_has_a_certificate_that_holds_and_the_shipyard_test(
    papers: str, verdict: str, states: dict[str, str]
) -> None:
    job = order("plate welder", "Korea Selatan", scheme="E-7-3", employer_type="company")
    why = explain(person(sex="M", certificates=papers), job)
    assert (why.verdict, deciding(why)) == (verdict, states)
    assert says(why, "Uji keterampilan galangan kapal Korea (KOSHIPA atau KOMEA)")


@pytest.mark.parametrize(("day", "verdict"), [("2023-01-31", "TRAINABLE"), ("2023-02-01", "READY")])
def test_on_an_older_day_the_rule_of_that_day_decides(day: str, verdict: str) -> None:
    papers = "Plate Welder Negara Tujuan Korea Selatan||BNSP|2022-01-01|2025-01-01; KOSHIPA"
    who = person(sex="M", certificates=papers, experience="tukang las|12 months")
    job = order("plate welder", "Korea Selatan", scheme="E-7-3", employer_type="company")
    why = explain(who, job, as_of=day)
    assert why.verdict == verdict
    assert (state_of(why, "korea-e-7-welder-experience") == "obtainable") is (verdict != "READY")


HEALTHY = (
    "tidak buta warna; jari tangan dan kaki lengkap; Tidak lebih dari 5 tahun di Korea (E-9/E-10);"
    "tidak pernah dideportasi; tidak pernah dipidana"
)


def korean(languages: str, **facts: object) -> Candidate:
    return person(languages=languages, education="Teknik Mesin|SMK", conditions=HEALTHY,
                  certificates="uji keterampilan EPS", **facts)  # fmt: skip


@pytest.mark.parametrize(
    ("birth", "verdict"),
    [
        ("2008-06-14", "READY"),
        ("2008-06-15", "READY"),
        ("2008-06-16", "TRAINABLE"),
        ("1986-06-14", "BARRED"),
        ("1986-06-15", "BARRED"),
        ("1986-06-16", "READY"),
    ],
)
def test_korea_takes_those_of_18_to_39_years_to_the_day(birth: str, verdict: str) -> None:
    job = order("Operator produksi", "Korea Selatan", scheme="G to G", departure=LEAVING)
    passed = "EPS-TOPIK||test|2025-05-01|2027-05-01"
    why = explain(korean(passed, birth_date=birth), job)
    assert why.verdict == verdict
    states = {"READY": "met", "TRAINABLE": "obtainable", "BARRED": "impossible"}
    assert state_of(why, "korea-eps-age") == states[verdict]
    assert says(why, "usia 18 sampai 39", f"lahir {birth}")


def test_a_topik_certificate_is_no_eps_topik() -> None:
    job = order("Operator produksi", "Korea Selatan", scheme="G to G", departure=LEAVING)
    why = explain(korean("TOPIK|3|test|2025-05-01|2027-05-01"), job)
    assert (why.verdict, deciding(why)) == ("TRAINABLE", {"korea-eps-language": "obtainable"})
    assert says(why, "Lulus EPS-TOPIK")


# --- Taiwan, Singapore -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("birth", "verdict"),
    [("2006-06-14", "READY"), ("2006-06-15", "READY"), ("2006-06-16", "TRAINABLE")],
)
def test_a_care_home_in_taiwan_asks_for_20_years(birth: str, verdict: str) -> None:
    job = order("perawat panti jompo", "Taiwan", scheme="P to P", departure=LEAVING)
    why = explain(person(birth_date=birth), job)
    assert why.verdict == verdict
    expected = {} if verdict == "READY" else {"taiwan-institutional-care-age": "obtainable"}
    assert deciding(why) == expected
    assert says(why, "Berusia minimal 20 tahun (aturan Taiwan untuk perawat lansia)")


@pytest.mark.parametrize(
    ("facts", "verdict", "state"),
    [
        ({"birth_date": "2003-06-15"}, "READY", "met"),
        ({"birth_date": "2003-06-16"}, "TRAINABLE", "obtainable"),
        ({"birth_date": "1976-06-16"}, "READY", "met"),
        ({"birth_date": "1976-06-15"}, "BARRED", "impossible"),
        ({"sex": "M"}, "BARRED", "impossible"),
        ({"sex": None}, "NEEDS_PROOF", "unknown"),
        ({"sex": None, "birth_date": "1970-01-01"}, "BARRED", "impossible"),
    ],
)
def test_a_household_in_singapore_takes_women_of_23_to_49_years(
    facts: dict[str, object], verdict: str, state: str
) -> None:
    job = order("Asisten rumah tangga", "Singapura", departure=LEAVING)
    why = explain(person(education="SMP", **facts), job)
    assert why.verdict == verdict
    assert state_of(why, "singapore-household-age-sex") == state
    assert says(why, "perempuan, usia 23 sampai 49")


# --- Ages that come and pass -------------------------------------------------------------


def test_who_is_17_at_graduation_is_told_the_day_from_which_the_door_opens() -> None:
    why = explain(trained("JLPT|N4", birth_date="2008-09-02"), cleaner())
    assert why.verdict == "TRAINABLE"
    assert deciding(why)["uu18-2017-age"] == "obtainable"
    assert says(why, "dapat diperoleh mulai 2026-09-02: usia minimal 18", "berusia 17 tahun")
    assert says(why, "Berusia minimal 18 tahun saat berangkat")


@pytest.mark.parametrize(
    ("birth", "verdict"),
    [
        ("2008-06-14", "READY"),
        ("2008-06-15", "READY"),
        ("2008-06-16", "TRAINABLE"),
        ("2008-12-01", "TRAINABLE"),
        ("2008-12-02", "BARRED"),
    ],
)
def test_18_years_are_reached_by_departure_or_within_the_year(birth: str, verdict: str) -> None:
    why = explain(trained("JLPT|N4", birth_date=birth), cleaner())
    assert why.verdict == verdict
    states = {"READY": "met", "TRAINABLE": "obtainable", "BARRED": "impossible"}
    assert state_of(why, "uu18-2017-age") == states[verdict]


@pytest.mark.parametrize(
    ("birth", "verdict"),
    [
        ("1990-06-15", "BARRED"),
        ("1990-06-16", "READY"),
    ],
)
def test_the_last_day_of_35_years_counts_at_departure(birth: str, verdict: str) -> None:
    who = applicant(education="Keperawatan|D3", birth_date=birth)
    why = explain(who, careworker(departure=LEAVING))
    assert why.verdict == verdict
    assert state_of(why, "japan-ijepa-age") == ("met" if verdict == "READY" else "impossible")
    assert says(why, "Berusia maksimal 35 tahun", f"lahir {birth}")


@pytest.mark.parametrize(
    ("birth", "verdict"),
    [
        ("1990-05-31", "BARRED"),
        ("1990-06-01", "BARRED"),
        ("1990-06-02", "TRAINABLE"),
    ],
)
def test_a_course_that_outlasts_the_highest_age_closes_the_door(birth: str, verdict: str) -> None:
    job = cleaner(age_max=35, departure="2026-01-15")
    people = [trained(level, birth_date=birth) for level in ("JLPT|N4", "JLPT|N5")]
    ready, learning = (explain(who, job) for who in people)
    assert ready.verdict == "READY"
    assert learning.verdict == verdict
    expected = "impossible" if verdict == "BARRED" else "obtainable"
    assert state_of(learning, "japan-ssw-language") == expected
    assert says(learning, "6 bulan", "usia maksimal 35")


# --- Facts that are not on record --------------------------------------------------------


def test_sex_that_is_not_declared_is_to_be_shown_where_only_men_are_taken() -> None:
    why = explain(person(sex=None), order("operator produksi", "Taiwan", sex="M"))
    assert (why.verdict, deciding(why)) == ("NEEDS_PROOF", {None: "unknown"})
    assert says(why, "perlu dibuktikan: laki-laki", "jenis kelamin belum tercatat")


@pytest.mark.parametrize(
    ("birth", "verdict"),
    [("1995-01-01", "READY"), ("1988-01-01", "NEEDS_PROOF"), ("1980-01-01", "BARRED")],
)
def test_sex_matters_only_where_the_bounds_of_men_and_women_part(birth: str, verdict: str) -> None:
    ages = {"age_min": 20, "age_max_male": 40, "age_max_female": 35}
    job = order("operator produksi", "Taiwan", departure=LEAVING, **ages)
    assert explain(person(sex=None, birth_date=birth), job).verdict == verdict


def test_a_birth_date_that_is_not_known_is_to_be_shown() -> None:
    why = explain(trained("JLPT|N4", birth_date=None), cleaner())
    assert why.verdict == "NEEDS_PROOF"
    assert deciding(why)["uu18-2017-age"] == "unknown"
    assert says(why, "perlu dibuktikan: usia minimal 18", "tanggal lahir belum tercatat")


def test_who_grows_too_old_while_learning_is_told_so_in_plain_words() -> None:
    job = Vacancy.model_validate(
        {"id": "V", "title": "caregiver", "age_max": 35, "languages": "JLPT|N4",
         "departure": "2026-01-15"}
    )  # fmt: skip
    older, younger = (
        Candidate.model_validate({"id": "C", "birth_date": birth, "languages": "JLPT|N5"})
        for birth in ("1990-06-01", "1991-06-01")
    )
    why = Matcher("2025-12-01").explain(older, job)
    assert (why.verdict, why.months_left) == ("BARRED", 5)
    assert (
        "tidak dapat dipenuhi tepat waktu (perlu 6 bulan; setelah 5 bulan batas usia sudah "
        "terlewati): JLPT N4" in why.text("id")
    )
    assert Matcher("2025-12-01").explain(younger, job).months_left is None
