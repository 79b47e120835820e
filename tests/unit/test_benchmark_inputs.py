"""The inputs of the benchmarks: seeded, of their shape, and with an answer that is exact."""

import doctest
import sys
from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from pathlib import Path

import numpy as np
import pytest

from matcher.settings import COMPONENTS, Weights

sys.path.insert(0, str(Path(__file__).parents[2]))

from benchmarks import drawing, exact, figures, gates, inputs, shape, wishes

TINY = shape.Shape(concepts=400, programmes=12, vacancies=90, templates=30, group=24, profiles=9)
EVERYTHING = 10_000


def tiny(
    *, seed: int = 3, share: float = gates.NATURAL_SHARE, sharing: bool = True
) -> inputs.Inputs:
    return inputs.vacancy_inputs(seed=seed, share=share, sharing=sharing, shape=TINY)


def arrays(value: object) -> Iterator[np.ndarray]:
    """Every array within a frozen value."""
    if isinstance(value, np.ndarray):
        yield value
    elif isinstance(value, tuple):
        for part in value:
            yield from arrays(part)
    elif is_dataclass(value):
        for one in fields(value):
            yield from arrays(getattr(value, one.name))


def are_alike(one: object, other: object) -> bool:
    pairs = zip(arrays(one), arrays(other), strict=True)
    return all(np.array_equal(left, right) for left, right in pairs)


def row(rows: shape.Rows, place: int) -> dict[int, float]:
    entries = slice(rows.starts[place], rows.starts[place + 1])
    return dict(zip(rows.columns[entries].tolist(), rows.values[entries].tolist(), strict=True))


# --- the definition, pair by pair ---------------------------------------------------------


def is_eligible(drawn: inputs.Inputs, facts: list[int], vacancy: int) -> bool:
    table, asked = drawn.gates, drawn.vacancies.gates
    for gate in asked.members[asked.starts[vacancy] : asked.starts[vacancy + 1]]:
        fact = facts[table.fact[gate]]
        if fact != -1 and not table.least[gate] <= fact <= table.most[gate]:
            return False
    return True


def wished(drawn: inputs.Inputs, people: inputs.Candidates, candidate: int, vacancy: int) -> float:
    offers, offer = drawn.vacancies.offers, drawn.vacancies.offer[vacancy]
    answers = []
    countries = people.wishes.countries[candidate].tolist()
    if countries[0] != -1:
        answers.append(offers.country[offer] in countries)
    if people.wishes.sector[candidate] != -1:
        answers.append(offers.sector[offer] == people.wishes.sector[candidate])
    if people.wishes.band[candidate] != -1:
        answers.append(offers.band[offer] >= people.wishes.band[candidate])
    return sum(map(bool, answers)) / len(answers) if answers else 0.0


def score(drawn: inputs.Inputs, people: inputs.Candidates, candidate: int, vacancy: int) -> float:
    claims = row(people.claims, people.profile[candidate])
    near = {concept: row(drawn.world.similarity, concept) for concept in claims}
    template = drawn.vacancies.template[vacancy]
    total = 0.0
    for criterion, weight in row(drawn.vacancies.coefficients, template).items():
        attained = max(near[one].get(criterion, 0.0) * factor for one, factor in claims.items())
        total += weight * attained
    total += drawn.vacancies.preference[template] * wished(drawn, people, candidate, vacancy)
    return float(np.float32(total))


def best(
    drawn: inputs.Inputs, people: inputs.Candidates, candidate: int
) -> list[tuple[float, int]]:
    """Every eligible vacancy of a candidate as (score, vacancy), best first."""
    facts = people.facts[candidate].tolist()
    found = [
        (score(drawn, people, candidate, vacancy), vacancy)
        for vacancy in range(drawn.vacancies.template.size)
        if is_eligible(drawn, facts, vacancy)
    ]
    return sorted(found, key=lambda pair: (-pair[0], pair[1]))


# --- the exact answer ---------------------------------------------------------------------


@pytest.mark.parametrize("k", [1, 10, EVERYTHING])
@pytest.mark.parametrize("drawn", [tiny(), tiny(sharing=False)], ids=["sharing", "alone"])
def test_the_exact_answer_is_that_of_a_loop_over_pairs(drawn: inputs.Inputs, k: int) -> None:
    people = drawn.candidates()
    top = exact.brute_force_top_k(drawn, people, k)
    for candidate in range(len(people)):
        wanted = best(drawn, people, candidate)[:k]
        listed = top.vacancies[candidate] != exact.NOBODY
        scores, vacancies = top.scores[candidate][listed], top.vacancies[candidate][listed]
        assert list(zip(scores.tolist(), vacancies.tolist(), strict=True)) == wanted


def test_equal_scores_are_told_apart_by_the_index_of_the_vacancy() -> None:
    drawn = tiny()
    unlike = drawn.vacancies
    alike = replace(unlike, offer=np.zeros_like(unlike.offer))
    top = exact.brute_force_top_k(replace(drawn, vacancies=alike), drawn.candidates(), EVERYTHING)
    ties = (np.diff(top.scores, axis=1) == 0) & (top.vacancies[:, 1:] != exact.NOBODY)
    assert ties.sum() > 100
    assert (np.diff(top.vacancies, axis=1)[ties] > 0).all()


def test_the_answer_for_some_people_is_their_part_of_the_whole() -> None:
    drawn = tiny()
    people = drawn.candidates()
    some = np.array([7, 0, 19])
    whole = exact.brute_force_top_k(drawn, people, 10)
    part = exact.brute_force_top_k(drawn, people, 10, people=some)
    assert are_alike(part, exact.TopK(whole.vacancies[some], whole.scores[some]))


def test_block_size_changes_no_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = tiny()
    people = drawn.candidates()
    whole = exact.brute_force_top_k(drawn, people, 10)
    monkeypatch.setattr(exact, "_PAIRS_AT_ONCE", 200)
    assert are_alike(exact.brute_force_top_k(drawn, people, 10), whole)


def test_nobody_is_listed_where_no_permit_is_held() -> None:
    drawn = tiny(share=0.0)
    top = exact.brute_force_top_k(drawn, drawn.candidates(), 3)
    assert (top.vacancies == exact.NOBODY).all()
    assert (top.scores == 0).all()


def test_who_attains_everything_scores_what_the_weights_allow() -> None:
    posts, component = tiny().vacancies, tiny().world.component
    weights = np.array(shape.WEIGHTS)
    for template in range(len(posts.importance)):
        asked = {component[column] for column in row(posts.importance, template)}
        total = sum(weights[list(asked)]) + weights[-1]
        most = sum(row(posts.coefficients, template).values()) + posts.preference[template]
        assert most == pytest.approx(total / (total + shape.PRIOR))


def test_components_and_weights_are_those_of_the_package() -> None:
    weights = Weights()
    assert shape.COMPONENTS == COMPONENTS
    assert tuple(weights.of(name) for name in COMPONENTS) == shape.WEIGHTS
    assert weights.prior == shape.PRIOR


# --- the draws ----------------------------------------------------------------------------


def test_the_same_seed_draws_the_same_arrays_and_another_seed_others() -> None:
    one, again, other = tiny(), tiny(), tiny(seed=4)
    assert are_alike(one, again)
    assert are_alike(one.candidates(), again.candidates())
    assert not are_alike(one.vacancies.template, other.vacancies.template)


def test_a_group_of_candidates_does_not_depend_on_those_before_it() -> None:
    drawn = tiny()
    groups = list(drawn.cohort(2 * TINY.group + 5))
    assert [len(group) for group in groups] == [TINY.group, TINY.group, 5]
    assert are_alike(tiny().candidates(1), groups[1])
    assert not are_alike(groups[0].facts, groups[1].facts)


def test_the_eligible_share_changes_nothing_but_permits() -> None:
    thin, thick = tiny(share=0.01), tiny()
    assert are_alike(thin.vacancies.coefficients, thick.vacancies.coefficients)
    kept = [one.vacancies.gates.members < one.gates.first[-2] for one in (thin, thick)]
    assert are_alike(thin.vacancies.gates.members[kept[0]], thick.vacancies.gates.members[kept[1]])
    one, other = thin.candidates(), thick.candidates()
    assert are_alike(one.claims, other.claims)
    facts = [column for column in range(one.facts.shape[1]) if column != gates.PERMIT]
    assert are_alike(one.facts[:, facts], other.facts[:, facts])
    assert are_alike(one.wishes, other.wishes)


@pytest.mark.parametrize(
    ("drawn", "templates", "profiles"),
    [(tiny(), 30, 9), (tiny(sharing=False), 90, 24)],
    ids=["sharing", "alone"],
)
def test_as_many_templates_and_profiles_differ_as_the_shape_says(
    drawn: inputs.Inputs, templates: int, profiles: int
) -> None:
    people, posts = drawn.candidates(), drawn.vacancies
    assert (
        len({tuple(row(posts.coefficients, one).items()) for one in range(templates)}) == templates
    )
    assert np.unique(posts.template).tolist() == list(range(templates))
    attained = shape.attained(drawn.world.similarity, people.claims)
    assert len({tuple(row(attained, one).items()) for one in range(profiles)}) == profiles
    assert np.unique(people.profile).tolist() == list(range(profiles))


def test_a_vacancy_asks_one_occupation_and_each_criterion_once() -> None:
    drawn = tiny()
    asked = drawn.vacancies.importance
    for template in range(len(asked)):
        columns = asked.columns[asked.starts[template] : asked.starts[template + 1]]
        assert (np.diff(columns) > 0).all()
        assert (drawn.world.component[columns] == 0).sum() == 1


def test_a_programme_resembles_itself_more_than_another() -> None:
    drawn = inputs.vacancy_inputs(50, shape=replace(TINY, concepts=3_000, programmes=60))
    people = drawn.candidates(size=400)
    held = np.zeros((len(people.claims), 3_000))
    held[people.claims.row_of_entry(), people.claims.columns] = 1
    shared = held @ held.T
    same = people.programme[:, None] == people.programme
    others = same & ~np.eye(len(held), dtype=np.bool_)
    assert shared[others].mean() > 3 * shared[~same].mean()


def test_a_concept_resembles_itself_most_and_others_of_its_component_alone() -> None:
    world = tiny().world
    for concept in range(TINY.concepts):
        near = row(world.similarity, concept)
        assert near.pop(concept) == 1
        assert all(0 < similarity < 1 for similarity in near.values())
        assert {world.component[one] for one in near} <= {world.component[concept]}


def test_rows_that_are_alike_in_what_is_seen_of_them_are_drawn_once() -> None:
    owners = np.array([4, 4, 5, 4, 6, 7, 8, 9, 3, 2])
    drawn = shape.Rows(owners + owners.argsort() / 100, np.zeros(10, dtype=np.int64), np.arange(11))
    kept, rows = drawing.draw_distinct(
        lambda _: (owners, drawn), 3, seen=lambda rows: replace(rows, values=rows.values // 1)
    )
    assert kept.tolist() == [4, 5, 6]
    assert rows.values.tolist() == drawn.values[[0, 2, 4]].tolist()


def test_too_few_concepts_for_so_many_distinct_rows_are_refused() -> None:
    rows = shape.Rows(np.ones(1), np.zeros(1, dtype=np.int64), np.array([0, 1]))
    draws = np.zeros(20, dtype=np.int64)
    with pytest.raises(ValueError, match="Only 1 of 9 rows differ"):
        drawing.draw_distinct(
            lambda size: (draws[:size], rows.take(draws[:size])), 9, seen=lambda rows: rows
        )


# --- gates, figures -----------------------------------------------------------------------


def test_a_gate_is_met_within_its_range_and_unknown_where_the_fact_is() -> None:
    table = gates.Gates(
        fact=np.array([0, 0, 1]),
        least=np.array([18, 0, 2], dtype=np.int16),
        most=np.array([99, 30, 9], dtype=np.int16),
        obtainable=np.array([True, False, True]),
        first=np.array([0, 3]),
        permits=1,
    )
    facts = np.array([[17, 2], [18, 1], [30, -1], [31, 9], [-1, 10]], dtype=np.int16)
    assert table.states(facts).tolist() == [
        [gates.OBTAINABLE, gates.MET, gates.MET],
        [gates.MET, gates.MET, gates.OBTAINABLE],
        [gates.MET, gates.MET, gates.UNKNOWN],
        [gates.MET, gates.IMPOSSIBLE, gates.MET],
        [gates.UNKNOWN, gates.UNKNOWN, gates.OBTAINABLE],
    ]


@pytest.mark.parametrize("share", [-0.1, 0.3, 0.15, 1e-9, float("nan")])
def test_a_share_that_gates_cannot_leave_is_refused(share: float) -> None:
    with pytest.raises(ValueError, match="eligible share"):
        tiny(share=share)


def test_a_figure_is_out_beyond_ten_percent_and_where_none_was_wanted() -> None:
    found = [
        figures.Figure("", wanted, got).is_near for wanted, got in [(10, 9), (10, 8.9), (0, 0)]
    ]
    assert found == [True, False, True]
    assert not figures.Figure("", 0, 1e-9).is_near


@pytest.mark.parametrize("module", [figures, gates, inputs, shape, wishes])
def test_the_examples_in_the_docstrings_hold(module: object) -> None:
    assert doctest.testmod(module).failed == 0  # type: ignore[arg-type]
