"""Draws the decoys: texts of fields that no vacancy of the programme touches, which name nothing.

    python -m benchmarks.decoys DATA > tests/data/decoys.csv

DATA holds `kbji_kbli`, `kbji_titles`, `skkni` and `esco` as the real data sets are laid out. The
draw depends on the seed and the files alone; no answer of the normalizer enters it. Titles and
sentences of Indonesian classifications are government texts (law 28/2014, art. 42); ESCO v1.2.0 is
the European Commission's, CC BY 4.0.
"""

import csv
import json
import random
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

SEED = 20251201
#: A source with fewer gives all it has.
PER_SOURCE = 160
#: Groups of ISCO-08 and KBJI 2014 (the same at this depth): officers of the forces, legislators and
#: heads, physicists to statisticians, doctors, dentists, lecturers, lawyers, librarians, economists
#: to psychologists, clergy, government regulators. Groups near to a school programme are left out.
FAR_GROUPS = (
    "01", "111", "211", "212", "221", "2261", "231", "261", "262", "2631", "2632", "2633", "2634",
    "2636", "335",
)  # fmt: skip
#: KBLI 2020: finance, real estate, law and accounting, head offices, research, government,
#: international bodies.
FAR_INDUSTRIES = ("64", "65", "66", "68", "69", "70", "72", "84", "99")
#: SKKNI of data science and of knowledge-based systems: no programme of SMK teaches them.
FAR_STANDARDS = ("skkni-2020-299-data-science.md", "skkni-2026-103-ai-kbs.md")
#: "1.1 Kriteria pemilihan data diidentifikasi": numbered, whole within its line, in the passive.
_CRITERION = re.compile(r"(?:^|\s)\d\.\d\s+([A-Z].{15,150}\sdi[a-z]{4,}(?:kan|i))\.?$")


def main() -> None:
    """Write the decoys to standard output."""
    if len(sys.argv) != 2:  # noqa: PLR2004 - the program and its one argument
        sys.exit(__doc__)
    data = Path(sys.argv[1])
    drawn = random.Random(SEED)  # noqa: S311 - a sample, no secret
    writer = csv.writer(sys.stdout, lineterminator="\n")
    writer.writerow(["id", "text", "language", "source"])
    number = 0
    for language, source, texts in sources(data):
        pool = sorted(set(texts))
        for text in sorted(drawn.sample(pool, min(PER_SOURCE, len(pool)))):
            number += 1
            writer.writerow([f"D{number:03d}", text, language, source])


def sources(data: Path) -> Iterator[tuple[str, str, Iterable[str]]]:
    """Per source its language, name and texts."""
    yield "id", "KBJI 2014, titles of 6-digit groups", job_titles(data)
    yield "id", "KBLI 2020, titles of 5-digit groups", industries(data)
    yield "id", "SKKNI 299/2020 and 103/2026, units and criteria", criteria(data)
    yield "en", "ESCO v1.2.0, European Commission, CC BY 4.0: occupations", occupations(data)


def job_titles(data: Path) -> list[str]:
    """Titles of far groups that no benchmark asks for."""
    asked = {row["title"].casefold() for row in rows(data / "kbji_titles" / "queries.csv")}
    return [
        row["judul"].strip()
        for row in rows(data / "kbji_kbli" / "kbji2014.csv")
        if row["digit"] == "6"
        and row["kode"].startswith(FAR_GROUPS)
        and row["judul"].strip().casefold() not in asked
    ]


def industries(data: Path) -> list[str]:
    """Titles of far industries."""
    return [
        row["judul"].strip().capitalize()
        for row in rows(data / "kbji_kbli" / "kbli2020.csv")
        if row["digit"] == "5" and row["kode"].startswith(FAR_INDUSTRIES)
    ]


def criteria(data: Path) -> list[str]:
    """Units of far fields, and what someone must be seen to do in them."""
    manifest = json.loads((data / "skkni" / "manifest.json").read_text(encoding="utf-8"))
    far = [document for document in manifest["documents"] if document["file"] in FAR_STANDARDS]
    found = [unit["title"] for document in far for unit in document["units"]]
    for document in far:
        text = (data / "skkni" / document["file"]).read_text(encoding="utf-8")
        for line in text.splitlines():
            found += _CRITERION.findall(line.strip())
    return found


def occupations(data: Path) -> list[str]:
    """English titles of far occupations."""
    return [
        row["preferredLabel"].strip()
        for row in rows(data / "esco" / "occupations_en.csv")
        if row["iscoGroup"].startswith(FAR_GROUPS)
    ]


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    main()
