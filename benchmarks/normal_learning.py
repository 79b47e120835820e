"""The vacancy titles again, learned: five folds, each asked of what learned from the other four.

Equal titles (without case and punctuation) are in the same fold, so that none is asked that was
learned. `titles as aliases` adds every labelled title to the taxonomy as an alias of its concept;
the package's own learning is `Normalizer.learn`.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

import numpy as np

from benchmarks.normal_peers import METHODS, Searcher
from benchmarks.normal_readers import Query, plain
from benchmarks.normal_rows import DEPTH, TIMED, Row
from benchmarks.normal_sets import NormalSet
from benchmarks.retrieval import MEASURES, judged
from benchmarks.timing import measure, memory_gb, peak_of
from matcher import Normalizer
from matcher.taxonomy import Label

__all__ = ["FOLDS", "LEARNERS", "fold_of", "learned", "with_titles"]

FOLDS = 5

#: What learns from the labelled titles of a set, and then ranks.
Learner = Callable[[NormalSet, Sequence[Query]], Searcher]


class Learned:
    """The package's own search after learning."""

    def __init__(self, task: NormalSet, labelled: Sequence[Query]) -> None:
        pairs = [
            (query.text, concept)
            for query in labelled
            for concept in query.relevant
            if concept in task.taxonomy
        ]
        normalizer = Normalizer(task.taxonomy, background=task.background)
        self._normalizer = normalizer.learn(pairs)
        self._normalizer.search(["-", "index"], k=1)

    def ranked(self, texts: Sequence[str], k: int) -> list[list[str]]:
        """As `Searcher` says."""
        return [[hit.id for hit in hits] for hits in self._normalizer.search(texts, k=k)]


def with_titles(task: NormalSet, labelled: Sequence[Query]) -> NormalSet:
    """The set with labelled titles as aliases of their concepts."""
    labels = {
        Label(query.text, task.language, concept)
        for query in labelled
        for concept in query.relevant
        if concept in task.taxonomy
    }
    added = sorted(labels - set(task.taxonomy.labels), key=lambda one: (one.concept, one.text))
    taxonomy = replace(task.taxonomy, labels=(*task.taxonomy.labels, *added))
    return replace(task, taxonomy=taxonomy)


def _as_aliases(task: NormalSet, labelled: Sequence[Query], *, method: str) -> Searcher:
    return METHODS[method](with_titles(task, labelled))


#: By the method, what learns.
LEARNERS: Mapping[str, tuple[str, Learner]] = {
    "matcher": ("matcher", Learned),
    "matcher-aliases": ("matcher, as aliases", partial(_as_aliases, method="matcher")),
    "tfidf-char": ("tfidf-char, as aliases", partial(_as_aliases, method="tfidf-char")),
}


def fold_of(text: str) -> int:
    """The fold of a title: equal ones have the same.

    >>> fold_of("Juru Las") == fold_of("juru-las")
    True
    """
    return int(sha256(f"fold {plain(text)}".encode()).hexdigest(), 16) % FOLDS


def learned(task: NormalSet, asked: NormalSet, method: str, learner: Learner) -> Row:
    """Judge a learner: the queries of `asked`, each by what learned from other folds of `task`.

    Index time and strings per CPU second are those of the median fold.
    """
    values = np.zeros((len(asked.queries), len(MEASURES)))
    folds = np.array([fold_of(one.text) for one in asked.queries])
    before, indexes, speeds, peaks = memory_gb(), [], [], []
    for fold in sorted(set(folds.tolist())):
        places = np.flatnonzero(folds == fold)
        queries = [asked.queries[place] for place in places]
        texts = [one.text for one in queries]
        labelled = [one for one in task.queries if fold_of(one.text) != fold]
        (searcher, index), peak = peak_of(partial(measure, partial(learner, task, labelled)))
        _, cost = measure(partial(searcher.ranked, texts[:TIMED], 10))
        values[places] = judged(searcher.ranked(texts, DEPTH), [one.relevant for one in queries])
        indexes.append(index)
        speeds.append(len(texts[:TIMED]) / max(cost.cpu, 1e-9))
        peaks.append(max(peak - before, 0.0))
    median = sorted(indexes)[len(indexes) // 2]
    return Row(asked, method, values, median, float(np.median(speeds)), max(peaks))
