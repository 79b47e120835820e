"""Judging sheets: blind, the same for the same seed, and of what a ranking lists."""

import re
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from judged_sheets import HEAD, cells_of, engine, people
from matcher import Candidate, Matcher, Vacancy
from matcher.errors import InputError
from matcher.tuning import Sheets, prepare_sheets
from matcher.tuning.sheet_form import COLUMNS, GRADES, GUIDE
from matcher.tuning.sheets import KEY_FILE
from matcher.tuning.shown_records import qualities_shown
from small_world import AS_OF, TAXONOMY

JUDGES = ("ana", "budi")
#: What would tell a judge how the matching sees a pair.
WORDS = (
    "score", "verdict", "rank", "possible", "prior", "weight", "READY", "NEEDS_PROOF", "TRAINABLE",
    "BARRED", "skor", "peringkat", "informative", "random", "repeated", "purpose",
)  # fmt: skip
NAMES = [column.name for column in COLUMNS]


def prepare(judges: Sequence[str] = JUDGES, pairs: int = 24, seed: int = 0) -> Sheets:
    return prepare_sheets(engine(), people(), judges=judges, pairs_per_judge=pairs, seed=seed)


@cache
def sheets() -> Sheets:
    return prepare()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    sheets().write(tmp_path)
    return tmp_path


def test_every_judge_sees_each_of_their_pairs(folder: Path) -> None:
    for judge in JUDGES:
        cells = cells_of(folder / f"{judge}.xlsx")
        assert cells[0] == NAMES
        assert cells[1][1] == judge
        assert [row[0] for row in cells[2 : 2 + len(GUIDE)]] == list(GUIDE)
        body = cells[HEAD:]
        assert [row[0] for row in body] == [row.row for row in sheets().of(judge)]
        for shown, row in zip(body, sheets().of(judge), strict=True):
            offer = sheets().offers[row.vacancy_id]
            expected = [sheets().qualities[row.candidate_id], offer.title, offer.place, offer.asks]
            assert shown[2:6] == expected
            assert (shown[1], shown[7:]) == (str(row.number), ["", ""])


def test_the_grades_are_explained_in_both_languages() -> None:
    for text, language in zip(GUIDE, (0, 1), strict=True):
        for grade, words in GRADES.items():
            assert f"{grade} = {words[language]}" in text


def test_nothing_of_the_matching_stands_in_a_sheet(folder: Path) -> None:
    ids = {row.candidate_id for row in sheets().rows} | {row.vacancy_id for row in sheets().rows}
    features = engine().features(
        people(), pairs={(r.candidate_id, r.vacancy_id) for r in sheets().rows}
    )
    scores = {f"{value:.4f}"[1:] for value in features.score.tolist() if 0 < value < 1}
    words = "|".join(WORDS)
    for judge in JUDGES:
        with zipfile.ZipFile(folder / f"{judge}.xlsx") as book:
            parts = {name: book.read(name).decode() for name in book.namelist()}
        text = "\n".join(part for name, part in parts.items() if "theme" not in name)
        assert not re.search(rf"\b({words})\b", text)
        assert not any(one in text for one in ids)
        assert not any(one in text for one in scores)
        assert "<f>" not in text


def test_nothing_sensitive_changes_a_byte_of_the_sheets(tmp_path: Path) -> None:
    found = sheets()
    others = [
        who.model_copy(
            update={
                "sex": "F" if who.sex == "M" else "M",
                "birth_date": None,
                "height_cm": 171.3,
                "province": "Papua",
                "city": "Sorong",
                "school_type": "Madrasah",
            }
        )
        for who in people()
    ]
    shown = {who.id: qualities_shown(who, engine().taxonomy, "id") for who in others}
    same = replace(found, qualities={one: shown[one] for one in found.qualities})
    found.write(tmp_path / "one")
    same.write(tmp_path / "other")
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_the_same_seed_gives_the_same_bytes_and_another_others(tmp_path: Path) -> None:
    for name, seed in (("one", 3), ("same", 3), ("other", 4)):
        prepare(seed=seed, pairs=12).write(tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "same" / path.name).read_bytes()
        assert path.read_bytes() != (tmp_path / "other" / path.name).read_bytes()


def test_pairs_are_listed_ones_and_top_ones_are_the_first_of_the_ranking() -> None:
    ranking = engine().rank(people(), k=200)
    listed = {(match.candidate_id, match.vacancy_id): match.rank for match in ranking}
    for row in sheets().rows:
        rank = listed[row.candidate_id, row.vacancy_id]
        assert (rank <= 3) == (row.purpose == "top") or row.purpose == "informative"


def test_candidates_are_shared_as_asked() -> None:
    by_judge = [{row.candidate_id for row in sheets().of(judge)} for judge in JUDGES]
    assert set(sheets().shared) == by_judge[0] & by_judge[1]
    assert len(sheets().shared) == 1
    assert prepare(["ana"]).shared == ()


def test_the_key_says_what_each_row_stands_for(folder: Path) -> None:
    table = sheets().key().to_pylist()
    assert [one["row"] for one in table] == [row.row for row in sheets().rows]
    assert (folder / KEY_FILE).read_text().count("\n") == len(table) + 1


def test_sheets_that_may_be_filled_in_are_not_written_over(folder: Path) -> None:
    with pytest.raises(InputError, match=r"ana\.xlsx is there already.*Choose another folder"):
        sheets().write(folder)


def test_no_text_is_run_as_a_formula(tmp_path: Path) -> None:
    jobs = [
        Vacancy(id=f"V{number}", title=f"=1+{number}", country="+2", sector="@x")
        for number in range(6)
    ]
    who = [Candidate.model_validate({"id": "=C", "skills": "=cmd()", "education": "-SMK"})]
    found = prepare_sheets(
        Matcher(as_of=AS_OF, taxonomy=TAXONOMY, packs=()).fit(jobs),
        who,
        judges=["=ana"],
        pairs_per_judge=4,
        repeated=0,
    )
    found.write(tmp_path)
    cells = cells_of(tmp_path / "ana.xlsx")
    assert cells[1][1] == "'=ana"
    for row in cells[HEAD:]:
        assert row[3].startswith("'=1+")
        assert row[4].startswith("'+2")
        assert row[2].startswith("Pendidikan")
    lines = (tmp_path / KEY_FILE).read_text().splitlines()
    assert all(",'=C," in line for line in lines[1:])


def test_a_file_is_named_after_its_judge(tmp_path: Path) -> None:
    paths = prepare([" Ana  Sari ", "Budi/../x", "Ćiće"], pairs=4).write(tmp_path)
    assert [path.name for path in paths] == [
        "ana-sari.xlsx",
        "budi-..-x.xlsx",
        "ćiće.xlsx",
        "key.csv",
    ]


@pytest.mark.parametrize(
    ("judges", "told"),
    [
        ([], "No judge is named. Name at least one."),
        (["ana", ""], "'' is no name of a judge."),
        (["ana", "..."], r"'\.\.\.' is no name of a judge."),
        (["a" * 61], "Give letters or digits, 60 characters at most."),
        (["Ana", "ana "], "Two judges are named 'Ana', or nearly so."),
        (["ana/b", "ana b"], "Two judges are named 'ana/b', or nearly so."),
    ],
)
def test_judges_that_cannot_be_told_apart_are_refused(judges: list[str], told: str) -> None:
    with pytest.raises(InputError, match=told):
        prepare(judges)


def test_too_few_candidates_are_told() -> None:
    told = (
        r"20 candidates are needed who are listed for 6 vacancies or more; of 3 there are [0-3]\."
    )
    with pytest.raises(InputError, match=told):
        prepare_sheets(engine(), people()[:3], judges=JUDGES, overlap=0, pairs_per_judge=60)
