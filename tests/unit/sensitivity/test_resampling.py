"""Intervals of many means from one set of resamples."""

import numpy as np
import pytest

from matcher.metrics import bootstrap
from matcher.sensitivity.resampling import means_of


def test_a_column_has_the_same_interval_alone_and_beside_others() -> None:
    values = np.random.default_rng(1).random((40, 3))
    together = means_of(values, seed=3)
    alone = means_of(values[:, [1]], seed=3)
    assert [float(part[1]) for part in together] == pytest.approx([float(p[0]) for p in alone])


def test_intervals_are_about_those_of_the_bootstrap_of_the_metrics() -> None:
    values = (np.random.default_rng(2).random(300) < 0.3).astype(float)
    found, other = means_of(values[:, np.newaxis], seed=1), bootstrap(values, seed=1)
    assert float(found.mean[0]) == other.mean
    assert float(found.low[0]) == pytest.approx(other.low, abs=0.01)
    assert float(found.high[0]) == pytest.approx(other.high, abs=0.01)


def test_what_is_the_same_for_all_has_no_width() -> None:
    found = means_of(np.ones((5, 1)))
    assert [float(part[0]) for part in found] == [1.0, 1.0, 1.0]


@pytest.mark.parametrize("size", [0, 1])
def test_few_candidates_have_no_interval(size: int) -> None:
    found = means_of(np.ones((size, 2)))
    assert np.isnan(found.low).all()
    assert np.isnan(found.high).all()
    assert np.isnan(found.mean).all() == (size == 0)
