"""The tuning benchmark: what it draws, and small versions of what it must show."""

import json
import sys

import numpy as np
import pytest

from benchmarks import tuning
from benchmarks.tuning import Design, draw, false_recommendations, recovery

DESIGNS = [Design(c, j) for c in ("features", "components") for j in ("preferences", "grades")]


@pytest.mark.parametrize("design", DESIGNS, ids=str)
def test_a_run_has_300_judgments_and_eight_weights(design: Design) -> None:
    judged = draw(3, design)
    assert judged.planted.size == 8
    assert judged.planted.sum() == pytest.approx(1)
    assert len(judged.values) == 300 * (2 if design.judged == "preferences" else 1)
    assert np.unique(judged.candidates).size == 30
    assert np.isnan(judged.values).any() == (design.columns == "components")
    for one, other in zip(judged, draw(3, design), strict=True):
        np.testing.assert_array_equal(one, other)


def test_noise_turns_judgments_round_and_infinite_noise_leaves_nothing() -> None:
    design = Design("features", "preferences")
    agreed = []
    for noise in (0.0, 0.5, 1.0, np.inf):
        judged = draw(1, design, noise)
        scores = (judged.values @ judged.planted).reshape(-1, 2)
        agreed.append(np.mean((scores[:, 0] > scores[:, 1]) == judged.grades[::2]))
    assert agreed[0] == 1
    assert agreed[0] > agreed[1] > agreed[2] > 0.7
    assert agreed[3] == pytest.approx(0.5, abs=0.1)


def test_planted_weights_are_found_again() -> None:
    found = recovery(Design("features", "preferences"), 0.5, 8)
    assert found.reached == 1
    assert found.median > 0.98
    assert found.recommended is None
    assert "recommended" not in str(found)


def test_planted_weights_are_recommended_where_they_are_far_from_the_defaults() -> None:
    found = recovery(Design("features", "grades"), 0.5, 4, gains=True)
    assert found.recommended == 1
    assert "100.0% recommended" in str(found)


def test_weights_and_the_prior_are_found_again() -> None:
    found = recovery(Design("components", "grades"), 0.5, 8)
    assert found.reached >= 7 / 8
    assert found.median > 0.98


def test_noise_is_hardly_ever_recommended() -> None:
    found = false_recommendations(Design("features", "preferences"), 12)
    assert found.recommended <= 1


def test_the_command_prints_what_it_measured(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    options = ["--runs", "2", "--noise-runs", "1", "--noise", "0.5", "--columns", "features"]
    monkeypatch.setattr(sys, "argv", ["tuning", *options, "--judged", "grades", "--json"])
    tuning.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("features, grades")
    assert [one["kind"] for one in json.loads(lines[-1])] == ["recovery", "noise"]
