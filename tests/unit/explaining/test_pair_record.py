"""The record of a pair gives what covers a concept, in the order in which it is held."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.applying import RulesOfVacancy
from matcher.eligibility.terms import terms_of
from matcher.explaining.pair_record import PairRecord
from matcher.features.holdings import holdings, work_periods
from matcher.normalizing.normalized import NormalCandidate
from matcher.settings import Settings
from small_world import AS_OF, TAXONOMY, claim, person, vacancy, work

CONCEPTS = [concept.id for concept in TAXONOMY]
people = st.lists(st.sampled_from(CONCEPTS), max_size=4).map(
    lambda listed: person(
        *(claim(one) for one in listed if TAXONOMY[one].kind != "occupation"),
        *(work(one, 6) for one in listed if TAXONOMY[one].kind == "occupation"),
    )
)


def record(who: NormalCandidate) -> PairRecord:
    terms = terms_of(vacancy(), RulesOfVacancy(), as_of=AS_OF, settings=Settings())
    return PairRecord(who, terms, TAXONOMY)


@given(people, st.sets(st.sampled_from(CONCEPTS), max_size=3))
def test_what_covers_is_every_holding_that_does_and_no_other(
    who: NormalCandidate, concepts: set[str]
) -> None:
    pair = record(who)
    held = holdings(who, TAXONOMY)
    assert list(pair.held) == list(held)
    assert pair.covering(concepts) == tuple(
        one for one in held if concepts & TAXONOMY.covered_by(one.concept)
    )


def test_the_days_are_those_of_the_terms() -> None:
    who = person(work("occupation:welder", 6))
    pair = record(who)
    assert pair.departure == pair.terms.window.departure
    assert pair.work == work_periods(who, AS_OF)
