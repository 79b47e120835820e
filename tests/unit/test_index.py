"""The index holds what does not depend on who is matched."""

from dataclasses import replace
from datetime import date

import pytest

from matcher import index as index_module
from matcher.eligibility.rules import Rule, RulePack
from matcher.errors import InputError
from matcher.index import Index, build_index, places
from matcher.kernels import READY, TRAINABLE
from matcher.normalizing.vacancy_columns import NormalVacancies, block_of
from matcher.records.requirements import Asked
from matcher.settings import Weights
from random_markets import market, people
from small_world import (
    AS_OF,
    CONTEXT,
    ask,
    ask_work,
    claim,
    must,
    nice,
    person,
    vacancy,
    work,
)

SMAW = ask("skill:smaw")


def index_of(*names: str) -> Index:
    return build_index([vacancy(name=name) for name in names], CONTEXT)


def test_without_a_vacancy_there_is_no_index() -> None:
    with pytest.raises(InputError, match=r"^There is no vacancy to index") as caught:
        build_index([], CONTEXT)
    assert caught.value.repair == "Give at least one vacancy."


def test_two_vacancies_may_not_have_one_id() -> None:
    with pytest.raises(InputError, match="The id 'V1' stands for several vacancies") as caught:
        index_of("V2", "V1", "V1")
    assert caught.value.repair == "Give each its own."


def test_vacancies_keep_their_order() -> None:
    found = index_of("V2", "V10", "V1")
    assert [one.id for one in found.vacancies] == ["V2", "V10", "V1"]
    assert found.place == {"V2": 0, "V10": 1, "V1": 2}


def test_ids_are_ordered_by_code_point() -> None:
    assert index_of("b", "a", "é", "B", "10", "9").order.tolist() == [4, 3, 5, 2, 0, 1]
    assert places(["b", "B", "ä", "a"]).tolist() == [2, 0, 3, 1]
    assert places([]).tolist() == []


def test_an_index_tells_its_size_and_day() -> None:
    jobs = [vacancy(must(SMAW)), vacancy(must(SMAW), name="V2")]
    assert repr(build_index(jobs, CONTEXT)) == (
        "<Index: 2 vacancies, 2 criteria, 1 gates, as of 2025-12-01>"
    )


def test_the_rules_in_force_are_part_of_the_terms() -> None:
    rule = Rule(
        id="r1",
        title_en="Passport",
        title_id="Paspor",
        source="the law",
        confidence="quoted",
        valid_from=AS_OF,
        stage="depart",
        countries=("Japan",),
        expression=Asked(section="documents", what="document:passport"),
    )
    pack = RulePack(id="p", version="1", title_en="a", title_id="b", rules=(rule,))
    jobs = [replace(vacancy(), country="Japan"), vacancy(name="V2")]
    first, second = build_index(jobs, replace(CONTEXT, packs=(pack,))).gates.terms
    assert [one.rule for one in first.requirements] == ["r1"]
    assert second.requirements == ()
    earlier = replace(CONTEXT, packs=(pack,), as_of=date(2025, 11, 30))
    first, _ = build_index(jobs, earlier).gates.terms
    assert first.requirements == ()


def test_work_and_papers_are_judged_on_the_day_of_the_context() -> None:
    year = ask_work("occupation:welder", 12)
    who = person(work("occupation:welder", start=date(2025, 1, 1)), claim("skill:smaw", end=AS_OF))
    for as_of, verdict, attained in (
        (AS_OF, TRAINABLE, [0.75, 1.0, 1.0]),
        (date(2026, 1, 1), READY, [1.0, 1.0, 0.5]),
    ):
        found = build_index([vacancy(must(year), nice(SMAW))], replace(CONTEXT, as_of=as_of))
        block = found.match([who])
        assert block.judgement.verdicts.tolist() == [[verdict]]
        assert block.scored.attained.proven.tolist() == [attained]


def test_the_settings_reach_gates_and_criteria() -> None:
    settings = CONTEXT.settings.model_copy(update={"horizon_months": 3, "importance_must": 5.0})
    found = build_index([vacancy(must(SMAW))], replace(CONTEXT, settings=settings))
    assert found.gates.terms[0].window.last == date(2026, 3, 1)
    assert [one.weight for one in found.criteria.asked[0]] == [5.0, 5.0]


def test_a_block_is_judged_and_scored() -> None:
    found = build_index([vacancy(must(SMAW))], CONTEXT)
    people = [person(claim("skill:smaw")), person()]
    block = found.match(people)
    assert block.candidates == tuple(people)
    assert block.judgement.verdicts.tolist() == [[READY], [TRAINABLE]]
    assert (block.scored.scores > 0).tolist() == [[True], [False]]


@pytest.mark.parametrize(
    ("pairs", "most", "vacancies", "size"),
    [(10, 4, 3, 3), (10, 2, 3, 2), (2, 4, 3, 1), (12, 4, 3, 4), (11, 4, 3, 3)],
)
def test_a_block_holds_as_many_as_memory_allows_but_never_none(
    monkeypatch: pytest.MonkeyPatch, pairs: int, most: int, vacancies: int, size: int
) -> None:
    monkeypatch.setattr(index_module, "_PAIRS_PER_BLOCK", pairs)
    monkeypatch.setattr(index_module, "_MOST_CANDIDATES_PER_BLOCK", most)
    assert index_of(*map(str, range(vacancies))).block_size == size


# --- from a block ------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(3))
def test_an_index_of_a_table_is_the_index_of_its_records(seed: int) -> None:
    found = market(seed)
    records = found.context.records
    cohort = records.candidates(people(seed))
    whole = build_index(found.normal, found.context).match(cohort)
    lazy = NormalVacancies(found.table, records)
    index = build_index(lazy, found.context, block_of(found.table, records))
    block = index.match(cohort)
    assert block.judgement.verdicts.tolist() == whole.judgement.verdicts.tolist()
    assert block.scored.scores.tolist() == whole.scored.scores.tolist()
    assert list(index.vacancies) == found.normal
    assert list(index.gates.terms) == found.terms
    assert index.ids.tolist() == [one.id for one in found.normal]


def test_an_index_knows_countries_and_openings() -> None:
    jobs = [
        replace(vacancy(name="V1"), country="Japan", openings=None),
        replace(vacancy(name="V2"), country=None, openings=0),
        replace(vacancy(name="V3"), country="Japan", openings=7),
    ]
    found = build_index(jobs, CONTEXT)
    assert [found.countries[place] for place in found.country_of] == ["Japan", None, "Japan"]
    assert found.openings.tolist() == [-1, 0, 7]
    assert len(found) == 3
    assert found.offers.distinct[found.offers.of_vacancy[2]].country == "Japan"


def test_an_index_with_other_weights_is_the_one_that_is_built_with_them() -> None:
    weights = Weights(occupation=0.5, skills=7, prior=1)
    jobs = [vacancy(must(SMAW)), vacancy(nice(SMAW), name="V2")]
    cohort = [person(claim("skill:smaw"), work("occupation:welder", 6)), person()]
    index = build_index(jobs, CONTEXT)
    found = index.reweighted(weights)
    anew = build_index(jobs, replace(CONTEXT, weights=weights))
    scores = found.match(cohort).scored.scores
    assert scores.tolist() == anew.match(cohort).scored.scores.tolist()
    assert scores.tolist() != index.match(cohort).scored.scores.tolist()
    assert found.context.weights is found.scorer.weights is weights
    assert found.gates is index.gates
    assert index.context.weights == CONTEXT.weights
