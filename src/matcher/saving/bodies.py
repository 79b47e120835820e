"""What is asked of personal facts as arrays: terms of clauses, clauses of sides, two a body."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np

from matcher.eligibility.personal_gate import Body
from matcher.errors import UnusableIndex
from matcher.normalizing.expressions import Bound, Leaf
from matcher.saving.expressions import LeafWriter
from matcher.store import Array, ArraySpec, Indices, Offsets

__all__ = ["BODY_ARRAYS", "bodies_from", "body_arrays"]

#: A term is a column of codes, or behind all `due` columns the place of a bound among the leaves.
BODY_ARRAYS: Mapping[str, ArraySpec] = {
    "bodies.terms": Indices("<i8", ("body_terms",), "due_and_leaves"),
    "bodies.clauses": Offsets("body_clauses", "body_terms"),
    "bodies.sides": Offsets("sides", "body_clauses"),
}


def body_arrays(bodies: Sequence[Body], due: int, leaves: LeafWriter) -> dict[str, Array]:
    """The arrays of bodies beside so many columns of codes."""
    sides = [side for body in bodies for side in body]
    clauses = [clause for side in sides for clause in side]
    terms = [
        due + leaves.place(term) if isinstance(term, Bound) else term
        for clause in clauses
        for term in clause
    ]
    return {
        "bodies.terms": np.array(terms, dtype=np.int64),
        "bodies.clauses": _offsets(clauses),
        "bodies.sides": _offsets(sides),
    }


def _offsets(parts: Sequence[Sequence[object]]) -> Array:
    sizes = [len(part) for part in parts]
    return np.append(0, np.cumsum(sizes, dtype=np.int64))


def bodies_from(
    arrays: Mapping[str, Array], due: int, leaves: Sequence[Leaf], path: str
) -> tuple[Body, ...]:
    """The bodies of `body_arrays`; UnusableIndex, naming `path`, where one asks for no bound."""
    codes = arrays["bodies.terms"]
    is_bound = np.array([isinstance(leaf, Bound) for leaf in leaves], dtype=np.bool_)
    if not is_bound[codes[codes >= due] - due].all():
        raise UnusableIndex(path, expected="columns and bounds", found="another leaf")
    known: list[Any] = [*range(due), *leaves]
    terms = tuple(known[code] for code in codes.tolist())
    clauses = _cut(terms, arrays["bodies.clauses"])
    sides = _cut(clauses, arrays["bodies.sides"])
    return tuple(zip(sides[::2], sides[1::2], strict=True))


def _cut(parts: tuple[Any, ...], offsets: Array) -> tuple[Any, ...]:
    return tuple(parts[start:end] for start, end in pairwise(offsets.tolist()))
