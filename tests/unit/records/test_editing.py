"""An edited table has what is left, what is new in its place, and what is added at the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import InputError, UnknownName
from matcher.records import Vacancies, Vacancy
from matcher.records.editing import edited


def table(names: str, title: str = "welder") -> Vacancies:
    return Vacancies.from_records([Vacancy(id=name, title=title) for name in names])


@given(
    removed=st.permutations("ABCDE").map(lambda names: names[:2]),
    changed=st.permutations("ABCDE").map("".join),
    count=st.integers(0, 3),
    added=st.sampled_from(["", "F", "GF"]),
)
def test_the_edits_are_those_of_a_list(
    removed: list[str], changed: str, count: int, added: str
) -> None:
    replaced = "".join(name for name in changed if name not in removed)[:count]
    found = edited(
        table("ABCDE"),
        removed=removed,
        changed=table(replaced, "nurse"),
        added=table(added, "cook"),
    )
    left = [name for name in "ABCDE" if name not in removed]
    expected = [(name, "nurse" if name in replaced else "welder") for name in left]
    expected += [(name, "cook") for name in added]
    assert [(job.id, job.title) for job in found] == expected


def test_nothing_edited_is_the_table() -> None:
    assert edited(table("AB")) == table("AB")


def test_an_id_removed_twice_is_removed() -> None:
    assert edited(table("AB"), removed=["A", "A"]).ids == ("B",)


def test_what_is_removed_may_be_added_anew_and_comes_last() -> None:
    assert edited(table("AB"), removed=["A"], added=table("A")).ids == ("B", "A")


@pytest.mark.parametrize("edit", [{"removed": ["C"]}, {"changed": table("C")}])
def test_an_id_that_is_not_there_is_told(edit: dict[str, object]) -> None:
    with pytest.raises(UnknownName, match="No vacancy 'C'"):
        edited(table("AB"), **edit)  # type: ignore[arg-type]


def test_an_id_that_is_there_is_not_added() -> None:
    with pytest.raises(InputError, match="There is a vacancy 'B' already"):
        edited(table("AB"), added=table("B"))


def test_what_is_removed_is_not_changed() -> None:
    with pytest.raises(InputError, match="'B' is both removed and changed"):
        edited(table("AB"), removed=["B"], changed=table("B"))
