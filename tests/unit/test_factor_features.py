"""Scores under other weights, factors and importance: those of an engine that has them."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Matcher
from matcher.errors import UnknownName
from matcher.factor_features import FactorFeatures, factor_features_of
from matcher.features.graded_cells import GRADES
from matcher.index import Context, build_index
from matcher.lineup import Lineup
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from matcher.pair_features import PairFeatures, features_of
from matcher.settings import COMPONENTS, Settings, Weights
from random_markets import market, people
from small_field import FIELD

SEEDS = 6

factors = st.lists(st.sampled_from([0.0, 0.2, 0.5, 0.7, 0.9, 1.0]), min_size=8, max_size=8)
importance = st.sampled_from([0.25, 1.0, 1.7, 3.0, 100.0])
chosen = st.builds(
    lambda own, must, nice: Settings(
        evidence=dict(zip(GRADES, sorted(own), strict=True)),
        importance_must=must,
        importance_nice=nice,
    ),
    factors,
    importance,
    importance,
)
weighed = st.builds(
    lambda own: Weights(**dict(zip((*COMPONENTS, "prior"), own, strict=True))),
    st.lists(st.sampled_from([0.0, 0.3, 1.0, 2.5, 7.0]), min_size=8, max_size=8).filter(
        lambda own: sum(own[:-1]) > 0
    ),
)


@cache
def world(seed: int) -> tuple[Context, list[NormalVacancy], list[NormalCandidate]]:
    """A drawn market in which some requirements have weights of their own, and its people."""
    drawn = market(seed)
    random = np.random.default_rng(seed)
    jobs = [
        replace(
            job,
            requirements=tuple(
                replace(one, weight=float(random.choice([0.4, 1.0, 2.0, 100.0])))
                if random.random() < 0.3
                else one
                for one in job.requirements
            ),
        )
        for job in drawn.normal
    ]
    return drawn.context, jobs, list(drawn.context.records.candidates(people(seed)))


@cache
def quick(seed: int) -> FactorFeatures:
    context, jobs, persons = world(seed)
    return factor_features_of(Lineup(build_index(jobs, context)), Cohort.of(persons))


def refitted(seed: int, weights: Weights, other: Settings) -> PairFeatures:
    context, jobs, persons = world(seed)
    index = build_index(jobs, replace(context, weights=weights, settings=other))
    return features_of(Lineup(index), Cohort.of(persons))


@settings(max_examples=40, deadline=None)
@given(st.integers(0, SEEDS - 1), weighed, chosen)
def test_scores_and_components_are_to_the_bit_those_of_an_engine_refitted(
    seed: int, weights: Weights, other: Settings
) -> None:
    expected = refitted(seed, weights, other)
    found = quick(seed)
    np.testing.assert_array_equal(found.scores(weights, other), expected.score)
    matrix = found.matrix(other).astype(np.float32).astype(np.float64)
    np.testing.assert_array_equal(matrix, expected.matrix())


def test_what_is_compared_has_criteria_of_several_literals_and_weights_of_records() -> None:
    cells = [quick(seed).cells for seed in range(SEEDS)]
    assert sum(one.criteria.size for one in cells) > 20
    assert any(np.diff(one.starts).max() > 1 for one in cells)
    asked = [quick(seed).asked for seed in range(SEEDS)]
    assert all((one.own > 0).any() and one.is_must.any() for one in asked)
    assert any(one.is_nice.any() for one in asked)


def test_pairs_come_in_their_order_and_as_often_as_asked() -> None:
    table, who = market(0).table, people(0)
    engine = Matcher(market(0).context.as_of, taxonomy=FIELD, packs=[]).fit(table)
    pairs = [(who[3].id, "V7"), (who[0].id, "V2"), (who[3].id, "V7")]
    found = engine.factor_features(who, pairs=pairs)
    assert list(zip(found.candidate_ids, found.vacancy_ids, strict=True)) == pairs
    expected = engine.features(who, pairs=pairs)
    assert found.scores(engine.weights, engine.settings).tolist() == expected.score.tolist()
    np.testing.assert_array_equal(found.matrix().astype(np.float32), expected.matrix())
    assert len(engine.factor_features(who, ["V1", table[4]])) == 2 * len(who)
    empty = engine.factor_features(who, pairs=[])
    assert empty.scores(Weights(), Settings()).tolist() == []
    with pytest.raises(UnknownName, match="No candidate"):
        engine.factor_features(who, pairs=[("nobody", "V1")])


def test_people_who_claim_nothing_attain_nothing() -> None:
    context, jobs, (somebody, *_) = world(0)
    bare = replace(
        somebody,
        sections={name: replace(one, claims=()) for name, one in somebody.sections.items()},
    )
    found = factor_features_of(Lineup(build_index(jobs, context)), Cohort.of([bare]))
    assert found.cells.best.size == 0
    assert not found.scores(Weights(preference=0), Settings()).any()
