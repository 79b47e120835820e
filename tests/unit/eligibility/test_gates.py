"""Gates: met, unknown, missing for so many months, or never met."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from matcher.eligibility.gates import Due, GateJudge, LastingJudge
from matcher.kernels import MET, MISSING, NEVER, UNKNOWN
from matcher.normalizing.expressions import Bound, Given, Leaf, Literal
from matcher.normalizing.normalized import NormalCandidate
from matcher.records.evidence import Evidence, evidence_grades
from matcher.taxonomy import Taxonomy, Validity
from small_world import AS_OF, TAXONOMY, ask, ask_work, claim, person, work

DAY = timedelta(days=1)
#: The day on which papers count: not that of judging.
DEPARTURE = date(2026, 6, 1)
SMAW = ask("skill:smaw")
FIRST_AID = ask("certificate:first-aid")


def code(
    leaf: Leaf, who: NormalCandidate, day: date = DEPARTURE, taxonomy: Taxonomy = TAXONOMY
) -> int:
    judge = GateJudge([Due(leaf, day)], taxonomy=taxonomy, as_of=AS_OF)
    return int(judge.codes([who])[0, 0])


# --- nothing on record -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("literal", "expected"),
    [
        (SMAW, MISSING + 3),
        (ask("skill:cooking"), MISSING + 1),
        (FIRST_AID, MISSING + 3),
        (ask("language:jlpt", 2), MISSING + 6),
        (ask("language:japanese", 2), MISSING + 5),
        (ask("education:smk", 3), MISSING + 36),
        (ask("document:passport"), MISSING + 2),
        (ask("document:visa"), MISSING + 4),
        (ask("condition:no-tattoo"), NEVER),
        (ask("occupation:welder"), NEVER),
        (ask_work("occupation:welder", 24), MISSING + 24),
        (ask_work("occupation:welder", 1.5), MISSING + 2),
    ],
    ids=lambda value: value.key if isinstance(value, Literal) else str(value),
)
def test_what_is_not_in_a_complete_list_takes_its_lead_time(
    literal: Literal, expected: int
) -> None:
    assert code(literal, person()) == expected


def test_a_lead_time_beyond_all_bounds_is_never() -> None:
    assert code(ask_work("occupation:welder", NEVER), person()) == NEVER
    assert code(ask_work("occupation:welder", NEVER - MISSING - 1), person()) == NEVER - 1


@pytest.mark.parametrize(
    ("literal", "section"),
    [
        (SMAW, "skills"),
        (FIRST_AID, "certificates"),
        (ask("language:jlpt", 2), "languages"),
        (ask("education:smk", 3), "education"),
        (ask("document:passport"), "documents"),
        (ask("condition:no-tattoo"), "conditions"),
        (ask_work("occupation:welder", 24), "experience"),
    ],
    ids=lambda value: value if isinstance(value, str) else "asked",
)
def test_what_is_not_in_an_incomplete_list_is_unknown(literal: Literal, section: str) -> None:
    assert code(literal, person(incomplete=[section])) == UNKNOWN


def test_only_the_completeness_of_the_own_section_matters() -> None:
    assert code(SMAW, person(incomplete=["certificates", "languages"])) == MISSING + 3


def test_a_text_that_did_not_resolve_is_unknown_for_everyone() -> None:
    assert code(ask("?skill:juggling"), person()) == UNKNOWN
    assert code(ask("?skill:juggling"), person(incomplete=["skills"])) == UNKNOWN


@pytest.mark.parametrize("state", [MET, UNKNOWN, NEVER])
def test_a_fact_of_the_vacancy_is_what_it_is_for_everyone(state: int) -> None:
    assert code(Given("verified", state), person()) == state
    assert code(Given("verified", state), person(incomplete=["skills", "documents"])) == state


def test_a_bound_is_judged_elsewhere() -> None:
    assert code(Bound("sex", value="F"), person()) == NEVER


# --- claims ------------------------------------------------------------------------------


@pytest.mark.parametrize("least", Evidence)
@pytest.mark.parametrize("held", Evidence)
def test_a_claim_proves_with_at_least_the_evidence_demanded(
    held: Evidence, least: Evidence
) -> None:
    grades = evidence_grades()
    proven = grades[held].rank >= grades[least].rank
    literal = ask("skill:smaw", None, least)
    assert code(literal, person(claim("skill:smaw", None, held))) == (MET if proven else UNKNOWN)


def test_a_proven_claim_meets_even_in_an_incomplete_list() -> None:
    assert code(SMAW, person(claim("skill:smaw"), incomplete=["skills"])) == MET


def test_an_unproven_claim_beside_a_proven_one_does_no_harm() -> None:
    weak = claim("skill:smaw", None, Evidence.SELF_REPORT)
    assert code(SMAW, person(weak, claim("skill:smaw"))) == MET
    assert code(SMAW, person(claim("skill:smaw"), weak)) == MET


def test_the_special_meets_the_general() -> None:
    assert code(SMAW, person(claim("skill:smaw-6g"))) == MET


def test_the_general_does_not_meet_the_special() -> None:
    assert code(ask("skill:smaw-3g"), person(claim("skill:smaw"))) == MISSING + 3


def test_the_near_never_proves() -> None:
    assert code(ask("skill:brazing"), person(claim("skill:welding"))) == MISSING + 3


def test_what_a_programme_teaches_still_has_to_be_shown() -> None:
    assert code(SMAW, person(claim("education:steel", 3))) == UNKNOWN


def test_an_implied_skill_meets_where_no_more_is_demanded() -> None:
    literal = ask("skill:smaw", None, Evidence.IMPLIED)
    assert code(literal, person(claim("education:steel", 3), incomplete=["skills"])) == MET


def test_a_claim_elsewhere_that_the_complete_list_of_its_section_lacks_is_unknown() -> None:
    literal = ask("skill:smaw", None, Evidence.IMPLIED)
    assert code(literal, person(claim("education:steel", 3))) == UNKNOWN


def test_a_claim_elsewhere_of_what_its_section_lists_as_well_does_no_harm() -> None:
    literal = ask("skill:smaw", None, Evidence.IMPLIED)
    assert code(literal, person(claim("education:steel", 3), claim("skill:smaw"))) == MET


def test_a_programme_that_leads_to_an_occupation_does_not_meet_it() -> None:
    assert code(ask("occupation:welder"), person(claim("education:steel", 3))) == NEVER


# --- validity ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "valid"),
    [
        (None, DEPARTURE, True),
        (None, DEPARTURE - DAY, False),
        (None, DEPARTURE + DAY, True),
        (DEPARTURE, None, True),
        (DEPARTURE + DAY, None, False),
        (DEPARTURE - DAY, None, True),
    ],
)
def test_a_paper_must_be_valid_on_the_day_that_counts(
    start: date | None, end: date | None, *, valid: bool
) -> None:
    who = person(claim("certificate:first-aid", start=start, end=end))
    assert code(FIRST_AID, who) == (MET if valid else MISSING + 3)


def test_the_day_of_judging_does_not_count() -> None:
    who = person(claim("certificate:first-aid", start=AS_OF + DAY, end=DEPARTURE))
    assert code(FIRST_AID, who, AS_OF) == MISSING + 3
    assert code(FIRST_AID, who, DEPARTURE) == MET


def test_an_expired_paper_in_an_incomplete_list_is_unknown() -> None:
    who = person(claim("certificate:first-aid", end=AS_OF), incomplete=["certificates"])
    assert code(FIRST_AID, who) == UNKNOWN


@pytest.mark.parametrize("evidence", [Evidence.BNSP, Evidence.SELF_REPORT])
def test_a_skill_outlives_its_paper_and_has_to_be_shown_again(evidence: Evidence) -> None:
    assert code(SMAW, person(claim("skill:smaw", None, evidence, end=AS_OF))) == UNKNOWN


def test_a_skill_on_an_expired_paper_meets_where_the_own_word_is_enough() -> None:
    literal = ask("skill:smaw", None, Evidence.SELF_REPORT)
    assert code(literal, person(claim("skill:smaw", end=AS_OF))) == MET


@pytest.mark.parametrize(
    ("concept", "level", "expected"),
    [
        ("language:jlpt", 2, MISSING + 6),
        ("education:smk", 3, MISSING + 36),
        ("document:passport", None, MISSING + 2),
        ("condition:no-tattoo", None, NEVER),
    ],
)
def test_nothing_else_outlives_its_paper(concept: str, level: float | None, expected: int) -> None:
    assert code(ask(concept, level), person(claim(concept, level, end=AS_OF))) == expected


def test_work_does_not_expire() -> None:
    who = person(work("occupation:welder", 24, end=date(2020, 1, 1)))
    assert code(ask("occupation:welder"), who) == MET


# --- levels ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "expected"),
    [(3, MET), (2, MET), (1, MISSING + 6), (None, UNKNOWN)],
    ids=["above", "at", "below", "not known"],
)
def test_a_level_meets_from_the_asked_one_on(held: float | None, expected: int) -> None:
    assert code(ask("language:jlpt", 2), person(claim("language:jlpt", held))) == expected


@pytest.mark.parametrize("held", [None, 1])
def test_without_an_asked_level_any_level_meets(held: float | None) -> None:
    assert code(ask("language:jlpt"), person(claim("language:jlpt", held))) == MET


def test_a_level_that_is_reached_without_proof_is_unknown() -> None:
    who = person(claim("language:jlpt", 3, Evidence.SELF_REPORT))
    assert code(ask("language:jlpt", 2), who) == UNKNOWN


def test_proof_of_a_lower_level_and_the_word_for_a_higher_one_is_unknown() -> None:
    proven, told = claim("language:jlpt", 1), claim("language:jlpt", 2, Evidence.SELF_REPORT)
    assert code(ask("language:jlpt", 2), person(proven, told)) == UNKNOWN


def test_a_test_meets_the_level_of_its_plain_language() -> None:
    who = person(claim("language:ielts", 5.0))
    assert code(ask("language:english", 3), who) == MET
    assert code(ask("language:english", 4), who) == MISSING + 5


def test_a_test_below_every_stated_level_does_not_meet_the_language() -> None:
    assert code(ask("language:english"), person(claim("language:ielts", 3.0))) == MISSING + 5


@pytest.mark.parametrize("level", [None, 2])
def test_a_test_without_its_level_may_meet_the_language(level: float | None) -> None:
    assert code(ask("language:japanese", level), person(claim("language:jlpt"))) == UNKNOWN


def test_the_plain_language_never_meets_a_test() -> None:
    assert code(ask("language:jlpt", 1), person(claim("language:japanese", 4))) == MISSING + 6


def test_a_level_of_what_has_no_scale_is_never_reached() -> None:
    literal = Literal("skill", "skill:smaw", 1, Evidence.SELF_REPORT)
    assert code(literal, person(claim("skill:smaw", 1))) == MISSING + 3


@pytest.mark.parametrize(
    ("concept", "level", "met"),
    [
        ("education:smk", 3, True),
        ("education:steel", 6, True),
        ("education:steel", 2, False),
        ("education:any", 6, False),
    ],
)
def test_schooling_must_reach_the_level_in_the_field(
    concept: str, level: float, *, met: bool
) -> None:
    found = code(ask("education:smk", 3), person(claim(concept, level)))
    assert found == (MET if met else MISSING + 36)


def test_one_claim_must_meet_field_and_level_at_once() -> None:
    who = person(claim("education:smk", 2), claim("education:any", 6))
    assert code(ask("education:smk", 3), who) == MISSING + 36


# --- experience --------------------------------------------------------------------------

YEAR = ask_work("occupation:welder", 12)


@pytest.mark.parametrize(
    ("months", "expected"), [(13, MET), (12, MET), (11, MISSING + 1), (0, MISSING + 12)]
)
def test_the_months_still_missing_are_the_lead_time(months: float, expected: int) -> None:
    assert code(YEAR, person(work("occupation:welder", months))) == expected


def test_a_fraction_of_a_month_asked_is_a_whole_one() -> None:
    literal = ask_work("occupation:welder", 11.5)
    assert code(literal, person(work("occupation:welder", 11))) == MISSING + 1
    assert code(literal, person(work("occupation:welder", 12))) == MET


def test_months_up_to_the_day_of_judging_count_not_those_up_to_departure() -> None:
    open_ended = person(work("occupation:welder", start=date(2025, 1, 1)))
    assert code(YEAR, open_ended) == MISSING + 1


def test_months_that_are_told_but_not_proven_are_unknown() -> None:
    who = person(work("occupation:welder", 12, evidence=Evidence.SELF_REPORT))
    assert code(YEAR, who) == UNKNOWN


def test_proven_and_told_months_that_are_enough_together_are_unknown() -> None:
    told = work("occupation:welder", 6, evidence=Evidence.SELF_REPORT)
    assert code(YEAR, person(work("occupation:welder", 6), told)) == UNKNOWN
    assert code(YEAR, person(work("occupation:welder", 5), told)) == MISSING + 1


@pytest.mark.parametrize("least", Evidence)
@pytest.mark.parametrize("held", Evidence)
def test_months_prove_with_at_least_the_evidence_demanded(held: Evidence, least: Evidence) -> None:
    grades = evidence_grades()
    proven = grades[held].rank >= grades[least].rank
    literal = ask_work("occupation:welder", 12, least)
    who = person(work("occupation:welder", 12, evidence=held))
    assert code(literal, who) == (MET if proven else UNKNOWN)


def test_work_without_a_length_may_be_enough() -> None:
    assert code(YEAR, person(work("occupation:welder"))) == UNKNOWN


def test_proven_work_is_enough_whatever_else_has_no_length() -> None:
    assert code(YEAR, person(work("occupation:welder"), work("occupation:welder", 12))) == MET


def test_too_little_work_in_an_incomplete_list_is_unknown() -> None:
    who = person(work("occupation:welder", 6), incomplete=["experience"])
    assert code(YEAR, who) == UNKNOWN


def test_enough_work_in_an_incomplete_list_is_met() -> None:
    who = person(work("occupation:welder", 12), incomplete=["experience"])
    assert code(YEAR, who) == MET


def test_other_work_counts_nothing() -> None:
    assert code(YEAR, person(work("occupation:cook", 24))) == MISSING + 12


# --- blocks ------------------------------------------------------------------------------


def test_rows_are_candidates_and_columns_what_is_due() -> None:
    due = [Due(SMAW, DEPARTURE), Due(FIRST_AID, DEPARTURE), Due(SMAW, AS_OF)]
    judge = GateJudge(due, taxonomy=TAXONOMY, as_of=AS_OF)
    codes = judge.codes([person(claim("skill:smaw")), person(claim("certificate:first-aid"))])
    assert codes.tolist() == [[MET, MISSING + 3, MET], [MISSING + 3, MET, MISSING + 3]]
    assert codes.dtype == np.int16


def test_one_concept_may_be_due_on_several_days_and_at_several_levels() -> None:
    due = [
        Due(ask("language:jlpt", 1), AS_OF),
        Due(ask("language:jlpt", 2), AS_OF),
        Due(ask("language:jlpt", 1), DEPARTURE),
    ]
    judge = GateJudge(due, taxonomy=TAXONOMY, as_of=AS_OF)
    who = person(claim("language:jlpt", 1, end=DEPARTURE - DAY))
    assert judge.codes([who]).tolist() == [[MET, MISSING + 6, MISSING + 6]]


def test_nothing_due_is_a_matrix_without_columns() -> None:
    judge = GateJudge([], taxonomy=TAXONOMY, as_of=AS_OF)
    assert judge.codes([person(), person()]).shape == (2, 0)


def test_what_is_due_is_known_by_its_leaf_and_day() -> None:
    assert Due(SMAW, AS_OF).key == (SMAW.gate_key, AS_OF)


# --- when the unknown turns out badly ----------------------------------------------------


def failing(leaf: Leaf, who: NormalCandidate) -> int:
    judge = GateJudge([Due(leaf, DEPARTURE)], taxonomy=TAXONOMY, as_of=AS_OF)
    return int(judge.failing([who], judge.codes([who]))[0, 0])


@pytest.mark.parametrize(
    ("leaf", "who", "expected"),
    [
        (SMAW, person(claim("skill:smaw")), MET),
        (SMAW, person(), MISSING + 3),
        (SMAW, person(incomplete=["skills"]), MISSING + 3),
        (SMAW, person(claim("skill:smaw", None, Evidence.SELF_REPORT)), MISSING + 3),
        (ask("language:jlpt", 2), person(claim("language:jlpt")), MISSING + 6),
        (ask("condition:no-tattoo"), person(incomplete=["conditions"]), NEVER),
        (ask("?skill:juggling"), person(), NEVER),
        (Given("verified", UNKNOWN), person(), NEVER),
        (Given("verified", MET), person(), MET),
    ],
    ids=[
        "met",
        "missing",
        "not on record",
        "told",
        "level not known",
        "condition",
        "not read",
        "order",
        "order verified",
    ],
)
def test_what_is_unknown_may_have_to_be_obtained(
    leaf: Leaf, who: NormalCandidate, expected: int
) -> None:
    assert failing(leaf, who) == expected


@pytest.mark.parametrize(
    ("proven", "told", "expected"),
    [(None, 12, MISSING + 12), (5, 12, MISSING + 7), (12, 12, MET), (11, None, MISSING + 1)],
)
def test_only_the_months_that_are_not_proven_may_have_to_be_worked(
    proven: float | None, told: float | None, expected: int
) -> None:
    jobs = [work("occupation:welder", proven)] if proven else []
    if told:
        jobs.append(work("occupation:pipe-welder", told, evidence=Evidence.SELF_REPORT))
    assert failing(YEAR, person(*jobs, incomplete=["experience"])) == expected


def test_months_that_are_told_are_not_to_be_worked_where_all_told_are_too_few() -> None:
    told = work("occupation:welder", 4, evidence=Evidence.SELF_REPORT)
    assert failing(YEAR, person(work("occupation:welder", 5), told)) == MISSING + 3


def test_work_of_another_kind_leaves_all_months_to_be_worked() -> None:
    who = person(work("occupation:cook", 5), incomplete=["experience"])
    assert failing(YEAR, who) == MISSING + 12


def test_the_months_to_be_worked_are_whole_ones() -> None:
    literal = ask_work("occupation:welder", 11.5)
    who = person(work("occupation:welder", 5), incomplete=["experience"])
    assert failing(literal, who) == MISSING + 7


def test_what_is_known_stays_as_it_is_in_each_row() -> None:
    judge = GateJudge([Due(SMAW, AS_OF), Due(YEAR, AS_OF)], taxonomy=TAXONOMY, as_of=AS_OF)
    people = [
        person(claim("skill:smaw"), incomplete=["experience"]),
        person(work("occupation:welder", 5), incomplete=["skills"]),
    ]
    codes = judge.codes(people)
    assert codes.tolist() == [[MET, UNKNOWN], [UNKNOWN, MISSING + 7]]
    assert judge.failing(people, codes).tolist() == [
        [MET, MISSING + 12],
        [MISSING + 3, MISSING + 7],
    ]


def test_nobody_has_no_codes() -> None:
    judge = GateJudge([Due(SMAW, AS_OF)], taxonomy=TAXONOMY, as_of=AS_OF)
    codes = judge.codes([])
    assert codes.shape == judge.failing([], codes).shape == (0, 1)


# --- papers that name no end -------------------------------------------------------------

#: First aid holds for two years, hygiene for a time that nobody knows, a weld test for six months.
ENDING = replace(
    TAXONOMY,
    validity={
        "certificate:first-aid": Validity(True, 24, "a law (quoted)"),
        "certificate:hygiene": Validity(True, None, "a law (quoted)"),
        "skill:smaw": Validity(True, 6, "a law (quoted)"),
        "language:jlpt": Validity(False, None, "a law (quoted)"),
    },
)
TWO_YEARS_BEFORE = date(2024, 6, 1)


@pytest.mark.parametrize(
    ("start", "expected"),
    [
        (TWO_YEARS_BEFORE - DAY, UNKNOWN),
        (TWO_YEARS_BEFORE, MET),
        (TWO_YEARS_BEFORE + DAY, MET),
        (DEPARTURE, MET),
        (DEPARTURE + DAY, MISSING + 3),
        (None, UNKNOWN),
    ],
)
def test_the_usual_period_holds_to_its_last_day_and_then_nobody_knows(
    start: date | None, expected: int
) -> None:
    assert (
        code(FIRST_AID, person(claim(FIRST_AID.concept, start=start)), taxonomy=ENDING) == expected
    )


@pytest.mark.parametrize(
    ("end", "expected"),
    [(DEPARTURE - DAY, MISSING + 3), (DEPARTURE, MET), (DEPARTURE + DAY, MET)],
)
@pytest.mark.parametrize("start", [None, date(1999, 1, 1), AS_OF])
@pytest.mark.parametrize("concept", ["certificate:first-aid", "certificate:hygiene"])
def test_the_date_on_the_paper_goes_before_every_period(
    concept: str, start: date | None, end: date, expected: int
) -> None:
    if start is None or start <= end:
        who = person(claim(concept, start=start, end=end))
        assert code(ask(concept), who, taxonomy=ENDING) == expected


@pytest.mark.parametrize("start", [None, AS_OF])
def test_a_paper_whose_end_nobody_knows_is_unknown(start: date | None) -> None:
    literal = ask("certificate:hygiene")
    who = person(claim("certificate:hygiene", start=start))
    assert code(literal, who, taxonomy=ENDING) == UNKNOWN
    assert code(literal, who) == MET


def test_a_paper_that_never_ends_meets_for_good() -> None:
    who = person(claim("language:jlpt", 2, start=date(1999, 1, 1)))
    assert code(ask("language:jlpt", 2), who, taxonomy=ENDING) == MET
    assert code(ask("language:japanese", 2), who, taxonomy=ENDING) == MET


@pytest.mark.parametrize("least", [Evidence.SUBJECT_MARK, Evidence.SELF_REPORT])
def test_a_skill_whose_paper_may_have_ended_falls_to_the_own_word(least: Evidence) -> None:
    who = person(claim("skill:smaw", start=date(2025, 11, 30)))
    proves = least is Evidence.SELF_REPORT
    literal = ask("skill:smaw", None, least)
    assert code(literal, who, taxonomy=ENDING) == (MET if proves else UNKNOWN)
    lasting = person(claim("skill:smaw", start=date(2025, 12, 1)))
    assert code(literal, lasting, taxonomy=ENDING) == MET


def test_an_own_word_for_a_paper_does_not_prove_that_it_holds() -> None:
    literal = ask("certificate:hygiene", None, Evidence.SELF_REPORT)
    assert code(literal, person(claim("certificate:hygiene")), taxonomy=ENDING) == UNKNOWN


def test_a_paper_that_may_have_ended_takes_its_lead_time_if_it_has() -> None:
    judge = GateJudge([Due(FIRST_AID, DEPARTURE)], taxonomy=ENDING, as_of=AS_OF)
    who = [person(claim(FIRST_AID.concept))]
    codes = judge.codes(who)
    assert (codes[0, 0], judge.failing(who, codes)[0, 0]) == (UNKNOWN, MISSING + 3)


# --- papers at stake ---------------------------------------------------------------------


def at_stake(who: NormalCandidate, *asked: Literal) -> list[str]:
    judge = LastingJudge(
        [Due(one, DEPARTURE) for one in asked or (FIRST_AID,)], taxonomy=ENDING, as_of=AS_OF
    )
    (codes,) = judge.codes([who])
    found = [judge.due[place].leaf for place, _ in judge.at_stake(who)]
    assert all(codes[place] == MET for place, _ in judge.at_stake(who))
    return [one.concept for one in found if isinstance(one, Literal)]


@pytest.mark.parametrize(
    ("start", "end", "is_at_stake"),
    [
        (None, AS_OF - DAY, False),
        (None, AS_OF, True),
        (None, AS_OF + DAY, True),
        (None, DEPARTURE - DAY, True),
        (None, DEPARTURE, False),
        (None, DEPARTURE + DAY, False),
        (AS_OF, DEPARTURE - DAY, True),
        (AS_OF + DAY, DEPARTURE - DAY, False),
        (None, None, True),
        (date(2020, 1, 1), None, True),
        (TWO_YEARS_BEFORE - DAY, None, True),
        (TWO_YEARS_BEFORE, None, False),
    ],
)
def test_a_paper_is_at_stake_if_it_holds_today_but_not_surely_on_the_day(
    start: date | None, end: date | None, *, is_at_stake: bool
) -> None:
    who = person(claim(FIRST_AID.concept, start=start, end=end))
    assert at_stake(who) == ([FIRST_AID.concept] if is_at_stake else [])


def test_a_paper_that_would_not_meet_anyway_is_not_at_stake() -> None:
    weak = claim(FIRST_AID.concept, None, Evidence.SELF_REPORT, end=AS_OF)
    assert at_stake(person(weak)) == []
    assert at_stake(person(claim("certificate:hygiene", end=AS_OF))) == []
    low = claim("language:jlpt", 1, end=AS_OF)
    assert at_stake(person(low), ask("language:jlpt", 2)) == []


def test_a_test_is_at_stake_for_its_language_too() -> None:
    who = person(claim("language:jlpt", 2, end=AS_OF))
    asked = ask("language:jlpt", 2), ask("language:japanese", 2)
    assert at_stake(who, *asked) == [one.concept for one in asked]


def test_work_and_what_a_programme_teaches_are_never_at_stake() -> None:
    who = person(claim("education:steel", 3, end=AS_OF), work("occupation:welder", 24, end=AS_OF))
    assert at_stake(who, ask("skill:smaw", None, Evidence.IMPLIED), YEAR) == []
