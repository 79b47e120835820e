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


def test_the_second_example_shows_what_is_set_aside_and_what_is_read() -> None:
    printed = run(EXAMPLES[1])
    assert "register: Row 3, column 'TTL': 'Pontianak' is no day of birth. Write it as" in printed
    assert "jobs: Row 3, column 'Usia': The lowest value 35 is above the highest 18." in printed
    assert "TW-1/P: ages 20-40, 3 seats, 21,009 TWD, until 2026-12-31" in printed
    assert "MY-1: ages 18-38, 100 seats, 1,800 MYR (lembur), until 2026-03-31" in printed
    assert "1  TW-1/P NEEDS_PROOF" in printed
    assert "2  TW-1/L lacks" in printed
    assert "Taiwan: 1 NEEDS_PROOF" in printed


def test_the_third_example_shows_a_closed_door_its_rule_and_what_opens_it() -> None:
    printed = run(EXAMPLES[2])
    assert "Household worker: BARRED, whatever the score" in printed
    assert "(kepmenaker260-2015-household, since 2015-07-01)" in printed
    assert "2015-06-30: READY\n  2015-07-01: BARRED" in printed
    assert "pairs: men, employer" in printed
    assert "2026-02-28: BARRED\n  2026-03-01: READY" in printed
