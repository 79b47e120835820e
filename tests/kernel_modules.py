"""The kernels that can be tested here: plain ones, and compiled ones where they are built."""

import os
from importlib import import_module
from types import ModuleType

import pytest

from matcher.kernels import reference

__all__ = ["MODULES", "compiled"]


def compiled() -> ModuleType:
    """The compiled kernels; the module that asks is left out where they are not built."""
    if os.environ.get("MATCHER_REQUIRE_COMPILED") == "1":
        return import_module("matcher.kernels.compiled")
    return pytest.importorskip("matcher.kernels.compiled", exc_type=ImportError)  # type: ignore[no-any-return]


def _modules() -> list[ModuleType]:
    try:
        return [reference, import_module("matcher.kernels.compiled")]
    except ImportError:
        return [reference]


#: Modules with the same names and signatures.
MODULES = [pytest.param(module, id=module.__name__.rpartition(".")[2]) for module in _modules()]
