"""The command that compares the measures with other programs' outputs."""

import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[3]))

from benchmarks import metric_vectors
from benchmarks.metric_vectors import Output

RUN = "q1 Q0 a 1 2.0 r\nq1 Q0 b 2 1.0 r\nq1 Q0 c 3 1.0 r\nq2 Q0 a 1 1.0 r\n"
QRELS = "q1 0 a 0\nq1 0 b 1\nq1 0 d 1\nq2 0 a 1\n"
PRINTED = """\
runid all r
num_q all 2
num_rel all 3
relstring_3 q1 '0-1'
map q1 0.1667
map all 0.5833
P_5 q2 0.2000
recip_rank all 0.6667
unj_5 q1 0.2000
rbp q1 0.0810
rbp_resid q2 0.0000
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    outputs = tmp_path / "metric_vectors" / "trec_eval"
    others = tmp_path / "metric_vectors" / "ir_measures"
    outputs.mkdir(parents=True)
    others.mkdir()
    for name, text in (("run", RUN), ("qrels", QRELS), ("out", PRINTED)):
        (outputs / name).write_text(text, encoding="utf-8")
    (others / "compat.run").write_text("31 Q0 a 1 1.0 r\n", encoding="utf-8")
    (others / "compat.qrels").write_text("31 0 a 2\n", encoding="utf-8")
    monkeypatch.setattr(metric_vectors, "OUTPUTS", (Output("out", "run", "qrels"),))
    monkeypatch.setattr(metric_vectors, "_COMPATIBILITY", {0.9: {"31": 1.0}})
    monkeypatch.setattr(metric_vectors, "_GIVEN", {"nDCG@10": (1.0,), "AP(rel=3)": (0.0,)})
    for name in ("ir_measures", "rbo"):
        monkeypatch.setitem(sys.modules, name, None)
    return tmp_path


def run(monkeypatch: pytest.MonkeyPatch, folder: Path, *options: str) -> int:
    monkeypatch.setattr(sys, "argv", ["metric_vectors", "--data", str(folder), *options])
    with pytest.raises(SystemExit) as stopped:
        metric_vectors.main()
    return int(stopped.value.code or 0)


def test_equal_values_are_printed_and_pass(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, folder, "--all") == 0
    printed = capsys.readouterr().out
    assert "not among our measures: runid" in printed
    assert "15 values compared, 0 of them more than 0.0001 apart" in printed


def test_a_value_that_differs_fails(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    outputs = folder / "metric_vectors" / "trec_eval" / "out"
    outputs.write_text(PRINTED.replace("0.5833", "0.5836"), encoding="utf-8")
    assert run(monkeypatch, folder) == 1
    assert "15 values compared, 1 of them" in capsys.readouterr().out


def test_without_data_it_says_what_to_give(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, tmp_path) == 2
    assert "--data" in capsys.readouterr().out
