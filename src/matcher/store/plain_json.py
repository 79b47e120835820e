"""JSON with one spelling per value, and its reading without surprises."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from matcher.errors import UnusableIndex

__all__ = ["json_bytes", "parse_json"]


def json_bytes(value: object, *, indent: int | None = None) -> bytes:
    r"""A value as UTF-8 JSON: keys sorted, floats exact; NaN and infinities are a ValueError.

    >>> json_bytes({"b": 0.1, "a": ["é"]}).decode()
    '{"a": ["é"], "b": 0.1}\n'
    """
    text = json.dumps(value, ensure_ascii=False, allow_nan=False, sort_keys=True, indent=indent)
    return f"{text}\n".encode()


def parse_json(text: bytes, path: str) -> Any:  # noqa: ANN401 - JSON is what its owner makes of it
    """The value of JSON; UnusableIndex, naming `path`, where it is none.

    >>> parse_json(b"[NaN]", "weights.json")
    Traceback (most recent call last):
    ...
    matcher.errors.UnusableIndex: weights.json: expected JSON, found no JSON (NaN is no number). ...
    """
    try:
        return json.loads(text, parse_constant=_refuse)
    except RecursionError:
        reason = "nested too deeply"
    except ValueError as error:
        reason = str(error).partition(":")[0]
    raise UnusableIndex(path, expected="JSON", found=f"no JSON ({reason})")


def _refuse(name: str) -> NoReturn:
    raise ValueError(f"{name} is no number")
