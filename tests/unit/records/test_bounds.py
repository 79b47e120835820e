"""Bounds: which number is the lowest, which the highest, and whose they are."""

import pytest

from matcher.errors import CellError
from matcher.records.bounds import Found, Range, pair, quantities
from matcher.records.phrases import Token, lexer
from matcher.records.sexes import BoundsBySex, by_sex


def found_in(text: str) -> tuple[list[Found], list[Token]]:
    tokens = list(lexer("sex", "bound", "fact").tokens(text))
    values = {at: float(t.meaning) for at, t in enumerate(tokens) if t.kind == "number"}
    return pair(quantities(tokens, values), tokens, text), tokens


def ranges(text: str) -> list[tuple[float | None, float | None]]:
    return [(one.range.low, one.range.high) for one in found_in(text)[0]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1 - 2", [(1, 2)]), ("min 1", [(1, None)]), ("max 2", [(None, 2)]), ("1", [(1, None)]),
        ("min 1 max 2", [(1, 2)]), ("max 2 min 1", [(1, 2)]), ("1 2", [(1, None), (2, None)]),
        ("- 1 - 2 -", [(1, 2)]), ("1 以上 2 以下", [(1, 2)]), ("1 ~", [(1, None)]),
        ("min 1 min 2", [(1, None), (2, None)]), ("1 s/d 2 s/d 3", [(1, 2), (3, None)]),
        ("min 1 pria max 2", [(1, None), (None, 2)]), ("hingga 2", [(None, 2)]),
    ],
)  # fmt: skip
def test_numbers_make_ranges(text: str, expected: list[tuple[float | None, float | None]]) -> None:
    assert ranges(text) == expected


def test_a_lowest_value_above_the_highest_is_refused() -> None:
    for text in ("2 - 1", "1 - min 2", "min 2 max 1"):
        with pytest.raises(CellError, match="The lowest value 2 is above the highest 1"):
            ranges(text)


def test_a_lone_number_is_bare_and_a_word_makes_it_a_bound() -> None:
    assert [one.is_bare for one in found_in("1")[0]] == [True]
    assert [one.is_bare for one in found_in("1 minimal")[0]] == [False]
    assert [one.is_below for one in found_in("di bawah 2")[0]] == [True]


def test_sexes_stand_before_their_ranges_or_all_behind_them() -> None:
    one, two = Range(1, 2), Range(3, 4)
    for text in ("L 1-2 P 3-4", "1-2 L, 3-4 P"):
        assert by_sex(*found_in(text), text) == BoundsBySex(Range(), one, two)
    assert by_sex(*found_in("L/P 1-2"), "") == by_sex(*found_in("1-2"), "") == BoundsBySex(one)
    assert BoundsBySex().is_open
    assert not BoundsBySex(female=one).is_open


def test_two_bounds_of_one_sex_are_joined_or_refused() -> None:
    joined = by_sex(*found_in("L min 1, L max 2"), "")
    assert joined.male == Range(1, 2)
    for text in ("L 1-2, L 3-4", "L min 3, L max 1", "L min 3, L min 4", "L max 3, L max 4"):
        with pytest.raises(CellError, match="two bounds that do not fit together"):
            by_sex(*found_in(text), text)
