"""The tables become a taxonomy, or an error that names the row that breaks them."""

from collections.abc import Callable, Iterator, Mapping

import pytest

from matcher.errors import DataTableError
from matcher.records.evidence import Evidence
from matcher.tables import Row
from matcher.taxonomy import Code, Label, Taxonomy, Validity, default_taxonomy
from matcher.taxonomy.building import build_taxonomy

TABLES: Mapping[str, str] = {
    "concepts": """
        id|kind|label_en|label_id|scale|lead_months|note
        skill:smaw|skill|SMAW|Las SMAW||2|
        skill:welding|skill|Welding|Pengelasan|||
        skill:brazing|skill|Brazing|Brazing|||
        education:steel|education|Steel|Teknik Las|education||
        occupation:welder|occupation|Welder|Juru las|||
        language:japanese|language|Japanese|Bahasa Jepang|||
        language:jlpt|language|JLPT|JLPT|jlpt||test; language=language:japanese
    """,
    "aliases": """
        alias|language|concept|preferred
        stick welding|en|skill:smaw|
    """,
    "codes": """
        concept|classification|code|title
        occupation:welder|ISCO-08|7212|Welders and flame cutters
    """,
    "validity": """
        subject|months|note
        language:jlpt|never|
    """,
    "relations": """
        subject|relation|object|weight
        skill:smaw|covers|skill:welding|
        skill:brazing|near|skill:welding|.4
        education:steel|leads_to|occupation:welder|.8
        education:steel|implies|skill:welding|
        education:steel|implies|skill:brazing|
    """,
    "scales": """
        scale|level|rank|cefr|aliases
        jlpt|N4|2|A2|4級;N-4
        jlpt|N5|1||
        education|SLTA|3||SMA;SMK
    """,
    "credit": """
        scale|measure|threshold|credit
        *|steps|1|0.5
        *|steps|2|0.25
        months|ratio|0.5|0.5
        months|ratio|0.75|0.75
    """,
    "kinds": """
        kind|scale|component|section|default_evidence|min_evidence|lead_months|label_en|label_id
        skill||skills|skills|self_report|subject_mark|3|skill|keterampilan
        document|||documents|document|document||document|dokumen
        language|cefr|language|languages|self_report|subject_mark|6|language|bahasa
    """,
    "countries": """
        country|label_id|aliases|codes
        South Korea|Korea Selatan|korsel; ROK|kr
    """,
}


def reader(tables: Mapping[str, str]) -> Callable[[str], Iterator[Row]]:
    """Rows of tables that stand in texts, numbered as in a file."""

    def rows(table: str) -> Iterator[Row]:
        header, *lines = (line.strip() for line in tables[table].strip().splitlines())
        for number, line in enumerate(lines, start=2):
            cells = dict(zip(header.split("|"), line.split("|"), strict=True))
            yield Row(table, number, {"source": "test", "confidence": "assumed", **cells})

    return rows


def build(table: str = "", more: str = "") -> Taxonomy:
    """The taxonomy of the tables, with one more line at the end of one of them."""
    tables = dict(TABLES)
    if table:
        tables[table] = f"{tables[table].rstrip()}\n{more}"
    return build_taxonomy(reader(tables))


def test_concepts_keep_what_their_row_says() -> None:
    concept = build()["skill:smaw"]
    assert (concept.id, concept.kind, concept.label_en, concept.label_id) == (
        "skill:smaw",
        "skill",
        "SMAW",
        "Las SMAW",
    )
    assert (concept.scale, concept.lead_months, concept.language) == (None, 2, None)
    assert (concept.source, concept.confidence) == ("test", "assumed")


def test_an_empty_lead_time_is_none() -> None:
    assert build()["skill:welding"].lead_months is None


def test_a_test_names_its_language_in_its_note() -> None:
    concept = build()["language:jlpt"]
    assert (concept.scale, concept.language) == ("jlpt", "language:japanese")


@pytest.mark.parametrize("name", ["skill:Weld", "skill:", "weld", "skill:a--b", "skill:a_b"])
def test_an_id_that_is_not_well_formed_is_refused(name: str) -> None:
    with pytest.raises(DataTableError, match=f"row 9: '{name}' is no id of kind 'skill'"):
        build("concepts", f"{name}|skill|a|b|||")


def test_an_id_of_another_kind_is_refused() -> None:
    with pytest.raises(DataTableError, match="'skill:a' is no id of kind 'document'"):
        build("concepts", "skill:a|document|a|b|||")


def test_an_id_may_not_stand_twice() -> None:
    with pytest.raises(DataTableError, match="row 9: the id 'skill:smaw' stands twice"):
        build("concepts", "skill:smaw|skill|a|b|||")


@pytest.mark.parametrize("row", ["skill:a|skill||b|||", "skill:a|skill|a||||"])
def test_a_concept_needs_both_labels(row: str) -> None:
    with pytest.raises(DataTableError, match=r"row 9: 'label_.*' is empty"):
        build("concepts", row)


def test_labels_and_aliases_are_listed_once_each() -> None:
    labels = build("aliases", "SMAW|en|skill:smaw|").labels
    assert labels.count(Label("SMAW", "en", "skill:smaw")) == 1
    assert Label("Las SMAW", "id", "skill:smaw") in labels
    assert Label("stick welding", "en", "skill:smaw") in labels


def test_an_alias_of_no_concept_is_refused() -> None:
    with pytest.raises(DataTableError, match=r"aliases, row 3: there is no concept 'skill:x'"):
        build("aliases", "x|en|skill:x|")


@pytest.mark.parametrize("row", ["skill:x|covers|skill:smaw|", "skill:smaw|covers|skill:x|"])
def test_a_relation_of_no_concept_is_refused(row: str) -> None:
    with pytest.raises(DataTableError, match="row 7: there is no concept 'skill:x'"):
        build("relations", row)


def test_an_unknown_relation_is_refused_with_the_known_ones() -> None:
    with pytest.raises(DataTableError, match="Use one of covers, near, leads_to, implies"):
        build("relations", "skill:smaw|has|skill:welding|")


@pytest.mark.parametrize("relation", ["near", "leads_to"])
@pytest.mark.parametrize("weight", ["", "0", "1", "-.1", "1.5"])
def test_a_similarity_needs_a_weight_inside_the_unit_interval(relation: str, weight: str) -> None:
    with pytest.raises(DataTableError, match=r"row 7: the weight is not within \(0, 1\)"):
        build("relations", f"skill:smaw|{relation}|skill:brazing|{weight}")


def test_a_relation_covers_one_way() -> None:
    covers = build().covers
    assert covers["skill:smaw"] == {"skill:smaw", "skill:welding"}
    assert covers["skill:welding"] == {"skill:welding"}


def test_near_goes_both_ways() -> None:
    similar = build().similar
    assert similar["skill:brazing"]["skill:welding"] == 0.4
    assert similar["skill:welding"]["skill:brazing"] == 0.4


def test_leads_to_goes_one_way() -> None:
    similar = build().similar
    assert similar["education:steel"]["occupation:welder"] == 0.8
    assert "education:steel" not in similar["occupation:welder"]


def test_what_a_programme_teaches_is_implied_in_the_order_of_ids() -> None:
    assert build().implies == {"education:steel": ("skill:brazing", "skill:welding")}


def test_implied_skills_are_not_covered() -> None:
    assert build().covers["education:steel"] == {"education:steel"}


def test_a_kind_keeps_what_its_row_says() -> None:
    kind = build().kinds["skill", None]
    assert (kind.component, kind.section, kind.lead_months) == ("skills", "skills", 3)
    assert (kind.default_evidence, kind.min_evidence) == (
        Evidence.SELF_REPORT,
        Evidence.SUBJECT_MARK,
    )
    assert (kind.label_en, kind.label_id) == ("skill", "keterampilan")


def test_a_kind_may_earn_no_score_and_have_no_lead_time() -> None:
    kind = build().kinds["document", None]
    assert (kind.component, kind.lead_months) == (None, None)


def test_a_kind_may_be_narrowed_to_a_scale() -> None:
    assert build().kinds["language", "cefr"].lead_months == 6


def test_levels_rise_whatever_the_order_of_the_rows() -> None:
    levels = build().scales["jlpt"].levels
    assert [(level.label, level.rank, level.cefr) for level in levels] == [
        ("N5", 1.0, None),
        ("N4", 2.0, "A2"),
    ]


@pytest.mark.parametrize("text", ["N4", "4級", "n-4"])
def test_levels_are_known_by_their_aliases(text: str) -> None:
    assert build().scales["jlpt"].rank(text) == 2


def test_a_level_needs_a_rank() -> None:
    with pytest.raises(DataTableError, match=r"scales, row 5: the rank is empty"):
        build("scales", "jlpt|N3|||")


def test_a_spelling_may_not_name_two_levels() -> None:
    with pytest.raises(DataTableError, match="row 5: 'N4' names two levels of 'jlpt'"):
        build("scales", "jlpt|N3|3||N4")


def test_a_spelling_may_name_levels_of_two_scales() -> None:
    assert build("scales", "other|N4|7||").scales["other"].rank("N4") == 7


def test_two_levels_may_not_share_a_rank() -> None:
    with pytest.raises(DataTableError, match="row 5: 'N4' and 'N3' of 'jlpt' share a rank"):
        build("scales", "jlpt|N3|2||")


def test_the_months_are_a_scale_without_levels() -> None:
    months = build().scales["months"]
    assert months.levels == ()
    assert months.credit_for(9, 12) == 0.75
    assert months.credit_for(6, 12) == 0.5


def test_a_scale_without_credits_of_its_own_has_the_common_ones() -> None:
    scale = build().scales["jlpt"]
    assert scale.credit.measure == "steps"
    assert scale.credit.thresholds == ((1.0, 0.5), (2.0, 0.25))


@pytest.mark.parametrize("row", ["jlpt|share|1|0.5", "*|ratio|0.5|0.5"])
def test_a_measure_is_known_and_one_per_scale(row: str) -> None:
    with pytest.raises(DataTableError, match=r"credit, row 6: the measure"):
        build("credit", row)


def test_a_credit_that_rises_with_the_distance_is_refused() -> None:
    with pytest.raises(DataTableError, match="the credits of 'months' do not fall"):
        build("credit", "months|ratio|0.25|0.9")


@pytest.mark.parametrize("spelling", ["south korea", "korea selatan", "korsel", "rok", "kr"])
def test_a_country_is_known_by_every_spelling(spelling: str) -> None:
    assert build().countries[spelling] == "South Korea"


def test_a_code_is_no_name_of_a_country_within_a_text() -> None:
    assert build().country_names == {"south korea", "korea selatan", "korsel", "rok"}


def test_a_used_skill_is_neither_implied_nor_covered() -> None:
    taxonomy = build("relations", "occupation:welder|uses|skill:smaw|")
    assert taxonomy.uses == {"occupation:welder": ("skill:smaw",)}
    assert "skill:smaw" not in taxonomy.similar_to("occupation:welder")
    assert "occupation:welder" not in taxonomy.implies


def test_a_code_keeps_its_classification_and_title() -> None:
    assert build().codes == {
        "occupation:welder": (Code("ISCO-08", "7212", "Welders and flame cutters"),)
    }


def test_a_code_of_no_concept_is_refused() -> None:
    with pytest.raises(DataTableError, match=r"codes, row 3: there is no concept 'skill:x'"):
        build("codes", "skill:x|SKKNI|1|a")


def test_a_preferred_alias_says_so() -> None:
    labels = build("aliases", "MMA|en|skill:smaw|yes").labels
    assert [label.text for label in labels if label.is_preferred] == ["MMA"]
    with pytest.raises(DataTableError, match="preferred is 'no'"):
        build("aliases", "MMA|en|skill:smaw|no")


def test_the_taxonomy_of_the_package_is_read_once() -> None:
    assert default_taxonomy() is default_taxonomy()


# --- validity ----------------------------------------------------------------------------


def test_a_paper_without_a_row_is_not_said_to_expire() -> None:
    assert "skill:smaw" not in build().validity


def test_a_paper_may_never_expire() -> None:
    assert build().validity == {"language:jlpt": Validity(False, None, "test (assumed)")}


@pytest.mark.parametrize(("months", "expected"), [("24", 24), ("1", 1), ("1200", 1200), ("", None)])
def test_a_paper_expires_after_its_period_or_nobody_knows_when(
    months: str, expected: int | None
) -> None:
    text = f"subject|months|note|source|confidence\nskill:smaw|{months}||a law|quoted"
    taxonomy = build_taxonomy(reader({**TABLES, "validity": text}))
    assert taxonomy.validity == {"skill:smaw": Validity(True, expected, "a law (quoted)")}


@pytest.mark.parametrize("months", ["0", "-3", "1.5", "1201", "nan", "inf"])
def test_a_period_is_a_whole_number_of_months(months: str) -> None:
    with pytest.raises(DataTableError, match=r"row 3: .* months are no period"):
        build("validity", f"skill:smaw|{months}|")


@pytest.mark.parametrize("confidence", ["recalled", "assumed"])
def test_no_paper_ends_by_a_period_that_nobody_said(confidence: str) -> None:
    text = f"subject|months|note|source|confidence\nskill:smaw|24||memory|{confidence}"
    with pytest.raises(DataTableError, match=f"a period that is only {confidence}"):
        build_taxonomy(reader({**TABLES, "validity": text}))


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("skill:none|24|", "there is no concept 'skill:none'"),
        ("language:jlpt||", "'language:jlpt' stands twice"),
        ("skill:smaw|ever|", "'ever' in 'months' is not a number"),
    ],
)
def test_a_broken_row_of_validity_is_refused(line: str, reason: str) -> None:
    with pytest.raises(DataTableError, match=reason):
        build("validity", line)
