"""How well do whole adverts find whole CVs, by coverage, by concepts, beside BM25 and TF-IDF?

    python -m benchmarks.ranking --data FOLDER [--methods coverage,bm25] [--json]
    python -m benchmarks.ranking --synthetic

`--data` (else `MATCHER_RANKING_DATA`) is a set, or holds sets, in the forms of BEIR or TalentCLEF:
see `ranking_sets.py`. No set is part of the project. Without one it says where it looked, and ends.

* *coverage*: the share of the weight of the advert's terms that the CV has (`matcher.rescoring`);
* *concepts*: `Normalizer.extract` on both texts; the additive form over the advert's concepts, a
  must counting twice a wish, each as similar as the nearest concept of the CV;
* *concepts + coverage*: (1 - share) · concepts + share · coverage, with shares .2, .5 and .8;
* BM25, TF-IDF of words and of letters (2 to 5), read without case and punctuation.

nDCG@10, MAP and MRR over lists of all texts with a score above 0, ties by id, with 95 % intervals;
paired randomisation tests against the first method (BM25), corrected over the table (Holm). The
SHA-256 of a query's id tells its half: settings may be chosen on the even one, the odd one is only
reported.

`--synthetic` writes adverts and CVs from the package's sample, of few templates, and takes the
engine's own lists for judgments. It proves that everything runs, and says nothing about quality.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt

from benchmarks.figures import machine
from benchmarks.normal_peers import FormScores, bm25, readable, tfidf
from benchmarks.normal_sets import Half
from benchmarks.ranking_sets import RankingSet, read_sets, write_set
from benchmarks.timing import one_thread
from matcher import Candidate, Matcher, Normalizer, Vacancy, load_sample
from matcher.metrics import Comparison, JudgedRun, compare
from matcher.normalizing.languages import detect_language
from matcher.normalizing.normalizer import default_normalizer
from matcher.records.requirements import Asked, leaves
from matcher.rescoring import terms_of, text_of
from matcher.rescoring.covering import TextTerms, coverage_of_pairs
from matcher.taxonomy import default_taxonomy

__all__ = ["METHODS", "compared", "main", "synthetic"]

Floats = npt.NDArray[np.float64]
#: Scores (queries × texts) of a set, by its queries and its texts.
Method = Callable[[Sequence[str], Sequence[str]], Floats]

MEASURES = ("ndcg@10", "map", "mrr")
HALVES: tuple[Half, ...] = ("even", "odd", "all")
SHARES = (0.2, 0.5, 0.8)
MUST, NICE = 2.0, 1.0
_BATCH = 128


# --- methods -----------------------------------------------------------------------------


def coverage(queries: Sequence[str], texts: Sequence[str]) -> Floats:
    """The coverage of every advert by every text."""
    asked, told = list(map(terms_of, queries)), list(map(terms_of, texts))
    known = sorted({term for one in (*asked, *told) for term in one})
    numbers = {term: place for place, term in enumerate(known)}
    adverts, written = TextTerms.of(asked, numbers), TextTerms.of(told, numbers)
    columns = np.arange(len(texts))
    found = np.zeros((len(queries), len(texts)))
    for row in range(len(queries)):
        pairs = (np.full(columns.size, row), columns)
        found[row] = np.nan_to_num(coverage_of_pairs(adverts, written, pairs, len(known)))
    return found


def concepts(queries: Sequence[str], texts: Sequence[str]) -> Floats:
    """The additive form over the concepts of the adverts."""
    normalizer = default_normalizer()
    held = [_similar(normalizer, text) for text in texts]
    found = np.zeros((len(queries), len(texts)))
    for row, query in enumerate(queries):
        asked = _concepts(normalizer, query)
        total = sum(asked.values())
        for concept, weight in asked.items():
            found[row] += weight / total * np.array([own.get(concept, 0.0) for own in held])
    return found


def _similar(normalizer: Normalizer, text: str) -> dict[str, float]:
    """What a text's concepts meet, and how well: each asked concept at the nearest of them."""
    found: dict[str, float] = {}
    for own in _concepts(normalizer, text):
        for asked, similarity in normalizer.taxonomy.similar_to(own).items():
            found[asked] = max(similarity, found.get(asked, 0.0))
    return found


def _concepts(normalizer: Normalizer, text: str) -> dict[str, float]:
    """The concepts that a text speaks of, and what each weighs."""
    found: dict[str, float] = {}
    for span in normalizer.extract(text).spans:
        if span.concept is not None and not span.negated:
            weight = MUST if span.modality == "must" else NICE
            found[span.concept] = max(weight, found.get(span.concept, 0.0))
    return found


def peer(
    make: Callable[[list[str]], FormScores], queries: Sequence[str], texts: Sequence[str]
) -> Floats:
    """The scores of a simple method, read as the peers of the normalizer read."""
    language = detect_language(texts)
    scores = make([readable(text, language) for text in texts])
    asked = [readable(text, language) for text in queries]
    blocks = [scores(asked[start : start + _BATCH]) for start in range(0, len(asked), _BATCH)]
    return np.concatenate(blocks).astype(np.float64)


METHODS: Mapping[str, Method] = {
    "bm25": partial(peer, bm25),
    "tfidf-word": partial(peer, partial(tfidf, analyzer=str.split)),
    "tfidf-char": partial(peer, partial(tfidf, analyzer="char_wb", ngram_range=(2, 5))),
    "coverage": coverage,
    "concepts": concepts,
}


# --- measuring ---------------------------------------------------------------------------


def compared(one: RankingSet, methods: Sequence[str]) -> dict[str, object]:
    """Measure a set, print its tables, and give them as plain values."""
    print(f"\n{one}, {detect_language(one.corpus.values())}")
    scores: dict[str, Floats] = {}
    queries, texts = list(one.queries.values()), list(one.corpus.values())
    for name in methods:
        METHODS[name](queries[:1], texts[:2])  # libraries and tables are loaded once
        start = time.process_time()
        scores[name] = METHODS[name](queries, texts)
        speed = (len(queries) + len(texts)) / max(time.process_time() - start, 1e-9)
        print(f"  {name:12}{speed:>12,.0f} texts per CPU second")
    if {"coverage", "concepts"} <= set(scores):
        for share in SHARES:
            mixed = (1 - share) * scores["concepts"] + share * scores["coverage"]
            scores[f"concepts + {share:g} coverage"] = mixed
    tables = {half: _table(one, scores, half) for half in HALVES if one.asked(half)}
    for half, table in tables.items():
        print(f"\n{half} ({len(one.asked(half)):,} queries)\n{table.text()}")
    return {half: [row._asdict() for row in table] for half, table in tables.items()}


def _table(one: RankingSet, scores: Mapping[str, Floats], half: Half) -> Comparison:
    """The methods compared on the queries of a half."""
    asked = one.asked(half)
    place = {name: row for row, name in enumerate(one.queries)}
    rows = [place[name] for name in asked]
    return compare({name: _run(one, asked, own[rows]) for name, own in scores.items()}, MEASURES)


def _run(one: RankingSet, asked: Sequence[str], scores: Floats) -> JudgedRun:
    """The grades of each query's list: all texts with a score above 0, ties by id."""
    ids = list(one.corpus)
    by_id = np.argsort(np.argsort(np.array(ids)))
    lists = []
    for name, row in zip(asked, scores, strict=True):
        order = np.lexsort((by_id, -row))
        grades = one.qrels[name]
        lists.append([grades.get(ids[text], np.nan) for text in order if row[text] > 0])
    ideals = [list(one.qrels[name].values()) for name in asked]
    return JudgedRun.of(lists, ideals=ideals, queries=asked)


# --- the synthetic check -----------------------------------------------------------------


def synthetic(candidates: int = 150, k: int = 20) -> RankingSet:
    """Adverts and CVs written from the sample's records; judgments are the engine's own lists."""
    sample = load_sample(candidates=candidates)
    engine = Matcher(as_of=sample.as_of).fit(sample.vacancies)
    ranking = engine.rank_candidates(sample.candidates, k)
    grades: dict[str, dict[str, float]] = {}
    for match in ranking:
        grade = 2.0 if match.verdict == "READY" else 1.0
        grades.setdefault(match.vacancy_id, {})[match.candidate_id] = grade
    queries = {job.id: _advert(job) for job in sample.vacancies if job.id in grades}
    corpus = {one.id: _cv(one) for one in sample.candidates}
    return RankingSet("SYNTHETIC (plumbing only)", queries, corpus, grades)


def _advert(job: Vacancy) -> str:
    names = [leaf.what for one in job.asks() for leaf in leaves(one.expression)
             if isinstance(leaf, Asked)]  # fmt: skip
    taxonomy = default_taxonomy()
    asked = "; ".join(taxonomy[one].label_id if one in taxonomy else one for one in names)
    return f"Lowongan: {job.title}, {job.country or ''}. Syarat: {asked}. {job.note or ''}"


def _cv(one: Candidate) -> str:
    return "Riwayat hidup. Saya memiliki:\n" + text_of(one)


# --- the command -------------------------------------------------------------------------


def main() -> None:
    """Measure what a folder has; with `--json` the last line is one JSON object."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=os.environ.get("MATCHER_RANKING_DATA"))
    parser.add_argument("--methods", default=",".join(METHODS), help="names with commas")
    parser.add_argument("--synthetic", action="store_true", help="a check of the plumbing")
    parser.add_argument("--json", action="store_true", help="end with one JSON line")
    asked = parser.parse_args()
    one_thread()
    print(machine())
    sets = _synthetic_sets() if asked.synthetic else _found(asked.data)
    found = {one.name: compared(one, asked.methods.split(",")) for one in sets}
    if asked.json:
        print(json.dumps(found))


def _synthetic_sets() -> list[RankingSet]:
    """The synthetic set, written and read back."""
    print("SYNTHETIC adverts and CVs: the figures say nothing about quality")
    with TemporaryDirectory() as folder:
        write_set(made := synthetic(), Path(folder) / "set")
        [read] = read_sets(Path(folder))
    return [RankingSet(made.name, read.queries, read.corpus, read.qrels)]


def _found(folder: Path | None) -> list[RankingSet]:
    """The sets of a folder; without any, tell what was looked for and end."""
    if folder is not None and (sets := read_sets(Path(folder))):
        return sets
    print(
        f"No adverts and CVs with judgments in {folder or 'any folder (none was given)'}: give one "
        "with --data or MATCHER_RANKING_DATA that has queries, corpus and qrels (jsonl, tsv, csv, "
        "or TalentCLEF's names). --synthetic checks the plumbing. Nothing was measured."
    )
    sys.exit(0)


if __name__ == "__main__":
    main()
