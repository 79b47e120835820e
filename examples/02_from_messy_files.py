"""From messy files to a ranking: a register and a list of jobs as offices keep them.

Run it with `python examples/02_from_messy_files.py`. Nobody and nothing in it is real.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from matcher import Matcher, read_candidates, read_vacancies

REGISTER = """\
No Peserta;JK;TTL;TB/BB;Pendidikan;Bahasa;Sertifikat
1;P;Sragen, 20 Mei 2004;155/50;Keperawatan dan Caregiving|SMK;TOCFL|A1;BNSP caregiver: Lulus
2;L;"Kab. Sambas, 11-02-2001";168 cm / 60 kg;Teknik Pengelasan|SMK;;BNSP caregiver: Proses
3;P;Pontianak;150/45;Tata Boga|SMK;;
"""
JOBS = """\
Kode;Jabatan;Negara;Usia;TB;Gaji;Kuota;Bahasa;Sertifikat;Berlaku sampai;Verifikasi
TW-1;perawat panti jompo;Taiwan;20 s/d 40;pria 160, wanita 150;NT 21.009;2 (L) 3 (P);\
TOCFL|A1 atau Mandarin|A1;BNSP caregiver;Desember 2026;sudah
MY-1;operator produksi;Malaysia;18 s.d 38;;RM 1,800 + lembur;100+;;;Maret 2026;sudah
JP-1;pengolahan makanan;Jepang;35-18;;;20;JFT-Basic|A2 atau JLPT|N4;;Mei 2027;sudah
"""


def show(folder: Path) -> None:
    """Write both files, read them, and say what came of them."""
    (folder / "register.csv").write_text(REGISTER, encoding="utf-8")
    (folder / "jobs.csv").write_text(JOBS, encoding="utf-8")
    candidates = read_candidates(folder / "register.csv")
    vacancies = read_vacancies(folder / "jobs.csv")

    print("Set aside")
    for name, table in (("register", candidates), ("jobs", vacancies)):
        for rejected in table.rejected:
            print(f"  {name}: {rejected}")

    print("What the cells became")
    for person in candidates:
        print(f"  {person.id}: born {person.birth_date}, {person.height_cm:.0f} cm")
    for job in vacancies:
        ages = f"ages {job.age_min:.0f}-{job.age_max:.0f}"
        wage = f"{job.wage_min:,.0f} {job.currency}" + (f" ({job.note})" if job.note else "")
        print(f"  {job.id}: {ages}, {job.openings} seats, {wage}, until {job.permit_until}")

    engine = Matcher(as_of="2025-12-01").fit(vacancies)
    print("Best matches")
    for match in engine.rank(candidates, k=2):
        print(f"  {match.candidate_id}  {match.vacancy_id:6} {match.verdict:12} {match.score:.3f}")

    print("Near misses")
    for match in engine.near_misses(candidates, k=2):
        missing = [gap.asked_en for gap in match.gaps if gap.state == "obtainable"]
        print(f"  {match.candidate_id}  {match.vacancy_id:6} lacks {'; '.join(missing)}")

    print("Who could go where")
    for row in engine.overview(candidates).to_arrow().to_pylist():
        if row["candidates"]:
            where = row["destination"] or "anywhere"
            print(f"  {row['programme_label']}, {where}: {row['candidates']} {row['verdict']}")


with TemporaryDirectory() as name:
    show(Path(name))
