"""What is searched over: any draw makes settings, one makes the defaults, and locks hold."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError, UnknownName
from matcher.features.graded_cells import GRADES
from matcher.settings import COMPONENTS, Settings, Weights
from matcher.tuning.space import Choice, Part, Space, space_of

DEFAULT = Choice(Weights(), Settings())
EVERYTHING: tuple[Part, ...] = ("weights", "evidence", "importance")
NAMES = (*COMPONENTS, "prior", *(f"evidence_{grade}" for grade in GRADES), "importance_must")
shares = st.lists(st.floats(0, 1), min_size=len(NAMES), max_size=len(NAMES))


def whole(**options: object) -> Space:
    given = {"over": EVERYTHING, "locked": (), "bounds": None, **options}
    return space_of(DEFAULT, **given)  # type: ignore[arg-type]


def drawn(space: Space, shares: list[float]) -> dict[str, float]:
    """A draw of so far between the ends of each range."""
    found = {}
    for share, (name, one) in zip(shares, space.ranges.items(), strict=False):
        low, high = np.log([one.low, one.high]) if one.is_log else (one.low, one.high)
        value = low + share * (high - low)
        found[name] = float(np.clip(np.exp(value) if one.is_log else value, one.low, one.high))
    return found


@given(shares)
def test_whatever_is_drawn_stronger_evidence_has_no_smaller_factor(given: list[float]) -> None:
    space = whole()
    choice = space.choice(drawn(space, given))
    factors = [choice.settings.evidence[grade] for grade in GRADES]
    assert factors == sorted(factors)
    assert factors[-1] == 1
    assert sum(choice.weights.model_dump().values()) == pytest.approx(2.75 * 5)


@given(shares)
def test_every_order_of_factors_can_be_drawn(given: list[float]) -> None:
    factors = sorted(given[:7])
    wanted = Settings(evidence=dict(zip(GRADES, [*factors, 1.0], strict=True)))
    space = space_of(Choice(Weights(), wanted), ("evidence",), (), None)
    found = space.choice(space.start).settings.evidence
    assert [found[grade] for grade in GRADES[:7]] == pytest.approx(factors, abs=1e-9)


def test_the_start_draws_the_defaults() -> None:
    for over in (EVERYTHING, *((part,) for part in EVERYTHING)):
        space = whole(over=over)
        found = space.choice(space.start)
        for name in NAMES:
            assert found.of(name) == pytest.approx(DEFAULT.of(name))
        for name, value in space.start.items():
            assert space.ranges[name].low <= value <= space.ranges[name].high


@given(shares, st.sets(st.sampled_from(NAMES), min_size=1, max_size=12))
def test_what_is_locked_stays_to_the_bit(given: list[float], locked: set[str]) -> None:
    space = whole(locked=sorted(locked))
    choice = space.choice(drawn(space, given))
    assert not locked & space.ranges.keys()
    for name in locked:
        assert choice.of(name) == DEFAULT.of(name)


@given(shares)
def test_what_has_bounds_stays_within_them(given: list[float]) -> None:
    bounds = {"language": (1.0, 2.0), "skills": (0.0, 1.0), "evidence_bnsp": (0.9, 0.95),
              "evidence_ukk": (0.5, 0.6), "evidence_implied": (0.2, 1.0),
              "importance_must": (3.0, 4.0)}  # fmt: skip
    space = whole(bounds=bounds)
    choice = space.choice(drawn(space, given))
    for name, (low, high) in bounds.items():
        assert low - 1e-12 <= choice.of(name) <= high + 1e-12
    # What has bounds fixes the unit of the weights.
    assert not space.is_free


def test_what_is_not_searched_over_stays() -> None:
    own = Choice(Weights(skills=5), Settings(horizon_months=3, importance_must=4))
    space = space_of(own, ("evidence",), (), None)
    choice = space.choice(dict.fromkeys(space.ranges, 0.5))
    assert choice.weights == own.weights
    assert choice.settings.model_copy(update={"evidence": own.settings.evidence}) == own.settings


def test_what_cannot_be_searched_over_is_refused() -> None:
    with pytest.raises(UnknownName, match=r"No part 'weight'\. Did you mean 'weights'"):
        whole(over=("weight",))
    with pytest.raises(UnknownName, match="No setting to search over 'skils'"):
        whole(locked=("skils",))
    with pytest.raises(UnknownName, match="No setting to search over 'skills'"):
        whole(over=("evidence",), bounds={"skills": (1, 2)})
    with pytest.raises(InputError, match="bounds of 'skills' are 2 and 1"):
        whole(bounds={"skills": (2, 1)})
    with pytest.raises(InputError, match="bounds of 'evidence_ukk' are 0 and 2"):
        whole(bounds={"evidence_ukk": (0, 2)})
    with pytest.raises(InputError, match=r"weaker evidence is 0\.9 at least"):
        whole(bounds={"evidence_ukk": (0.9, 1), "evidence_document": (0, 0.8)})
    with pytest.raises(InputError, match="Nothing is left"):
        whole(over=("importance",), locked=("importance_must",))
