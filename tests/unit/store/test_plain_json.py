"""One value has one spelling; what is no JSON is told."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import UnusableIndex
from matcher.store.plain_json import json_bytes, parse_json

values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(st.characters(codec="utf-8")), inner),
    max_leaves=10,
)  # fmt: skip


@given(value=values)
def test_what_is_written_is_read(value: object) -> None:
    assert parse_json(json_bytes(value), "x.json") == value


@given(value=st.dictionaries(st.text(st.characters(codec="utf-8")), st.integers()))
def test_the_order_of_keys_changes_nothing(value: dict[str, int]) -> None:
    assert json_bytes(dict(reversed(value.items()))) == json_bytes(value)


@pytest.mark.parametrize("number", [math.nan, math.inf, -math.inf])
def test_what_is_no_number_is_not_written(number: float) -> None:
    with pytest.raises(ValueError, match="not JSON compliant"):
        json_bytes(number)


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"NaN", b"[Infinity]", b"-Infinity", b"\xff", b"1" * 5_000, b"[" * 100_000,
     b'{"a":' * 100_000],
    ids=lambda text: repr(text[:20]),
)  # fmt: skip
def test_what_is_no_json_is_told(text: bytes) -> None:
    with pytest.raises(UnusableIndex, match=r"x\.json: expected JSON, found no JSON"):
        parse_json(text, "x.json")
