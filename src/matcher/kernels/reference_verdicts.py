"""The verdicts of many people for many templates, as bits: the plain NumPy definition."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from matcher.kernels.ranking_arrays import LANES
from matcher.kernels.reference import MET, MISSING, UNKNOWN, any_of_all, judge, worst
from matcher.kernels.verdict_arrays import (
    BOTH,
    SELECT,
    Board,
    Claims,
    Facts,
    People,
    Places,
    Sets,
    Starts,
    Words,
)

__all__ = ["Progress", "Verdicts"]

Codes = npt.NDArray[np.int16]
Planes = npt.NDArray[np.uint32]
Counts = npt.NDArray[np.int64]
Rows = npt.NDArray[np.intp]
Progress = Callable[[int, int], object]


class Verdicts:
    """Judges people for all templates of a board."""

    def __init__(self, board: Board) -> None:
        self.board = board

    def planes(
        self, people: People, *, threads: int = 1, progress: Progress | None = None
    ) -> tuple[Planes, Counts]:
        """The verdict codes as planes (2, blocks, t), low bits first, and their counts (n, 4).

        Bit l of word [b, j] speaks of person 32 b + l; bits of nobody are 0.
        """
        del threads  # the definition is not in a hurry
        size, places = people.facts.first.size, self.board.templates.place
        blocks = -(-size // LANES)
        planes = np.zeros((2, blocks, places.size), dtype=np.uint32)
        counts = np.zeros((size, 4), dtype=np.int64)
        for block in range(blocks):
            rows = np.arange(LANES * block, min(LANES * (block + 1), size))
            codes = self._judged(people, rows)
            for bit, plane in enumerate(planes):
                lanes = (codes >> bit & 1).astype(np.uint32) << np.arange(rows.size)[:, np.newaxis]
                plane[block, places] = np.bitwise_or.reduce(lanes.astype(np.uint32), axis=0)
            for verdict in range(4):
                counts[rows, verdict] = (codes == verdict) @ self.board.templates.vacancies
            if progress is not None:
                progress(block + 1, blocks)
        return planes, counts

    def _judged(self, people: People, rows: Rows) -> npt.NDArray[np.int8]:
        """The verdicts (r, t) of some people, in the order of the templates."""
        _, sets, _, _, merged, own = self.board
        codes = _literal_codes(self.board, people.claims, rows)
        found = _sets(sets, codes.best)
        of = np.repeat(np.arange(merged.opens.size), np.diff(own.starts))
        select, depart = (found[:, one, merged.day[of]] for one in (own.select, own.depart))
        ready, hopeful, slack = _personal(self.board, people.facts, rows, codes)[:, :, of]
        return judge(select, depart, ready=ready, hopeful=hopeful, slack=slack)


class _LiteralCodes(NamedTuple):
    """The code of each literal on each due day, (r, a, d), and what it is if the unknown fails."""

    best: Codes
    failing: Codes


def _literal_codes(board: Board, claims: Claims, rows: Rows) -> _LiteralCodes:
    """How all that is asked stands for some people."""
    literals, days = board.literals, np.arange(board.moments.days)
    own = np.ones((rows.size, 1), dtype=np.bool_)
    told = np.hstack([claims.complete[rows] != 0, own])[:, literals.home]
    best = np.where(told, literals.missing, UNKNOWN).astype(np.int16)
    best = np.repeat(best[:, :, np.newaxis], days.size, axis=2)
    lacking = np.repeat(literals.failing[np.newaxis].astype(np.int16), rows.size, axis=0)
    size, sections = claims.complete.shape
    for row, person in enumerate(rows.tolist()):
        for section in range(sections):
            for one in _row(claims.starts, section * size + person):
                held = (days >= claims.since[one]) & (days < claims.until[one])
                may = claims.may_last[one] != 0 and (days >= claims.since[one])
                states = np.where(held, 0, np.where(may, 1, 2))
                for answer in _row(claims.answer_starts, int(claims.kind[one])):
                    cells = best[row, claims.answers[answer]]
                    said = claims.codes[answer, int(told[row, claims.answers[answer]])]
                    np.minimum(cells, said[states], out=cells)
        for one in _row(claims.work_starts, person):
            cells = best[row, claims.work[one]]
            np.minimum(cells, claims.work_codes[one, 0], out=cells)
            lacking[row, claims.work[one]] = claims.work_codes[one, 1]
    return _LiteralCodes(best, np.where(best == UNKNOWN, lacking[:, :, np.newaxis], best))


def _sets(sets: Sets, best: Codes) -> Codes:
    """The worst member of each set on each day: (r, a, d) -> (r, s, d)."""
    people, literals, days = best.shape
    flat = best.transpose(0, 2, 1).reshape(people * days, literals)
    terms = sets.terms.astype(np.int64)
    parts = sets.term_starts[:-1], sets.clause_starts[:-1]
    gates = any_of_all(flat, terms, *parts, best_is_least=True).astype(np.int16)
    found = worst(np.hstack([flat, gates]), sets.member_starts, sets.members.astype(np.int64))
    return found.reshape(people, days, -1).transpose(0, 2, 1)


class _Worlds(NamedTuple):
    """Ways in which people may be (w,): whose it is, a day of birth, and the conditions met."""

    owner: Rows
    births: Places
    words: Words


def _personal(board: Board, facts: Facts, rows: Rows, codes: _LiteralCodes) -> Codes:
    """The months of each merged gate (3, r, m): ready, hopeful and slack, -1 for none."""
    found = np.empty((3, rows.size, board.merged.opens.size), dtype=np.int16)
    for body in range(board.bodies.form.size):
        gates = slice(*board.merged.starts[body : body + 2])
        worlds = _worlds(board, facts, rows, body)
        starts = np.searchsorted(worlds.owner, np.arange(rows.size))
        ready, hopeful, slack = _outcomes(board, body, worlds, codes)
        found[0][:, gates] = np.minimum.reduceat(ready, starts, axis=0)
        found[1][:, gates] = np.maximum.reduceat(hopeful, starts, axis=0)
        found[2][:, gates] = np.maximum.reduceat(slack, starts, axis=0)
    return found


def _worlds(board: Board, facts: Facts, rows: Rows, body: int) -> _Worlds:
    """Every way in which people may be, as far as a body can tell."""
    own = _row(board.bodies.clause_starts, body)
    ages = np.unique(
        [ends[clause] for ends in (board.bodies.low, board.bodies.high) for clause in own]
    )
    turns = board.moments.turns[ages.astype(np.intp)]
    form = board.bodies.form[body]
    worlds: list[tuple[int, int, int]] = []
    for row, person in enumerate(rows.tolist()):
        first, last = int(facts.first[person]), int(facts.last[person])
        births = {first, *turns[(turns > first) & (turns <= last)].tolist()}
        pattern = int(facts.patterns[facts.kind[person], form])
        words = facts.words[_row(facts.word_starts, pattern)].tolist()
        worlds += [(row, birth, word) for birth in births for word in words]
    owner, births_of, words_of = np.array(worlds, dtype=np.int64).T
    return _Worlds(owner, births_of.astype(np.int32), words_of.astype(np.uint64))


def _outcomes(
    board: Board, body: int, worlds: _Worlds, codes: _LiteralCodes
) -> tuple[Codes, Codes, Codes]:
    """What becomes of worlds at the merged gates of a body (w, m): ready, hopeful and slack."""
    bodies, moments = board.bodies, board.moments
    gates = slice(*board.merged.starts[body : body + 2])
    opens, closes, spare, day = (part[gates] for part in board.merged[1:])
    shape = worlds.owner.size, opens.size
    hoped_met, surely_met = (np.zeros(shape, dtype=np.bool_) for _ in range(2))
    slack, sure_slack = (np.full(shape, -1, dtype=np.int16) for _ in range(2))
    for clause in _row(bodies.clause_starts, body):
        asked = bodies.asked[_row(bodies.asked_starts, clause)]
        papers = bodies.papers[_row(bodies.paper_starts, clause)]
        hoped, sure, leave = (
            part[:, literals].max(axis=1, initial=MET)[worlds.owner][:, day]
            for part, literals in (
                (codes.best, asked),
                (codes.failing, asked),
                (codes.best, papers),
            )
        )
        reached, left = (
            np.searchsorted(moments.turns[age], worlds.births, side="right")[:, np.newaxis]
            for age in (bodies.low[clause], bodies.high[clause])
        )
        meets = (worlds.words >> bodies.slot[clause] & 1 != 0)[:, np.newaxis]
        in_time = meets & (reached <= closes) & (opens < left)
        if bodies.stage[clause] & SELECT:
            at_once = in_time & (reached <= opens)
            hoped_met |= at_once & (hoped <= UNKNOWN)
            surely_met |= at_once & (sure == MET)
        if bodies.stage[clause] & BOTH:
            months = np.minimum(np.searchsorted(moments.ends, left) - 1, spare)
            for code, most in ((hoped, slack), (sure, sure_slack)):
                lead = np.maximum(np.maximum(code, leave) - MISSING, 0)
                waits = in_time & (lead <= spare) & (moments.ends[np.minimum(lead, spare)] < left)
                most[:] = np.maximum(most, np.where(waits, months, -1))
    return np.where(surely_met, sure_slack, -1), np.where(hoped_met, slack, -1), slack


def _row(starts: Starts, row: int) -> range:
    """The places of one row of a list of rows."""
    return range(int(starts[row]), int(starts[row + 1]))
