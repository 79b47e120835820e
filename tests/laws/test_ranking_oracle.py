"""Rankings against their definition: the sorted list of all pairs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from score_oracle import best_first
from strategies import Drawn, engine, judged, markets

#: Verdicts, better first.
VERDICTS = ("READY", "NEEDS_PROOF", "TRAINABLE", "BARRED")


@given(markets(), st.integers(1, 3), st.sampled_from([3, 2, 1]))
def test_a_ranking_is_the_sorted_list_of_all_pairs(drawn: Drawn, k: int, some: int) -> None:
    choice, listed, people = drawn
    verdicts = VERDICTS[:some]
    matcher = engine(choice, listed)
    found = {
        (person.id, vacancy.id): score
        for person, pairs_of_person in zip(people, judged(matcher, people), strict=True)
        for vacancy, (verdict, score) in zip(listed, pairs_of_person, strict=True)
        if verdict in verdicts
    }
    for_people = [
        (person.id, name, rank)
        for person in people
        for rank, name in enumerate(
            best_first({v: s for (c, v), s in found.items() if c == person.id}, k), start=1
        )
    ]
    for_vacancies = [
        (name, vacancy.id, rank)
        for vacancy in listed
        for rank, name in enumerate(
            best_first({c: s for (c, v), s in found.items() if v == vacancy.id}, k), start=1
        )
    ]
    for ranking, expected in (
        (matcher.rank(people, k, verdicts=verdicts), for_people),
        (matcher.rank_candidates(people, k, verdicts=verdicts), for_vacancies),
    ):
        assert [(m.candidate_id, m.vacancy_id, m.rank) for m in ranking] == expected
        assert all(m.score == found[m.candidate_id, m.vacancy_id] for m in ranking)


@given(markets())
def test_whoever_has_no_row_is_listed_with_counts_and_a_blocker(drawn: Drawn) -> None:
    choice, listed, people = drawn
    matcher = engine(choice, listed)
    ranking = matcher.rank(people, 1)
    assert {one.id for one in ranking.unlisted} == {p.id for p in people} - {
        match.candidate_id for match in ranking
    }
    found = dict(zip((p.id for p in people), judged(matcher, people), strict=True))
    for one in ranking.unlisted:
        verdicts = [verdict for verdict, _ in found[one.id]]
        assert one.counts == {verdict: verdicts.count(verdict) for verdict in VERDICTS}
        assert one.blocker_en is not None
        assert 1 <= one.blocked <= len(listed)
    assert sum(ranking.verdicts.values()) == len(listed) * len(people)
