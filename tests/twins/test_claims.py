"""Whole blocks of claims are judged and scored as each claim is, literal by literal."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import patch

from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility import gates
from matcher.eligibility.gates import Due, GateJudge
from matcher.features import attainment
from matcher.features.attainment import Encoder
from matcher.features.criteria import build_criteria
from matcher.features.holdings import Holding, experience_months, holdings, work_periods
from matcher.kernels import MET, MISSING, NEVER, UNKNOWN
from matcher.normalizing.expressions import Bound, Given, Leaf, Literal
from matcher.normalizing.normalized import NormalCandidate, NormalClaim, NormalSection
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.records.claims import SECTION_NAMES
from matcher.records.evidence import Evidence, evidence_grades
from matcher.settings import Settings
from matcher.taxonomy import Validity
from small_world import AS_OF, TAXONOMY, ask, ask_work, must, person, vacancy

#: Some papers hold for a known time, some for one that nobody knows, some for good.
WORLD = replace(
    TAXONOMY,
    validity={
        "certificate:first-aid": Validity(True, 6, "a law (quoted)"),
        "skill:smaw": Validity(True, 6, "a law (quoted)"),
        "skill:smaw-6g": Validity(True, None, "a law (quoted)"),
        "language:jlpt": Validity(True, 12, "a law (quoted)"),
        "language:ielts": Validity(False, None, "a law (quoted)"),
        "education:steel": Validity(True, None, "a law (quoted)"),
        "document:passport": Validity(True, None, "a law (quoted)"),
    },
)
RANKS = {grade: row.rank for grade, row in evidence_grades().items()}
#: Departures before, between and after the ends that papers have.
DAYS = (AS_OF, AS_OF + timedelta(60), AS_OF + timedelta(61), AS_OF + timedelta(400))
CONCEPTS = tuple(WORLD.concepts)
OCCUPATIONS = tuple(one for one in CONCEPTS if one.startswith("occupation:"))


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

grades = st.sampled_from(Evidence)
levels = st.none() | st.sampled_from((1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
months_worked = st.sampled_from((1.0, 5.5, 6.0, 11.0, 12.0))
near = st.sampled_from(DAYS).flatmap(
    lambda day: st.integers(-1, 1).map(lambda more: day + timedelta(more))
)
long_before = st.integers(-800, 0).map(lambda days: AS_OF + timedelta(days))


@st.composite
def claims(draw: st.DrawFn, *, is_work: bool) -> NormalClaim:
    """Anything at all, at any level, on a paper that begins or ends near the days that count."""
    concept = draw(st.sampled_from(OCCUPATIONS if is_work else CONCEPTS))
    level = draw(st.none() | months_worked if is_work else levels)
    start, end = draw(st.none() | long_before | near), draw(st.none() | near)
    if start is not None and end is not None:
        start, end = min(start, end), max(start, end)
    return NormalClaim(concept, level, draw(grades), start, end, f"{concept} {start} {end}")


@st.composite
def people(draw: st.DrawFn) -> NormalCandidate:
    """Someone whose claims also stand in sections that are not their own."""
    sections: dict[str, NormalSection] = {
        name: NormalSection(
            draw(st.booleans()),
            tuple(draw(st.lists(claims(is_work=name == "experience"), max_size=3))),
        )
        for name in SECTION_NAMES
    }
    return replace(person(), sections=sections)


literals = (
    st.builds(ask, st.sampled_from(CONCEPTS), levels, grades)
    | st.builds(ask_work, st.sampled_from(OCCUPATIONS), months_worked, grades)
    | st.just(ask("?skill:juggling"))
)
facts = st.sampled_from(
    (Given("verified", UNKNOWN), Given("permit_valid", NEVER), Bound("sex", value="F"))
)
blocks = st.lists(people(), max_size=3)


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
