"""What work says is worked out once for each list of work, and said for everyone who has it."""

import numpy as np

from matcher.features.work_answers import WorkAnswers, WorkMemory
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.normalized import NormalClaim
from small_world import person, work

WELDER, COOK = work("occupation:welder", 6), work("occupation:cook", 12)


def test_places_that_are_answered_alike_have_the_same_values() -> None:
    found = WorkAnswers.of([((3, 1), (7, 8)), ((), (0, 0)), ((2,), (9, 9))], np.int16)
    assert found.places.tolist() == [3, 1, 2]
    assert found.values.tolist() == [[7, 7, 9], [8, 8, 9]]
    assert [part.dtype for part in found] == [np.int64, np.int16]


def test_nothing_said_keeps_the_types() -> None:
    found = WorkAnswers.of([], np.float64)
    assert (found.places.size, found.values.shape) == (0, (2, 0))
    assert [part.dtype for part in found] == [np.int64, np.float64]


def test_each_list_of_work_is_worked_out_once_as_long_as_its_cohort_lives() -> None:
    asked: list[tuple[NormalClaim, ...]] = []

    def count(claims: tuple[NormalClaim, ...]) -> WorkAnswers:
        asked.append(claims)
        return WorkAnswers.of([((len(claims),), (len(claims), 10))] if claims else [], np.int16)

    memory = WorkMemory(count)
    cohort = Cohort.of([person(WELDER), person(), person(WELDER, COOK), person(WELDER)])
    cells = memory.cells(cohort)
    assert cells.rows.tolist() == [0, 2, 3]
    assert cells.places.tolist() == [1, 2, 1]
    assert (cells.one.tolist(), cells.other.tolist()) == ([1, 2, 1], [10, 10, 10])
    assert memory.cells(cohort[2:]).places.tolist() == [2, 1]
    assert asked == [(WELDER,), (), (WELDER, COOK)]


def test_nobody_has_no_work() -> None:
    cells = WorkMemory(lambda _: WorkAnswers.of([], np.int16)).cells(Cohort.of([]))
    assert [part.size for part in cells] == [0, 0, 0, 0]
    assert [part.dtype for part in cells] == [np.int64, np.int64, np.int16, np.int16]
