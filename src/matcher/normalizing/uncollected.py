"""Builds large tables without the garbage collector looking through them again and again."""

from __future__ import annotations

import gc
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

__all__ = ["uncollected"]

_Given = ParamSpec("_Given")
_Built = TypeVar("_Built")


def uncollected(build: Callable[_Given, _Built]) -> Callable[_Given, _Built]:
    """A function during which the garbage collector rests; it is for one that makes no cycles.

    While many objects come to be that all stay, the collector goes through all there are time and
    again and finds nothing: a quarter of the time that the tables of 60,000 names take.

    >>> uncollected(gc.isenabled)(), gc.isenabled()
    (False, True)
    """

    @wraps(build)
    def built(*args: _Given.args, **named: _Given.kwargs) -> _Built:
        if not gc.isenabled():
            return build(*args, **named)
        gc.disable()
        try:
            return build(*args, **named)
        finally:
            gc.enable()

    return built
