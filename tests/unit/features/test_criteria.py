"""What vacancies ask becomes columns, and each vacancy a row of weights that sum to one."""

import numpy as np
import pytest

from matcher.features.criteria import Asked, Criteria, build_criteria
from matcher.kernels import SparseRows
from matcher.normalizing.expressions import either, every
from matcher.normalizing.normalized import NormalVacancy
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.records.evidence import Evidence
from matcher.settings import COMPONENTS, Settings, Weights
from small_world import ask, ask_work, must, nice, vacancy

SMAW, COOKING, BRAZING = (ask(f"skill:{name}") for name in ("smaw", "cooking", "brazing"))
N4 = ask("language:jlpt", 2)
WELDER = "occupation|occupation:welder|"


def build(*vacancies: NormalVacancy, settings: Settings | None = None) -> Criteria:
    return build_criteria(VacancyBlock.of(vacancies), settings or Settings())


def dense(rows: SparseRows, width: int) -> list[list[float]]:
    """The matrix with every cell written out; what stands twice in a row adds up."""
    table = np.zeros((rows.starts.size - 1, width))
    for row in range(len(table)):
        for place in range(rows.starts[row], rows.starts[row + 1]):
            table[row, rows.columns[place]] += rows.values[place]
    return table.tolist()


# --- interning ---------------------------------------------------------------------------


def test_every_vacancy_asks_its_occupation_as_a_must() -> None:
    criteria = build(vacancy())
    assert criteria.keys == (WELDER,)
    assert tuple(criteria.asked) == ((Asked(0, "occupation", 2),),)


def test_columns_are_in_the_order_of_their_keys() -> None:
    criteria = build(vacancy(must(SMAW), must(COOKING), must(N4)))
    assert criteria.keys == (N4.key, WELDER, COOKING.key, SMAW.key)
    assert [one.column for one in criteria.asked[0]] == [0, 1, 2, 3]


def test_equal_criteria_of_several_vacancies_are_one_column() -> None:
    criteria = build(vacancy(must(SMAW)), vacancy(nice(SMAW), nice(N4), name="V2"))
    assert criteria.keys == (N4.key, WELDER, SMAW.key)
    assert criteria.asked[0] == (Asked(1, "occupation", 2), Asked(2, "skills", 2))
    assert criteria.asked[1] == (
        Asked(0, "language", 1),
        Asked(1, "occupation", 2),
        Asked(2, "skills", 1),
    )


def test_what_differs_in_the_evidence_demanded_is_one_criterion() -> None:
    proven = ask("skill:smaw", None, Evidence.BNSP)
    assert len(build(vacancy(must(SMAW)), vacancy(must(proven), name="V2")).keys) == 2


def test_what_stands_for_a_criterion_depends_on_no_order() -> None:
    asked = [ask("skill:smaw", None, one) for one in (Evidence.UKK, Evidence.BNSP, Evidence.TEST)]
    least = min(asked, key=lambda one: one.gate_key)
    for jobs in (asked, asked[::-1], asked[1:] + asked[:1]):
        assert build(*(vacancy(must(one)) for one in jobs)).by_key[SMAW.key] == least


def test_levels_of_one_concept_are_criteria_of_their_own() -> None:
    assert len(build(vacancy(must(N4), must(ask("language:jlpt", 3)))).keys) == 3


def test_months_of_an_occupation_are_another_criterion_than_the_occupation() -> None:
    criteria = build(vacancy(must(ask_work("occupation:welder", 12))))
    assert [one.component for one in criteria.asked[0]] == ["experience", "occupation"]


def test_an_expression_is_one_column_over_its_literals() -> None:
    criteria = build(vacancy(must(either([SMAW, every([COOKING, BRAZING])]))))
    assert len(criteria.keys) == 2
    assert len(criteria.layout) == 2
    assert {leaf.key for leaf in criteria.layout.leaves} == {
        WELDER,
        SMAW.key,
        COOKING.key,
        BRAZING.key,
    }


def test_the_layout_follows_the_columns() -> None:
    criteria = build(vacancy(must(SMAW), must(N4)))
    assert [leaf.key for leaf in criteria.layout.leaves] == list(criteria.keys)
    assert criteria.layout.starts.tolist() == [0, 1, 2]


def test_each_key_gives_its_expression() -> None:
    expression = either([SMAW, COOKING])
    criteria = build(vacancy(must(expression)))
    assert criteria.by_key[expression.key] == expression
    assert tuple(criteria.by_key) == criteria.keys


def test_what_has_no_component_is_no_criterion() -> None:
    criteria = build(vacancy(must(SMAW, stage="depart"), must(ask("document:passport"))))
    assert criteria.keys == (WELDER,)


def test_criteria_tell_their_size() -> None:
    assert repr(build(vacancy(must(either([SMAW, N4]))))) == "<Criteria: 2 over 3 literals>"


# --- weights inside a vacancy ------------------------------------------------------------


def test_a_must_weighs_as_set_and_so_does_a_wish() -> None:
    criteria = build(
        vacancy(must(SMAW), nice(N4)), settings=Settings(importance_must=5, importance_nice=3)
    )
    assert criteria.asked[0] == (
        Asked(0, "language", 3),
        Asked(1, "occupation", 5),
        Asked(2, "skills", 5),
    )


def test_a_weight_of_its_own_goes_before_the_importance() -> None:
    criteria = build(vacancy(nice(SMAW, weight=7.5)))
    assert criteria.asked[0][1].weight == 7.5


@pytest.mark.parametrize(
    "asked", [(must(SMAW), nice(SMAW)), (nice(SMAW), must(SMAW))], ids=["falling", "rising"]
)
def test_what_is_asked_twice_counts_once_with_the_greater_weight(
    asked: tuple[object, object],
) -> None:
    criteria = build(vacancy(*asked))  # type: ignore[arg-type]
    assert criteria.asked[0] == (Asked(0, "occupation", 2), Asked(1, "skills", 2))


def test_what_is_asked_in_two_components_counts_in_both() -> None:
    criteria = build(vacancy(must(SMAW), nice(SMAW, component="certificates")))
    assert criteria.asked[0] == (
        Asked(0, "occupation", 2),
        Asked(1, "certificates", 1),
        Asked(1, "skills", 2),
    )


def test_what_is_asked_twice_keeps_the_place_of_its_component() -> None:
    criteria = build(vacancy(must(SMAW, component="certificates"), nice(SMAW)))
    both = {one.component: one.weight for one in criteria.asked[0]}
    assert both == {"occupation": 2, "certificates": 2, "skills": 1}


# --- coefficients ------------------------------------------------------------------------


def test_the_coefficients_share_each_component_by_weight() -> None:
    criteria = build(vacancy(must(SMAW), nice(COOKING), must(N4)))
    # Prior 2.75, occupation 2, skills 3, language 1.5, preference 1; experience, education and
    # certificates are not asked.
    total = 10.25
    expected = [1.5 / total, 2 / total, 3 * (1 / 3) / total, 3 * (2 / 3) / total]
    (row,) = dense(criteria.weights(Weights()), 4)
    assert row == pytest.approx(expected, abs=1e-12)


def test_the_coefficients_of_each_vacancy_are_its_own() -> None:
    criteria = build(vacancy(), vacancy(must(SMAW), name="V2"))
    first, second = dense(criteria.weights(Weights()), 2)
    assert first == pytest.approx([2 / 5.75, 0], abs=1e-12)
    assert second == pytest.approx([2 / 8.75, 3 / 8.75], abs=1e-12)


def test_coefficients_prior_and_preference_make_one() -> None:
    criteria = build(vacancy(must(SMAW), nice(COOKING), must(N4)))
    weights = Weights(occupation=0.3, skills=0.7, language=1.9, preference=0.2, prior=0.4)
    total = criteria.totals(weights)[0]
    assert criteria.weights(weights).values.sum() + 0.6 / total == pytest.approx(1, abs=1e-12)


def test_a_criterion_asked_in_two_components_has_a_coefficient_for_each() -> None:
    criteria = build(vacancy(must(SMAW), nice(SMAW, component="certificates")))
    rows = criteria.weights(Weights())
    assert rows.columns.tolist() == [0, 1, 1]
    # Prior 2.75, occupation 2, skills 3, certificates 1.5, preference 1.
    assert rows.values == pytest.approx([2 / 10.25, 1.5 / 10.25, 3 / 10.25], abs=1e-12)


def test_the_rows_of_the_matrix_are_those_of_the_vacancies() -> None:
    rows = build(vacancy(), vacancy(must(SMAW), name="V2")).weights(Weights())
    assert rows.starts.tolist() == [0, 1, 3]
    assert rows.columns.tolist() == [0, 0, 1]


def test_where_nothing_weighs_anything_there_is_no_score() -> None:
    only_language = dict.fromkeys(COMPONENTS, 0.0) | {"language": 1.0, "prior": 0.0}
    weights = Weights.model_validate(only_language)
    assert build(vacancy()).weights(weights).values.tolist() == [0.0]
    assert build(vacancy()).totals(weights).tolist() == [0.0]


def test_the_totals_hold_the_prior_and_what_is_asked() -> None:
    criteria = build(
        vacancy(), vacancy(must(SMAW), must(COOKING), name="V2"), vacancy(must(N4), name="V3")
    )
    assert criteria.totals(Weights()).tolist() == [5.75, 8.75, 7.25]


def test_the_total_of_everything_asked_is_that_of_all_weights() -> None:
    everything = vacancy(
        must(SMAW),
        must(N4),
        must(ask_work("occupation:welder", 12)),
        must(ask("education:smk", 3)),
        must(ask("certificate:first-aid")),
    )
    assert build(everything).totals(Weights()).tolist() == [13.75]


# --- one component -----------------------------------------------------------------------


def test_the_shares_of_a_component_sum_to_one_and_leave_the_others_out() -> None:
    criteria = build(vacancy(must(SMAW), nice(COOKING), must(N4)))
    (skills,) = dense(criteria.component_weights("skills"), 4)
    assert skills == pytest.approx([0, 0, 1 / 3, 2 / 3], abs=1e-12)
    (language,) = dense(criteria.component_weights("language"), 4)
    assert language == [1, 0, 0, 0]
    (experience,) = dense(criteria.component_weights("experience"), 4)
    assert experience == [0, 0, 0, 0]


def test_a_component_is_asked_where_a_criterion_counts_in_it() -> None:
    criteria = build(vacancy(must(SMAW)), vacancy(must(N4), name="V2"))
    assert criteria.asks("skills").tolist() == [True, False]
    assert criteria.asks("language").tolist() == [False, True]
    assert criteria.asks("occupation").tolist() == [True, True]
    assert criteria.asks("certificates").tolist() == [False, False]


def test_every_vacancy_asks_the_preference() -> None:
    criteria = build(vacancy(), vacancy(must(SMAW), name="V2"))
    assert criteria.asks("preference")[criteria.row_of].tolist() == [True, True]


def test_what_earns_no_score_does_not_end_the_list() -> None:
    criteria = build(vacancy(must(ask("document:passport"), stage="depart"), nice(SMAW)))
    assert criteria.keys == (WELDER, SMAW.key)
