"""Gates found with arrays are those that each vacancy's terms name."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from matcher.eligibility.gate_layout import alternatives_of
from matcher.eligibility.judging import GateIndex, build_gates, gates_of
from matcher.eligibility.musts import musts_of_block
from matcher.eligibility.personal_gate import PersonalGate
from matcher.eligibility.terms import Terms, TermsOfVacancies
from matcher.normalizing.expressions import Bound, clauses, either
from matcher.normalizing.normalized import NormalVacancy
from random_markets import Market, market
from small_world import AS_OF, CONTEXT, TAXONOMY, ask, must, vacancy

SMAW = ask("skill:smaw")
ADULT, MEN = Bound("age", low=216), Bound("sex", value="M")
LATER = date(2026, 7, 1)


def index_of(found: Market) -> GateIndex:
    context = found.context
    as_of, settings = context.as_of, context.settings
    musts = musts_of_block(found.block, found.rules, as_of=as_of, settings=settings)
    terms = TermsOfVacancies(found.normal, found.rules, as_of=as_of, settings=settings)
    return gates_of(musts, terms, taxonomy=context.records.taxonomy, as_of=as_of)


def named(index: GateIndex, gates: list[int]) -> list[tuple[str, int]]:
    """Gates by expression and day."""
    return [
        (index.expressions[index.expression_of[gate]].gate_key, int(index.day_of[gate]))
        for gate in gates
    ]


def check(index: GateIndex, terms: list[Terms]) -> None:
    own = index.templates
    for row, one in enumerate(terms):
        day = one.window.departure
        template = own.of[row]
        for stage, sets, of in (
            ("select", own.select, own.select_of),
            ("depart", own.depart, own.depart_of),
        ):
            keys = [(must.expression.gate_key, day.toordinal()) for must in one.musts(stage)]
            gates = sets.of(int(of[template])).tolist()
            assert gates == sorted(set(gates))
            assert sorted(named(index, gates)) == sorted(set(keys))
            assert named(index, getattr(index, stage).of(row).tolist()) == keys
        select, depart = (
            alternatives_of(one.personal(stage), day, index.place) for stage in ("select", "depart")
        )
        found = index.merged.gate(int(index.merged_of[row]))
        assert found == PersonalGate(select, depart, one.window)
    check_layout(index)


def check_layout(index: GateIndex) -> None:
    """Every gate is laid out as the clauses of its expression on its day, and nothing is twice."""
    layout = index.layout
    ends = [*layout.starts.tolist()[1:], layout.clauses.size]
    starts = [*layout.clauses.tolist(), layout.terms.size]
    gates = named(index, list(range(index.day_of.size)))
    assert len(set(gates)) == len(gates)
    for gate, (first, last) in enumerate(zip(layout.starts.tolist(), ends, strict=True)):
        if gate == index.day_of.size:
            break
        found = [
            [layout.leaves[leaf].key for leaf in layout.terms[starts[n] : starts[n + 1]].tolist()]
            for n in range(first, last)
        ]
        day = date.fromordinal(int(index.day_of[gate]))
        asked = index.expressions[index.expression_of[gate]]
        assert found == [[(leaf.gate_key, day) for leaf in clause] for clause in clauses(asked)]
    keys = [due.key for due in layout.leaves]
    assert len(set(keys)) == len(keys)
    own = index.templates
    for sets in (own.select, own.depart):
        lists = [tuple(sets.of(place).tolist()) for place in range(len(sets))]
        assert len(set(lists)) == len(lists)
    columns = (of.tolist() for of in (own.select_of, own.depart_of, own.merged_of))
    assert len(set(zip(*columns, strict=True))) == len(own)
    merged = [index.merged.gate(place) for place in range(len(index.merged))]
    assert len(set(merged)) == len(merged)


@pytest.mark.parametrize("seed", range(8))
def test_every_vacancy_has_the_gates_of_its_terms(seed: int) -> None:
    found = market(seed)
    check(index_of(found), found.terms)
    context = found.context
    taxonomy = context.records.taxonomy
    check(build_gates(found.terms, taxonomy=taxonomy, as_of=context.as_of), found.terms)


@pytest.mark.parametrize("seed", range(4))
def test_terms_and_blocks_make_as_many_gates(seed: int) -> None:
    found = market(seed)
    one = index_of(found)
    other = build_gates(
        found.terms, taxonomy=found.context.records.taxonomy, as_of=found.context.as_of
    )
    for index in (one, other):
        assert len(index.templates.of) == len(found.table)
    assert len(one.layout) == len(other.layout)
    assert len(one.layout.leaves) == len(other.layout.leaves)
    assert len(one.templates) == len(other.templates)
    assert len(one.merged) == len(other.merged)


# --- by hand -----------------------------------------------------------------------------


def built(*jobs: NormalVacancy) -> GateIndex:
    terms = TermsOfVacancies(jobs, CONTEXT.rules, as_of=AS_OF, settings=CONTEXT.settings)
    return build_gates(list(terms), taxonomy=TAXONOMY, as_of=AS_OF)


def test_what_stands_beside_bounds_is_due_on_the_day_of_its_vacancy() -> None:
    mixed = must(either([SMAW, ADULT]))
    index = built(
        vacancy(mixed),
        replace(vacancy(mixed), departure=LATER),
        replace(vacancy(mixed), permit_until=AS_OF),
    )
    assert [due.key for due in index.layout.leaves] == [
        (SMAW.gate_key, date(2026, 6, 1)),
        (SMAW.gate_key, LATER),
    ]
    assert index.day_of.size == 0
    assert len(index.layout) == 2
    assert len(index.merged.bodies) == 2
    assert len(index.merged) == 3
    assert sorted(index.merged.columns.values()) == [[0], [0], [1]]


def test_bounds_alone_are_one_body_whatever_the_day() -> None:
    index = built(vacancy(must(ADULT)), replace(vacancy(must(ADULT)), departure=LATER))
    assert index.merged.bodies == ((((ADULT,),), ((),)),)
    assert (len(index.merged), len(index.merged.windows)) == (2, 2)
    assert index.merged.columns == {}


def test_what_asks_nothing_is_a_body_as_well() -> None:
    index = built(vacancy(), vacancy(must(MEN)))
    assert index.merged.bodies[index.merged.body_of[index.merged_of[0]]] == (((),), ((),))
    assert len(index.layout.leaves) == len(index.layout) == 0
