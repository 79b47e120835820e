"""Lists laid out as arrays say what the lists say, whatever is done with them."""

from collections.abc import Sequence
from itertools import chain

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing import coding
from matcher.normalizing.coding import Members, alike

lists = st.lists(st.lists(st.integers(0, 4), max_size=4), max_size=6)
Lists = list[list[int]]


def told(members: Members) -> Lists:
    return [members.of(place).tolist() for place in range(len(members))]


def places(numbers: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.array(numbers, dtype=np.int64)


# --- rows that are alike -----------------------------------------------------------------

rows = st.lists(st.tuples(*[st.integers(0, 2)] * 3), max_size=9)


@given(rows)
def test_rows_have_one_code_exactly_where_they_are_equal(drawn: list[tuple[int, ...]]) -> None:
    columns = [places([row[at] for row in drawn]) for at in range(3)]
    found = alike(columns, len(drawn))
    assert found.of.size == len(drawn)
    for row, code in zip(drawn, found.of.tolist(), strict=True):
        assert drawn[found.examples[code]] == row
        assert drawn.index(row) == found.examples[code]
    assert found.examples.size == len(set(drawn))


@given(rows)
def test_columns_of_very_many_codes_are_told_apart_as_well(drawn: list[tuple[int, ...]]) -> None:
    wide = [places([row[at] * 2**40 for row in drawn]) for at in range(3)]
    narrow = [places([row[at] for row in drawn]) for at in range(3)]
    assert alike(wide, len(drawn)).of.tolist() == alike(narrow, len(drawn)).of.tolist()


def test_keys_are_pressed_together_only_where_they_grow_too_large(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    columns = [places([1, 0, 1, 1]), places([2, 2, 2, 0]), places([0, 0, 0, 0])]
    whole = alike(columns, 4)
    monkeypatch.setattr(coding, "_MOST_KEYS", 1)
    assert alike(columns, 4).of.tolist() == whole.of.tolist() == [2, 0, 2, 1]


def test_rows_without_columns_are_all_alike() -> None:
    assert alike([], 3).of.tolist() == [0, 0, 0]
    assert alike([], 0).examples.size == 0


# --- lists -------------------------------------------------------------------------------


@given(lists)
def test_lists_laid_out_are_read_back(drawn: Lists) -> None:
    found = Members.of_lists(drawn)
    assert told(found) == drawn
    assert found.sizes.tolist() == [len(one) for one in drawn]
    assert found.rows.tolist() == [row for row, one in enumerate(drawn) for _ in one]
    assert found.places.tolist() == list(range(found.members.size))


@given(st.lists(st.integers(0, 4), max_size=5))
def test_single_members_are_lists_of_their_own(drawn: list[int]) -> None:
    assert told(Members.of_single(places(drawn))) == [[one] for one in drawn]


@given(st.lists(st.integers(0, 3), max_size=8))
def test_places_are_grouped_by_their_code(drawn: list[int]) -> None:
    assert told(Members.grouped(places(drawn), 4)) == [
        [place for place, code in enumerate(drawn) if code == own] for own in range(4)
    ]


@given(lists, st.data())
def test_parts_are_joined_list_by_list(drawn: Lists, data: st.DataObject) -> None:
    same = st.lists(st.lists(st.integers(0, 4)), min_size=len(drawn), max_size=len(drawn))
    others = data.draw(st.lists(same, max_size=2))
    found = Members.joined([Members.of_lists(part) for part in (drawn, *others)])
    assert told(found) == [list(chain(*parts)) for parts in zip(drawn, *others, strict=True)]


@given(lists, st.data())
def test_some_lists_are_taken_in_the_order_asked(drawn: Lists, data: st.DataObject) -> None:
    some = data.draw(st.lists(st.integers(0, len(drawn) - 1))) if drawn else []
    assert told(Members.of_lists(drawn).take(places(some))) == [drawn[one] for one in some]


@given(lists, st.lists(st.lists(st.integers(0, 9)), min_size=5, max_size=5))
def test_members_are_replaced_by_the_lists_they_number(drawn: Lists, found: Lists) -> None:
    through = Members.of_lists(drawn).through(Members.of_lists(found))
    assert told(through) == [[leaf for one in own for leaf in found[one]] for own in drawn]


@given(lists)
def test_what_is_not_kept_leaves_its_list(drawn: Lists) -> None:
    found = Members.of_lists(drawn)
    assert told(found.where(found.members > 1)) == [[x for x in own if x > 1] for own in drawn]


@given(lists)
def test_sets_are_sorted_and_without_repetition(drawn: Lists) -> None:
    assert told(Members.of_lists(drawn).sets()) == [sorted(set(own)) for own in drawn]


@given(lists)
def test_the_distinct_lists_are_those_of_all(drawn: Lists) -> None:
    found, of = Members.of_lists(drawn).distinct()
    known = told(found)
    assert [known[place] for place in of.tolist()] == drawn
    assert known == [list(one) for one in dict.fromkeys(map(tuple, drawn))]
