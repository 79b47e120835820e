"""The pages of the rule packs are current, and the example for packs of one's own runs."""

import contextlib
import importlib.util
import io
import re
from pathlib import Path
from types import ModuleType

import pytest

from matcher.eligibility.pack_problems import find_pack_problems
from matcher.eligibility.packs import default_packs, distinct_packs, read_pack
from matcher.taxonomy import default_taxonomy

PAGES = Path(__file__).parents[2] / "docs" / "rules"
INDEX = (PAGES / "README.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def pages() -> ModuleType:
    place = PAGES.parent / "rule_pages.py"
    spec = importlib.util.spec_from_file_location("rule_pages", place)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def block(language: str) -> str:
    """The one block of code in that language."""
    (found,) = re.findall(rf"```{language}\n(.*?)```", INDEX, re.DOTALL)
    return str(found)


def test_every_page_is_current(pages: ModuleType) -> None:
    """`python docs/generate.py` writes them."""
    written = {path.name: path.read_text(encoding="utf-8") for path in PAGES.iterdir()}
    assert written.keys() == pages.all_pages().keys()
    assert [name for name, text in pages.all_pages().items() if written[name] != text] == []


def test_every_rule_stands_on_the_page_of_its_pack_with_its_source() -> None:
    for pack in default_packs():
        page = (PAGES / f"{pack.id}.md").read_text(encoding="utf-8")
        for rule in pack.rules:
            assert f"(`{rule.id}`)" in page
        assert page.count("* **Source**: ") == len(pack.rules)
        assert page.count("* **Confidence**: ") == len(pack.rules)


def test_the_example_is_a_pack_without_a_problem(tmp_path: Path) -> None:
    path = tmp_path / "my-rules.toml"
    path.write_text(block("toml"), encoding="utf-8")
    packs = distinct_packs([*default_packs(), read_pack(path)])
    found = find_pack_problems(packs, default_taxonomy())
    assert [str(one) for one in found if one.severity == "problem"] == []
    replaced = [one.reason for one in found if one.pack == "our-office"]
    assert "Where both speak it goes before 'japan-ssw-language'." in replaced


def test_the_example_prints_what_the_page_says(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "my-rules.toml").write_text(block("toml"), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(block("python"), "README.md", "exec"), {})  # noqa: S102 - it is our own page
    said = re.search(r"It prints `(.*?)`", INDEX)
    assert said is not None
    assert output.getvalue().strip() == said[1]
