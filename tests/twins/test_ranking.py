"""The compiled ranking against its plain twin: equal items and scores, whatever is drawn."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.kernels import SparseRows, reference_ranking
from matcher.kernels.ranking_arrays import LANES, NOBODY, People, Posts, is_open, lanes

compiled_ranking = pytest.importorskip("matcher.kernels.compiled_ranking")


@dataclass(frozen=True)
class Field:
    """Some vacancies and some candidates."""

    posts: Posts
    people: People


@dataclass(frozen=True)
class Gated:
    """How many gates there are, how many a vacancy asks, and to how many each is open.

    The first one is asked by `asks_first` of the vacancies and open to `first` of the candidates.
    """

    share: float
    gates: int = 6
    asked: float = 1.5
    asks_first: float = 0.8
    first: float = 0.6


def drawn_field(seed: int, *, people: int, posts: int, gated: Gated, ties: bool) -> Field:
    """A field by lot; with `ties` scores are few and often equal."""
    rng = np.random.default_rng(seed)
    criteria, templates, gates, wishes = 12, max(1, posts // 3), gated.gates, 9
    weights = rows_of(rng, templates, criteria, levels=2 if ties else 1000)
    totals = np.add.reduceat(np.append(weights.values, 0), weights.starts[:-1])
    totals = np.where(np.diff(weights.starts) > 0, totals, 0) + 0.1
    lengths = np.diff(weights.starts)
    asks = rng.random((posts, gates)) < gated.asked / gates
    asks[:, 0] = rng.random(posts) < gated.asks_first
    is_open = rng.random((people, gates)) < gated.share
    is_open[:, 0] = rng.random(people) < gated.first
    offers = np.stack([rng.integers(0, 3, posts) + 3 * part for part in range(3)], axis=1)
    offers[rng.random((posts, 3)) < 0.2] = NOBODY
    stated = rng.random((people, 3)) < 0.5
    granted = (rng.random((people, wishes)) < 0.4) & np.repeat(stated, 3, axis=1)
    return Field(
        Posts(
            weights=weights._replace(values=weights.values / np.repeat(totals, lengths)),
            preference=0.1 / totals,
            template=rng.integers(0, templates, posts).astype(np.int32),
            order=rng.permutation(posts).astype(np.int32),
            gate_starts=np.concatenate([[0], np.cumsum(asks.sum(axis=1))]),
            gates=np.nonzero(asks)[1].astype(np.int32),
            offers=offers.astype(np.int32),
        ),
        People(
            attained=rows_of(rng, people, criteria + 2, levels=2 if ties else 1000),
            open=lanes(is_open),
            granted=lanes(granted),
            stated=stated.sum(axis=1).astype(np.uint8),
        ),
    )


def rows_of(rng: np.random.Generator, size: int, width: int, *, levels: int) -> SparseRows:
    """Sparse rows with values from 0 to 1, some of them 0; some rows are empty."""
    cells = rng.random((size, width)) < rng.choice([0.0, 0.2, 0.6], size=(size, 1))
    rows, columns = np.nonzero(cells)
    values = rng.integers(0, levels + 1, rows.size) / levels
    return SparseRows(values, columns, np.searchsorted(rows, np.arange(size + 1)))


fields = st.builds(
    drawn_field,
    st.integers(0, 2**32 - 1),
    people=st.integers(0, 3 * LANES),
    posts=st.integers(1, 60),
    gated=st.builds(
        Gated,
        st.sampled_from([0.0, 0.1, 0.6, 1.0]),
        asks_first=st.sampled_from([0.1, 0.8, 1.0]),
        first=st.sampled_from([0.0, 0.6, 1.0]),
    ),
    ties=st.booleans(),
)


@given(
    field=fields, k=st.sampled_from([1, 2, 7, 100]), threads=st.integers(1, 3), prune=st.booleans()
)
def test_the_best_vacancies_are_those_of_the_twin(
    field: Field, k: int, threads: int, *, prune: bool
) -> None:
    found = compiled_ranking.Ranker(field.posts).best(field.people, k, prune=prune, threads=threads)
    wanted = reference_ranking.Ranker(field.posts).best(field.people, k)
    np.testing.assert_array_equal(found.items, wanted.items)
    np.testing.assert_array_equal(found.scores, wanted.scores)


@given(fields, st.sampled_from([1, 3, 100]), st.integers(1, 3))
def test_the_best_candidates_are_those_of_the_twin(field: Field, k: int, threads: int) -> None:
    order = np.random.default_rng(0).permutation(field.people.stated.size).astype(np.int32)
    lists = []
    for ranking in (compiled_ranking, reference_ranking):
        applicants = ranking.Ranker(field.posts).applicants(k)
        applicants.add(field.people, order, first=5, threads=threads)
        applicants.add(field.people, order + order.size, first=500)
        lists.append(applicants.best())
    np.testing.assert_array_equal(lists[0].items, lists[1].items)
    np.testing.assert_array_equal(lists[0].scores, lists[1].scores)


#: Gates that decide what is looked at: all open; half; few, each asked by few; one that most ask
#: and nobody has; and lists that get full for some candidates only.
GATED = {
    "all open": Gated(1.0, first=1.0),
    "half": Gated(0.5, asked=2),
    "rare": Gated(0.002, gates=200, asked=4, asks_first=0.0),
    "closed": Gated(0.7, asks_first=0.97, first=0.0),
    "closed to some": Gated(0.7, asks_first=0.999, first=0.5),
}


def nearly_alike(field: Field, *, spread: float = 0.01, some: float = 1.0) -> Field:
    """The field where what is attained differs by a `spread` only, and so does every score.

    `some` of the templates are like that; the scores of the others lie far and wide below.
    """
    rng, weights = np.random.default_rng(1), field.posts.weights
    people, rows = field.people.stated.size, np.diff(weights.starts)
    totals = np.add.reduceat(np.append(weights.values, 0), weights.starts[:-1])
    height = np.where(rng.random(rows.size) < some, 0.9, 0.9 * rng.random(rows.size))
    values = weights.values * np.repeat(height / np.where(totals > 0, totals, 1), rows)
    criteria = field.posts.criteria
    attained = SparseRows(
        0.9 + spread * rng.random(people * criteria),
        np.tile(np.arange(criteria), people),
        np.arange(people + 1) * criteria,
    )
    return Field(
        field.posts._replace(
            weights=weights._replace(values=values), preference=np.full(rows.size, 0.002)
        ),
        field.people._replace(attained=attained),
    )


@pytest.mark.parametrize("gated", GATED.values(), ids=GATED)
@pytest.mark.parametrize("kind", ["any", "ties", "nearly alike", "some nearly alike"])
def test_many_vacancies_are_ranked_like_the_twin(gated: Gated, kind: str) -> None:
    """Enough templates that most are never looked at; blocks side by side, and one alone."""
    field = drawn_field(3, people=5 * LANES - 3, posts=24_000, gated=gated, ties=kind == "ties")
    if kind == "nearly alike":
        field = nearly_alike(field)
    elif kind == "some nearly alike":
        field = nearly_alike(field, spread=0.002, some=0.15)
    ranker = compiled_ranking.Ranker(field.posts)
    wanted = reference_ranking.Ranker(field.posts).best(field.people, 50)
    for k in (1, 10, 50):
        for people in (field.people, first_block(field.people)):
            found, size = ranker.best(people, k), people.stated.size
            np.testing.assert_array_equal(found.items, wanted.items[:size, :k])
            np.testing.assert_array_equal(found.scores, wanted.scores[:size, :k])


@pytest.mark.parametrize("some", [0.03, 0.1])
def test_who_stands_alone_is_ranked_like_the_twin(some: float) -> None:
    """The bounds of one are so tight that nothing too little is visited in vain."""
    gated = GATED["all open"]
    field = drawn_field(1, people=40, posts=24_000, gated=gated, ties=False)
    field = nearly_alike(field, spread=0.002, some=some)
    ranker = compiled_ranking.Ranker(field.posts)
    wanted = reference_ranking.Ranker(field.posts).best(field.people, 5)
    for row in range(40):
        for k in (1, 2, 3, 5):
            found = ranker.best(single(field.people, row), k)
            np.testing.assert_array_equal(found.items[0], wanted.items[row, :k])


def single(people: People, row: int) -> People:
    values, columns, starts = people.attained
    own, block, lane = slice(*starts[row : row + 2]), row // LANES, np.uint32(row % LANES)
    return People(
        SparseRows(values[own], columns[own], starts[row : row + 2] - starts[row]),
        (people.open[block : block + 1] >> lane & 1).astype(np.uint32),
        (people.granted[block : block + 1] >> lane & 1).astype(np.uint32),
        people.stated[row : row + 1],
    )


def first_block(people: People) -> People:
    values, columns, starts = people.attained
    end = starts[LANES]
    return People(
        SparseRows(values[:end], columns[:end], starts[: LANES + 1]),
        people.open[:1],
        people.granted[:1],
        people.stated[:LANES],
    )


@given(st.integers(0, 70), st.integers(0, 5), st.integers(0, 99))
def test_lanes_keep_every_truth(rows: int, columns: int, seed: int) -> None:
    truths = np.random.default_rng(seed).random((rows, columns)) < 0.5
    every = np.arange(rows)[:, np.newaxis], np.arange(columns, dtype=np.int32)
    np.testing.assert_array_equal(is_open(lanes(truths), *every), truths)


def corrupted(field: Field) -> list[Posts]:
    posts = field.posts
    return [
        posts._replace(template=posts.template + 10_000),
        posts._replace(gate_starts=posts.gate_starts[::-1].copy()),
        posts._replace(gates=posts.gates - 100),
        posts._replace(order=posts.order[:-1]),
        posts._replace(weights=posts.weights._replace(columns=posts.weights.columns - 5)),
        posts._replace(weights=posts.weights._replace(values=posts.weights.values * 9)),
        posts._replace(weights=posts.weights._replace(values=posts.weights.values * np.nan)),
        posts._replace(preference=-posts.preference),
        posts._replace(offers=posts.offers - 7),
    ]


@pytest.mark.parametrize("place", range(9))
def test_vacancies_that_point_outside_are_refused(place: int) -> None:
    field = drawn_field(1, people=3, posts=30, gated=Gated(0.5), ties=False)
    with pytest.raises(ValueError, match=r"."):
        compiled_ranking.Ranker(corrupted(field)[place])


def test_candidates_that_do_not_fit_the_vacancies_are_refused() -> None:
    field = drawn_field(1, people=40, posts=30, gated=Gated(0.5), ties=False)
    ranker, people = compiled_ranking.Ranker(field.posts), field.people
    for wrong in (
        people._replace(open=people.open[:, :2].copy()),
        people._replace(open=people.open[:1].copy()),
        people._replace(granted=people.granted[:, :1].copy()),
        people._replace(stated=people.stated[:-1]),
        people._replace(attained=people.attained._replace(starts=people.attained.starts[::-1])),
        people._replace(attained=people.attained._replace(values=people.attained.values + 1)),
    ):
        with pytest.raises(ValueError, match=r"."):
            ranker.best(wrong, 3)


def test_an_interruption_by_the_progress_callback_ends_the_ranking() -> None:
    field = drawn_field(1, people=40, posts=30, gated=Gated(0.5), ties=False)

    def refuse(_done: int, _total: int) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        compiled_ranking.Ranker(field.posts).best(field.people, 3, threads=2, progress=refuse)
