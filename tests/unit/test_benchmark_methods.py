"""The methods of the speed benchmarks: all give the exact answer, and are given the same work."""

import doctest
import sys
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks import cases, checking, exact, gates, inputs, shape, subject, wishes
from benchmarks.peers import choosing, installing, products, shortlists
from benchmarks.peers.bm25 import Bm25
from benchmarks.peers.catalogue import InParts
from benchmarks.peers.choosing import Method
from benchmarks.peers.dense_block import OpenFirst, dense_block_by_sums, dense_block_whole
from benchmarks.peers.dot_topn import DotTopN
from benchmarks.peers.faiss_svd import faiss_flat, faiss_hnsw
from benchmarks.peers.linear_kernel import linear_kernel_by_sums, linear_kernel_whole
from benchmarks.peers.polars_sql import PolarsSql
from matcher.kernels import Ranker

TINY = shape.Shape(concepts=400, programmes=12, vacancies=90, templates=30, group=70, profiles=19)
EVERYTHING = 1_000
Build = Callable[[cases.Case], Method]

EXACT: dict[str, Build] = {
    "linear_kernel": linear_kernel_whole,
    "linear_kernel tuned": linear_kernel_by_sums,
    "linear_kernel distinct": partial(linear_kernel_by_sums, distinct=True),
    "dense block": dense_block_whole,
    "dense block tuned": dense_block_by_sums,
    "dense block single": partial(dense_block_by_sums, single=True),
    "dense block distinct": partial(dense_block_by_sums, distinct=True),
    "open first": OpenFirst,
    "polars": PolarsSql,
    "matcher": subject.Subject.of,
    "matcher, every pair": partial(subject.Subject.of, prune=False),
    "matcher, threads": partial(subject.Subject.of, threads=2),
}
INSTALLED: dict[str, Build] = {
    "topn": DotTopN,
    "flat": partial(faiss_flat, shortlist=EVERYTHING),
    "hnsw": partial(faiss_hnsw, shortlist=EVERYTHING),
    "bm25": partial(Bm25, shortlist=EVERYTHING),
}
needs_peers = pytest.mark.skipif(
    not installing.folder().exists(), reason="python -m benchmarks.peers installs them"
)


def drawn(
    *, share: float = gates.NATURAL_SHARE, sharing: bool = True, seed: int = 3
) -> tuple[inputs.Inputs, cases.Case, cases.Group]:
    found = inputs.vacancy_inputs(seed=seed, share=share, sharing=sharing, shape=TINY)
    return found, cases.case_of(found), cases.group_of(found, found.candidates())


def everyone(group: cases.Group) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    return np.arange(len(group))


@pytest.mark.parametrize("name", EXACT)
@pytest.mark.parametrize("k", [1, 10, EVERYTHING])
def test_an_exact_method_gives_the_exact_answer(name: str, k: int) -> None:
    for share, sharing in ((0.2, True), (0.01, True), (0.0, True), (0.2, False)):
        _, case, group = drawn(share=share, sharing=sharing)
        answer = EXACT[name](case).best(group, k)
        assert checking.are_equal(answer, group.exact(everyone(group), k)), (share, sharing)


@needs_peers
@pytest.mark.parametrize("k", [1, 10, EVERYTHING])
@pytest.mark.parametrize("first", [1, 20])
def test_the_best_of_all_are_asked_for_again_until_enough_are_open(
    monkeypatch: pytest.MonkeyPatch, k: int, first: int
) -> None:
    monkeypatch.setattr("benchmarks.peers.dot_topn._FIRST", first)
    monkeypatch.setattr("benchmarks.peers.dot_topn._GREATER", 2)
    for share in (0.2, 0.01, 0.0):
        _, case, group = drawn(share=share)
        answer = DotTopN(case).best(group, k)
        assert checking.are_equal(answer, group.exact(everyone(group), k))


@needs_peers
@pytest.mark.parametrize("name", INSTALLED)
def test_a_method_whose_shortlist_holds_everything_misses_nothing_with_a_likeness(
    name: str,
) -> None:
    _, case, group = drawn()
    answer = INSTALLED[name](case).best(group, 3)
    expected = group.exact(everyone(group), 3)
    assert shortlists.recall(answer, expected) > 0.9
    is_found = answer.vacancies == expected.vacancies
    assert (answer.scores == expected.scores)[is_found].all()


def test_sums_of_single_precision_may_be_out_by_a_little() -> None:
    _, case, group = drawn(sharing=False)
    # Scores lie so close that some would change places.
    close = replace(case, weights=replace(case.weights, values=np.round(case.weights.values, 1)))
    rows, rng = products.sparse(close.rows, close.criteria), np.random.default_rng(5)

    def blurred(candidates: products.Sparse) -> np.ndarray[tuple[int, ...], np.dtype[np.float32]]:
        sums = np.asarray((candidates @ rows.T).toarray(), dtype=np.float64)
        return (sums + rng.uniform(-4e-6, 4e-6, sums.shape)).astype(np.float32)

    found = products.BySums(close, blurred, block=7, single=True).best(group, 5)
    expected = dense_block_by_sums(close).best(group, 5)
    assert checking.are_equal(found, expected)


def test_a_method_in_parts_gives_the_answer_of_the_whole() -> None:
    _, case, group = drawn()
    whole = OpenFirst(case)
    assert checking.are_equal(InParts(whole, 3).best(group, 5), whole.best(group, 5))


def test_batches_and_order_change_no_answer_of_the_kernel() -> None:
    _, case, group = drawn()
    expected, ranker = group.exact(everyone(group), 9), Ranker(subject.posts_of(case))
    for batch in (1, 31, 32, 33):
        for orders in (True, False):
            found = subject.Subject(ranker, batch=batch, orders=orders).best(group, 9)
            assert checking.are_equal(found, expected)


@pytest.mark.parametrize("k", [1, 4, EVERYTHING])
def test_the_other_direction_gives_the_best_candidates_of_each_vacancy(k: int) -> None:
    _, case, group = drawn()
    reverse = subject.Reverse(Ranker(subject.posts_of(case)), k)
    for part in np.array_split(everyone(group), 3):
        reverse.add(group.take(part))
    assert checking.are_equal(
        reverse.best(), checking.best_people(checking.pair_scores(case, group), k)
    )


def test_the_scores_of_all_pairs_are_those_of_the_definition() -> None:
    found, case, group = drawn()
    people = found.candidates()
    expected = exact.scores(found, people, everyone(group))
    states = found.gates.states(people.facts)
    is_open = gates.eligible(states, found.vacancies.gates, np.arange(len(case)))
    scores = checking.pair_scores(case, group)
    assert np.array_equal(scores, np.where(is_open, expected, np.float32(-1)))
    some = np.array([8, 3, 50])
    assert np.array_equal(checking.pair_scores(case.take(some), group), scores[:, some])


def test_the_best_candidates_of_equal_score_are_the_first() -> None:
    scores = np.array([[0.5, -1], [0.7, -1], [0.5, 0.0]], dtype=np.float32)
    best = checking.best_people(scores, 2)
    assert best.vacancies.tolist() == [[1, 0], [2, -1]]
    assert best.scores[1].tolist() == [0, 0]


def test_a_different_id_or_score_is_not_equal() -> None:
    answer = exact.TopK(np.array([[4, -1]]), np.array([[0.25, 0]], dtype=np.float32))
    assert checking.are_equal(answer, replace(answer))
    assert not checking.are_equal(answer, replace(answer, vacancies=answer.vacancies + 1))
    assert not checking.are_equal(answer, replace(answer, scores=answer.scores * 2))


def test_wishes_are_met_as_the_inputs_say() -> None:
    found, case, group = drawn()
    people = found.candidates()
    expected = people.wishes.met(found.vacancies.offers, everyone(group))
    assert np.array_equal(group.shares(case), expected)


def test_who_states_a_country_alone_has_it_met_by_either() -> None:
    wished = wishes.Wishes(np.array([[3, 7], [-1, -1]]), np.array([-1, 4]), np.array([-1, 2]))
    is_granted, stated = cases.granted(wished)
    assert stated.tolist() == [1, 2]
    sector, band = wishes.COUNTRIES + 4, wishes.COUNTRIES + wishes.SECTORS
    granted = [np.flatnonzero(row).tolist() for row in is_granted]
    assert granted == [[3, 7], [sector, *range(band + 2, band + wishes.BANDS)]]


def test_an_offer_that_no_wish_can_ask_for_is_not_met() -> None:
    _, case, group = drawn()
    open_part = replace(case, offers=np.where(case.offers < wishes.COUNTRIES, -1, case.offers))
    assert (group.shares(open_part) <= group.shares(case)).all()
    assert (group.shares(open_part) < group.shares(case)).any()


def test_some_candidates_are_what_they_were_among_all() -> None:
    _, case, group = drawn()
    some = np.array([40, 2, 2, 9])
    part = group.take(some)
    assert np.array_equal(part.shares(case), group.shares(case)[some])
    assert checking.are_equal(
        part.exact(np.array([3, 0]), 4), checking.part(group.exact(some, 4), np.array([3, 0]))
    )
    sizes = [len(block) for block in group.blocks(32)]
    assert sizes == [32, 32, 6]


def test_whole_profiles_are_taken_where_that_is_asked_for() -> None:
    _, _, group = drawn()
    some = cases.some_people(group, 20, np.random.default_rng(1), whole=True)
    left = np.setdiff1d(everyone(group), some)
    assert some.size >= 20
    assert not set(group.profile[some]) & set(group.profile[left])
    some = cases.some_people(group, 20, np.random.default_rng(1))
    assert some.size == 20
    assert (np.diff(some) > 0).all()
    assert cases.some_people(group, 999, np.random.default_rng(1)).size == len(group)


@pytest.mark.parametrize("few", [1, 5, 8_192])
@pytest.mark.parametrize("share", [0.2, 0.01])
def test_sets_of_gates_open_what_single_gates_open(few: int, share: float) -> None:
    found, case, group = drawn(share=share)
    states = found.gates.states(found.candidates().facts)
    expected = gates.eligible(states, found.vacancies.gates, np.arange(len(case)))
    sets = choosing.GateSets(case, few)
    for is_open, row in zip(group.is_open, expected, strict=True):
        assert np.array_equal(sets.mask(is_open), row)
        some = np.array([77, 3, 12, 60])
        among = sets.listed_among(is_open, some)
        assert among.tolist() == sorted(some[row[some]].tolist())


def test_gates_are_cut_into_parts_of_few_sets() -> None:
    _, case, _ = drawn()
    asked = [
        case.gates.members[case.gates.starts[one] : case.gates.starts[one + 1]]
        for one in range(len(case))
    ]
    first = 0
    for sets, of in choosing.GateSets(case, 12).parts:
        own = [frozenset(sets[one][sets[one] < case.gate_count].tolist()) for one in of]
        end = max(max(one, default=first) for one in own) + 1
        assert own == [frozenset(one[(one >= first) & (one < end)].tolist()) for one in asked]
        assert len(set(own)) == len(sets)
        first = end
    assert first == max(max(one) for one in asked) + 1


def test_vacancies_without_gates_are_open_to_everyone() -> None:
    _, case, group = drawn()
    nothing = np.zeros(0, dtype=np.int64)
    free = replace(case, gates=gates.Members(np.zeros(len(case) + 1, dtype=np.int64), nothing))
    assert choosing.GateSets(free).mask(group.is_open[0]).all()
    assert choosing.GateSets(replace(free, gate_count=0)).mask(group.is_open[0, :0]).all()


@given(st.lists(st.sampled_from([0.0, 0.25, 0.5, 1.0]), max_size=30), st.integers(1, 12))
def test_chosen_are_the_best_and_of_equal_ones_the_first(values: list[float], k: int) -> None:
    scores = np.array(values, dtype=np.float32)
    listed = np.arange(scores.size) * 3 + 1
    vacancies, found = choosing.choose(scores, listed, k)
    expected = sorted(zip((-scores).tolist(), listed.tolist(), strict=True))[:k]
    assert vacancies.tolist() == [vacancy for _, vacancy in expected]
    assert found.tolist() == [-score for score, _ in expected]


def test_a_whole_product_has_a_column_for_each_offer() -> None:
    _, case, group = drawn()
    vacancies, candidates = products.vacancies_whole(case), products.candidates_whole(case, group)
    width = case.criteria + len(case.offers)
    assert (vacancies.shape, candidates.shape) == ((len(case), width), (len(group), width))


def test_pins_name_a_version_and_a_hash_and_no_address() -> None:
    text = (Path(installing.__file__).parent / "pins.txt").read_text(encoding="ascii")
    assert "://" not in text
    assert text.count("==") == len(installing.versions()) == 4
    assert text.count("--hash=sha256:") >= 4


def test_a_peer_that_cannot_be_installed_is_told(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(installing, "_ROOT", tmp_path)
    monkeypatch.setattr(installing, "_installer", lambda: [str(tmp_path / "none")])
    with pytest.raises(installing.MissingPeer, match="No installer"):
        installing.library("faiss")
    monkeypatch.setattr(installing, "_installer", lambda: ["false"])
    with pytest.raises(installing.MissingPeer, match="failed"):
        installing.library("faiss")
    assert not list(tmp_path.glob("build/*"))


@pytest.mark.parametrize("module", [installing, shortlists])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module, extraglobs={"np": np}).failed == 0  # type: ignore[arg-type]
