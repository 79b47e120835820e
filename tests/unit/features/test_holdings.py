"""What someone holds: claims, what programmes teach, what tests say, and the months of work."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from matcher.features.holdings import (
    Holding,
    Work,
    experience_months,
    holdings,
    work_periods,
)
from matcher.normalizing.normalized import NormalClaim
from matcher.records.evidence import Evidence, evidence_grades
from matcher.taxonomy import Validity
from small_world import AS_OF, TAXONOMY, claim, person, work

DAY = timedelta(days=1)


def months(
    *claims: NormalClaim,
    occupation: str = "occupation:welder",
    least: Evidence | None = None,
    as_of: date = AS_OF,
) -> tuple[int, bool]:
    worked = work_periods(person(*claims), as_of)
    return experience_months(worked, occupation, TAXONOMY, least=least)


# --- validity ----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("start", "end", "valid"),
    [
        (None, None, True),
        (AS_OF, None, True),
        (AS_OF + DAY, None, False),
        (AS_OF - DAY, None, True),
        (None, AS_OF, True),
        (None, AS_OF - DAY, False),
        (None, AS_OF + DAY, True),
        (AS_OF, AS_OF, True),
        (AS_OF + DAY, AS_OF + DAY, False),
        (AS_OF - DAY, AS_OF - DAY, False),
    ],
)
def test_a_paper_holds_from_its_first_to_its_last_day(
    start: date | None, end: date | None, *, valid: bool
) -> None:
    holding = Holding("skill:smaw", None, Evidence.BNSP, start, end, "SMAW", "skills")
    assert holding.is_valid(AS_OF) is valid


ISSUED = date(2024, 2, 29)
LAW = Validity(True, 24, "a law (quoted)")
EXPIRES = Validity(True, None, "a law (quoted)")
NEVER_ENDS = Validity(False, None, "a law (quoted)")


def paper(
    row: Validity | None, start: date | None = None, end: date | None = None
) -> tuple[date | None, Validity | None]:
    """The end of a paper, and the row on which it rests."""
    rows = {} if row is None else {"language:jlpt": row}
    said = claim("language:jlpt", 2, Evidence.TEST, start=start, end=end)
    held = holdings(person(said), replace(TAXONOMY, validity=rows))
    # What the paper says of the plain language holds as long as the paper.
    assert [(one.valid_from, one.valid_to, one.validity) for one in held[1:]] == [
        (held[0].valid_from, held[0].valid_to, held[0].validity)
    ]
    return held[0].valid_to, held[0].validity


@pytest.mark.parametrize("row", [None, LAW, EXPIRES, NEVER_ENDS], ids=str)
@pytest.mark.parametrize("start", [None, ISSUED], ids=str)
def test_the_end_is_the_date_on_the_paper(row: Validity | None, start: date | None) -> None:
    assert paper(row, start, AS_OF) == (AS_OF, None)


def test_without_it_the_end_is_that_of_the_sourced_period() -> None:
    assert paper(LAW, ISSUED) == (date(2026, 3, 1), LAW)


@pytest.mark.parametrize(("row", "start"), [(LAW, None), (EXPIRES, None), (EXPIRES, ISSUED)])
def test_without_a_period_or_a_start_the_end_is_not_known(
    row: Validity, start: date | None
) -> None:
    assert paper(row, start) == (None, row)


@pytest.mark.parametrize("row", [None, NEVER_ENDS], ids=str)
@pytest.mark.parametrize("start", [None, ISSUED], ids=str)
def test_what_is_not_said_to_expire_has_no_end(row: Validity | None, start: date | None) -> None:
    assert paper(row, start) == (None, None)


def test_the_period_is_that_of_the_paper_held_not_of_what_it_covers() -> None:
    taxonomy = replace(TAXONOMY, validity={"skill:smaw": LAW})
    (held,) = holdings(person(claim("skill:smaw-6g", start=ISSUED)), taxonomy)
    assert (held.valid_to, held.validity) == (None, None)


def test_work_does_not_expire() -> None:
    taxonomy = replace(TAXONOMY, validity={"occupation:welder": LAW})
    (held,) = holdings(person(work("occupation:welder", 6, start=ISSUED)), taxonomy)
    assert (held.valid_to, held.validity) == (None, None)


@pytest.mark.parametrize(
    ("end", "valid"), [(AS_OF - DAY, None), (AS_OF, True), (AS_OF + DAY, True), (None, None)]
)
def test_a_period_proves_that_a_paper_holds_but_not_that_it_has_ended(
    end: date | None, *, valid: bool | None
) -> None:
    held = Holding("skill:smaw", None, Evidence.BNSP, ISSUED, end, "SMAW", "skills", validity=LAW)
    assert held.is_valid(AS_OF) is valid
    assert held.is_valid(ISSUED - DAY) is False


# --- holdings ----------------------------------------------------------------------------


def test_a_claim_is_held_with_all_that_is_said_of_it() -> None:
    said = claim("language:jlpt", 2, Evidence.TEST, start=AS_OF, end=AS_OF + DAY)
    found = holdings(person(said), TAXONOMY)
    assert found[0] == Holding(
        "language:jlpt", 2, Evidence.TEST, AS_OF, AS_OF + DAY, "JLPT", "languages"
    )
    assert found[0].is_certain


def test_holdings_come_in_the_order_of_the_sections() -> None:
    held = holdings(person(claim("document:passport"), claim("skill:smaw")), TAXONOMY)
    assert [one.concept for one in held] == ["skill:smaw", "document:passport"]


def test_work_has_neither_level_nor_validity() -> None:
    said = work("occupation:welder", 6, start=AS_OF, end=AS_OF + DAY)
    assert holdings(person(said), TAXONOMY) == [
        Holding("occupation:welder", None, Evidence.DOCUMENT, None, None, "Welder", "experience")
    ]


def test_a_programme_implies_the_skills_it_teaches_without_level_or_dates() -> None:
    said = claim("education:steel", 3, start=AS_OF, end=AS_OF + DAY)
    held = holdings(person(said), TAXONOMY)
    assert held[1:] == [
        Holding("skill:smaw", None, Evidence.IMPLIED, None, None, "Steel welding", "education")
    ]


def test_a_programme_implies_what_the_programmes_it_covers_teach_once() -> None:
    taught = {"education:steel": ("skill:smaw",), "education:smk": ("skill:cooking", "skill:smaw")}
    taxonomy = replace(TAXONOMY, implies=taught)
    held = holdings(person(claim("education:steel", 3)), taxonomy)
    assert [one.concept for one in held[1:]] == ["skill:cooking", "skill:smaw"]


def test_a_programme_implies_nothing_that_only_a_narrower_one_teaches() -> None:
    assert len(holdings(person(claim("education:smk", 3)), TAXONOMY)) == 1


@pytest.mark.parametrize(
    ("test", "level", "plain"),
    [
        ("language:jlpt", 1, 1),
        ("language:jlpt", 2, 2),
        ("language:jlpt", 3, 2),
        ("language:jlpt", 4, 3),
        ("language:ielts", 4.0, 2),
        ("language:ielts", 4.9, 2),
        ("language:ielts", 5.0, 3),
        ("language:ielts", 8.0, 3),
    ],
)
def test_a_test_stands_for_the_level_of_its_language(test: str, level: float, plain: float) -> None:
    said = claim(test, level, Evidence.TEST, start=AS_OF - DAY, end=AS_OF)
    held = holdings(person(said), TAXONOMY)
    language = TAXONOMY[test].language
    assert language is not None
    assert held[1:] == [
        replace(held[0], concept=language, level=plain),
    ]


@pytest.mark.parametrize("level", [3.0, 3.9, 0.5])
def test_a_result_below_every_stated_level_says_nothing_of_the_language(level: float) -> None:
    assert len(holdings(person(claim("language:ielts", level)), TAXONOMY)) == 1


def test_a_result_without_its_level_may_stand_for_any_level_or_none() -> None:
    held = holdings(person(claim("language:jlpt", None, Evidence.TEST)), TAXONOMY)
    assert held[1:] == [replace(held[0], concept="language:japanese", is_certain=False)]


def test_a_plain_language_says_nothing_of_any_test() -> None:
    assert len(holdings(person(claim("language:japanese", 4)), TAXONOMY)) == 1


def test_a_test_without_scale_says_nothing_of_its_language() -> None:
    bare = replace(TAXONOMY["language:jlpt"], scale=None)
    taxonomy = replace(TAXONOMY, concepts={**TAXONOMY.concepts, "language:jlpt": bare})
    assert len(holdings(person(claim("language:jlpt", 2)), taxonomy)) == 1


def test_a_language_without_scale_gets_nothing_from_its_tests() -> None:
    bare = replace(TAXONOMY["language:japanese"], scale=None)
    taxonomy = replace(TAXONOMY, concepts={**TAXONOMY.concepts, "language:japanese": bare})
    assert len(holdings(person(claim("language:jlpt", 2)), taxonomy)) == 1


# --- periods of work ---------------------------------------------------------------------


def test_a_period_lasts_to_its_last_day() -> None:
    said = work("occupation:welder", start=date(2024, 1, 1), end=date(2024, 6, 30))
    assert work_periods(person(said), AS_OF) == [
        Work(
            "occupation:welder",
            Evidence.DOCUMENT,
            (date(2024, 1, 1), date(2024, 6, 30)),
            None,
            "Welder",
        )
    ]


def test_an_open_period_lasts_until_the_day_of_judging() -> None:
    (found,) = work_periods(person(work("occupation:welder", start=date(2024, 1, 1))), AS_OF)
    assert found.period == (date(2024, 1, 1), AS_OF)


def test_a_period_does_not_count_beyond_the_day_of_judging() -> None:
    said = work("occupation:welder", start=date(2024, 1, 1), end=AS_OF + DAY)
    (found,) = work_periods(person(said), AS_OF)
    assert found.period == (date(2024, 1, 1), AS_OF)


def test_two_dates_go_before_a_stated_duration() -> None:
    said = work("occupation:welder", 6, start=date(2024, 1, 1), end=date(2024, 1, 31))
    (found,) = work_periods(person(said), AS_OF)
    assert (found.period, found.months) == ((date(2024, 1, 1), date(2024, 1, 31)), None)


def test_a_stated_duration_goes_before_a_first_day_alone() -> None:
    (found,) = work_periods(person(work("occupation:welder", 6, start=date(2024, 1, 1))), AS_OF)
    assert (found.period, found.months) == (None, 6)


def test_a_last_day_alone_measures_nothing() -> None:
    (found,) = work_periods(person(work("occupation:welder", end=date(2024, 1, 1))), AS_OF)
    assert (found.period, found.months) == (None, None)


def test_only_the_section_of_experience_is_work() -> None:
    assert work_periods(person(claim("skill:smaw", 6)), AS_OF) == []


# --- months ------------------------------------------------------------------------------


def test_overlapping_periods_count_once() -> None:
    first = work("occupation:welder", start=date(2024, 1, 1), end=date(2024, 6, 30))
    second = work("occupation:welder", start=date(2024, 4, 1), end=date(2024, 9, 30))
    assert months(first, second) == (9, False)


def test_stated_durations_add_up_with_periods() -> None:
    dated = work("occupation:welder", start=date(2024, 1, 1), end=date(2024, 6, 30))
    assert months(dated, work("occupation:welder", 5), work("occupation:welder", 2)) == (13, False)


def test_fractions_of_stated_months_are_cut_after_they_are_added() -> None:
    assert months(work("occupation:welder", 1.5), work("occupation:welder", 1.6)) == (3, False)


def test_work_in_an_occupation_that_covers_the_asked_one_counts() -> None:
    assert months(work("occupation:pipe-welder", 7)) == (7, False)


def test_work_in_a_wider_occupation_does_not_count() -> None:
    assert months(work("occupation:welder", 7), occupation="occupation:pipe-welder") == (0, False)


def test_work_of_another_kind_does_not_count() -> None:
    assert months(work("occupation:cook", 7)) == (0, False)


def test_work_without_a_length_is_noticed() -> None:
    assert months(work("occupation:welder", 7), work("occupation:welder")) == (7, True)


def test_work_of_another_kind_without_a_length_is_not() -> None:
    assert months(work("occupation:cook")) == (0, False)


def test_stated_work_of_no_months_has_a_length() -> None:
    assert months(work("occupation:welder", 0)) == (0, False)


@pytest.mark.parametrize("least", Evidence)
@pytest.mark.parametrize("held", Evidence)
def test_only_work_with_evidence_of_at_least_the_grade_counts(
    held: Evidence, least: Evidence
) -> None:
    grades = evidence_grades()
    counts = grades[held].rank >= grades[least].rank
    said = work("occupation:welder", 7, evidence=held)
    assert months(said, least=least) == (7 if counts else 0, False)


def test_work_without_a_length_below_the_grade_is_not_noticed() -> None:
    said = work("occupation:welder", evidence=Evidence.SELF_REPORT)
    assert months(said, least=Evidence.UKK) == (0, False)
