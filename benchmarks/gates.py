"""Hard eligibility in the benchmark's shape: few facts per candidate, gates as ranges of a fact.

A gate is met where the fact lies in its range, so that the states of any block of candidates are
computed when they are needed and never held for a whole cohort. Papers (education, tests,
certificates) are facts of a profile, since people of one programme bring the same ones; sex, age,
height and permit are facts of a person.

The permit is what thins the eligible share out: a vacancy asks for one of so many, a candidate
holds one, by lot. That it has nothing to do with the score is meant: a bound that looks at scores
alone finds the best vacancies closed, which is the hardest case for skipping.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from benchmarks.shape import World

__all__ = [
    "IMPOSSIBLE",
    "MET",
    "NATURAL_SHARE",
    "OBTAINABLE",
    "UNKNOWN",
    "Gates",
    "Members",
    "build_gates",
    "draw_asked",
    "draw_papers",
    "draw_person",
    "eligible",
    "permits_for",
]

Ints = npt.NDArray[np.int64]
Facts = npt.NDArray[np.int16]
States = npt.NDArray[np.uint8]

MET, UNKNOWN, OBTAINABLE, IMPOSSIBLE = range(4)

#: The share of pairs that pass where no permit is asked.
NATURAL_SHARE = 0.2
#: The least other share but 0, which 20,000 permits leave, and how near a share must be met.
_LEAST_SHARE, _TOLERANCE = 0.00001, 0.05

#: Facts by column. A test is that of a country's language, a certificate that of a field.
SEX, AGE, HEIGHT, PERMIT, EDUCATION = range(5)
PERSON = PERMIT + 1
FIRST_TEST = EDUCATION + 1
TESTS = 20
FIRST_CERTIFICATE = FIRST_TEST + TESTS
NOT_KNOWN = -1

_ANYTHING = int(np.iinfo(np.int16).max)
_YOUNGEST = (18, 20, 21, 23)
_OLDEST = (25, 28, 30, 35, 40, 45)
_TALLEST = (150, 155, 160, 165)
_SCHOOLING = (1, 2, 3)
_TEST_LEVELS = (1, 2, 3, 4)

#: Chances: a vacancy asks a certificate, a candidate has one, papers are listed in part only.
_CERTIFICATE_ASKED, _CERTIFIED, _INCOMPLETE = 0.25, 0.4, 0.25


@dataclass(frozen=True, slots=True)
class Members:
    """The gates of each vacancy: those of vacancy j are members[starts[j]:starts[j + 1]]."""

    starts: Ints
    members: Ints


@dataclass(frozen=True, slots=True)
class Gates:
    """The distinct gates (g,): a fact, the range in which it is met, and whether it can be had.

    `first` tells where the gates of each family start: sex, youngest, oldest, height, education,
    test, certificate, permit. `permits` is how many there are: 1 is none asked, 0 none held.
    """

    fact: Ints
    least: Facts
    most: Facts
    obtainable: npt.NDArray[np.bool_]
    first: Ints
    permits: int

    def states(self, facts: Facts) -> States:
        """The state of every gate for candidates with these facts: (n, facts) -> (n, g)."""
        found = facts[:, self.fact]
        unmet = np.where(self.obtainable, OBTAINABLE, IMPOSSIBLE).astype(np.uint8)
        is_met = (found >= self.least) & (found <= self.most)
        states = np.where(is_met, np.uint8(MET), unmet)
        states[found == NOT_KNOWN] = UNKNOWN
        return states


def permits_for(share: float) -> int:
    """How many permits leave that share of pairs eligible; 0 means a permit that nobody holds.

    >>> permits_for(0.2), permits_for(0.01), permits_for(0.0)
    (1, 20, 0)
    """
    if share == 0:
        return 0
    permits = round(NATURAL_SHARE / share) if _LEAST_SHARE <= share <= NATURAL_SHARE else 0
    # A share of .15 lies between one permit and two.
    if not permits or abs(NATURAL_SHARE / permits / share - 1) > _TOLERANCE:
        raise ValueError(
            f"No number of permits leaves an eligible share of {share}; "
            f"ask for {NATURAL_SHARE} / n down to {_LEAST_SHARE}, or 0."
        )
    return permits


def build_gates(fields: int, permits: int) -> Gates:
    """Every gate that a vacancy may ask."""
    families = [
        [(SEX, sex, sex, False) for sex in (0, 1)],
        [(AGE, age, _ANYTHING, True) for age in _YOUNGEST],
        [(AGE, 0, age, False) for age in _OLDEST],
        [(HEIGHT, height, _ANYTHING, False) for height in _TALLEST],
        [(EDUCATION, level, _ANYTHING, False) for level in _SCHOOLING],
        [
            (FIRST_TEST + test, level, _ANYTHING, True)
            for test in range(TESTS)
            for level in _TEST_LEVELS
        ],
        [(FIRST_CERTIFICATE + field, 1, 1, True) for field in range(fields)],
        [(PERMIT, permit, permit, False) for permit in range(max(permits, 1))],
    ]
    fact, least, most, obtainable = zip(*(gate for one in families for gate in one), strict=True)
    return Gates(
        fact=np.array(fact, dtype=np.int64),
        least=np.array(least, dtype=np.int16),
        most=np.array(most, dtype=np.int16),
        obtainable=np.array(obtainable, dtype=np.bool_),
        first=np.cumsum([0, *(len(one) for one in families)]),
        permits=permits,
    )


def eligible(states: States, members: Members, vacancies: Ints) -> npt.NDArray[np.bool_]:
    """Which pairs have every gate met or unknown: states (n, g), some vacancies (m,) -> (n, m)."""
    is_open = states <= UNKNOWN
    starts, ends = members.starts[vacancies], members.starts[vacancies + 1]
    found = np.ones((states.shape[0], vacancies.size), dtype=np.bool_)
    for place in range(int((ends - starts).max(initial=0))):
        asking = np.flatnonzero(starts + place < ends)
        found[:, asking] &= is_open[:, members.members[starts[asking] + place]]
    return found


def draw_asked(
    gates: Gates,
    template: Ints,
    *,
    field: Ints,
    country: Ints,
    rng: np.random.Generator,
) -> Members:
    """What vacancies ask: papers as their template does (`field`, `country`), the rest each.

    Two of three ask for one sex, since quotas per sex are vacancies of their own.
    """
    templates, vacancies = field.size, template.size
    level = _one_of(rng, templates, (0.27, 0.3, 0.25, 0.18))
    papers = [
        _one_of(rng, templates, (0.3, 0.6, 0.08, 0.02)),
        np.where(level < 0, -1, country % TESTS * len(_TEST_LEVELS) + level),
        np.where(rng.random(templates) < _CERTIFICATE_ASKED, field, -1),
    ]
    person = [
        _one_of(rng, vacancies, (0.36, 0.32, 0.32)),
        _one_of(rng, vacancies, (0.2, 0.5, 0.15, 0.1, 0.05)),
        _one_of(rng, vacancies, (0.15, 0.05, 0.1, 0.2, 0.25, 0.15, 0.1)),
        _one_of(rng, vacancies, (0.75, 0.07, 0.07, 0.07, 0.04)),
    ]
    lot = (rng.random(vacancies) * gates.permits).astype(np.int64)
    permit = np.full(vacancies, -1) if gates.permits == 1 else lot
    asked = np.stack([*person, *(one[template] for one in papers), permit], axis=1)
    is_asked = asked >= 0
    starts = np.concatenate([[0], np.cumsum(is_asked.sum(axis=1))])
    return Members(starts, (asked + gates.first[:-1])[is_asked])


def draw_papers(world: World, programme: Ints, country: Ints, rng: np.random.Generator) -> Facts:
    """The papers of profiles: education, and a test and a certificate or none; -1 is not known.

    The test is that of the `country` where they want to go, the certificate that of their field.
    """
    fields = int(world.field_of_programme.max()) + 1
    size = programme.size
    papers = np.zeros((size, 1 + TESTS + fields), dtype=np.int16)
    papers[rng.random(size) < _INCOMPLETE, 1:] = NOT_KNOWN
    papers[:, 0] = 1 + _one_of(rng, size, (0.0, 0.85, 0.12, 0.03))
    level = _one_of(rng, size, (0.4, 0.3, 0.15, 0.1, 0.05)) + 1
    held = np.flatnonzero(level)
    papers[held, 1 + country[held] % TESTS] = level[held]
    certified = np.flatnonzero(rng.random(size) < _CERTIFIED)
    papers[certified, 1 + TESTS + world.field_of_programme[programme[certified]]] = 1
    return papers


def draw_person(size: int, permits: int, rng: np.random.Generator) -> Facts:
    """The facts of persons: sex, age, height, permit; -1 is not known."""
    facts = np.empty((size, PERSON), dtype=np.int16)
    facts[:, SEX] = rng.integers(2, size=size)
    facts[:, AGE] = np.minimum(17 + rng.gamma(2.0, 3.0, size), 45)
    facts[:, HEIGHT] = np.clip(rng.normal(162, 8, size), 140, 190)
    # Drawn the same way for any number of permits, so that nothing else changes with the share.
    lot = rng.random(size)
    facts[:, PERMIT] = lot * permits if permits else 1
    for column, chance in ((SEX, 0.01), (AGE, 0.03), (HEIGHT, 0.2)):
        facts[rng.random(size) < chance, column] = NOT_KNOWN
    return facts


def _one_of(rng: np.random.Generator, size: int, chances: tuple[float, ...]) -> Ints:
    """-1 with the first chance, else 0, 1, ... with those that follow."""
    return np.searchsorted(np.cumsum(chances[:-1]), rng.random(size), side="right") - 1
