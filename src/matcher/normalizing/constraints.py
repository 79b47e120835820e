"""Employer-declared constraints: what is asked of a person's sex, body, looks or family."""

from __future__ import annotations

from functools import cache

from matcher.normalizing.expressions import (
    Bound,
    Either,
    Every,
    Leaf,
    NormalExpression,
    either,
    every,
    leaves,
)
from matcher.tables import read_data_table

__all__ = ["constraint_facts", "is_constraint", "names_constraint", "without_constraints"]


@cache
def constraint_facts() -> frozenset[str]:
    """The personal facts and concepts whose asking is a constraint (`constraints.csv`).

    >>> sorted({"sex", "height", "age"} & constraint_facts())
    ['height', 'sex']
    """
    rows = read_data_table("data/constraints.csv", package="matcher.normalizing")
    return frozenset(row.required("fact") for row in rows)


def is_constraint(leaf: Leaf) -> bool:
    """True where a leaf asks for sex, body measures, looks or family state."""
    if isinstance(leaf, Bound):
        return leaf.fact in constraint_facts()
    return getattr(leaf, "concept", None) in constraint_facts()


def names_constraint(expression: NormalExpression) -> bool:
    """True where a constraint is any part of what is asked."""
    return any(map(is_constraint, leaves(expression)))


def without_constraints(expression: NormalExpression) -> NormalExpression | None:
    """What is still asked where no constraint counts; None where nothing is.

    An alternative that then asks nothing is enough for all of them, so this never asks for more.
    """
    if isinstance(expression, Either | Every):
        parts = [without_constraints(part) for part in expression.parts]
        kept = [part for part in parts if part is not None]
        if isinstance(expression, Every):
            return every(kept) if kept else None
        return either(kept) if len(kept) == len(parts) else None
    return None if is_constraint(expression) else expression
