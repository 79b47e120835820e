"""Searches: planted settings are found, held-out people judge, and nothing is left to chance."""

import json
import logging
import pickle
import sys
import warnings
from functools import cache
from itertools import groupby
from pathlib import Path

import numpy as np
import pytest
from joblib import parallel_config  # type: ignore[import-untyped]

from matcher.errors import InputError, MissingExtra, UnknownName
from matcher.factor_features import FactorFeatures, factor_features_of
from matcher.index import build_index
from matcher.lineup import Lineup
from matcher.normalizing.cohort import Cohort
from matcher.records.evidence import Evidence
from matcher.settings import Settings, Weights
from matcher.tuning import Graded, Judgments, Preferred, Search, search
from matcher.tuning.trials import Judged
from random_markets import market, people

PLANTED = (
    Weights(occupation=0.5, skills=1, language=8, education=0.5, prior=1),
    Settings(evidence={Evidence.SELF_REPORT: 0.05, Evidence.IMPLIED: 0.1}),
)


@cache
def features() -> FactorFeatures:
    drawn = market(0)
    who = drawn.context.records.candidates(people(0, 24))
    return factor_features_of(Lineup(build_index(drawn.normal, drawn.context)), Cohort.of(who))


@cache
def judgments(noise: float = 0.01) -> Judgments:
    """Grades by planted settings, or by noise."""
    random = np.random.default_rng(0)
    scores = features().scores(*PLANTED) + random.normal(0, noise, len(features()))
    pairs = zip(features().candidate_ids, features().vacancy_ids, scores, strict=True)
    return Judgments(tuple(Graded("ana", one, job, round(40 * own)) for one, job, own in pairs))


@cache
def found(noise: float = 0.01) -> Search:
    return search(judgments(noise), features(), trials=40)


def test_planted_settings_are_searched_for_and_recommended() -> None:
    gain = found().gain
    assert gain is not None
    assert gain.interval.low > 0
    assert gain.groups > 20
    assert found().recommendation == found().chosen
    assert found().chosen.weights.language > 1.5
    assert list(found().importances.values()) == sorted(found().importances.values(), reverse=True)
    assert sum(found().importances.values()) == pytest.approx(1)


def test_the_first_trial_is_that_of_the_defaults_and_the_best_the_greatest() -> None:
    assert found().trials[0].choice == (features().weights, features().settings)
    judged = Judged.of(judgments(), features(), "pairs", 10)
    for one in (found().trials[0], found().trials[found().best]):
        assert one.value == judged.values(one.choice).mean()
    assert found().trials[found().best].value == max(one.value for one in found().trials)


def test_noise_gains_nothing_on_people_held_out() -> None:
    blind = found(100.0)
    assert blind.trials[blind.best].value > blind.trials[0].value
    assert blind.gain is not None
    assert blind.gain.interval.mean < 0.02
    assert blind.recommendation is None


def test_the_same_seed_gives_the_same_and_processes_change_nothing() -> None:
    told: list[tuple[int, int]] = []
    # Where processes start is the choice of whoever calls; here it is this one.
    with parallel_config(backend="sequential"):
        again = search(judgments(), features(), trials=40, jobs=2,
                       progress=lambda *one: told.append(one))  # fmt: skip
    assert again == found()
    assert told == [(41 * done, 41 * 6) for done in range(1, 7)]
    judged = Judged.of(judgments(), features(), "pairs", 10)
    sent = pickle.loads(pickle.dumps(judged))  # noqa: S301 - as a process is sent it
    assert sent.values(found().chosen).tolist() == judged.values(found().chosen).tolist()


def test_another_seed_tries_others_and_single_trials_are_told() -> None:
    told: list[tuple[int, int]] = []

    def tell(done: int, total: int) -> None:
        told.append((done, total))

    one, other = (
        search(judgments(), features(), trials=3, outer_folds=0, seed=seed, progress=tell)
        for seed in (1, 2)
    )
    assert one.trials != other.trials
    assert (one.gain, one.recommendation, one.importances) == (None, None, {})
    assert told == [(done, 4) for done in (1, 2, 3, 4)] * 2


def test_only_what_is_asked_is_searched_over() -> None:
    few = search(judgments(), features(), trials=4, over=("evidence",), outer_folds=0,
                 locked=("evidence_ukk",))  # fmt: skip
    assert len(few.names) == 6
    assert {one.choice.weights for one in few.trials} == {features().weights}
    assert {one.choice.of("evidence_ukk") for one in few.trials} == {0.9}


def test_gains_are_measured_in_either_way() -> None:
    lists = search(judgments(), features(), trials=4, measure="ndcg", k=5)
    assert lists.gain is not None
    assert str(lists.gain).startswith("nDCG ")
    assert 0 < lists.trials[0].value < 1
    with pytest.raises(UnknownName, match="No measure"):
        search(judgments(), features(), trials=4, measure="map")  # type: ignore[arg-type]


def test_preferences_are_judged_as_grades_are() -> None:
    said = judgments().graded
    pairs = [
        Preferred("ana", one.candidate_id, one.vacancy_id, other.vacancy_id)
        for _, own in groupby(said, key=lambda one: one.candidate_id)
        for listed in [list(own)]
        for one in listed
        for other in listed
        if one.grade > other.grade
    ]
    by_grades = search(judgments(), features(), trials=2, outer_folds=0)
    by_pairs = search(Judgments(preferred=tuple(pairs)), features(), trials=2, outer_folds=0)
    for one, other in zip(by_grades.trials, by_pairs.trials, strict=True):
        assert one.value == pytest.approx(other.value)


def test_the_history_is_a_table_and_a_picture(tmp_path: Path) -> None:
    table = found().to_pandas()
    assert table["trial"].tolist() == list(range(41))
    assert table["best"].tolist() == table["value"].cummax().tolist()
    assert table["language"].iloc[0] == 1.5
    assert set(found().names) <= set(table.columns)
    for language, word in (("en", "trials"), ("id", "percobaan")):
        drawn = found().chart(language).to_dict()  # type: ignore[arg-type]
        assert word in json.dumps(drawn)
        assert len(drawn["hconcat"]) == 2
    few = search(judgments(), features(), trials=2, outer_folds=0)
    assert len(few.chart().to_dict()["hconcat"]) == 1
    found().save_chart(tmp_path / "search.svg")
    assert (tmp_path / "search.svg").read_text().startswith("<svg")
    with pytest.raises(UnknownName, match="language of pictures"):
        found().chart("nl")  # type: ignore[arg-type]


def test_nobody_elses_logging_or_warnings_are_touched(capfd: pytest.CaptureFixture[str]) -> None:
    import optuna  # noqa: PLC0415 - what is looked at

    before = optuna.logging.get_verbosity(), list(logging.getLogger().handlers), warnings.filters[:]
    search(judgments(), features(), trials=2, outer_folds=0)
    after = optuna.logging.get_verbosity(), list(logging.getLogger().handlers), warnings.filters[:]
    assert before == after
    assert capfd.readouterr() == ("", "")


def test_without_the_extra_it_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "optuna", None)
    with pytest.raises(MissingExtra, match=r"smk-matcher\[tune\]"):
        search(judgments(), features(), trials=2)


def test_judgments_that_compare_nothing_are_refused() -> None:
    alike = Judgments(tuple(one._replace(grade=1.0) for one in judgments().graded))
    with pytest.raises(InputError, match="No two vacancies of one candidate"):
        search(alike, features())
    stranger = Judgments((Graded("ana", "nobody", "V1", 1.0),))
    with pytest.raises(InputError, match="1 of 1 judged rows have no features"):
        search(stranger, features())
