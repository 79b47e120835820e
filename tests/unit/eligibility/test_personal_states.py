"""The states of many gates: what is put in for some is read out for them, and for no others."""

from dataclasses import astuple

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.personal import PersonalState
from matcher.eligibility.personal_states import PersonalStates

NAMES = ("ready", "hopeful", "slack", "opens")


def filled(candidates: int, gates: int, value: int) -> PersonalStates:
    states = PersonalStates.empty(candidates, gates)
    for name in NAMES:
        getattr(states, name)[:] = value
    return states


@given(st.integers(1, 5), st.integers(1, 4), st.data())
def test_one_gate_put_in_for_some_is_read_out_for_them(
    candidates: int, gates: int, data: st.DataObject
) -> None:
    states = filled(candidates, gates, -1)
    rows = np.flatnonzero(data.draw(st.lists(st.booleans(), min_size=candidates,
                                             max_size=candidates)))  # fmt: skip
    gate = data.draw(st.integers(0, gates - 1))
    own = np.arange(rows.size, dtype=np.int16)
    states.put(rows, PersonalState(own, own, own, own.astype(np.int64)), slice(gate, gate + 1))
    for name in NAMES:
        found = getattr(states[gate], name)
        assert found[rows].tolist() == own.tolist()
        assert (np.delete(found, rows) == -1).all()
        assert (np.delete(getattr(states, name), gate, axis=1) == -1).all()


def test_states_of_some_candidates_are_in_their_order() -> None:
    states = filled(3, 2, 0)
    states.ready[:, 0] = [7, 8, 9]
    assert states.of(np.array([2, 0, 2])).ready[:, 0].tolist() == [9, 7, 9]
    assert len(states) == 2
    assert len(astuple(states[1])) == len(NAMES)
