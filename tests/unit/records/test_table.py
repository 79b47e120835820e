"""Tables of records: the same as the records in them, and safe to take apart."""

import pickle
from typing import Any

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import CellError, InputError, UnknownName
from matcher.records import (
    AllOf,
    AnyOf,
    Asked,
    Candidate,
    Candidates,
    OfVacancy,
    Personal,
    Requirement,
    Vacancies,
    Vacancy,
    read_candidates,
    read_vacancies,
)
from matcher.records.cells import fits_cell
from matcher.records.vacancies import split_by_sex
from matcher.records.vacancy import MUST_FIELDS, NICE_FIELDS
from record_strategies import asked_expressions, candidates, expressions, vacancies

cohorts = st.lists(candidates, max_size=4, unique_by=lambda one: one.id)


def cell_form(vacancy: Vacancy) -> Vacancy:
    """The vacancy as its cells say it."""
    return Vacancies.from_records([vacancy])[0]


@given(cohorts)
def test_a_table_holds_exactly_its_candidates(drawn: list[Candidate]) -> None:
    table = Candidates.from_records(drawn)
    assert list(table) == drawn
    assert [table[place] for place in range(len(drawn))] == drawn
    assert table.ids == tuple(one.id for one in drawn)
    assert (len(table), table.rows_read, table.rows_accepted) == (len(drawn),) * 3
    assert (table.rejected, table.notes) == ((), ())


@given(cohorts)
def test_arrow_and_records_lead_back_to_the_same_table(drawn: list[Candidate]) -> None:
    table = Candidates.from_records(drawn)
    assert Candidates.from_arrow(table.to_arrow()) == table
    assert Candidates.from_records(table) == table
    assert read_candidates(table.to_arrow()) == table
    assert read_candidates(drawn) == table
    assert pickle.loads(pickle.dumps(table)) == table  # noqa: S301


@given(st.lists(vacancies(), max_size=3, unique_by=lambda one: one.id))
def test_a_table_holds_exactly_its_vacancies(drawn: list[Vacancy]) -> None:
    table = Vacancies.from_records(drawn)
    assert list(table) == drawn
    assert Vacancies.from_arrow(table.to_arrow()) == table


@given(vacancies(lambda _: expressions(), lambda _: asked_expressions()))
def test_what_no_cell_can_say_is_asked_by_the_requirements(drawn: Vacancy) -> None:
    stored = cell_form(drawn)
    assert cell_form(stored) == stored
    moved = len(stored.requirements) - len(drawn.requirements)
    assert stored.requirements[moved:] == drawn.requirements
    unsayable = [
        (expression, "nice" if name in NICE_FIELDS else "must", name == "documents")
        for name, section in {**MUST_FIELDS, **NICE_FIELDS}.items()
        for expression in getattr(drawn, name)
        if not fits_cell(expression, section)
    ]
    assert unsayable == [
        (one.expression, one.importance, one.stage == "depart")
        for one in stored.requirements[:moved]
    ]


@given(vacancies(asked_expressions, asked_expressions))
def test_a_vacancy_read_back_asks_for_as_many_things(drawn: Vacancy) -> None:
    assert len(list(cell_form(drawn).asks())) == len(list(drawn.asks()))


@given(cohorts, st.slices(4))
def test_a_slice_is_the_table_of_the_slice(drawn: list[Candidate], part: slice) -> None:
    table = Candidates.from_records(drawn)
    assert table[part] == Candidates.from_records(drawn[part])
    assert table[part].rows_read == len(drawn[part])


def small(*names: str) -> Candidates:
    return Candidates.from_records(Candidate(id=name) for name in names)


def test_positions_count_from_both_ends_and_stop_there() -> None:
    table = small("a", "b")
    assert (table[-1].id, table[True].id) == ("b", "b")
    for place in (2, -3):
        with pytest.raises(IndexError):
            table[place]
    with pytest.raises(TypeError):
        table["a"]  # type: ignore[call-overload]


def test_a_slice_rejected_nothing() -> None:
    table = read_candidates([{"id": "a"}, {"id": ""}, {"id": "b"}])
    assert (len(table), table.rows_read, len(table.rejected)) == (2, 3, 1)
    part = table[:1]
    assert (part.rejected, part.rows_read, part.rows_accepted) == ((), 1, 1)
    assert repr(table) == "Candidates(2; 1 of 3 rows rejected)"
    assert repr(part) == "Candidates(1)"
    assert repr(small(*map(str, range(1000)))) == "Candidates(1,000)"


def test_tables_are_equal_by_content_and_kind() -> None:
    assert small("a", "b") == small("a", "b")
    assert small("a", "b") != small("b", "a")
    assert small("a") != [Candidate(id="a")]
    assert small() != Vacancies.from_records([])
    with pytest.raises(TypeError, match="unhashable"):
        hash(small("a"))


def test_a_table_cannot_be_changed() -> None:
    with pytest.raises(AttributeError):
        small("a").rows_read = 3  # type: ignore[misc]


def test_equal_ids_and_foreign_records_are_refused() -> None:
    with pytest.raises(InputError, match="The id 'a' is there twice"):
        small("a", "b", "a")
    with pytest.raises(InputError, match="A Vacancy stands among the candidates"):
        Candidates.from_records([Vacancy(id="a", title="x")])  # type: ignore[list-item]


def test_a_table_from_arrow_may_lack_columns_and_differ_in_width() -> None:
    made = pa.table({"id": pa.array(["V"], pa.large_string()), "title": ["welder"]})
    assert Vacancies.from_arrow(made)[0] == Vacancy(id="V", title="welder")
    more = made.append_column("openings", pa.array([7], pa.int8()))
    assert Vacancies.from_arrow(more)[0].openings == 7


@pytest.mark.parametrize(
    ("columns", "error"),
    [
        ({"id": ["a"], "nick": ["x"]}, UnknownName),
        ({"id": ["a"], "height_cm": ["tall"]}, InputError),
        ({"id": ["a", "a"]}, InputError),
        ({"id": ["a", None]}, InputError),
        ({"sex": ["M"]}, InputError),
    ],
)
def test_arrow_tables_of_another_shape_are_refused(
    columns: dict[str, Any], error: type[Exception]
) -> None:
    with pytest.raises(error):
        Candidates.from_arrow(pa.table(columns))


def test_columns_have_the_types_of_their_facts() -> None:
    schema = small("a").to_arrow().schema
    assert schema.field("birth_date").type == pa.date32()
    assert schema.field("height_cm").type == pa.float64()
    assert schema.field("skills").type == pa.string()
    assert Vacancies.from_records([]).to_arrow().schema.field("openings").type == pa.int64()


def test_expressions_move_with_their_importance_and_stage() -> None:
    personal, other = Personal(age_min=18), Asked(section="languages", what="JLPT")
    skill = Asked(section="skills", what="las")
    drawn = Vacancy(
        id="V", title="x", skills=(skill, AllOf(all=(skill, personal))), nice_skills=(other,),
        documents=(OfVacancy(vacancy="verified"),), requirements=(Requirement(expression=skill),),
    )  # fmt: skip
    stored = cell_form(drawn)
    assert (stored.skills, stored.nice_skills, stored.documents) == ((skill,), (), ())
    assert stored.requirements == (
        Requirement(expression=AllOf(all=(skill, personal))),
        Requirement(expression=OfVacancy(vacancy="verified"), stage="depart"),
        Requirement(expression=other, importance="nice"),
        Requirement(expression=skill),
    )


def test_a_list_given_for_a_cell_must_be_sayable_there() -> None:
    row = {"id": "V", "title": "x", "skills": [{"section": "languages", "what": "JLPT"}]}
    (rejected,) = read_vacancies([row]).rejected
    assert rejected.reason == "A cell of the column 'skills' cannot say it."
    assert rejected.repair == "Put it into the column 'requirements'."


@pytest.mark.parametrize(
    ("row", "parts"),
    [
        ({}, [{}]),
        ({"openings_male": None, "openings_female": None}, [{}]),
        ({"openings_male": 2}, [{"id": "X/L", "order_id": "X", "sex": "M", "openings": 2}]),
        ({"openings_male": 0, "openings_female": 3, "openings": 3, "sex": "F"},
         [{"id": "X/P", "order_id": "X", "sex": "F", "openings": 3}]),
        ({"openings_male": 1, "openings_female": 2, "order_id": "O"},
         [{"id": "X/L", "order_id": "O", "sex": "M", "openings": 1},
          {"id": "X/P", "order_id": "O", "sex": "F", "openings": 2}]),
        ({"openings_male": 0, "openings_female": 0, "sex": "F"}, [{"openings": 0}]),
    ],
)  # fmt: skip
def test_quotas_by_sex_split_a_vacancy(row: dict[str, Any], parts: list[dict[str, Any]]) -> None:
    assert split_by_sex({"id": "X", **row}) == parts


def test_contradicting_quotas_are_refused() -> None:
    with pytest.raises(CellError, match="The openings are 4, but those by sex add up to 3"):
        split_by_sex({"id": "X", "openings": 4, "openings_male": 1, "openings_female": 2})
    with pytest.raises(CellError, match="The vacancy is for sex F, but 'openings_male' is 1"):
        split_by_sex({"id": "X", "sex": "F", "openings_male": 1})
    either = AnyOf(any=(Personal(sex="M"), Personal(sex="F")))
    assert either.any[0] != either.any[1]
