"""Verdicts and scores against their definitions, by brute force on drawn pairs."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import assume, event, given
from hypothesis import strategies as st

from drawn_vacancies import vacancies
from oracles import Laws, expected_verdict, unknown_things
from score_oracle import expected_score
from strategies import choices, cohorts, engine, judged

#: Completions double with every unknown thing: with more of them a pair takes too long.
MOST_UNKNOWN = 6


@given(st.data())
def test_the_verdict_is_the_one_defined_by_enumerating_completions(data: st.DataObject) -> None:
    choice = data.draw(choices())
    vacancy = data.draw(vacancies(choice.as_of))
    people = data.draw(cohorts(choice.as_of, [vacancy], most=2))
    found = judged(engine(choice, [vacancy]), people)
    for person, [(verdict, _)] in zip(people, found, strict=True):
        laws = Laws(choice.rules, choice.report_only)
        known: dict[str, Any] = {"as_of": choice.as_of, "laws": laws}
        assume(unknown_things(person, vacancy, **known) <= MOST_UNKNOWN)
        event(verdict)
        assert verdict == expected_verdict(person, vacancy, horizon=choice.horizon, **known)


@given(st.data())
def test_the_score_is_the_one_of_its_formula(data: st.DataObject) -> None:
    choice = data.draw(choices())
    vacancy = data.draw(vacancies(choice.as_of))
    people = data.draw(cohorts(choice.as_of, [vacancy]))
    matcher = engine(choice, [vacancy])
    for person in people:
        expected = expected_score(person, vacancy, as_of=choice.as_of, weights=choice.weights)
        why = matcher.explain(person, vacancy)
        assert why.score == pytest.approx(expected.score, abs=1e-6)
        assert why.possible == pytest.approx(expected.possible, abs=1e-6)
        for name, value in expected.components.items():
            assert why.components[name] == pytest.approx(value, abs=1e-6), name
