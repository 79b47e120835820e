"""Sets of adverts and CVs with judgments, as folders of any of the usual forms.

A folder is a set if it has these three, each in one of the forms:

* queries (adverts): `queries.jsonl`, `.tsv`, `.csv`, a file `queries` of tab-separated values with
  a header, or a folder `queries` with a text file per id;
* corpus (CVs): the same under the name `corpus` or `corpus_elements`;
* judgments: `qrels/test.tsv`, `qrels.tsv`, `qrels.txt` or `qrels`, with the columns query, corpus,
  grade (a header is skipped) or those of trec_eval: query, 0, corpus, grade.

In a table the id is the column `_id`, `id`, `q_id` or `c_id`, else the first; all other columns
are the text. That covers BEIR and TalentCLEF folders. A folder without them may hold several.
"""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from benchmarks.normal_sets import Half, parity
from matcher.errors import InputError

__all__ = ["RankingSet", "read_sets", "write_set"]

Texts = Mapping[str, str]
Judged = Mapping[str, Mapping[str, float]]

_NAMES = {"queries": ("queries",), "corpus": ("corpus", "corpus_elements")}
_QRELS = ("qrels/test.tsv", "qrels.tsv", "qrels.txt", "qrels")
_ENDINGS = (".jsonl", ".tsv", ".csv", "")
_IDS = ("_id", "id", "q_id", "c_id")
_NOT_TEXT = frozenset(("metadata",))
_PLAIN, _TREC = 3, 4


@dataclass(frozen=True)
class RankingSet:
    """Adverts, CVs by id, and the grades of the pairs that were judged."""

    name: str
    queries: Texts
    corpus: Texts
    qrels: Judged

    def __repr__(self) -> str:
        pairs = sum(map(len, self.qrels.values()))
        return (
            f"<RankingSet {self.name}: {len(self.queries):,} queries, {len(self.corpus):,} texts, "
            f"{pairs:,} judged pairs>"
        )

    def asked(self, half: Half) -> list[str]:
        """The judged queries of a half, in their order."""
        return [one for one in self.queries if half in ("all", parity(one))]


def read_sets(folder: Path) -> list[RankingSet]:
    """The set that a folder is, or those in it, by name; without any an empty list."""
    if not folder.is_dir():
        return []
    if (found := _read(folder)) is not None:
        return [found]
    below = (_read(one) for one in sorted(folder.rglob("*")) if one.is_dir())
    return [one for one in below if one is not None]


def write_set(one: RankingSet, folder: Path) -> None:
    """Write a set in BEIR's form."""
    (folder / "qrels").mkdir(parents=True)
    for name, texts in (("queries", one.queries), ("corpus", one.corpus)):
        lines = [json.dumps({"_id": key, "title": "", "text": text}) for key, text in texts.items()]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    rows = ["query-id\tcorpus-id\tscore"]
    rows += [f"{q}\t{c}\t{g:g}" for q, grades in one.qrels.items() for c, g in grades.items()]
    (folder / "qrels" / "test.tsv").write_text("\n".join(rows) + "\n", encoding="utf-8")


def _read(folder: Path) -> RankingSet | None:
    """The set, with its judged queries only."""
    queries, corpus = (_place(folder, names) for names in _NAMES.values())
    qrels = next((folder / name for name in _QRELS if (folder / name).is_file()), None)
    if queries is None or corpus is None or qrels is None:
        return None
    texts, judged = _texts(queries), _judged(qrels)
    kept = {name: text for name, text in texts.items() if name in judged}
    if not kept:
        problem = f"{folder}: no query is judged."
        raise InputError(problem, repair="Give the ids of the queries in the judgments.")
    return RankingSet(folder.name, kept, _texts(corpus), {name: judged[name] for name in kept})


def _place(folder: Path, names: tuple[str, ...]) -> Path | None:
    paths = (folder / f"{name}{ending}" for name in names for ending in _ENDINGS)
    return next((path for path in paths if path.exists()), None)


def _texts(path: Path) -> dict[str, str]:
    """The texts of a file or folder by id."""
    if path.is_dir():
        files = sorted(one for one in path.iterdir() if one.is_file())
        return {one.stem: one.read_text(encoding="utf-8", errors="replace") for one in files}
    found = {}
    for row in _rows(path):
        own = next((name for name in _IDS if name in row), next(iter(row)))
        cells = (text for name, text in row.items() if name != own and name not in _NOT_TEXT)
        found[row[own]] = "\n".join(cell for cell in cells if cell)
    return found


def _rows(path: Path) -> Iterator[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as stream:
        if path.suffix == ".jsonl":
            for line in filter(str.strip, stream):
                row = json.loads(line)
                yield {name: one if isinstance(one, str) else str(one) for name, one in row.items()}
            return
        delimiter = "," if path.suffix == ".csv" else "\t"
        for cells in csv.DictReader(stream, delimiter=delimiter):
            yield {name: cell or "" for name, cell in cells.items() if name is not None}


def _judged(path: Path) -> dict[str, dict[str, float]]:
    found: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for number, line in enumerate(path.read_text(encoding="utf-8-sig").splitlines(), 1):
        cells = line.split("\t") if "\t" in line else line.split()
        if not cells or (number == 1 and not _is_number(cells[-1])):
            continue
        if len(cells) not in (_PLAIN, _TREC) or not _is_number(cells[-1]):
            problem = f"{path.name}, line {number}: not a query, a text and a grade."
            raise InputError(problem, repair="Write query, corpus id and grade, tab-separated.")
        found[cells[0]][cells[-2]] = float(cells[-1])
    return dict(found)


def _is_number(cell: str) -> bool:
    try:
        float(cell)
    except ValueError:
        return False
    return True
