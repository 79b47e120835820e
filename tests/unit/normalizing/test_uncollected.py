"""While a table is built the garbage collector rests; afterwards it is as it was."""

import gc
from collections.abc import Iterator

import pytest

from matcher.normalizing.uncollected import uncollected


@pytest.fixture(params=[True, False], ids=["on", "off"])
def was_on(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether the collector is on; it is on again after the test."""
    is_on: bool = request.param
    if not is_on:
        gc.disable()
    yield is_on
    gc.enable()


def test_the_collector_rests_and_is_then_as_it_was(was_on: bool) -> None:  # noqa: FBT001 - a fixture
    assert not uncollected(gc.isenabled)()
    assert gc.isenabled() is was_on


def test_the_collector_is_as_it_was_after_an_error(was_on: bool) -> None:  # noqa: FBT001 - a fixture
    with pytest.raises(ValueError, match="invalid literal"):
        uncollected(int)("x")
    assert gc.isenabled() is was_on


def test_what_is_built_inside_another_leaves_the_collector_to_that() -> None:
    assert uncollected(lambda: (uncollected(gc.isenabled)(), gc.isenabled()))() == (False, False)
    assert gc.isenabled()
