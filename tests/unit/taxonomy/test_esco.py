"""The CSV folder of ESCO and its Parquet profiles become a taxonomy."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from matcher.errors import InputError
from matcher.taxonomy import Code, Label, Taxonomy

WELDER, PIPE, SMAW, JOINING = "uri:occupation/w", "uri:occupation/p", "uri:skill/s", "uri:skill/j"
_HEADER = (
    "conceptType,conceptUri,iscoGroup,preferredLabel,altLabels,hiddenLabels,status,description"
)
FILES = {
    "occupations_en": f"""{_HEADER},code
Occupation,{PIPE},7212,pipe welder,"tube welder
pipeline welder",tubewelder,released,Welds pipes.,7212.3.1
Occupation,{WELDER},7212,welder,"joiner; of metal",,released,Welds.,7212.3
Occupation,uri:occupation/old,7212,old welder,,,obsolete,,7212.9
""",
    "occupations_es": f"""{_HEADER},code
Occupation,{WELDER},7212,soldador,soldadora,,released,Suelda.,7212.3
""",
    "skills_en": f"""{_HEADER},reuseLevel
KnowledgeSkillCompetence,{SMAW},,stick welding,,,released,,cross
KnowledgeSkillCompetence,{JOINING},,joining metal,,,released,,cross
""",
    "ISCOGroups_en": """conceptType,conceptUri,code,preferredLabel
ISCOGroup,uri:isco/C7212,7212,Welders and flame cutters
""",
    "broaderRelationsOccPillar_en": f"""conceptType,conceptUri,broaderType,broaderUri
Occupation,{PIPE},Occupation,{WELDER}
Occupation,{WELDER},ISCOGroup,uri:isco/C7212
""",
    "broaderRelationsSkillPillar_en": f"""conceptType,conceptUri,broaderType,broaderUri
KnowledgeSkillCompetence,{SMAW},KnowledgeSkillCompetence,{JOINING}
KnowledgeSkillCompetence,{SMAW},SkillGroup,uri:skill/S1
""",
    "occupationSkillRelations_en": f"""occupationUri,relationType,skillType,skillUri
{WELDER},essential,skill/competence,{SMAW}
{WELDER},optional,skill/competence,{JOINING}
{WELDER},essential,skill/competence,uri:skill/unknown
""",
}


def folder(at: Path, *without: str) -> Path:
    for name, text in FILES.items():
        if name not in without:
            (at / f"{name}.csv").write_text(text, encoding="utf-8")
    return at


def test_names_of_every_language_are_read(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_esco(folder(tmp_path))
    assert taxonomy[WELDER].label_en == "welder"
    assert taxonomy[WELDER].description == "Welds."
    assert {label for label in taxonomy.labels if label.concept in {WELDER, PIPE}} == {
        Label("pipe welder", "en", PIPE),
        Label("tube welder", "en", PIPE),
        Label("pipeline welder", "en", PIPE),
        Label("tubewelder", "en", PIPE),
        Label("welder", "en", WELDER),
        Label("joiner; of metal", "en", WELDER),
        Label("soldador", "es", WELDER),
        Label("soldadora", "es", WELDER),
    }
    assert taxonomy.rejected == ()


def test_what_is_no_longer_released_is_passed_over(tmp_path: Path) -> None:
    assert "uri:occupation/old" not in Taxonomy.from_esco(folder(tmp_path))


def test_concepts_know_their_kind_their_codes_and_where_they_are_from(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_esco(folder(tmp_path))
    assert {concept.id: concept.kind for concept in taxonomy} == {
        PIPE: "occupation", WELDER: "occupation", SMAW: "skill", JOINING: "skill"
    }  # fmt: skip
    assert taxonomy.codes == {
        PIPE: (Code("ESCO", "7212.3.1", "pipe welder"),
               Code("ISCO-08", "7212", "Welders and flame cutters")),
        WELDER: (Code("ESCO", "7212.3", "welder"),
                 Code("ISCO-08", "7212", "Welders and flame cutters")),
    }  # fmt: skip
    assert taxonomy[SMAW].source == "ESCO, European Commission"
    assert taxonomy[SMAW].confidence == "quoted"


def test_the_narrower_is_near_to_the_broader_and_proves_nothing(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_esco(folder(tmp_path))
    assert taxonomy.similar_to(PIPE) == {PIPE: 1.0, WELDER: 0.7}
    assert taxonomy.similar_to(SMAW) == {SMAW: 1.0, JOINING: 0.5}
    assert taxonomy.similar_to(WELDER) == {WELDER: 1.0}
    assert all(taxonomy.covered_by(concept.id) == {concept.id} for concept in taxonomy)


def test_an_occupation_uses_its_essential_skills(tmp_path: Path) -> None:
    assert Taxonomy.from_esco(folder(tmp_path)).uses == {WELDER: (SMAW,)}


def test_one_language_may_be_chosen(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_esco(folder(tmp_path), languages=["es"])
    assert [concept.label_en for concept in taxonomy] == ["soldador"]
    assert {label.language for label in taxonomy.labels} == {"es"}


def test_files_beside_the_occupations_may_be_absent(tmp_path: Path) -> None:
    others = [name for name in FILES if name != "occupations_en"]
    taxonomy = Taxonomy.from_esco(folder(tmp_path, *others))
    assert len(taxonomy) == 2
    assert taxonomy.codes[WELDER][1] == Code("ISCO-08", "7212", "")
    assert not taxonomy.uses
    assert not taxonomy.similar


def test_skills_that_are_not_there_are_not_used(tmp_path: Path) -> None:
    assert not Taxonomy.from_esco(folder(tmp_path, "skills_en")).uses


def test_a_broken_row_is_set_aside(tmp_path: Path) -> None:
    path = folder(tmp_path) / "occupations_es.csv"
    with path.open("a", encoding="utf-8") as stream:
        stream.write("Occupation,uri:x,7212,,,,released,,\nshort\n")
    taxonomy = Taxonomy.from_esco(tmp_path)
    assert [(one.row, one.column) for one in taxonomy.rejected] == [(3, ""), (2, "preferredLabel")]
    assert "uri:x" not in taxonomy


def test_a_folder_without_occupations_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no occupations_LANGUAGE\.csv in .*CSV down"):
        Taxonomy.from_esco(tmp_path)


def test_a_language_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"There is no occupations_fi\.csv"):
        Taxonomy.from_esco(folder(tmp_path), languages=["en", "fi"])


def test_a_file_of_another_form_is_refused(tmp_path: Path) -> None:
    (tmp_path / "occupations_en.csv").write_text("uri,name\na,b\n", encoding="utf-8")
    with pytest.raises(InputError, match=r"no column 'conceptUri' in occupations_en\.csv"):
        Taxonomy.from_esco(tmp_path)


def profiles(at: Path) -> Path:
    """Profiles in which two occupations share a label, so that it names neither as a parent."""
    rows = [
        {"occupation_uri": PIPE, "occupation_name": " pipe welder ",
         "alternative_names": ["tube welder"], "occupation_description": "Welds pipes.",
         "isco_code": "7212", "isco_group_name": "Welders", "parent_occupations": ["welder"],
         "essential_skills": ["stick welding", "C++"]},
        {"occupation_uri": WELDER, "occupation_name": "welder", "alternative_names": None,
         "occupation_description": None, "isco_code": None, "isco_group_name": None,
         "parent_occupations": ["cook"], "essential_skills": ["stick welding"]},
        {"occupation_uri": "uri:1", "occupation_name": "cook", "alternative_names": [],
         "occupation_description": "", "isco_code": "", "isco_group_name": "",
         "parent_occupations": None, "essential_skills": None},
        {"occupation_uri": "uri:2", "occupation_name": "cook", "alternative_names": [],
         "occupation_description": "", "isco_code": "", "isco_group_name": "",
         "parent_occupations": ["nobody"], "essential_skills": None},
    ]  # fmt: skip
    path = at / "profiles.parquet"
    pq.write_table(pa.Table.from_pylist(rows), path)
    return path


def test_profiles_name_skills_by_their_labels(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_esco(profiles(tmp_path))
    assert taxonomy.uses == {
        PIPE: ("skill:C++", "skill:stick welding"),
        WELDER: ("skill:stick welding",),
    }
    assert taxonomy["skill:C++"].kind == "skill"
    assert [label.text for label in taxonomy.labels if label.concept == PIPE] == [
        "pipe welder", "tube welder"
    ]  # fmt: skip
    assert taxonomy.codes == {PIPE: (Code("ISCO-08", "7212", "Welders"),)}
    assert taxonomy[PIPE].description == "Welds pipes."


def test_profiles_name_broader_occupations_by_labels_that_are_theirs_alone(tmp_path: Path) -> None:
    taxonomy = Taxonomy.from_esco(profiles(tmp_path))
    assert taxonomy.similar_to(PIPE) == {PIPE: 1.0, WELDER: 0.7}
    assert taxonomy.similar_to(WELDER) == {WELDER: 1.0}


def test_profiles_and_the_folder_speak_of_the_same_occupations(tmp_path: Path) -> None:
    own = Taxonomy.from_esco(folder(tmp_path))
    both = own.merge(Taxonomy.from_esco(profiles(tmp_path)))
    assert both.labels[: len(own.labels)] == own.labels
    assert both.uses[WELDER] == (SMAW, "skill:stick welding")


def test_languages_are_those_of_a_folder(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="Languages are chosen for"):
        Taxonomy.from_esco(profiles(tmp_path), languages=["en"])
