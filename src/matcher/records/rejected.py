"""Rows that cannot be used: what stands in them, why it is refused, and how to repair it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from matcher.errors import CellError

__all__ = ["Rejected", "explained", "shortened"]

_LONGEST_VALUE = 200
_LONGEST_QUOTE = 60
#: Errors that a union of models raises for the members which were not meant.
_OF_OTHER_SHAPES = frozenset({"missing", "extra_forbidden", "model_type", "model_attributes_type"})
_SENTENCES: Mapping[str, str] = {
    "extra_forbidden": "There is no field '{field}'.",
    "greater_than": "'{value}' is not above {gt:g}.",
    "greater_than_equal": "'{value}' is below {ge:g}.",
    "int_from_float": "'{value}' is no whole number.",
    "json_invalid": "It is no JSON: {error}.",
    "less_than": "'{value}' is not below {lt:g}.",
    "less_than_equal": "'{value}' is above {le:g}.",
    "literal_error": "'{value}' is none of {expected}.",
    "missing": "The field '{field}' is missing.",
    "string_pattern_mismatch": "'{value}' holds a character that is not allowed here.",
    "string_too_long": "The text is longer than {max_length} characters.",
    "string_too_short": "It is empty.",
    "too_short": "'{field}' is empty.",
}


@dataclass(frozen=True, slots=True)
class Rejected:
    """A row that was set aside.

    `row` counts the data rows of the source from 1 (of a spreadsheet it is the number that the row
    has there), `column` is the header as the source writes it (empty where the whole row is meant),
    `value` the beginning of the cell.
    """

    row: int
    column: str
    value: str
    reason: str
    repair: str

    def __str__(self) -> str:
        where = f", column '{self.column}'" if self.column else ""
        return f"Row {self.row}{where}: {self.reason} {self.repair}"


def shortened(value: object, longest: int = _LONGEST_VALUE) -> str:
    """The text of a value, cut where it is too long to be shown."""
    text = "" if value is None else str(value)
    return text if len(text) <= longest else text[: longest - 3] + "..."


def explained(error: ValidationError, value: object, *, repair: str) -> CellError:
    """The plain reason of a failed validation; `repair` serves where the error names none."""
    details = error.errors(include_url=False)
    first = next((one for one in details if one["type"] not in _OF_OTHER_SHAPES), details[0])
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, CellError):
        return CellError(str(value), cause.reason, repair=cause.repair)
    if isinstance(cause, ValidationError):
        return explained(cause, value, repair=repair)
    reason = str(cause) if isinstance(cause, Exception) else _sentence(first)
    return CellError(str(value), _as_sentence(reason), repair=repair)


def _as_sentence(reason: str) -> str:
    """The reason with a capital letter, unless it begins with the name of a column."""
    is_name = "_" in reason.partition(" ")[0]
    return reason if is_name else reason[:1].upper() + reason[1:]


def _sentence(detail: Mapping[str, Any]) -> str:
    facts = {
        "field": detail["loc"][-1] if detail["loc"] else "",
        "value": shortened(detail["input"], _LONGEST_QUOTE),
        **detail.get("ctx", {}),
    }
    if template := _SENTENCES.get(detail["type"]):
        return template.format(**facts)
    message = str(detail["msg"]).replace("Input should", "It should")
    return f"{message}." if message[-1:] != "." else message
