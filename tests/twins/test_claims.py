"""Whole blocks of claims are judged and scored as each claim is, literal by literal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from datetime import date
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from claim_strategies import DAYS, WORLD, blocks, literals
from matcher.eligibility import gates
from matcher.eligibility.gates import Due, GateJudge
from matcher.features import attainment
from matcher.features.attainment import Encoder
from matcher.features.criteria import build_criteria
from matcher.features.holdings import Holding, experience_months, holdings, work_periods
from matcher.kernels import MET, MISSING, NEVER, UNKNOWN
from matcher.normalizing.expressions import Bound, Given, Leaf, Literal
from matcher.normalizing.normalized import NormalCandidate
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.records.evidence import Evidence, evidence_grades
from matcher.settings import Settings
from small_world import AS_OF, must, vacancy

RANKS = {grade: row.rank for grade, row in evidence_grades().items()}


# --- the definition, literal by literal --------------------------------------------------


def plain_code(due: Due, who: NormalCandidate, *, all_fails: bool = False) -> int:
    """How a leaf stands for someone; with `all_fails`, if everything unknown turns out badly."""
    leaf = due.leaf
    if isinstance(leaf, Given) or not isinstance(leaf, Literal):
        code = leaf.state if isinstance(leaf, Given) else NEVER
        return NEVER if code == UNKNOWN and all_fails else code
    if not leaf.is_resolved:
        return NEVER if all_fails else UNKNOWN
    home = WORLD.kind(leaf.kind).section
    complete = who.sections[home].complete
    proven, told = months(leaf, who)
    lacking = lead(leaf, proven)
    said = [says(leaf, one, due.day, home_is_complete=complete) for one in holdings(who, WORLD)]
    if leaf.kind == "experience":
        asked = math.ceil(leaf.level or 0)
        said = [MET if proven >= asked else UNKNOWN if told >= asked else lead(leaf, told)]
    code = min([*said, lead(leaf, 0) if complete else UNKNOWN])
    return lacking if code == UNKNOWN and all_fails else code


def lead(literal: Literal, worked: float) -> int:
    """The code of whoever has worked so many months and has nothing else."""
    if literal.kind == "experience":
        return int(min(MISSING + math.ceil(literal.level or 0) - worked, NEVER))
    needed = WORLD.lead_months(literal.kind, literal.concept)
    return NEVER if needed is None else MISSING + needed


def months(literal: Literal, who: NormalCandidate) -> tuple[float, float]:
    """The proven and the told months of work that count; told without end if not measured."""
    work = work_periods(who, AS_OF)
    proven, _ = experience_months(work, literal.concept, WORLD, least=literal.evidence)
    told, unmeasured = experience_months(work, literal.concept, WORLD)
    return proven, math.inf if unmeasured else told


def says(literal: Literal, holding: Holding, day: date, *, home_is_complete: bool) -> int:
    """What one thing held says of a literal."""
    if literal.concept not in WORLD.covered_by(holding.concept):
        return NEVER
    valid, is_skill = holding.is_valid(day), literal.kind == "skill"
    if valid is False and not is_skill:
        return NEVER
    certain = valid is True or is_skill
    if literal.level is None:
        certain = certain and holding.is_certain
    else:
        scale = WORLD.scale_of(literal.concept)
        if scale is None or WORLD.scale_of(holding.concept) is not scale:
            return NEVER
        if holding.level is not None and holding.level < literal.level:
            return NEVER
        certain = certain and holding.level is not None
    grade = holding.evidence if valid is True else Evidence.SELF_REPORT
    is_home = holding.section == WORLD.kind(literal.kind).section
    certain = certain and (is_home or not home_is_complete)
    return MET if certain and RANKS[grade] >= RANKS[literal.evidence] else UNKNOWN


# --- drawn -------------------------------------------------------------------------------

facts = st.sampled_from(
    (Given("verified", UNKNOWN), Given("permit_valid", NEVER), Bound("sex", value="F"))
)


def codes_of(
    judge: GateJudge, block: Sequence[NormalCandidate]
) -> tuple[list[list[int]], list[list[int]]]:
    codes = judge.codes(block)
    return codes.tolist(), judge.failing(block, codes).tolist()


@given(st.lists(literals | facts, max_size=8), st.lists(blocks, min_size=1, max_size=2))
def test_a_block_is_judged_as_each_literal_on_its_day(
    asked: list[Leaf], drawn: list[list[NormalCandidate]]
) -> None:
    due = [Due(leaf, day) for leaf in dict.fromkeys(asked) for day in DAYS]
    judge = GateJudge(due, taxonomy=WORLD, as_of=AS_OF)
    for block in drawn:
        codes, failing = codes_of(judge, block)
        assert codes == [[plain_code(one, who) for one in due] for who in block]
        assert failing == [[plain_code(one, who, all_fails=True) for one in due] for who in block]


@given(st.lists(literals, max_size=8), st.lists(blocks, min_size=1, max_size=2))
def test_a_block_attains_what_each_literal_does_alone(
    asked: list[Literal], drawn: list[list[NormalCandidate]]
) -> None:
    criteria = build_criteria(VacancyBlock.of([vacancy(*map(must, asked))]), Settings())
    encoder = Encoder(criteria, taxonomy=WORLD, settings=Settings(), as_of=AS_OF)
    scored = [one for one in asked if one.key in criteria.keys]
    columns = [criteria.keys.index(one.key) for one in scored]
    for block in drawn:
        table = encoder.encode(block)
        alone = [[encoder.literal(who, one) for one in scored] for who in block]
        assert table.proven[:, columns].tolist() == [[one.proven for one in row] for row in alone]
        assert table.possible[:, columns].tolist() == [
            [one.possible for one in row] for row in alone
        ]


@given(st.lists(literals, max_size=4), blocks)
def test_what_is_kept_of_other_people_changes_nothing(
    asked: list[Literal], block: list[NormalCandidate]
) -> None:
    due = [Due(leaf, day) for leaf in dict.fromkeys(asked) for day in DAYS]
    criteria = build_criteria(VacancyBlock.of([vacancy(*map(must, asked))]), Settings())

    def found() -> tuple[object, ...]:
        judge = GateJudge(due, taxonomy=WORLD, as_of=AS_OF)
        encoder = Encoder(criteria, taxonomy=WORLD, settings=Settings(), as_of=AS_OF)
        table = encoder.encode(block)
        return codes_of(judge, block), table.proven.tolist(), table.possible.tolist()

    everything = found()
    with patch.object(gates, "_MOST_KEPT", 1), patch.object(attainment, "_MOST_KEPT", 1):
        assert found() == everything
