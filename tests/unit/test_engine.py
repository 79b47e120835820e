"""The engine strings the verbs together, on records as users give them."""

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from matcher import lineup as lineup_module
from matcher.eligibility.packs import default_packs
from matcher.eligibility.rules import RulePack
from matcher.engine import Matcher
from matcher.errors import CellError, InputError, UnknownName
from matcher.records import Candidate, Candidates, Vacancies, Vacancy
from matcher.results import Ranking, ranking_schema
from matcher.settings import Settings, Weights
from matcher.taxonomy import default_taxonomy
from small_world import TAXONOMY

AS_OF = "2025-12-01"


def job(name: str, title: str, **cells: str) -> Vacancy:
    return Vacancy.model_validate({"id": name, "title": title, **cells})


def someone(name: str, **cells: str) -> Candidate:
    return Candidate.model_validate({"id": name, **cells})


WELDER = job("weld", "Welder", skills="SMAW", nice_languages="JLPT|N4")
COOK = job("cook", "Cook", skills="Cooking")
ANN = someone("ann", skills="SMAW||bnsp", languages="JLPT|N4")
BEN = someone("ben", skills="Cooking||bnsp", languages="-")


def matcher(
    *,
    weights: Weights | None = None,
    settings: Settings | None = None,
    packs: Sequence[RulePack] = (),
) -> Matcher:
    return Matcher(AS_OF, weights=weights, settings=settings, taxonomy=TAXONOMY, packs=packs)


def fitted(**options: Any) -> Matcher:  # noqa: ANN401
    return matcher(**options).fit([WELDER, COOK])


def rows(ranking: Ranking) -> list[tuple[str, str, int, str]]:
    return [(m.candidate_id, m.vacancy_id, m.rank, m.verdict) for m in ranking]


# --- what it is made of ------------------------------------------------------------------


@pytest.mark.parametrize(
    "day",
    [date(2025, 12, 1), datetime(2025, 12, 1, 15, 30), "2025-12-01", "1/12/2025"],  # noqa: DTZ001
    ids=["date", "datetime", "iso", "Indonesian"],
)
def test_the_day_of_judging_is_a_date_or_its_text(day: date | str) -> None:
    found = Matcher(day, taxonomy=TAXONOMY).as_of
    assert found == date(2025, 12, 1)
    assert type(found) is date


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CellError, match="'soon' is no date"):
        Matcher("soon", taxonomy=TAXONOMY)


def test_without_choices_a_matcher_has_the_defaults() -> None:
    made = Matcher(AS_OF)
    assert made.weights == Weights()
    assert made.settings == Settings()
    assert made.taxonomy is default_taxonomy()
    (terms,) = made.fit([Vacancy(id="V1", title="welder")]).index.gates.terms
    # A vacancy that names no country is spoken of by the rules that name none.
    everywhere = [
        rule.id
        for rule in (rule for pack in default_packs() for rule in pack.rules)
        if rule.stage == "select" and not rule.is_notice
        if not (rule.countries or rule.schemes or rule.employer_types or rule.occupations)
    ]
    assert [one.rule for one in terms.musts("select") + terms.personal_musts] == everywhere
    assert everywhere == ["uu18-2017-age"]


def test_a_matcher_keeps_what_it_is_given() -> None:
    weights, settings = Weights(skills=9), Settings(horizon_months=3)
    made = matcher(weights=weights, settings=settings)
    assert made.weights is weights
    assert made.settings is settings
    assert made.taxonomy is TAXONOMY


def test_without_packs_no_rule_is_added() -> None:
    (terms, _) = fitted().index.gates.terms
    assert [one.rule for one in terms.requirements] == [None, None]


def test_a_matcher_tells_its_day_and_what_it_knows() -> None:
    assert repr(matcher()) == "<Matcher as of 2025-12-01: not fitted>"
    assert repr(fitted()).startswith("<Matcher as of 2025-12-01: <Index: 2 vacancies, ")


@pytest.mark.parametrize("verb", ["rank", "near_misses", "rank_candidates"])
def test_a_matcher_that_is_not_fitted_says_what_to_do(verb: str) -> None:
    with pytest.raises(InputError, match="knows no vacancies yet") as caught:
        getattr(matcher(), verb)([ANN])
    assert caught.value.repair == "Call fit(vacancies) first."


def test_the_schema_is_known_to_the_class_and_to_its_instances() -> None:
    assert Matcher.ranking_schema == matcher().ranking_schema == ranking_schema()


# --- fitting -----------------------------------------------------------------------------


def test_fitting_gives_the_matcher_itself() -> None:
    made = matcher()
    assert made.fit([WELDER]) is made


def test_fitting_again_forgets_the_vacancies_before() -> None:
    made = fitted().fit([COOK])
    assert [one.id for one in made.index.vacancies] == ["cook"]
    with pytest.raises(UnknownName):
        made.explain(ANN, "weld")


def test_without_vacancies_there_is_nothing_to_fit() -> None:
    with pytest.raises(InputError, match="There is no vacancy to index"):
        matcher().fit([])


@pytest.mark.parametrize("kind", ["list", "tuple", "table", "frame", "file"])
def test_vacancies_and_candidates_come_as_records_tables_frames_or_files(
    tmp_path: Path, kind: str
) -> None:
    jobs: dict[str, Any] = {
        "list": [WELDER, COOK],
        "tuple": (WELDER, COOK),
        "table": Vacancies.from_records([WELDER, COOK]),
        "frame": pl.DataFrame(
            {
                "id": ["weld", "cook"],
                "title": ["Welder", "Cook"],
                "skills": ["SMAW", "Cooking"],
                "nice_languages": ["JLPT|N4", None],
            }
        ),
        "file": tmp_path / "jobs.csv",
    }
    jobs["frame"].write_csv(jobs["file"])
    people: dict[str, Any] = {
        "list": [ANN, BEN],
        "tuple": (ANN, BEN),
        "table": Candidates.from_records([ANN, BEN]),
        "frame": pl.DataFrame(
            {
                "id": ["ann", "ben"],
                "skills": ["SMAW||bnsp", "Cooking||bnsp"],
                "languages": ["JLPT|N4", "-"],
            }
        ),
        "file": tmp_path / "people.csv",
    }
    people["frame"].write_csv(people["file"])
    found = matcher().fit(jobs[kind]).rank(people[kind])
    assert rows(found) == rows(fitted().rank([ANN, BEN]))
    assert rows(found) == [("ann", "weld", 1, "READY"), ("ben", "cook", 1, "READY")]


def test_the_rows_that_reading_set_aside_travel_with_the_ranking(tmp_path: Path) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,sex\nann,F\nben,x\n", encoding="utf-8")
    found = fitted().rank(path)
    assert [one.row for one in found.rejected] == [2]
    assert found.listing.candidates == 1


# --- ranking -----------------------------------------------------------------------------


def test_ranking_lists_who_is_ready_or_needs_proof() -> None:
    told = someone("told", skills="SMAW||self_report; Cooking||bnsp")
    assert rows(fitted().rank([told])) == [
        ("told", "cook", 1, "READY"),
        ("told", "weld", 2, "NEEDS_PROOF"),
    ]


def test_ranking_lists_the_verdicts_asked_for() -> None:
    assert rows(fitted().rank([ANN], verdicts=["TRAINABLE"])) == [("ann", "cook", 1, "TRAINABLE")]


def test_ranking_lists_ten_unless_told_otherwise() -> None:
    jobs = [Vacancy(id=f"V{number:02}", title="Welder") for number in range(12)]
    made = matcher().fit(jobs)
    assert len(made.rank([ANN])) == 10
    assert len(made.rank([ANN], k=11)) == 11
    assert len(made.rank([ANN], 1)) == 1


@pytest.mark.parametrize("verb", ["rank", "near_misses", "rank_candidates"])
@pytest.mark.parametrize("k", [0, -1])
def test_a_list_of_nothing_is_refused(verb: str, k: int) -> None:
    with pytest.raises(InputError, match=f"A list of {k} is no list"):
        getattr(fitted(), verb)([ANN], k)


def test_near_misses_are_trainable_and_say_what_is_missing() -> None:
    found = fitted().near_misses([ANN, BEN])
    assert rows(found) == [("ann", "cook", 1, "TRAINABLE"), ("ben", "weld", 1, "TRAINABLE")]
    assert [gap.asked_en for match in found for gap in match.gaps] == ["Cooking", "SMAW"]


def test_candidates_are_ranked_for_vacancies() -> None:
    found = fitted().rank_candidates([BEN, ANN], k=1)
    assert rows(found) == [("ann", "weld", 1, "READY"), ("ben", "cook", 1, "READY")]
    assert rows(fitted().rank_candidates([BEN, ANN], verdicts=["TRAINABLE"])) == [
        ("ben", "weld", 1, "TRAINABLE"),
        ("ann", "cook", 1, "TRAINABLE"),
    ]


@pytest.mark.parametrize("verb", ["rank", "near_misses", "rank_candidates"])
def test_the_size_of_the_batches_changes_nothing(
    monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    others = [someone(str(number), skills="SMAW; Cooking") for number in range(70)]
    people = [ANN, BEN, Candidate(id="c"), *others]
    whole = getattr(fitted(), verb)(people).to_arrow()
    monkeypatch.setattr(lineup_module, "_MOST_AT_ONCE", 32)
    assert getattr(fitted(), verb)(people).to_arrow() == whole


@pytest.mark.parametrize("verb", ["rank", "near_misses", "rank_candidates"])
def test_progress_is_told_block_by_block(monkeypatch: pytest.MonkeyPatch, verb: str) -> None:
    monkeypatch.setattr(lineup_module, "_MOST_AT_ONCE", 32)
    told: list[tuple[int, int]] = []
    people = [Candidate(id=str(number)) for number in range(70)]
    getattr(fitted(), verb)(people, progress=lambda done, total: told.append((done, total)))
    assert told == [(32, 70), (64, 70), (70, 70)]


def test_nobody_to_rank_is_an_empty_ranking() -> None:
    assert len(fitted().rank([])) == 0
    assert fitted().rank([]).to_arrow().schema == ranking_schema()


# --- explaining --------------------------------------------------------------------------


def test_records_and_ids_are_explained_alike() -> None:
    made = fitted()
    made.rank([ANN, BEN])
    by_record = made.explain(ANN, WELDER).to_dict()
    assert made.explain("ann", "weld").to_dict() == by_record
    assert made.explain("ann", WELDER).to_dict() == by_record
    assert made.explain(ANN, "weld").to_dict() == by_record


def test_an_explanation_agrees_with_the_ranking() -> None:
    made = fitted()
    for match in made.rank([ANN, BEN], verdicts=["READY", "NEEDS_PROOF", "TRAINABLE"]):
        why = made.explain(match.candidate_id, match.vacancy_id)
        assert (why.candidate_id, why.vacancy_id) == (match.candidate_id, match.vacancy_id)
        assert (why.score, why.verdict) == (match.score, match.verdict)
        assert why.possible == pytest.approx(match.possible, abs=1e-6)
        assert why.components == pytest.approx(match.components, abs=1e-6)


@pytest.mark.parametrize("verb", ["rank", "near_misses", "rank_candidates"])
def test_who_was_ranked_last_is_known_by_id(verb: str) -> None:
    made = fitted()
    made.rank([BEN])
    getattr(made, verb)([ANN])
    assert made.explain("ann", "weld").candidate_id == "ann"
    with pytest.raises(UnknownName):
        made.explain("ben", "weld")


def test_a_vacancy_outside_the_index_is_judged_on_its_own() -> None:
    other = job("other", "Welder", skills="SMAW")
    inside = matcher().fit([other, COOK]).explain(ANN, "other")
    assert fitted().explain(ANN, other).to_dict() == inside.to_dict()


def test_a_record_is_explained_as_it_is_given_even_if_its_id_is_known() -> None:
    changed = WELDER.model_copy(update={"title": "Cook"})
    assert fitted().explain(ANN, changed).title == "Cook"


def test_one_who_asks_for_an_unknown_candidate_is_told_of_no_other() -> None:
    made = fitted()
    made.rank([ANN, BEN])
    with pytest.raises(UnknownName, match="No candidate 'anna'") as caught:
        made.explain("anna", "weld")
    assert caught.value.known == ()
    assert "'ann'" not in str(caught.value)


def test_an_unknown_vacancy_suggests_the_nearest_id() -> None:
    with pytest.raises(UnknownName, match=r"No vacancy 'wedl'\. Did you mean 'weld'\?"):
        fitted().explain(ANN, "wedl")


def test_an_id_means_nothing_before_anyone_was_ranked() -> None:
    with pytest.raises(InputError, match="No candidates have been ranked, so 'ann' is not known"):
        fitted().explain("ann", "weld")


def test_an_id_of_a_vacancy_means_nothing_before_fitting() -> None:
    with pytest.raises(InputError, match="knows no vacancies yet"):
        matcher().explain(ANN, "weld")


def test_records_are_explained_even_before_fitting() -> None:
    assert matcher().explain(ANN, WELDER).verdict == "READY"


def test_a_ranking_says_on_what_its_verdicts_rest() -> None:
    packs = default_packs()
    engine = matcher(packs=packs).fit([WELDER, COOK])
    basis = engine.rank([ANN, BEN]).basis
    assert basis == engine.rank_candidates([ANN, BEN]).basis
    assert [pack.id for pack in basis.packs] == [pack.id for pack in packs]
    assert basis.report_only == ()
    other = matcher(packs=packs, settings=Settings(report_only=("employer",)))
    assert other.fit([WELDER, COOK]).rank([ANN, BEN]).basis != basis
