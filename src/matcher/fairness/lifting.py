"""The sixteen worlds: the same people and vacancies with causes lifted, and whom each shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from matcher.eligibility.judging import build_gates
from matcher.eligibility.terms import Terms
from matcher.fairness.documented import documented, stand_ins
from matcher.fairness.shares import World
from matcher.fairness.shown import Shown, shown_by
from matcher.fairness.understood import understood
from matcher.index import Index
from matcher.kernels import NEEDS_PROOF, READY
from matcher.lineup import Effort, Lineup
from matcher.normalizing.cohort import Cohort
from matcher.normalizing.constraints import names_constraint, without_constraints
from matcher.normalizing.normalized import NormalRequirement
from matcher.records import Candidates
from matcher.settings import COMPONENTS, Weights

__all__ = ["Lifting", "reference_of", "shown_in_worlds", "without_rules"]


@dataclass(frozen=True)
class Lifting:
    """What a market shows, and what takes the place of what is lifted.

    `reference` are the weights where the present ones are lifted, `aliases` (text to concept id)
    say what texts mean that are not understood.
    """

    k: int
    codes: tuple[int, ...]
    reference: Weights
    aliases: Mapping[str, str] = field(default_factory=dict)
    seed: int = 0
    effort: Effort = field(default_factory=Effort)


def reference_of(weights: Weights) -> Weights:
    """The weights to compare with: the package's defaults, or equal ones where these are used.

    >>> reference_of(Weights(skills=9)) == Weights(), reference_of(Weights()).skills
    (True, 1.0)
    """
    if weights != Weights():
        return Weights()
    return Weights(**dict.fromkeys(COMPONENTS, 1.0))


def shown_in_worlds(
    lineup: Lineup, table: Candidates, cohort: Cohort, lifting: Lifting
) -> dict[World, Shown]:
    """Whom of the people of a table, who are the cohort, lists show in each world."""
    records = lineup.index.context.records
    stand_in = stand_ins(cohort, lifting.seed)
    read = understood(cohort, table, records, aliases=lifting.aliases, seed=lifting.seed)
    found: dict[World, Shown] = {}
    lineups = {False: _with_reference(lineup, lifting.reference)}
    lineups[True] = _with_reference(_lifted(lineup), lifting.reference)
    for is_read, people in ((False, cohort), (True, read)):
        for is_proven in (False, True):
            own = documented(people, stand_in) if is_proven else people
            codes = sorted({*lifting.codes, READY, NEEDS_PROOF}) if is_proven else lifting.codes
            for has_no_rules, pair in lineups.items():
                shown = shown_by(pair, own, k=lifting.k, codes=codes, effort=lifting.effort)
                for is_reference, one in zip((False, True), shown, strict=True):
                    found[World(has_no_rules, is_reference, is_proven, is_read)] = one
    return found


def _with_reference(lineup: Lineup, reference: Weights) -> tuple[Lineup, Lineup]:
    return lineup, lineup.reweighted(lineup.index.reweighted(reference))


def _lifted(lineup: Lineup) -> Lineup:
    """The lineup without rules; scores and wishes stay."""
    other = Lineup(without_rules(lineup.index))
    vars(other).update(wishes=lineup.wishes)
    return other


def without_rules(index: Index) -> Index:
    """The index of the same vacancies with no rule and no constraint of an employer's.

    What else employers ask stays asked. Only the verdicts are of use: explanations are not.
    """
    kinds = index.gates.kinds
    terms = [_without_rules(index.gates.terms[int(place)]) for place in kinds.examples]
    context = index.context
    gates = build_gates(terms, taxonomy=context.records.taxonomy, as_of=context.as_of)
    templates = replace(gates.templates, of=gates.templates.of[kinds.of])
    return replace(index, gates=replace(gates, templates=templates))


def _without_rules(terms: Terms) -> Terms:
    left = [_kept(one) for one in terms.requirements]
    return replace(terms, requirements=tuple(one for one in left if one is not None))


def _kept(one: NormalRequirement) -> NormalRequirement | None:
    if one.rule is not None:
        return None
    if not names_constraint(one.expression):
        return one
    expression = without_constraints(one.expression)
    return None if expression is None else replace(one, expression=expression)
