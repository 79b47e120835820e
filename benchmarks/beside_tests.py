"""Lets a benchmark use what the tests draw with; imported before any module of the tests."""

import sys
from pathlib import Path

__all__ = ["TESTS"]

#: Where the modules of the tests stand.
TESTS = Path(__file__).parent.parent / "tests"

if str(TESTS) not in sys.path:
    sys.path.append(str(TESTS))
