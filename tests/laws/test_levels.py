"""Every pair of a held and an asked level of every scale: more held or less asked never hurts."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from functools import cache
from itertools import pairwise, product

import numpy as np
import numpy.typing as npt
import pytest

from matcher.eligibility.gates import Due, GateJudge
from matcher.features.attainment import Encoder
from matcher.features.criteria import build_criteria
from matcher.kernels import MET
from matcher.normalizing.expressions import Literal
from matcher.normalizing.normalized import NormalCandidate, NormalClaim, NormalSection
from matcher.normalizing.vacancy_block import VacancyBlock
from matcher.records.evidence import Evidence
from matcher.settings import Settings
from matcher.taxonomy import default_taxonomy
from small_world import AS_OF, must, person, vacancy

TAXONOMY = default_taxonomy()
SCALES = sorted({one.scale for one in TAXONOMY if one.scale})
ENDLESS = date.max
#: More than the tests of any scale: of the fields of education, which differ in name, some do.
MOST = 25
Table = npt.NDArray[np.float64]


def held_levels(scale: str) -> list[float]:
    """The levels of a scale; where points are given also between, below and above them."""
    ranks = [level.rank for level in TAXONOMY.scales[scale].levels]
    if TAXONOMY.scales[scale].is_numeric:
        between = [(low + high) / 2 for low, high in pairwise(ranks)]
        ranks += [*between, ranks[0] / 2, ranks[-1] * 1.5]
    return sorted(ranks)


def someone(concept: str, level: float) -> NormalCandidate:
    """Someone who holds one thing at a level, and nothing else."""
    section = TAXONOMY.kind_of(concept).section
    said = NormalClaim(concept, level, Evidence.TEST, None, ENDLESS, "-")
    who = person()
    return replace(who, sections={**who.sections, section: NormalSection(True, (said,))})


def literal(concept: str, level: float) -> Literal:
    return Literal(TAXONOMY[concept].kind, concept, level, Evidence.SUBJECT_MARK)


@cache
def judged(scale: str) -> dict[tuple[str, str], tuple[Table, Table, Table]]:
    """Per held and asked concept: codes, proven and possible, each (held levels, asked levels).

    What is asked of a test is also asked of the plain language that it stands for.
    """
    concepts = [one.id for one in TAXONOMY if one.scale == scale][:MOST]
    plain = {language for one in concepts if (language := TAXONOMY[one].language)}
    asked = [
        (one, level.rank)
        for one in dict.fromkeys((*concepts, *sorted(plain)))
        for level in TAXONOMY.scales[TAXONOMY[one].scale or ""].levels
    ]
    literals = [literal(*one) for one in asked]
    held = list(product(concepts, held_levels(scale)))
    people = [someone(*one) for one in held]
    judge = GateJudge([Due(one, AS_OF) for one in literals], taxonomy=TAXONOMY, as_of=AS_OF)
    criteria = build_criteria(VacancyBlock.of([vacancy(*map(must, literals))]), Settings())
    encoder = Encoder(criteria, taxonomy=TAXONOMY, settings=Settings(), as_of=AS_OF)
    attained = encoder.encode(people)
    columns = [criteria.keys.index(one.key) for one in literals]
    codes = judge.codes(people).astype(np.float64)
    proven, possible = attained.proven[:, columns], attained.possible[:, columns]
    rows, places = (
        {name: [at for at, (one, _) in enumerate(pairs) if one == name] for name, _ in pairs}
        for pairs in (held, asked)
    )
    return {
        (one, other): (codes[cells], proven[cells], possible[cells])
        for one in rows
        for other in places
        if (cells := np.ix_(rows[one], places[other]))
    }


@pytest.mark.parametrize("scale", SCALES)
def test_holding_more_never_makes_less_met(scale: str) -> None:
    for pair, (codes, proven, possible) in judged(scale).items():
        assert (np.diff(codes, axis=0) <= 0).all(), pair
        assert (np.diff(proven, axis=0) >= 0).all(), pair
        assert (np.diff(possible, axis=0) >= 0).all(), pair


@pytest.mark.parametrize("scale", SCALES)
def test_asking_for_less_never_makes_fewer_meet(scale: str) -> None:
    for pair, (codes, proven, possible) in judged(scale).items():
        assert (np.diff(codes, axis=1) >= 0).all(), pair
        assert (np.diff(proven, axis=1) <= 0).all(), pair
        assert (np.diff(possible, axis=1) <= 0).all(), pair


@pytest.mark.parametrize("scale", SCALES)
def test_a_level_is_met_by_itself_and_what_is_above_it_alone(scale: str) -> None:
    asked = [level.rank for level in TAXONOMY.scales[scale].levels]
    reached = np.greater_equal.outer(held_levels(scale), asked)
    found = judged(scale)
    for (held, other), (codes, proven, _) in found.items():
        if held == other:
            assert ((codes == MET) == reached).all(), held
            assert ((proven == 1) == reached).all(), held


@pytest.mark.parametrize("scale", SCALES)
def test_a_level_never_meets_a_level_of_another_test(scale: str) -> None:
    for (held, other), (codes, proven, _) in judged(scale).items():
        if TAXONOMY[held].scale != TAXONOMY[other].scale and other != TAXONOMY[held].language:
            assert (codes != MET).all(), (held, other)
            assert (proven == 0).all(), (held, other)
