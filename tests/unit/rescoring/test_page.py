"""The page about free text: its code runs, and what it counts is what the table counts."""

import re
from pathlib import Path

import pytest

from matcher.rescoring.terms import LANGUAGES
from matcher.tables import read_data_table

PAGE = (Path(__file__).parents[3] / "docs" / "text.md").read_text(encoding="utf-8")


def test_the_code_of_the_page_runs() -> None:
    [code] = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    told: dict[str, object] = {}
    exec(compile(code, "docs/text.md", "exec"), told)  # noqa: S102 - it is our own page
    found = told["found"]
    assert [row.candidate_id for row in found] == ["B", "A"]  # type: ignore[attr-defined]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_documents_of_the_page_are_those_of_the_table(language: str) -> None:
    rows = re.findall(r"^\| ([a-z, ]+) \| ([\d,]+) \|", PAGE, re.MULTILINE)
    told = sum(
        int(count.replace(",", "")) for names, count in rows if language in names.split(", ")
    )
    table = read_data_table("data/terms.csv", package="matcher.rescoring")
    [size] = [
        int(r.text("documents"))
        for r in table
        if (r.text("language"), r.text("term")) == (language, "")
    ]
    assert told == size
