"""Reads lowest and highest values from the words beside numbers: "min 18", "19 s/d 28", "155+"."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from matcher.errors import CellError
from matcher.records.phrases import Token

__all__ = ["Found", "Quantity", "Range", "pair", "quantities"]

_LOWER = frozenset({"from", "from_after"})
_AFTER = frozenset({"from_after", "up_to_after", "below_after"})


@dataclass(frozen=True, slots=True)
class Range:
    """A lowest and a highest value, both included; None where that side is open."""

    low: float | None = None
    high: float | None = None

    @property
    def is_open(self) -> bool:
        """True where nothing is asked."""
        return self.low is None and self.high is None


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text: where it stands, its role, and whether a dash leads to the next one.

    `role` is "from", "up_to", "below" or, where no word says it, None. `topic` is what the number
    speaks of; numbers of two topics never make one range.
    """

    index: int
    value: float
    role: str | None = None
    is_joined: bool = False
    topic: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """One range as it stands in a text; `is_bare` where a lone number has no word beside it."""

    index: int
    range: Range
    topic: str = ""
    is_below: bool = False
    is_bare: bool = False


def quantities(tokens: Sequence[Token], values: Mapping[int, float]) -> list[Quantity]:
    """The numbers of a text with their roles; `values` maps the places of tokens to numbers.

    A word such as "min." speaks of the number behind it, one such as 以上 of that before it; so
    does a word for the front that no number follows ("155 cm minimal").
    """
    found: list[Quantity] = []
    waiting: str | None = None
    for index, token in enumerate(tokens):
        if index in values:
            found.append(Quantity(index, values[index], waiting))
            waiting = None
        elif token.kind != "bound":
            continue
        elif token.meaning in _AFTER:
            if found and found[-1].role is None:
                found[-1] = replace(found[-1], role=token.meaning.removesuffix("_after"))
        elif token.meaning in {"joined", "open"}:
            _join(found, token)
            waiting = waiting or ("up_to" if token.meaning == "open" and not found else None)
        else:
            waiting = token.meaning
    if found and waiting and found[-1].role is None:
        found[-1] = replace(found[-1], role=waiting)
    return _closed(found, tokens)


def _join(found: list[Quantity], token: Token) -> None:
    if found and (token.meaning == "joined" or found[-1].role != "up_to"):
        found[-1] = replace(found[-1], is_joined=True)


def _closed(found: list[Quantity], tokens: Sequence[Token]) -> list[Quantity]:
    """The numbers without a dash that leads nowhere; behind an open one ("18〜") all is allowed."""
    if not found or not found[-1].is_joined:
        return found
    last = found[-1]
    is_open = any(token.meaning == "open" for token in tokens[last.index + 1 :])
    role = last.role or ("from" if is_open else None)
    return [*found[:-1], replace(last, role=role, is_joined=False)]


def pair(numbers: Sequence[Quantity], tokens: Sequence[Token], text: str) -> list[Found]:
    """The ranges that the numbers make, in their order.

    Two numbers make one range if a dash joins them, or if one is the lowest and the next the
    highest; a word for a sex between them keeps them apart. CellError where the lowest is above
    the highest.
    """
    found: list[Found] = []
    rest = iter(zip(numbers, [*numbers[1:], None], strict=False))
    for first, second in rest:
        if second is not None and _are_one(first, second, tokens):
            found.append(_range_of(first, second, text))
            next(rest)
        else:
            found.append(_single(first))
    return found


def _are_one(first: Quantity, second: Quantity, tokens: Sequence[Token]) -> bool:
    between = tokens[first.index + 1 : second.index]
    if first.topic != second.topic or any(token.kind == "sex" for token in between):
        return False
    if first.is_joined:
        return first.role in {None, "from"} or second.role == "from"
    sides = {first.role in _LOWER, second.role in _LOWER}
    return None not in {first.role, second.role} and len(sides) > 1


def _range_of(first: Quantity, second: Quantity, text: str) -> Found:
    lower, upper = (second, first) if second.role in _LOWER else (first, second)
    if lower.value > upper.value:
        raise CellError(
            text,
            f"The lowest value {lower.value:g} is above the highest {upper.value:g}.",
            repair=f"Write {upper.value:g}-{lower.value:g} if the two changed places.",
        )
    bounds = Range(lower.value, upper.value)
    return Found(first.index, bounds, first.topic, is_below=upper.role == "below")


def _single(one: Quantity) -> Found:
    if one.role in {"up_to", "below"}:
        return Found(one.index, Range(None, one.value), one.topic, is_below=one.role == "below")
    return Found(one.index, Range(one.value, None), one.topic, is_bare=one.role is None)
