"""Which kernels serve: what the environment asks for, what is there, and what is said."""

import os
import subprocess
import sys
import warnings

import pytest

from kernel_modules import MODULES
from matcher.errors import InputError, MissingKernels
from matcher.kernels import PlainKernels, choosing
from matcher.kernels.choosing import Choice, choose

MANY = 10**11


class Extension:
    """An extension for a machine with two of the instruction sets."""

    def __init__(self) -> None:
        self.used: list[str] = []

    def instruction_sets(self) -> list[str]:
        return ["x86-64-v3", "x86-64-v2"]

    def use_instruction_set(self, name: str) -> None:
        self.used.append(name)


def missing() -> Extension:
    raise ImportError("no such module")


def run(code: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code],
        env={**os.environ, "MATCHER_REQUIRE_COMPILED": "", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.parametrize(
    ("asked", "used"),
    [("", "x86-64-v3"), ("compiled", "x86-64-v3"), ("x86-64-v2", "x86-64-v2")],
)
def test_the_newest_instruction_set_serves_unless_another_is_asked_for(
    asked: str, used: str
) -> None:
    extension = Extension()
    choice = choose({"MATCHER_KERNELS": asked}, lambda: extension)
    assert choice == Choice(used)
    assert choice.is_compiled
    assert str(choice) == f"compiled ({used})"
    assert extension.used == [used]


def test_plain_kernels_are_had_for_the_asking_and_nothing_is_lacking() -> None:
    choice = choose({"MATCHER_KERNELS": "plain", "MATCHER_REQUIRE_COMPILED": "1"}, missing)
    assert choice == Choice(None, lack=None)
    assert not choice.is_compiled
    assert str(choice) == "plain"


@pytest.mark.parametrize("required", [{}, {"MATCHER_REQUIRE_COMPILED": "0"}])
def test_plain_kernels_serve_where_there_are_no_others(required: dict[str, str]) -> None:
    assert choose(required, missing) == Choice(None, lack="no such module")


@pytest.mark.parametrize(
    "environment",
    [
        {"MATCHER_REQUIRE_COMPILED": "1"},
        {"MATCHER_KERNELS": "compiled"},
        {"MATCHER_KERNELS": "x86-64-v2"},
    ],
)
def test_compiled_kernels_that_are_required_must_be_there(environment: dict[str, str]) -> None:
    with pytest.raises(MissingKernels, match=r"not there \(no such module\)\. Install") as caught:
        choose(environment, missing)
    assert caught.value.lack == "no such module"


def test_a_choice_that_nobody_knows_is_told_with_those_there_are() -> None:
    with pytest.raises(InputError, match=r"'fast'.*plain, compiled, x86-64-v2, x86-64-v3"):
        choose({"MATCHER_KERNELS": "fast"}, Extension)


def test_an_instruction_set_that_the_machine_has_not_is_told_with_those_it_has() -> None:
    with pytest.raises(InputError, match=r"'x86-64-v4'.*plain, compiled, x86-64-v3, x86-64-v2;"):
        choose({"MATCHER_KERNELS": "x86-64-v4"}, Extension)


def test_what_is_lacking_is_told_once_and_only_for_many_pairs(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(choosing, "_untold", ["no such module"])
    with warnings.catch_warnings(record=True) as told:
        warnings.simplefilter("always")
        choosing.note_pairs(1_000)
        assert told == []
        choosing.note_pairs(MANY)
        choosing.note_pairs(MANY)
    assert [warning.category for warning in told] == [PlainKernels]
    assert "(no such module)" in str(told[0].message)


def test_nothing_is_said_where_nothing_is_lacking(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choosing, "_untold", [])
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        choosing.note_pairs(MANY)


def test_plain_kernels_that_are_asked_for_serve_without_a_word() -> None:
    found = run(
        "from matcher import kernels; kernels.note_pairs(10**12); print(kernels.implementation())",
        MATCHER_KERNELS="plain",
    )
    assert (found.stdout, found.stderr) == ("plain\n", "")


@pytest.mark.parametrize("name", [None, *(param.id for param in MODULES)])
def test_the_environment_chooses_the_module(name: str | None) -> None:
    asked = {"reference": "plain", "compiled": "compiled", None: ""}[name]
    found = run(
        "from matcher import kernels; print(kernels.score.__module__)", MATCHER_KERNELS=asked
    )
    expected = name or MODULES[-1].id
    assert found.stdout == f"matcher.kernels.{expected}\n"


def test_an_import_with_a_choice_that_nobody_knows_fails() -> None:
    found = run("import matcher", MATCHER_KERNELS="fast")
    assert found.returncode == 1
    assert found.stderr.endswith("or unset it.\n")
