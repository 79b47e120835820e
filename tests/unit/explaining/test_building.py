"""An explanation is the score taken apart, and every gate with its ground."""

import json
from dataclasses import replace
from datetime import date

import pytest

from matcher.eligibility.rules import Rule, RulePack
from matcher.explaining import Explanation, explain_pair
from matcher.index import build_index
from matcher.normalizing.expressions import Bound, either, every
from matcher.normalizing.normalized import NormalCandidate, NormalSection, NormalVacancy
from matcher.ranking import rank_vacancies
from matcher.records.evidence import Evidence
from matcher.records.requirements import Asked, OfVacancy
from matcher.settings import COMPONENTS, Weights
from small_world import AS_OF, CONTEXT, ask, claim, must, nice, person, vacancy, work

SMAW, COOKING, N4 = ask("skill:smaw"), ask("skill:cooking"), ask("language:jlpt", 2)
FEMALE = Bound("sex", value="F")
RULE = Rule(
    id="r1",
    title_en="Papers to leave",
    title_id="Surat untuk berangkat",
    source="the law",
    confidence="quoted",
    valid_from=AS_OF,
    stage="depart",
    expression=Asked(section="documents", what="document:passport"),
)
CLOSED = RULE.model_copy(
    update={"id": "r2", "title_en": "Closed", "expression": OfVacancy(vacancy="placement_open")}
)
RICH = replace(
    vacancy(must(SMAW), nice(COOKING), must(N4), must(FEMALE)), country="Japan", source="the advert"
)
WHO = replace(
    person(
        work("occupation:welder", 1, evidence=Evidence.INTERNSHIP),
        claim("skill:smaw-3g", None, Evidence.UKK),
        claim("language:jlpt", 1),
        incomplete=["certificates"],
    ),
    wish_countries=frozenset({"Japan", "Taiwan"}),
)


def explain(
    who: NormalCandidate, *jobs: NormalVacancy, column: int = 0, rules: tuple[Rule, ...] = ()
) -> Explanation:
    packs = (RulePack(id="p", version="1", title_en="a", title_id="b", rules=rules),)
    return explain_pair(build_index(jobs, replace(CONTEXT, packs=packs)), who, column)


# --- the score ---------------------------------------------------------------------------


def test_the_contributions_add_up_to_the_score() -> None:
    why = explain(WHO, RICH)
    assert why.score > 0
    assert sum(one.value for one in why.contributions) == pytest.approx(why.score, abs=1e-7)


def test_what_is_still_possible_adds_up_to_the_possible_score() -> None:
    why = explain(WHO, RICH)
    index = build_index([RICH], CONTEXT)
    (match,) = rank_vacancies(index, [[WHO]], k=1, verdicts=["TRAINABLE"]).possible.tolist()
    assert why.possible == pytest.approx(match, abs=1e-6)
    assert why.possible >= why.score


def test_each_criterion_is_a_contribution_and_the_wishes_come_last() -> None:
    why = explain(WHO, RICH)
    assert [(one.component, one.asked["en"]) for one in why.contributions] == [
        ("language", "JLPT N4"),
        ("occupation", "Welder"),
        ("skills", "Cooking"),
        ("skills", "SMAW"),
        ("preference", "country, sector and wage wished for"),
    ]
    assert why.contributions[0].asked["id"] == "JLPT N4"
    assert why.contributions[1].asked["id"] == "Juru las"


def test_a_contribution_has_its_weight_and_what_is_proven_and_possible() -> None:
    why = explain(WHO, RICH)
    # Prior 2.75, occupation 2, skills 3, language 1.5, preference 1.
    expected = [
        # A certificate that is not on record could still name the test or the skill.
        (1.5 / 10.25, 0.5, 1.0),
        (2 / 10.25, 0.8, 1.0),
        (1 / 10.25, 0.0, 1.0),
        (2 / 10.25, 0.9, 1.0),
        (1 / 10.25, 1.0, 1.0),
    ]
    found = [(one.weight, one.proven, one.possible) for one in why.contributions]
    for (weight, proven, possible), (own, held, most) in zip(found, expected, strict=True):
        assert weight == pytest.approx(own, abs=1e-12)
        assert (proven, possible) == (held, most)


def test_a_contribution_names_the_claim_that_counts() -> None:
    found = {one.asked["en"]: one.evidence for one in explain(WHO, RICH).contributions}
    assert (found["SMAW"], found["Welder"], found["JLPT N4"]) == ("SMAW 3G", "Welder", "JLPT")
    assert found["Cooking"] is None
    assert found["country, sector and wage wished for"] is None


def test_of_alternatives_the_claim_for_the_best_one_is_named() -> None:
    job = vacancy(must(either([SMAW, COOKING])))
    who = person(claim("skill:smaw", None, Evidence.UKK), claim("skill:cooking"))
    found = {one.component: one.evidence for one in explain(who, job).contributions}
    assert found["skills"] == "Cooking"


def test_components_are_their_own_scores_and_none_where_not_asked() -> None:
    assert explain(WHO, RICH).components == {
        "occupation": pytest.approx(0.8),
        "skills": pytest.approx(0.9 * 2 / 3),
        "experience": None,
        "education": None,
        "language": pytest.approx(0.5),
        "certificates": None,
        "preference": pytest.approx(1.0),
    }


def test_a_criterion_of_two_components_counts_in_both() -> None:
    job = vacancy(must(SMAW), nice(SMAW, component="certificates"))
    why = explain(person(claim("skill:smaw")), job)
    assert (why.components["skills"], why.components["certificates"]) == (1.0, 1.0)
    assert sum(one.value for one in why.contributions) == pytest.approx(why.score, abs=1e-7)


def test_the_weights_of_the_context_are_those_of_the_contributions() -> None:
    weights = Weights(**dict.fromkeys(COMPONENTS, 1.0), prior=0)
    index = build_index([vacancy(must(SMAW))], replace(CONTEXT, weights=weights))
    why = explain_pair(index, person(claim("skill:smaw")), 0)
    assert [one.weight for one in why.contributions] == [pytest.approx(1 / 3)] * 3


# --- the pair ----------------------------------------------------------------------------


def test_the_pair_its_verdict_and_its_days_are_told() -> None:
    why = explain(WHO, replace(RICH, departure=date(2026, 4, 1)))
    assert (why.candidate_id, why.vacancy_id, why.title) == ("C1", "V1", "welder")
    assert why.verdict == "TRAINABLE"
    assert (why.as_of, why.departure, why.horizon) == (AS_OF, date(2026, 4, 1), date(2026, 12, 1))


def test_an_assumed_departure_has_its_source() -> None:
    why = explain(WHO, RICH)
    assert why.departure == date(2026, 6, 1)
    assert why.departure_source


def test_a_vacancy_of_several_is_explained_as_if_it_were_alone() -> None:
    others = [vacancy(must(COOKING), name="V0"), replace(RICH, id="V1")]
    assert explain(WHO, *others, column=1) == explain(WHO, RICH)


def test_what_could_not_be_read_is_told_for_both_sides() -> None:
    sections = {**person().sections, "skills": NormalSection(False, (), ("juggling",))}
    who = replace(person(), sections=sections)
    why = explain(who, replace(vacancy(), unresolved=("flying",)))
    assert why.unread == {"vacancy": ("flying",), "candidate": ("juggling",)}


# --- the gates ---------------------------------------------------------------------------


def test_each_gate_says_what_is_asked_and_what_is_on_record() -> None:
    why = explain(replace(WHO, sex="F"), RICH)
    assert [(gate.asked["en"], gate.state, gate.stage) for gate in why.gates] == [
        ("women", "met", "select"),
        ("SMAW", "met", "select"),
        ("JLPT N4", "obtainable", "select"),
    ]
    sex, smaw, test = why.gates
    assert (sex.on_record["en"], sex.on_record["id"]) == ("woman", "perempuan")
    assert "SMAW 3G" in smaw.on_record["en"]
    assert (test.months, test.by) == (6, date(2026, 6, 1))
    assert test.asked["id"] == "JLPT N4"


def test_a_gate_of_the_employer_has_the_source_of_the_vacancy() -> None:
    for gate in explain(WHO, RICH).gates:
        assert (gate.origin, gate.rule, gate.rule_title, gate.source) == (
            "employer",
            None,
            None,
            "the advert",
        )


def test_a_source_of_its_own_goes_before_that_of_the_vacancy() -> None:
    asked = replace(must(SMAW), source="the order", origin="agency")
    (gate,) = explain(WHO, replace(vacancy(asked), source="the advert")).gates
    assert (gate.origin, gate.source) == ("agency", "the order")


def test_a_gate_of_the_law_has_its_rule_title_and_source() -> None:
    (gate,) = explain(WHO, vacancy(), rules=(RULE,)).gates
    assert (gate.stage, gate.origin, gate.rule, gate.source) == (
        "depart",
        "law",
        "r1",
        "the law (quoted)",
    )
    assert gate.rule_title == {"en": "Papers to leave", "id": "Surat untuk berangkat"}


def test_personal_musts_that_only_together_fail_are_told_as_one_gate() -> None:
    tall_men = must(either([Bound("sex", value="M"), Bound("height", low=150)]))
    tall_women = must(either([FEMALE, Bound("height", low=150)]))
    why = explain(replace(person(), height_cm=140.0), vacancy(tall_men, tall_women))
    assert why.verdict == "BARRED"
    assert [gate.state for gate in why.gates] == ["unknown", "unknown", "impossible"]
    assert (why.gates[2].origin, why.gates[2].rule) == ("employer", None)


def test_a_bar_by_law_names_rule_and_source_in_both_languages() -> None:
    why = explain(WHO, vacancy(), rules=(CLOSED,))
    assert why.verdict == "BARRED"
    for text in (why.text("en"), why.text("id")):
        assert "r2" in text
        assert "the law (quoted)" in text


# --- the value ---------------------------------------------------------------------------


def test_an_explanation_as_plain_values_is_fit_for_json() -> None:
    why = explain(WHO, RICH, rules=(RULE, CLOSED))
    plain = why.to_dict()
    assert json.loads(json.dumps(plain)) == plain
    assert (plain["candidate_id"], plain["vacancy_id"], plain["title"], plain["verdict"]) == (
        "C1",
        "V1",
        "welder",
        "BARRED",
    )
    assert (plain["score"], plain["possible"]) == (why.score, why.possible)
    assert plain["components"] == dict(why.components)
    assert plain["contributions"] == [one.to_dict() for one in why.contributions]
    assert plain["gates"] == [gate.to_dict() for gate in why.gates]
    assert (plain["as_of"], plain["departure"], plain["horizon"]) == (
        "2025-12-01",
        "2026-06-01",
        "2026-12-01",
    )
    assert plain["departure_source"] == why.departure_source
    assert plain["unread"] == {"vacancy": [], "candidate": []}


def test_an_explanation_tells_its_pair_in_a_line() -> None:
    why = explain(person(claim("skill:smaw")), vacancy(must(SMAW)))
    assert repr(why) == "<Explanation: C1 for V1: READY, score 0.343>"


def test_the_parts_of_a_conjunction_are_told_one_by_one() -> None:
    why = explain(person(claim("skill:smaw")), vacancy(must(every([SMAW, COOKING]))))
    assert [(gate.asked["en"], gate.state) for gate in why.gates] == [
        ("Cooking", "obtainable"),
        ("SMAW", "met"),
    ]
