"""Which vacancies and days two rules have in common, as far as the rules themselves tell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from matcher.eligibility.rules import CRITERIA, Criterion, Rule
from matcher.normalizing.schemes import known_schemes, scheme_id
from matcher.taxonomy import Taxonomy

__all__ = ["Audience", "audience_of"]


@dataclass(frozen=True, slots=True)
class Audience:
    """The vacancies and days of a rule: per criterion what it accepts, None where it accepts all.

    Schemes are ids, occupations all those that cover one which the rule names.
    """

    accepted: dict[Criterion, frozenset[str] | None]
    ask: frozenset[Criterion]
    first: date
    last: date

    def meets(self, other: Audience) -> bool:
        """True where some vacancy may be of both on some day.

        Two schemes of countries are of one vacancy only where one is part of the other.
        """
        if max(self.first, other.first) > min(self.last, other.last):
            return False
        for name in CRITERIA:
            mine, theirs = self._places(name), other._places(name)
            if mine is None or theirs is None or not mine.isdisjoint(theirs):
                continue
            if name != "schemes" or not any(_may_meet(x, y) for x in mine for y in theirs):
                return False
        return True

    def is_within(self, other: Audience) -> bool:
        """True where every vacancy of this audience is surely one of the other, on all its days."""
        if self.first < other.first or self.last > other.last:
            return False
        for name in CRITERIA:
            mine, theirs = self.accepted[name], other.accepted[name]
            if theirs is None:
                continue
            # What is not stated is an open question here, and nothing there.
            if mine is None or name in self.ask:
                return False
            known = {one for one in mine if not theirs.isdisjoint(_line(one, name))}
            if known != mine:
                return False
        return True

    def _places(self, name: Criterion) -> frozenset[str] | None:
        """What a criterion accepts; schemes of countries tell the countries."""
        accepted, schemes = self.accepted[name], self.accepted["schemes"]
        if name != "countries" or accepted is not None or schemes is None:
            return accepted
        known = [known_schemes().get(one) for one in schemes]
        countries = [one.country if one is not None else None for one in known]
        return None if None in countries else frozenset(filter(None, countries))


def audience_of(rule: Rule, taxonomy: Taxonomy) -> Audience:
    """The audience of a rule over the occupations of a taxonomy."""
    return Audience(
        accepted={
            "countries": frozenset(rule.countries) or None,
            "schemes": frozenset(map(scheme_id, rule.schemes)) or None,
            "employer_types": frozenset(rule.employer_types) or None,
            "occupations": _occupations(rule, taxonomy) if rule.occupations else None,
        },
        ask=frozenset(rule.ask),
        first=rule.valid_from,
        last=rule.valid_to or date.max,
    )


def _occupations(rule: Rule, taxonomy: Taxonomy) -> frozenset[str]:
    covering = (
        one.id
        for one in taxonomy.of_kind(["occupation"])
        if not taxonomy.covered_by(one.id).isdisjoint(rule.occupations)
    )
    return frozenset(covering)


def _may_meet(one: str, other: str) -> bool:
    """Whether a vacancy may be of two schemes: of a country's and a general one, or of a whole."""
    if one in _wholes(other) or other in _wholes(one):
        return True
    known = known_schemes()
    general = [name not in known or known[name].country is None for name in (one, other)]
    return general.count(True) == 1


def _line(name: str, criterion: Criterion) -> frozenset[str]:
    """A name with all that a vacancy of it also is."""
    return _wholes(name) if criterion == "schemes" else frozenset((name,))


@cache
def _wholes(name: str) -> frozenset[str]:
    """A scheme and all of which it is a part."""
    found = {name}
    scheme = known_schemes().get(name)
    while scheme is not None and scheme.within is not None and scheme.within not in found:
        found.add(scheme.within)
        scheme = known_schemes().get(scheme.within)
    return frozenset(found)
