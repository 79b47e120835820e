"""The trilingual gold says what the requirements of vacancies mean, in three languages each.

They are invented, short as in the cells of a record, and were written with the names and ids of
concepts at hand, not their aliases. Concepts joined by `;` are each a right answer: alternatives,
or readings that the texts leave open. The third language is that of the host country.
"""

import re
from collections import Counter
from pathlib import Path

import pytest

from matcher.normalizing.folding import fold
from matcher.normalizing.naming import KINDS_NAMED
from matcher.tables import Row, read_table_of
from matcher.taxonomy import default_taxonomy

DATA = Path(__file__).parents[2] / "data"
COLUMNS = (
    "vacancy", "number", "section", "id", "en", "native", "native_language", "expected", "why",
)  # fmt: skip
GOLD = tuple(read_table_of(DATA, "trilingual"))
LANGUAGES = ("id", "en", "native")
VACANCIES = tuple(dict.fromkeys(row.text("vacancy") for row in GOLD))
BY_VACANCY = pytest.mark.parametrize("vacancy", VACANCIES)
#: Letters of which each text in the host's language has one, unless a bare name stands in it.
LETTERS = {
    "ja": r"[\u3040-\u30ff\u4e00-\u9fff]",
    "ko": r"[\uac00-\ud7a3]",
    "zh-Hant": r"[\u4e00-\u9fff]",
    "ar": r"[\u0600-\u06ff]",
    "de": r"[A-Za-zÄÖÜäöüß]",
}
SIZES = range(6, 10)


def rows_of(vacancy: str) -> list[Row]:
    """The requirements of a vacancy."""
    return [row for row in GOLD if row.text("vacancy") == vacancy]


def meant(row: Row) -> tuple[str, ...]:
    """The concepts that are right; none where the texts mean none."""
    return () if row.text("expected") == "ABSTAIN" else row.items("expected")


def test_there_are_forty_vacancies_in_order() -> None:
    assert tuple(f"TV{number:02}" for number in range(1, 41)) == VACANCIES


def test_every_row_has_the_columns_of_the_table() -> None:
    assert [row for row in GOLD if tuple(row.cells) != COLUMNS or row.is_ragged] == []


@BY_VACANCY
def test_the_requirements_count_up_from_the_title(vacancy: str) -> None:
    rows = rows_of(vacancy)
    assert [row.text("number") for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert [row.text("section") for row in rows].index("title") == 0
    assert sum(row.text("section") == "title" for row in rows) == 1
    assert len(rows) in SIZES


@BY_VACANCY
def test_a_vacancy_has_one_host_language(vacancy: str) -> None:
    assert len({row.text("native_language") for row in rows_of(vacancy)}) == 1


def test_most_vacancies_are_of_the_great_destinations() -> None:
    hosts = Counter(rows_of(vacancy)[0].text("native_language") for vacancy in VACANCIES)
    assert set(hosts) == set(LETTERS)
    assert hosts["ja"] + hosts["ko"] + hosts["zh-Hant"] >= 30


def test_no_text_is_empty_or_a_sentence() -> None:
    texts = [row.cells[language] for row in GOLD for language in LANGUAGES]
    assert [text for text in texts if text != text.strip() or not text or text[-1] in ".。"] == []
    assert max(map(len, texts)) <= 80


def test_nearly_every_text_of_a_host_is_in_its_letters() -> None:
    foreign = [
        row.text("native")
        for row in GOLD
        if not re.search(LETTERS[row.text("native_language")], row.cells["native"])
    ]
    assert len(foreign) <= 0.02 * len(GOLD), foreign


def test_what_is_expected_is_abstain_or_concepts_that_exist() -> None:
    expected = {name for row in GOLD for name in meant(row)}
    assert [name for name in sorted(expected) if name not in default_taxonomy()] == []


def test_answers_are_given_distinct_and_joined_without_gaps() -> None:
    for row in GOLD:
        answers = meant(row) or ("ABSTAIN",)
        assert len(answers) == len(set(answers))
        assert row.cells["expected"] == ";".join(answers)


def test_what_is_expected_can_be_named_in_its_section() -> None:
    out_of_place = [
        (row.number, name)
        for row in GOLD
        for name in meant(row)
        if name.partition(":")[0]
        not in {kind for kinds in KINDS_NAMED[row.text("section")] for kind in kinds}
    ]
    assert out_of_place == []


def test_some_texts_mean_no_concept() -> None:
    assert 0.03 <= sum(not meant(row) for row in GOLD) / len(GOLD) <= 0.1


@pytest.mark.parametrize("language", LANGUAGES)
def test_most_texts_are_not_the_label_of_their_concept(language: str) -> None:
    taxonomy = default_taxonomy()
    labels = [
        fold(row.cells[language])
        in {
            fold(label)
            for name in meant(row)
            for label in (taxonomy[name].label_en, taxonomy[name].label_id)
        }
        for row in GOLD
    ]
    assert sum(labels) / len(labels) <= 0.2


def test_every_reason_is_one_short_sentence() -> None:
    reasons = [row.text("why") for row in GOLD]
    assert [why for why in reasons if not re.fullmatch(r"['A-Z0-9].{5,118}\.", why)] == []
