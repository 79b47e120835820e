"""Personal facts as arrays: from which value to which, and who is known alike."""

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.personal_facts import People, kinds_of
from small_world import person

BORN = date(2005, 3, 1)


def test_a_known_fact_has_one_value_and_an_unknown_one_every() -> None:
    known = replace(person(), sex="M", birth_date=BORN, height_cm=160.0, weight_kg=50.0)
    extents = People.of([known, person()]).extents
    for fact, value in (("sex", 1), ("age", BORN.toordinal()), ("height", 160), ("weight", 50)):
        low, high = extents[fact].low.tolist(), extents[fact].high.tolist()
        assert (low[0], high[0]) == (value, value)
        assert low[1] < value or fact == "sex"
        assert high[1] > value or fact == "sex"
    assert (extents["sex"].low.tolist()[1], extents["sex"].high.tolist()[1]) == (0, 1)


def test_a_fact_known_at_one_end_is_open_at_the_other() -> None:
    half = replace(person(), birth_from=BORN, height_cm_to=170.0)
    extents = People.of([half]).extents
    assert extents["age"].low.tolist() == [BORN.toordinal()]
    assert extents["age"].high[0] > date.max.toordinal()
    assert (extents["height"].low[0], extents["height"].high[0]) == (-np.inf, 170.0)


@given(st.integers(0, 3).flatmap(lambda width: st.lists(
    st.lists(st.integers(0, 2), min_size=width, max_size=width), max_size=12)))  # fmt: skip
def test_rows_are_of_one_kind_exactly_where_they_are_equal(rows: list[list[int]]) -> None:
    columns = [np.array(column) for column in zip(*rows, strict=True)]
    kinds = kinds_of(columns, len(rows))
    assert kinds.members.size == len(rows)
    for place, row in enumerate(rows):
        assert rows[kinds.examples[kinds.members[place]]] == row
    assert len(kinds.examples) == len({tuple(row) for row in rows})


def test_candidates_are_alike_in_the_facts_asked_alone() -> None:
    tall, small = (replace(person(), sex="F", height_cm=height) for height in (180.0, 150.0))
    people = People.of([tall, small])
    assert people.kinds(("sex",)).examples.size == 1
    assert people.kinds(("sex", "height")).examples.size == 2
    assert people.kinds(("sex",)) is people.kinds(("sex",))


measures = st.none() | st.sampled_from((100.0, 150.5))


@given(
    st.tuples(measures, measures, measures), st.none() | st.just(BORN), st.none() | st.just(BORN)
)
def test_what_is_known_goes_before_the_ends_between_which_it_is_said_to_lie(
    height: tuple[float | None, ...], known: date | None, last: date | None
) -> None:
    value, low, high = height
    who = replace(
        person(),
        height_cm=value,
        height_cm_from=low,
        height_cm_to=high,
        birth_date=known,
        birth_to=last,
    )
    extents = People.of([who]).extents
    ends = (low, high) if value is None else (value, value)
    assert extents["height"].low.tolist() == [-np.inf if ends[0] is None else ends[0]]
    assert extents["height"].high.tolist() == [np.inf if ends[1] is None else ends[1]]
    assert (extents["age"].low[0] == BORN.toordinal()) == (known is not None)
    assert (extents["age"].high[0] == BORN.toordinal()) == (known is not None or last is not None)
    assert [extents[fact].low.dtype for fact in ("sex", "age", "height")] == [
        np.int64,
        np.int64,
        np.float64,
    ]
