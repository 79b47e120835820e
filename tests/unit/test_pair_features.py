"""Features of pairs: the numbers of rankings, for any pairs, as tables."""

from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow.parquet as pq
import pytest

from matcher import Matcher, Vacancy, Weights, load_sample, pair_features
from matcher.errors import UnknownName
from matcher.pair_features import PairFeatures
from matcher.settings import COMPONENTS

SAMPLE = load_sample(candidates=12)
PEOPLE = list(SAMPLE.candidates)
JOBS = list(SAMPLE.vacancies)[:40]
ENGINE = Matcher("2025-12-01").fit(JOBS)
ALL = ENGINE.features(PEOPLE)


def ids(features: PairFeatures) -> list[tuple[str, str]]:
    return list(zip(features.candidate_ids, features.vacancy_ids, strict=True))


def test_listed_pairs_have_the_numbers_of_the_ranking() -> None:
    ranking = ENGINE.rank(PEOPLE, k=40).to_arrow().drop_columns(["rank"])
    pairs = zip(ranking["candidate_id"].to_pylist(), ranking["vacancy_id"].to_pylist(), strict=True)
    found = ENGINE.features(PEOPLE, pairs=pairs).to_arrow()
    assert found.select(ranking.column_names).equals(ranking)


def test_pairs_of_any_verdict_have_the_numbers_of_their_explanation() -> None:
    assert set(ALL.verdict) == {"NEEDS_PROOF", "TRAINABLE", "BARRED"}
    for row in range(0, len(ALL), 37):
        candidate, vacancy = ids(ALL)[row]
        person = next(one for one in PEOPLE if one.id == candidate)
        why = ENGINE.explain(person, vacancy)
        assert ALL.verdict[row] == why.verdict
        assert ALL.score[row] == pytest.approx(why.score)
        assert ALL.possible[row] == pytest.approx(why.possible)
        for name, values in ALL.components.items():
            expected = why.components[name]
            assert values[row] == pytest.approx(
                np.nan if expected is None else expected, nan_ok=True
            )


def test_every_candidate_is_paired_with_every_vacancy_or_with_some() -> None:
    assert ids(ALL) == [(one.id, job.id) for one in PEOPLE for job in JOBS]
    some: Iterable[Vacancy | str]
    for some in ([JOBS[3].id, JOBS[1].id], [JOBS[3], JOBS[1]]):
        found = ENGINE.features(PEOPLE[:2], some)
        assert ids(found) == [(one.id, JOBS[job].id) for one in PEOPLE[:2] for job in (3, 1)]


def test_pairs_come_in_their_order_and_as_often_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pair_features, "_AT_ONCE", 2)
    place = {pair: row for row, pair in enumerate(ids(ALL))}
    chosen = [*list(place)[5:400:31], list(place)[5]]
    found = ENGINE.features(PEOPLE, pairs=chosen)
    assert ids(found) == chosen
    rows = [place[pair] for pair in chosen]
    np.testing.assert_array_equal(found.matrix(), ALL.matrix()[rows])
    np.testing.assert_array_equal(found.score, ALL.score[rows])
    assert len(ENGINE.features(PEOPLE, pairs=[])) == 0


def test_components_make_the_score_and_do_not_depend_on_the_weights() -> None:
    weights = Weights(skills=0, language=7, prior=0.5)
    other = Matcher("2025-12-01", weights=weights).fit(JOBS).features(PEOPLE)
    np.testing.assert_array_equal(other.matrix(), ALL.matrix())
    own = np.array([weights.of(name) for name in COMPONENTS])
    expected = np.nansum(other.matrix() * own, axis=1) / (weights.prior + other.asked() @ own)
    np.testing.assert_allclose(other.score, expected, atol=1e-6)
    assert other.weights == weights


def test_tables_have_one_named_column_each(tmp_path: Path) -> None:
    table = ALL.to_arrow()
    assert table.column_names == [
        *("candidate_id", "vacancy_id", "score", "possible", "verdict"),
        *(f"score_{name}" for name in COMPONENTS),
        *(f"asked_{name}" for name in COMPONENTS),
    ]
    assert ALL.names == tuple(f"score_{name}" for name in COMPONENTS)
    for name in COMPONENTS:
        nulls = table[f"score_{name}"].is_null().to_pylist()
        assert nulls == [not asked for asked in table[f"asked_{name}"].to_pylist()]
    assert ALL.to_frame(like=pl.DataFrame()).equals(ALL.to_polars())
    assert ALL.to_frame(like=pd.DataFrame()).equals(ALL.to_pandas())
    ALL.write(tmp_path / "features.parquet")
    assert pq.read_table(tmp_path / "features.parquet").num_rows == len(ALL)
    assert repr(ALL) == "<PairFeatures: 480 pairs, as of 2025-12-01>"


def test_ids_that_are_not_known_are_refused_without_telling_of_other_people() -> None:
    with pytest.raises(UnknownName, match="No vacancy 'nowhere'"):
        ENGINE.features(PEOPLE, ["nowhere"])
    with pytest.raises(UnknownName, match=r"No candidate 'nobody'\. Name one") as caught:
        ENGINE.features(PEOPLE, pairs=[("nobody", JOBS[0].id)])
    assert caught.value.known == ()
    with pytest.raises(UnknownName, match="No vacancy"):
        ENGINE.features(PEOPLE, [JOBS[0].id], pairs=[(PEOPLE[0].id, JOBS[1].id)])
