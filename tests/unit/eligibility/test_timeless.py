"""Gates and sets without their days: equal ones are one, and each stands for what it did."""

from __future__ import annotations

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.gates import Due
from matcher.eligibility.templates import Templates
from matcher.eligibility.timeless import Timeless
from matcher.features.layout import Layout, lay_out
from small_world import AS_OF, ask

DAYS = (AS_OF, AS_OF + timedelta(30))
LEAVES = [ask(f"skill:{name}") for name in ("smaw", "cooking", "tig")]
Gate = tuple[tuple[int, ...], ...]

clauses = st.lists(st.integers(0, 2), min_size=1, max_size=2, unique=True).map(tuple)
gates = st.lists(clauses, min_size=1, max_size=2).map(tuple)


def laid_out(gates: list[tuple[Gate, date]]) -> Layout[Due]:
    alternatives = [
        tuple(tuple(Due(LEAVES[leaf], day) for leaf in clause) for clause in gate)
        for gate, day in gates
    ]
    return lay_out(alternatives, key=lambda due: due.key)


def told(timeless: Timeless, row: int) -> Gate:
    """The gate of a row, by the places of its literals in LEAVES."""
    literals, sets = timeless.literals, timeless.sets
    if row < len(literals):
        return ((LEAVES.index(literals[row]),),)  # type: ignore[arg-type]
    gate = row - len(literals)
    return tuple(
        tuple(
            LEAVES.index(literals[term])
            for term in sets.terms[sets.term_starts[clause] : sets.term_starts[clause + 1]]
        )
        for clause in range(sets.clause_starts[gate], sets.clause_starts[gate + 1])
    )


def members(timeless: Timeless, number: int) -> set[Gate]:
    sets = timeless.sets
    rows = sets.members[sets.member_starts[number] : sets.member_starts[number + 1]]
    return {told(timeless, row) for row in rows.tolist()}


@given(
    st.lists(gates, min_size=1, max_size=5, unique=True),
    st.lists(st.lists(st.integers(0, 4), max_size=3), min_size=1, max_size=4),
)
def test_sets_of_gates_are_the_same_on_each_day(kinds: list[Gate], drawn: list[list[int]]) -> None:
    listed = [[place % len(kinds) for place in one] for one in drawn]
    # The gates of the second day come in the other order.
    layout = laid_out(
        [(gate, DAYS[0]) for gate in kinds] + [(gate, DAYS[1]) for gate in kinds[::-1]]
    )
    gates = [*range(len(kinds)), *range(2 * len(kinds) - 1, len(kinds) - 1, -1)]
    on_each = [
        [gates[place + day * len(kinds)] for place in one] for day in (0, 1) for one in listed
    ]
    templates = Templates.build(on_each, on_each[::-1], [0] * len(on_each))
    timeless = Timeless.of(layout, templates)
    for vacancy, template in enumerate(templates.of.tolist()):
        asked = [
            {kinds[gates.index(gate) % len(kinds)] for gate in sets[vacancy]}
            for sets in (on_each, on_each[::-1])
        ]
        found = [members(timeless, int(of[template])) for of in (timeless.select, timeless.depart)]
        assert found == asked
    distinct = {frozenset(kinds[place] for place in one) for one in listed}
    assert timeless.sets.member_starts.size - 1 == len(distinct)


@pytest.mark.parametrize("days", [DAYS[:1], DAYS])
def test_each_due_leaf_knows_its_literal(days: tuple[date, ...]) -> None:
    layout = laid_out([(((0,), (1, 2)), day) for day in days])
    timeless = Timeless.of(layout, Templates.build([[0]], [[]], [0]))
    assert timeless.literals == tuple(LEAVES)
    assert timeless.literal_of.tolist() == [0, 1, 2] * len(days)


def test_a_gate_of_one_literal_is_that_literal() -> None:
    layout = laid_out([(((1,),), AS_OF), (((0,), (1,)), AS_OF)])
    timeless = Timeless.of(layout, Templates.build([[0, 1], [0]], [[], []], [0, 0]))
    assert timeless.sets.clause_starts.size - 1 == 1
    assert {told(timeless, row) for row in np.unique(timeless.sets.members)} == {
        ((1,),),
        ((0,), (1,)),
    }
