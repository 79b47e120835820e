"""What the speed benchmarks measure, compare, print and publish."""

import doctest
import json
import sys
import time
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
    exact,
    inputs,
    reports,
    results,
    reverse,
    rounds,
    rows,
    scaling,
    shape,
    single,
    small,
    stress,
    timing,
)
from benchmarks.peers import installing
from benchmarks.peers.choosing import Method
from benchmarks.peers.installing import MissingPeer

TINY = shape.Shape(concepts=400, programmes=12, vacancies=90, templates=30, group=40, profiles=9)
NOTHING = timing.Cost(0.0, 0.0)


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


def contestant(
    name: str, kind: str, method: Method, cpu: list[float], pairs: int = 100
) -> rounds.Contestant:
    one = rounds.Contestant(name, kind, method, [], pairs, NOTHING, 0.0)
    one.costs = [timing.Cost(seconds, seconds * 2) for seconds in cpu]
    return one


class Fixed:
    """A method with one answer, that tells when it was asked."""

    def __init__(self, name: str = "", asked: list[str] | None = None, score: float = 0.5) -> None:
        self._name, self._asked = name, [] if asked is None else asked
        self._answer = exact.TopK(np.array([[1]]), np.array([[score]], dtype=np.float32))

    def best(self, group: cases.Group, k: int) -> exact.TopK:
        del group, k
        self._asked.append(self._name)
        return self._answer


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


# --- measuring ----------------------------------------------------------------------------


def test_a_spread_is_of_all_values() -> None:
    spread = timing.Spread.of([5.0, 1.0, 3.0, 2.0, 4.0])
    assert spread == timing.Spread(3.0, 1.0, 5.0, (2.0, 4.0), 5)
    assert timing.Spread.of([1.23456]).to_dict() == {
        "median": 1.235, "least": 1.235, "most": 1.235, "quartiles": [1.235, 1.235], "count": 1,
    }  # fmt: skip


def test_what_a_call_costs_is_counted_in_all_its_threads() -> None:
    def work() -> str:
        end = time.process_time() + 0.02
        while time.process_time() < end:
            pass
        return "done"

    result, cost = timing.measure(work)
    assert result == "done"
    assert cost.cpu >= 0.02
    assert cost.wall > 0


@pytest.mark.skipif(not Path("/proc/self/clear_refs").exists(), reason="the system does not tell")
def test_the_peak_is_that_of_the_call_and_not_of_what_was_before() -> None:
    def hold(size: int) -> int:
        return int(np.ones(size, dtype=np.uint8)[::4096].sum())

    _, much = timing.peak_of(lambda: hold(100_000_000))
    _, little = timing.peak_of(lambda: hold(1_000))
    assert much - little > 0.06
    assert abs(little - timing.memory_gb()) < 0.06


def test_the_environment_has_what_figures_depend_on() -> None:
    around = timing.environment({"tantivy": "1.2"})
    assert {"numpy", "scipy", "tantivy"} <= set(around["versions"])
    assert around["kernels"].split()[0] in {"compiled", "plain"}
    assert len(around["load_average"]) == 3


# --- comparing ----------------------------------------------------------------------------


def test_a_ratio_is_against_the_best_of_the_same_round() -> None:
    own = contestant("own", "subject", Fixed(), [1.0, 2.0, 1.0])
    others = [
        contestant("one", "tuned", Fixed(), [4.0, 20.0, 5.0]),
        contestant("two", "tuned", Fixed(), [8.0, 10.0, 50.0], pairs=200),
    ]
    # Pairs per second: 100, 50, 100 against the better of 25, 5, 20 and 25, 20, 4.
    spread = rounds.ratios(own, others)
    assert spread is not None
    assert (spread.median, spread.least, spread.most) == (4.0, 2.5, 5.0)
    assert rounds.ratios(own, []) is None


def test_everyone_takes_a_turn_and_another_begins_each_round() -> None:
    asked: list[str] = []
    _, group = drawn()
    everyone = [
        replace(contestant(name, "tuned", Fixed(name, asked), []), groups=[group]) for name in "abc"
    ]
    rounds.take_turns(everyone, 3, k=1)
    assert "".join(asked) == "abcbcacab"
    assert [len(one.costs) for one in everyone] == [3, 3, 3]


def test_another_score_is_found_out() -> None:
    _, group = drawn()
    for kind, score, is_right, found in (
        ("tuned", 0.5, True, "equal"),
        ("tuned", 0.25, False, "DIFFERENT"),
        ("inexact", 0.25, True, "recall 1.00"),
    ):
        one = replace(contestant("", kind, Fixed(), []), groups=[group])
        one.expected = [exact.TopK(np.array([[1]]), np.array([[score]], dtype=np.float32))]
        assert one.check(1) is is_right
        assert one.found == found


def test_the_headline_leaves_out_peers_that_were_given_more_or_find_less() -> None:
    own = contestant("matcher", "subject", Fixed(), [1.0])
    others = [
        contestant("", kind, Fixed(), [seconds])
        for kind, seconds in (
            ("documented", 40.0), ("tuned", 10.0), ("distinct", 5.0), ("inexact", 2.0),
            ("unpruned", 4.0),
        )
    ]  # fmt: skip
    found = {name: one["median"] for name, one in rows.all_ratios([own, *others]).items()}
    assert found == {
        "against exact": 10, "against documented": 40, "against distinct": 5,
        "every pair, against exact": 2.5,
    }  # fmt: skip


def test_an_answer_of_the_kernel_that_is_wrong_is_found_out() -> None:
    case, group = drawn()
    options = rows.Options(candidates=len(group), k=3)
    right = group.exact(np.arange(len(group)), 3)
    assert rows.check(case, [group], [right], options) == ("40 of 40 candidates", True)
    wrong = replace(right, scores=right.scores.copy())
    wrong.scores[17, 1] = np.nextafter(wrong.scores[17, 1], np.float32(1))
    assert rows.check(case, [group], [wrong], options) == ("40 of 40 candidates", False)


def test_two_threads_are_compared_with_one_round_by_round() -> None:
    one, two = contestant("", "", Fixed(), [2.0, 6.0]), contestant("", "", Fixed(), [1.0, 2.0])
    found = rows.against(one, two)
    assert found["wall_ratio"]["median"] == 2.5
    assert found["cpu_ratio"]["median"] == pytest.approx(0.4167)


def test_the_exponent_is_the_slope_between_logarithms() -> None:
    table = [
        {"method": "m", "grows": "candidates", "candidates": n, "cpu_seconds": 3 * n**1.5}
        for n in (10, 100, 1_000)
    ]
    assert scaling.exponent(table, "m", "candidates") == 1.5
    assert np.isnan(scaling.exponent(table[:1], "m", "candidates"))


# --- the commands -------------------------------------------------------------------------


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
    assert found["ratio_median"] == first["ratios"]["against exact"]["median"]
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


@pytest.mark.parametrize("module", [timing])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
