"""The JSON Schema of rule packs as written in TOML, for editors that check and complete."""

from __future__ import annotations

from typing import Any

from matcher.eligibility.rules import RulePack

__all__ = ["pack_schema"]


def pack_schema() -> dict[str, Any]:
    """The schema of a file with one table `[pack]` and a list of tables `[[rule]]`.

    >>> sorted(pack_schema()["properties"])
    ['pack', 'rule']
    """
    made = _plain(RulePack.model_json_schema())
    head = {name: field for name, field in made["properties"].items() if name != "rules"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rule pack",
        "description": "Dated, sourced rules for the vacancies of which they speak.",
        "type": "object",
        "properties": {
            "pack": {
                "description": made["description"],
                "type": "object",
                "properties": head,
                "required": [name for name in made["required"] if name != "rules"],
                "additionalProperties": False,
            },
            "rule": made["properties"]["rules"],
        },
        "required": ["pack"],
        "additionalProperties": False,
        "$defs": made["$defs"],
    }


def _plain(node: Any) -> Any:  # noqa: ANN401 - any part of a JSON document
    """A part of the schema as a person would write it: TOML has no null, and keys name themselves.

    The examples of descriptions are those of Python, so they are left out.
    """
    if isinstance(node, list):
        return [_plain(one) for one in node]
    if not isinstance(node, dict):
        return node
    told = {name: _plain(part) for name, part in node.items() if not _is_noise(name, part)}
    if isinstance(told.get("description"), str):
        told["description"] = " ".join(told["description"].partition(">>>")[0].split())
    others = [one for one in told.pop("anyOf", []) if one != {"type": "null"}]
    return (
        {**told, **others[0]}
        if len(others) == 1
        else {**told, **({"anyOf": others} if others else {})}
    )


def _is_noise(name: str, part: object) -> bool:
    return (name == "title" and isinstance(part, str)) or (name == "default" and part is None)
