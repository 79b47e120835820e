"""Writes what the documentation says of the rule packs: an index, a page per pack, the schema."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from matcher.eligibility.pack_schema import pack_schema
from matcher.eligibility.packs import GENERAL_PACKS, default_packs
from matcher.eligibility.rule_words import word_rule
from matcher.eligibility.rules import Rule, RulePack
from matcher.normalizing.normalizer import default_normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.records.requirements import OfVacancy

PAGES = Path(__file__).parent / "rules"
SCHEMA = Path(__file__).parents[1] / "src/matcher/eligibility/data/rule-pack.schema.json"
ADDRESS = re.compile(r"https?://[^\s;,()<>]+(?:\([^\s()]*\)[^\s;,()<>]*)*")
CONFIDENCES = ("quoted", "derived", "recalled", "assumed")
CONFIDENCE_WORDS = {
    "quoted": "quoted (the source itself says it)",
    "derived": "derived (it follows from what the source says)",
    "recalled": "recalled from general knowledge (**no text was open: check it before relying on it**)",
    "assumed": "assumed (a default of ours)",
}
ORIGINS = {
    "law": "Indonesian law",
    "host_country": "law of the host country, or the agreement or scheme of placement",
}
INDEX = """\
# Rule packs

This page and those it links are generated from the packs of the package (`python docs/generate.py`).

A rule is a dated, sourced requirement for the vacancies of which it speaks, asked and judged like any other. A **notice** is a rule
that asks nothing: it is shown with its source and never judged. What an employer or an agency merely wishes is no rule; it stands in
the vacancy. What is not known is never a no: a rule speaks of a vacancy that states what the rule is for. Where the vacancy does not,
a rule that says so with `ask`, and of which the vacancy meets something else, becomes an open question; any other is left out.

Packs of the law come first, then those of destinations and schemes, then your own. A rule may set aside rules before it by naming them
in `replaces`; a proof shows both. A rule holds from `valid_from` to `valid_to`, on the day of judging.

{packs}

**How sure it is**: *quoted* means that the source itself says it, *derived* that it follows from what the source says, *recalled*
that it is general knowledge and no text was open. The sources are linked rule by rule. The packs help to prepare a placement;
they are no legal advice.

## Look, check, compare

```
matcher rules show                                   # all packs; give a pack's or a rule's id for more
matcher rules show japan-ssw --on 2025-12-01         # the rules of a pack in force on a day
matcher rules validate my-rules.toml                 # what is wrong in a pack of your own
matcher rules diff old-rules.toml my-rules.toml      # rule by rule, field by field
matcher rules coverage vacancies.csv --as-of 2025-12-01
```

`coverage` counts of how many vacancies each pack speaks, lists what only the general law speaks of, what vacancies do not state or
what is not known, and the vacancies that nobody could reach, with the rule that closes them.

## Write your own

A pack is a TOML file. Nothing in it is run. Save this as `my-rules.toml`:

```toml
{example}```

`matcher rules validate my-rules.toml` says `No problems.`; `matcher rank ... --pack my-rules.toml` uses it beside the package's own,
and so does Python:

```python
{code}```

It prints `{printed}`.

* `[pack]` has `id`, `version`, both titles, and `origin`: `law` (Indonesian) or `host_country`.
* Each `[[rule]]` has an `id` of its own among all packs, both titles, `source`, `confidence` and `valid_from`; an end, `valid_to`, and
  a `note` are optional.
* For whom: `countries` (names of `countries.csv`), `schemes` (ids of `schemes.csv`), `employer_types` (household, company, institution,
  vessel), `occupations` (concept ids). A vacancy must meet every one that is given; one that is not given is met by all.
* `expression` is `{{ section, what, level, evidence }}` with a concept id, bounds such as `{{ age_min = 18, age_max = 39 }}` (completed years
  at departure), `{{ vacancy = "permit_valid" }}` (or `verified`, or `placement_open`, which nobody meets: a closure), or any of these in
  `{{ any = [...] }}` or `{{ all = [...] }}`. Without it the rule is a notice.
* `stage = "depart"` makes it needed to leave (papers), not to be chosen.

A file that is no pack is refused with its line and the reason. The
[JSON Schema](../../src/matcher/eligibility/data/rule-pack.schema.json) lets an editor check and complete while you type: begin the file
with `#:schema` and its path.
"""
EXAMPLE = """\
#:schema ./rule-pack.schema.json
[pack]
id = "our-office"
version = "2026-01-15"
title_en = "Our office: welders for Japan"
title_id = "Kantor kami: juru las untuk Jepang"
origin = "host_country"

[[rule]]
id = "our-office-language"
title_en = "Japanese N3, or N4 with a year of work as a welder"
title_id = "Bahasa Jepang N3, atau N4 dengan satu tahun kerja sebagai juru las"
source = "letter of the shipyard of 10 January 2026"
confidence = "quoted"
valid_from = 2026-01-15
valid_to = 2026-12-31
note = "Replaces the language of the scheme, which asks less."
countries = ["Japan"]
schemes = ["ssw"]
occupations = ["occupation:welder"]
replaces = ["japan-ssw-language"]
expression = { any = [
  { section = "languages", what = "language:jlpt", level = "N3" },
  { all = [
    { section = "languages", what = "language:jlpt", level = "N4" },
    { section = "experience", what = "occupation:welder", level = "12 months" },
  ] },
] }

[[rule]]
id = "our-office-interview"
title_en = "The employer interviews in Surabaya every month"
title_id = "Pemberi kerja mewawancarai di Surabaya setiap bulan"
source = "letter of the shipyard of 10 January 2026"
confidence = "quoted"
valid_from = 2026-01-15
countries = ["Japan"]
occupations = ["occupation:welder"]
"""
CODE = """\
from matcher import Candidate, Matcher, Vacancy
from matcher.eligibility.packs import default_packs

job = Vacancy(id="V1", title="welder", country="Japan", scheme="SSW", permit_until="2026-12-31")
who = Candidate(id="C1", birth_date="2005-03-01", languages="JLPT|N4|test", experience="welder|18 months|document")
engine = Matcher(as_of="2026-02-01", packs=[*default_packs(), "my-rules.toml"])
why = engine.explain(who, job)
print([gate.state for gate in why.gates if gate.rule == "our-office-language"])
"""
PRINTED = "['met']"


def write_pages() -> None:
    """Write the index, the pages and the schema, and remove pages of packs that are gone."""
    PAGES.mkdir(exist_ok=True)
    pages = all_pages()
    for old in PAGES.glob("*.md"):
        if old.name not in pages:
            old.unlink()
    for name, text in pages.items():
        (PAGES / name).write_text(text, encoding="utf-8")
    SCHEMA.write_text(schema(), encoding="utf-8")


def all_pages() -> dict[str, str]:
    """Every page by the name of its file."""
    records = RecordNormalizer(default_normalizer())
    pages = {f"{pack.id}.md": pack_page(pack, records) for pack in default_packs()}
    return {"README.md": index_page(), **pages}


def schema() -> str:
    """The JSON Schema as text."""
    return json.dumps(pack_schema(), indent=2, ensure_ascii=False) + "\n"


def index_page() -> str:
    """All packs with what they count, and how to write one."""
    head = ["pack", "", "judged", "notices", *CONFIDENCES[:3], "version"]
    lines = ["| " + " | ".join(head) + " |", "| --- | --- |" + " ---: |" * 5 + " --- |"]
    total: Counter[str] = Counter()
    for pack in default_packs():
        counts = counted(pack)
        total += counts
        cells = [f"[{pack.id}]({pack.id}.md)", pack.title_en, *numbers(counts), pack.version]
        lines.append("| " + " | ".join(cells) + " |")
    lines.append(f"| all {len(default_packs())} | | {' | '.join(numbers(total))} | |")
    return INDEX.format(packs="\n".join(lines), example=EXAMPLE, code=CODE, printed=PRINTED)


def counted(pack: RulePack) -> Counter[str]:
    """The rules of a pack by confidence, and how many are judged or only shown."""
    forms = Counter("notices" if rule.is_notice else "judged" for rule in pack.rules)
    return forms + Counter(rule.confidence for rule in pack.rules)


def numbers(counts: Counter[str]) -> list[str]:
    """The cells that count."""
    return [str(counts[name]) for name in ("judged", "notices", *CONFIDENCES[:3])]


def pack_page(pack: RulePack, records: RecordNormalizer) -> str:
    """The page of a pack: its head, then rule by rule."""
    counts = counted(pack)
    sure = ", ".join(f"{counts[name]} {name}" for name in CONFIDENCES if counts[name])
    general = " It speaks of every destination." if pack.id in GENERAL_PACKS else ""
    lines = [
        f"# {pack.title_en}",
        "",
        f"*{pack.title_id}*",
        "",
        "This page is generated from the package (`python docs/generate.py`). [All packs](README.md).",
        "",
        f"Pack `{pack.id}`, version {pack.version}: {ORIGINS[pack.origin]}.{general}",
        f"Judged: {counts['judged']}; notices, only shown: {counts['notices']}; {sure}.",
    ]
    for rule in pack.rules:
        replaced_by = [one.id for one in pack.rules if rule.id in one.replaces]
        lines += ["", *rule_lines(rule, pack, records, replaced_by)]
    return "\n".join(lines) + "\n"


def rule_lines(
    rule: Rule, pack: RulePack, records: RecordNormalizer, replaced_by: list[str]
) -> Iterator[str]:
    """A rule as a section of its pack's page."""
    words, own = (word_rule(rule, pack, records, language) for language in ("en", "id"))
    yield f"## {words.title}"
    yield ""
    yield f"*{own.title}* (`{rule.id}`)"
    yield ""
    if words.asked is not None:
        yield f"* **Asked**: {words.asked}"
        yield f"  (*{own.asked}*)"
    if rule.expression == OfVacancy(vacancy="placement_open"):
        yield "* **Closes** the vacancies of which it speaks: this is never met"
    yield f"* **For**: {words.audience}"
    yield (
        f"* **In force**: {words.period}; **needed** {words.stage}"
        if words.asked
        else (f"* **In force**: {words.period}; {words.stage}")
    )
    if rule.replaces:
        yield f"* **Goes before**: {', '.join(f'`{name}`' for name in rule.replaces)}"
    if replaced_by:
        yield f"* **Gives way to**: {', '.join(f'`{name}`' for name in replaced_by)}"
    yield f"* **Source**: {ADDRESS.sub(lambda found: f'<{found[0]}>', rule.source)}"
    yield f"* **Confidence**: {CONFIDENCE_WORDS[rule.confidence]}"
    if rule.note:
        yield f"* **Note**: {rule.note}"


if __name__ == "__main__":
    write_pages()
