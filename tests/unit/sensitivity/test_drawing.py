"""Drawn weights: around the given ones, as far as is said, the same for the same seed."""

import numpy as np
import pytest

from matcher.errors import InputError, UnknownName
from matcher.sensitivity import Draws
from matcher.sensitivity.drawing import Shape
from matcher.sensitivity.weighing import as_row, as_weights, moved
from matcher.settings import Weights

SHAPES: tuple[Shape, ...] = ("log-normal", "dirichlet")


@pytest.mark.parametrize("shape", SHAPES)
def test_the_same_seed_gives_the_same_weights(shape: Shape) -> None:
    first, again, other = (Draws(50, shape=shape, seed=seed).rows(Weights()) for seed in (1, 1, 2))
    assert first.tobytes() == again.tobytes()
    assert (first != other).any()


def test_factors_are_log_normal_with_the_spread() -> None:
    logs = np.log(Draws(20_000, 0.3, seed=1).rows(Weights()) / as_row(Weights()))
    assert logs.mean(axis=0) == pytest.approx(np.zeros(8), abs=0.01)
    assert logs.std(axis=0) == pytest.approx(np.full(8, 0.3), abs=0.01)


def test_shares_of_a_dirichlet_have_the_given_ones_as_means_and_an_eighth_the_spread() -> None:
    even = Weights(**dict.fromkeys(["occupation", "skills", "experience", "education", "language",
                                    "certificates", "preference", "prior"], 2.0))  # fmt: skip
    rows = Draws(20_000, 0.3, "dirichlet", seed=1).rows(even)
    assert rows.sum(axis=1) == pytest.approx(np.full(len(rows), 16.0))
    assert rows.mean(axis=0) == pytest.approx(np.full(8, 2.0), abs=0.02)
    assert rows.std(axis=0) / 2 == pytest.approx(np.full(8, 0.3), abs=0.01)


@pytest.mark.parametrize("shape", SHAPES)
def test_a_weight_of_nothing_stays_nothing(shape: Shape) -> None:
    rows = Draws(20, shape=shape).rows(Weights(skills=0, prior=0))
    assert (rows[:, [1, 7]] == 0).all()
    assert (rows[:, [0, 2, 3, 4, 5, 6]] > 0).all()


def test_what_is_no_way_to_draw_is_refused() -> None:
    with pytest.raises(UnknownName, match="log-normal"):
        Draws(shape="uniform")  # type: ignore[arg-type]
    for count, spread in ((-1, 0.2), (5, 0.0), (5, 3.0)):
        with pytest.raises(InputError, match="spread"):
            Draws(count, spread)


def test_weights_beyond_the_greatest_are_halved_alike() -> None:
    greatest = Weights(skills=1e6, occupation=3e5, prior=1.0)
    doubled = moved(greatest, "skills", 0.5)
    assert (doubled.skills, doubled.occupation, doubled.prior) == (7.5e5, 1.5e5, 0.5)
    assert as_weights(as_row(greatest)) == greatest


def test_a_moved_weight_leaves_all_others_the_prior_included() -> None:
    raised = moved(Weights(), "skills", 0.2)
    assert raised.skills == pytest.approx(3.6)
    assert raised.model_copy(update={"skills": 3.0}) == Weights()
    assert moved(Weights(), "prior", -0.5).prior == 1.375
