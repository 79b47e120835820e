"""Saved and loaded, updated and refitted: the same matcher."""

from __future__ import annotations

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from drawn_vacancies import vacancies
from matcher.engine import Matcher
from matcher.records import Candidate, Vacancy
from matcher.settings import Weights
from saved_engines import counts, explanations, known, rankings, reopened
from small_store import contents
from strategies import Drawn, engine, markets, weights


@pytest.fixture(autouse=True, scope="module")
def _nothing_has_to_last() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(os, "fsync", lambda _: None)
        yield


@given(markets())
def test_a_loaded_matcher_knows_and_says_what_the_saved_one_does(drawn: Drawn) -> None:
    choice, jobs, people = drawn
    fitted = engine(choice, jobs)
    loaded = reopened(fitted)
    assert known(loaded) == known(fitted)
    assert (loaded.as_of, loaded.settings) == (fitted.as_of, fitted.settings)
    assert rankings(loaded, people) == rankings(fitted, people)
    assert explanations(loaded, people, jobs) == explanations(fitted, people, jobs)
    assert counts(loaded, people) == counts(fitted, people)


@given(markets(), weights)
def test_new_weights_are_those_that_it_could_have_been_fitted_with(
    drawn: Drawn, others: Weights
) -> None:
    choice, jobs, people = drawn
    fitted = engine(choice, jobs)
    anew = fitted.reweighted(others)
    assert known(anew) == known(fitted)
    expected = rankings(engine(replace(choice, weights=others), jobs), people)
    assert rankings(anew, people) == expected
    for matcher in (reopened(fitted).reweighted(others), reopened(anew)):
        assert matcher.weights == others
        assert rankings(matcher, people) == expected


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
        assert rankings(updated, people) == rankings(refitted, people)
        assert explanations(updated, people, left) == explanations(refitted, people, left)


@given(markets())
def test_threads_that_match_and_explain_get_the_same_answers(drawn: Drawn) -> None:
    choice, jobs, people = drawn

    def answers(matcher: Matcher, one: Candidate) -> object:
        listed = list(matcher.rank([one]))
        # By id: whom this thread ranked last, whatever others do meanwhile.
        return listed, [matcher.explain(one.id, job.id).to_dict() for job in jobs]

    asked = people * 2
    expected = [answers(engine(choice, jobs), one) for one in asked]
    # What is made where it is first needed is made by several threads at once.
    for matcher in (engine(choice, jobs), reopened(engine(choice, jobs))):
        with ThreadPoolExecutor(4) as threads:
            assert list(threads.map(partial(answers, matcher), asked)) == expected
