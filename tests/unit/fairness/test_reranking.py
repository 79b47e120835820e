"""Re-ranking: who is listed stays, exposure comes nearer to its target, and the cost is told."""

from __future__ import annotations

from itertools import pairwise, permutations, product
from math import log2
from typing import get_args

import numpy as np
import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from made_rankings import Lists, drawn_lists, made_ranking
from matcher.errors import InputError, UnknownName
from matcher.fairness.rerank_pools import Pools, ndcg_of, pools_of
from matcher.fairness.rerank_result import GroupExposure, Reranked
from matcher.fairness.rerank_swaps import path_of
from matcher.fairness.reranking import Scope, rerank
from matcher.results import ranking_schema

#: What is chosen of a re-ranking.
Chosen = dict[str, object]

CHOICES = st.fixed_dictionaries(
    {
        "k": st.integers(1, 5),
        "strength": st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0]),
        "target": st.sampled_from(["eligible", "merit"]),
        "scope": st.sampled_from(["all", "each"]),
        "keep_verdicts": st.booleans(),
    }
)
NAMES = [f"C{number:02}" for number in range(12)]
#: Two groups or three, and some of whom nothing is known.
GROUPS = st.fixed_dictionaries({}, optional=dict.fromkeys(NAMES, st.sampled_from(["F", "M", "X"])))
TWO_GROUPS = st.fixed_dictionaries(dict.fromkeys(NAMES, st.sampled_from(["F", "M"])))
ROUNDING = 1e-9
#: Each case re-ranks anew, with intervals.
FEW = settings(max_examples=30)
LISTS = drawn_lists()


def done(lists: Lists, groups: dict[str, str], **chosen: object) -> Reranked:
    """Lists re-ranked; a draw in which nothing can be compared is none."""
    listed = {item[0] for items in lists.values() for item in items}
    assume(len({groups[name] for name in listed if name in groups}) > 1)
    try:
        return rerank(made_ranking(lists), groups, minimum=1, repeats=20, **chosen)  # type: ignore[arg-type]
    except InputError:  # nobody is shown, which has a test of its own
        reject()


def people_of(found: Reranked) -> dict[str, list[str]]:
    """The people of each list in the new order."""
    lists: dict[str, list[str]] = {}
    for row in found:
        lists.setdefault(row.vacancy_id, []).append(row.candidate_id)
        assert len(lists[row.vacancy_id]) == row.rank
    return lists


def before_of(found: Reranked) -> dict[str, list[str]]:
    """The people of each list in the old order."""
    lists: dict[str, list[str]] = {}
    for match in found.ranking:
        lists.setdefault(match.vacancy_id, []).append(match.candidate_id)
    return lists


def figures_of(one: GroupExposure) -> list[float]:
    """All numbers of a group."""
    return [one.people, one.target, *one.before, *one.after]


# --- laws --------------------------------------------------------------------------------


@given(LISTS, GROUPS, CHOICES)
@FEW
def test_each_list_has_the_people_it_had(
    lists: Lists, groups: dict[str, str], chosen: Chosen
) -> None:
    found = done(lists, groups, **chosen)
    after, before = people_of(found), before_of(found)
    assert list(after) == list(before)
    assert {name: sorted(one) for name, one in after.items()} == {
        name: sorted(one) for name, one in before.items()
    }


@given(LISTS, GROUPS, CHOICES)
@FEW
def test_strength_0_changes_nothing_and_costs_nothing(
    lists: Lists, groups: dict[str, str], chosen: Chosen
) -> None:
    found = done(lists, groups, **{**chosen, "strength": 0.0})
    assert found.rows.tolist() == list(range(len(found)))
    assert found.after == found.before
    assert (found.cost.ndcg.mean, found.cost.worst, found.cost.changed) == (1, 1, 0)


@given(LISTS, GROUPS, CHOICES)
def test_the_gap_never_grows_with_the_strength(
    lists: Lists, groups: dict[str, str], chosen: Chosen
) -> None:
    found = done(lists, groups, **chosen)
    gaps = [one.gap if chosen["scope"] == "all" else one.gap_within for one in found.curve]
    assert all(later <= sooner + ROUNDING for sooner, later in pairwise(gaps))
    assert all(one.gap <= one.gap_within + ROUNDING for one in found.curve)


@given(LISTS, GROUPS, CHOICES)
@FEW
def test_within_a_group_nobody_passes_anybody_and_who_has_none_keeps_the_rank(
    lists: Lists, groups: dict[str, str], chosen: Chosen
) -> None:
    found = done(lists, groups, **chosen)
    before = before_of(found)
    for name, after in people_of(found).items():
        for group in set(groups.values()):
            own = [who for who in after if groups.get(who) == group]
            assert own == [who for who in before[name] if groups.get(who) == group]
        for place, who in enumerate(before[name]):
            assert who in groups or after[place] == who


@given(LISTS, GROUPS, CHOICES)
@FEW
def test_where_nothing_is_shown_people_stand_as_they_stood(
    lists: Lists, groups: dict[str, str], chosen: Chosen
) -> None:
    found = done(lists, groups, **{**chosen, "keep_verdicts": False})
    for name, after in people_of(found).items():
        unseen = [who for who in after[found.k :] if who in groups]
        assert unseen == sorted(unseen, key=before_of(found)[name].index)


@given(LISTS, GROUPS, CHOICES)
@FEW
def test_verdicts_that_are_kept_are_never_passed(
    lists: Lists, groups: dict[str, str], chosen: Chosen
) -> None:
    found = done(lists, groups, **{**chosen, "keep_verdicts": True})
    before = before_of(found)
    verdict = {(m.vacancy_id, m.candidate_id): m.verdict for m in found.ranking}
    for name, after in people_of(found).items():
        place = {who: rank for rank, who in enumerate(after)}
        for better, worse in product(before[name], repeat=2):
            is_better = (verdict[name, better], verdict[name, worse]) == ("READY", "NEEDS_PROOF")
            if is_better and before[name].index(better) < before[name].index(worse):
                assert place[better] < place[worse]


@given(LISTS, GROUPS, CHOICES)
@FEW
def test_other_names_of_the_groups_give_the_same_lists_and_their_figures(
    lists: Lists, groups: dict[str, str], chosen: Chosen
) -> None:
    swapped = {"F": "M", "M": "F", "X": "X"}
    found = done(lists, groups, **chosen)
    mirrored = done(lists, {who: swapped[one] for who, one in groups.items()}, **chosen)
    assert mirrored.rows.tolist() == found.rows.tolist()
    assert str(mirrored.cost) == str(found.cost)
    figures = {swapped[one.group]: figures_of(one) for one in found.groups}
    for one in mirrored.groups:
        assert figures_of(one) == pytest.approx(figures[one.group], nan_ok=True)


@given(LISTS, GROUPS, CHOICES)
@FEW
def test_shares_add_up_and_the_gap_is_theirs(
    lists: Lists, groups: dict[str, str], chosen: Chosen
) -> None:
    found = done(lists, groups, **chosen)
    for amounts in zip(
        *((g.target, g.before.mean, g.after.mean) for g in found.groups), strict=True
    ):
        assert sum(amounts) == pytest.approx(1)
    told = sum(abs(one.after.mean - one.target) for one in found.groups) / 2
    assert found.after.gap == pytest.approx(told)


@given(LISTS, GROUPS, CHOICES)
@FEW
def test_same_input_same_bytes(lists: Lists, groups: dict[str, str], chosen: Chosen) -> None:
    one, other = (done(lists, groups, **chosen) for _ in range(2))
    assert one.to_arrow().equals(other.to_arrow())
    assert one.text() == other.text()


# --- the cheapest order ------------------------------------------------------------------


def attention(k: int, rank: int) -> float:
    """What a rank is worth."""
    return 1 / log2(rank + 1) if rank <= k else 0.0


def gains(ranking: list[tuple[str, float]], k: int) -> float:
    """The discounted gain of a list of (group, score)."""
    return sum(attention(k, rank) * score for rank, (_, score) in enumerate(ranking, 1))


def shown(ranking: list[tuple[str, float]], k: int) -> float:
    """The attention that group F gets."""
    return sum(attention(k, rank) for rank, (group, _) in enumerate(ranking, 1) if group == "F")


@given(drawn_lists(items=8, longest=6), TWO_GROUPS, st.integers(1, 4))
def test_no_order_shows_a_group_as_much_and_costs_less(
    lists: Lists, groups: dict[str, str], k: int
) -> None:
    """Exchange after exchange, against every order of the list there is."""
    only = {"V0": lists["V0"]}
    assume(len({groups[item[0]] for item in only["V0"]}) > 1)
    listing = made_ranking(only).listing
    pools = pools_of(listing, groups, k=k, minimum=1)
    path = path_of(pools, np.array([-9.0, 9.0]), slice(0, pools.rows.size), keep_verdicts=False)
    here = [
        (groups[who], float(s)) for who, s in zip(listing.candidate_ids, listing.score, strict=True)
    ]
    every = [list(order) for order in permutations(here)]
    for place in [None, *path.places]:
        if place is not None:
            here[place], here[place + 1] = here[place + 1], here[place]
        best = max(gains(one, k) for one in every if shown(one, k) >= shown(here, k) - ROUNDING)
        assert gains(here, k) == pytest.approx(best)
    assert shown(here, k) == pytest.approx(max(shown(one, k) for one in every))


@given(LISTS, GROUPS, CHOICES)
@FEW
def test_the_cost_is_the_ndcg_of_the_new_order_with_the_scores_as_gain(
    lists: Lists, groups: dict[str, str], chosen: Chosen
) -> None:
    found, k = done(lists, groups, **chosen), int(str(chosen["k"]))
    score = {(m.vacancy_id, m.candidate_id): m.score for m in found.ranking}
    told = []
    for name, after in people_of(found).items():
        new, old = (
            gains([("", score[name, who]) for who in one], k)
            for one in (after, before_of(found)[name])
        )
        told.append(new / old if old else 1.0)
    assert found.cost.ndcg.mean == pytest.approx(np.mean(told))
    assert found.cost.worst == pytest.approx(min(told))
    values = ndcg_of(found.ranking.listing, found.rows, k)
    assert values.tolist() == pytest.approx(told)


def test_the_target_is_reached_as_nearly_as_places_allow() -> None:
    """Two equal groups, one always behind: over many lists the gap all but closes, mildly."""
    lists = {
        f"V{job}": [
            *((f"A{job}{n}", 0.8 - 0.01 * n - 0.001 * job, "READY") for n in range(5)),
            *((f"B{job}{n}", 0.7 - 0.01 * n, "READY") for n in range(5)),
        ]
        for job in range(10)
    }
    groups = {item[0]: item[0][0] for items in lists.values() for item in items}
    ranking = made_ranking(lists)
    together, apart = rerank(ranking, groups, k=5), rerank(ranking, groups, k=5, scope="each")
    assert together.before.gap == pytest.approx(0.5)
    assert together.after.gap < 0.01
    assert together.after.gap_within >= apart.after.gap_within
    assert 0.9 < apart.after.ndcg <= together.after.ndcg < 1


def test_lists_that_even_each_other_out_are_left_by_one_scope_and_not_by_the_other() -> None:
    names, scores = ("C00", "C01", "C02", "C03"), (0.9, 0.8, 0.7, 0.6)
    lists = {
        "V0": [(who, score, "READY") for who, score in zip(names, scores, strict=True)],
        "V1": [(who, score, "READY") for who, score in zip(names, scores[::-1], strict=True)],
    }
    groups = {"C00": "F", "C01": "F", "C02": "M", "C03": "M"}
    together, each = (
        rerank(made_ranking(lists), groups, k=2, minimum=1, scope=scope)
        for scope in get_args(Scope)
    )
    assert together.cost.changed == 0
    assert each.cost.changed == 2
    assert each.after.gap_within < together.after.gap_within == pytest.approx(0.5)


def test_merit_asks_less_for_a_group_with_lower_scores() -> None:
    lists = {"V0": [("C00", 0.9, "READY"), ("C01", 0.3, "READY")]}
    groups = {"C00": "F", "C01": "M"}
    found = rerank(made_ranking(lists), groups, target="merit", minimum=1)
    targets = [one.target for one in found.groups]
    assert targets == pytest.approx([0.75, 0.25])


# --- what is told ------------------------------------------------------------------------


def ten_and_few() -> Reranked:
    """Two groups of ten people and one of three, with one person of whom nothing is known."""
    names = [("A", 10), ("B", 10), ("few", 3), ("", 1)]
    people = [(f"{name}{n}", name) for name, count in names for n in range(count)]
    items = [(who, 0.9 - 0.02 * place, "READY") for place, (who, _) in enumerate(people)]
    return rerank(made_ranking({"V0": items}), dict(people), k=6)


def test_small_and_unknown_groups_are_not_reported_and_keep_their_ranks() -> None:
    found = ten_and_few()
    assert [(one.group, one.people) for one in found.groups] == [("A", 10), ("B", 10)]
    assert found.apart == ("few", "unknown")
    assert [row.rank for row in found if row.candidate_id[:1] not in "AB"] == [21, 22, 23, 24]
    table = found.exposures_to_arrow()
    assert table["group"].to_pylist() == ["A", "B"]
    assert "few" not in found.text().split("not compared")[0]


def test_the_table_is_a_ranking_with_the_rank_before_and_without_groups() -> None:
    table = ten_and_few().to_arrow()
    assert table.schema.names == [*ranking_schema().names, "rank_before"]
    assert table.schema.field("rank").type == table.schema.field("rank_before").type
    assert table["rank"].to_pylist() == list(range(1, 25))
    assert sorted(table["rank_before"].to_pylist()) == list(range(1, 25))


def test_the_text_tells_exposure_and_cost() -> None:
    told = ten_and_few().text()
    assert "nDCG@6" in told
    assert "1 of 1 lists changed" in told


def test_the_picture_has_a_point_per_strength_in_both_languages() -> None:
    found = ten_and_few()
    for language, word in (("en", "worst list"), ("id", "daftar terburuk")):
        chart = found.chart(language)  # type: ignore[arg-type]
        told = chart.to_json()
        assert word in told
        assert told.count('"strength":') >= len(found.curve)


def test_an_unknown_language_of_pictures_is_refused() -> None:
    with pytest.raises(UnknownName):
        ten_and_few().chart("de")  # type: ignore[arg-type]


# --- what is refused ---------------------------------------------------------------------


@pytest.mark.parametrize(
    "chosen", [{"k": 0}, {"strength": 1.5}, {"target": "luck"}, {"scope": "some"}]
)
def test_a_choice_that_makes_no_sense_is_refused(chosen: dict[str, object]) -> None:
    ranking = made_ranking({"V0": [("C00", 0.9, "READY"), ("C01", 0.3, "READY")]})
    with pytest.raises((InputError, UnknownName)):
        rerank(ranking, {"C00": "F", "C01": "M"}, minimum=1, **chosen)  # type: ignore[arg-type]


def test_lists_of_vacancies_are_refused() -> None:
    ranking = made_ranking({"C00": [("V0", 0.9, "READY"), ("V1", 0.3, "READY")]}, "candidate")
    with pytest.raises(InputError, match="lists of vacancies"):
        rerank(ranking, {"C00": "F"}, minimum=1)


@pytest.mark.parametrize("groups", [{}, {"C00": "F"}, {"C00": "F", "C01": "F"}])
def test_fewer_than_two_groups_are_refused(groups: dict[str, str]) -> None:
    ranking = made_ranking({"V0": [("C00", 0.9, "READY"), ("C01", 0.3, "READY")]})
    with pytest.raises(InputError, match="groups have 1 people or more"):
        rerank(ranking, groups, minimum=1)


def test_groups_of_whom_nobody_is_shown_are_refused() -> None:
    items = [("C02", 0.9, "READY"), ("C00", 0.5, "READY"), ("C01", 0.3, "READY")]
    with pytest.raises(InputError, match="among the first 1 of a list"):
        rerank(made_ranking({"V0": items}), {"C00": "F", "C01": "M"}, k=1, minimum=1)


def test_pools_leave_out_lists_in_which_nobody_compared_is_shown() -> None:
    lists = {
        "V0": [("C00", 0.9, "READY"), ("C01", 0.3, "READY")],
        "V1": [("C09", 0.9, "READY"), ("C00", 0.3, "READY")],
    }
    pools: Pools = pools_of(made_ranking(lists).listing, {"C00": "F", "C01": "M"}, k=1, minimum=1)
    assert pools.count == 1
    assert pools.rows.tolist() == [0, 1]
