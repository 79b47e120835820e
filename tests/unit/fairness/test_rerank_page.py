"""The page about re-ranking: its code runs, and its choices are those there are."""

import re
from pathlib import Path
from typing import get_args

import pytest

from matcher.fairness.rerank_pools import Target
from matcher.fairness.reranking import Scope

PAGE = (Path(__file__).parents[3] / "docs" / "reranking.md").read_text(encoding="utf-8")


def test_the_code_of_the_page_runs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(code, "docs/reranking.md", "exec"), {})  # noqa: S102 - it is our own page
    assert (tmp_path / "reranking.svg").stat().st_size > 0


@pytest.mark.parametrize(
    "choice",
    [
        *(f'target="{one}"' for one in get_args(Target)),
        *(f'scope="{one}"' for one in get_args(Scope)),
    ],
)
def test_every_choice_is_on_the_page(choice: str) -> None:
    assert f"`{choice}`" in PAGE
