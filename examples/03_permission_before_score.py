"""Permission before score: a closed door, the rule that closes it, and what opens it.

Run it with `python examples/03_permission_before_score.py`. Nobody and nothing in it is real.
"""

from pathlib import Path
from tempfile import TemporaryDirectory

from matcher import Candidate, Matcher, default_packs, load_sample

OUR_PACK = """\
[pack]
id = "our-office"
version = "2026-03-01"
title_en = "Decisions that reached our office"
title_id = "Keputusan yang diterima kantor kami"

[[rule]]
id = "our-office-saudi-reopened"
title_en = "Household work in Saudi Arabia is open again"
title_id = "Pekerjaan rumah tangga di Arab Saudi dibuka kembali"
source = "an invented decision, to show how one is entered"
confidence = "assumed"
valid_from = 2026-03-01
countries = ["Saudi Arabia"]
employer_types = ["household"]
replaces = ["kepmenaker260-2015-household"]
"""


def show(folder: Path) -> None:
    """Explain a closed door, count whom rules bar, and open it by a pack of one's own."""
    sample = load_sample(candidates=40)
    engine = Matcher(as_of=sample.as_of).fit(sample.vacancies)
    sari = Candidate(id="sari", sex="F", birth_date="1990-05-20", experience="PRT|24 months")

    why = engine.explain(sari, "RQ070")
    print(f"{why.title}: {why.verdict}, whatever the score ({why.score:.2f})")
    for gate in why.deciding:
        (rule,) = [ground.rule for ground in gate.grounds]
        if rule is not None:
            print(f"  {rule.title['en']} ({rule.id}, since {rule.valid_from})")
    print("The proof begins")
    for line in why.proof.text("id").splitlines()[:3]:
        print(f"  {line}")

    print("Before the decree of 2015")
    for day in ("2015-06-30", "2015-07-01"):
        print(f"  {day}: {engine.explain(sari, 'RQ070', as_of=day).verdict}")

    removals = engine.removals(sample.candidates)
    print(f"Whom single rules and wishes bar ({removals.candidates} people)")
    for row in list(removals)[:4]:
        print(f"  {row.alone:4} pairs: {removals.asked(row)}, {row.requirement.origin}")

    path = folder / "our-office.toml"
    path.write_text(OUR_PACK, encoding="utf-8")
    ours = Matcher(as_of="2026-03-01", packs=[*default_packs(), path])
    order = sample.vacancies[sample.vacancies.ids.index("RQ070")]
    verified = order.model_copy(update={"verification": "verified"})
    print("With a pack of our own, once the order is verified")
    for day in ("2026-02-28", "2026-03-01"):
        print(f"  {day}: {ours.explain(sari, verified, as_of=day).verdict}")


with TemporaryDirectory() as name:
    show(Path(name))
