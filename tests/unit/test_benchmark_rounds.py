"""How the speed benchmarks measure and compare."""

import doctest
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
    exact,
    inputs,
    rounds,
    rows,
    scaling,
    shape,
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
    before = timing.memory_gb()
    _, little = timing.peak_of(lambda: hold(1_000))
    assert much - little > 0.06
    # What other tests have left may be given back meanwhile: only growth would be the call's.
    assert little - before < 0.06


def test_the_environment_has_what_figures_depend_on() -> None:
    around = timing.environment({"tantivy": "1.2"})
    assert {"numpy", "scipy", "tantivy"} <= set(around["versions"])
    assert around["kernels"].split()[0] in {"compiled", "plain"}
    assert len(around["load_average"]) == 3


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


@pytest.mark.parametrize("module", [timing])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
