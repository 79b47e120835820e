"""The sets that the normalizer is measured with: what is asked, what is meant, what may be known.

    from benchmarks.normal_sets import data_folder, load
    tasks = load("melo-en", data_folder())
    even = tasks.half("even")      # settings are chosen on these; the odd ones are only reported

No set is part of the project: each is read from a data folder (`MATCHER_DATA`, else the folder
`shared/data` beside the repository), and one that is not there is left out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Literal

from benchmarks import normal_readers as readers
from benchmarks.normal_readers import Query
from matcher import Taxonomy

__all__ = ["HALVES", "SETS", "Half", "NormalSet", "data_folder", "load", "parity", "present"]

Half = Literal["even", "odd", "all"]
HALVES: tuple[Half, ...] = ("even", "odd", "all")

_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class NormalSet:
    """Texts, the concepts that each means, and the taxonomy in which they are looked for.

    `given` says what a method may know: labels, aliases, descriptions, a background taxonomy.
    Each query has an id, a text and the ids of its relevant concepts (at least one). `measure` is
    what the set is judged by: "MRR", or "MAP" over the ranking of all concepts.
    """

    name: str
    given: str
    queries: tuple[Query, ...]
    taxonomy: Taxonomy
    language: str
    background: Taxonomy | None = None
    measure: Literal["MRR", "MAP"] = "MRR"

    def __repr__(self) -> str:
        return f"<NormalSet {self.name}: {len(self.queries)} queries, {self.taxonomy!r}>"

    @property
    def texts(self) -> list[str]:
        """What is asked, in the order of the queries."""
        return [query.text for query in self.queries]

    @property
    def parities(self) -> list[Half]:
        """The half of each query, in the order of the queries."""
        return [parity(query.key) for query in self.queries]

    def half(self, half: Half) -> NormalSet:
        """The same with the queries of one half only."""
        kept = tuple(one for one in self.queries if half in ("all", parity(one.key)))
        return replace(self, queries=kept)

    def sample(self, most: int | None) -> NormalSet:
        """The same with so many queries at most, those whose key has the smallest hash."""
        if most is None or most >= len(self.queries):
            return self
        chosen = set(sorted(range(len(self.queries)), key=self._drawn)[:most])
        kept = tuple(one for place, one in enumerate(self.queries) if place in chosen)
        return replace(self, queries=kept)

    def _drawn(self, place: int) -> tuple[str, int]:
        # Not the hash that tells the halves: a sample shall have its share of both.
        return sha256(f"drawn {self.queries[place].key}".encode()).hexdigest(), place


def parity(key: str) -> Half:
    """The half of a query: whether the SHA-256 of its id or text is even.

    >>> parity("Q1"), parity("Q2")
    ('even', 'odd')
    """
    return "odd" if int(sha256(key.encode()).hexdigest(), 16) % 2 else "even"


def data_folder(given: str | Path | None = None) -> Path:
    """The folder with the sets: the given one, `MATCHER_DATA`, or the one beside the repository."""
    return Path(given or os.environ.get("MATCHER_DATA") or _ROOT.parent / "shared" / "data")


def _melo(data: Path, *, folder: str, language: str) -> NormalSet:
    corpus = readers.melo(data / "melo" / folder, language)
    return NormalSet(f"melo-{language}", "labels and aliases", *corpus, language)


def _talentclef(data: Path) -> NormalSet:
    corpus = readers.talentclef(data / "talentclef25A" / "english", "en")
    return NormalSet("talentclef-en", "labels", *corpus, "en", measure="MAP")


def _talentclef_with_background(data: Path) -> NormalSet:
    return replace(
        _talentclef(data),
        name="talentclef-en+esco",
        given="labels; background: ESCO occupations with aliases and descriptions",
        background=readers.esco_occupations(data / "esco"),
    )


def _kbji(data: Path) -> NormalSet:
    corpus = readers.kbji(data / "kbji_titles")
    return NormalSet("kbji", "labels and descriptions; no query is a label", *corpus, "id")


def _jobbert(data: Path) -> NormalSet:
    queries = readers.jobbert(data / "jobbert_norm")
    taxonomy = readers.esco_occupations(data / "esco")
    return NormalSet("jobbert", "labels, aliases and descriptions", queries, taxonomy, "en")


def _skills(data: Path, *, name: str, file: str) -> NormalSet:
    corpus = readers.skill_spans(data / "skillbench", file)
    return NormalSet(name, "labels", *corpus, "en")


#: How each set is read, with the files without which it is not there.
SETS: Mapping[str, tuple[Callable[[Path], NormalSet], tuple[str, ...]]] = {
    "melo-en": (partial(_melo, folder="usa_q_en_c_en", language="en"), ("melo/usa_q_en_c_en",)),
    "melo-es": (partial(_melo, folder="esp_q_es_c_es", language="es"), ("melo/esp_q_es_c_es",)),
    "melo-pt": (partial(_melo, folder="prt_q_pt_c_pt", language="pt"), ("melo/prt_q_pt_c_pt",)),
    "talentclef-en": (_talentclef, ("talentclef25A/english",)),
    "talentclef-en+esco": (
        _talentclef_with_background,
        ("talentclef25A/english", "esco/occupations_en.csv"),
    ),
    "kbji": (_kbji, ("kbji_titles/queries.csv",)),
    "jobbert": (_jobbert, ("jobbert_norm/titles.csv", "esco/occupations_en.csv")),
    "skills-tech": (
        partial(_skills, name="skills-tech", file="tech_test_annotations.csv"),
        ("skillbench/tech_test_annotations.csv",),
    ),
    "skills-tech-validation": (
        partial(_skills, name="skills-tech-validation", file="tech_validation_annotations.csv"),
        ("skillbench/tech_validation_annotations.csv",),
    ),
    "skills-house-validation": (
        partial(_skills, name="skills-house-validation", file="house_validation_annotations.csv"),
        ("skillbench/house_validation_annotations.csv",),
    ),
}


def present(data: Path) -> list[str]:
    """The names of the sets whose files are in a data folder."""
    return [
        name for name, (_, files) in SETS.items() if all((data / one).exists() for one in files)
    ]


def load(name: str, data: Path | None = None) -> NormalSet:
    """A set by its name."""
    return SETS[name][0](data_folder(data))
