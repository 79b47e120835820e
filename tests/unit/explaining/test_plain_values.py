"""Values of a proof become plain ones that JSON keeps as they are."""

import json
from dataclasses import dataclass
from datetime import date
from enum import Enum

from hypothesis import given
from hypothesis import strategies as st

from matcher.explaining.plain_values import plain
from matcher.records.evidence import Evidence

leaves = st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False)
values = st.recursive(
    leaves | st.dates() | st.sampled_from(Evidence),
    lambda inner: st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@dataclass(frozen=True, slots=True)
class Thing:
    name: str
    on: date | None


class Grade(Enum):
    HIGH = "high"


@given(values)
def test_plain_values_are_kept_by_json_and_by_being_made_plain_again(value: object) -> None:
    made = plain(value)
    assert json.loads(json.dumps(made)) == made
    assert plain(made) == made


def test_a_value_with_fields_is_a_dictionary_of_them() -> None:
    assert plain(Thing("paper", date(2025, 12, 1))) == {"name": "paper", "on": "2025-12-01"}
    assert plain({1: (Grade.HIGH,)}) == {"1": ["high"]}
    # A class is no value of itself.
    assert plain(Thing) is Thing
