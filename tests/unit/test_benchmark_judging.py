"""The benchmark of chosen pairs: what it compares, in small."""

import json
import sys

import numpy as np
import pytest

from benchmarks import judging
from benchmarks.judging import METHODS, Market


def test_methods_judge_as_many_listed_pairs() -> None:
    market = Market()
    for method in METHODS.values():
        pairs = method(market, 20, 3)
        assert len({tuple(pair) for pair in pairs.tolist()}) == 20
        assert market.listed[tuple(pairs.T)].all()
        assert np.unique(pairs[:, 0]).size == 4
        np.testing.assert_array_equal(pairs, method(market, 20, 3))
    first = METHODS["ranking"](market, 20, 3)
    for who in np.unique(first[:, 0]):
        own = market.score[who, first[first[:, 0] == who, 1]]
        assert own.min() >= np.sort(market.score[who][market.listed[who]])[-own.size]


def test_the_command_prints_what_it_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--runs", "2", "--rows", "18", "--grades", "spread", "--json"]
    monkeypatch.setattr(sys, "argv", ["judging", *options])
    judging.main()
    lines = capsys.readouterr().out.splitlines()
    found = json.loads(lines[-1])
    assert [one["method"] for one in found] == list(METHODS)
    assert found[0]["ahead"] == [0, 0, 0]
    assert lines[1].startswith("random   spread 18 grades, 2 runs: cosine mean")
