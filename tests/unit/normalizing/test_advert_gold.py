"""The advert gold says of requirements in invented adverts which concepts their phrases mean.

Concepts joined by `;` are each a right answer: alternatives, or the parts of an enumeration; so
are levels. `negated` says that what is named is not asked; a concept that is itself a denial
("no tattoo") is not negated by being asked. Importance is `negotiable` where the thing may still
be had later or is helped with, and `none` for titles and for what is negated. The list of an
advert is a choice: it leaves out wages, facilities and some duties.
"""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

import pytest

from matcher.normalizing.folding import fold, is_native
from matcher.tables import Row, read_data_table, read_table_of
from matcher.taxonomy import default_taxonomy

DATA = Path(__file__).parents[2] / "data"
COLUMNS = (
    "advert", "number", "text", "section", "expected", "level", "importance", "negated", "why",
)  # fmt: skip
FIELDS = {"id", "language", "title", "country", "sector", "text"}
#: The kinds of concept that a phrase of a section may mean.
KINDS = {
    "skills": {"skill"},
    "certificates": {"certificate"},
    "languages": {"language"},
    "education": {"education", "certificate"},
    "experience": {"occupation"},
    "documents": {"document"},
    "conditions": {"condition"},
    "title": {"occupation", "skill"},
    "bound": set[str](),
}
WORDS = range(60, 201)
LETTERS = range(180, 451)
ADVERTS: tuple[Mapping[str, str], ...] = tuple(
    json.loads(line) for line in (DATA / "adverts.jsonl").read_text("utf-8").splitlines()
)
GOLD = tuple(read_table_of(DATA, "advert_gold"))
WITH_CONCEPT = tuple(row for row in GOLD if row.cells["expected"] != "ABSTAIN")
BY_ADVERT = pytest.mark.parametrize("advert", ADVERTS, ids=lambda advert: advert["id"])


def rows_of(advert: Mapping[str, str]) -> list[Row]:
    """The requirements of an advert."""
    return [row for row in GOLD if row.text("advert") == advert["id"]]


@cache
def names_by_concept() -> Mapping[str, frozenset[str]]:
    """The folded labels and aliases of each concept."""
    taxonomy = default_taxonomy()
    names: dict[str, set[str]] = defaultdict(set)
    for concept in taxonomy:
        names[concept.id] |= {fold(concept.label_en), fold(concept.label_id)}
    for label in taxonomy.labels:
        names[label.concept].add(fold(label.text))
    return {concept: frozenset(found - {""}) for concept, found in names.items()}


def names_within(row: Row) -> set[str]:
    """The labels and aliases of an expected concept that stand in the phrase."""
    phrase = fold(row.cells["text"])
    known = {name for concept in row.items("expected") for name in names_by_concept()[concept]}
    return {
        name
        for name in known
        if (name in phrase if is_native(name) else f" {name} " in f" {phrase} ")
    }


def share_in_other_words(rows: Iterable[Row]) -> float:
    """The share of phrases in which no label or alias of an expected concept stands."""
    found = [not names_within(row) for row in rows]
    return sum(found) / len(found)


def test_there_are_forty_adverts_in_three_languages() -> None:
    languages = [advert["language"] for advert in ADVERTS]
    assert {name: languages.count(name) for name in ("id", "en", "ja")} == {
        "id": 20,
        "en": 10,
        "ja": 10,
    }


def test_the_ids_count_up_from_av01() -> None:
    assert [advert["id"] for advert in ADVERTS] == [f"AV{n:02}" for n in range(1, 41)]


def test_the_requirements_of_each_advert_stand_together_and_count_up_from_1() -> None:
    numbered = [(row.text("advert"), row.text("number")) for row in GOLD]
    assert numbered == [
        (advert["id"], str(number))
        for advert in ADVERTS
        for number in range(1, len(rows_of(advert)) + 1)
    ]


@BY_ADVERT
def test_an_advert_has_every_field(advert: Mapping[str, str]) -> None:
    assert set(advert) == FIELDS
    assert all(value.strip() == value != "" for value in advert.values())


@BY_ADVERT
def test_an_advert_is_as_long_as_real_ones(advert: Mapping[str, str]) -> None:
    if advert["language"] == "ja":
        assert len(re.sub(r"\s", "", advert["text"])) in LETTERS
    else:
        assert len(advert["text"].split()) in WORDS


@BY_ADVERT
def test_an_advert_begins_with_its_title_which_is_its_first_requirement(
    advert: Mapping[str, str],
) -> None:
    titles = [row for row in rows_of(advert) if row.text("section") == "title"]
    assert advert["text"].splitlines()[0] == advert["title"] == titles[0].text("text")
    assert titles[0].text("number") == "1"
    assert [row.text("negated") for row in titles] == ["no"] + ["yes"] * (len(titles) - 1)


@BY_ADVERT
def test_an_advert_has_six_to_fourteen_requirements(advert: Mapping[str, str]) -> None:
    assert 6 <= len(rows_of(advert)) <= 14


@BY_ADVERT
def test_every_phrase_stands_in_its_advert_and_once_in_the_list(
    advert: Mapping[str, str],
) -> None:
    phrases = [row.cells["text"] for row in rows_of(advert)]
    assert [phrase for phrase in phrases if phrase not in advert["text"]] == []
    assert len(phrases) == len(set(phrases))


def test_every_row_has_the_columns_of_the_table() -> None:
    assert [row for row in GOLD if tuple(row.cells) != COLUMNS or row.is_ragged] == []


def test_what_is_expected_is_abstain_or_concepts_that_exist() -> None:
    expected = {name for row in WITH_CONCEPT for name in row.items("expected")}
    assert [name for name in expected if name not in default_taxonomy()] == []


def test_answers_are_given_distinct_and_joined_without_gaps() -> None:
    answers = [row.cells["expected"] for row in GOLD]
    parts = [dict.fromkeys(part.strip() for part in answer.split(";")) for answer in answers]
    assert answers == [";".join(distinct) for distinct in parts]
    assert "" not in answers


def test_what_is_expected_fits_the_section() -> None:
    meant = [
        (row.text("section"), name.partition(":")[0], row.number)
        for row in WITH_CONCEPT
        for name in row.items("expected")
    ]
    assert [(section, kind, at) for section, kind, at in meant if kind not in KINDS[section]] == []


def test_importance_and_negation_are_known() -> None:
    assert {row.text("importance") for row in GOLD} == {"must", "nice", "negotiable", "none"}
    assert {row.text("negated") for row in GOLD} == {"yes", "no"}


def test_titles_and_what_is_negated_have_no_importance_and_all_else_has_one() -> None:
    assert [
        row
        for row in GOLD
        if (row.text("importance") == "none")
        != (row.text("section") == "title" or row.text("negated") == "yes")
    ] == []


def test_the_levels_are_written_in_the_phrase() -> None:
    written = [(row.cells["text"], level) for row in GOLD for level in row.items("level")]
    assert [(phrase, level) for phrase, level in written if level not in phrase] == []


def test_every_reason_is_one_short_sentence() -> None:
    reasons = [row.text("why") for row in GOLD]
    assert [why for why in reasons if not re.fullmatch(r"['A-Z0-9].{5,118}\.", why)] == []


def test_no_phrase_is_one_of_the_collected_real_phrases() -> None:
    collected = {fold(row.required("raw")) for row in read_data_table(DATA / "phrase_gold.csv")}
    assert [row.text("text") for row in GOLD if fold(row.cells["text"]) in collected] == []


@pytest.mark.parametrize("language", ["id", "en", "ja"])
def test_half_of_the_phrases_of_each_language_hold_no_label_or_alias(language: str) -> None:
    ids = {advert["id"] for advert in ADVERTS if advert["language"] == language}
    rows = [row for row in WITH_CONCEPT if row.text("advert") in ids]
    assert share_in_other_words(rows) >= 0.5


def test_half_of_the_phrases_hold_no_label_or_alias() -> None:
    assert share_in_other_words(WITH_CONCEPT) >= 0.5


def test_half_of_the_phrases_beside_the_titles_hold_no_label_or_alias() -> None:
    rows = [row for row in WITH_CONCEPT if row.text("section") != "title"]
    assert share_in_other_words(rows) >= 0.5
