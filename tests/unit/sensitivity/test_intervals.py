"""Intervals of weights: inside of them the engine's lists stay, outside of them they do not."""

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matcher import Candidate, Matcher, Vacancy, Weights
from matcher.kernels import NOBODY
from matcher.sensitivity import Draws
from matcher.sensitivity.classes import Classes, Standing
from matcher.sensitivity.intervals import Ends, Intervals, intervals_of
from matcher.sensitivity.weighing import WEIGHTS
from weighed_markets import LEVEL, Weighed, weighed, weights_of

Floats = npt.NDArray[np.float64]
Items = npt.NDArray[np.int32]

#: Within an interval, from its lower end to its upper one.
INSIDE = (0.001, 0.5, 0.999)

markets = st.integers(0, 7)
lengths = st.integers(1, 8)
few = settings(max_examples=4)


def found_in(own: Weighed, row: Floats, k: int) -> tuple[Items, list[Intervals]]:
    """The present lists, and the intervals of each candidate."""
    lineup, present = own.lineup, own.lists(row, k)
    classes = Classes.of_lineup(lineup)
    standing = Standing.of(classes, own.batch, slice(0, len(own.cohort)))
    return present, [
        intervals_of(classes, standing.kinds(who), items[items != NOBODY].astype(np.int64), row)
        if items[0] != NOBODY
        else Intervals(Ends.unbounded((8,)), Ends.unbounded((8,)))
        for who, items in enumerate(present)
    ]


def with_weight(row: Floats, place: int, weight: float) -> Floats:
    other = row.copy()
    other[place] = weight
    return other


def same(first: Items, second: Items, *, in_order: bool) -> bool:
    return first.tolist() == second.tolist() if in_order else {*first} == {*second}


def is_level(own: Weighed, row: Floats, who: int, first: Items, second: Items) -> bool:
    """Whether two lists differ by nothing but ties of float32 under some weights."""
    scores = own.scores(row)[who]
    here, there = (np.sort(scores[one[one != NOBODY]])[::-1] for one in (first, second))
    listed = scores[first[first != NOBODY]]
    return bool((np.abs(here - there) <= LEVEL).all() and (np.diff(listed) <= LEVEL).all())


def points(ends: Floats) -> list[float]:
    low, high = float(ends[0]), min(float(ends[1]), 40.0)
    return [low + share * (high - low) for share in INSIDE] if high > low else []


def each_end(found: list[Intervals], place: int) -> list[tuple[int, bool, Ends]]:
    """Of each candidate the ends (2,) of one weight, of both kinds."""
    return [
        (who, in_order, Ends(*(part[place] for part in kind)))
        for who, own in enumerate(found)
        for in_order, kind in ((False, own.members), (True, own.order))
    ]


@pytest.mark.parametrize("place", range(len(WEIGHTS)), ids=WEIGHTS)
@few
@given(markets, st.integers(0, 5), lengths)
def test_inside_of_an_interval_nothing_changes(place: int, seed: int, drawn: int, k: int) -> None:
    own, row = weighed(seed), weights_of(drawn)
    present, found = found_in(own, row, k)
    for who, in_order, ends in each_end(found, place):
        for weight in points(ends.at):
            moved = with_weight(row, place, weight)
            lists = own.lists(moved, k)[who]
            assert same(present[who], lists, in_order=in_order) or is_level(
                own, moved, who, present[who], lists
            )


@pytest.mark.parametrize("place", range(len(WEIGHTS)), ids=WEIGHTS)
@few
@given(markets, st.integers(0, 5), lengths)
def test_just_outside_the_named_two_have_changed_places(
    place: int, seed: int, drawn: int, k: int
) -> None:
    own, row = weighed(seed), weights_of(drawn)
    present, found = found_in(own, row, k)
    for who, in_order, ends in each_end(found, place):
        for side, step in enumerate((-1e-4, 1e-4)):
            if ends.before[side] == NOBODY:
                assert ends.at[side] == (0, np.inf)[side]
                continue
            before, after = int(ends.before[side]), int(ends.after[side])
            at = own.scores(with_weight(row, place, ends.at[side]))[who]
            assert at[before] == pytest.approx(at[after], abs=LEVEL)
            weight = ends.at[side] * (1 + step) + step * row.sum() * (ends.at[side] == 0)
            beyond = with_weight(row, place, max(weight, 0.0))
            scores = own.scores(beyond)[who]
            assert scores[after] > scores[before] - 1e-15
            if scores[after] - scores[before] > LEVEL:
                lists = own.lists(beyond, k)[who]
                assert not same(present[who], lists, in_order=in_order)
                assert before in present[who]
                assert in_order or after not in present[who]


@given(markets, st.integers(0, 5), lengths)
def test_the_order_changes_no_later_than_the_members(seed: int, drawn: int, k: int) -> None:
    own, row = weighed(seed), weights_of(drawn)
    _, found = found_in(own, row, k)
    for one in found:
        assert (one.members.at[:, 0] <= one.order.at[:, 0]).all()
        assert (one.order.at[:, 0] <= row).all()
        assert (row <= one.order.at[:, 1]).all()
        assert (one.order.at[:, 1] <= one.members.at[:, 1]).all()


def test_who_can_be_listed_for_no_more_has_no_ends_but_of_order() -> None:
    own, row = weighed(3), weights_of(0)
    _, found = found_in(own, row, len(own.index))
    for one in found:
        assert one.members.at.tolist() == [[0.0, np.inf]] * len(WEIGHTS)
        assert (one.members.before == NOBODY).all()
    assert any((one.order.before != NOBODY).any() for one in found)


@given(markets)
def test_kinds_have_the_scores_of_their_vacancies(seed: int) -> None:
    own = weighed(seed)
    classes = Classes.of_lineup(own.lineup)
    standing = Standing.of(classes, own.batch, slice(0, len(own.cohort)))
    for who in range(len(own.cohort)):
        kinds = standing.kinds(who)
        listed = classes.members.take(kinds.classes).members
        assert sorted(listed.tolist()) == np.flatnonzero(own.is_open[who]).tolist()
        assert len(np.unique(np.where(kinds.asked, kinds.values, -1.0), axis=0)) == len(
            kinds.values
        )
        for one, kind in zip(kinds.classes.tolist(), kinds.of.tolist(), strict=True):
            for vacancy in classes.members.of(one).tolist():
                expected = own.values[who, vacancy]
                assert kinds.asked[kind].tolist() == (~np.isnan(expected)).tolist()
                assert kinds.values[kind] == pytest.approx(np.nan_to_num(expected), abs=1e-12)


def test_of_vacancies_that_are_level_for_ever_the_next_one_enters() -> None:
    # The welder's post is ahead by the skill that it asks; three cooks' posts wait behind it.
    more = {"id": "A", "title": "welder", "skills": "SMAW"}
    jobs = [Vacancy.model_validate(more), *(Vacancy(id=f"B{n}", title="cook") for n in (1, 2, 3))]
    facts = {"id": "C1", "experience": "cook|12", "skills": "SMAW||BNSP"}
    engine = Matcher("2025-12-01", weights=Weights(skills=4, prior=2.75)).fit(jobs)
    found = engine.sensitivity([Candidate.model_validate(facts)], 2, draws=Draws(0))
    skills = found.of("C1")[WEIGHTS.index("skills")]
    # 4 / 9.75 = .410 against 2 / 5.75 = .348, level at 3.0667.
    assert skills.low.at == pytest.approx(2 * 5.75 / 3.75)
    assert skills.low[1:] == ("A", "B2")
    # Of all that happens there, who leaves and who enters is named.
    assert skills.order_low == skills.low
    assert skills.high == (float("inf"), None, None)
    prior = found.of("C1")[WEIGHTS.index("prior")]
    # 4 / (7 + x) against 2 / (3 + x) are level at x = 1.
    assert prior.low.at == pytest.approx(1)
    assert prior.low[1:] == ("A", "B2")
