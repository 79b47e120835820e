"""How quick is a search in 75,000 labels, beside scikit-learn and sparse_dot_topn?

The labels are those of the MELO sets in three languages and of the skills, the queries those of
the MELO sets. All methods run in one process with one thread, in turns; every round asks other
texts. The peers make TF-IDF vectors of letters with scikit-learn and take the ten best forms of
each text with sparse_dot_topn, as its documentation shows, collapsed to distinct concepts.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.normal_peers import Product, Searcher, readable
from benchmarks.normal_readers import Query
from benchmarks.normal_sets import NormalSet, load
from benchmarks.peers.installing import library
from benchmarks.retrieval import MEASURES, Floats, Interval, bootstrap, distinct, judged
from benchmarks.timing import Cost, Spread, measure, memory_gb, peak_of
from matcher import Taxonomy
from matcher.taxonomy import Label

__all__ = ["LABELS", "NEEDED", "Runner", "index_cost", "race", "wide_set"]

LABELS, INDEXED = 75_000, 34_000
NEEDED = ("melo-en", "melo-es", "melo-pt", "skills-tech")

_ROUNDS, _TOP = 5, 10


class DotTopN:
    """The peer: letters of scikit-learn, products of sparse_dot_topn."""

    def __init__(self, task: NormalSet, grams: tuple[int, int]) -> None:
        from sklearn.feature_extraction.text import TfidfVectorizer

        self._language = task.language
        self._concepts = [label.concept for label in task.taxonomy.labels]
        forms = [readable(label.text, task.language) for label in task.taxonomy.labels]
        self._multiply = library("sparse_dot_topn").sp_matmul_topn
        self._vectorizer: Any = TfidfVectorizer(
            analyzer="char_wb", ngram_range=grams, lowercase=False, dtype=np.float32
        )
        self._forms = self._vectorizer.fit_transform(forms).T.tocsr()

    def ranked(self, texts: Sequence[str], k: int) -> list[list[str]]:
        """As `Searcher` says, of the k best forms."""
        rows = self._vectorizer.transform([readable(text, self._language) for text in texts])
        best = self._multiply(rows, self._forms, top_n=k, sort=True, n_threads=1)
        return [
            distinct(self._concepts[form] for form in best.indices[start:end])
            for start, end in zip(best.indptr, best.indptr[1:], strict=False)
        ]


@dataclass
class Runner:
    """A method in the race: what its index took, and how many texts a CPU second each round."""

    name: str
    searcher: Searcher
    index: Cost
    peak_gb: float
    speeds: list[float] = field(default_factory=list)
    values: list[Floats] = field(default_factory=list)

    @property
    def quality(self) -> Interval:
        """The MRR over all rounds, at ten."""
        return bootstrap(np.concatenate(self.values))[MEASURES.index("MRR")]

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return {
            "name": self.name,
            "index_cpu_seconds": round(self.index.cpu, 3),
            "peak_gb": round(self.peak_gb, 3),
            "strings_per_cpu_second": Spread.of(self.speeds).to_dict(),
            "MRR@10": [round(one, 4) for one in self.quality],
        }

    def line(self, fastest: float) -> str:
        """The runner as text, beside the median speed of the fastest peer."""
        spread = Spread.of(self.speeds)
        return (
            f"  {self.name:28}{spread.median:>9,.0f}/CPU s ({spread.least:,.0f}-{spread.most:,.0f})"
            f"{spread.median / fastest:>7.2f}x   MRR@10 {self.quality}   "
            f"index {self.index.cpu:.1f} CPU s, {self.peak_gb:.2f} GB"
        )


def wide_set(data: Path, most: int = LABELS) -> NormalSet:
    """The queries and labels of several sets as one, `most` labels at most."""
    labels: list[Label] = []
    queries: list[Query] = []
    for name in NEEDED:
        task = load(name, data)
        labels += [replace(one, concept=f"{name}:{one.concept}") for one in task.taxonomy.labels]
        if name != "skills-tech":
            queries += [
                one._replace(relevant=frozenset(f"{name}:{concept}" for concept in one.relevant))
                for one in task.queries
            ]
    del labels[most:]
    plain = Taxonomy.from_labels([one.concept for one in labels], [one.text for one in labels])
    # Each label is declared to be in its own language; the texts are not.
    taxonomy = replace(plain, labels=tuple(labels))
    return NormalSet("speed", "labels and aliases", tuple(queries), taxonomy, "mul")


def contestants() -> dict[str, Callable[[NormalSet], Searcher]]:
    """Who takes part."""
    return {
        "matcher": Product,
        "sparse_dot_topn, letters 3": partial(DotTopN, grams=(3, 3)),
        "sparse_dot_topn, letters 2-5": partial(DotTopN, grams=(2, 5)),
    }


def race(task: NormalSet, rounds: int = _ROUNDS) -> list[Runner]:
    """Every method answers every query once, a part of them each round, in turns."""
    runners = [_runner(name, make, task) for name, make in contestants().items()]
    for number in range(rounds):
        queries = task.queries[number::rounds]
        texts, relevant = [one.text for one in queries], [one.relevant for one in queries]
        first = number % len(runners)
        for one in runners[first:] + runners[:first]:
            lists, cost = measure(partial(one.searcher.ranked, texts, _TOP))
            one.speeds.append(len(texts) / max(cost.cpu, 1e-9))
            one.values.append(judged(lists, relevant))
    return runners


def _runner(name: str, make: Callable[[NormalSet], Searcher], task: NormalSet) -> Runner:
    before = memory_gb()
    texts = task.sample(100).texts

    def work() -> tuple[Searcher, Cost]:
        searcher, cost = measure(partial(make, task))
        searcher.ranked(texts, _TOP)
        return searcher, cost

    (searcher, cost), peak = peak_of(work)
    return Runner(name, searcher, cost, max(peak - before, 0.0))


def index_cost(data: Path, most: int = INDEXED) -> tuple[int, Cost]:
    """How many labels were indexed, and what that took."""
    task = wide_set(data, most)
    return len(task.taxonomy.labels), measure(partial(Product, task))[1]
