"""Do the measures equal what trec_eval and ir_measures give?

    python -m benchmarks.metric_vectors [--data FOLDER] [--drawn 500] [--all]

The folder has `metric_vectors/trec_eval` and `metric_vectors/ir_measures`: the test files of
trec_eval (runs, judgments and its printed outputs) and of ir_measures. Printed are, per output
file and measure, ours and theirs over all queries and the greatest difference of any query;
`--all` prints every query. Where ir_measures is installed, both also measure drawn runs with ties,
unjudged documents and queries without relevant ones, and where rbo is, drawn pairs of rankings.
Exit code 1 if any difference exceeds 1e-4, 2 if there is no data.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from matcher import metrics
from matcher.metrics import JudgedList, JudgedRun, rows

MOST = 1e-4
_SEED = 20251201
_DATA = Path(__file__).resolve().parents[2] / "shared" / "data"


class Line(NamedTuple):
    """One value, by both."""

    source: str
    measure: str
    query: str
    ours: float
    theirs: float

    @property
    def difference(self) -> float:
        """How far ours lies from theirs."""
        return abs(self.ours - self.theirs)


class Output(NamedTuple):
    """A printed output of trec_eval, and the options that it was printed with."""

    file: str
    run: str = "results.test"
    qrels: str = "qrels.test"
    every_query: bool = False
    #: The greatest number of documents per query, and the least relevant grade.
    deepest: int | None = None
    level: int = 1


OUTPUTS = (
    Output("out.test"),
    Output("out.test.a"),
    Output("out.test.aq"),
    Output("out.test.meas_params"),
    Output("out.test.aqc", run="results.trunc", every_query=True),
    Output("out.test.aqcM", run="results.trunc", every_query=True, deepest=100),
    Output("out.test.aql", qrels="qrels.rel_level", level=2),
)


def main() -> None:
    """Measure, compare, print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--data", type=Path, default=Path(os.environ.get("MATCHER_DATA", _DATA)))
    parser.add_argument("--drawn", type=int, default=500, help="so many drawn queries")
    parser.add_argument("--all", action="store_true", help="print every query")
    asked = parser.parse_args()
    folder = asked.data / "metric_vectors"
    if not folder.is_dir():
        print(f"There is no {folder}. Name the folder that has metric_vectors with --data.")
        sys.exit(2)
    lines = [*trec_lines(folder / "trec_eval"), *published_lines(folder / "ir_measures")]
    lines += [*drawn_lines(asked.drawn), *drawn_overlaps(asked.drawn)]
    print(f"{'source':22}{'measure':22}{'query':8}{'ours':>12}{'theirs':>12}{'difference':>12}")
    for line in lines if asked.all else greatest(lines):
        print(
            f"{line.source:22}{line.measure:22}{line.query:8}{line.ours:12.4f}{line.theirs:12.4f}"
            f"{line.difference:12.1e}"
        )
    beyond = sum(line.difference > MOST for line in lines)
    print(f"{len(lines):,} values compared, {beyond:,} of them more than {MOST:g} apart")
    sys.exit(beyond > 0)


def greatest(lines: list[Line]) -> Iterator[Line]:
    """Of each source and measure the line with the greatest difference."""
    grouped: defaultdict[tuple[str, str], list[Line]] = defaultdict(list)
    for line in lines:
        grouped[line.source, line.measure].append(line)
    for found in grouped.values():
        yield max(found, key=lambda line: line.difference)


def trec_lines(folder: Path) -> Iterator[Line]:
    """Every printed value of a measure that we have; the others are named."""
    missed: set[str] = set()
    for output in OUTPUTS:
        run = cut(
            metrics.read_trec(
                folder / output.run, folder / output.qrels, every_query=output.every_query
            ),
            output.deepest,
        )
        for text in (folder / output.file).read_text(encoding="utf-8").splitlines():
            name, query, printed = text.split()
            if name.startswith("relstring"):
                yield from order_lines(output.file, name, run[query], printed.strip("'"))
                continue
            values = trec_values(name, run, output.level)
            if values is None:
                missed.add(name.rstrip("0123456789._"))
                continue
            is_sum = name.startswith("num_")
            whole = values.sum() if is_sum else values.mean()
            ours = whole if query == "all" else values[run.queries.index(query)]
            yield Line(output.file, name, query, float(ours), float(printed))
    print(f"not among our measures: {', '.join(sorted(missed))}")


def order_lines(file: str, name: str, one: JudgedList, printed: str) -> Iterator[Line]:
    """The grades at the first ranks, a line each: they show the order of ties."""
    for rank, (grade, theirs) in enumerate(zip(one.relevance, printed, strict=False), 1):
        known = -1.0 if np.isnan(grade) else float(grade)
        yield Line(
            file, f"{name}, rank", str(rank), known, float(theirs) if theirs.isdigit() else -1
        )


def cut(run: JudgedRun, deepest: int | None) -> JudgedRun:
    """The run with the first documents of each query alone."""
    return JudgedRun(tuple(one._replace(relevance=one.relevance[:deepest]) for one in run))


_PLAIN = {
    "map": "map", "recip_rank": "mrr", "Rprec": "r_precision", "bpref": "bpref", "ndcg": "ndcg",
    "set_recall": "recall",
}  # fmt: skip
_CUT = {
    "P": "precision", "recall": "recall", "ndcg_cut": "ndcg", "success": "success",
    "map_cut": "map",
}  # fmt: skip
_OTHERS: dict[str, Callable[[JudgedRun, int], Any]] = {
    "num_q": lambda run, _: np.ones(len(run)),
    "num_ret": lambda run, _: np.array([one.relevance.size for one in run]),
    "num_rel": lambda run, level: rows.count_relevant(run.ideal, level),
    "num_rel_ret": lambda run, level: rows.count_relevant(run.relevance, level),
    "num_nonrel_judged_ret": lambda run, level: rows.count_nonrelevant(run.relevance, level),
    # trec_eval tells a residual only where something listed is unjudged.
    "rbp_resid": lambda run, _: np.array(
        [metrics.rank_biased_residual(one.relevance) * np.isnan(one.relevance).any() for one in run]
    ),
    # The scale of trec_eval ends at the highest grade of the query.
    "rbp": lambda run, _: rows.rank_biased_precision(run.relevance / run.ideal[:, :1], 0.9),
}


def trec_values(name: str, run: JudgedRun, level: int) -> Any:  # noqa: ANN401 - floats or counts
    """Per query, by trec_eval's name of a measure; None where we have no such measure."""
    # Gains other than the grades are told for grades that the judgments do not have.
    stem = "ndcg" if name.startswith("ndcg_1=") else name
    if stem in _OTHERS:
        return _OTHERS[stem](run, level)
    if stem in _PLAIN:
        return run.values(_PLAIN[stem], level=level)
    measure, _, depth = stem.rpartition("_")
    if measure in _CUT and depth.isdecimal():
        return run.values(f"{_CUT[measure]}@{depth}", level=level)
    if measure == "unj":
        # trec_eval counts the unjudged among what is there, so that empty ranks are none.
        return np.array([np.isnan(one.relevance[: int(depth)]).sum() / int(depth) for one in run])
    return None


#: What ir_measures' own test expects of its files, from the authors' program for the measure.
_COMPATIBILITY = {
    0.95: {"31_1": 0.51779512165509, "31_2": 0.018400100569017922},
    0.9: {"31_1": 0.3761334522946854, "31_2": 0.004344079941789211},
    0.8: {"31_1": 0.16723008845234535, "31_2": 0.00022806427320561776},
}
#: What ir_measures 0.4.3 gives for its files: both queries, in order.
_GIVEN = {
    "nDCG": (0.5446025543, 0.2064988459), "nDCG@5": (0.1040614458, 0.0),
    "nDCG@10": (0.3252855533, 0.0), "nDCG@100": (0.4767972466, 0.0233595042),
    "AP": (0.4453241708, 0.0394159299), "AP(rel=2)": (0.4902805720, 0.0244617583),
    "AP@100": (0.3446315438, 0.0118779643), "RR": (1.0, 0.0384615385),
    "RR(rel=3)": (1.0, 0.0384615385), "P@5": (1.0, 0.0), "P@10": (1.0, 0.0),
    "P(rel=3)@10": (1.0, 0.0), "R@10": (0.1123595506, 0.0),
    "R@100": (0.4269662921, 0.1298701299), "R@1000": (0.9101123596, 0.5974025974),
    "Rprec": (0.4157303371, 0.0909090909), "Success@1": (1.0, 0.0), "Success@10": (1.0, 0.0),
    "Bpref": (0.8737607403, 0.2438859841), "Judged@10": (1.0, 1.0),
}  # fmt: skip
_IR_NAMES = {
    "nDCG": "ndcg", "AP": "map", "RR": "mrr", "P": "precision", "R": "recall",
    "Rprec": "r_precision", "Success": "success", "Bpref": "bpref", "Judged": "judged",
}  # fmt: skip


def published_lines(folder: Path) -> Iterator[Line]:
    """The files of ir_measures, by its published values and by what it gives."""
    run = metrics.read_trec(folder / "compat.run", folder / "compat.qrels")
    for p, expected in _COMPATIBILITY.items():
        for query, theirs in expected.items():
            one = run[query]
            ours = metrics.compatibility(one.relevance, p, one.ideal)
            yield Line("ir_measures files", f"Compat(p={p})", query, ours, theirs)
    for name, given in _GIVEN.items():
        for one, ours, theirs in zip(run, ir_values(name, run), given, strict=True):
            yield Line("ir_measures files", name, one.query, float(ours), theirs)


def ir_values(name: str, run: JudgedRun) -> Any:  # noqa: ANN401 - floats of any width
    """Per query, by ir_measures' name of a measure."""
    plain, _, depth = name.partition("@")
    stem, _, told = plain.rstrip(")").partition("(rel=")
    level = float(told) if told else None
    return run.values(_IR_NAMES[stem] + (f"@{depth}" if depth else ""), level=level)


def drawn_lines(queries: int) -> Iterator[Line]:
    """Drawn runs, by ir_measures where it is installed."""
    try:
        ir_measures = import_module("ir_measures")
    except ImportError:
        print("ir_measures is not installed: nothing drawn is compared with it")
        return
    qrels, scores = drawn(queries)
    # Where nothing that is judged is relevant, its nDCG has no ideal, as ours.
    run = metrics.read_trec(
        [f"{q} Q0 {d} 0 {s!r} drawn" for q, found in scores.items() for d, s in found.items()],
        [f"{q} 0 {d} {g}" for q, found in qrels.items() for d, g in found.items()],
    )
    asked = {ir_measures.parse_measure(name): name for name in _GIVEN}
    ours = {name: dict(zip(run.queries, ir_values(name, run), strict=True)) for name in _GIVEN}
    for found in ir_measures.iter_calc(list(asked), qrels, scores):
        name = asked[found.measure]
        # Its Judged orders ties otherwise than trec_eval, and takes a negative grade for one.
        if name.startswith("Judged") and int(found.query_id[1:]) % 6:
            continue
        value = float(ours[name][found.query_id])
        yield Line("drawn, ir_measures", name, found.query_id, value, found.value)


def drawn(
    queries: int,
) -> tuple[Mapping[str, Mapping[str, int]], Mapping[str, Mapping[str, float]]]:
    """Judgments and scores: many ties, unjudged documents, some queries without relevant ones."""
    stream = np.random.default_rng(_SEED)
    qrels: dict[str, dict[str, int]] = {}
    scores: dict[str, dict[str, float]] = {}
    for number in range(queries):
        names = [f"d{place}" for place in range(int(stream.integers(1, 60)))]
        top = int(stream.integers(1, 5)) if number % 10 else 0
        judged = stream.permutation(names)[: max(1, len(names) // 2)]
        listed = stream.permutation(names)[: max(1, int(stream.integers(len(names) + 1)))]
        grades = stream.integers(-1 if number % 3 else 0, top + 1, size=len(judged)).tolist()
        marks = (
            stream.integers(0, 8, size=len(listed)) if number % 2 else stream.random(len(listed))
        )
        qrels[f"q{number}"] = dict(zip(judged.tolist(), grades, strict=True))
        scores[f"q{number}"] = dict(zip(listed.tolist(), marks.astype(float).tolist(), strict=True))
    return qrels, scores


def drawn_overlaps(pairs: int) -> Iterator[Line]:
    """Drawn rankings, by the rbo package where it is installed."""
    try:
        rbo = import_module("rbo")
    except ImportError:
        print("rbo is not installed: no drawn rankings are compared with it")
        return
    stream = np.random.default_rng(_SEED)
    for number in range(pairs):
        items = int(stream.integers(1, 30))
        first, second = (
            stream.permutation(items)[: int(stream.integers(1, items + 1))].tolist()
            for _ in range(2)
        )
        p = float(stream.uniform(0.5, 0.99))
        theirs = float(rbo.RankingSimilarity(first, second).rbo_ext(p=p))
        ours = metrics.rank_biased_overlap(first, second, p)
        yield Line("drawn, rbo", "rank-biased overlap", str(number), ours, theirs)


if __name__ == "__main__":
    main()
