"""Reads the files of the sets that the normalizer is measured with, as their sources define them.

* MELO: a corpus element `C000001_en_000` is one surface form of the concept `C000001`.
* TalentCLEF, task A: every corpus element is a concept of its own; several may be relevant.
* KBJI: titles of 4-digit groups and of the 6-digit groups in them are labels of the 4-digit code.
* JobBERT: a vacancy title and the ESCO occupation that the board gave it; each row is a query.
* Skill spans: a span (its narrower part where one is marked) and the ESCO skills annotated for it.
"""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from matcher import Taxonomy

__all__ = [
    "Corpus",
    "Query",
    "esco_occupations",
    "jobbert",
    "kbji",
    "melo",
    "plain",
    "skill_spans",
    "talentclef",
]


class Query(NamedTuple):
    """What is asked. `key` is the id or text by whose hash a query belongs to a half."""

    id: str
    text: str
    relevant: frozenset[str]
    key: str


Corpus = tuple[tuple[Query, ...], Taxonomy]


def plain(text: str) -> str:
    """A text without case, width and punctuation, so that equal titles compare equal.

    The package's own folding may change; which queries are asked may not.

    >>> plain("Juru  las (SMAW)"), plain("JURU-LAS smaw")
    ('juru las smaw', 'juru las smaw')
    """
    return " ".join(re.findall(r"[^\W_]+", unicodedata.normalize("NFKC", text).casefold()))


def melo(folder: Path, language: str) -> Corpus:
    """The queries and concepts of one MELO set; aliases are the further forms of a concept."""
    forms = [(_concept(form), text) for form, text in _lines(folder / "corpus_elements.tsv")]
    relevant: defaultdict[str, set[str]] = defaultdict(set)
    for query, _, form, _ in _lines(folder / "annotations.tsv"):
        relevant[query].add(_concept(form))
    queries = _queries(_lines(folder / "queries.tsv"), relevant)
    ids, labels = zip(*forms, strict=True)
    return queries, Taxonomy.from_labels(ids, labels, language=language)


def _concept(form: str) -> str:
    return form.partition("_")[0]


def talentclef(folder: Path, language: str) -> Corpus:
    """The titles asked and the titles judged; the relevance is binary."""
    relevant: defaultdict[str, set[str]] = defaultdict(set)
    for query, _, element, grade in _lines(folder / "qrels.tsv"):
        if int(grade) > 0:
            relevant[query].add(element)
    _, *elements = _lines(folder / "corpus_elements")
    _, *asked = _lines(folder / "queries")
    ids, labels = zip(*elements, strict=True)
    return _queries(asked, relevant), Taxonomy.from_labels(ids, labels, language=language)


def _queries(asked: Iterable[list[str]], relevant: dict[str, set[str]]) -> tuple[Query, ...]:
    """The queries for which something is relevant, keyed by id."""
    return tuple(
        Query(query, text, frozenset(relevant[query]), query)
        for query, text in asked
        if relevant.get(query)
    )


def kbji(folder: Path) -> Corpus:
    """The titles that are no label; each pair of a title and a code it is listed under is asked."""
    groups, posts = _rows(folder / "corpus_kode4.csv"), _rows(folder / "corpus_kode6.csv")
    named = [*groups, *posts]
    labels = [row["judul"] for row in named]
    texts = [row.get("uraian_tanpa_contoh") for row in named]
    taxonomy = Taxonomy.from_labels([row["code"] for row in named], labels, texts, "id")
    pairs = ((row["title"], row["code"]) for row in _rows(folder / "queries.csv"))
    known = {plain(label) for label in labels}
    asked = dict.fromkeys(pair for pair in pairs if plain(pair[0]) not in known)
    queries = (Query(f"{title}|{code}", title, frozenset((code,)), title) for title, code in asked)
    return tuple(queries), taxonomy


def jobbert(folder: Path) -> tuple[Query, ...]:
    """The vacancy titles, a query a row; the ids are the numbers of the rows."""
    return tuple(
        Query(str(place), row["vacancyTitle"], frozenset((row["conceptUri"],)), row["vacancyTitle"])
        for place, row in enumerate(_rows(folder / "titles.csv"))
    )


def skill_spans(folder: Path, file: str) -> Corpus:
    """The distinct spans with their skills; spans whose skill is no label are left out."""
    labels = (folder / "skills_en_label.txt").read_text(encoding="utf-8").splitlines()
    known = frozenset(labels)
    pairs = ((row["sub_span"] or row["span"], row["label"]) for row in _rows(folder / file))
    spans = _distinct((span, label) for span, label in pairs if label in known)
    return spans, Taxonomy.from_labels(labels, labels, language="en")


def _distinct(pairs: Iterable[tuple[str, str]]) -> tuple[Query, ...]:
    """Each distinct text, in the order of the rows, with the concepts of all its rows."""
    relevant: defaultdict[str, set[str]] = defaultdict(set)
    for text, concept in pairs:
        relevant[text].add(concept)
    return tuple(Query(text, text, frozenset(found), text) for text, found in relevant.items())


@cache
def esco_occupations(folder: Path) -> Taxonomy:
    """The ESCO occupations with preferred and alternative labels and descriptions, in English."""
    ids: list[str] = []
    labels: list[str] = []
    texts: list[str | None] = []
    for row in _rows(folder / "occupations_en.csv"):
        others = [one.strip() for one in row["altLabels"].splitlines() if one.strip()]
        names = list(dict.fromkeys((row["preferredLabel"], *others)))
        ids += [row["conceptUri"]] * len(names)
        labels += names
        texts += [row["description"] or None] * len(names)
    return Taxonomy.from_labels(ids, labels, texts, "en")


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def _lines(path: Path) -> Iterator[list[str]]:
    """The fields of each line of a file without quoting."""
    with path.open(encoding="utf-8", newline="\n") as stream:
        for line in stream:
            yield line.rstrip("\r\n").split("\t")
