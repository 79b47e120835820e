"""A user's aliases take effect, and no row of theirs is lost without a word."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_taxonomies import IDS, TEXTS, taxonomies
from matcher.engine import Matcher
from matcher.errors import InputError
from matcher.normalizing.folding import fold
from matcher.normalizing.normalizer import Normalizer
from matcher.records import Candidate, Vacancy
from matcher.taxonomy import Label, Taxonomy, default_taxonomy
from matcher.taxonomy.merging import plain_name

JOBS = Taxonomy.from_labels(["w", "w", "c", "n"], ["Welder", "tukang", "Cook", "Nurse"])
Rows = list[dict[str, str]]


@st.composite
def alias_rows(draw: st.DrawFn) -> Rows:
    """Rows of which many are broken, doubled or at odds with others."""
    row = st.fixed_dictionaries(
        {
            "alias": st.sampled_from((*TEXTS, "", "--", "tukang", "x\0y")),
            "concept": st.sampled_from((*IDS, "skill:none", "")),
            "language": st.sampled_from(("", "id", "ja", "Bahasa Indonesia")),
            "preferred": st.sampled_from(("", "yes", "perhaps")),
        }
    )
    return draw(st.lists(row, min_size=1, max_size=8))


@given(taxonomies(), alias_rows())
def test_every_row_takes_effect_or_is_told(taxonomy: Taxonomy, rows: Rows) -> None:
    known = taxonomy.with_aliases(rows, fold=fold)
    rejected = {one.row for one in known.rejected}
    assert rejected <= set(range(1, len(rows) + 1))
    names = {(fold(label.text), label.concept) for label in known.labels}
    normalizer = Normalizer(known)
    for number, row in enumerate(rows, start=1):
        if number in rejected:
            continue
        assert (fold(row["alias"]), row["concept"]) in names
        kind = taxonomy[row["concept"]].kind
        sharing = [
            other
            for place, other in enumerate(rows, start=1)
            if place not in rejected
            and fold(other["alias"]) == fold(row["alias"])
            and taxonomy[other["concept"]].kind == kind
        ]
        meant = {other["concept"] for other in sharing if other["preferred"]} or {row["concept"]}
        assert normalizer.resolve(row["alias"], kinds=[kind]).id in meant


@given(taxonomies(), alias_rows())
def test_what_is_told_gives_a_reason_and_a_repair(taxonomy: Taxonomy, rows: Rows) -> None:
    for one in taxonomy.with_aliases(rows).rejected:
        assert one.reason.endswith((".", "!", "?"))
        assert one.repair
        assert one.column in {"alias", "concept", "language", "preferred"}


@given(taxonomies(), alias_rows())
def test_aliases_given_twice_are_given_once(taxonomy: Taxonomy, rows: Rows) -> None:
    once = taxonomy.with_aliases(rows)
    assert once.with_aliases(rows) == once


@given(taxonomies(), alias_rows())
def test_aliases_change_nothing_but_labels(taxonomy: Taxonomy, rows: Rows) -> None:
    known = taxonomy.with_aliases(rows)
    assert known.concepts is taxonomy.concepts
    assert {(one.text, one.language, one.concept) for one in known.labels} >= {
        (one.text, one.language, one.concept) for one in taxonomy.labels
    }


def test_an_alias_goes_before_the_one_that_was_there() -> None:
    assert Normalizer(JOBS).resolve("tukang").id == "w"
    known = JOBS.with_aliases([{"alias": "Tukang", "concept": "c"}])
    assert Normalizer(known).resolve("tukang").id == "c"


def test_an_alias_that_was_preferred_gives_way() -> None:
    first = JOBS.with_aliases([{"alias": "tukang", "concept": "w"}])
    assert Label("tukang", "mul", "w", is_preferred=True) in first.labels
    then = first.with_aliases([{"alias": "tukang", "concept": "c"}])
    assert Label("tukang", "mul", "w") in then.labels
    assert Normalizer(then).resolve("tukang").id == "c"


@pytest.mark.parametrize(
    ("row", "column", "reason", "repair"),
    [
        ({"alias": "", "concept": "w"}, "alias", "It is empty.", "Fill it"),
        ({"alias": "??", "concept": "w"}, "alias", "neither a letter nor a digit", "a name"),
        ({"alias": "las", "concept": ""}, "concept", "It is empty.", "Fill it"),
        ({"alias": "las", "concept": "ww"}, "concept", "no concept 'ww'", "Did you mean 'w'"),
        ({"alias": "las", "concept": "zzz"}, "concept", "no concept 'zzz'", "Write the id"),
        ({"alias": "las", "concept": "w", "language": "Indonesia"}, "language", "no code", "en"),
        ({"alias": "las", "concept": "w", "preferred": "maybe"}, "preferred", "'maybe'", "yes"),
        ({"alias": "las", "concept": "w", "confidence": "sure"}, "confidence", "unknown", "quoted"),
        ({"alias": "COOK", "concept": "w"}, "alias", "'COOK' is the label of c", "that concept"),
        ({"alias": "a\0b", "concept": "w"}, "alias", "NUL", "Export"),
        ({"alias": "a\x07b", "concept": "w"}, "alias", "control character", "Delete"),
        ({"alias": "a\ud800b", "concept": "w"}, "alias", "half a character", "UTF-8"),
        ({"alias": "x" * 1001, "concept": "w"}, "alias", "1,001 characters", "Shorten"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_broken_row_is_set_aside(
    row: Mapping[str, str], column: str, reason: str, repair: str
) -> None:
    known = JOBS.with_aliases([{"alias": "juru masak", "concept": "c"}, dict(row)])
    (rejected,) = known.rejected
    assert (rejected.row, rejected.column) == (2, column)
    assert reason in rejected.reason
    assert repair in rejected.repair
    assert known.labels[-1] == Label("juru masak", "mul", "c", is_preferred=True)


def test_of_many_unknown_concepts_the_first_are_told_the_nearest_one() -> None:
    rows = [{"alias": f"las {number}", "concept": "ww"} for number in range(30)]
    repairs = [one.repair for one in JOBS.with_aliases(rows).rejected]
    assert len(repairs) == 30
    assert (repairs[19], repairs[20]) == ("Did you mean 'w'?", "Write the id of a concept.")


def test_rows_that_contradict_each_other_are_all_set_aside() -> None:
    rows = [{"alias": "las", "concept": "w"}, {"alias": "LAS", "concept": "c"}]
    known = JOBS.with_aliases(rows)
    assert [one.row for one in known.rejected] == [1, 2]
    assert known.rejected[0].reason == "The alias stands for c, w."
    assert known.labels == JOBS.labels


def test_of_rows_that_contradict_each_other_the_preferred_one_is_meant() -> None:
    rows = [
        {"alias": "las", "concept": "w", "preferred": ""},
        {"alias": "las", "concept": "c", "preferred": "yes"},
    ]
    known = JOBS.with_aliases(rows)
    assert known.rejected == ()
    assert Normalizer(known).resolve("las").id == "c"


def test_a_file_as_the_packages_own_serves(tmp_path: Path) -> None:
    path = tmp_path / "aliases.csv"
    path.write_text(
        "alias,language,concept,preferred,source,confidence\n"
        "tukang sambung besi,id,occupation:welder,,our office,recalled\n"
        "tukang,id,occupation:nobody,,our office,recalled\n",
        encoding="utf-8",
    )
    taxonomy = default_taxonomy().with_aliases(path)
    assert [one.column for one in taxonomy.rejected] == ["concept"]
    job = Vacancy(id="V", title="tukang sambung besi")
    who = Candidate.model_validate({"id": "C", "experience": "tukang sambung besi|12"})
    engine = Matcher(as_of="2025-12-01", taxonomy=taxonomy).fit([job])
    (match,) = engine.rank([who])
    assert match.score > 0
    assert Normalizer(taxonomy).resolve("tukang sambung besi").id == "occupation:welder"
    assert Normalizer().resolve("tukang sambung besi").id != "occupation:welder"


def test_what_people_confirmed_counts_and_other_columns_are_passed_over() -> None:
    rows = [{"alias": "las", "concept": "w", "confidence": "confirmed", "count": 3}]
    known = JOBS.with_aliases(rows)
    assert known.rejected == ()
    assert Normalizer(known).resolve("las").id == "w"


def test_a_table_without_the_columns_is_refused() -> None:
    with pytest.raises(InputError, match="There is no column 'concept' in the table"):
        JOBS.with_aliases([{"alias": "las", "meaning": "w"}])


def test_rows_of_before_are_still_told() -> None:
    first = JOBS.with_aliases([{"alias": "", "concept": "w"}])
    assert len(first.with_aliases([{"alias": "", "concept": "c"}]).rejected) == 2


@given(st.text())
def test_names_are_compared_without_case_and_blanks(text: str) -> None:
    assert plain_name(f" {text} ") == plain_name(text)
    assert plain_name(plain_name(text)) == plain_name(text)
