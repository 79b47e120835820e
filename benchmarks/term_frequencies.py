"""Is the table of terms what the public classifications give?

    python -m benchmarks.term_frequencies [--data FOLDER] [--write]

Builds `matcher/rescoring/data/terms.csv`: in how many documents of a language each term stands,
a term being the stem of a folded word. Only counts are kept, of terms that two documents have or
more. The first row of a language, without a term, has the number of its documents. They are

* English: occupations, groups of occupations, skills and groups of skills of ESCO with labels and
  descriptions (European Commission, CC BY 4.0),
* Indonesian: each KBLI 2020 class with its title and description, each KBJI 2014 group of four
  digits with the titles below it, each unit of the SKKNI standards (government texts),
* both: each concept of the package's taxonomy with its label in that language.

Nothing that a set of queries asks is read. Prints the sizes and whether the table of the package is
the same; exit code 1 where it is not. `--write` writes it.
"""

from __future__ import annotations

import argparse
import csv
import io
import re
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from benchmarks.normal_sets import data_folder
from matcher.normalizing.folding import fold, is_native
from matcher.normalizing.stemming import stem_in
from matcher.taxonomy import default_taxonomy

__all__ = ["main"]

PATH = Path(__file__).parent.parent / "src" / "matcher" / "rescoring" / "data" / "terms.csv"
COLUMNS = ("language", "term", "documents", "source", "confidence")
LEAST = 2
ESCO, KBJI, KBLI = "ESCO v1.2.0 (CC BY 4.0)", "KBJI 2014", "KBLI 2020"
SKKNI, OWN = "SKKNI", "taxonomy of the package"
ESCO_TABLES = (
    "occupations", "ISCOGroups", "skillGroups", "digitalSkillsCollection", "greenSkillsCollection",
    "transversalSkillsCollection", "researchSkillsCollection",
)  # fmt: skip
UNIT = re.compile(r"^## Unit Kompetensi \d+:", re.MULTILINE)


class Document(NamedTuple):
    """A text whose terms are counted."""

    language: str
    source: str
    text: str


def main() -> None:
    """Build the table, compare or write it, print what it holds."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=None, help="the folder of the classifications")
    parser.add_argument("--write", action="store_true", help="write the table of the package")
    arguments = parser.parse_args()
    documents = list(documents_in(data_folder(arguments.data)))
    table = table_of(documents)
    if arguments.write:
        PATH.write_text(table, encoding="utf-8", newline="")
    is_same = PATH.read_text(encoding="utf-8") == table
    for (language, source), count in Counter((d.language, d.source) for d in documents).items():
        print(f"{language}  {source:28}{count:>7,} documents")
    print(f"{table.count(chr(10)) - 1:,} rows, {len(table.encode()):,} bytes")
    print(f"the table of the package is {'the same' if is_same else 'ANOTHER'}")
    sys.exit(not is_same)


def table_of(documents: list[Document]) -> str:
    """The table as CSV text."""
    having: Counter[tuple[str, str]] = Counter()
    sources: defaultdict[tuple[str, str], set[str]] = defaultdict(set)
    for one in documents:
        for key in {(one.language, ""), *((one.language, term) for term in stems_of(one))}:
            having[key] += 1
            sources[key].add(one.source)
    stream = io.StringIO()
    writer = csv.writer(stream, lineterminator="\n")
    writer.writerow(COLUMNS)
    for language, term in sorted(having):
        count, named = having[language, term], "; ".join(sorted(sources[language, term]))
        if count >= LEAST:
            writer.writerow((language, term, count, named, "derived"))
    return stream.getvalue()


def stems_of(document: Document) -> set[str]:
    """The distinct stems of a document; letters without blanks and plain numbers are left out."""
    return {
        stem_in(document.language, word)
        for word in fold(document.text).split()
        if not is_native(word) and not word.replace(".", "").isdigit()
    }


def documents_in(folder: Path) -> Iterator[Document]:
    """All documents that are counted."""
    yield from esco(folder / "esco")
    yield from kbli(folder / "kbji_kbli" / "kbli2020.csv")
    yield from kbji(folder / "kbji_kbli" / "kbji2014.csv")
    yield from skkni(folder / "skkni")
    yield from own()


def esco(folder: Path) -> Iterator[Document]:
    """A document per concept, with its labels and its description."""
    seen: set[str] = set()
    for name in ESCO_TABLES:
        for row in rows_of(folder / f"{name}_en.csv"):
            if row["conceptUri"] not in seen:
                seen.add(row["conceptUri"])
                cells = (row["preferredLabel"], row["altLabels"], row["description"])
                yield Document("en", ESCO, "\n".join(cell or "" for cell in cells))


def kbli(path: Path) -> Iterator[Document]:
    """A document per class, with its title and description."""
    for row in rows_of(path):
        yield Document("id", KBLI, f"{row['judul']}\n{row['deskripsi']}")


def kbji(path: Path) -> Iterator[Document]:
    """A document per group of four digits, with its title and those below it."""
    titles: defaultdict[str, list[str]] = defaultdict(list)
    for row in rows_of(path):
        if int(row["digit"]) >= len("1234"):
            titles[row["kode"][: len("1234")]].append(row["judul"])
    for several in titles.values():
        yield Document("id", KBJI, "\n".join(several))


def skkni(folder: Path) -> Iterator[Document]:
    """A document per unit of competence."""
    for path in sorted(folder.glob("skkni-*.md")):
        for unit in UNIT.split(path.read_text(encoding="utf-8"))[1:]:
            yield Document("id", SKKNI, unit)


def own() -> Iterator[Document]:
    """A document per concept of the package's taxonomy and language."""
    taxonomy = default_taxonomy()
    for concept in sorted({label.concept for label in taxonomy.labels}):
        yield Document("en", OWN, taxonomy[concept].label_en)
        yield Document("id", OWN, taxonomy[concept].label_id)


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The rows of a CSV file."""
    with path.open(encoding="utf-8-sig", newline="") as stream:
        yield from csv.DictReader(stream)


if __name__ == "__main__":
    main()
