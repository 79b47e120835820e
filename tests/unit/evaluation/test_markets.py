"""Measures of a whole cohort have intervals too: those of cohorts of its size."""

import numpy as np
import numpy.typing as npt
import pytest

from judged_sample import judged_sample
from matcher import metrics
from matcher.evaluation.choices import Choices
from matcher.evaluation.markets import market_of
from matcher.index import Index

FIGURES = ("coverage", "congestion", "gini")
CHOICES = Choices(k=2)


def index() -> Index:
    return judged_sample().engine.index


def cohort(seed: int, size: int) -> dict[str, list[str]]:
    """Lists of two of twenty vacancies, the first ones more often."""
    random, jobs = np.random.default_rng(seed), index().ids[:20].tolist()
    chance = np.arange(20, 0, -1) / 210
    drawn = (random.choice(20, 2, replace=False, p=chance) for _ in range(size))
    return {f"C{n:03}": [jobs[place] for place in places] for n, places in enumerate(drawn)}


def figures(lists: dict[str, list[str]]) -> npt.NDArray[np.float64]:
    shown = metrics.exposure(lists.values(), index().ids.tolist(), 2)
    seats = np.maximum(index().openings, 1)
    return np.array(
        [metrics.coverage(shown), metrics.congestion(shown, seats), metrics.gini(shown)]
    )


def test_ends_are_as_far_as_leaving_single_people_out_says() -> None:
    lists = cohort(1, 30)
    alone = np.array(
        [figures({name: lists[name] for name in lists if name != who}) for who in lists]
    )
    far = 1.959964 * np.sqrt(29 / 30 * ((alone - alone.mean(axis=0)) ** 2).sum(axis=0))
    found = market_of("run", lists, index(), CHOICES)
    for name, value, reach in zip(FIGURES, figures(lists), far, strict=True):
        told = getattr(found, name)
        assert told.mean == pytest.approx(value)
        assert told.low == pytest.approx(max(value - reach, 0), abs=1e-6)
        assert told.high == pytest.approx(min(value + reach, 1), abs=1e-6)


def test_intervals_are_as_wide_as_cohorts_differ() -> None:
    drawn = [market_of("run", cohort(seed, 120), index(), CHOICES) for seed in range(150)]
    for name in ("congestion", "gini"):
        told = [getattr(one, name) for one in drawn]
        width = np.mean([one.high - one.low for one in told]) / (2 * 1.96)
        assert width == pytest.approx(np.std([one.mean for one in told]), rel=0.25)


def test_the_order_of_people_changes_nothing_and_one_alone_has_no_interval() -> None:
    lists = cohort(2, 70)
    other = dict(reversed(lists.items()))
    assert market_of("run", lists, index(), CHOICES) == market_of("run", other, index(), CHOICES)
    alone = market_of("run", cohort(3, 1), index(), CHOICES)
    assert np.isnan(alone.gini.low)
    assert alone.gini.mean == pytest.approx(figures(cohort(3, 1))[2])
    assert market_of("run", {}, index(), CHOICES).coverage.mean == 0
