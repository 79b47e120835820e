"""The JSON Schema of packs is that of the model, and the packs of the package keep to it."""

import json
import tomllib
from collections.abc import Iterator
from importlib.resources import files
from typing import Any

import pytest

from matcher.eligibility.pack_schema import pack_schema
from matcher.eligibility.rules import Rule, RulePack

FOLDER = files("matcher.eligibility").joinpath("data")
NAMES = sorted(entry.name for entry in FOLDER.iterdir() if entry.name.endswith(".toml"))
SCHEMA = pack_schema()


def faults(value: Any, schema: dict[str, Any], place: str = "") -> Iterator[str]:  # noqa: ANN401
    """Where a value has a key, a word or a form that the schema does not know."""
    if "$ref" in schema:
        yield from faults(value, SCHEMA["$defs"][schema["$ref"].rpartition("/")[2]], place)
    elif "oneOf" in schema:
        fitting = [one for one in schema["oneOf"] if not list(faults(value, one, place))]
        if len(fitting) != 1:
            yield f"{place}: {len(fitting)} forms"
    elif schema["type"] == "object":
        yield from keys_at_fault(value, schema, place)
    elif schema["type"] == "array":
        for number, part in enumerate(value):
            yield from faults(part, schema["items"], f"{place}[{number}]")
    elif value not in schema.get("enum", [value]):
        yield f"{place}: '{value}'"


def keys_at_fault(value: dict[str, Any], schema: dict[str, Any], place: str) -> Iterator[str]:
    """The same of the keys of a table."""
    known = schema["properties"]
    yield from (f"{place}.{key}: not known" for key in value if key not in known)
    yield from (f"{place}.{key}: missing" for key in schema.get("required", ()) if key not in value)
    for key in value.keys() & known.keys():
        yield from faults(value[key], known[key], f"{place}.{key}")


def test_the_file_is_current() -> None:
    """`python docs/generate.py` writes it."""
    written = FOLDER.joinpath("rule-pack.schema.json").read_text(encoding="utf-8")
    assert json.loads(written) == pack_schema()


def test_the_schema_has_the_keys_of_the_model() -> None:
    assert SCHEMA["properties"]["pack"]["properties"].keys() | {"rules"} == set(
        RulePack.model_fields
    )
    assert SCHEMA["$defs"]["Rule"]["properties"].keys() == Rule.model_fields.keys()
    assert set(SCHEMA["properties"]) == {"pack", "rule"}


def test_the_schema_speaks_of_no_null() -> None:
    assert "null" not in json.dumps(pack_schema())


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_of_the_package_keeps_to_the_schema(name: str) -> None:
    text = FOLDER.joinpath(name).read_text(encoding="utf-8")
    assert list(faults(tomllib.loads(text), SCHEMA)) == []
    assert text.startswith("#:schema ./rule-pack.schema.json\n")


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("pack = {}", ".pack.id: missing"),
        ("more = 1", ".more: not known"),
        ('[[rule]]\nstage = "later"', ".rule[0].stage: 'later'"),
        ("[[rule]]\nexpression = { age_mn = 1 }", ".rule[0].expression: 0 forms"),
    ],
)
def test_what_does_not_keep_to_the_schema_is_seen(text: str, fault: str) -> None:
    assert fault in list(faults(tomllib.loads(text), SCHEMA))


@pytest.mark.parametrize("name", NAMES)
def test_a_pack_is_named_as_its_file_and_its_rules_are_its_own(name: str) -> None:
    text = FOLDER.joinpath(name).read_text(encoding="utf-8")
    assert tomllib.loads(text)["pack"]["id"] == name.removesuffix(".toml")
