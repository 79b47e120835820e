"""The tables that come with the package keep the promises that the code relies on."""

import csv
import re
from collections import defaultdict
from functools import cache
from importlib.resources import files
from itertools import pairwise

import pytest

from matcher.normalizing.folding import fold
from matcher.records.claims import SECTION_NAMES
from matcher.records.evidence import evidence_grades
from matcher.settings import COMPONENTS
from matcher.tables import CONFIDENCES
from matcher.taxonomy import default_taxonomy

TABLES = (
    "aliases",
    "codes.csv",
    "concepts",
    "countries.csv",
    "credit.csv",
    "kinds.csv",
    "relations",
    "scales.csv",
    "validity.csv",
)
ID = re.compile(r"[a-z]+:[a-z0-9]+(-[a-z0-9]+)*")
LANGUAGES = {"en", "id", "ja", "ko", "zh", "de", "ar", "ms", "mul"}


@cache
def rows(table: str) -> list[dict[str, str]]:
    """The rows as they stand, read without the package; a table may be a folder of files."""
    path = files("matcher.taxonomy").joinpath("data", table)
    parts = [path] if path.is_file() else sorted(path.iterdir(), key=lambda part: part.name)
    return [
        row
        for part in parts
        for row in csv.DictReader(part.read_text(encoding="utf-8-sig").splitlines(), strict=True)
    ]


def ids() -> set[str]:
    return {row["id"] for row in rows("concepts")}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_source(table: str) -> None:
    assert [row for row in rows(table) if not row["source"].strip()] == []


@pytest.mark.parametrize("table", TABLES)
def test_every_row_has_a_known_confidence(table: str) -> None:
    assert {row["confidence"] for row in rows(table)} <= CONFIDENCES


@pytest.mark.parametrize("table", sorted(set(TABLES) - {"kinds.csv", "credit.csv"}))
def test_knowledge_is_never_assumed(table: str) -> None:
    """Only our own defaults, lead times and credits, may be."""
    assert [row for row in rows(table) if row["confidence"] == "assumed"] == []


@pytest.mark.parametrize("table", TABLES)
def test_what_is_recalled_is_not_called_quoted(table: str) -> None:
    wrong = [
        row
        for row in rows(table)
        if row["confidence"] == "quoted" and re.match(r"\W*(recalled|common usage)", row["source"])
    ]
    assert wrong == []


def test_ids_are_well_formed_and_of_their_kind() -> None:
    wrong = [
        row["id"]
        for row in rows("concepts")
        if not ID.fullmatch(row["id"]) or not row["id"].startswith(f"{row['kind']}:")
    ]
    assert wrong == []


def test_ids_are_distinct() -> None:
    assert len(ids()) == len(rows("concepts"))


def test_every_concept_has_a_label_in_both_languages() -> None:
    empty = [
        row["id"]
        for row in rows("concepts")
        if not row["label_en"].strip() or not row["label_id"].strip()
    ]
    assert empty == []


@pytest.mark.parametrize(
    ("table", "column"),
    [("aliases", "concept"), ("relations", "subject"), ("relations", "object")],
    ids=" ".join,
)
def test_no_row_names_a_concept_that_is_not_there(table: str, column: str) -> None:
    assert {row[column] for row in rows(table)} - ids() == set()


def test_every_scale_of_a_concept_is_there() -> None:
    named = {row["scale"] for row in rows("concepts") if row["scale"]}
    assert named <= {row["scale"] for row in rows("scales.csv")}


def test_every_credit_is_of_a_scale() -> None:
    known = {row["scale"] for row in rows("scales.csv")} | {"*", "months"}
    assert {row["scale"] for row in rows("credit.csv")} <= known


def test_every_kind_of_a_concept_is_there() -> None:
    kinds = {row["kind"] for row in rows("concepts")}
    assert kinds <= {row["kind"] for row in rows("kinds.csv")}


def test_every_kind_names_a_section_a_component_and_grades() -> None:
    for row in rows("kinds.csv"):
        assert row["section"] in SECTION_NAMES
        assert row["component"] in {*COMPONENTS, ""}
        assert {row["default_evidence"], row["min_evidence"]} <= set(evidence_grades())


def test_aliases_are_in_known_languages() -> None:
    assert {row["language"] for row in rows("aliases")} <= LANGUAGES


def test_an_alias_stands_for_one_concept_of_a_kind() -> None:
    meant: dict[tuple[str, str], set[str]] = defaultdict(set)
    for row in rows("aliases"):
        kind = row["concept"].partition(":")[0]
        if row["preferred"] != "yes":
            meant[kind, fold(row["alias"])].add(row["concept"])
    assert {name: found for name, found in meant.items() if len(found) > 1} == {}


def test_no_alias_folds_to_nothing() -> None:
    assert [row["alias"] for row in rows("aliases") if not fold(row["alias"])] == []


def test_relations_are_known_and_have_a_weight_where_they_are_similar() -> None:
    for row in rows("relations"):
        assert row["relation"] in {"covers", "near", "leads_to", "implies", "uses"}
        if row["relation"] in {"near", "leads_to"}:
            assert 0 < float(row["weight"]) < 1
        else:
            assert row["weight"] == ""


def test_relations_join_the_kinds_that_they_are_meant_for() -> None:
    for row in rows("relations"):
        subject, object_ = row["subject"].partition(":")[0], row["object"].partition(":")[0]
        if row["relation"] == "near":
            assert subject == object_
        if row["relation"] == "implies":
            assert (subject, object_) == ("education", "skill")
        if row["relation"] == "uses":
            assert (subject, object_) == ("occupation", "skill")
        if row["relation"] == "leads_to":
            assert subject in {"education", "certificate", "skill"}
            assert object_ == "occupation"


def test_no_relation_stands_twice() -> None:
    listed = [(row["subject"], row["relation"], row["object"]) for row in rows("relations")]
    assert len(listed) == len(set(listed))


def test_covers_runs_in_no_circle() -> None:
    covers = default_taxonomy().covers
    circles = [
        (above, below)
        for above, covered in covers.items()
        for below in covered
        if above != below and above in covers[below]
    ]
    assert circles == []


def test_ranks_rise_with_the_rows_of_a_scale() -> None:
    by_scale: dict[str, list[float]] = defaultdict(list)
    for row in rows("scales.csv"):
        by_scale[row["scale"]].append(float(row["rank"]))
    for scale, ranks in by_scale.items():
        rising = sorted(ranks)
        assert ranks in (rising, rising[::-1]), scale
        assert len(set(ranks)) == len(ranks), scale


def test_the_level_of_a_plain_language_that_tests_state_rises_with_their_levels() -> None:
    taxonomy = default_taxonomy()
    plain = taxonomy.scales["cefr"]
    for scale in taxonomy.scales.values():
        stated = [plain.rank(level.cefr) for level in scale.levels if level.cefr is not None]
        assert None not in stated, scale.name
        assert stated == sorted(rank for rank in stated if rank is not None), scale.name


def test_every_level_above_one_that_states_a_level_of_language_states_one() -> None:
    for scale in default_taxonomy().scales.values():
        stated = [level.cefr is not None for level in scale.levels]
        assert stated == sorted(stated), scale.name


def test_a_test_names_a_plain_language() -> None:
    taxonomy = default_taxonomy()
    for concept in taxonomy:
        if concept.language is not None:
            assert taxonomy[concept.language].scale == "cefr"
            assert concept.scale not in {None, "cefr"}


@pytest.mark.parametrize("scale", sorted(default_taxonomy().scales))
def test_credit_never_falls_with_the_held_level_nor_rises_with_the_asked_one(scale: str) -> None:
    levels = default_taxonomy().scales[scale]
    ranks = [level.rank for level in levels.levels] or [float(rank) for rank in range(1, 61)]
    for asked in ranks:
        credits = [levels.credit_for(held, asked) for held in ranks]
        assert all(lower <= upper for lower, upper in pairwise(credits))
        assert all(0 <= credit <= 1 for credit in credits)
        for held, credit in zip(ranks, credits, strict=True):
            assert (credit == 1) == (held >= asked)
    for held in ranks:
        credits = [levels.credit_for(held, asked) for asked in ranks]
        assert all(lower >= upper for lower, upper in pairwise(credits))


def test_every_level_is_read_back_by_its_label() -> None:
    for scale in default_taxonomy().scales.values():
        for level in scale.levels:
            assert scale.rank(level.label) == level.rank


def test_a_period_of_validity_can_be_looked_up() -> None:
    for row in rows("validity.csv"):
        if row["months"] not in {"", "never"}:
            assert int(row["months"]) > 0, row["subject"]
            assert row["confidence"] in {"quoted", "derived"}, row["subject"]


def test_validity_is_said_once_and_of_concepts_that_are_there() -> None:
    named = [row["subject"] for row in rows("validity.csv")]
    assert len(named) == len(set(named))
    assert set(named) <= ids()
