"""Stories of orders: closed doors, permits, quotas, heights, wishes of employers, own packs."""

from pathlib import Path

import pytest

from matcher import Matcher, Settings, Vacancies, read_candidates, read_vacancies
from matcher.eligibility.packs import default_packs
from matcher.eligibility.rules import RulePack
from story_people import AS_OF, LEAVING, deciding, explain, order, person, says, state_of

HOUSEHOLD = "kepmenaker260-2015-household"

# --- Household work in the Middle East ---------------------------------------------------


@pytest.mark.parametrize("country", ["Arab Saudi", "Saudi Arabia", "Uni Emirat Arab", "UAE"])
@pytest.mark.parametrize(
    "title", ["PRT", "Pembantu rumah tangga", "Domestic worker", "Sopir keluarga"]
)
def test_household_work_in_the_gulf_is_closed_by_the_job_alone(title: str, country: str) -> None:
    why = explain(person(education="SMK"), order(title, country))
    assert (why.verdict, deciding(why)) == ("BARRED", {HOUSEHOLD: "impossible"})
    assert says(why, "Penempatan pada pengguna perseorangan di Timur Tengah ditutup")


def test_a_stated_household_closes_any_job_and_a_company_opens_it() -> None:
    closed, opened = (
        explain(person(), order("petugas kebersihan", "Qatar", employer_type=kind))
        for kind in ("household", "company")
    )
    assert (closed.verdict, deciding(closed)) == ("BARRED", {HOUSEHOLD: "impossible"})
    assert (opened.verdict, state_of(opened, HOUSEHOLD)) == ("READY", None)


def test_a_driver_of_whom_the_employer_is_not_known_has_a_question_on_the_checklist() -> None:
    why = explain(person(), order("sopir", "Arab Saudi"))
    assert (why.verdict, state_of(why, HOUSEHOLD)) == ("READY", "unknown")
    assert HOUSEHOLD in {gate.rule for gate in why.checklist}
    assert says(why, "lowongan di luar aturan ini", "terbuka untuk penempatan")


@pytest.mark.parametrize(("day", "verdict"), [("2015-06-30", "READY"), ("2015-07-01", "BARRED")])
def test_before_the_decree_of_2015_household_work_was_open(day: str, verdict: str) -> None:
    asked = person(birth_date="1990-01-01"), order("PRT", "Arab Saudi")
    assert explain(*asked, as_of=day).verdict == verdict
    today = Matcher(as_of=AS_OF).fit([asked[1]])
    assert today.explain(asked[0], "V1", as_of=day).verdict == verdict
    assert today.explain(asked[0], "V1").verdict == "BARRED"


@pytest.mark.parametrize("country", ["Taiwan", "Arab Saudi"])
def test_a_title_that_denies_household_work_is_not_closed_as_such(country: str) -> None:
    job = order("perawat panti Jompo Taiwan (Nurse), BUKAN PRT", country)
    why = explain(person(), job)
    assert (why.verdict, state_of(why, HOUSEHOLD)) == ("READY", None)
    assert not says(why, "pengguna perseorangan")
    assert explain(person(), order("PRT", "Arab Saudi")).verdict == "BARRED"


# --- Permit and verification -------------------------------------------------------------


@pytest.mark.parametrize(
    ("facts", "verdict", "state", "words"),
    [
        ({"permit_until": "2025-11-30"}, "BARRED", "impossible", "berakhir pada 2025-11-30"),
        ({"permit_until": "2025-12-01"}, "READY", "met", "semua syarat untuk terpilih terpenuhi"),
        ({"permit_until": "2025-12-02"}, "READY", "met", "semua syarat untuk terpilih terpenuhi"),
        ({"permit_from": "2025-12-02"}, "BARRED", "impossible", "mulai 2025-12-02"),
        ({"permit_from": "2025-12-01"}, "READY", "met", "semua syarat untuk terpilih terpenuhi"),
        ({"permit_until": None}, "READY", "unknown", "izin perekrutan (SIP2MI) yang berlaku"),
    ],
)
def test_the_permit_holds_on_the_day_of_judging_or_is_to_be_shown(
    facts: dict[str, str | None], verdict: str, state: str, words: str
) -> None:
    why = explain(person(), order("operator produksi", "Taiwan", **facts))
    assert (why.verdict, state_of(why, "sip2mi-valid")) == (verdict, state)
    assert says(why, words)


@pytest.mark.parametrize(
    ("verification", "verdict", "state", "words"),
    [
        ("verified", "READY", "met", "semua syarat untuk terpilih terpenuhi"),
        ("unverified", "BARRED", "impossible", "tidak terverifikasi"),
        (None, "READY", "unknown", "permintaan yang terverifikasi"),
    ],
)
def test_an_order_that_was_not_verified_is_closed_and_one_not_known_is_to_be_asked(
    verification: str | None, verdict: str, state: str, words: str
) -> None:
    why = explain(person(), order("operator produksi", "Taiwan", verification=verification))
    assert (why.verdict, state_of(why, "order-verified")) == (verdict, state)
    assert says(why, words)


@pytest.mark.parametrize(
    ("end", "verdict"),
    [("2026-05-31", "BARRED"), ("2026-06-01", "TRAINABLE"), ("2026-06-02", "TRAINABLE")],
)
def test_a_course_must_end_before_the_permit_does(end: str, verdict: str) -> None:
    who = person(languages="JLPT|N5", certificates="SSW building cleaning")
    why = explain(who, order("petugas kebersihan gedung", "Jepang", scheme="SSW", permit_until=end))
    state = "impossible" if verdict == "BARRED" else "obtainable"
    assert (why.verdict, deciding(why)) == (verdict, {"japan-ssw-language": state})
    assert says(why, "6 bulan", end if verdict == "BARRED" else "paling cepat 2026-06-01")


# --- Files of offices: heights and quotas ------------------------------------------------

TABLE = """\
id;order_id;jabatan;negara;kuota;usia;TB;berlaku sampai;verifikasi
A;JO-1;operator produksi;Taiwan;2 (L) 3 (P);pria 20-40, wanita 20-35;pria 165, wanita 150;\
2026-12-31;sudah
B;JO-2;operator produksi;Taiwan;4;18-40;160;2026-12-31;sudah
"""


@pytest.fixture(scope="module")
def jobs(tmp_path_factory: pytest.TempPathFactory) -> Vacancies:
    path = tmp_path_factory.mktemp("orders") / "jobs.csv"
    path.write_text(TABLE, encoding="utf-8")
    return read_vacancies(path)


def test_tb_is_the_height_in_the_files_of_orders_and_of_people(
    jobs: Vacancies, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    rows = ["id;JK;tanggal lahir;TB/BB", "1;P;2003-03-01;160/50", "2;P;2003-03-01;159/50",
            "3;P;2003-03-01;"]  # fmt: skip
    path.write_text("\n".join(rows), encoding="utf-8")
    people, job = read_candidates(path), jobs[jobs.ids.index("B")]
    verdicts = [explain(who, job).verdict for who in people]
    assert verdicts == ["READY", "BARRED", "NEEDS_PROOF"]
    assert says(explain(people[1], job), "tidak dapat dipenuhi: ", "minimal 160 cm", "159 cm")
    assert says(explain(people[2], job), "perlu dibuktikan: ", "tinggi badan belum tercatat")


def test_quotas_of_men_and_women_in_one_order_are_two_doors(jobs: Vacancies) -> None:
    men, women = (jobs[jobs.ids.index(name)] for name in ("A/L", "A/P"))
    assert (men.order_id, men.openings, women.order_id, women.openings) == ("JO-1", 2, "JO-1", 3)
    him = person(sex="M", height_cm=170, birth_date="1989-01-01")
    her = person(sex="F", height_cm=152, birth_date="2003-03-01")
    verdicts = [[explain(who, job).verdict for job in (men, women)] for who in (him, her)]
    assert verdicts == [["READY", "BARRED"], ["BARRED", "READY"]]
    assert says(explain(him, women), "tidak dapat dipenuhi: perempuan", "laki-laki")
    assert says(explain(her, men), "tidak dapat dipenuhi: laki-laki", "perempuan")


def test_the_bounds_of_a_quota_are_those_of_its_own_sex(jobs: Vacancies) -> None:
    women = jobs[jobs.ids.index("A/P")]
    older = person(height_cm=152, birth_date="1989-01-01")
    assert explain(older, women).verdict == "BARRED"
    unknown = person(sex=None, height_cm=152)
    why = explain(unknown, women)
    assert (why.verdict, deciding(why)) == ("NEEDS_PROOF", {None: "unknown"})
    assert says(why, "jenis kelamin belum tercatat")


@pytest.mark.parametrize(
    ("year", "verdict"),
    [(2007, "READY"), (2008, "NEEDS_PROOF"), (2009, "BARRED")],
)
def test_a_year_of_birth_decides_where_every_day_of_it_does(year: int, verdict: str) -> None:
    job = order("operator produksi", "Taiwan", departure=LEAVING)
    why = explain(person(birth_date=None, birth_year=year), job)
    assert why.verdict == verdict
    assert state_of(why, "uu18-2017-age") == {
        "READY": "met", "NEEDS_PROOF": "unknown", "BARRED": "impossible"}[verdict]  # fmt: skip
    assert says(why, str(year))


# --- What an employer wishes of a body ---------------------------------------------------


def test_an_employers_wish_bars_under_its_own_name_or_is_only_reported() -> None:
    job = order("operator produksi", "Taiwan", conditions="tidak berkacamata; tidak bertato")
    who = person(conditions="tidak bertato", experience="operator produksi|12 months")
    counted = explain(who, job)
    reported = explain(who, job, settings=Settings(report_only=("employer",)))
    assert (counted.verdict, deciding(counted)) == ("BARRED", {None: "impossible"})
    assert [gate.origin for gate in counted.deciding] == ["employer"]
    assert says(counted, "tidak dapat dipenuhi: Tidak berkacamata")
    assert reported.verdict == "READY"
    assert {one.asked["id"] for one in reported.reported} == {
        "Tidak berkacamata", "Tidak bertato"}  # fmt: skip
    assert says(reported, "Tidak berkacamata")
    assert counted.score == reported.score > 0


def test_a_wish_that_is_only_reported_is_still_counted_among_the_removals() -> None:
    job = order("operator produksi", "Taiwan", conditions="tidak berkacamata")
    engine = Matcher(as_of=AS_OF, settings=Settings(report_only=("employer",))).fit([job])
    removals = engine.removals([person(conditions="tidak bertato")])
    (row,) = [row for row in removals if row.kind == "constraint"]
    assert (row.is_counted, row.failing, row.alone) == (False, 1, 1)
    assert removals.asked(row, "id") == "Tidak berkacamata"


# --- Notices, and packs of one's own -----------------------------------------------------


def test_a_job_free_of_cost_is_told_and_never_scored() -> None:
    job = order("caregiver", "Taiwan", employer_type="household")
    who = person(experience="caregiver|6 months")
    others = [pack for pack in default_packs() if pack.id != "indonesia-zero-cost"]
    told, untold = explain(who, job), explain(who, job, packs=others)
    assert "indonesia-zero-cost-elderly-carer" in {one.id for one in told.notices}
    assert says(told, "Bebas biaya penempatan: pengasuh lanjut usia")
    assert not says(untold, "Bebas biaya penempatan")
    assert (told.verdict, told.score, told.possible) == (
        untold.verdict, untold.score, untold.possible)  # fmt: skip
    assert told.score > 0


OWN_PACK = """\
[pack]
id = "our-office"
version = "2026-03-01"
title_en = "Our office"
title_id = "Kantor kami"

[[rule]]
id = "our-office-saudi-reopened"
title_en = "Saudi Arabia is open again for household work"
title_id = "Arab Saudi dibuka kembali untuk pekerja rumah tangga"
source = "the decision that was sent to us"
confidence = "quoted"
valid_from = 2026-03-01
countries = ["Saudi Arabia"]
employer_types = ["household"]
replaces = ["kepmenaker260-2015-household"]
"""


@pytest.mark.parametrize(
    ("day", "country", "verdict"),
    [
        ("2026-02-28", "Arab Saudi", "BARRED"),
        ("2026-03-01", "Arab Saudi", "READY"),
        ("2026-03-01", "Qatar", "BARRED"),
    ],
)
def test_an_own_pack_opens_a_door_from_its_day_on_and_no_other(
    tmp_path: Path, day: str, country: str, verdict: str
) -> None:
    path = tmp_path / "our-office.toml"
    path.write_text(OWN_PACK, encoding="utf-8")
    job = order("PRT", country)
    packs: list[RulePack | Path] = [*default_packs(), path]
    why = explain(person(), job, as_of=day, packs=packs)
    assert why.verdict == verdict
    assert (state_of(why, HOUSEHOLD) is None) is (verdict == "READY")
    opened = {one.id: one.replaced_by for one in why.rules}.get(HOUSEHOLD)
    assert opened == ("our-office-saudi-reopened" if verdict == "READY" else None)
    assert says(why, "Arab Saudi dibuka kembali") is (verdict == "READY")
    engine = Matcher(as_of="2026-06-01", packs=packs).fit([job])
    assert engine.explain(person(), "V1", as_of=day).verdict == verdict
