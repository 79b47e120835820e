"""How long a pair may wait: months, and the days on which they end."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from matcher.calendar import add_months
from matcher.explaining.proof_facts import Waiting
from matcher.explaining.waiting import waiting_of
from matcher.index import build_index
from matcher.normalizing.expressions import Bound
from matcher.normalizing.normalized import NormalCandidate, NormalVacancy
from small_world import AS_OF, CONTEXT, must, person, vacancy

births = st.none() | st.dates(date(1999, 1, 1), date(2010, 1, 1))
bounds = st.lists(
    st.sampled_from([Bound("age", low=216), Bound("age", high=300), Bound("sex", value="F")]),
    max_size=2,
)


def waiting(who: NormalCandidate, job: NormalVacancy) -> Waiting:
    gates = build_index([job], CONTEXT).gates
    return waiting_of(gates, gates.judge([who]), row=0, vacancy=0)


@given(births, st.sampled_from([None, "F", "M"]), bounds)
def test_what_is_sure_is_hoped_and_what_is_hoped_is_possible(
    birth: date | None, sex: str | None, asked: list[Bound]
) -> None:
    found = waiting(replace(person(), birth_date=birth, sex=sex), vacancy(*map(must, asked)))
    months = [-1 if one is None else one for one in (found.sure, found.hopeful, found.possible)]
    assert months == sorted(months)
    until = (found.sure_until, found.hopeful_until, found.possible_until)
    for count, day in zip((found.sure, found.hopeful, found.possible), until, strict=True):
        assert day == (None if count is None else add_months(AS_OF, count))
    if birth is not None and sex is not None:
        # Where all is known, hope is as good as certainty.
        assert found.sure == found.hopeful


def test_without_personal_gates_one_may_wait_until_the_horizon_or_the_permit_ends() -> None:
    assert waiting(person(), vacancy()).sure == CONTEXT.settings.horizon_months
    until = replace(vacancy(), permit_until=add_months(AS_OF, 3))
    assert waiting(person(), until).sure == 3
