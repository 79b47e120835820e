"""The arrays that the verdict kernel reads: what vacancies ask, and what counts of people.

Codes are those of `reference` in one byte: `NO_LEAD` (255) stands for NEVER, which every code above
254 is as well, since no lead that long can be waited for. Row i of a list `x` of rows is
`x[x_starts[i]:x_starts[i + 1]]`.

Days stand as moments: their places among the x days on which anything that is asked can change.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
import numpy.typing as npt

__all__ = [
    "BOTH",
    "NO_LEAD",
    "SELECT",
    "Board",
    "Bodies",
    "Claims",
    "Facts",
    "Literals",
    "Merged",
    "Moments",
    "People",
    "Sets",
    "TemplateList",
]

Bytes = npt.NDArray[np.uint8]
Places = npt.NDArray[np.int32]
Starts = npt.NDArray[np.int64]
Words = npt.NDArray[np.uint64]

#: The code of what cannot be obtained.
NO_LEAD = 255
#: The stages of a clause, as bits: needed to be chosen, needed for everything together.
SELECT, BOTH = 1, 2


class Literals(NamedTuple):
    """What is asked (a,) on whatever day.

    `home` is its section, or the number of sections where it has none; `missing` the code where
    nothing is claimed, `failing` the code if what is unknown turns out badly.
    """

    home: Bytes
    missing: Bytes
    failing: Bytes


class Sets(NamedTuple):
    """Gates (g,) of several literals, and sets (s,) of what is needed together.

    A gate is a row of clauses, a clause one of literals (`terms`), none empty. The members of
    a set are rows: literals by their number, then gates, counted on from a.
    """

    terms: Places
    term_starts: Starts
    clause_starts: Starts
    members: Places
    member_starts: Starts


class Moments(NamedTuple):
    """The x days that count, in their order, and the number `days` of those on which gates are due.

    `turns` (ages, x) holds for each age and moment the first day of birth that reaches the age only
    after the moment. The first row is of an age that everyone has, so later than any birth, the
    second of one that nobody has, so earlier. `ages` are the same in months. `ends` (e,) is the
    moment at which each lead ends, in order.
    """

    days: int
    turns: Places
    ages: Places
    ends: Places


class Bodies(NamedTuple):
    """What is asked of personal facts (b,): alternatives, each a clause.

    A body reads the conditions of a `form`; all its windows lie within `span` days. A clause needs
    the condition in its `slot`, an age from `low` on until `high`, a later one, is reached, and
    the literals `asked` and `papers`; in `papers` what is unknown is never taken as failing.
    """

    form: Places
    span: Places
    clause_starts: Starts
    slot: Bytes
    low: Places
    high: Places
    stage: Bytes
    asked: Places
    asked_starts: Starts
    papers: Places
    paper_starts: Starts


class Merged(NamedTuple):
    """Merged gates (m,), those of one body next to each other: `starts` (b + 1,).

    A window is open from the moment `opens` to `closes`; `spare` is its longest lead in months,
    which ends no later, as one of no months does by `opens`. `day` is the due day of the gates
    beside it.
    """

    starts: Starts
    opens: Places
    closes: Places
    spare: Bytes
    day: Places


class TemplateList(NamedTuple):
    """Templates (t,), those of one merged gate next to each other: `starts` (m + 1,).

    `place` is where a template stands in the planes, `select` and `depart` are its sets, and
    `vacancies` tells of how many it is.
    """

    starts: Starts
    place: Places
    select: Places
    depart: Places
    vacancies: Places


class Board(NamedTuple):
    """All that vacancies ask."""

    literals: Literals
    sets: Sets
    moments: Moments
    bodies: Bodies
    merged: Merged
    templates: TemplateList


class Claims(NamedTuple):
    """What people (n,) claim, section by section and person by person: lists s * n + i.

    A claim (c,) of a `kind` holds on the due days from `since` until before `until`; after that it
    may still hold where `may_last`. By kind `answers` are the literals of which it says anything,
    with `codes` (h, 2, 3): beside a list of the literal's home that is not complete or is, while
    the paper holds, may hold, or does not. By person `work` are the literals that all work answers
    with `work_codes` (w, 2): what it says, and that if what is unknown turns out badly.
    """

    complete: Bytes
    starts: Starts
    kind: Places
    since: Places
    until: Places
    may_last: Bytes
    answer_starts: Starts
    answers: Places
    codes: Bytes
    work_starts: Starts
    work: Places
    work_codes: Bytes


class Facts(NamedTuple):
    """The personal facts of people (n,): a birth from `first` to `last`, and what `kind` they are.

    `patterns` (k, forms) tells for each kind which pattern its conditions make: a row of
    `words`, one for each way in which the unknown may be, with a bit for each slot that is met.
    """

    first: Places
    last: Places
    kind: Places
    patterns: Places
    words: Words
    word_starts: Starts


class People(NamedTuple):
    """Everything that counts of people."""

    claims: Claims
    facts: Facts
