"""What a matcher learns it may unlearn, change and share with threads."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path
from threading import Barrier, Event, Thread

import pytest

from chance import Chance
from matcher import Candidate, Matcher, Vacancies, Vacancy, Weights
from matcher.errors import InputError, UnknownName
from random_vacancies import random_choice, random_vacancy
from saved_engines import known, rankings, reopened
from strategies import engine

AS_OF = "2025-12-01"
JOBS = [Vacancy(id=name, title="welder") for name in ("V1", "V2", "V3")]


def fitted() -> Matcher:
    return Matcher(AS_OF).fit(JOBS)


def ids(matcher: Matcher) -> list[str]:
    return list(matcher.index.ids)


# --- updates -----------------------------------------------------------------------------


def test_nothing_changed_is_the_same() -> None:
    assert known(fitted().update()) == known(fitted())


@pytest.mark.parametrize("removed", ["V2", ["V2"], JOBS[1:2], Vacancies.from_records(JOBS[1:2])])
def test_what_is_removed_is_named_by_ids_or_by_records(removed: list[str]) -> None:
    assert ids(fitted().update(removed=removed)) == ["V1", "V3"]


def test_what_is_added_or_changed_comes_as_any_table_does(tmp_path: Path) -> None:
    path = tmp_path / "new.csv"
    path.write_text("id,title\nV4,nurse\n", encoding="utf-8")
    found = fitted().update(
        added=path, changed=Vacancies.from_records([Vacancy(id="V2", title="cook")])
    )
    assert ids(found) == ["V1", "V2", "V3", "V4"]
    assert [found.explain(Candidate(id="C"), name).title for name in ("V2", "V4")] == [
        "cook",
        "nurse",
    ]


@pytest.mark.parametrize(
    "update", [{"removed": ["V9"]}, {"changed": [Vacancy(id="V9", title="-")]}]
)
def test_what_is_not_known_is_told_and_nothing_changes(update: dict[str, list[str]]) -> None:
    matcher = fitted()
    with pytest.raises(UnknownName, match="No vacancy 'V9'"):
        matcher.update(added=[Vacancy(id="V4", title="nurse")], **update)
    assert known(matcher) == known(fitted())


def test_the_last_vacancy_stays() -> None:
    matcher = fitted()
    with pytest.raises(InputError, match="There is no vacancy to index"):
        matcher.update(removed=["V1", "V2", "V3"])
    assert ids(matcher) == ["V1", "V2", "V3"]


def test_a_matcher_that_knows_nothing_has_nothing_to_update() -> None:
    with pytest.raises(InputError, match="knows no vacancies yet"):
        Matcher(AS_OF).update(added=JOBS)


def test_a_thousand_random_edits_are_those_of_a_list() -> None:
    chance = Chance.at(20251201)
    choice = random_choice(chance)
    listed = {f"V{n}": random_vacancy(chance, choice, f"V{n}") for n in range(30)}
    matcher = engine(choice, list(listed.values()))
    for number in range(100):
        names = chance.some(list(listed), 8)
        removed, replaced = names[::2], names[1::2]
        fresh = [f"N{number}-{n}" for n in range(10 - len(names))]
        changed, added = (
            {name: random_vacancy(chance, choice, name) for name in some}
            for some in (replaced, fresh)
        )
        matcher.update(removed=removed, changed=list(changed.values()), added=list(added.values()))
        listed = {n: changed.get(n, job) for n, job in listed.items() if n not in removed} | added
        if number == 50:
            matcher = reopened(matcher)
    assert known(matcher) == known(engine(choice, list(listed.values())))


# --- weights -----------------------------------------------------------------------------


def test_new_weights_share_what_was_learned() -> None:
    matcher = fitted()
    other = matcher.reweighted(Weights(skills=5))
    assert other.index.criteria is matcher.index.criteria
    assert other.index.gates is matcher.index.gates
    assert (matcher.weights, other.weights) == (Weights(), Weights(skills=5))
    other.update(removed=["V1"])
    assert (ids(matcher), ids(other)) == (["V1", "V2", "V3"], ["V2", "V3"])
    assert rankings(matcher, [Candidate(id="C")]) == rankings(fitted(), [Candidate(id="C")])


def test_a_matcher_with_new_weights_has_ranked_nobody() -> None:
    matcher = fitted()
    matcher.rank([Candidate(id="C1")])
    with pytest.raises(InputError, match="No candidates have been ranked"):
        matcher.reweighted(Weights(skills=5)).explain("C1", "V1")


# --- threads -----------------------------------------------------------------------------


def test_a_thread_finds_those_that_it_ranked_last() -> None:
    matcher = fitted()
    together = Barrier(4, timeout=60)

    def explained(name: str) -> str:
        matcher.rank([Candidate(id=name)])
        together.wait()
        return matcher.explain(name, "V1").candidate_id

    names = ["C1", "C2", "C3", "C4"]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(explained, names)) == names


def test_a_thread_that_ranked_nobody_finds_those_that_any_did() -> None:
    matcher = fitted()
    ranked = Thread(target=matcher.rank, args=([Candidate(id="C1")],))
    ranked.start()
    ranked.join()
    assert matcher.explain("C1", "V1").candidate_id == "C1"
    matcher.rank([Candidate(id="C2")])
    assert matcher.explain("C2", "V1").candidate_id == "C2"
    with pytest.raises(UnknownName, match="No candidate 'C1'"):
        matcher.explain("C1", "V1")


def test_a_thread_sees_an_update_whole_or_not_at_all() -> None:
    matcher, done = fitted(), Event()
    people = [Candidate(id="C", birth_date=date(2000, 1, 1))]

    def listed() -> set[tuple[str, ...]]:
        found = set()
        while not done.is_set():
            found.add(tuple(match.vacancy_id for match in matcher.rank(people)))
        return found

    with ThreadPoolExecutor(2) as threads:
        seen = [threads.submit(listed) for _ in range(2)]
        for _ in range(10):
            matcher.update(added=[Vacancy(id=f"W{n}", title="welder") for n in range(3)])
            matcher.update(removed=[f"W{n}" for n in range(3)])
        done.set()
        found = set().union(*(one.result() for one in seen))
    assert found <= {("V1", "V2", "V3"), ("V1", "V2", "V3", "W0", "W1", "W2")}


def test_updates_of_several_threads_come_one_after_the_other() -> None:
    matcher = fitted()
    together = Barrier(4, timeout=60)

    def add(number: int) -> None:
        together.wait()
        matcher.update(added=[Vacancy(id=f"W{number}", title="nurse")])

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(4)))
    assert sorted(ids(matcher)) == ["V1", "V2", "V3", "W0", "W1", "W2", "W3"]
