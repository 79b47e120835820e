"""Every example runs as a newcomer would run it, and draws what it says it draws."""

from __future__ import annotations

import io
import runpy
import sys
from contextlib import redirect_stdout
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple
from unittest.mock import patch
from xml.etree import ElementTree as ET

import pytest

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.py"))
_SVG = "{http://www.w3.org/2000/svg}"
_PNG = b"\x89PNG\r\n\x1a\n"
_LEAST_BYTES = 5_000


class Done(NamedTuple):
    """What an example printed, and the pictures that it left in its folder by name."""

    printed: str
    pictures: dict[str, bytes]

    def texts(self, name: str) -> set[str]:
        """The texts in a picture."""
        root = ET.fromstring(self.pictures[name])  # noqa: S314 - of our own making
        return {"".join(one.itertext()) for one in root.iter(f"{_SVG}text")}


@cache
def run(example: Path) -> Done:
    """Run an example once: here and not in a process of its own, which would learn names anew."""
    printed = io.StringIO()
    with TemporaryDirectory() as folder:
        arguments = [str(example), "--out", folder]
        with patch.object(sys, "argv", arguments), redirect_stdout(printed):
            runpy.run_path(str(example), run_name="__main__")
        found = {path.name: path.read_bytes() for path in sorted(Path(folder).iterdir())}
        return Done(printed.getvalue().replace(folder, "FOLDER"), found)


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_an_example_runs_and_prints(example: Path) -> None:
    assert run(example).printed.strip()


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda path: path.name)
def test_the_pictures_that_are_told_are_there_and_whole(example: Path) -> None:
    done = run(example)
    told = [line for line in done.printed.splitlines() if line.startswith("picture: ")]
    names = {name for line in told for name in line.removeprefix("picture: ").split(", ")}
    assert set(done.pictures) == names
    for name, drawn in done.pictures.items():
        assert len(drawn) > _LEAST_BYTES
        if name.endswith(".svg"):
            assert ET.fromstring(drawn).tag == f"{_SVG}svg"  # noqa: S314 - of our own making
            assert done.texts(name)
        else:
            assert drawn.startswith(_PNG)


def test_an_example_says_and_draws_the_same_again() -> None:
    first = run(EXAMPLES[4])
    assert run.__wrapped__(EXAMPLES[4]) == first


def test_the_first_example_shows_each_kind_of_verdict() -> None:
    printed = run(EXAMPLES[0]).printed
    assert "carer   TW-care   READY" in printed
    assert "welder  KR-weld   lacks BNSP plate welder scheme for South Korea" in printed
    assert "carer for Perawat (DE-nurse): BARRED" in printed
    assert "carer untuk caregiver panti jompo (TW-care): READY" in printed


def test_the_second_example_shows_what_is_set_aside_and_what_is_read() -> None:
    printed = run(EXAMPLES[1]).printed
    assert "register: Row 3, column 'TTL': 'Pontianak' is no day of birth. Write it as" in printed
    assert "jobs: Row 3, column 'Usia': The lowest value 35 is above the highest 18." in printed
    assert "TW-1/P: ages 20-40, 3 seats, 21,009 TWD, until 2026-12-31" in printed
    assert "MY-1: ages 18-38, 100 seats, 1,800 MYR (lembur), until 2026-03-31" in printed
    assert "1  TW-1/P NEEDS_PROOF" in printed
    assert "2  TW-1/L lacks" in printed
    assert "Taiwan: 1 NEEDS_PROOF" in printed


def test_the_third_example_shows_a_closed_door_its_rule_and_what_opens_it() -> None:
    printed = run(EXAMPLES[2]).printed
    assert "Household worker: BARRED, whatever the score" in printed
    assert "(kepmenaker260-2015-household, since 2015-07-01)" in printed
    assert "2015-06-30: READY\n  2015-07-01: BARRED" in printed
    assert "pairs: men, employer" in printed
    assert "2026-02-28: BARRED\n  2026-03-01: READY" in printed


def test_the_fourth_example_learns_what_was_planted_and_keeps_what_is_locked() -> None:
    done = run(EXAMPLES[3])
    lines = [line.split() for line in done.printed.splitlines()]
    weights = {line[0]: list(map(float, line[1:])) for line in lines if len(line) == 4
               and line[0] in {"language", "skills", "preference"}}  # fmt: skip
    for default, learned, planted in (weights["language"], weights["skills"]):
        assert abs(learned - planted) < abs(default - planted)
    assert weights["preference"][0] == weights["preference"][1]
    assert "Wishes are locked: True" in done.printed
    assert "Recommended: True" in done.printed
    assert {"ndcg@5", "learned"} <= done.texts("before-and-after.svg")
    assert {"skills", "prior"} <= done.texts("tornado-learned.svg")


def test_the_fifth_example_names_the_cause_and_sex_changes_no_score() -> None:
    done = run(EXAMPLES[4])
    assert "Cause: documents" in done.printed
    assert "cause: None" in done.printed
    assert "other sex: 0 of 145,000 scores change" in done.printed
    assert "BARRED; host_country asks: women" in done.printed
    assert {"office: north (500)", "office: south (500)"} <= done.texts("groups.svg")
    assert "Mainly: missing documents." in "\n".join(done.texts("causes.svg"))
