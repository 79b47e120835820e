"""A proof holds everything that its verdict rests on: anyone can make the verdict again from it."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from string import Formatter
from typing import Any, get_args

import pytest
from hypothesis import given

from matcher.eligibility.rules import Rule, RulePack
from matcher.engine import Matcher
from matcher.errors import UnknownName
from matcher.explaining import Proof, explain_pair
from matcher.explaining.proof_phrases import PHRASES
from matcher.features.wording import Language
from matcher.index import build_index
from matcher.normalizing.expressions import Bound, either, every
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from matcher.records import Candidate, Evidence, Vacancy
from matcher.records.requirements import AnyOf, Asked, OfVacancy, Personal
from matcher.settings import Settings
from small_world import AS_OF, CONTEXT, ask, ask_work, claim, must, person, vacancy, work
from strategies import Choice, engine, judged, pairs

LANGUAGES: tuple[Language, ...] = get_args(Language)
PASSPORT = Asked(section="documents", what="document:passport")
Plain = dict[str, Any]


def rule(name: str, expression: Any, **more: Any) -> Rule:  # noqa: ANN401
    known: dict[str, Any] = {"confidence": "quoted", "valid_from": date(2020, 1, 1), **more}
    return Rule(
        id=name,
        title_en=f"Title of {name}",
        title_id=f"Judul {name}",
        source=f"source of {name}",
        expression=expression,
        **known,
    )


def prove(
    who: NormalCandidate,
    job: NormalVacancy,
    *rules: Rule,
    as_of: date = AS_OF,
    settings: Settings | None = None,
) -> Proof:
    packs = (RulePack(id="p", version="7", title_en="a", title_id="b", rules=rules),)
    context = replace(CONTEXT, packs=packs, as_of=as_of, settings=settings or Settings())
    return explain_pair(build_index([job], context), who, 0).proof


# --- laws --------------------------------------------------------------------------------


def replayed(proof: Plain) -> str:
    """The verdict made again from the plain values of a proof alone."""
    waiting = proof["days"]["waiting"]
    others = [gate for gate in proof["gates"] if not gate["is_personal"]]
    missing = [gate for gate in others if gate["state"] in ("obtainable", "impossible")]
    possible = waiting["possible"]
    if possible is None or any(g["months"] is None or g["months"] > possible for g in missing):
        return "BARRED"
    chosen = {gate["state"] for gate in others if gate["stage"] == "select"}
    to_leave = max((g["months"] for g in missing if g["stage"] == "depart"), default=0)
    if "obtainable" in chosen:
        return "TRAINABLE"
    if "unknown" not in chosen and waiting["sure"] is not None and to_leave <= waiting["sure"]:
        return "READY"
    is_hopeful = waiting["hopeful"] is not None and to_leave <= waiting["hopeful"]
    return "NEEDS_PROOF" if is_hopeful else "TRAINABLE"


@given(pairs())
def test_the_verdict_can_be_made_again_from_the_proof(
    drawn: tuple[Choice, Vacancy, Candidate],
) -> None:
    choice, job, who = drawn
    matcher = engine(choice, [job])
    proof = matcher.explain(who, job).proof
    ((verdict, _),) = judged(matcher, [who])[0]
    assert proof.verdict == verdict
    plain = json.loads(json.dumps(proof.to_dict(), allow_nan=False))
    assert plain == proof.to_dict()
    assert replayed(plain) == verdict
    until = proof.days.waiting.possible_until
    for gate in proof.gates:
        if gate.months is not None and until is not None:
            # The days tell the same as the months.
            in_time = gate.by is not None and gate.by <= until
            assert in_time is (gate.state == "obtainable")


@given(pairs())
def test_what_decides_is_named_and_stands_in_the_way(
    drawn: tuple[Choice, Vacancy, Candidate],
) -> None:
    choice, job, who = drawn
    why = engine(choice, [job]).explain(who, job)
    kinds = {
        "READY": {"all_met"},
        "NEEDS_PROOF": {"to_show", "too_late"},
        "TRAINABLE": {"to_obtain", "too_late"},
        "BARRED": {"impossible"},
    }
    assert why.decision.kind in kinds[why.verdict]
    assert bool(why.deciding) is (why.verdict != "READY")
    states = {"to_show": "unknown", "impossible": "impossible"}
    for gate in why.deciding:
        assert gate.state == states.get(why.decision.kind, "obtainable")
    is_lawful = [gate.origin in ("law", "host_country") for gate in why.deciding]
    assert is_lawful == sorted(is_lawful, reverse=True)


@given(pairs())
def test_every_rule_of_the_proof_was_in_force_and_is_one_of_the_packs(
    drawn: tuple[Choice, Vacancy, Candidate],
) -> None:
    choice, job, who = drawn
    proof = engine(choice, [job]).explain(who, job).proof
    named = [one.rule for gate in proof.gates for one in gate.grounds if one.rule is not None]
    for one in (*proof.rules, *named):
        assert one.valid_from <= choice.as_of
        assert one.valid_to is None or choice.as_of <= one.valid_to
        assert one.id in {rule.id for rule in choice.rules}
        assert one in proof.rules
    aside = {one.id for one in proof.rules if one.replaced_by is not None}
    assert aside.isdisjoint(rule.id for rule in named)


@given(pairs())
def test_a_proof_says_in_both_languages_on_what_each_open_gate_rests(
    drawn: tuple[Choice, Vacancy, Candidate],
) -> None:
    choice, job, who = drawn
    proof = engine(choice, [job]).explain(who, job).proof
    for language in LANGUAGES:
        text = proof.text(language)
        assert proof.verdict in text
        for gate in proof.gates:
            assert gate.asked[language] in text
            assert gate.on_record[language] in text
            for ground in gate.grounds:
                if ground.rule is not None:
                    assert ground.rule.id in text
                    assert ground.rule.source in text
                elif ground.source is not None:
                    assert ground.source in text


@given(pairs())
def test_a_gate_of_one_thing_is_met_exactly_where_a_fact_proves_it(
    drawn: tuple[Choice, Vacancy, Candidate],
) -> None:
    choice, job, who = drawn
    for gate in engine(choice, [job]).explain(who, job).proof.to_dict()["gates"]:
        is_of_vacancy = any(
            f["kind"] == "vacancy" and f["fact"] != "outside_rule" for f in gate["facts"]
        )
        # Work of no stated length is met by any covering work, and by that alone.
        is_any_work = any(bound.get("months") == 0 for bound in gate["bounds"])
        if len(gate["bounds"]) == 1 and not is_of_vacancy and not is_any_work:
            assert any(map(_proves_of(gate["bounds"][0]), gate["facts"])) is (
                gate["state"] == "met"
            )


def _proves_of(bound: Plain) -> Any:  # noqa: ANN401
    def proves(fact: Plain) -> bool:
        if fact["kind"] == "work":
            return bool(fact["months_proven"] >= math.ceil(bound["months"]))
        if fact["kind"] == "claim":
            return not fact["lacks"]
        if fact["kind"] != "personal":
            return False
        if bound["value"] is not None:
            return bool(fact["value"] == bound["value"])
        if bound["fact"] == "age":
            low, high = bound["born_from"], bound["born_until"]
        else:
            low, high = bound["low"], bound["high"]
        # Known between two ends, a fact fits where both ends do.
        least = fact["value"] if fact["value"] is not None else fact["low"]
        most = fact["value"] if fact["value"] is not None else fact["high"]
        return (low is None or (least is not None and least >= low)) and (
            high is None or (most is not None and most <= high)
        )

    return proves


# --- the day -----------------------------------------------------------------------------

#: The law of before, and the law that followed it.
OLD = rule("old", Personal(age_min=18), valid_to=date(2024, 12, 31))
NEW = rule("new", Personal(age_min=21), valid_from=date(2025, 1, 1))


def test_a_proof_of_an_older_day_rests_on_the_rules_of_that_day() -> None:
    who, job = replace(person(), birth_date=date(2005, 8, 1)), vacancy()
    before = prove(who, job, OLD, NEW, as_of=date(2024, 12, 31))
    after = prove(who, job, OLD, NEW, as_of=date(2025, 1, 1))
    assert (before.verdict, [one.id for one in before.rules]) == ("READY", ["old"])
    assert (after.verdict, [one.id for one in after.rules]) == ("BARRED", ["new"])
    assert "31 December 2024" in before.text("en")
    assert "31 Desember 2024" in before.text("id")
    assert "source of old" not in after.text("en")


def test_an_engine_gives_the_proof_of_an_older_day() -> None:
    pack = RulePack(id="p", version="1", title_en="a", title_id="b", rules=(OLD, NEW))
    matcher = Matcher("2025-12-01", packs=[pack])
    pair = Candidate(id="C", birth_date=date(2005, 8, 1)), Vacancy(id="V", title="welder")
    assert matcher.explain(*pair).proof.verdict == "TRAINABLE"
    older = matcher.explain(*pair, as_of="2024-12-31").proof
    assert (older.verdict, [one.id for one in older.rules]) == ("READY", ["old"])


def test_the_departure_of_the_vacancy_is_told_and_one_that_has_passed_too() -> None:
    stated = prove(person(), replace(vacancy(), departure=date(2026, 3, 1)))
    assert "departure on 1 March 2026, as the vacancy says" in stated.text("en")
    passed = prove(person(), replace(vacancy(), departure=date(2025, 11, 1)))
    assert "1 December 2025: the vacancy's own date, 1 November 2025, has passed" in passed.text()
    usual = prove(person(), vacancy())
    assert (usual.days.stated_departure, usual.days.lead_months) == (None, 6)
    assert "so 6 months after the day of judging" in usual.text()


def test_one_may_wait_until_the_horizon_or_the_end_of_the_permit() -> None:
    assert "1 December 2026 at the latest: the horizon of 12 months" in prove(
        person(), vacancy()
    ).text("en")
    until = replace(vacancy(), permit_until=date(2026, 3, 5))
    assert "5 Maret 2026: saat itu izin berakhir" in prove(person(), until).text("id")


def test_how_long_the_personal_facts_allow_to_wait_is_told() -> None:
    young = must(Bound("age", high=25 * 12))
    who = replace(person(), birth_date=date(2001, 8, 15))
    waiting = prove(who, vacancy(young)).days.waiting
    assert (waiting.sure, waiting.sure_until) == (8, date(2026, 8, 1))
    assert "may take until 1 August 2026" in prove(who, vacancy(young)).text()
    unknown = prove(person(), vacancy(young))
    assert (unknown.days.waiting.sure, unknown.days.waiting.hopeful) == (None, 12)
    assert "not known for sure" in unknown.text()
    old = replace(person(), birth_date=date(1990, 8, 15))
    assert "the personal facts fit on no day" in prove(old, vacancy(young)).text()


# --- what decides ------------------------------------------------------------------------


def test_what_is_ready_says_that_all_is_met() -> None:
    proof = prove(person(claim("skill:smaw")), vacancy(must(ask("skill:smaw"))))
    assert "Decided by: everything that is asked to be chosen is met (1 gates)." in proof.text()


def test_the_impossible_gate_is_named_first_and_that_of_the_law_before_the_employers() -> None:
    closed = rule("closed", OfVacancy(vacancy="placement_open"), stage="depart")
    job = replace(vacancy(must(Bound("sex", value="F"))), country="Japan")
    proof = prove(replace(person(), sex="M"), job, closed)
    third = proof.text("en").splitlines()[2]
    assert third.startswith("Decided by what cannot be met: gate 2, “a destination open")
    by_law = third.index("(Indonesian law, rule closed, “Title of closed”)")
    assert by_law < third.index("gate 1, “women” (the employer)")


def test_papers_that_take_longer_than_the_age_surely_allows_decide() -> None:
    young_or_plain = either([Bound("age", high=25 * 12), ask("condition:no-tattoo")])
    job = vacancy(must(young_or_plain), must(ask("document:visa"), stage="depart"))
    who = replace(person(incomplete=["conditions"]), birth_date=date(2001, 2, 20))
    proof = prove(who, replace(job, departure=date(2026, 2, 1)))
    # The visa is there on 1 April, when only the unknown condition could help.
    assert (proof.verdict, proof.decision.kind) == ("NEEDS_PROOF", "too_late")
    (number,) = proof.decision.gates
    assert proof.gates[number - 1].asked["en"] == "Work visa"
    assert "longer than the personal facts" in proof.text("en")


def test_papers_that_no_age_allows_bar() -> None:
    job = vacancy(must(Bound("age", high=25 * 12)), must(ask("document:visa"), stage="depart"))
    who = replace(person(), birth_date=date(2001, 2, 20))
    proof = prove(who, replace(job, departure=date(2026, 2, 1)))
    (number,) = proof.decision.gates
    assert (proof.verdict, proof.gates[number - 1].asked["en"]) == ("BARRED", "Work visa")
    assert "takes 4 months, which is too long: it must be there by 1 February 2026" in proof.text()


def test_musts_that_only_together_fail_are_a_gate_that_names_them() -> None:
    tall_men = must(either([Bound("sex", value="M"), Bound("height", low=150)]))
    tall_women = must(either([Bound("sex", value="F"), Bound("height", low=150)]))
    proof = prove(replace(person(), height_cm=140.0), vacancy(tall_men, tall_women))
    assert proof.decision.gates == (3,)
    assert proof.gates[2].combines == (1, 2)
    assert "gates 1 and 2 taken together" in proof.text("en")
    assert "syarat 1 dan 2 bersama-sama" in proof.text("id")


# --- gates -------------------------------------------------------------------------------


def test_what_the_vacancy_and_a_rule_ask_alike_is_one_gate_with_both_grounds() -> None:
    asked = must(ask("document:passport"), stage="depart")
    job = replace(vacancy(asked), source="the advert")
    proof = prove(person(), job, rule("papers", PASSPORT, stage="depart"))
    (gate,) = proof.gates
    assert "asked by Indonesian law: rule papers" in proof.text("en")
    assert "asked by the employer: the advert" in proof.text("en")
    assert [(one.origin, one.source, one.rule and one.rule.id) for one in gate.grounds] == [
        ("law", "source of papers (quoted)", "papers"),
        ("employer", "the advert", None),
    ]
    assert (gate.origin, gate.rule) == ("law", "papers")


def test_the_birth_dates_that_fit_are_told_to_the_day() -> None:
    asked = must(every([Bound("age", low=216), Bound("age", high=432)]))
    text = prove(person(), vacancy(asked)).text("en")
    assert "exactly: born from 2 June 1990 to 1 June 2008 (age on 1 June 2026)" in text
    lowest = prove(person(), vacancy(must(Bound("age", low=216)))).text("id")
    assert "tepatnya: lahir pada atau sebelum 1 Juni 2008" in lowest


@pytest.mark.parametrize(
    ("bound", "told"),
    [
        (Bound("height", low=150.5), "height at least 150.5 cm"),
        (Bound("weight", high=70), "weight at most 70 kg"),
        (Bound("height", low=150, high=180), "height 150 to 180 cm"),
        (Bound("sex", value="F"), "women"),
    ],
)
def test_the_bounds_of_measures_are_told(bound: Bound, told: str) -> None:
    assert f"exactly: {told}\n" in prove(person(), vacancy(must(bound))).text("en")


def lacking(*claims: Any, asked: Any = None) -> Iterator[tuple[str, ...]]:  # noqa: ANN401
    job = vacancy(must(asked or ask("language:jlpt", 2, Evidence.TEST)))
    (gate,) = prove(person(*claims), job).to_dict()["gates"]
    return (tuple(f["lacks"]) for f in gate["facts"] if f["kind"] == "claim")


def test_a_claim_is_told_with_what_it_lacks_of_a_proof() -> None:
    test = Evidence.TEST
    found = lacking(
        claim("language:jlpt", 2, test),
        claim("language:jlpt", 1, test),
        claim("language:jlpt", None, test),
        claim("language:jlpt", 3, Evidence.SELF_REPORT),
        claim("language:jlpt", 3, test, end=date(2026, 5, 31)),
    )
    assert list(found) == [(), ("level",), ("level",), ("evidence",), ("validity",)]


def test_a_skill_outlives_its_paper_only_where_a_word_is_enough() -> None:
    old = claim("skill:smaw", end=date(2025, 1, 1))
    assert list(lacking(old, asked=ask("skill:smaw"))) == [("validity",)]
    assert list(lacking(old, asked=ask("skill:smaw", None, Evidence.SELF_REPORT))) == [()]


def test_a_claim_is_told_with_the_end_that_is_printed_on_it() -> None:
    job = vacancy(must(ask("certificate:hygiene")))
    text = prove(person(claim("certificate:hygiene", end=date(2027, 1, 5))), job).text("id")
    assert "berlaku sampai 5 Januari 2027 sesuai yang tercetak): membuktikannya" in text


def test_work_is_told_by_what_is_proven_and_what_is_stated() -> None:
    job = vacancy(must(ask_work("occupation:welder", 12)))
    who = person(
        work("occupation:welder", 5), work("occupation:welder", 4, evidence=Evidence.SELF_REPORT)
    )
    text = prove(who, job).text("en")
    assert "at least 12 months of work" in text
    assert "work: 5 months proven, 9 months stated" in text


# --- rules, constraints, basis -----------------------------------------------------------


def test_a_rule_that_may_be_for_the_vacancy_is_an_open_question_with_its_reason() -> None:
    japan = replace(vacancy(), country="Japan")
    criteria = {"countries": ("Japan",), "schemes": ("ssw",), "ask": ("schemes",)}
    proof = prove(person(), japan, rule("open", PASSPORT, **criteria))
    assert [one.unstated for one in proof.rules] == [("schemes",)]
    assert "the vacancy does not state its scheme" in proof.text("en")
    assert "lowongan tidak menyebutkan skemanya" in proof.text("id")


def test_rules_that_only_inform_and_rules_set_aside_are_told() -> None:
    first, second = rule("first", PASSPORT), rule("second", None, replaces=("first",))
    proof = prove(person(), vacancy(), first, second)
    assert [(one.id, one.asks, one.replaced_by) for one in proof.rules] == [
        ("second", False, None),
        ("first", True, "second"),
    ]
    assert proof.gates == ()
    assert "set aside by rule second" in proof.text("en")
    assert "No gates" in proof.text("en")


def test_what_is_recalled_is_told_as_such() -> None:
    recalled = rule("r", PASSPORT, confidence="recalled", note="Ask the embassy.")
    proof = prove(person(), vacancy(), recalled)
    assert "recalled, to be checked against the law" in proof.text("en")
    assert "dari ingatan" in proof.text("id")
    assert "note: Ask the embassy." in proof.text("en")


def test_constraints_that_are_only_reported_are_told_without_a_gate() -> None:
    asked = must(every([Bound("sex", value="M"), Bound("age", low=216)]))
    settings = Settings(report_only=("employer",))
    proof = prove(replace(person(), sex="F"), vacancy(asked), settings=settings)
    (reported,) = proof.reported
    assert (reported.asked["en"], reported.on_record["en"].split("; ")[-1]) == (
        "men, age at least 18",
        "woman",
    )
    assert reported.still_asked == {"en": "age at least 18", "id": "usia minimal 18"}
    assert [gate.asked["en"] for gate in proof.gates] == ["age at least 18"]
    assert "only reported: the employer" in proof.text("en")


def test_the_knowledge_of_a_proof_has_fingerprints_that_change_with_it() -> None:
    first, again, other = (
        prove(person(), vacancy(), rule("r", PASSPORT, note=note)).basis for note in "aab"
    )
    assert first == again
    assert first.packs[0].digest != other.packs[0].digest
    assert len(first.packs[0].digest) == len(first.taxonomy_digest) == 64
    assert (first.packs[0].id, first.packs[0].version, first.packs[0].rules) == ("p", "7", ("r",))
    assert first.taxonomy_digest in prove(person(), vacancy()).text("id")


def test_the_keys_of_a_proof_are_those_that_are_documented() -> None:
    assert list(prove(person(), vacancy()).to_dict()) == [
        "format",
        "candidate_id",
        "vacancy_id",
        "verdict",
        "decision",
        "order",
        "days",
        "gates",
        "rules",
        "reported",
        "unread",
        "basis",
    ]


def test_a_proof_tells_itself_in_a_line_and_refuses_an_unknown_language() -> None:
    proof = prove(person(claim("skill:smaw")), vacancy(must(ask("skill:smaw"))))
    assert repr(proof) == "<Proof: C1 for V1: READY, 1 gates, as of 2025-12-01>"
    with pytest.raises(UnknownName, match="No language of proofs 'de'"):
        proof.text("de")  # type: ignore[arg-type]


def test_every_phrase_of_a_proof_is_there_in_both_languages() -> None:
    english, indonesian = (PHRASES[language] for language in ("en", "id"))
    assert list(english) == list(indonesian)
    for name, text in english.items():
        assert _fields(text) == _fields(indonesian[name]), name


def _fields(text: str) -> set[str | None]:
    return {field for _, field, _, _ in Formatter().parse(text)} - {None}


def test_alternatives_of_a_rule_are_one_gate() -> None:
    asked = AnyOf(any=(PASSPORT, Asked(section="documents", what="document:visa")))
    (gate,) = prove(person(claim("document:visa")), vacancy(), rule("r", asked)).gates
    assert (gate.state, len(gate.bounds)) == ("met", 2)
