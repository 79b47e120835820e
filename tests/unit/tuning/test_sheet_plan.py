"""The plan of judging sheets: who gets which rows, how many, and in which order."""

from collections import Counter, defaultdict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Candidate, Weights
from matcher.errors import InputError
from matcher.settings import COMPONENTS
from matcher.tuning.judging_pools import Pool
from matcher.tuning.sheet_plan import Design, SheetRow, rows_of

VACANCIES = 14


def pools(count: int, seed: int = 0) -> list[Pool]:
    """Candidates with vacancies of drawn components."""
    random = np.random.default_rng(seed)
    return [
        Pool(
            candidate=Candidate(id=f"C{number}"),
            vacancy_ids=tuple(f"V{place}" for place in range(VACANCIES)),
            components=random.random((VACANCIES, len(COMPONENTS))),
            top=(0, 1, 2, 3),
            drawn=tuple((4 + random.permutation(VACANCIES - 4)[:8]).tolist()),
        )
        for number in range(count)
    ]


def design(**changes: object) -> Design:
    values: dict[str, object] = {
        "judges": ("ana", "budi", "cici"),
        "pairs_per_judge": 40,
        "overlap": 0.2,
        "evaluation": 0.4,
        "repeated": 0.05,
        "per_candidate": 6,
        "seed": 0,
        **changes,
    }
    return Design(**values)  # type: ignore[arg-type]


def planned(one: Design, seed: int = 0) -> tuple[SheetRow, ...]:
    found = pools(one.lists + 3, seed)
    return rows_of(found, one, Weights(), np.random.default_rng(seed))


designs = st.builds(
    design,
    judges=st.sampled_from([("ana",), ("ana", "budi"), ("ana", "budi", "cici")]),
    pairs_per_judge=st.integers(4, 45),
    overlap=st.sampled_from([0.0, 0.1, 0.2, 0.5, 1.0]),
    evaluation=st.sampled_from([0.0, 0.4, 1.0]),
    repeated=st.sampled_from([0.0, 0.05, 0.2, 0.5]),
    per_candidate=st.integers(3, 7),
    seed=st.integers(0, 5),
)


@given(designs)
@settings(max_examples=40, deadline=None)
def test_every_judge_gets_as_many_rows_as_asked(one: Design) -> None:
    rows = planned(one)
    assert Counter(row.judge for row in rows) == dict.fromkeys(one.judges, one.pairs_per_judge)
    assert len({row.row for row in rows}) == len(rows)
    for judge in one.judges:
        again = [row for row in rows if row.judge == judge and row.repeated]
        assert len(again) == one.repeats
        once = Counter(
            (row.candidate_id, row.vacancy_id)
            for row in rows
            if row.judge == judge and not row.repeated
        )
        assert set(once.values()) == {1}
        assert all(once[row.candidate_id, row.vacancy_id] for row in again)


@given(designs)
@settings(max_examples=40, deadline=None)
def test_some_candidates_are_judged_by_all_and_the_others_by_one(one: Design) -> None:
    lists: defaultdict[str, dict[str, frozenset[str]]] = defaultdict(dict)
    for row in planned(one):
        if not row.repeated:
            before = lists[row.candidate_id].get(row.judge, frozenset())
            lists[row.candidate_id][row.judge] = before | {row.vacancy_id}
    judged = Counter(len(by) for by in lists.values())
    shared = len(one.shared) if len(one.judges) > 1 else 0
    assert judged[len(one.judges)] == (shared or (one.lists if len(one.judges) == 1 else 0))
    assert set(judged) <= {1, len(one.judges)}
    for by in lists.values():
        assert len(set(by.values())) == 1
        assert 2 <= len(next(iter(by.values()))) <= one.per_candidate


@pytest.mark.parametrize("overlap", [0.1, 0.2, 0.5])
def test_the_overlap_is_what_was_asked(overlap: float) -> None:
    one = design(overlap=overlap, pairs_per_judge=120, repeated=0)
    assert sum(one.shared) == pytest.approx(120 * overlap)
    assert len(one.shared) / (len(one.shared) + len(one.own)) == pytest.approx(overlap, abs=0.03)


def test_the_share_of_lists_for_evaluation_is_as_asked() -> None:
    one = design(pairs_per_judge=60, repeated=0, evaluation=0.4)
    purposes: defaultdict[str, set[str]] = defaultdict(set)
    for row in planned(one):
        purposes[row.candidate_id].add(row.purpose)
    kinds = Counter(tuple(sorted(found)) for found in purposes.values())
    assert set(kinds) == {("informative",), ("random", "top")}
    expected = one.evaluated(one.shared) + 3 * one.evaluated(one.own)
    assert kinds["random", "top"] == expected
    assert expected / one.lists == pytest.approx(0.4, abs=0.1)


def test_for_evaluation_the_first_are_top_and_the_others_drawn() -> None:
    places = {pool.candidate.id: pool for pool in pools(design().lists + 3)}
    for row in planned(design()):
        place, pool = int(row.vacancy_id[1:]), places[row.candidate_id]
        if row.purpose == "top":
            assert place in pool.top
        elif row.purpose == "random":
            assert place in pool.drawn


def test_candidates_stay_together_and_are_numbered_as_they_come() -> None:
    for judge in design().judges:
        own = [row for row in planned(design()) if row.judge == judge]
        numbers = [row.number for row in own]
        assert numbers == sorted(numbers)
        assert set(numbers) == set(range(1, max(numbers) + 1))
        for number in set(numbers):
            assert len({row.candidate_id for row in own if row.number == number}) == 1


def test_what_is_asked_again_comes_later_under_another_number() -> None:
    rows = planned(design())
    for row in rows:
        if row.repeated:
            first = next(
                one
                for one in rows
                if (one.judge, one.candidate_id, one.vacancy_id, one.repeated)
                == (row.judge, row.candidate_id, row.vacancy_id, False)
            )
            assert first.number < row.number


def test_judges_have_orders_of_their_own() -> None:
    rows = planned(design(overlap=1.0))
    orders = {
        judge: [(row.candidate_id, row.vacancy_id) for row in rows if row.judge == judge]
        for judge in ("ana", "budi", "cici")
    }
    assert orders["ana"] != orders["budi"] != orders["cici"]


def test_ids_say_nothing_and_stay_the_same() -> None:
    rows = planned(design())
    assert rows == planned(design())
    assert {row.row for row in rows}.isdisjoint(row.row for row in planned(design(seed=1)))
    assert all(len(row.row) == 11 and set(row.row) <= set("BCDFGHJKLMNPQRSTVWXZ-") for row in rows)


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"overlap": 1.5}, "'overlap' is 1.5. Give a share from 0 to 1."),
        ({"evaluation": -0.1}, "'evaluation' is -0.1."),
        ({"repeated": 0.6}, "'repeated' is 0.6. Give a share from 0 to 0.5."),
        ({"per_candidate": 2}, "2 vacancies of a candidate are too few to compare. Give 3"),
        ({"pairs_per_judge": 3}, "3 rows for each judge are too few to compare. Give 4"),
    ],
)
def test_what_cannot_be_planned_is_refused(changes: dict[str, object], told: str) -> None:
    with pytest.raises(InputError, match=told):
        design(**changes)
