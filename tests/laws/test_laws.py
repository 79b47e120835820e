"""The laws of matching, on drawn people, vacancies and choices."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from drawn_people import improved, poorer, withheld
from drawn_vacancies import easier, vacancies
from matcher.engine import Matcher
from matcher.errors import UnknownName
from matcher.ranking import rank_candidates, rank_vacancies
from matcher.records import Candidate, Vacancy
from matcher.results import Match, Ranking
from matcher.settings import COMPONENTS
from oracle_facts import later
from score_oracle import best_first
from strategies import Choice, Drawn, engine, judged, markets, pairs, possible_scores

#: Verdicts, better first.
VERDICTS = ("READY", "NEEDS_PROOF", "TRAINABLE", "BARRED")
LISTED = VERDICTS[:3]
#: Longer than any list of drawn pairs.
ALL = 99


def rows(ranking: Ranking) -> dict[str, list[Match]]:
    """The matches of each candidate, in order."""
    found: dict[str, list[Match]] = {}
    for match in ranking:
        found.setdefault(match.candidate_id, []).append(match)
    return found


def scores(matches: list[Match]) -> dict[tuple[str, str], tuple[str, float, float]]:
    """What is said of each pair, without its rank."""
    return {(m.candidate_id, m.vacancy_id): (m.verdict, m.score, m.possible) for m in matches}


# --- 1 -----------------------------------------------------------------------------------


@given(markets(), st.integers(1, 3))
def test_a_list_of_k_is_the_beginning_of_a_list_of_one_more(drawn: Drawn, k: int) -> None:
    choice, listed, people = drawn
    matcher = engine(choice, listed)
    shorter, longer = (rows(matcher.rank(people, n, verdicts=LISTED)) for n in (k, k + 1))
    assert shorter == {name: matches[:k] for name, matches in longer.items()}
    by_vacancy = [list(matcher.rank_candidates(people, n, verdicts=LISTED)) for n in (k, k + 1)]
    assert by_vacancy[0] == [match for match in by_vacancy[1] if match.rank <= k]


@given(markets(), st.randoms())
def test_the_order_of_the_input_changes_nothing_for_anyone(drawn: Drawn, chance: object) -> None:
    choice, listed, people = drawn
    before = engine(choice, listed).rank(people, ALL, verdicts=LISTED)
    for records in (listed, people):
        chance.shuffle(records)  # type: ignore[attr-defined]
    after = engine(choice, listed).rank(people, ALL, verdicts=LISTED)
    assert rows(after) == rows(before)
    order = [person.id for person in people]
    assert list(rows(after)) == [name for name in order if name in rows(before)]
    blocked = {one.id: one for one in before.unlisted}
    assert list(after.unlisted) == [blocked[name] for name in order if name in blocked]


@given(markets(), st.integers(1, 3))
def test_the_size_of_blocks_changes_nothing(drawn: Drawn, size: int) -> None:
    choice, listed, people = drawn
    matcher = engine(choice, listed)
    index = matcher.index
    normal = index.context.records.candidates(people)
    for direction in (rank_vacancies, rank_candidates):
        whole, in_blocks = (
            Ranking.of(direction(index, blocks, k=2, verdicts=LISTED), index.context, ())
            for blocks in (
                [normal],
                [normal[start : start + size] for start in range(0, len(normal), size)],
            )
        )
        assert list(in_blocks) == list(whole)
        assert in_blocks.unlisted == whole.unlisted
        assert in_blocks.verdicts == whole.verdicts


@given(markets())
def test_threads_change_nothing(drawn: Drawn) -> None:
    choice, listed, people = drawn
    matcher = engine(choice, listed)
    with ThreadPoolExecutor(3) as threads:
        found = list(threads.map(lambda _: list(matcher.rank(people, ALL)), range(3)))
    assert found == [list(matcher.rank(people, ALL))] * 3


# --- 2 -----------------------------------------------------------------------------------


@given(markets())
def test_the_contributions_of_an_explanation_add_up_to_the_score(drawn: Drawn) -> None:
    choice, listed, people = drawn
    matcher = engine(choice, listed)
    for match in matcher.rank(people, ALL, verdicts=LISTED):
        why = matcher.explain(match.candidate_id, match.vacancy_id)
        assert why.score == match.score
        assert sum(one.value for one in why.contributions) == pytest.approx(match.score, abs=1e-6)
        most = sum(one.weight * one.possible for one in why.contributions)
        assert most == pytest.approx(match.possible, abs=1e-6)
        for name in COMPONENTS:
            assert why.components[name] == pytest.approx(match.components[name], abs=1e-6)


@given(markets())
def test_an_explanation_names_the_verdict_of_the_ranking(drawn: Drawn) -> None:
    choice, listed, people = drawn
    matcher = engine(choice, listed)
    for person, pairs_of_person in zip(people, judged(matcher, people), strict=True):
        for vacancy, (verdict, score) in zip(listed, pairs_of_person, strict=True):
            why = matcher.explain(person, vacancy)
            assert (why.verdict, why.score) == (verdict, score)


@given(markets())
def test_the_gates_of_an_explanation_are_the_ground_of_its_verdict(drawn: Drawn) -> None:
    choice, listed, people = drawn
    matcher = engine(choice, listed)
    for person in people:
        for vacancy in listed:
            why = matcher.explain(person, vacancy)
            to_be_chosen = {gate.state for gate in why.gates if gate.stage == "select"}
            is_barred = "impossible" in {gate.state for gate in why.gates}
            assert (why.verdict == "BARRED") == is_barred
            if why.verdict == "READY":
                assert to_be_chosen <= {"met"}
            if why.verdict == "NEEDS_PROOF":
                assert to_be_chosen <= {"met", "unknown"}
                assert "unknown" in to_be_chosen | {g.state for g in why.gates}
            if why.verdict == "TRAINABLE":
                assert "obtainable" in to_be_chosen


@given(markets())
def test_a_near_miss_names_the_open_gates_of_its_explanation(drawn: Drawn) -> None:
    choice, listed, people = drawn
    matcher = engine(choice, listed)
    for match in matcher.near_misses(people, ALL):
        why = matcher.explain(match.candidate_id, match.vacancy_id)
        still_open = {
            (gate.asked["en"], gate.stage, gate.state, gate.months, gate.by)
            for gate in why.gates
            if gate.state != "met"
        }
        gaps = {(gap.asked_en, gap.stage, gap.state, gap.months, gap.by) for gap in match.gaps}
        assert len(gaps) == len(match.gaps)
        assert gaps <= still_open
        # What is not named is met by bringing one that is.
        for asked, stage, *_ in still_open - gaps:
            assert any(gap.asked_en in asked and gap.stage == stage for gap in match.gaps)
        last = later(choice.as_of, choice.horizon)
        assert all(gap.by is None or gap.by <= max(last, why.departure) for gap in match.gaps)


# --- 3 -----------------------------------------------------------------------------------


@given(markets())
def test_no_barred_pair_is_listed(drawn: Drawn) -> None:
    choice, listed, people = drawn
    matcher = engine(choice, listed)
    found = {
        (person.id, vacancy.id): verdict
        for person, pairs_of_person in zip(people, judged(matcher, people), strict=True)
        for vacancy, (verdict, _) in zip(listed, pairs_of_person, strict=True)
    }
    for ranking in (
        matcher.rank(people, ALL),
        matcher.rank_candidates(people, ALL),
        matcher.near_misses(people, ALL),
        matcher.rank(people, ALL, verdicts=LISTED),
    ):
        named = {(match.candidate_id, match.vacancy_id): match.verdict for match in ranking}
        assert named.items() <= found.items()
        assert "BARRED" not in named.values()


def test_barred_pairs_cannot_be_asked_for() -> None:
    matcher = Matcher("2025-12-01").fit([Vacancy(id="V", title="welder")])
    with pytest.raises(UnknownName):
        matcher.rank([Candidate(id="C")], verdicts=["BARRED"])


@given(pairs())
def test_withholding_one_fact_turns_ready_into_needs_proof_at_most(
    drawn: tuple[Choice, Vacancy, Candidate],
) -> None:
    choice, vacancy, person = drawn
    matcher = engine(choice, [vacancy])
    assume(judged(matcher, [person])[0][0][0] == "READY")
    less_known = withheld(person)
    for known, [(verdict, _)] in zip(less_known, judged(matcher, less_known), strict=True):
        assert verdict in ("READY", "NEEDS_PROOF"), known


@given(pairs(), st.data())
def test_withholding_several_facts_turns_ready_into_needs_proof_at_most(
    drawn: tuple[Choice, Vacancy, Candidate], data: st.DataObject
) -> None:
    choice, vacancy, person = drawn
    matcher = engine(choice, [vacancy])
    assume(judged(matcher, [person])[0][0][0] == "READY")
    assert judged(matcher, [data.draw(poorer(person))])[0][0][0] in ("READY", "NEEDS_PROOF")


@given(pairs(), st.sampled_from(["permit_from", "permit_until", "verification"]))
def test_withholding_a_fact_of_the_vacancy_turns_ready_into_needs_proof_at_most(
    drawn: tuple[Choice, Vacancy, Candidate], fact: str
) -> None:
    choice, vacancy, person = drawn
    assume(judged(engine(choice, [vacancy]), [person])[0][0][0] == "READY")
    less_known = vacancy.model_copy(update={fact: None})
    verdict, _ = judged(engine(choice, [less_known]), [person])[0][0]
    assert verdict in ("READY", "NEEDS_PROOF")


@given(markets())
def test_the_proven_score_is_never_above_the_possible_one(drawn: Drawn) -> None:
    choice, listed, people = drawn
    for match in engine(choice, listed).rank(people, ALL, verdicts=LISTED):
        assert 0 <= match.score <= match.possible + 1e-6
        assert match.possible < 1


@given(pairs())
def test_what_is_learned_raises_the_score_and_lowers_the_possible_one(
    drawn: tuple[Choice, Vacancy, Candidate],
) -> None:
    choice, vacancy, person = drawn
    matcher = engine(choice, [vacancy])
    everyone = [*withheld(person), person.model_copy(update={"id": "known"})]
    scores = [score for [(_, score)] in judged(matcher, everyone)]
    possible = [most for [most] in possible_scores(matcher, everyone)]
    assert max(scores) == scores[-1]
    assert min(possible) == possible[-1]


# --- 4 -----------------------------------------------------------------------------------


@given(markets(), st.data())
def test_more_or_better_claims_never_lower_a_score_or_worsen_a_verdict(
    drawn: Drawn, data: st.DataObject
) -> None:
    choice, listed, people = drawn
    person = people[0].model_copy(update={"id": "before"})
    better = data.draw(improved(person, choice.as_of)).model_copy(update={"id": "after"})
    before, after = judged(engine(choice, listed), [person, better])
    for (verdict, score), (better_verdict, better_score) in zip(before, after, strict=True):
        assert better_score >= score
        assert VERDICTS.index(better_verdict) <= VERDICTS.index(verdict)


# --- 5 -----------------------------------------------------------------------------------


@given(markets(), st.data())
def test_asking_for_less_never_worsens_a_verdict(drawn: Drawn, data: st.DataObject) -> None:
    choice, listed, people = drawn
    vacancy = data.draw(easier(listed[0]))
    before = judged(engine(choice, listed[:1]), people)
    after = judged(engine(choice, [vacancy]), people)
    for [(verdict, _)], [(new_verdict, _)] in zip(before, after, strict=True):
        assert VERDICTS.index(new_verdict) <= VERDICTS.index(verdict)


# --- 6 -----------------------------------------------------------------------------------


@given(markets(), st.data())
def test_ranking_some_people_equals_that_part_of_the_whole(
    drawn: Drawn, data: st.DataObject
) -> None:
    choice, listed, people = drawn
    matcher = engine(choice, listed)
    some = [person for person in people if data.draw(st.booleans())]
    assume(some)
    whole, part = (matcher.rank(group, 2, verdicts=LISTED) for group in (people, some))
    names = {person.id for person in some}
    assert list(part) == [match for match in whole if match.candidate_id in names]
    assert list(part.unlisted) == [one for one in whole.unlisted if one.id in names]


@given(markets(), st.data())
def test_ranking_over_some_vacancies_equals_that_part_of_the_whole(
    drawn: Drawn, data: st.DataObject
) -> None:
    choice, listed, people = drawn
    some = [vacancy for vacancy in listed if data.draw(st.booleans())]
    assume(some)
    whole = engine(choice, listed).rank(people, ALL, verdicts=LISTED)
    part = engine(choice, some).rank(people, ALL, verdicts=LISTED)
    names = {vacancy.id for vacancy in some}
    kept = [match for match in whole if match.vacancy_id in names]
    assert scores(list(part)) == scores(kept)
    assert [(m.candidate_id, m.vacancy_id) for m in part] == [
        (m.candidate_id, m.vacancy_id) for m in kept
    ]


# --- 7 -----------------------------------------------------------------------------------


@given(markets(), st.data())
def test_one_more_vacancy_changes_no_other_score_and_no_other_order(
    drawn: Drawn, data: st.DataObject
) -> None:
    choice, listed, people = drawn
    more = [*listed, data.draw(vacancies(choice.as_of, "U"))]
    for direction in (Matcher.rank, Matcher.rank_candidates):
        before, after = (
            list(direction(engine(choice, known), people, ALL, verdicts=LISTED))
            for known in (listed, more)
        )
        others = [match for match in after if match.vacancy_id != "U"]
        assert scores(others) == scores(before)
        assert [(m.candidate_id, m.vacancy_id) for m in others] == [
            (m.candidate_id, m.vacancy_id) for m in before
        ]


# --- 8 -----------------------------------------------------------------------------------


@given(markets(), st.sampled_from(COMPONENTS), st.sampled_from([0.1, 1.0, 10.0]))
def test_the_pair_ahead_stays_ahead_when_a_component_it_is_better_in_weighs_more(
    drawn: Drawn, component: str, more: float
) -> None:
    choice, listed, people = drawn
    weights = choice.weights.model_copy(update={component: choice.weights.of(component) + more})
    raised = replace(choice, weights=weights)
    before, after = (
        list(engine(one, listed).rank(people, ALL, verdicts=LISTED)) for one in (choice, raised)
    )
    new = {(match.candidate_id, match.vacancy_id): match.score for match in after}
    for one, other in combinations(before, 2):
        ahead, behind = (one, other) if one.score >= other.score else (other, one)
        own, others = ahead.components, behind.components
        asks_the_same = all((own[name] is None) == (others[name] is None) for name in COMPONENTS)
        if asks_the_same and (own[component] or 0) >= (others[component] or 0):
            assert (
                new[ahead.candidate_id, ahead.vacancy_id]
                >= new[behind.candidate_id, behind.vacancy_id] - 1e-6
            )


# --- 11 ----------------------------------------------------------------------------------


@given(markets(), st.integers(0, 4), st.integers(0, 4))
def test_shards_of_people_and_vacancies_give_the_whole(drawn: Drawn, cut: int, split: int) -> None:
    choice, listed, people = drawn
    whole = engine(choice, listed).rank(people, 2)
    shards = [part for part in (listed[:cut], listed[cut:]) if part]
    groups = [part for part in (people[:split], people[split:]) if part]
    found = [
        match
        for shard in shards
        for group in groups
        for match in engine(choice, shard).rank(group, 2)
    ]
    for person in people:
        own = {match.vacancy_id: match for match in found if match.candidate_id == person.id}
        best = best_first({name: match.score for name, match in own.items()}, 2)
        expected = rows(whole).get(person.id, [])
        assert [match.vacancy_id for match in expected] == best
        assert scores(expected) == scores([own[name] for name in best])
