"""Validation finds every broken row of a folder of tables, and nothing in whole ones."""

from pathlib import Path

import pytest

from matcher.normalizing.folding import fold
from matcher.taxonomy.loading import packaged_tables, read_taxonomy
from matcher.taxonomy.validating import find_problems
from table_folder import write_tables


def problems(folder: Path, **more: str) -> list[str]:
    return [str(one) for one in find_problems(write_tables(folder, **more), fold=fold)]


def test_the_tables_of_the_package_have_no_problem() -> None:
    assert find_problems(packaged_tables(), fold=fold) == ()


def test_whole_tables_have_no_problem(tmp_path: Path) -> None:
    assert problems(tmp_path) == []


@pytest.mark.parametrize(
    ("table", "line", "reason"),
    [
        ("aliases", "x,en,skill:none,", "there is no concept 'skill:none'"),
        ("aliases", "x,xx,skill:smaw,", "the language 'xx' is unknown"),
        ("aliases", "x,en,skill:smaw,no", "preferred is 'no'"),
        ("aliases", "Las,en,skill:brazing,", "'Las' stands for skill:brazing, skill:welding"),
        ("relations", "skill:none,near,skill:smaw,.5", "there is no concept 'skill:none'"),
        ("relations", "skill:welding,covers,skill:smaw,", "'covers' runs in a circle"),
        ("relations", "skill:welding,near,skill:brazing,2", "the weight is not within (0, 1)"),
        ("relations", "skill:smaw,covers,skill:welding,", "the relation stands twice"),
        ("relations", "skill:smaw,near,occupation:welder,.5", "joins skill and occupation"),
        ("relations", "skill:smaw,implies,skill:brazing,", "'implies' joins skill and skill"),
        ("relations", "education:steel,uses,skill:smaw,", "'uses' joins education and skill"),
        ("relations", "skill:smaw,has,skill:brazing,", "the relation 'has' is unknown"),
        ("codes", "skill:none,ISCO-08,1,a", "there is no concept 'skill:none'"),
        ("concepts__skills", "skill:smaw,skill,a,b,,,", "the id 'skill:smaw' stands twice"),
        ("concepts__skills", "skill:A,skill,a,b,,,", "'skill:A' is no id of kind 'skill'"),
        ("concepts__skills", "art:a,art,a,b,,,", "there is no kind 'art'"),
        ("concepts__skills", "skill:a,skill,a,b,none,,", "there is no scale 'none'"),
        (
            "concepts__skills",
            "skill:a,skill,a,b,,,language=language:x",
            "names the language 'language:x', which is not there",
        ),
        ("kinds", "language,,language,languages,proof,test,1,a,b", "evidence 'proof' is unknown"),
        ("scales", "education,S1,x,,", "'x' in 'rank' is not a number"),
        ("credit", "education,share,1,0.5", "the measure 'share' does not fit"),
        ("credit", "education,steps,,0.5", "a number is missing"),
    ],
)
def test_a_broken_row_is_the_only_problem(
    tmp_path: Path, table: str, line: str, reason: str
) -> None:
    found = problems(tmp_path, **{table: line})
    assert len(found) == 1
    assert reason in found[0]


def test_a_folder_may_be_silent_about_validity(tmp_path: Path) -> None:
    folder = write_tables(tmp_path)
    assert not (folder / "validity.csv").exists()
    assert read_taxonomy(folder).validity == {}


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("skill:none,24,,a law,quoted", "there is no concept 'skill:none'"),
        ("skill:smaw,0,,a law,quoted", "0 months are no period"),
        ("skill:smaw,24,,memory,recalled", "a period that is only recalled"),
        ("skill:smaw,24,,,quoted", "'source' is empty"),
    ],
)
@pytest.mark.parametrize("name", ["validity.csv", "validity/papers.csv"])
def test_a_broken_row_of_validity_is_the_only_problem(
    tmp_path: Path, name: str, line: str, reason: str
) -> None:
    folder = write_tables(tmp_path)
    path = folder / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(f"subject,months,note,source,confidence\n{line}\n")
    (problem,) = find_problems(folder)
    assert reason in str(problem)


def test_every_broken_row_is_found_in_one_run(tmp_path: Path) -> None:
    found = problems(
        tmp_path,
        aliases="x,en,skill:none,\ny,en,skill:none,",
        codes="skill:none,ISCO-08,1,a",
        scales="education,S1,x,,",
    )
    assert len(found) == 4


def test_a_preferred_alias_may_stand_for_two_concepts(tmp_path: Path) -> None:
    assert problems(tmp_path, aliases="Las,id,skill:brazing,yes") == []


def test_two_preferred_concepts_are_no_declared_preference(tmp_path: Path) -> None:
    found = problems(tmp_path, aliases="arc,id,skill:brazing,yes\narc,id,skill:smaw,yes")
    assert len(found) == 1
    assert "Write yes as preferred for one of them" in found[0]


def test_an_alias_may_stand_for_concepts_of_two_kinds(tmp_path: Path) -> None:
    assert problems(tmp_path, aliases="las,id,occupation:welder,") == []


def test_a_row_without_a_source_is_a_problem(tmp_path: Path) -> None:
    folder = write_tables(tmp_path)
    path = folder / "aliases.csv"
    path.write_text(path.read_text().replace("a test", "", 1))
    assert [(one.table, one.row) for one in find_problems(folder)] == [("aliases.csv", 2)]


def test_a_missing_table_is_a_problem_and_hides_no_other(tmp_path: Path) -> None:
    folder = write_tables(tmp_path, aliases="x,en,skill:none,")
    (folder / "codes.csv").unlink()
    assert {one.table for one in find_problems(folder)} == {"aliases.csv", "codes.csv"}


@pytest.mark.parametrize(
    ("content", "reason"),
    [(b"concept,\xff\n", "no CSV file in UTF-8"), (b'a,"b\n', "no CSV file in UTF-8")],
)
def test_a_file_that_is_no_table_is_a_problem(tmp_path: Path, content: bytes, reason: str) -> None:
    folder = write_tables(tmp_path)
    (folder / "codes.csv").write_bytes(content)
    assert [reason in str(one) for one in find_problems(folder)] == [True]


def test_a_row_longer_than_its_header_is_a_problem(tmp_path: Path) -> None:
    folder = write_tables(tmp_path, codes="skill:smaw,SKKNI,1,a,b,c,d")
    assert "more cells than the header" in str(find_problems(folder)[0])
