"""Makes a failing case small, and writes it as code that runs by itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from matcher.records import AllOf, AnyOf

__all__ = ["code_of", "smaller", "smaller_together", "smallest"]

#: What fields are by default: nothing, or a section that is absent.
_UNSAID: tuple[object, ...] = (None, [], {}, {"state": "absent"})
_Case = TypeVar("_Case")
_Record = TypeVar("_Record", bound=BaseModel)


def code_of(record: BaseModel) -> str:
    """An expression that makes the record again, defaults left out.

    >>> from matcher.records import Candidate
    >>> code_of(Candidate(id="C1", birth_date="2006-03-01"))
    "Candidate.model_validate({'id': 'C1', 'birth_date': '2006-03-01'})"
    """
    return f"{type(record).__name__}.model_validate({_said(record.model_dump(mode='json'))!r})"


def _said(dumped: Any) -> Any:  # noqa: ANN401 - any part of a record
    """The dump without what fields are by default."""
    if isinstance(dumped, dict):
        said = {key: _said(value) for key, value in dumped.items()}
        return {key: value for key, value in said.items() if value not in _UNSAID}
    return [_said(value) for value in dumped] if isinstance(dumped, list) else dumped


def smallest(
    case: _Case, smaller_ones: Callable[[_Case], Iterator[_Case]], fails: Callable[[_Case], bool]
) -> _Case:
    """The case with everything left out without which it still fails."""
    while True:
        less = next((one for one in smaller_ones(case) if fails(one)), None)
        if less is None:
            return case
        case = less


def smaller(record: _Record) -> Iterator[_Record]:
    """The record with one thing less, in every way that leaves it valid."""
    for update in _updates(record):
        try:
            less = record.model_copy(update=update)
            yield type(record).model_validate(less.model_dump())
        except ValidationError:
            continue


def smaller_together(one: _Record, other: _Record) -> Iterator[tuple[_Record, _Record]]:
    """Two records with the same thing less, of what they have in common."""
    if one == other:
        yield from ((less, less) for less in smaller(one))
        return
    alike = {name for name in type(one).model_fields if getattr(one, name) == getattr(other, name)}
    for update in _updates(one):
        if update.keys() <= alike:
            first, second = (record.model_copy(update=update) for record in (one, other))
            yield first, second


def _updates(record: BaseModel) -> Iterator[dict[str, Any]]:
    for name, field in type(record).model_fields.items():
        value = getattr(record, name)
        if not field.is_required():
            default = field.get_default(call_default_factory=True)
            if value != default:
                yield {name: default}
        if isinstance(value, tuple):
            yield from ({name: (*value[:n], *value[n + 1 :])} for n in range(len(value)))
            for place, part in enumerate(value):
                for less in _parts(part):
                    yield {name: (*value[:place], less, *value[place + 1 :])}
        else:
            yield from ({name: less} for less in _parts(value))


def _parts(value: object) -> Iterator[object]:
    """What a part of a record can shrink to."""
    if isinstance(value, AnyOf):
        yield from value.any
    if isinstance(value, AllOf):
        yield from value.all
    if isinstance(value, BaseModel):
        yield from smaller(value)
