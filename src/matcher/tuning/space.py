"""What is searched over: weights, evidence factors and importance, each within its range."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple, get_args

from matcher.errors import InputError, UnknownName
from matcher.features.graded_cells import GRADES
from matcher.settings import COMPONENTS, Settings, Weights

__all__ = ["Choice", "Part", "Range", "Space", "space_of"]

#: What can be searched over.
Part = Literal["weights", "evidence", "importance"]
Bounds = Mapping[str, tuple[float, float]]

_WEIGHTS = (*COMPONENTS, "prior")
_EVIDENCE = {f"evidence_{grade}": grade for grade in GRADES}
_STRONGEST = f"evidence_{GRADES[-1]}"
_MUST = "importance_must"
_PARTS: Mapping[Part, tuple[str, ...]] = {
    "weights": _WEIGHTS, "evidence": tuple(_EVIDENCE), "importance": (_MUST,),
}  # fmt: skip
#: How many times less or more than its default a weight may be, and the importance of a must.
_REACH: Mapping[Part, float] = {"weights": 8.0, "importance": 4.0}
_MOST_IMPORTANT = 100.0


class Choice(NamedTuple):
    """What scores are made with."""

    weights: Weights
    settings: Settings

    def of(self, name: str) -> float:
        """The value of one of the names that are searched over."""
        if name in _EVIDENCE:
            return self.settings.evidence[_EVIDENCE[name]]
        return float(getattr(self.settings if name == _MUST else self.weights, name))


class Range(NamedTuple):
    """From where to where a number is drawn, evenly in its logarithm where `is_log`."""

    low: float
    high: float
    is_log: bool = False


@dataclass(frozen=True)
class Space:
    """What is drawn, by name: weights and importance themselves; of a factor how far it reaches.

    Stronger evidence has no smaller factor, whatever is drawn: a factor is drawn as a share of the
    way from its lower bound to what the next stronger grade has. `start` draws the defaults.
    """

    default: Choice
    ranges: Mapping[str, Range]
    factors: Bounds
    #: Whether nothing fixes the unit of the weights, so that their sum is kept.
    is_free: bool

    @property
    def start(self) -> dict[str, float]:
        """The draw that gives the defaults, but for rounding."""
        found = {name: self.default.of(name) for name in self.ranges}
        above = 1.0
        for name in reversed(_EVIDENCE):
            low, high = self._reach(name, above)
            above = self.default.of(name)
            if name in self.ranges:
                found[name] = (above - low) / (high - low) if high > low else 1.0
        return found

    def choice(self, drawn: Mapping[str, float]) -> Choice:
        """What the numbers drawn stand for."""
        return Choice(self._weights(drawn), self._settings(drawn))

    def _weights(self, drawn: Mapping[str, float]) -> Weights:
        default = self.default.weights
        known = {name: drawn.get(name, float(getattr(default, name))) for name in _WEIGHTS}
        if self.is_free:
            unit = sum(float(getattr(default, name)) for name in _WEIGHTS) / sum(known.values())
            known = {name: value * unit for name, value in known.items()}
        return Weights(**known)

    def _settings(self, drawn: Mapping[str, float]) -> Settings:
        factors, above = {}, 1.0
        for name, grade in reversed(_EVIDENCE.items()):
            low, high = self._reach(name, above)
            share = drawn.get(name)
            own = self.default.of(name) if share is None else low + share * (high - low)
            above = factors[grade] = min(own, high)
        other = {"evidence": factors, _MUST: drawn.get(_MUST, self.default.of(_MUST))}
        # Validated, which a copy with other values would not be.
        return Settings(**(self.default.settings.model_dump() | other))

    def _reach(self, name: str, above: float) -> tuple[float, float]:
        low, high = self.factors[name]
        return low, min(high, above)


def space_of(
    default: Choice, over: Sequence[Part], locked: Iterable[str], bounds: Bounds | None
) -> Space:
    """The space around the defaults: what of each part is neither locked nor at one value.

    The factor of the strongest grade is what the others are measured by, so it stays unless it has
    bounds. UnknownName for names that are not searched over, InputError where nothing is left.
    """
    for part in over:
        if part not in _PARTS:
            raise UnknownName("part", part, known=get_args(Part))
    names = [name for part, own in _PARTS.items() if part in over for name in own]
    given = _checked(dict(bounds or {}), names)
    fixed = set(_checked_names(locked, names))
    fixed |= {_STRONGEST} - given.keys() | set(_EVIDENCE).difference(names)
    factors = _factor_bounds(default, fixed, given)
    ranges = {}
    for name in names:
        reach = Range(0.0, 1.0) if name in _EVIDENCE else _range(name, default, given)
        own = factors[name] if name in _EVIDENCE else reach
        if name not in fixed and own[0] < own[1]:
            ranges[name] = reach
    if not ranges:
        raise InputError("Nothing is left to search over.", repair="Lock less.")
    is_free = "weights" in over and not set(_WEIGHTS) & (fixed | given.keys())
    return Space(default, ranges, factors, is_free)


def _factor_bounds(
    default: Choice, fixed: Collection[str], given: Bounds
) -> Mapping[str, tuple[float, float]]:
    """The bounds of the factors, by which none is below a weaker one whatever is drawn."""
    own = {
        name: (default.of(name),) * 2 if name in fixed else given.get(name, (0.0, 1.0))
        for name in _EVIDENCE
    }
    found, least = {}, 0.0
    for name, (low, high) in own.items():
        least = max(least, low)
        if high < least:
            raise InputError(
                f"'{name}' can be {high:g} at most, and weaker evidence is {least:g} at least.",
                repair="Widen the bounds: stronger evidence has no smaller factor.",
            )
        found[name] = (least, high)
    return found


def _range(name: str, default: Choice, given: Bounds) -> Range:
    """The range of a weight, or of the importance of a must."""
    value = default.of(name)
    if name in given:
        low, high = given[name]
    elif name == _MUST:
        low, high = value / _REACH["importance"], min(value * _REACH["importance"], _MOST_IMPORTANT)
    elif value > 0:
        low, high = value / _REACH["weights"], value * _REACH["weights"]
    else:
        low, high = 0.0, sum(default.of(one) for one in _WEIGHTS) / len(_WEIGHTS)
    return Range(low, high, is_log=low > 0)


def _checked(given: dict[str, tuple[float, float]], names: Collection[str]) -> Bounds:
    for name in _checked_names(given, names):
        low, high = given[name]
        if not 0 <= low <= high or (name in _EVIDENCE and high > 1):
            problem = f"The bounds of '{name}' are {low:g} and {high:g}."
            raise InputError(problem, repair="Give 0 or more, the lower one first; factors to 1.")
    return given


def _checked_names(given: Iterable[str], names: Collection[str]) -> list[str]:
    found = list(given)
    for name in found:
        if name not in names:
            raise UnknownName("setting to search over", name, known=names)
    return found
