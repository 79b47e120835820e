"""What is asked of personal facts, in its simplest form: alternatives that no other makes idle."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product

from matcher.eligibility.personal_gate import Alternatives
from matcher.normalizing.expressions import Bound

__all__ = ["Body", "Clause", "simplest"]

_MEASURES = ("height", "weight")


@dataclass(frozen=True, slots=True)
class Clause:
    """An alternative: a condition that does not change with time, an age, and other things asked.

    `condition` are the bounds on sex, height and weight, one for each fact at most. The age in
    months is at least `low` and below `high`, None where that side is open. `asked` and `papers`
    are the literals needed beside it, to be chosen and to leave.
    """

    condition: frozenset[Bound] = frozenset()
    low: int | None = None
    high: int | None = None
    asked: frozenset[int] = frozenset()
    papers: frozenset[int] = frozenset()

    def needs_no_more_than(self, other: Clause) -> bool:
        """True where everyone who meets the other clause meets this one as soon and as long.

        >>> adult, woman = Clause(low=216), Bound("sex", value="F")
        >>> adult.needs_no_more_than(Clause(frozenset({woman}), low=240))
        True
        """
        return (
            self.condition <= other.condition
            and self.asked <= other.asked
            and self.papers <= other.papers
            and (self.low is None or (other.low is not None and self.low <= other.low))
            and (self.high is None or (other.high is not None and self.high >= other.high))
        )


@dataclass(frozen=True, slots=True)
class Body:
    """What is asked to be chosen, and all that is asked: alternatives that are distinct."""

    select: frozenset[Clause]
    both: frozenset[Clause]

    @property
    def clauses(self) -> dict[Clause, tuple[bool, bool]]:
        """The clauses, and whether each is one of both parts."""
        return {
            clause: (clause in self.select, clause in self.both)
            for clause in sorted(self.select | self.both, key=_order)
        }


def simplest(select: Alternatives, depart: Alternatives, literals: Mapping[int, int]) -> Body:
    """The simplest body that everyone meets as these alternatives are met.

    `literals` gives the literal of each column that stands beside the bounds.
    """
    alone = [_clause(one, (), literals) for one in select]
    both = [_clause(one, other, literals) for one, other in product(select, depart)]
    return Body(_undominated(alone), _undominated(both))


def _clause(
    select: tuple[Bound | int, ...], depart: tuple[Bound | int, ...], literals: Mapping[int, int]
) -> Clause | None:
    """The clause of some leaves; None where nobody can meet it."""
    bounds = [leaf for leaf in (*select, *depart) if isinstance(leaf, Bound)]
    low, high = _narrowest(bound for bound in bounds if bound.fact == "age")
    condition = {bound for bound in bounds if bound.fact == "sex"}
    if len(condition) > 1 or (low is not None and high is not None and low >= high):
        return None
    for fact in _MEASURES:
        start, end = _narrowest(bound for bound in bounds if bound.fact == fact)
        if start is not None and end is not None and start > end:
            return None
        if start is not None or end is not None:
            condition.add(Bound(fact, start, end))
    asked, papers = (
        frozenset(literals[leaf] for leaf in leaves if not isinstance(leaf, Bound))
        for leaves in (select, depart)
    )
    least, below = (None if age is None else int(age) for age in (low, high))
    return Clause(frozenset(condition), least, below, asked, papers)


def _narrowest(bounds: Iterable[Bound]) -> tuple[float | None, float | None]:
    """The greatest low end and the least high end."""
    kept = list(bounds)
    lows = [bound.low for bound in kept if bound.low is not None]
    highs = [bound.high for bound in kept if bound.high is not None]
    return max(lows, default=None), min(highs, default=None)


def _undominated(clauses: Iterable[Clause | None]) -> frozenset[Clause]:
    distinct = {clause for clause in clauses if clause is not None}
    return frozenset(
        clause
        for clause in distinct
        if not any(other.needs_no_more_than(clause) for other in distinct - {clause})
    )


def _order(clause: Clause) -> tuple[list[str], list[int], list[int], list[int]]:
    condition = sorted(bound.key for bound in clause.condition)
    ends = [-1 if end is None else end for end in (clause.low, clause.high)]
    return condition, ends, sorted(clause.asked), sorted(clause.papers)
