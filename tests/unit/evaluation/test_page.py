"""The page about evaluating: its code runs, and names every part and every caution."""

import re
from pathlib import Path

import pytest

from judged_sample import judged_sample
from matcher.evaluation.cautions import CAUTIONS
from matcher.evaluation.found import Found

PAGE = (Path(__file__).parents[3] / "docs" / "evaluating.md").read_text(encoding="utf-8")


def test_the_code_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    one = judged_sample()
    monkeypatch.chdir(tmp_path)
    rows = [",".join(map(str, row)) for row in one.judgments.graded]
    Path("judged.csv").write_text("\n".join(["judge,candidate_id,vacancy_id,grade", *rows]))
    one.engine.rank(one.people, 5).write("old.csv")
    code = "\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
    known = {"vacancies": one.sample.vacancies, "candidates": one.people}
    exec(compile(code, "docs/evaluating.md", "exec"), known)  # noqa: S102 - it is our own page
    for name in ("runs.svg", "engine.run", "judged.qrels", "card.md"):
        assert Path(name).stat().st_size


def test_every_part_and_every_caution_is_on_the_page() -> None:
    parts = ("ranking", "condensed", "order", "overlaps", "market", "reach", "verdicts", "scores")
    for name in (*parts, "pairs"):
        assert name in Found.__dataclass_fields__
        assert f"| `{name}` |" in PAGE
    assert [name for name in CAUTIONS if name not in PAGE] == []
