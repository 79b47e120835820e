"""The kernels that can be tested here: plain ones, and compiled ones where they are built."""

import os
from importlib import import_module
from types import ModuleType

import pytest

from matcher.kernels import reference

__all__ = ["MODULES", "compiled", "native"]


def compiled(name: str = "compiled") -> ModuleType:
    """A module that needs the extension; what asks for it is skipped where that is not built."""
    full = f"matcher.kernels.{name}"
    if os.environ.get("MATCHER_REQUIRE_COMPILED") == "1":
        return import_module(full)
    found: ModuleType = pytest.importorskip(full, exc_type=ImportError)
    return found


def native() -> ModuleType:
    """The extension itself."""
    return compiled("_native")


def _modules() -> list[ModuleType]:
    try:
        return [reference, import_module("matcher.kernels.compiled")]
    except ImportError:
        return [reference]


#: Modules with the same names and signatures.
MODULES = [pytest.param(module, id=module.__name__.rpartition(".")[2]) for module in _modules()]
