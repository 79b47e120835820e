"""Groups beside the candidates: nobody is dropped, and what is no group is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from matcher import Candidate
from matcher.errors import InputError, UnknownName
from matcher.fairness import Groups
from matcher.records import Candidates

PEOPLE = Candidates.from_records(
    [Candidate(id="C1", sex="F", province="Bali"), Candidate(id="C2", sex="M"), Candidate(id="C3")]
)


def test_a_file_names_groups_and_who_is_not_in_it_is_unknown(tmp_path: Path) -> None:
    path = tmp_path / "groups.csv"
    path.write_text("candidate_id,disability,sex\nC2,yes,M\nC1,,F\n", encoding="utf-8")
    groups = Groups.read(path)
    split = groups.split("disability", PEOPLE.ids)
    assert (split.names, split.codes.tolist()) == (("yes", "unknown"), [1, 0, 1])
    assert split.sizes.tolist() == [1, 2]
    assert repr(groups) == "<Groups: disability, sex of 2 people>"


def test_columns_of_the_candidates_make_groups() -> None:
    split = Groups.of(PEOPLE, ["province"]).split("province", PEOPLE.ids)
    assert (split.names, split.codes.tolist()) == (("Bali", "unknown"), [0, 1, 1])
    for name in ("skills", "birth_date", "religion"):
        with pytest.raises(UnknownName, match=f"No attribute '{name}'"):
            Groups.of(PEOPLE, [name])


def test_groups_that_are_given_go_with_columns() -> None:
    rows = [{"id": "C1", "disability": "yes"}]
    both = Groups.beside(PEOPLE, rows, ["sex"])
    assert list(both.by_attribute) == ["disability", "sex"]
    assert Groups.beside(PEOPLE, Groups.read(rows), []).people == {"C1"}
    assert list(Groups.beside(PEOPLE, None, ["sex"]).by_attribute) == ["sex"]


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([{"name": "C1", "sex": "F"}], "have the columns name, sex"),
        ([{"candidate_id": "C1"}], "have the columns candidate_id"),
        ([{"candidate_id": "C1", "sex": "F"}] * 2, "Row 2 .* a second time"),
        ([{"candidate_id": "", "sex": "F"}], "Row 1 .* is empty"),
    ],
)
def test_what_names_no_groups_is_refused(rows: list[dict[str, str]], told: str) -> None:
    with pytest.raises(InputError, match=told):
        Groups.read(rows)


def test_groups_of_nobody_and_no_groups_are_refused() -> None:
    with pytest.raises(InputError, match="name none of the candidates"):
        Groups.beside(PEOPLE, [{"candidate_id": "X", "sex": "F"}], [])
    with pytest.raises(InputError, match="told of no groups"):
        Groups.beside(PEOPLE, None, [])
