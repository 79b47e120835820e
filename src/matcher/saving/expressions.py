"""Expressions as JSON: each distinct leaf once, in a list, and trees of places in it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from matcher.normalizing.expressions import (
    Bound,
    Either,
    Every,
    Given,
    Leaf,
    Literal,
    NormalExpression,
)
from matcher.records.evidence import Evidence

__all__ = ["LeafTable", "LeafWriter", "Tree"]

#: A leaf as its place, or a join of parts as ["any", ...] or ["all", ...].
Tree = int | list[Any]
_JOINS: dict[str, type[Either | Every]] = {"any": Either, "all": Every}
#: To look one up is faster than to call the enumeration.
_EVIDENCE = {grade.value: grade for grade in Evidence}
_NAMES = {join: name for name, join in _JOINS.items()}
#: Far deeper than anything that a record or a rule may ask.
_DEEPEST = 100


class LeafWriter:
    """Gives each distinct leaf a place, in the order in which they are met.

    >>> writer = LeafWriter()
    >>> writer.tree(Every((Bound("age", low=216), Bound("sex", value="F"))))
    ['all', 0, 1]
    >>> writer.rows()[0]
    ['bound', 'age', 216, None, None]
    """

    def __init__(self) -> None:
        self._places: dict[Leaf, int] = {}

    def place(self, leaf: Leaf) -> int:
        """The place of a leaf."""
        return self._places.setdefault(leaf, len(self._places))

    def tree(self, expression: NormalExpression) -> Tree:
        """An expression as JSON."""
        if isinstance(expression, Either | Every):
            return [_NAMES[type(expression)], *map(self.tree, expression.parts)]
        return self.place(expression)

    def trees(self, expressions: Iterable[NormalExpression]) -> list[Tree]:
        """Expressions as JSON."""
        return [self.tree(one) for one in expressions]

    def rows(self) -> list[list[Any]]:
        """The leaves so far, each as its kind and its fields."""
        return [_row(leaf) for leaf in self._places]


def _row(leaf: Leaf) -> list[Any]:
    match leaf:
        case Literal(kind, concept, level, evidence):
            return ["literal", kind, concept, level, evidence.value]
        case Bound(fact, low, high, value):
            return ["bound", fact, low, high, value]
        case Given(fact, state):
            return ["given", fact, state]


class LeafTable:
    """The leaves of `LeafWriter.rows`, and what its trees say of them.

    What is no such row or tree is a ValueError, a TypeError or a LookupError.
    """

    def __init__(self, rows: Iterable[Sequence[Any]]) -> None:
        self.leaves = tuple(_leaf(*row) for row in rows)

    def leaf(self, place: int) -> Leaf:
        """The leaf at a place."""
        if not 0 <= place < len(self.leaves):
            raise IndexError(place)
        return self.leaves[place]

    def expression(self, tree: Tree, depth: int = 0) -> NormalExpression:
        """The expression of a tree."""
        if isinstance(tree, int):
            return self.leaf(tree)
        if depth > _DEEPEST:
            raise ValueError(tree)
        name, *parts = tree
        return _JOINS[name](tuple(self.expression(part, depth + 1) for part in parts))

    def expressions(self, trees: Iterable[Tree]) -> tuple[NormalExpression, ...]:
        """The expressions of trees."""
        return tuple(self.expression(tree) for tree in trees)


def _leaf(kind: str, *fields: Any) -> Leaf:  # noqa: ANN401 - JSON, taken apart here
    if kind == "literal":
        section, concept, level, evidence = fields
        return Literal(section, concept, level, _EVIDENCE[evidence])
    joined: type[Bound | Given] = {"bound": Bound, "given": Given}[kind]
    return joined(*fields)
