"""List cells: what is written reads back as the same, and every separator has one meaning."""

import contextlib
import re
from datetime import date
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import CellError
from matcher.records import (
    AllOf,
    AnyOf,
    Asked,
    Claim,
    Evidence,
    Expression,
    OfVacancy,
    Personal,
    Section,
)
from matcher.records.cells import (
    canonical_section,
    fits_cell,
    format_requirements,
    format_section,
    format_texts,
    parse_requirements,
    parse_section,
    parse_texts,
)
from record_strategies import PIECES, asked, asked_expressions, claims, sections, texts


def skill(what: str, level: str | None = None) -> Asked:
    return Asked(section="skills", what=what, level=level)


def alternatives(expression: Expression) -> list[tuple[Expression, ...]]:
    """The disjunctive form, by its definition."""
    if isinstance(expression, AnyOf):
        return [option for part in expression.any for option in alternatives(part)]
    if isinstance(expression, AllOf):
        chosen = product(*(alternatives(part) for part in expression.all))
        return [tuple(leaf for option in options for leaf in option) for options in chosen]
    return [(expression,)]


# --- laws --------------------------------------------------------------------------------


@given(sections())
def test_a_section_survives_being_written(section: Section) -> None:
    assert parse_section(format_section(section)) == section


@given(sections())
def test_a_written_section_is_canonical(section: Section) -> None:
    cell = format_section(section)
    assert canonical_section(cell) == cell


@given(
    st.lists(
        st.sampled_from(
            (*PIECES, "; ", ";", "...", " ...", "|", "a||PKL", "b|||Mei 2025|2025-12", "c|Proses")
        ),
        max_size=8,
    ).map("".join)
)
def test_the_canonical_cell_is_that_of_the_section_read(cell: str) -> None:
    try:
        wanted = format_section(parse_section(cell))
    except ValueError:
        with pytest.raises(ValueError, match=r"."):
            canonical_section(cell)
    else:
        assert canonical_section(cell) == wanted


@given(asked_expressions("languages"), asked_expressions("languages"))
def test_requirements_survive_being_written_up_to_disjunctive_form(
    first: Expression, second: Expression
) -> None:
    cell = format_requirements([first, second])
    read = parse_requirements(cell, "languages")
    assert [alternatives(one) for one in read] == [alternatives(first), alternatives(second)]


@given(asked_expressions("skills"))
def test_what_was_read_from_a_cell_is_written_as_that_cell(expression: Expression) -> None:
    cell = format_requirements([expression])
    assert format_requirements(parse_requirements(cell, "skills")) == cell


@given(st.lists(texts, max_size=4))
def test_texts_survive_being_written(drawn: list[str]) -> None:
    assert parse_texts(format_texts(drawn)) == tuple(drawn)


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_any_cell_is_read_or_refused_in_its_own_words(cell: str) -> None:
    for read in (parse_section, lambda text: parse_requirements(text, "skills")):
        with contextlib.suppress(CellError):
            read(cell)


@given(claims(), asked())
def test_blanks_around_separators_mean_nothing(claim: Claim, leaf: Asked) -> None:
    cell = format_section(Section(state="complete", claims=(claim, claim)))
    assert parse_section(f"  {cell} ; ") == parse_section(cell)
    wanted = format_requirements([leaf])
    assert parse_requirements(f" ;{wanted}; ", leaf.section) == (leaf,)


# --- sections ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "state", "names"),
    [
        ("", "absent", []),
        ("   ", "absent", []),
        (" ; ;", "absent", []),
        ("-", "complete", []),
        (" - ", "complete", []),
        ("Tidak Ada", "complete", []),
        ("NONE", "complete", []),
        ('"-"', "complete", ["-"]),
        ("none of these", "complete", ["none of these"]),
        ("...", "partial", []),
        ("…", "partial", []),
        ("las; ...", "partial", ["las"]),
        ("las;...", "partial", ["las"]),
        ("las ... ", "partial", ["las"]),
        ("las; …", "partial", ["las"]),
        ("las...", "complete", ["las..."]),
        ('las; "..."', "complete", ["las", "..."]),
        ("...; las", "complete", ["...", "las"]),
        ("las;; listrik;", "complete", ["las", "listrik"]),
        ("las or listrik + bubut", "complete", ["las or listrik + bubut"]),
    ],
)
def test_a_cell_says_how_much_it_lists(cell: str, state: str, names: list[str]) -> None:
    section = parse_section(cell)
    assert (section.state, [claim.what for claim in section.claims]) == (state, names)


def test_an_item_has_five_parts() -> None:
    cell = " las SMAW 3G | 6 months | BNSP | 2024-05-01 | 1/5/2027 "
    assert parse_section(cell).claims == (
        Claim(
            what="las SMAW 3G",
            level="6 months",
            evidence=Evidence.BNSP,
            valid_from=date(2024, 5, 1),
            valid_to=date(2027, 5, 1),
        ),
    )


@pytest.mark.parametrize("cell", ["JFT-Basic|Proses", "JFT-Basic: Proses", "JFT-Basic (proses)"])
def test_what_is_in_progress_is_not_had(cell: str) -> None:
    assert parse_section(cell) == Section(state="complete")
    assert parse_section(f"{cell}; ...") == Section(state="partial")
    (claim,) = parse_section(f"{cell}; JLPT|N4").claims
    assert claim.what == "JLPT"


@pytest.mark.parametrize("cell", ["JFT-Basic|Lulus", "JFT-Basic: Lulus", "JFT-Basic||lulus"])
def test_what_is_passed_is_proven_by_a_test(cell: str) -> None:
    (claim,) = parse_section(cell).claims
    assert claim == Claim(what="JFT-Basic", evidence=Evidence.TEST)


def test_a_month_is_from_its_first_to_its_last_day() -> None:
    (claim,) = parse_section("JLPT|N4|test|Juli 2025|Februari 2028").claims
    assert (claim.valid_from, claim.valid_to) == (date(2025, 7, 1), date(2028, 2, 29))


def test_parts_in_the_middle_may_be_empty() -> None:
    assert parse_section("las||PKL||2027-05-01").claims == (
        Claim(what="las", evidence=Evidence.INTERNSHIP, valid_to=date(2027, 5, 1)),
    )


def test_trailing_parts_are_left_out_when_written() -> None:
    claim = Claim(what="las", level="3G")
    assert format_section(Section(state="complete", claims=(claim,))) == "las|3G"
    dated = Claim(what="las", evidence=Evidence.UKK, valid_from=date(2024, 5, 1))
    written = format_section(Section(state="partial", claims=(dated, claim)))
    assert written == "las||ukk|2024-05-01; las|3G; ..."


@pytest.mark.parametrize(
    ("section", "cell"),
    [
        (Section(), ""),
        (Section(state="complete"), "-"),
        (Section(state="partial"), "..."),
        (Section(state="complete", claims=(Claim(what="none"),)), '"none"'),
        (Section(state="complete", claims=(Claim(what='6" pipe'),)), '"6"" pipe"'),
        (Section(state="complete", claims=(Claim(what="a or b"),)), '"a or b"'),
        (Section(state="complete", claims=(Claim(what="orang + or"),)), '"orang + or"'),
        (Section(state="complete", claims=(Claim(what="oratau+"),)), "oratau+"),
        (Section(state="complete", claims=(Claim(what="etc..."),)), '"etc..."'),
    ],
)
def test_a_section_is_written_with_as_few_quotes_as_it_needs(section: Section, cell: str) -> None:
    assert format_section(section) == cell
    assert parse_section(cell) == section


def test_quotes_count_only_where_a_part_begins() -> None:
    names = [claim.what for claim in parse_section('plate 6"; pipe 8"; "a;b"; "c""d').claims]
    assert names == ['plate 6"', 'pipe 8"', "a;b", '"c""d']
    assert parse_section('las|"3G;4G"').claims[0].level == "3G;4G"
    assert parse_section('"a" b|"c|d"').claims[0] == Claim(what="a b", level="c|d")
    assert [claim.what for claim in parse_section('"a" "b;c"').claims] == ['a "b', 'c"']
    assert parse_section('" "; a').claims == (Claim(what="a"),)


def test_a_quote_after_an_empty_text_is_no_opening_one() -> None:
    assert [claim.what for claim in parse_section('x"y;z"').claims] == ['x"y', 'z"']


def test_too_many_parts_are_refused_with_the_item() -> None:
    with pytest.raises(CellError) as caught:
        parse_section("ok; a|b|test|2024-01-01|2024-01-02|f")
    assert caught.value.reason == (
        "The item 'a|b|test|2024-01-01|2024-01-02|f' has 6 parts; at most 5 are known."
    )
    assert caught.value.repair == (
        "Write what|level|evidence|from|to, trailing parts may be left out."
    )
    assert caught.value.value == "ok; a|b|test|2024-01-01|2024-01-02|f"


@pytest.mark.parametrize("cell", ["|N4", "JLPT|N4; |N3", ' ""|N4'])
def test_an_item_that_names_nothing_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match=r"The item '\|N\d' names nothing\. Fill its first part\."):
        parse_section(cell)


def test_bad_evidence_and_dates_are_refused() -> None:
    with pytest.raises(CellError, match="'guess' is no grade of evidence"):
        parse_section("las||guess")
    with pytest.raises(CellError, match=r"'31/2/2024' is a date that does not exist\."):
        parse_section("las|||31/2/2024")
    with pytest.raises(CellError, match=r"'soon' is no date\."):
        parse_section("las||||soon")


# --- requirements ------------------------------------------------------------------------


def test_plus_binds_tighter_than_or() -> None:
    read = parse_requirements("SMAW|3G + GTAW|3G or FCAW|3G; MIG", "skills")
    both = AllOf(all=(skill("SMAW", "3G"), skill("GTAW", "3G")))
    assert read == (AnyOf(any=(both, skill("FCAW", "3G"))), skill("MIG"))


@pytest.mark.parametrize("word", ["or", "OR", "atau", "Atau"])
def test_alternatives_are_joined_in_english_or_indonesian(word: str) -> None:
    assert parse_requirements(f"a {word} b", "skills") == (AnyOf(any=(skill("a"), skill("b"))),)


def test_joining_words_need_blanks_around_them() -> None:
    assert parse_requirements("motor+oli", "skills") == (skill("motor+oli"),)
    assert parse_requirements("operator mesin", "skills") == (skill("operator mesin"),)
    assert parse_requirements("a\tor\nb", "skills") == (AnyOf(any=(skill("a"), skill("b"))),)


def test_quoted_joining_words_are_text() -> None:
    assert parse_requirements('"a or b"', "skills") == (skill("a or b"),)
    assert format_requirements([skill("x"), skill("or b")]) == 'x; "or b"'


def test_a_requirement_may_demand_evidence() -> None:
    read = parse_requirements("las||BNSP", "skills")
    assert read == (Asked(section="skills", what="las", evidence=Evidence.BNSP),)
    assert format_requirements(read) == "las||bnsp"


@pytest.mark.parametrize("cell", ["", " ", "-", ";", "Tidak ada", "none"])
def test_an_empty_cell_asks_nothing(cell: str) -> None:
    assert parse_requirements(cell, "skills") == ()
    assert parse_texts(cell) == ()


@pytest.mark.parametrize("cell", ["las|||2024-01-01", "las||||2024-01-01", "x; las|||1|2"])
def test_a_requirement_with_dates_is_refused(cell: str) -> None:
    with pytest.raises(CellError) as caught:
        parse_requirements(cell, "skills")
    assert caught.value.reason == "The requirement 'las' has dates; a requirement has none."
    assert caught.value.repair == ("Use the column 'departure' for the date on which it is needed.")
    assert caught.value.value == cell


@pytest.mark.parametrize("cell", ["a or  or b", "a +  + b", "a or |N4"])
def test_an_empty_alternative_is_refused(cell: str) -> None:
    with pytest.raises(CellError, match="names nothing") as caught:
        parse_requirements(cell, "skills")
    assert caught.value.value == cell


@pytest.mark.parametrize("leaf", [Personal(age_min=18), OfVacancy(vacancy="verified")])
def test_facts_that_are_no_claims_cannot_be_written(leaf: Expression) -> None:
    with pytest.raises(CellError) as caught:
        format_requirements([AnyOf(any=(skill("a"), leaf))])
    assert caught.value.value == str(leaf)
    assert caught.value.reason == "Personal bounds stand in columns of their own."
    assert caught.value.repair == (
        "Write them to the columns age_min, age_max, sex, height_min, ..."
    )


def test_every_part_that_is_needed_is_combined_with_every_alternative() -> None:
    either = AnyOf(any=(skill("a"), skill("b")))
    assert format_requirements([AllOf(all=(either, skill("c"), either))]) == (
        "a + c + a or a + c + b or b + c + a or b + c + b"
    )


def test_a_cell_says_only_what_its_section_has() -> None:
    assert fits_cell(AllOf(all=(skill("a"), skill("b"))), "skills")
    assert not fits_cell(skill("a"), "languages")
    assert not fits_cell(AnyOf(any=(skill("a"), Personal(age_min=18))), "skills")
    assert not fits_cell(OfVacancy(vacancy="verified"), "skills")


def test_a_cell_says_at_most_64_alternatives() -> None:
    def all_of(pairs: int) -> Expression:
        pair = AnyOf(any=(skill("a"), skill("b")))
        return AllOf(all=(pair,) * pairs)

    assert fits_cell(all_of(6), "skills")
    assert not fits_cell(all_of(7), "skills")
    assert fits_cell(AnyOf(any=(skill("a"),) * 64), "skills")
    assert not fits_cell(AnyOf(any=(skill("a"),) * 65), "skills")
    assert not fits_cell(all_of(4000), "skills")


def test_long_cells_are_read_in_linear_time() -> None:
    items = parse_section(";".join(['"' + 'a""' * 50 + '"'] * 300)).claims
    assert (len(items), items[0].what) == (300, 'a"' * 50)
    assert len(parse_section('x"' * 300 + ";" + '"' * 299).claims) == 2


@given(st.lists(texts.filter(lambda text: '"' not in text), max_size=4).map("; ".join))
def test_a_cell_is_read_alike_item_by_item_and_as_a_whole(cell: str) -> None:
    quoted = f'{cell}; "q"'  # a quote anywhere makes the cell be read as a whole
    try:
        plain = parse_section(f"{cell}; q")
    except CellError as error:
        with pytest.raises(CellError, match=re.escape(error.reason)):
            parse_section(quoted)
    else:
        assert parse_section(quoted) == plain


@pytest.mark.parametrize("what", ["JLPT", '"JLPT"'])
def test_a_month_without_a_day_begins_on_its_first_and_ends_on_its_last(what: str) -> None:
    (claim,) = parse_section(f"{what}|N4||Mei 2026|Juni 2027").claims
    assert (claim.valid_from, claim.valid_to) == (date(2026, 5, 1), date(2027, 6, 30))
