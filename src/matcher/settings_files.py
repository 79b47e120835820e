"""Weights and settings as a JSON file, for whoever learns them and whoever ranks with them."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from pydantic import BaseModel, ValidationError

from matcher.errors import InputError
from matcher.settings import Settings, Weights
from matcher.store.plain_json import json_bytes

__all__ = ["SettingsFile", "read_settings", "write_settings"]

M = TypeVar("M", bound=BaseModel)

_FORM = 'Write {"weights": {"skills": 3}, "settings": {}}; either may be left out.'


class SettingsFile(NamedTuple):
    """What a settings file holds; what it does not hold is None."""

    weights: Weights | None
    settings: Settings | None
    #: All else that stands beside them, as plain values: where the weights come from, for instance.
    about: Mapping[str, Any]


def write_settings(
    path: str | Path,
    weights: Weights | None = None,
    settings: Settings | None = None,
    about: Mapping[str, object] | None = None,
) -> None:
    """Write weights and settings to a JSON file, with plain values `about` them beside.

    The same values give the same bytes.

    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as folder:
    ...     write_settings(f"{folder}/mine.json", Weights(skills=5), about={"source": "learned"})
    ...     found = read_settings(f"{folder}/mine.json")
    >>> found.weights.skills, found.settings, found.about
    (5.0, None, {'source': 'learned'})
    """
    told: dict[str, object] = dict(about or {})
    for name, value in (("weights", weights), ("settings", settings)):
        if name in told:
            raise InputError(f"`about` has '{name}' of its own.", repair="Give it as an argument.")
        if value is not None:
            told[name] = value.model_dump(mode="json")
    Path(path).write_bytes(json_bytes(told, indent=2))


def read_settings(path: str | Path) -> SettingsFile:
    """The weights and the settings of a JSON file `{"weights": {...}, "settings": {...}}`.

    InputError, with the file and the field, for a file without either, and for an unknown field or
    a value out of its range.
    """
    try:
        found = json.loads(Path(path).read_text(encoding="utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise InputError(f"{path} is no JSON file: {error}.", repair=_FORM) from None
    if not isinstance(found, dict) or not {"weights", "settings"} & found.keys():
        raise InputError(f"{path} has neither weights nor settings.", repair=_FORM)
    weights = _validated(Weights, "weights", found, path)
    settings = _validated(Settings, "settings", found, path)
    about = {name: value for name, value in found.items() if name not in {"weights", "settings"}}
    return SettingsFile(weights, settings, about)


def _validated(model: type[M], name: str, found: Mapping[str, Any], path: str | Path) -> M | None:
    if found.get(name) is None:
        return None
    try:
        return model.model_validate(found[name])
    except ValidationError as error:
        first = error.errors()[0]
        field = ".".join([name, *map(str, first["loc"])])
        problem = f"{path}, {field}: {first['msg']}."
        raise InputError(problem, repair=f"Known: {', '.join(model.model_fields)}.") from None
