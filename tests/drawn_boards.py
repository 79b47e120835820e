"""Boards of all kinds of gates by lot, and people whose facts lie near to what these ask."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from matcher.kernels import MET, MISSING, UNKNOWN
from matcher.kernels.verdict_arrays import (
    BOTH,
    NO_LEAD,
    SELECT,
    Board,
    Bodies,
    Claims,
    Facts,
    Literals,
    Merged,
    Moments,
    People,
    Sets,
    TemplateList,
)

__all__ = ["drawn_board", "drawn_people"]

Rng = np.random.Generator
Bytes = npt.NDArray[np.uint8]
#: Months of a calendar in which all are of one length.
_DAYS = 30
_SECTIONS = 2
_SLOTS = 3
_CODES = (MET, MET, UNKNOWN, UNKNOWN, *(MISSING + lead for lead in range(5)), NO_LEAD)
_FAILING = (*(MISSING + lead for lead in range(5)), NO_LEAD)
#: Months that something takes which nobody has: each is a set, so that months can be told apart.
_LEADS = np.arange(7)
_AGES = (216, 217, 219, 240, 420)
_EVERYONE, _NOBODY = np.iinfo(np.int32).max, np.iinfo(np.int32).min


def _lists(
    rng: Rng, count: int, below: int, *, least: int = 0, most: int = 3
) -> tuple[npt.NDArray[np.int32], npt.NDArray[np.int64]]:
    """Lists of numbers below something: the members, and where each list starts."""
    sizes = rng.integers(least, most + 1, count) if below else np.zeros(count, dtype=np.int64)
    starts = np.append(0, np.cumsum(sizes)).astype(np.int64)
    return rng.integers(0, max(below, 1), int(starts[-1])).astype(np.int32), starts


def _some(rng: Rng, options: Sequence[int], shape: int | tuple[int, ...]) -> Bytes:
    return rng.choice(np.array(options), shape).astype(np.uint8)


def drawn_board(seed: int, *, literals: int, bodies: int, templates: int) -> Board:
    """What vacancies ask; without bodies there are no templates."""
    rng = np.random.default_rng(seed)
    sets = _sets(rng, literals, int(rng.integers(0, 3)) if literals else 0)
    moments = _moments(rng)
    merged_count = int(rng.integers(1, 4 * bodies + 1)) if bodies else 0
    body = np.sort(rng.integers(0, max(bodies, 1), merged_count))
    merged = _merged(rng, moments, body, bodies)
    count = templates if merged_count else 0
    home = rng.integers(0, _SECTIONS + 1, literals)
    missing, failing = _some(rng, _CODES, literals), _some(rng, _FAILING, literals)
    return Board(
        literals=Literals(
            home=np.append(home, np.full(_LEADS.size, _SECTIONS)).astype(np.uint8),
            missing=np.append(missing, MISSING + _LEADS).astype(np.uint8),
            failing=np.append(failing, MISSING + _LEADS).astype(np.uint8),
        ),
        sets=sets,
        moments=moments,
        bodies=_bodies(rng, bodies, literals, moments, merged),
        merged=merged,
        templates=_templates(rng, merged_count, count, sets.member_starts.size - 1),
    )


def _sets(rng: Rng, literals: int, gates: int) -> Sets:
    clauses = int(rng.integers(gates, 2 * gates + 1))
    terms, term_starts = _lists(rng, clauses, literals, least=1)
    cuts = np.sort(rng.choice(np.arange(1, clauses), gates - 1, replace=False) if gates else [])
    clause_starts = np.unique([0, *cuts, clauses]).astype(np.int64)
    rows = literals + _LEADS.size + gates
    members, member_starts = _lists(rng, int(rng.integers(0, 4)), rows)
    # The first set asks nothing, the next ones what takes some months.
    return Sets(
        terms=terms,
        term_starts=term_starts,
        clause_starts=clause_starts,
        members=np.append(literals + _LEADS, members).astype(np.int32),
        member_starts=np.append([0, *_LEADS], _LEADS.size + member_starts).astype(np.int64),
    )


def _moments(rng: Rng) -> Moments:
    days = 10_000 + np.sort(rng.choice(400, int(rng.integers(1, 16)), replace=False))
    ages = np.array(_AGES)[: int(rng.integers(1, len(_AGES) + 1))]
    turns = days - _DAYS * ages[:, np.newaxis] + 1
    sides = [np.full(days.size, side) for side in (_EVERYONE, _NOBODY)]
    later = np.sort(rng.choice(np.arange(1, days.size), min(days.size - 1, 6), replace=False))
    return Moments(
        days=int(rng.integers(1, 6)),
        turns=np.vstack([*sides, turns]).astype(np.int32),
        ages=np.array([0, 0, *ages], dtype=np.int32),
        ends=np.array([0, *later], dtype=np.int32),
    )


def _merged(rng: Rng, moments: Moments, body: npt.NDArray[np.int64], bodies: int) -> Merged:
    last = moments.turns.shape[1]
    opens = rng.integers(0, last, body.size) * (rng.random(body.size) < 0.6)
    closes = np.where(rng.random(body.size) < 0.4, last - 1, rng.integers(opens, last))
    most = np.searchsorted(moments.ends, closes, side="right")
    return Merged(
        starts=np.searchsorted(body, np.arange(bodies + 1)),
        opens=opens.astype(np.int32),
        closes=closes.astype(np.int32),
        spare=rng.integers(0, most).astype(np.uint8),
        day=rng.integers(0, moments.days, body.size).astype(np.int32),
    )


def _bodies(rng: Rng, count: int, literals: int, moments: Moments, merged: Merged) -> Bodies:
    sizes = rng.choice([0, 1, 1, 1, 2, 3], count)
    clauses = int(sizes.sum())
    low, high = np.sort(rng.integers(1, moments.ages.size, (2, clauses)), axis=0)
    low, high = np.where(rng.random((2, clauses)) < 0.2, [[0], [1]], (low, high))
    low, high = np.where(low == 1, 0, low), np.where(low == high, 1, high)
    is_mixed = np.repeat(rng.random(count) < 0.4, sizes)
    lists = [_lists(rng, clauses, literals, most=2) for _ in range(2)]
    asked, papers = (
        (members[np.repeat(is_mixed, np.diff(starts))], _kept(starts, is_mixed))
        for members, starts in lists
    )
    days = moments.turns[2]
    lengths = (days[merged.closes] - days[merged.opens]).tolist()
    span = [max(lengths[first:last], default=0) for first, last in pairwise(merged.starts)]
    return Bodies(
        form=rng.integers(0, max(count, 1), count).astype(np.int32),
        span=np.array(span, dtype=np.int32),
        clause_starts=np.append(0, np.cumsum(sizes)).astype(np.int64),
        slot=rng.integers(0, _SLOTS, clauses).astype(np.uint8),
        low=low.astype(np.int32),
        high=high.astype(np.int32),
        stage=_some(rng, (SELECT | BOTH, SELECT | BOTH, SELECT, BOTH), clauses),
        asked=asked[0],
        asked_starts=asked[1],
        papers=papers[0],
        paper_starts=papers[1],
    )


def _kept(starts: npt.NDArray[np.int64], kept: npt.NDArray[np.bool_]) -> npt.NDArray[np.int64]:
    """Where lists start if only some of them have members."""
    return np.append(0, np.cumsum(np.where(kept, np.diff(starts), 0))).astype(np.int64)


def _templates(rng: Rng, merged: int, count: int, sets: int) -> TemplateList:
    of = np.sort(rng.integers(0, max(merged, 1), count))
    select = rng.integers(0, sets, count) * (rng.random(count) < 0.4)
    is_lead = rng.random(count) < 0.6
    depart = np.where(is_lead, 1 + rng.choice(_LEADS, count), rng.integers(0, sets, count))
    return TemplateList(
        starts=np.searchsorted(of, np.arange(merged + 1)),
        place=rng.permutation(count).astype(np.int32),
        select=select.astype(np.int32),
        depart=depart.astype(np.int32),
        vacancies=rng.choice([1, 1, 2, 60, 255, 256, 100_000], count).astype(np.int32),
    )


# --- people ------------------------------------------------------------------------------


def drawn_people(seed: int, board: Board, size: int) -> People:
    """People for a board; some of them are alike."""
    rng = np.random.default_rng(seed)
    return People(_claims(rng, board, size), _facts(rng, board, size))


def _claims(rng: Rng, board: Board, size: int) -> Claims:
    literals, days = board.literals.home.size - _LEADS.size, board.moments.days
    kinds = int(rng.integers(1, 5))
    kind, starts = _lists(rng, _SECTIONS * size, kinds)
    answers, answer_starts = _lists(rng, kinds, literals)
    work, work_starts = _lists(rng, size, literals, most=1)
    work_codes = np.stack(
        [_some(rng, _CODES, work.size), _some(rng, (MET, *_FAILING), work.size)], axis=1
    )
    return Claims(
        complete=_some(rng, (0, 1), (size, _SECTIONS)),
        starts=starts,
        kind=kind,
        since=(rng.integers(0, days + 1, kind.size) * (rng.random(kind.size) < 0.3)).astype(
            np.int32
        ),
        until=np.where(
            rng.random(kind.size) < 0.5, days, rng.integers(0, days + 1, kind.size)
        ).astype(np.int32),
        may_last=_some(rng, (0, 1), kind.size),
        answer_starts=answer_starts,
        answers=answers,
        codes=_some(rng, (MET, MET, UNKNOWN, MISSING + 1, NO_LEAD), (answers.size, 2, 3)),
        work_starts=work_starts,
        work=work,
        work_codes=work_codes,
    )


def _facts(rng: Rng, board: Board, size: int) -> Facts:
    turns = board.moments.turns[2:].ravel()
    first = rng.choice(turns, size) + rng.integers(-2, 3, size)
    length = rng.choice([0, 0, 0, 1, 30, 400], size)
    last = first + length
    is_any = rng.random(size) < 0.2
    first, last = np.where(is_any, 0, first), np.where(is_any, 2**31 - 2, last)
    kinds, patterns = int(rng.integers(1, 4)), int(rng.integers(1, 5))
    sizes = rng.integers(1, 4, patterns)
    forms = int(board.bodies.form.max(initial=-1)) + 1 + int(rng.integers(0, 2))
    return Facts(
        first=first.astype(np.int32),
        last=last.astype(np.int32),
        kind=rng.integers(0, kinds, size).astype(np.int32),
        patterns=rng.integers(0, patterns, (kinds, forms)).astype(np.int32),
        words=rng.integers(0, 2**_SLOTS, int(sizes.sum())).astype(np.uint64),
        word_starts=np.append(0, np.cumsum(sizes)).astype(np.int64),
    )
