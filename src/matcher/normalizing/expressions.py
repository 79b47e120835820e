"""Requirement expressions over concepts, in canonical form, so that equal ones are one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matcher.records.evidence import Evidence

__all__ = [
    "OUTSIDE_RULE",
    "Bound",
    "Either",
    "Every",
    "Given",
    "Leaf",
    "Literal",
    "NormalExpression",
    "clauses",
    "either",
    "every",
    "is_personal",
    "leaves",
    "merged_bounds",
]


#: The fact that a rule is not for the vacancy, where the vacancy does not say whether it is.
OUTSIDE_RULE = "outside_rule"


@dataclass(frozen=True, slots=True)
class Literal:
    """A concept asked at a level (rank on the concept's own scale; months for experience).

    `evidence` is the weakest grade that proves it as a must. A concept that starts with `?` is a
    text that did not resolve: nobody is known to have it.
    """

    kind: str
    concept: str
    level: float | None
    evidence: Evidence

    @property
    def key(self) -> str:
        """The literal as (kind, concept, level): its identity as a criterion."""
        return f"{self.kind}|{self.concept}|{'' if self.level is None else f'{self.level:g}'}"

    @property
    def gate_key(self) -> str:
        """The identity as a gate, which also asks for evidence."""
        return f"{self.key}|{self.evidence}"

    @property
    def is_resolved(self) -> bool:
        """False where the asked text is unknown to the taxonomy."""
        return not self.concept.startswith("?")


@dataclass(frozen=True, slots=True)
class Bound:
    """A bound on one personal fact: sex equals `value`, or low <= fact <= high.

    Ages are in months: `low` is reached on the day of that age, `high` is the first age too old.
    """

    fact: str
    low: float | None = None
    high: float | None = None
    value: str | None = None

    @property
    def key(self) -> str:
        """The identity of the bound."""
        low = "" if self.low is None else f"{self.low:g}"
        high = "" if self.high is None else f"{self.high:g}"
        return f"~{self.fact}|{self.value or f'{low}..{high}'}"

    gate_key = key


@dataclass(frozen=True, slots=True)
class Given:
    """A fact of the vacancy with its state: 0 met, 1 unknown, else never met."""

    fact: str
    state: int

    @property
    def key(self) -> str:
        """The identity of the fact and its state."""
        return f"={self.fact}|{self.state}"

    gate_key = key


@dataclass(frozen=True, slots=True)
class Either:
    """Alternatives, in order of their keys; none at all is never met."""

    parts: tuple[NormalExpression, ...]

    @property
    def key(self) -> str:
        """The alternatives' keys, joined; parts that differ in evidence alone are one."""
        return _joined("any", self.parts)

    @property
    def gate_key(self) -> str:
        """The alternatives' gate keys, joined."""
        return f"any({','.join(part.gate_key for part in self.parts)})"


@dataclass(frozen=True, slots=True)
class Every:
    """Parts that are all needed, in order of their keys."""

    parts: tuple[NormalExpression, ...]

    @property
    def key(self) -> str:
        """The parts' keys, joined; parts that differ in evidence alone are one."""
        return _joined("all", self.parts)

    @property
    def gate_key(self) -> str:
        """The parts' gate keys, joined."""
        return f"all({','.join(part.gate_key for part in self.parts)})"


Leaf = Literal | Bound | Given
NormalExpression = Leaf | Either | Every


def _joined(name: str, parts: tuple[NormalExpression, ...]) -> str:
    keys = sorted({part.key for part in parts})
    return keys[0] if len(keys) == 1 else f"{name}({','.join(keys)})"


def either(parts: Iterable[NormalExpression]) -> NormalExpression:
    """The canonical alternative of parts: flat, sorted, without repetition; one part is itself."""
    return _join(Either, parts)


def every(parts: Iterable[NormalExpression]) -> NormalExpression:
    """The canonical conjunction of parts: flat, sorted, without repetition; one part is itself."""
    return _join(Every, parts)


def _join(join: type[Either | Every], parts: Iterable[NormalExpression]) -> NormalExpression:
    distinct: dict[str, NormalExpression] = {}
    for part in parts:
        for flat in part.parts if isinstance(part, join) else (part,):
            distinct.setdefault(flat.gate_key, flat)
    if len(distinct) == 1:
        return next(iter(distinct.values()))
    return join(tuple(distinct[key] for key in sorted(distinct)))


def leaves(expression: NormalExpression) -> Iterator[Leaf]:
    """The leaves of an expression, left to right."""
    if isinstance(expression, Either | Every):
        for part in expression.parts:
            yield from leaves(part)
    else:
        yield expression


def is_personal(expression: NormalExpression) -> bool:
    """True where the expression speaks of sex, age, height or weight."""
    return any(isinstance(leaf, Bound) for leaf in leaves(expression))


def merged_bounds(bounds: Iterable[Bound]) -> tuple[Bound, ...]:
    """Bounds that must all hold, the ends of one fact as one range, in order of appearance.

    Of two ends on one side the stricter is kept. Two sexes stay two bounds: nobody meets both.

    >>> merged_bounds([Bound("age", low=216), Bound("age", high=432)])
    (Bound(fact='age', low=216, high=432, value=None),)
    """
    groups: dict[tuple[str, str | None], list[Bound]] = {}
    for bound in bounds:
        groups.setdefault((bound.fact, bound.value), []).append(bound)
    merged: list[Bound] = []
    for (fact, value), alike in groups.items():
        lows = [one.low for one in alike if one.low is not None]
        highs = [one.high for one in alike if one.high is not None]
        merged.append(Bound(fact, max(lows, default=None), min(highs, default=None), value))
    return tuple(merged)


def clauses(expression: NormalExpression) -> tuple[tuple[Leaf, ...], ...]:
    """The expression as alternatives of leaves that are all needed.

    Maximum and minimum distribute over each other, so evaluating the clauses gives the same value,
    bit for bit, as evaluating the tree.
    """
    if isinstance(expression, Either):
        return tuple(clause for part in expression.parts for clause in clauses(part))
    if isinstance(expression, Every):
        joined: tuple[tuple[Leaf, ...], ...] = ((),)
        for part in expression.parts:
            options = clauses(part)
            joined = tuple((*left, *right) for left in joined for right in options)
        return joined
    return ((expression,),)
