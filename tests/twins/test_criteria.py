"""The rows of criteria found with arrays are those found vacancy by vacancy, bit for bit."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from matcher.features.criteria import Asked, Criteria, build_criteria
from matcher.kernels import SparseRows
from matcher.normalizing.normalized import NormalVacancy
from matcher.settings import COMPONENTS, Settings, Weights
from random_markets import market

WEIGHTS = (
    Weights(),
    Weights(occupation=0.1, skills=0.7, language=1.9, preference=0.3, prior=0.2),
    Weights(occupation=0, skills=0, experience=0, education=0, certificates=0, prior=0),
)
SETTINGS = (Settings(), Settings(importance_must=0.1, importance_nice=0.3))


def plain_rows(vacancies: Sequence[NormalVacancy], settings: Settings) -> list[list[Asked]]:
    """What each vacancy asks, one after the other; columns are places among the sorted keys."""
    rows: list[dict[tuple[str, str], float]] = []
    for vacancy in vacancies:
        row = {(vacancy.occupation.key, "occupation"): settings.importance_must}
        for one in vacancy.requirements:
            if one.component is not None:
                weight = one.weight or settings.importance(one.importance)
                place = one.expression.key, one.component
                row[place] = max(weight, row.get(place, 0.0))
        rows.append(row)
    keys = sorted({key for row in rows for key, _ in row})
    return [
        [Asked(keys.index(key), name, weight) for (key, name), weight in sorted(row.items())]
        for row in rows
    ]


def plain_shares(row: Sequence[Asked]) -> list[float]:
    totals = dict.fromkeys(COMPONENTS, 0.0)
    for one in row:
        totals[one.component] += one.weight
    return [one.weight / totals[one.component] for one in row]


def plain_total(row: Sequence[Asked], weights: Weights) -> float:
    asked = {one.component for one in row} | {"preference"}
    return weights.prior + sum(weights.of(name) for name in COMPONENTS if name in asked)


def of_row(rows: SparseRows, row: int) -> tuple[list[int], list[float]]:
    own = slice(rows.starts[row], rows.starts[row + 1])
    return rows.columns[own].tolist(), rows.values[own].tolist()


def check(criteria: Criteria, plain: Sequence[Sequence[Asked]], weights: Weights) -> None:
    matrix, totals = criteria.weights(weights), criteria.totals(weights)
    for vacancy, row in enumerate(plain):
        own = int(criteria.row_of[vacancy])
        assert list(criteria.asked[vacancy]) == list(row)
        total = plain_total(row, weights)
        assert totals[own] == total
        shares = plain_shares(row)
        columns = [one.column for one in row]
        values = [
            weights.of(one.component) * share / total if total else 0.0
            for one, share in zip(row, shares, strict=True)
        ]
        assert of_row(matrix, own) == (columns, values)
        for name in COMPONENTS:
            is_own = [one.component == name for one in row]
            assert criteria.asks(name)[own] == (name == "preference" or any(is_own))
            shown = [s if is_of else 0.0 for s, is_of in zip(shares, is_own, strict=True)]
            assert of_row(criteria.component_weights(name), own) == (columns, shown)


@pytest.mark.parametrize("settings", SETTINGS)
@pytest.mark.parametrize("seed", range(5))
def test_rows_and_sums_are_those_of_each_vacancy(seed: int, settings: Settings) -> None:
    found = market(seed)
    criteria = build_criteria(found.block, settings)
    plain = plain_rows(found.normal, settings)
    for weights in WEIGHTS:
        check(criteria, plain, weights)
    asked = [tuple(row) for row in plain]
    assert len(set(asked)) == criteria.starts.size - 1
    assert [criteria.asked[place] for place in range(len(criteria.asked))] == asked
    assert criteria.asked[3:7] == asked[3:7]
