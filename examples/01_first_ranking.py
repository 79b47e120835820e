"""A first ranking: two graduates, three vacancies, who may go where, and why.

Run it with `python examples/01_first_ranking.py`. Nobody and nothing in it is real.
"""

from matcher import Candidate, Matcher, Vacancy

vacancies = [
    Vacancy(
        id="TW-care",
        title="caregiver panti jompo",
        country="Taiwan",
        scheme="P to P",
        employer_type="institution",
        age_min=20,
        age_max=40,
        education="SMA/SMK",
        languages="TOCFL|A1 or Mandarin|A1",
        certificates="BNSP caregiver",
        nice_skills="mengganti popok; mengukur tanda-tanda vital; dementia care",
        permit_until="2026-12-31",
        verification="verified",
    ),
    Vacancy(
        id="KR-weld",
        title="plate welder",
        country="South Korea",
        scheme="E-7-3",
        sex="M",
        age_min=18,
        age_max=45,
        education="SMK",
        certificates="Plate Welder Negara Tujuan Korea Selatan; KOSHIPA",
        skills="3G FCAW",
        experience="welder|24 months",
        permit_until="2026-12-31",
        verification="verified",
    ),
    Vacancy(
        id="DE-nurse",
        title="Perawat",
        country="Germany",
        scheme="G to G Triple Win",
        education="Keperawatan|D3",
        languages="Goethe|B1 or telc|B1",
        permit_until="2026-12-31",
        verification="verified",
    ),
]

candidates = [
    Candidate(
        id="carer",
        sex="F",
        birth_date="2004-05-20",
        education="Layanan Penunjang Keperawatan dan Caregiving|SMK",
        languages="TOCFL|A1",
        certificates="BNSP caregiver||BNSP|2025-06-01|2028-06-01",
        skills="mengganti popok||internship; ...",
    ),
    Candidate(
        id="welder",
        sex="M",
        birth_date="2001-02-11",
        education="Teknik Pengelasan|SMK",
        certificates="UKK",
        skills="3G FCAW||BNSP|2024-03-01|2027-03-01; SMAW||UKK",
        experience="tukang las|||2022-01-03|2024-08-30",
    ),
]

engine = Matcher(as_of="2025-12-01").fit(vacancies)

print("Best matches")
for match in engine.rank(candidates, k=3):
    print(f"  {match.candidate_id:7} {match.vacancy_id:9} {match.verdict:12} {match.score:.3f}")

print("Near misses")
for match in engine.near_misses(candidates, k=3):
    missing = [f"{gap.asked_en} (by {gap.by})" for gap in match.gaps if gap.state == "obtainable"]
    print(f"  {match.candidate_id:7} {match.vacancy_id:9} lacks {'; '.join(missing)}")

print()
print(engine.explain(candidates[0], "DE-nurse").text("en"))
print()
print(engine.explain(candidates[0], "TW-care").text("id"))
