"""The README and the pages beside it say what is true: their code runs, their output is real."""

import contextlib
import importlib.util
import io
import re
from pathlib import Path
from types import ModuleType

import pyarrow as pa
import pytest

from matcher import Matcher, Weights, load_sample
from matcher.records.writing import write_table

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def generator() -> ModuleType:
    spec = importlib.util.spec_from_file_location("generate", ROOT / "docs" / "generate.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def code_blocks() -> list[str]:
    return re.findall(r"```python\n(.*?)```", README, re.DOTALL)


def run(code: str, **known: object) -> str:
    output = io.StringIO()
    with contextlib.redirect_stdout(output):
        exec(compile(code, "README.md", "exec"), known)  # noqa: S102 - it is our own README
    return output.getvalue()


def test_the_first_screen_is_what_the_demo_prints() -> None:
    assert generator().first_screen() in README


def test_the_ten_lines_print_what_the_readme_says() -> None:
    said = re.search(r"It prints `(.*?)`", README)
    assert said is not None
    printed = run(code_blocks()[0])
    assert printed.splitlines()[0] == said[1]
    assert "Sumber:" in printed


def test_the_lines_with_files_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = load_sample(candidates=12)
    monkeypatch.chdir(tmp_path)
    write_table(sample.vacancies.to_arrow(), "vacancies.csv")
    write_table(sample.candidates.to_arrow(), "graduates.csv")
    printed = run("\n".join(code_blocks()[1:3]))
    assert printed.splitlines()[-1] == "12 12"
    assert (tmp_path / "jobs.index" / "manifest.json").exists()
    assert (tmp_path / "matches.csv").read_text(encoding="utf-8").startswith("candidate_id,")
    assert "<svg" in (tmp_path / "why.svg").read_text(encoding="utf-8")


def test_the_lines_for_researchers_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sample = load_sample(candidates=40)
    engine = Matcher(as_of="2025-12-01").fit(sample.vacancies)
    judged = [
        {"candidate_id": one.candidate_id, "vacancy_id": one.vacancy_id, "grade": one.rank % 4}
        for one in engine.rank(sample.candidates, 5)
    ]
    groups = [{"candidate_id": one.id, "sex": one.sex or ""} for one in sample.candidates]
    monkeypatch.chdir(tmp_path)
    write_table(pa.Table.from_pylist(judged), "judged.csv")
    write_table(pa.Table.from_pylist(groups), "groups.csv")
    known = {"engine": engine, "candidates": sample.candidates, "Weights": Weights}
    printed = run(code_blocks()[3], **known)
    assert "sex" in printed
    assert len(list((tmp_path / "sheets").glob("*.xlsx"))) == 2
    assert "<svg" in (tmp_path / "weights.svg").read_text(encoding="utf-8")


def test_the_page_of_tables_is_that_of_the_package() -> None:
    assert (ROOT / "docs" / "tables.md").read_text(encoding="utf-8") == generator().page()


def test_the_page_of_the_taxonomy_counts_that_of_the_package() -> None:
    text = (ROOT / "docs" / "taxonomy.md").read_text(encoding="utf-8")
    assert text == generator().with_counts(text)
    assert "| skill |" in text


@pytest.mark.parametrize(
    "page", sorted(str(p.relative_to(ROOT)) for p in (*ROOT.glob("*.md"), *ROOT.glob("docs/*.md")))
)
def test_every_link_of_a_page_leads_somewhere(page: str) -> None:
    text = (ROOT / page).read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)#]+)\)", text):
        if "://" not in target:
            assert (ROOT / page).parent.joinpath(target).exists(), target
