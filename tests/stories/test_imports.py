"""Importing the package is light and changes nothing."""

import subprocess
import sys
from pathlib import Path

from matcher import load_sample

SOURCE = Path(__file__).parents[2] / "src" / "matcher"


def in_a_fresh_process(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return done.stdout.strip()


def test_the_import_loads_no_slow_library() -> None:
    slow = ["sklearn", "pandas", "polars", "pyarrow", "altair", "scipy", "typer", "rich"]
    loaded = in_a_fresh_process(
        f"import sys, matcher; print([name for name in {slow} if name in sys.modules])"
    )
    assert loaded == "[]"


def test_the_import_leaves_warnings_and_logging_alone() -> None:
    assert in_a_fresh_process(
        "import logging, warnings; before = (list(warnings.filters), list(logging.root.handlers));"
        "import numpy, pydantic; kept = list(warnings.filters); import matcher;"
        "print(kept == list(warnings.filters), before[1] == logging.root.handlers)"
    ) == "True True"  # fmt: skip


def test_no_id_of_the_sample_stands_in_the_code() -> None:
    sample = load_sample(candidates=5)
    ids = {*sample.vacancies.ids, *sample.candidates.ids}
    for path in SOURCE.rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not [one for one in ids if f'"{one}"' in text or f"'{one}'" in text], path
