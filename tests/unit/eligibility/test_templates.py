"""Vacancies with the same gates are one template; the order and repetition of gates change none."""

from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.templates import Members, Templates

gate_lists = st.lists(st.integers(0, 3), max_size=4)
vacancies = st.lists(st.tuples(gate_lists, gate_lists, st.integers(0, 1)), max_size=12)
Drawn = list[tuple[list[int], list[int], int]]


def built(drawn: Drawn) -> Templates:
    select, depart, merged = ([one[part] for one in drawn] for part in range(3))
    return Templates.build(select, depart, merged)  # type: ignore[arg-type]


@given(st.lists(gate_lists, max_size=6))
def test_lists_laid_out_are_read_back(lists: list[list[int]]) -> None:
    members = Members.of_lists(lists)
    assert [members.of(place).tolist() for place in range(len(members))] == lists


@given(vacancies)
def test_a_template_has_exactly_the_gates_of_its_vacancies(drawn: Drawn) -> None:
    templates = built(drawn)
    assert templates.of.size == len(drawn)
    for place, (select, depart, merged) in enumerate(drawn):
        own = templates.of[place]
        assert templates.select.of(templates.select_of[own]).tolist() == sorted(set(select))
        assert templates.depart.of(templates.depart_of[own]).tolist() == sorted(set(depart))
        assert templates.merged_of[own] == merged


@given(vacancies)
def test_vacancies_share_a_template_exactly_where_they_share_every_gate(drawn: Drawn) -> None:
    templates = built(drawn)
    gates = [(frozenset(select), frozenset(depart), merged) for select, depart, merged in drawn]
    assert len(templates) == len(set(gates))
    for one, own in zip(gates, templates.of, strict=True):
        for other, others in zip(gates, templates.of, strict=True):
            assert (one == other) is bool(own == others)
