"""Sparse rows and listed pairs have the cells of the dense attainments, parts those of wholes."""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from claim_strategies import WORLD, literals, people
from matcher.features import attainment
from matcher.features.attainment import Encoder
from matcher.features.criteria import build_criteria
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.expressions import NormalExpression, either, every
from matcher.normalizing.normalized import NormalCandidate
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.settings import Settings
from small_world import AS_OF, must, vacancy

expressions = st.recursive(
    literals,
    lambda part: st.builds(
        lambda join, parts: join(parts),
        st.sampled_from((either, every)),
        st.lists(part, min_size=1, max_size=3),
    ),
    max_leaves=4,
)
asked = st.lists(expressions, max_size=6)
cohorts = st.lists(people(), max_size=5)


def encoder(expressions: Sequence[NormalExpression]) -> Encoder:
    block = VacancyBlock.of([vacancy(*map(must, expressions))])
    criteria = build_criteria(block, Settings())
    return Encoder(criteria, taxonomy=WORLD, settings=Settings(), as_of=AS_OF)


@given(asked, cohorts, st.integers(1, 3))
def test_sparse_rows_are_what_is_proven_without_the_zeros(
    expressions: list[NormalExpression], drawn: list[NormalCandidate], at_once: int
) -> None:
    made = encoder(expressions)
    proven = made.encode(drawn).proven
    with patch.object(attainment, "_AT_ONCE", at_once):
        rows = made.rows(Cohort.of(drawn))
    row, column = np.nonzero(proven)
    assert rows.columns.tolist() == column.tolist()
    assert rows.values.tolist() == proven[row, column].tolist()
    assert rows.starts.tolist() == [0, *np.cumsum((proven > 0).sum(axis=1)).tolist()]
    assert [part.dtype for part in rows] == [np.float64, np.int64, np.int64]


@given(asked, cohorts, st.integers(1, 3), st.data())
def test_listed_pairs_are_cells_of_the_whole(
    expressions: list[NormalExpression],
    drawn: list[NormalCandidate],
    at_once: int,
    data: st.DataObject,
) -> None:
    made = encoder(expressions)
    whole = made.encode(drawn)
    cells = [divmod(cell, whole.proven.shape[1]) for cell in range(whole.proven.size)]
    listed = data.draw(st.lists(st.sampled_from(cells), max_size=12) if cells else st.just([]))
    rows, columns = np.array(listed, dtype=np.int64).reshape(-1, 2).T
    with patch.object(attainment, "_AT_ONCE", at_once):
        found = made.pairs(drawn, rows, columns)
    assert found.proven.tolist() == whole.proven[rows, columns].tolist()
    assert found.possible.tolist() == whole.possible[rows, columns].tolist()


@given(asked, st.lists(people(), min_size=2, max_size=5))
def test_a_part_of_a_cohort_attains_what_it_does_in_the_whole(
    expressions: list[NormalExpression], drawn: list[NormalCandidate]
) -> None:
    made, cohort = encoder(expressions), Cohort.of(drawn)
    order = np.arange(len(drawn))[::-1].copy()
    for part, rows in ((cohort[1:], order[::-1][1:]), (cohort.take(order), order)):
        for side in ("proven", "possible"):
            wanted = getattr(made.encode(drawn), side)[rows]
            assert getattr(made.encode(part), side).tolist() == wanted.tolist()
