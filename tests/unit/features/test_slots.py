"""Slots are there for what somebody can be known to meet, and for nothing else."""

import numpy as np

from matcher.features.layout import lay_out
from matcher.features.slots import Slots
from matcher.normalizing.expressions import NormalExpression, clauses, either, every
from small_world import ask

SMAW, COOKING, BRAZING = ask("skill:smaw"), ask("skill:cooking"), ask("skill:brazing")
UNREAD, UNHEARD = ask("?skill:juggling"), ask("?occupation:juggler")


def slots(*expressions: NormalExpression) -> Slots:
    return Slots.of(lay_out([clauses(one) for one in expressions], key=lambda leaf: leaf.key))


def test_a_criterion_that_is_a_literal_shares_its_slot() -> None:
    found = slots(SMAW, UNREAD, COOKING)
    assert found.criteria.tolist() == [0, 2]
    assert found.of_criterion.tolist() == [0, 2, 1]
    assert found.of_literal.tolist() == [0, 2, 1]
    assert (found.size, found.combined.size) == (3, 0)


def test_criteria_of_several_literals_have_slots_of_their_own() -> None:
    found = slots(either([SMAW, COOKING]), SMAW, every([UNREAD, UNHEARD]))
    assert found.criteria.tolist() == [0, 1]
    assert found.of_criterion.tolist() == [0, 1, 3]
    assert found.combined.tolist() == [0]
    assert found.size == 4
    table = found.nothing(2)
    smaw, cooking, *_ = found.of_literal
    found.fill(table, np.array([0, 1]), np.array([0, 1]), np.array([0.5, 0.75]))
    assert table[:, smaw].tolist() in ([0.5, 0.0], [0.0, 0.75])
    assert table[:, 0].tolist() == [0.5, 0.75]
    assert cooking != smaw


def test_what_did_not_resolve_is_possible_and_never_proven() -> None:
    found = slots(either([SMAW, UNREAD]), every([BRAZING, UNREAD]))
    proven, possible = found.nothing(1), found.spread(np.zeros(3))[None].copy()
    for table in (proven, possible):
        found.fill(table, np.array([0]), np.array([0]), np.array([0.5]))
    assert proven[0, :2].tolist() == [0.5, 0.0]
    assert possible[0, :2].tolist() == [1.0, 0.0]


def test_a_literal_keeps_the_greatest_value() -> None:
    found = slots(SMAW)
    table = found.nothing(1)
    found.fill(table, np.array([0, 0]), np.array([0, 0]), np.array([0.5, 0.25]))
    assert table[0, 0] == 0.5


def test_nothing_asked_needs_no_slot_but_that_of_the_unread() -> None:
    found = slots()
    assert (found.criteria.size, found.size) == (0, 1)
