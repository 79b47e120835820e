"""Saved and loaded, updated and refitted: the same matcher."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import given
from hypothesis import strategies as st

from drawn_vacancies import vacancies
from matcher.records import Vacancy
from matcher.settings import Weights
from saved_engines import answers, known, reopened
from small_store import contents
from strategies import Drawn, engine, markets, weights


@given(markets())
def test_a_loaded_matcher_knows_and_says_what_the_saved_one_does(drawn: Drawn) -> None:
    choice, jobs, people = drawn
    fitted = engine(choice, jobs)
    loaded = reopened(fitted)
    assert known(loaded) == known(fitted)
    assert (loaded.as_of, loaded.settings) == (fitted.as_of, fitted.settings)
    assert answers(loaded, people, jobs) == answers(fitted, people, jobs)


@given(markets(), weights)
def test_new_weights_are_those_that_it_could_have_been_fitted_with(
    drawn: Drawn, others: Weights
) -> None:
    choice, jobs, people = drawn
    fitted = engine(choice, jobs)
    anew = fitted.reweighted(others)
    assert known(anew) == known(fitted)
    expected = answers(engine(replace(choice, weights=others), jobs), people, jobs)
    assert answers(anew, people, jobs) == expected
    assert answers(reopened(fitted).reweighted(others), people, jobs) == expected
    assert answers(reopened(anew), people, jobs) == expected


@given(markets())
def test_what_is_loaded_is_saved_as_the_same_bytes(drawn: Drawn) -> None:
    choice, jobs, _ = drawn
    fitted = engine(choice, jobs)
    with TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in "ab"]
        for matcher, path in zip((fitted, reopened(fitted)), paths, strict=True):
            matcher.save(path)
        assert contents(paths[0]) == contents(paths[1])


Edits = tuple[list[Vacancy], list[str], list[Vacancy]]


@st.composite
def edits(draw: st.DrawFn) -> tuple[Drawn, Edits]:
    """A situation; and what is added, removed and changed in it, some vacancy being left."""
    drawn = draw(markets())
    as_of, names = drawn[0].as_of, [job.id for job in drawn[1]]
    fates = draw(st.lists(st.integers(0, 2), min_size=len(names), max_size=len(names)))
    removed = [name for name, fate in zip(names, fates, strict=True) if fate == 0]
    changed = [
        draw(vacancies(as_of, name)) for name, fate in zip(names, fates, strict=True) if fate == 1
    ]
    least = int(len(removed) == len(names))
    added = [draw(vacancies(as_of, f"N{n}")) for n in range(draw(st.integers(least, 2)))]
    return drawn, (added, removed, draw(st.permutations(changed)))


@given(edits())
def test_an_updated_matcher_is_the_one_fitted_on_what_is_left(drawn: tuple[Drawn, Edits]) -> None:
    (choice, jobs, people), (added, removed, changed) = drawn
    new = {job.id: job for job in changed}
    left = [new.get(job.id, job) for job in jobs if job.id not in removed] + added
    refitted = engine(choice, left)
    for before in (engine(choice, jobs), reopened(engine(choice, jobs))):
        updated = before.update(added=added, removed=removed, changed=changed)
        assert updated is before
        assert known(updated) == known(refitted)
        assert answers(updated, people, left) == answers(refitted, people, left)


@given(markets(), st.integers(0, 2))
def test_threads_that_match_and_explain_get_the_same_answers(drawn: Drawn, first: int) -> None:
    choice, jobs, people = drawn
    expected = [answers(engine(choice, jobs), [one], jobs) for one in people]
    # All lazily made parts are made by several threads at once.
    for matcher in (engine(choice, jobs), reopened(engine(choice, jobs))):
        order = [(first + n) % len(people) for n in range(2 * len(people))]
        with ThreadPoolExecutor(4) as threads:
            found = list(threads.map(lambda place: answers(matcher, [people[place]], jobs), order))
        assert found == [expected[place] for place in order]
