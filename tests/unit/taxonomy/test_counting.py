"""The counts of a taxonomy count each concept once."""

from pathlib import Path

from matcher.taxonomy import default_taxonomy, read_taxonomy
from matcher.taxonomy.counting import count_taxonomy
from table_folder import write_tables


def test_concepts_are_counted_by_kind_and_confidence(tmp_path: Path) -> None:
    counts = count_taxonomy(read_taxonomy(write_tables(tmp_path)))
    assert counts.concepts == {
        "skill": {"derived": 3},
        "education": {"derived": 1},
        "occupation": {"derived": 1},
    }


def test_a_language_counts_concepts_not_labels(tmp_path: Path) -> None:
    tables = write_tables(tmp_path, aliases="MMA,en,skill:smaw,\n溶接,ja,skill:welding,")
    counts = count_taxonomy(read_taxonomy(tables))
    assert counts.labelled["skill"] == {"en": 3, "id": 3, "ja": 1}


def test_a_skill_is_used_by_a_programme_an_occupation_or_a_vacancy(tmp_path: Path) -> None:
    taxonomy = read_taxonomy(write_tables(tmp_path))
    assert count_taxonomy(taxonomy).used_skills == 2
    assert count_taxonomy(taxonomy, {"skill:brazing", "occupation:welder"}).used_skills == 3


def test_recalled_skills_are_not_grounded(tmp_path: Path) -> None:
    folder = write_tables(tmp_path)
    path = folder / "concepts" / "skills.csv"
    path.write_text(path.read_text().replace("derived", "recalled", 1))
    counts = count_taxonomy(read_taxonomy(folder))
    assert (counts.used_skills, counts.grounded_skills) == (2, 1)


def test_codes_count_concepts(tmp_path: Path) -> None:
    more = "occupation:welder,ISCO-08,7213,Sheet-metal workers\nskill:smaw,SKKNI,1,a"
    counts = count_taxonomy(read_taxonomy(write_tables(tmp_path, codes=more)))
    assert counts.codes == {"ISCO-08": 1, "SKKNI": 1}


def test_every_concept_of_the_package_is_counted() -> None:
    counts = count_taxonomy(default_taxonomy())
    assert sum(sum(row.values()) for row in counts.concepts.values()) == len(default_taxonomy())
    for kind, row in counts.concepts.items():
        assert counts.labelled[kind]["en"] == counts.labelled[kind]["id"] == sum(row.values())
