"""Every example runs as a newcomer would run it."""

import subprocess
import sys
from pathlib import Path

import pytest

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))


def run(example: Path) -> str:
    done = subprocess.run(
        [sys.executable, str(example)], capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_runs_and_prints(example: Path) -> None:
    assert run(example).strip()


def test_the_first_example_shows_each_kind_of_verdict() -> None:
    printed = run(EXAMPLES[0])
    assert "carer   TW-care   READY" in printed
    assert "welder  KR-weld   lacks BNSP plate welder scheme for South Korea" in printed
    assert "carer for Perawat (DE-nurse): BARRED" in printed
    assert "carer untuk caregiver panti jompo (TW-care): READY" in printed
