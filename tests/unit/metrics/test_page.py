"""The page about the measures: its code runs, and names what there is."""

import re
from pathlib import Path

from matcher import metrics

PAGE = (Path(__file__).parents[3] / "docs" / "metrics.md").read_text(encoding="utf-8")


def test_the_code_of_the_page_runs() -> None:
    for code in re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL):
        exec(compile(code, "docs/metrics.md", "exec"), {})  # noqa: S102 - it is our own page


def test_every_public_function_is_on_the_page() -> None:
    functions = {name for name in metrics.__all__ if name.islower()}
    assert {name for name in functions if not re.search(rf"\b{name}\b", PAGE)} == set()


def test_every_measure_is_on_the_page() -> None:
    assert [name for name in metrics.MEASURES if f"`{name}`" not in PAGE] == []
