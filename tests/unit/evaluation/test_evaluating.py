"""The laws of an evaluation: it equals the measures by hand, and no order of anything matters."""

import dataclasses
from datetime import date
from functools import cache
from itertools import combinations

import numpy as np
import pytest

from judged_sample import PLANTED, judged_sample
from matcher import Candidate, Candidates, Matcher, Vacancy, metrics
from matcher.errors import InputError, UnknownName
from matcher.evaluation import Evaluation, evaluate, grades_of
from matcher.tuning import Graded, Judgments, Preferred

REPEATS = 200


@cache
def evaluated() -> Evaluation:
    one = judged_sample()
    runs = {
        "planted": PLANTED,
        "again": one.engine,
        "short": one.engine.rank(one.people, 4),
    }
    return evaluate(one.engine, one.people, one.judgments, 5, runs=runs, repeats=REPEATS)


def listed(run: str, depth: int) -> dict[str, list[str]]:
    one = judged_sample()
    engine = one.engine.reweighted(PLANTED) if run == "planted" else one.engine
    found: dict[str, list[str]] = {}
    for match in engine.rank(one.people, depth):
        found.setdefault(match.candidate_id, []).append(match.vacancy_id)
    return found


def test_a_run_in_the_judges_own_order_is_perfect() -> None:
    one = judged_sample()
    perfect = {
        who: sorted(said, key=lambda job: -said[job])
        for who, said in grades_of(one.judgments).of.items()
    }
    found = evaluate(
        one.engine, one.people, one.judgments, runs={"best": perfect}, baseline="best",
        repeats=REPEATS,
    )  # fmt: skip
    assert found.ranking is not None
    rows = {row.measure: row for row in found.ranking if row.run == "best"}
    assert rows["ndcg@10"].mean == rows["mrr@10"].mean == rows["bpref@10"].mean == 1
    assert next(row for row in found.reach if row.run == "best").judged.mean == 1


def test_every_measure_is_what_metrics_gives_by_hand() -> None:
    found, grades = evaluated(), grades_of(judged_sample().judgments)
    assert found.ranking is not None
    for run in ("engine", "planted"):
        lists = listed(run, 100)
        relevance = [[grades.of[who].get(job) for job in lists[who]] for who in grades.of]
        ideals = [list(said.values()) for said in grades.of.values()]
        values = {
            "ndcg@5": [
                metrics.ndcg(own, k=5, ideal=ideal)
                for own, ideal in zip(relevance, ideals, strict=True)
            ],
            "mrr@5": [metrics.reciprocal_rank(own[:5]) for own in relevance],
            "precision@5": [metrics.precision(own, 5) for own in relevance],
            "success@5": [metrics.success(own, 5) for own in relevance],
        }
        for measure, numbers in values.items():
            row = next(r for r in found.ranking if (r.measure, r.run) == (measure, run))
            assert row.mean == pytest.approx(np.mean(numbers))
            assert row[3:6] == pytest.approx(metrics.bootstrap(numbers, repeats=REPEATS))


def test_the_whole_comparison_is_that_of_metrics() -> None:
    found = evaluated()
    table = metrics.compare(found.runs, found.choices.measures, baseline="engine", repeats=REPEATS)
    assert table == found.ranking


def test_a_run_compared_with_itself_differs_by_nothing() -> None:
    found = evaluated()
    for comparison in (found.ranking, found.condensed, found.order):
        assert comparison is not None
        same = [row for row in comparison if row.run == "again"]
        assert same
        for row in same:
            assert row.difference == row.difference_low == row.difference_high == 0
            assert row.p_value == row.p_adjusted == 1
    alike = next(one for one in found.overlaps if (one.first, one.second) == ("engine", "again"))
    assert tuple(alike.overlap) == (1, 1, 1)


def test_the_planted_weights_are_found_better() -> None:
    found = evaluated()
    assert found.order is not None
    row = next(row for row in found.order if row.run == "planted")
    assert row.difference_low is not None
    assert row.difference_low > 0


def test_no_order_and_no_name_of_a_judge_changes_anything() -> None:
    one, found = judged_sample(), evaluated()
    stream = np.random.default_rng(3)
    said = [one.judgments.graded[row] for row in stream.permutation(len(one.judgments))]
    names = {"ana": "zul", "budi": "citra"}
    renamed = Judgments(graded=tuple(row._replace(judge=names[row.judge]) for row in said))
    rows = stream.permutation(len(one.people))
    shuffled = Candidates.from_arrow(one.people.to_arrow().take(rows))
    runs = {
        "planted": PLANTED,
        "again": one.engine,
        "short": one.engine.rank(shuffled, 4),
    }
    other = evaluate(one.engine, shuffled, renamed, 5, runs=runs, repeats=REPEATS)
    assert other.to_arrow().equals(found.to_arrow())
    assert (other.cautions, other.barred) == (found.cautions, found.barred)
    assert other.text("id") == found.text("id")


def test_another_run_changes_no_figure_of_others() -> None:
    one = judged_sample()
    alone = evaluate(
        one.engine, one.people, one.judgments, 5, runs={"planted": PLANTED}, repeats=REPEATS,
        correction="none",
    )  # fmt: skip
    assert alone.ranking is not None
    kept = [row._replace(p_adjusted=None) for row in evaluated().ranking or ()]
    for row in alone.ranking:
        assert row._replace(p_adjusted=None) in kept


def test_condensed_lists_and_overlap_look_no_deeper_than_the_shortest_run() -> None:
    found, grades = evaluated(), grades_of(judged_sample().judgments)
    assert found.depth == 4
    lists = {run: {who: jobs[:4] for who, jobs in listed(run, 100).items()}
             for run in ("engine", "planted")}  # fmt: skip
    assert found.condensed is not None
    for run in lists:
        values = [
            metrics.ndcg(
                [said[job] for job in lists[run][who] if job in said],
                k=5,
                ideal=list(said.values()),
            )
            for who, said in grades.of.items()
        ]
        row = next(r for r in found.condensed if (r.measure, r.run) == ("ndcg@5", run))
        assert row.mean == pytest.approx(np.mean(values))
    short = next(r for r in found.condensed if (r.measure, r.run) == ("ndcg@5", "short"))
    assert short.difference == 0
    overlap = [
        metrics.rank_biased_overlap(lists["engine"][who], lists["planted"][who])
        for who in grades.of
    ]
    assert found.overlaps[0].overlap.mean == pytest.approx(np.mean(overlap))
    assert [one.name for one in found.cautions if "shorter" in one.name] == ["shorter than k"]


def test_what_is_counted_is_what_is_there() -> None:
    one, found = judged_sample(), evaluated()
    grades = grades_of(one.judgments)
    verdict = {
        (who, job): str(name)
        for who, job, name in zip(
            *(getattr(one.engine.features(one.people, pairs=grades.pairs), name)
              for name in ("candidate_ids", "vacancy_ids", "verdict")),
            strict=True,
        )
    }  # fmt: skip
    relevant = [pair for pair in grades.pairs if grades.of[pair[0]][pair[1]] > 0]
    assert found.said.relevant == len(relevant)
    for row in found.verdicts:
        assert row.judged == sum(verdict[pair] == row.verdict for pair in grades.pairs)
        assert row.relevant == sum(verdict[pair] == row.verdict for pair in relevant)
        assert row.share.mean == pytest.approx(row.relevant / len(relevant))
    assert found.pairs == one.engine.rank(one.people, 1).verdicts
    for reach in found.reach[:1]:
        lists = {who: jobs[:5] for who, jobs in listed("engine", 100).items()}
        pairs = [(who, job) for who in grades.of for job in lists.get(who, ())]
        assert reach.listed == len(pairs)
        assert reach.judged.mean == pytest.approx(
            sum(job in grades.of[who] for who, job in pairs) / len(pairs)
        )
        deep = listed("engine", 100)
        assert reach.unlisted == sum(job not in deep.get(who, ()) for who, job in relevant)


def test_the_market_is_of_the_whole_cohort() -> None:
    one, found = judged_sample(), evaluated()
    lists = list(listed("engine", 5).values())
    index = one.engine.index
    shown = metrics.exposure(lists, index.ids.tolist(), 5)
    market = found.market[0]
    assert (market.people, market.shown) == (len(lists), sum(map(len, lists)))
    assert market.coverage.mean == metrics.coverage(shown)
    assert market.gini.mean == metrics.gini(shown)
    assert market.congestion.mean == metrics.congestion(shown, np.maximum(index.openings, 1))


def test_scores_are_set_against_relevance_in_bins() -> None:
    one, found = judged_sample(), evaluated()
    grades = grades_of(one.judgments)
    features = one.engine.features(one.people, pairs=grades.pairs)
    flat = [grades.of[who][job] for who, job in grades.pairs]
    bins = metrics.reliability(features.score, [grade > 0 for grade in flat], 5)
    assert [row.pairs for row in found.scores] == bins.answers.tolist()
    assert [row.score for row in found.scores] == pytest.approx(bins.promised.tolist())
    assert [row.relevant.mean for row in found.scores] == pytest.approx(bins.kept.tolist())
    grade = sum(row.grade * row.pairs for row in found.scores) * max(flat)
    assert grade == pytest.approx(sum(flat))


JOBS = [Vacancy(id="V1", title="welder", sex="M"), Vacancy(id="V2", title="cook")]
PEOPLE = [Candidate(id=name, sex="F", birth_date=date(2000, 1, 1)) for name in ("C1", "C2")]
ENGINE = Matcher("2025-12-01").fit(JOBS)


def test_a_relevant_pair_that_is_barred_is_counted_and_named() -> None:
    said = Judgments(graded=(Graded("a", "C1", "V1", 2), Graded("a", "C1", "V2", 0)))
    found = evaluate(ENGINE, PEOPLE, said, repeats=50)
    assert found.barred == (("C1", "V1"),)
    assert (found.said.relevant, found.said.barred) == (1, 1)
    caution = next(one for one in found.cautions if one.name == "relevant and barred")
    assert "1 of 1 relevant pairs" in caution.text()
    assert evaluate(ENGINE, PEOPLE, said, level=3, repeats=50).barred == ()


def test_preferences_alone_are_measured_by_order() -> None:
    said = Judgments(preferred=(Preferred("a", "C1", "V2", "V1"), Preferred("a", "C2", "V1", "V2")))
    found = evaluate(ENGINE, PEOPLE, said, runs={"none": {}}, repeats=50)
    assert (found.ranking, found.condensed, found.verdicts, found.scores) == (None, None, (), ())
    assert found.order is not None
    assert [row.mean for row in found.order] == [0.5, 0.5]
    assert "no grades" in [one.name for one in found.cautions]
    assert found.text().startswith("2 runs on 0 grades and 2 preferences")


@pytest.mark.parametrize(
    ("said", "message"),
    [
        ([Graded("a", "C9", "V1", 1)], "1 of 1 judged pairs name a candidate or a vacancy"),
        ([Graded("a", "C1", "V1", 1), Graded("a", "C1", "V9", 1)], "1 of 2 judged pairs"),
        ([], "There are no judgments"),
        ([Graded("a", "C1", "V1", -2)], "is -2"),
    ],
)
def test_judgments_that_cannot_be_used_are_refused(said: list[Graded], message: str) -> None:
    with pytest.raises(InputError, match=message):
        evaluate(ENGINE, PEOPLE, Judgments(graded=tuple(said)))


def test_runs_that_cannot_be_compared_are_refused() -> None:
    said = Judgments(graded=(Graded("a", "C1", "V1", 1),))
    with pytest.raises(InputError, match="A run is called 'engine'"):
        evaluate(ENGINE, PEOPLE, said, runs={"engine": {}})
    with pytest.raises(InputError, match="lists 1 vacancies that are not among the 2 given"):
        evaluate(ENGINE, PEOPLE, said, runs={"mine": {"C2": ["V7"]}})
    with pytest.raises(UnknownName, match="Did you mean 'mine'"):
        evaluate(ENGINE, PEOPLE, said, runs={"mine": {}}, baseline="mein")
    with pytest.raises(InputError, match="k is 0"):
        evaluate(ENGINE, PEOPLE, said, 0)


def test_each_pair_of_runs_overlaps_once() -> None:
    found = evaluated()
    names = ["engine", "planted", "again", "short"]
    assert [one[:2] for one in found.overlaps] == list(combinations(names, 2))


def test_an_evaluation_is_frozen() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        evaluated().baseline = "other"  # type: ignore[misc]
