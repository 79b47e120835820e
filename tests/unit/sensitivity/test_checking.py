"""The checks of the laws: nothing is found in the engine, and what is broken on purpose is."""

from typing import Any, Self

import pytest

from matcher import Matcher, Weights, load_sample
from matcher.results import Ranking
from matcher.sensitivity import check_laws

SAMPLE = load_sample(candidates=10)
PEOPLE = list(SAMPLE.candidates)
JOBS = list(SAMPLE.vacancies)[:40]


class Relative(Matcher):
    """Weighs anew whenever its vacancies change, as methods that normalize over the options do."""

    def update(self, **changes: Any) -> Self:  # noqa: ANN401 - as the engine has it
        other = super().update(**changes)
        vars(self).update(vars(other.reweighted(Weights(skills=0.5))))
        return self


class Capricious(Matcher):
    """Lowers what it is asked to raise, and favours the worse."""

    def reweighted(self, weights: Weights) -> Self:
        raised = {
            name: 0.0
            for name in Weights.model_fields
            if getattr(weights, name) > getattr(self.weights, name)
        }
        return super().reweighted(weights.model_copy(update=raised))


class Forgetful(Matcher):
    """Lists one fewer each time."""

    def rank(self, candidates: Any, k: int = 10, **named: Any) -> Ranking:  # noqa: ANN401 - the same
        return super().rank(candidates, k if k > 3 else k - 1, **named)


def test_removing_and_raising_break_nothing_here() -> None:
    engine = Matcher("2025-12-01").fit(JOBS)
    before = engine.rank(PEOPLE, 5).to_arrow()
    checks = check_laws(engine, PEOPLE, 5, trials=2, seed=1)
    assert checks.broken == 0
    assert [row.law for row in checks] == ["removal"] * 2 + ["monotone"] * 7
    assert all(row.compared > 0 for row in checks)
    assert engine.rank(PEOPLE, 5).to_arrow().equals(before)
    assert len(engine.index) == len(JOBS)


def test_a_score_that_hangs_on_the_others_is_found() -> None:
    checks = check_laws(Relative("2025-12-01").fit(JOBS), PEOPLE, 5, trials=1)
    assert [row.broken > 0 for row in checks if row.law == "removal"] == [True]


def test_a_list_that_lost_its_end_is_found() -> None:
    checks = check_laws(Forgetful("2025-12-01").fit(JOBS), PEOPLE, 3, trials=1)
    assert next(iter(checks)).broken > 0


def test_a_weight_that_works_backwards_is_found() -> None:
    checks = check_laws(Capricious("2025-12-01").fit(JOBS), PEOPLE, 10, trials=0)
    assert checks.broken > 0
    assert {row.law for row in checks if row.broken} == {"monotone"}


def test_a_weight_of_nothing_is_not_raised() -> None:
    engine = Matcher("2025-12-01", weights=Weights(skills=0)).fit(JOBS)
    trials = [row.trial for row in check_laws(engine, PEOPLE[:2], trials=0)]
    assert "skills doubled" not in trials
    assert len(trials) == 6


def test_checks_are_a_table() -> None:
    checks = check_laws(Matcher("2025-12-01").fit(JOBS), PEOPLE[:3], trials=1)
    assert checks.to_arrow().column_names == ["law", "trial", "compared", "broken"]
    assert repr(checks) == (
        f"<LawChecks: {len(checks)} trials, {sum(row.compared for row in checks):,} compared, "
        "0 broken>"
    )


@pytest.mark.parametrize("seed", [1, 2])
def test_the_same_seed_removes_the_same(seed: int) -> None:
    engine = Matcher("2025-12-01").fit(JOBS)
    first, again = (check_laws(engine, PEOPLE[:3], 3, trials=1, seed=seed) for _ in range(2))
    assert first == again
