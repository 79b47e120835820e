"""Which kernels serve, compiled or plain: chosen once, when `matcher.kernels` is imported.

`MATCHER_KERNELS` is `plain`, `compiled`, or the name of an instruction set, to have the compiled
kernels use that one. Without it the compiled ones serve where they are, with the newest instruction
set of the machine, and the plain ones where they are not. `MATCHER_REQUIRE_COMPILED=1` makes it an
error that they are not.
"""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Mapping
from importlib import import_module
from typing import NamedTuple, Protocol, cast

from matcher.errors import InputError, MissingKernels

__all__ = ["CHOICE", "Choice", "Native", "PlainKernels", "choose", "implementation", "note_pairs"]

#: The instruction sets that the compiled kernels may be built for.
_INSTRUCTION_SETS = ("x86-64-v2", "x86-64-v3", "x86-64-v4", "baseline")

#: Below as many pairs the plain kernels take a few seconds: nothing worth a notice.
_MANY_PAIRS = 5_000_000


class PlainKernels(RuntimeWarning):
    """The compiled kernels are not there: the plain ones give the same results, but slower."""


class Native(Protocol):
    """What the choice needs of the compiled extension."""

    def instruction_sets(self) -> list[str]:
        """The instruction sets that the build and the machine have, the newest first."""

    def use_instruction_set(self, name: str) -> None:
        """Choose one of them."""


class Choice(NamedTuple):
    """The kernels that serve: the compiled ones of an `instruction_set`, or the plain ones.

    Where the compiled ones would have served if they were there, `lack` tells what is missing.
    """

    instruction_set: str | None
    lack: str | None = None

    @property
    def is_compiled(self) -> bool:
        """Whether the compiled kernels serve."""
        return self.instruction_set is not None

    def __str__(self) -> str:
        return f"compiled ({self.instruction_set})" if self.is_compiled else "plain"


def choose(environment: Mapping[str, str], load: Callable[[], Native]) -> Choice:
    """What the environment asks for, of what `load` finds; it raises ImportError where nothing is.

    Raises InputError where the environment asks for what nobody knows or the machine has not, and
    MissingKernels where the compiled kernels are asked for or required and are not there.
    """
    asked = environment.get("MATCHER_KERNELS", "")
    if asked == "plain":
        return Choice(None)
    if asked not in {"", "compiled", *_INSTRUCTION_SETS}:
        raise InputError(
            f"MATCHER_KERNELS is '{asked}'.",
            repair=f"Use one of: plain, compiled, {', '.join(_INSTRUCTION_SETS)}; or unset it.",
        )
    try:
        native = load()
    except ImportError as error:
        if asked or environment.get("MATCHER_REQUIRE_COMPILED", "") not in {"", "0"}:
            raise MissingKernels(str(error)) from error
        return Choice(None, lack=str(error))
    found = native.instruction_sets()
    wanted = asked if asked in _INSTRUCTION_SETS else found[0]
    if wanted not in found:
        raise InputError(
            f"MATCHER_KERNELS is '{wanted}', which this machine or this build does not have.",
            repair=f"Use one of: plain, compiled, {', '.join(found)}; or unset it.",
        )
    native.use_instruction_set(wanted)
    return Choice(wanted)


def _load() -> Native:
    return cast("Native", import_module("matcher.kernels._native"))


#: What serves in this process.
CHOICE = choose(os.environ, _load)

_untold = [CHOICE.lack] if CHOICE.lack is not None else []


def implementation() -> str:
    """The kernels that serve, and with which instruction set.

    >>> implementation().split()[0] in {"compiled", "plain"}
    True
    """
    return str(CHOICE)


def note_pairs(pairs: int) -> None:
    """Tell that so many pairs of candidate and vacancy are to be worked on.

    Where they are many and the plain kernels serve for want of the compiled ones, a `PlainKernels`
    warning says so, once in a process.
    """
    if pairs < _MANY_PAIRS or not _untold:
        return
    lack = _untold.pop()
    warnings.warn(
        f"The compiled kernels are not there ({lack}): the plain ones give the same results, but "
        "large tables take many times as long. Install a C++ compiler and smk-matcher again, or "
        "set MATCHER_KERNELS=plain to be content with these.",
        PlainKernels,
        stacklevel=3,
    )
