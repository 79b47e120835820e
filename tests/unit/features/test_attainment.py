"""How well a claim meets a criterion: similarity times credit times evidence, or unknown."""

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from matcher.features.attainment import Encoder
from matcher.features.criteria import build_criteria
from matcher.normalizing.expressions import Literal, NormalExpression, either, every
from matcher.normalizing.normalized import NormalCandidate, NormalClaim
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.records.evidence import Evidence
from matcher.settings import Settings
from matcher.taxonomy import Taxonomy, Validity
from small_world import AS_OF, TAXONOMY, ask, ask_work, claim, must, person, vacancy, work

DAY = timedelta(days=1)
SMAW, COOKING = ask("skill:smaw"), ask("skill:cooking")
NOT_HAD, UNKNOWN = (0.0, 0.0), (0.0, 1.0)
FACTORS = {
    Evidence.BNSP: 1.0,
    Evidence.TEST: 1.0,
    Evidence.DOCUMENT: 1.0,
    Evidence.UKK: 0.9,
    Evidence.INTERNSHIP: 0.8,
    Evidence.SUBJECT_MARK: 0.7,
    Evidence.IMPLIED: 0.6,
    Evidence.SELF_REPORT: 0.5,
}


def encoder(
    *asked: NormalExpression, settings: Settings | None = None, taxonomy: Taxonomy = TAXONOMY
) -> Encoder:
    settings = settings or Settings()
    criteria = build_criteria(VacancyBlock.of([vacancy(*map(must, asked))]), settings)
    return Encoder(criteria, taxonomy=taxonomy, settings=settings, as_of=AS_OF)


def column(of: Encoder, expression: NormalExpression) -> int:
    return of.criteria.keys.index(expression.key)


def attained(
    expression: NormalExpression,
    who: NormalCandidate,
    settings: Settings | None = None,
    taxonomy: Taxonomy = TAXONOMY,
) -> tuple[float, float]:
    """The cell of one criterion; that of a literal is also what `literal` says."""
    made = encoder(expression, settings=settings, taxonomy=taxonomy)
    table, place = made.encode([who]), column(made, expression)
    cell = (float(table.proven[0, place]), float(table.possible[0, place]))
    if isinstance(expression, Literal):
        alone = made.literal(who, expression)
        assert (alone.proven, alone.possible) == cell
    return cell


def having(*claims: NormalClaim) -> NormalCandidate:
    """Someone who has these and, as far as they were asked, nothing else."""
    return person(*claims)


# --- claims ------------------------------------------------------------------------------


@pytest.mark.parametrize(("evidence", "factor"), FACTORS.items())
def test_each_grade_of_evidence_has_its_factor(evidence: Evidence, factor: float) -> None:
    who = having(claim("skill:smaw", None, evidence))
    assert attained(SMAW, who) == (factor, 1.0)


def test_the_factors_are_those_of_the_settings() -> None:
    who = having(claim("skill:smaw", None, Evidence.UKK))
    assert attained(SMAW, who, Settings(evidence={Evidence.UKK: 0.95})) == (0.95, 1.0)


def test_what_is_not_in_a_complete_list_is_not_had() -> None:
    assert attained(SMAW, having()) == NOT_HAD


def test_what_is_not_in_an_incomplete_list_is_unknown() -> None:
    assert attained(SMAW, person(incomplete=["skills"])) == UNKNOWN


def test_what_is_listed_counts_as_listed_and_may_be_more() -> None:
    who = person(claim("skill:smaw", None, Evidence.UKK), incomplete=["skills"])
    assert attained(SMAW, who) == (0.9, 1.0)


def test_an_incomplete_list_leaves_open_what_a_claim_there_could_resemble() -> None:
    assert attained(SMAW, person(incomplete=["languages", "experience"])) == NOT_HAD
    assert attained(SMAW, person(incomplete=["certificates"])) == (0.0, 1.0)
    assert attained(SMAW, person(incomplete=["education"])) == (0.0, 1.0)
    assert attained(ask("language:jlpt", 2), person(incomplete=["skills"])) == NOT_HAD


def test_the_special_counts_fully_for_the_general() -> None:
    assert attained(SMAW, having(claim("skill:smaw-6g"))) == (1.0, 1.0)


def test_the_general_does_not_count_for_the_special() -> None:
    assert attained(ask("skill:smaw-3g"), having(claim("skill:smaw"))) == NOT_HAD


def test_the_near_counts_by_its_weight() -> None:
    assert attained(ask("skill:brazing"), having(claim("skill:smaw-3g"))) == (0.4, 0.4)


def test_the_near_is_also_worth_only_its_evidence() -> None:
    who = having(claim("skill:smaw-3g", None, Evidence.SELF_REPORT))
    assert attained(ask("skill:brazing"), who) == (0.2, 0.4)


def test_the_best_claim_counts() -> None:
    weak, strong = (claim("skill:smaw", None, e) for e in (Evidence.UKK, Evidence.INTERNSHIP))
    assert attained(SMAW, having(weak, strong)) == (0.9, 1.0)
    assert attained(SMAW, having(strong, weak)) == (0.9, 1.0)


def test_a_near_thing_proven_may_count_less_than_the_thing_itself_claimed() -> None:
    near, own = claim("skill:welding"), claim("skill:brazing", None, Evidence.SELF_REPORT)
    assert attained(ask("skill:brazing"), having(near, own)) == (0.5, 1.0)


def test_the_text_of_the_claim_that_counts_most_is_kept() -> None:
    made = encoder(SMAW)
    general = claim("skill:smaw", None, Evidence.UKK)
    assert made.literal(having(general, claim("skill:smaw-6g")), SMAW).text == "SMAW 6G"
    assert made.literal(having(claim("skill:smaw-6g"), general), SMAW).text == "SMAW 6G"


def test_of_equally_good_claims_the_first_is_kept() -> None:
    first, second = claim("skill:smaw"), claim("skill:smaw-6g")
    assert encoder(SMAW).literal(having(first, second), SMAW).text == "SMAW"


def test_where_nothing_counts_no_text_is_kept() -> None:
    assert encoder(SMAW).literal(having(claim("skill:cooking")), SMAW).text is None


def test_a_claim_that_counts_nothing_is_not_told() -> None:
    asked = ask("language:jlpt", 4)
    assert encoder(asked).literal(having(claim("language:jlpt", 1)), asked).text is None


def test_an_incomplete_list_still_tells_the_claim_that_counts() -> None:
    who = person(claim("skill:smaw"), incomplete=["skills"])
    assert encoder(SMAW).literal(who, SMAW).text == "SMAW"


def test_what_a_programme_teaches_counts_as_implied() -> None:
    assert attained(SMAW, having(claim("education:steel", 3))) == (0.6, 1.0)


def test_what_a_programme_teaches_is_told_by_the_programme() -> None:
    assert encoder(SMAW).literal(having(claim("education:steel", 3)), SMAW).text == "Steel welding"


def test_a_programme_leads_to_an_occupation_in_part() -> None:
    who = having(claim("education:steel", 3))
    assert attained(ask("occupation:welder"), who) == (0.8, 0.8)


def test_work_meets_the_occupation_whatever_its_length() -> None:
    assert attained(ask("occupation:welder"), having(work("occupation:pipe-welder", 1))) == (1, 1)


def test_a_text_that_did_not_resolve_is_unknown_for_everyone() -> None:
    for who in (having(), having(claim("skill:smaw")), person(incomplete=["skills"])):
        assert attained(ask("?skill:juggling"), who) == UNKNOWN


# --- validity ----------------------------------------------------------------------------

PERIODS = [
    (None, AS_OF, True),
    (None, AS_OF - DAY, False),
    (AS_OF, None, True),
    (AS_OF + DAY, None, False),
]


@pytest.mark.parametrize(("start", "end", "valid"), PERIODS)
@pytest.mark.parametrize(
    ("concept", "level"),
    [("certificate:first-aid", None), ("document:passport", None), ("language:jlpt", 2)],
)
def test_a_paper_counts_only_while_it_is_valid(
    concept: str, level: float | None, start: date | None, end: date | None, *, valid: bool
) -> None:
    who = having(claim(concept, level, start=start, end=end))
    literal = ask(concept, level)
    found = encoder(literal).literal(who, literal)
    assert (found.proven, found.possible) == ((1.0, 1.0) if valid else NOT_HAD)


@pytest.mark.parametrize(("start", "end", "valid"), PERIODS)
def test_a_result_of_a_test_speaks_for_the_language_only_while_it_is_valid(
    start: date | None, end: date | None, *, valid: bool
) -> None:
    who = having(claim("language:jlpt", 2, start=start, end=end))
    assert attained(ask("language:japanese", 2), who) == ((1.0, 1.0) if valid else NOT_HAD)


@pytest.mark.parametrize(("start", "end", "valid"), PERIODS)
def test_a_skill_outlives_its_paper_as_a_self_report(
    start: date | None, end: date | None, *, valid: bool
) -> None:
    who = having(claim("skill:smaw", start=start, end=end))
    assert attained(SMAW, who) == ((1.0 if valid else 0.5), 1.0)


def test_a_schooling_outlives_its_paper_as_a_self_report() -> None:
    who = having(claim("education:smk", 3, end=AS_OF - DAY))
    assert attained(ask("education:smk", 3), who) == (0.5, 1.0)


def test_a_valid_paper_counts_beside_an_expired_one() -> None:
    old = claim("certificate:first-aid", end=AS_OF - DAY)
    new = claim("certificate:first-aid", end=AS_OF)
    assert attained(ask("certificate:first-aid"), having(old, new)) == (1.0, 1.0)


# --- levels ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("held", "credit"), [(4, 1.0), (3, 1.0), (2, 0.5), (1, 0.25)], ids=["above", "at", "1", "2"]
)
def test_a_level_counts_by_its_distance_below_the_asked_one(held: float, credit: float) -> None:
    assert attained(ask("language:jlpt", 3), having(claim("language:jlpt", held))) == (
        credit,
        credit,
    )


def test_a_level_too_far_below_counts_nothing() -> None:
    assert attained(ask("language:jlpt", 4), having(claim("language:jlpt", 1))) == NOT_HAD


def test_credit_and_evidence_multiply() -> None:
    who = having(claim("language:jlpt", 2, Evidence.SELF_REPORT))
    assert attained(ask("language:jlpt", 3), who) == (0.25, 0.5)


def test_a_level_that_is_not_known_may_be_the_asked_one() -> None:
    assert attained(ask("language:jlpt", 3), having(claim("language:jlpt"))) == UNKNOWN


def test_without_an_asked_level_any_level_will_do() -> None:
    for level in (None, 1):
        assert attained(ask("language:jlpt"), having(claim("language:jlpt", level))) == (1.0, 1.0)


def test_points_count_by_their_share() -> None:
    literal = ask("language:ielts", 5.0)
    for held, credit in ((5.0, 1.0), (4.5, 0.75), (4.4, 0.5), (3.7, 0.25), (2.4, 0.0)):
        who = having(claim("language:ielts", held))
        assert attained(literal, who) == (credit, credit), held


def test_a_test_counts_for_the_plain_language() -> None:
    assert attained(ask("language:english", 3), having(claim("language:ielts", 5.0))) == (1.0, 1.0)
    assert attained(ask("language:english", 3), having(claim("language:ielts", 4.5))) == (0.5, 0.5)


def test_a_test_below_every_stated_level_counts_nothing_for_the_language() -> None:
    assert attained(ask("language:english"), having(claim("language:ielts", 3.0))) == NOT_HAD


@pytest.mark.parametrize("level", [None, 2])
def test_a_test_without_its_level_may_count_for_the_plain_language(level: float | None) -> None:
    who = having(claim("language:jlpt"))
    assert attained(ask("language:japanese", level), who) == UNKNOWN


def test_the_plain_language_does_not_count_for_a_test() -> None:
    assert attained(ask("language:jlpt", 1), having(claim("language:japanese", 4))) == NOT_HAD


def test_a_test_does_not_count_for_another_language() -> None:
    assert attained(ask("language:english", 1), having(claim("language:jlpt", 4))) == NOT_HAD


def test_a_level_on_another_scale_counts_nothing() -> None:
    assert attained(Literal("skill", "skill:smaw", 1, Evidence.UKK), having(claim("skill:smaw"))) \
        == NOT_HAD  # fmt: skip


@pytest.mark.parametrize(
    ("concept", "level", "credit"),
    [
        ("education:steel", 3, 1.0),
        ("education:steel", 6, 1.0),
        ("education:steel", 2, 0.25),
        ("education:kitchen", 3, 1.0),
        ("education:any", 3, 0.0),
    ],
)
def test_schooling_is_a_field_and_a_level_at_once(
    concept: str, level: float, credit: float
) -> None:
    who = having(claim(concept, level))
    assert attained(ask("education:smk", 3), who) == (credit, credit)


# --- experience --------------------------------------------------------------------------

YEAR = ask_work("occupation:welder", 12)


@pytest.mark.parametrize(
    ("months", "credit"),
    [(13, 1.0), (12, 1.0), (11, 0.75), (9, 0.75), (8, 0.5), (6, 0.5), (5, 0.25), (3, 0.25), (2, 0)],
)
def test_months_count_by_the_quarter(months: float, credit: float) -> None:
    assert attained(YEAR, having(work("occupation:welder", months))) == (credit, credit)


def test_months_of_several_jobs_add_up() -> None:
    who = having(work("occupation:welder", 7), work("occupation:pipe-welder", 5))
    assert attained(YEAR, who) == (1.0, 1.0)


def test_overlapping_jobs_count_once() -> None:
    first = work("occupation:welder", start=date(2024, 1, 1), end=date(2024, 8, 31))
    second = work("occupation:pipe-welder", start=date(2024, 3, 1), end=date(2024, 9, 30))
    assert attained(YEAR, having(first, second)) == (0.75, 0.75)


def test_other_work_counts_nothing() -> None:
    assert attained(YEAR, having(work("occupation:cook", 24))) == NOT_HAD


def test_schooling_towards_an_occupation_is_no_experience() -> None:
    assert attained(YEAR, having(claim("education:steel", 3))) == NOT_HAD


def test_work_without_a_length_may_be_enough() -> None:
    assert attained(YEAR, having(work("occupation:welder"))) == UNKNOWN
    assert attained(YEAR, having(work("occupation:welder"), work("occupation:welder", 6))) == (
        0.5,
        1.0,
    )


def test_work_in_an_incomplete_list_may_be_more() -> None:
    who = person(work("occupation:welder", 6), incomplete=["experience"])
    assert attained(YEAR, who) == (0.5, 1.0)
    assert attained(YEAR, person(incomplete=["experience"])) == UNKNOWN


@pytest.mark.parametrize(("evidence", "factor"), FACTORS.items())
def test_months_are_worth_their_evidence(evidence: Evidence, factor: float) -> None:
    who = having(work("occupation:welder", 12, evidence=evidence))
    assert attained(YEAR, who) == (factor, 1.0)


def test_better_proven_months_count_alone_where_that_is_more() -> None:
    proven = work("occupation:welder", 6)
    told = work("occupation:welder", 6, evidence=Evidence.SELF_REPORT)
    # Six proven months are half of what is asked; all twelve are worth half each.
    assert attained(YEAR, having(proven, told)) == (0.5, 1.0)
    more = work("occupation:welder", 9)
    assert attained(YEAR, having(more, told)) == (0.75, 1.0)
    less = work("occupation:welder", 3)
    long = work("occupation:welder", 9, evidence=Evidence.INTERNSHIP)
    assert attained(YEAR, having(less, long)) == (0.8, 1.0)


def test_the_texts_of_all_work_that_counts_are_kept() -> None:
    jobs = (
        work("occupation:welder", 6),
        work("occupation:cook", 3),
        work("occupation:pipe-welder"),
    )
    assert encoder(YEAR).literal(having(*jobs), YEAR).text == "Welder; Pipe welder"


# --- expressions -------------------------------------------------------------------------


def test_the_best_alternative_counts() -> None:
    who = having(claim("skill:smaw", None, Evidence.SELF_REPORT), claim("skill:cooking"))
    assert attained(either([SMAW, COOKING]), who) == (1.0, 1.0)


def test_the_worst_part_counts() -> None:
    who = having(claim("skill:smaw", None, Evidence.SELF_REPORT), claim("skill:cooking"))
    assert attained(every([SMAW, COOKING]), who) == (0.5, 1.0)


def test_a_part_that_is_not_had_makes_the_whole_not_had() -> None:
    assert attained(every([SMAW, COOKING]), having(claim("skill:smaw"))) == NOT_HAD


def test_an_alternative_that_is_unknown_leaves_the_whole_possible() -> None:
    who = person(claim("skill:smaw", None, Evidence.UKK), incomplete=["languages"])
    assert attained(either([SMAW, ask("language:jlpt", 2)]), who) == (0.9, 1.0)
    assert attained(either([COOKING, ask("language:jlpt", 2)]), who) == UNKNOWN


def test_conjunctions_inside_alternatives_are_worth_their_worst_part() -> None:
    expression = either([every([SMAW, ask("language:jlpt", 2)]), COOKING])
    who = having(claim("skill:smaw"), claim("skill:cooking", None, Evidence.SUBJECT_MARK))
    assert attained(expression, who) == (0.7, 1.0)


# --- blocks ------------------------------------------------------------------------------


def test_rows_are_candidates_in_the_order_given_and_columns_criteria() -> None:
    made = encoder(SMAW, COOKING)
    table = made.encode([having(claim("skill:cooking")), having(), having(claim("skill:smaw"))])
    assert made.criteria.keys[1:] == (COOKING.key, SMAW.key)
    assert table.proven[:, 1:].tolist() == [[1, 0], [0, 0], [0, 1]]
    assert table.possible[:, 1:].tolist() == [[1, 0], [0, 0], [0, 1]]
    assert table.proven.dtype == table.possible.dtype == np.float64


def test_no_candidate_has_a_table_of_no_rows() -> None:
    assert encoder(SMAW).encode([]).proven.shape == (0, 2)


def test_a_grade_that_counts_nothing_leaves_the_claim_possible() -> None:
    settings = Settings(evidence={Evidence.SELF_REPORT: 0.0})
    who = having(claim("skill:smaw", None, Evidence.SELF_REPORT))
    assert attained(SMAW, who, settings=settings) == (0.0, 1.0)


# --- papers that name no end -------------------------------------------------------------

ENDING = replace(
    TAXONOMY,
    validity={
        "certificate:first-aid": Validity(True, 24, "a law (quoted)"),
        "skill:smaw": Validity(True, 24, "a law (quoted)"),
        "language:jlpt": Validity(True, None, "a law (quoted)"),
    },
)
TWO_YEARS_AGO = date(2023, 12, 1)


@pytest.mark.parametrize(
    ("start", "proven"),
    [(TWO_YEARS_AGO - DAY, 0.0), (TWO_YEARS_AGO, 1.0), (TWO_YEARS_AGO + DAY, 1.0), (None, 0.0)],
)
def test_a_paper_that_may_have_ended_proves_nothing_and_may_still_count(
    start: date | None, proven: float
) -> None:
    who = person(claim("certificate:first-aid", start=start))
    assert attained(ask("certificate:first-aid"), who, taxonomy=ENDING) == (proven, 1.0)


@pytest.mark.parametrize(("start", "proven"), [(TWO_YEARS_AGO - DAY, 0.5), (TWO_YEARS_AGO, 1.0)])
def test_a_skill_whose_paper_may_have_ended_is_self_reported(start: date, proven: float) -> None:
    who = person(claim("skill:smaw", start=start))
    assert attained(SMAW, who, taxonomy=ENDING) == (proven, 1.0)


def test_a_level_below_the_asked_one_may_count_for_no_more_than_its_credit() -> None:
    who = person(claim("language:jlpt", 1))
    assert attained(ask("language:jlpt", 2), who, taxonomy=ENDING) == (0.0, 0.5)
    assert attained(ask("language:japanese", 2), who, taxonomy=ENDING) == (0.0, 0.5)


def test_a_paper_that_has_not_begun_counts_for_nothing_whatever_its_end() -> None:
    who = person(claim("certificate:first-aid", start=AS_OF + DAY))
    assert attained(ask("certificate:first-aid"), who, taxonomy=ENDING) == NOT_HAD
