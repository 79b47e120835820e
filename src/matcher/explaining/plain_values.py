"""Turns the values of a proof into plain ones, fit for JSON, under the names of their fields."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

__all__ = ["plain"]


def plain(value: object) -> Any:  # noqa: ANN401 - JSON has no type of its own
    """A value as dictionaries, lists, texts and numbers; dates as ISO texts.

    >>> plain({"on": date(2025, 12, 1), "of": ("a", None)})
    {'on': '2025-12-01', 'of': ['a', None]}
    """
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Mapping):
        return {str(key): plain(part) for key, part in value.items()}
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    if isinstance(value, date):
        return value.isoformat()
    return value.value if isinstance(value, Enum) else value
