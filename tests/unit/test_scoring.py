"""Scores worked out by hand: components, their weights, the prior and the preference."""

from dataclasses import replace

import numpy as np
import pytest

from matcher.features.attainment import Encoder
from matcher.features.criteria import build_criteria
from matcher.features.wishes import build_offers
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.records.evidence import Evidence
from matcher.scoring import Scorer
from matcher.settings import COMPONENTS, Settings, Weights
from small_world import AS_OF, TAXONOMY, ask, claim, must, nice, person, vacancy, work

SMAW, COOKING, N4 = ask("skill:smaw"), ask("skill:cooking"), ask("language:jlpt", 2)
#: Prior, occupation and preference: what every vacancy weighs.
ALWAYS_ASKED = 2.75 + 2 + 1


def scorer(*vacancies: NormalVacancy, weights: Weights | None = None) -> Scorer:
    settings = Settings()
    block = VacancyBlock.of(vacancies)
    criteria = build_criteria(block, settings)
    encoder = Encoder(criteria, taxonomy=TAXONOMY, settings=settings, as_of=AS_OF)
    return Scorer(encoder, build_offers(block), weights or Weights())


def score(who: NormalCandidate, job: NormalVacancy, weights: Weights | None = None) -> float:
    return float(scorer(job, weights=weights).score([who]).scores[0, 0])


def single(value: float) -> float:
    """The value as it is reported."""
    return float(np.float32(value))


def shown(who: NormalCandidate, job: NormalVacancy) -> tuple[float, dict[str, float | None]]:
    """The possible score and the component scores, None where not asked."""
    made = scorer(job)
    first = np.zeros(1, dtype=np.int64)
    found = made.pairs(made.score([who]), first, first)
    components = {name: float(values[0]) for name, values in found.components.items()}
    return float(found.possible[0]), {
        name: None if np.isnan(value) else value for name, value in components.items()
    }


def wishing(who: NormalCandidate, country: str) -> NormalCandidate:
    return replace(who, wish_countries=frozenset({country}))


IN_JAPAN = replace(vacancy(), country="Japan")


# --- the score ---------------------------------------------------------------------------


def test_someone_of_whom_nothing_is_known_to_fit_scores_nothing() -> None:
    assert score(person(), vacancy(must(SMAW))) == 0


def test_the_occupation_counts_by_its_weight_of_all_that_is_asked() -> None:
    assert score(person(work("occupation:welder", 1)), vacancy()) == single(2 / ALWAYS_ASKED)


def test_everything_met_leaves_only_the_prior_out() -> None:
    who = wishing(person(work("occupation:welder", 1)), "Japan")
    assert score(who, IN_JAPAN) == single(3 / ALWAYS_ASKED)


def test_a_component_is_the_mean_of_its_criteria_by_importance() -> None:
    job = vacancy(must(SMAW), nice(COOKING))
    total = ALWAYS_ASKED + 3
    assert score(person(claim("skill:smaw")), job) == single(3 * 2 / 3 / total)
    assert score(person(claim("skill:cooking")), job) == single(3 * 1 / 3 / total)


def test_components_add_up_by_their_weights() -> None:
    job = vacancy(must(SMAW), must(N4), must(ask("certificate:first-aid")))
    who = person(
        work("occupation:welder", 1, evidence=Evidence.INTERNSHIP),
        claim("skill:smaw", None, Evidence.UKK),
        claim("language:jlpt", 1),
    )
    total = ALWAYS_ASKED + 3 + 1.5 + 1.5
    assert score(who, job) == single((2 * 0.8 + 3 * 0.9 + 1.5 * 0.5) / total)


def test_the_weights_are_those_given() -> None:
    weights = Weights(occupation=1, skills=4, preference=0, prior=0)
    who = person(claim("skill:smaw"))
    assert score(who, vacancy(must(SMAW)), weights) == single(4 / 5)


def test_a_prior_keeps_a_vague_vacancy_behind() -> None:
    who = person(work("occupation:welder", 1), claim("skill:smaw"))
    assert score(who, vacancy()) < score(who, vacancy(must(SMAW)))
    without = Weights(preference=0, prior=0)
    assert score(who, vacancy(), without) == score(who, vacancy(must(SMAW)), without) == 1


def test_only_the_proven_counts() -> None:
    assert score(person(incomplete=["skills"]), vacancy(must(SMAW))) == 0


def test_the_preference_counts_by_its_weight() -> None:
    assert score(wishing(person(), "Japan"), IN_JAPAN) == single(1 / ALWAYS_ASKED)
    assert score(wishing(person(), "Taiwan"), IN_JAPAN) == 0
    assert score(person(), IN_JAPAN) == 0


def test_the_preference_weighs_less_where_more_is_asked() -> None:
    job = replace(vacancy(must(SMAW)), country="Japan")
    assert score(wishing(person(), "Japan"), job) == single(1 / (ALWAYS_ASKED + 3))


def test_the_preference_of_each_vacancy_has_the_weight_that_it_has_there() -> None:
    jobs = [IN_JAPAN, replace(vacancy(must(SMAW), name="V2"), country="Japan"), IN_JAPAN]
    scores = scorer(*jobs).score([wishing(person(), "Japan")]).scores
    assert scores.tolist() == [[single(1 / total) for total in (5.75, 8.75, 5.75)]]


def test_where_nothing_weighs_anything_the_score_is_zero() -> None:
    only_language = dict.fromkeys(COMPONENTS, 0.0) | {"language": 1.0, "prior": 0.0}
    weights = Weights.model_validate(only_language)
    assert score(wishing(person(), "Japan"), IN_JAPAN, weights) == 0
    assert scorer(IN_JAPAN, weights=weights).preference.tolist() == [0.0]


def test_the_coefficient_of_the_preference_is_its_share_of_the_total() -> None:
    made = scorer(vacancy(), vacancy(must(SMAW), name="V2"))
    assert made.preference == pytest.approx([1 / 5.75, 1 / 8.75], abs=1e-12)


def test_scores_are_those_of_the_row_and_the_vacancy() -> None:
    jobs = [vacancy(must(SMAW)), vacancy(must(COOKING), name="V2")]
    people = [person(claim("skill:smaw")), person(), person(claim("skill:cooking"))]
    scores = scorer(*jobs).score(people).scores
    assert scores.tolist() == [[single(3 / 8.75), 0], [0, 0], [0, single(3 / 8.75)]]
    assert scores.dtype == np.float32


def test_a_score_is_the_same_alone_and_among_others() -> None:
    job = vacancy(must(SMAW), nice(COOKING), must(N4))
    who = person(claim("skill:smaw", None, Evidence.UKK), claim("language:jlpt", 1))
    others = [vacancy(must(ask("skill:brazing")), name="V0"), vacancy(must(N4), name="V2")]
    alone = scorer(job).score([who]).scores[0, 0]
    among = scorer(others[0], job, others[1]).score([person(), who]).scores[1, 1]
    assert alone == among


def test_the_weights_travel_with_the_scorer() -> None:
    weights = Weights(skills=9)
    assert scorer(vacancy(), weights=weights).weights is weights


# --- the possible score and the components -----------------------------------------------


def test_what_is_unknown_may_count_fully() -> None:
    job = replace(vacancy(must(SMAW), must(N4)), country="Japan")
    who = person(
        claim("skill:smaw", None, Evidence.UKK),
        incomplete=["languages", "experience"],
    )
    total = ALWAYS_ASKED + 3 + 1.5
    assert shown(who, job)[0] == single((2 + 3 + 1.5 + 1) / total)


def test_what_is_known_not_to_be_had_cannot_count() -> None:
    who = wishing(person(), "Taiwan")
    assert shown(who, replace(vacancy(must(SMAW)), country="Japan"))[0] == 0


def test_a_wish_that_may_be_met_is_possible() -> None:
    assert shown(wishing(person(), "Japan"), vacancy())[0] == single(1 / ALWAYS_ASKED)
    assert shown(person(), vacancy())[0] == single(1 / ALWAYS_ASKED)


def test_each_component_has_the_mean_of_its_criteria() -> None:
    job = replace(vacancy(must(SMAW), nice(COOKING), must(N4)), country="Japan")
    who = wishing(
        person(
            work("occupation:welder", 1, evidence=Evidence.INTERNSHIP),
            claim("skill:cooking", None, Evidence.UKK),
            claim("language:jlpt", 1),
        ),
        "Japan",
    )
    assert shown(who, job)[1] == {
        "occupation": single(0.8),
        "skills": single(0.9 / 3),
        "experience": None,
        "education": None,
        "language": single(0.5),
        "certificates": None,
        "preference": 1.0,
    }


def test_a_component_that_is_asked_and_not_met_is_zero() -> None:
    assert shown(person(), vacancy(must(SMAW)))[1]["skills"] == 0.0


def test_components_are_in_the_order_in_which_results_show_them() -> None:
    assert tuple(shown(person(), vacancy())[1]) == COMPONENTS


def test_a_pair_is_a_row_of_the_block_and_a_vacancy() -> None:
    jobs = [vacancy(must(SMAW)), replace(vacancy(must(N4), name="V2"), country="Japan")]
    people = [person(claim("skill:smaw")), wishing(person(claim("language:jlpt", 2)), "Japan")]
    made = scorer(*jobs)
    rows, columns = np.array([1, 0, 1]), np.array([1, 0, 0])
    found = made.pairs(made.score(people), rows, columns)
    assert found.components["skills"].tolist()[1:] == [1.0, 0.0]
    assert np.isnan(found.components["skills"][0])
    assert found.components["language"].tolist()[:1] == [1.0]
    assert np.isnan(found.components["language"][1:]).all()
    assert found.components["preference"].tolist() == [1.0, 0.0, 0.0]
    assert found.possible.tolist() == [
        single(2.5 / (ALWAYS_ASKED + 1.5)),
        single(4 / (ALWAYS_ASKED + 3)),
        single(1 / (ALWAYS_ASKED + 3)),
    ]
    assert {values.dtype for values in (found.possible, *found.components.values())} == {
        np.dtype(np.float32)
    }


def test_only_the_proportions_of_the_weights_matter() -> None:
    small = Weights(**{name: Weights().of(name) / 1000 for name in COMPONENTS})
    made, scaled = scorer(vacancy(must(SMAW))), scorer(vacancy(must(SMAW)), weights=small)
    assert scaled.preference.tolist() == pytest.approx(made.preference.tolist(), abs=1e-12)
    assert scaled.coefficients.values.tolist() == pytest.approx(
        made.coefficients.values.tolist(), abs=1e-12
    )
