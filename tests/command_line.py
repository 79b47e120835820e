"""Runs the command line within this process: the packs and the taxonomy are then read once."""

import contextlib
import io
import sys
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

from matcher.cli import main

__all__ = ["Done", "matcher"]


@dataclass(frozen=True)
class Done:
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


def matcher(*arguments: str | Path) -> Done:
    """Run `matcher` with arguments as a shell would pass them."""
    output, errors, code = io.StringIO(), io.StringIO(), 0
    with (
        patch.object(sys, "argv", ["matcher", *map(str, arguments)]),
        contextlib.redirect_stdout(output),
        contextlib.redirect_stderr(errors),
    ):
        try:
            main()
        except SystemExit as stop:
            code = int(stop.code or 0)
    return Done(code, output.getvalue(), errors.getvalue())
