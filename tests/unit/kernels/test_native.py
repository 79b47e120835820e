"""The extension itself: what it offers is what its stub says, and its instruction sets."""

import ast
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

import kernel_modules
from matcher import kernels

native = kernel_modules.native()


@pytest.fixture
def instruction_set() -> Iterator[str]:
    """The one in use, which it is again afterwards."""
    used = native.instruction_set()
    yield used
    native.use_instruction_set(used)


def test_the_stub_names_all_that_the_extension_offers() -> None:
    stub = ast.parse((Path(kernels.__file__).parent / "_native.pyi").read_text(encoding="utf-8"))
    named = {one.name for one in stub.body if isinstance(one, ast.FunctionDef | ast.ClassDef)}
    assert named == {name for name in dir(native) if not name.startswith("_")}


def test_every_instruction_set_of_the_machine_can_be_used(instruction_set: str) -> None:
    assert instruction_set in native.instruction_sets()
    for name in native.instruction_sets():
        native.use_instruction_set(name)
        assert native.instruction_set() == name


def test_another_instruction_set_is_refused() -> None:
    with pytest.raises(ValueError, match="no instruction set 'x86-64-v9'"):
        native.use_instruction_set("x86-64-v9")


def test_an_array_off_the_bounds_of_its_type_is_refused() -> None:
    starts = np.frombuffer(bytes(17), dtype=np.uint8)[1:].view(np.int64)
    assert not starts.flags.aligned
    with pytest.raises(ValueError, match="starts is not aligned"):
        native.worst(np.zeros((1, 1), dtype=np.int16), starts, np.zeros(0, dtype=np.int64))


def test_an_array_of_another_type_is_not_copied_unseen() -> None:
    with pytest.raises(TypeError):
        native.worst(np.zeros((1, 1)), np.zeros(1, dtype=np.int64), np.zeros(0, dtype=np.int64))
