"""What stands in the way of most vacancies for someone who is listed for none."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt

from matcher.eligibility.judging import GateIndex, Judgement
from matcher.index import Index
from matcher.kernels import MISSING
from matcher.normalizing.coding import Members
from matcher.normalizing.expressions import NormalExpression
from matcher.normalizing.normalized import NormalCandidate

__all__ = ["commonest_blocker"]

Places = npt.NDArray[np.int64]
#: Pairs (p,): a template, and a gate or a body of personal facts in its way.
_Pairs = tuple[Places, Places]


def commonest_blocker(
    index: Index, candidate: NormalCandidate
) -> tuple[NormalExpression | None, int]:
    """What a candidate has not in most vacancies, and in how many of them; ties by its key.

    That is a gate to be chosen, one to leave that cannot be had in time, or all that is asked of
    personal facts. A vacancy in whose way one thing stands twice counts once.
    """
    gates = index.gates
    vacancies = np.bincount(gates.templates.of, minlength=len(gates.templates))
    missed = list(_missed(gates, gates.judge([candidate])))
    keys: dict[str, int] = {}
    expressions: list[NormalExpression] = []
    blocked: list[Places] = []
    for (where, what), word in zip(missed, (_gate, _gate, _personal), strict=True):
        used, of = np.unique(what, return_inverse=True)
        own = [word(gates, number) for number in used.tolist()]
        for one in own:
            if keys.setdefault(one.key, len(keys)) == len(expressions):
                expressions.append(one)
        places = [keys[one.key] for one in own]
        blocked.append(np.stack([where, np.array(places, dtype=np.int64)[of]]))
    where, key = np.unique(np.concatenate(blocked, axis=1), axis=1)
    if not where.size:
        return None, 0
    times = np.bincount(key, weights=vacancies[where])
    best = min(range(len(keys)), key=lambda place: (-times[place], expressions[place].key))
    return expressions[best], int(times[best])


def _missed(gates: GateIndex, judgement: Judgement) -> Iterator[_Pairs]:
    """What is missed to be chosen, what is late to leave, and what is unmet of personal facts."""
    own, merged, personal = gates.templates, gates.merged, judgement.personal
    codes, slack = judgement.gates[0].astype(np.int64), personal.slack[0].astype(np.int64)
    horizons = np.array([len(window.ends) - 1 for window in merged.windows], dtype=np.int64)
    # Who can never leave, being of the wrong sex or age, lacks no paper for that.
    spare = np.where(slack >= 0, slack, horizons[merged.window_of])
    missing = np.full(len(own), MISSING)
    # A document that can still be had is no blocker; one that cannot, is.
    late = (MISSING + spare + 1)[own.merged_of]
    yield _at_least(own.select, own.select_of, codes, missing)
    yield _at_least(own.depart, own.depart_of, codes, late)
    is_unmet = (personal.hopeful[0] < 0)[own.merged_of]
    where = np.flatnonzero(is_unmet)
    yield where, merged.body_of[own.merged_of[where]]


def _at_least(sets: Members, set_of: Places, codes: Places, least: Places) -> _Pairs:
    """The templates and those of their gates whose code reaches what is the least for them."""
    found = sets.where(codes[sets.members] >= MISSING).take(set_of)
    where = found.rows
    is_in = codes[found.members] >= least[where]
    return where[is_in], found.members[is_in]


def _gate(gates: GateIndex, number: int) -> NormalExpression:
    return gates.expressions[int(gates.expression_of[number])]


def _personal(gates: GateIndex, body: int) -> NormalExpression:
    """All that is asked of personal facts where a body is, in the words of some vacancy."""
    merged = np.flatnonzero(gates.merged.body_of == body)
    vacancy = np.flatnonzero(np.isin(gates.merged_of, merged))[0]
    return gates.terms[int(vacancy)].personal()
