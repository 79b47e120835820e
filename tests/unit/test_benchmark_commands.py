"""The commands of the speed benchmarks: what they print, and the page of results."""

import json
import sys
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks import (
    cases,
    core,
    equality,
    inputs,
    reports,
    results,
    reverse,
    rows,
    scaling,
    shape,
    single,
    small,
    stress,
    timing,
)
from benchmarks.peers import installing
from benchmarks.peers.installing import MissingPeer

TINY = shape.Shape(concepts=400, programmes=12, vacancies=90, templates=30, group=40, profiles=9)


@pytest.fixture(autouse=True)
def small_world(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every benchmark draws a tiny world, installs no peer and leaves the threads as they are."""
    defaults = {**(inputs.vacancy_inputs.__kwdefaults__ or {}), "shape": TINY}
    monkeypatch.setattr(inputs.vacancy_inputs, "__kwdefaults__", defaults)

    def refuse() -> Path:
        raise MissingPeer("no network")

    monkeypatch.setattr(installing, "install", refuse)
    monkeypatch.setenv("POLARS_MAX_THREADS", "1")
    nothing = SimpleNamespace(threadpool_limits=lambda _: None)
    monkeypatch.setattr(timing, "import_module", lambda _: nothing)


def drawn() -> tuple[cases.Case, cases.Group]:
    found = inputs.vacancy_inputs()
    return cases.case_of(found), cases.group_of(found, found.candidates())


def run(
    module: object,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    *options: str,
) -> tuple[int, str, dict[str, object]]:
    """The exit code of a benchmark, what it printed, and the JSON of its last line."""
    monkeypatch.setattr(sys, "argv", ["benchmark", *options, "--json"])
    code = 0
    try:
        module.main()  # type: ignore[attr-defined]
    except SystemExit as end:
        code = int(end.code or 0)
    printed = capsys.readouterr().out
    return code, printed, json.loads(printed.strip().splitlines()[-1])


@pytest.fixture
def ended(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> tuple[int, str, dict[str, object]]:
    """The main benchmark on a few candidates."""
    options = ("--candidates", "50", "--vacancies", "90", "--rounds", "2", "--sample", ".1")
    pinned = tuple(row for row in rows.ROWS if not row.product)
    monkeypatch.setattr(core, "ROWS", pinned)
    return run(core, monkeypatch, capsys, *options)


def test_the_main_benchmark_ends_with_one_line_of_json(
    ended: tuple[int, str, dict[str, object]],
) -> None:
    code, printed, found = ended
    assert code == 0
    assert {"ratio_median", "ratio_min", "equal", "peak_rss_gb", "rows", "machine"} <= set(found)
    assert found["equal"] is True
    table = found["rows"]
    assert isinstance(table, list)
    assert [row["row"] for row in table] == [row.name for row in rows.ROWS if not row.product]
    first = table[0]
    assert found["ratio_tuned_median"] == first["ratios"]["against exact"]["median"]
    assert any("sparse_dot_topn" in one and "no network" in one for one in first["missing"])
    assert all(row["equal"] for row in table)
    assert set(first["threads"]) >= {"matcher", "SciPy, open vacancies first"}
    assert "two threads, matcher" in printed


def test_the_page_has_a_section_for_each_benchmark_run_or_not(
    ended: tuple[int, str, dict[str, object]],
) -> None:
    text = results.page({"core": ended[2], "single": None})
    assert "| pinned |" in text
    assert "## `benchmarks.single`\n\nNot run yet." in text
    tables = [line for line in text.splitlines() if line.startswith("|")]
    assert len(tables) > 20
    assert set(reports.REPORTS) == set(results.OPTIONS)


@pytest.mark.parametrize(
    ("module", "options", "section"),
    [
        (single, ("--vacancies", "90", "--queries", "9", "--peer-queries", "3"), "9 |"),
        (stress, ("--candidates", "90", "--vacancies", "90"), "90 × 90"),
        (reverse, ("--candidates", "90", "--vacancies", "90"), "vacancies of candidates"),
        (scaling, ("--candidates", "20", "40", "--vacancies", "50", "90", "--runs", "1"), "what"),
    ],
    ids=["single", "stress", "reverse", "scaling"],
)
def test_a_benchmark_says_what_it_found_and_has_its_section(
    module: object,
    options: tuple[str, ...],
    section: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code, _, found = run(module, monkeypatch, capsys, *options)
    assert code == 0
    name = str(getattr(module, "__name__", "")).rpartition(".")[2]
    assert section in results.page({name: found})
    assert found.get("equal", True) is True


def test_small_sizes_are_compared_one_by_one(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(small, "_SECONDS", 0.0)
    _, _, found = run(
        small, monkeypatch, capsys, "--candidates", "1", "33", "--vacancies", "1", "80"
    )
    assert found["equal"] is True
    assert found["sizes"] == 2 * 2 * len(small.SIZES_OF_LISTS)
    assert "sizes; answers equal: yes" in results.page({"small": found})


def test_every_way_of_calling_gives_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    case, group = drawn()
    expected = group.exact(np.arange(len(group)), 50)
    found = [*equality.ways(case, group, expected), *equality.reverse(case, group)]
    assert len({name for name, _, _ in found}) == len(found) == 31
    assert all(is_equal for _, _, is_equal in found)
    wrong = replace(expected, scores=expected.scores + np.float32(1))
    assert not any(is_equal for _, _, is_equal in equality.ways(case, group, wrong))


def test_the_picture_shows_both_ways_to_grow(tmp_path: Path) -> None:
    table = [
        {"grows": grows, "method": "matcher", "candidates": n, "vacancies": n, "cpu_seconds": n / 9}
        for grows in ("candidates", "vacancies")
        for n in (10, 100)
    ]
    scaling.draw(table, tmp_path / "scaling.svg")
    text = (tmp_path / "scaling.svg").read_text(encoding="utf-8")
    assert "Growing candidates" in text
    assert "Growing vacancies" in text
