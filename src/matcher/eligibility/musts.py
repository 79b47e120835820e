"""What decides whom vacancies take, once for all that are alike: sets of musts, and windows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import product
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.calendar import add_months
from matcher.eligibility.applying import RuleBook
from matcher.eligibility.departures import usual_departure
from matcher.eligibility.personal_gate import Window
from matcher.eligibility.terms import Facts, Terms, counted
from matcher.kernels import MET, NEVER, UNKNOWN
from matcher.normalizing.coding import Alike, Members, alike
from matcher.normalizing.expressions import NormalExpression, every, is_personal
from matcher.normalizing.normalized import NormalRequirement
from matcher.normalizing.vacancy_block import NOT_STATED, VERIFICATIONS, VacancyBlock
from matcher.settings import Settings

__all__ = ["Musts", "PersonalMusts", "musts_of_block", "musts_of_terms"]

Places = npt.NDArray[np.int64]

_STATES = (MET, UNKNOWN, NEVER)
#: Everything that may be known of the facts of a vacancy, by its code.
_FACTS = tuple(Facts(verified, permit) for verified, permit in product(_STATES, _STATES))
_VERIFIED = {None: UNKNOWN, "verified": MET, "unverified": NEVER}
#: A must is of one stage, and speaks of personal facts or of other things.
_SELECT, _DEPART, _SELECT_PERSONAL, _DEPART_PERSONAL = range(4)
_KINDS = 4


class PersonalMusts(NamedTuple):
    """All that is asked of personal facts, to be chosen and to leave."""

    select: NormalExpression
    depart: NormalExpression


@dataclass(frozen=True, eq=False)
class Musts:
    """The musts of vacancies (v,), what is distinct among them once.

    `select` and `depart` are sets of what is asked beside personal facts, as places in
    `expressions` (no two of which are one gate); `personal` is what is asked of personal facts.
    `select_of`, `depart_of`, `personal_of` and `window_of` (v,) say which of them a vacancy has.
    Vacancies of one of the `kinds` have terms with the same musts, whoever asks them.
    """

    expressions: tuple[NormalExpression, ...]
    select: Members
    select_of: Places
    depart: Members
    depart_of: Places
    personal: tuple[PersonalMusts, ...]
    personal_of: Places
    windows: tuple[Window, ...]
    window_of: Places
    kinds: Alike


def musts_of_terms(terms: Sequence[Terms]) -> Musts:
    """The musts of vacancies, given by their terms: this defines what they are."""
    expressions = _Expressions()
    windows: dict[Window, int] = {}
    window_of = [windows.setdefault(one.window, len(windows)) for one in terms]
    rows = Members.of_lists(expressions.codes(one.requirements) for one in terms)
    each = np.arange(len(terms))
    return expressions.musts(
        rows, Alike(each, each), tuple(windows), np.array(window_of, dtype=np.int64)
    )


def musts_of_block(
    block: VacancyBlock, rules: RuleBook, *, as_of: date, settings: Settings
) -> Musts:
    """The musts of the vacancies of a block, the same that their terms have."""
    expressions = _Expressions()
    asked, lists, list_of = _with_rules(block, rules)
    facts = _facts_of(block, as_of.toordinal())
    rows = alike([list_of, facts], len(block))
    shown = lists.take(list_of[rows.examples])
    own = shown.members * len(_FACTS) + facts[rows.examples][shown.rows]
    distinct, place = np.unique(own, return_inverse=True)
    codes = [
        expressions.codes(counted(asked[one], _FACTS[state], settings.report_only).parts)
        for one, state in (divmod(code, len(_FACTS)) for code in distinct.tolist())
    ]
    musts = Members(shown.starts, place).through(Members.of_lists(codes))
    return expressions.musts(musts, rows, *_windows(block, as_of, settings.horizon_months))


class _Expressions:
    """Interns what is asked by its gate key; a code says the expression and the kind of must."""

    def __init__(self) -> None:
        self._places: dict[str, int] = {}
        self._found: list[NormalExpression] = []

    def codes(self, requirements: Iterable[NormalRequirement]) -> list[int]:
        """The codes of the musts among some requirements."""
        return [
            self._place(one.expression) * _KINDS + _kind(one)
            for one in requirements
            if one.importance == "must"
        ]

    def _place(self, expression: NormalExpression) -> int:
        place = self._places.setdefault(expression.gate_key, len(self._found))
        if place == len(self._found):
            self._found.append(expression)
        return place

    def musts(
        self, codes: Members, rows: Alike, windows: tuple[Window, ...], window_of: Places
    ) -> Musts:
        """The musts of vacancies that have rows of codes, and windows."""
        sets = [_sets(codes, kind) for kind in range(_KINDS)]
        personal, personal_of = self._personal(*sets[_SELECT_PERSONAL], *sets[_DEPART_PERSONAL])
        (select, select_of), (depart, depart_of) = sets[_SELECT], sets[_DEPART]
        return Musts(
            expressions=tuple(self._found),
            select=select,
            select_of=select_of[rows.of],
            depart=depart,
            depart_of=depart_of[rows.of],
            personal=personal,
            personal_of=personal_of[rows.of],
            windows=windows,
            window_of=window_of,
            kinds=alike([rows.of, window_of], window_of.size),
        )

    def _personal(
        self, select: Members, select_of: Places, depart: Members, depart_of: Places
    ) -> tuple[tuple[PersonalMusts, ...], Places]:
        """The distinct pairs of what is asked of personal facts, and which each row has."""
        joined = [
            [every(self._found[place] for place in sets.of(n).tolist()) for n in range(len(sets))]
            for sets in (select, depart)
        ]
        rows = alike([select_of, depart_of], select_of.size)
        found: dict[tuple[str, str], int] = {}
        musts: list[PersonalMusts] = []
        of = np.empty(rows.examples.size, dtype=np.int64)
        for number, row in enumerate(rows.examples.tolist()):
            one = PersonalMusts(joined[0][select_of[row]], joined[1][depart_of[row]])
            of[number] = found.setdefault((one.select.gate_key, one.depart.gate_key), len(found))
            if of[number] == len(musts):
                musts.append(one)
        return tuple(musts), of[rows.of]


def _kind(must: NormalRequirement) -> int:
    is_to_leave = must.stage == "depart"
    if is_personal(must.expression):
        return _DEPART_PERSONAL if is_to_leave else _SELECT_PERSONAL
    return _DEPART if is_to_leave else _SELECT


def _sets(rows: Members, kind: int) -> tuple[Members, Places]:
    """The distinct sets of expressions of one kind of must, and which set each row has."""
    own = rows.where(rows.members % _KINDS == kind)
    return Members(own.starts, own.members // _KINDS).sets().distinct()


# --- from a block ------------------------------------------------------------------------


def _with_rules(
    block: VacancyBlock, rules: RuleBook
) -> tuple[tuple[NormalRequirement, ...], Members, Places]:
    """The musts of vacancies and of the law, the distinct lists of them, and the list of each."""
    is_must = np.array([one.importance == "must" for one in block.requirements], dtype=np.bool_)
    own, own_of = block.lists.where(is_must[block.lists.members]).distinct()
    added, of_rules, rules_of = _added(block, rules)
    pairs = alike([own_of[block.list_of], rules_of[block.job_of]], len(block))
    examples = pairs.examples
    lists = Members.joined(
        [
            own.take(own_of[block.list_of[examples]]),
            of_rules.take(rules_of[block.job_of[examples]]),
        ]
    )
    return (*block.requirements, *added), lists, pairs.of


def _added(
    block: VacancyBlock, rules: RuleBook
) -> tuple[tuple[NormalRequirement, ...], Members, Places]:
    """What rules add, the lists of it, and the list of each job.

    The lists hold places behind those of the block's own requirements.
    """
    places: dict[NormalRequirement, int] = {}
    # A book gives one object to all jobs that its rules do not tell apart.
    numbers: dict[int, int] = {}
    lists: list[list[int]] = []
    rules_of: list[int] = []
    for job in block.jobs:
        found = rules.rules_of(job)
        number = numbers.setdefault(id(found), len(lists))
        if number == len(lists):
            own = (places.setdefault(one, len(places)) for one in found.requirements)
            lists.append([len(block.requirements) + place for place in own])
        rules_of.append(number)
    distinct, of = Members.of_lists(lists).distinct()
    return tuple(places), distinct, of[rules_of]


def _facts_of(block: VacancyBlock, day: int) -> Places:
    """The place (v,) in `_FACTS` of what is known of each vacancy on a day."""
    verified = np.array([_STATES.index(_VERIFIED[one]) for one in VERIFICATIONS])
    first, last = block.permit_from, block.permit_until
    permit = np.select(
        [first > day, last == NOT_STATED, last >= day],
        [_STATES.index(NEVER), _STATES.index(UNKNOWN), _STATES.index(MET)],
        _STATES.index(NEVER),
    )
    found: Places = verified[block.verification] * len(_STATES) + permit
    return found


def _windows(
    block: VacancyBlock, as_of: date, horizon_months: int
) -> tuple[tuple[Window, ...], Places]:
    """The distinct windows of vacancies, and which each has."""
    day, end = as_of.toordinal(), add_months(as_of, horizon_months).toordinal()
    usual = np.array([usual_departure(job, as_of).day.toordinal() for job in block.jobs])
    stated = np.maximum(block.departure, day)
    departures = np.where(block.departure == NOT_STATED, usual[block.job_of], stated)
    permitted = np.minimum(np.maximum(block.permit_until, day), end)
    lasts = np.where(block.permit_until == NOT_STATED, end, permitted)
    rows = alike([departures, lasts], len(block))
    windows = tuple(
        Window.of(
            date.fromordinal(departure),
            as_of=as_of,
            last=date.fromordinal(last),
            horizon_months=horizon_months,
        )
        for departure, last in zip(
            departures[rows.examples].tolist(), lasts[rows.examples].tolist(), strict=True
        )
    )
    return windows, rows.of
