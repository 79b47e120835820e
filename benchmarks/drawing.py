"""Draws the rows of the benchmark's inputs: what adverts ask, what profiles claim, who shares."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import numpy.typing as npt

from benchmarks.shape import Rows, Shape, World, popularity

__all__ = [
    "draw_claims",
    "draw_distinct",
    "draw_requirements",
    "draw_shared",
    "row_hashes",
    "stream",
]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Hashes = npt.NDArray[np.uint64]

#: How what is asked or claimed besides an occupation divides into skills, experience, education,
#: language and certificates.
_ASKED = (0.6, 0.07, 0.09, 0.12, 0.12)
_CLAIMED = (0.7, 0.05, 0.09, 0.07, 0.09)
#: The chance that a requirement is a must (importance 2) rather than nice to have (1).
_MUST = 0.6
#: Skills that everyone of a programme has been taught, and the factor of "implied by a programme".
_CORE, _IMPLIED = 5, 0.6
#: Evidence factors, self-report first, and how common each is among what is not implied.
_FACTORS = np.array([0.5, 0.7, 0.8, 0.9, 1.0])
_FACTOR_CHANCES = np.array([0.35, 0.2, 0.2, 0.15, 0.1])
#: Ranks are flattened by this: programmes, for the smallest still has a class every year; places
#: of a pool, for a core is a handful; sharing, for no figure may hang on a few large orders.
_FLAT_PROGRAMMES, _FLAT_POOL, _FLAT_SHARING = 4.0, 0.5, 10.0
#: More rows are drawn than are needed, since some are alike.
_SPARE = 1.25


def stream(seed: int, *place: int) -> np.random.Generator:
    """The stream of chance of one place: it does not depend on what was drawn elsewhere."""
    return np.random.default_rng(np.random.SeedSequence(seed, spawn_key=place))


def draw_requirements(
    shape: Shape, world: World, size: int, rng: np.random.Generator
) -> tuple[Ints, Rows]:
    """The occupations of templates, popular ones more often, and the importance of what they ask.

    Lengths are as uneven as those of adverts: many name a skill or two, some a page.
    """
    occupations = world.field_of_occupation.size
    order = rng.permutation(occupations)
    occupation = order[rng.choice(occupations, size, p=popularity(occupations))]
    skills, *others = (share * (shape.requirements - 1) for share in _ASKED)
    extra = skills - 1
    counts = [1 + rng.negative_binomial(2, 2 / (2 + extra), size)]
    counts += [rng.poisson(mean, size) for mean in others]
    drawn = [
        _from_pools(pool, occupation, count, rng)
        for pool, count in zip(world.asked[1:], counts, strict=True)
    ]
    rows = np.concatenate([np.arange(size), *(row for row, _ in drawn)])
    columns = np.concatenate([occupation, *(column for _, column in drawn)])
    importance = np.where(rng.random(rows.size) < _MUST, 2.0, 1.0)
    return occupation, Rows.of(rows, columns, importance, size=size, width=shape.concepts)


def draw_claims(
    shape: Shape, world: World, size: int, rng: np.random.Generator
) -> tuple[Ints, Rows]:
    """The programmes of profiles, and the evidence factor of what they claim.

    Everyone of a programme has its core, implied; the rest each brings with evidence of their own.
    """
    order = rng.permutation(shape.programmes)
    chances = popularity(shape.programmes, flat=_FLAT_PROGRAMMES)
    programme = order[rng.choice(shape.programmes, size, p=chances)]
    core = world.held[1][:, :_CORE]
    skills, *others = (share * (shape.competencies - 1) for share in _CLAIMED)
    counts = [np.ones(size, dtype=np.int64), rng.poisson(skills - core.shape[1], size)]
    counts += [rng.poisson(mean, size) for mean in others]
    pools = (world.held[0], world.held[1][:, _CORE:], *world.held[2:])
    drawn = [
        _from_pools(pool, programme, count, rng) for pool, count in zip(pools, counts, strict=True)
    ]
    own_rows = np.concatenate([row for row, _ in drawn])
    own = rng.choice(_FACTORS, own_rows.size, p=_FACTOR_CHANCES)
    claims = Rows.of(
        np.concatenate([np.repeat(np.arange(size), core.shape[1]), own_rows]),
        np.concatenate([core[programme].ravel(), *(column for _, column in drawn)]),
        np.concatenate([np.full(size * core.shape[1], _IMPLIED), own]),
        size=size,
        width=shape.concepts,
    )
    return programme, claims


def draw_distinct(
    draw: Callable[[int], tuple[Ints, Rows]], size: int, *, seen: Callable[[Rows], Rows]
) -> tuple[Ints, Rows]:
    """As many rows as asked, each with its owner, no two alike in what is `seen` of them.

    Rows may differ in what makes no difference: a weaker claim beside a better one of the same.
    """
    owners, rows = draw(int(size * _SPARE) + 8)
    _, first = np.unique(row_hashes(seen(rows)), return_index=True)
    if first.size < size:
        raise ValueError(f"Only {first.size} of {size} rows differ; draw from more concepts.")
    kept = np.sort(first)[:size]
    return owners[kept], rows.take(kept)


def draw_shared(size: int, distinct: int, rng: np.random.Generator) -> Ints:
    """Which of the distinct things each is: each at least one, the others like 1 / rank, shuffled.

    The heads are the adverts of large orders and the graduates who bring what their class brings.
    """
    others = rng.choice(distinct, size - distinct, p=popularity(distinct, flat=_FLAT_SHARING))
    return rng.permutation(np.concatenate([np.arange(distinct), others]))


def row_hashes(rows: Rows) -> Hashes:
    """A number per row that tells rows of other cells or values apart; no row is empty."""
    mixed = rows.columns.astype(np.uint64) * np.uint64(0x9E3779B97F4A7C15)
    mixed ^= rows.values.view(np.uint64) * np.uint64(0xD6E8FEB86659FD93)
    for shift, factor in ((30, 0xBF58476D1CE4E5B9), (27, 0x94D049BB133111EB)):
        mixed = (mixed ^ (mixed >> np.uint64(shift))) * np.uint64(factor)
    mixed ^= mixed >> np.uint64(31)
    return np.add.reduceat(mixed, rows.starts[:-1])


def _from_pools(
    pools: Ints, owners: Ints, counts: Ints, rng: np.random.Generator
) -> tuple[Ints, Ints]:
    """For each row so many distinct columns of its owner's pool, the first ones more often."""
    size = pools.shape[1]
    most = min(int(counts.max(initial=0)), size)
    # The first to arrive of exponential clocks: a draw without replacement by those chances.
    arrivals = rng.standard_exponential((owners.size, size), dtype=np.float32)
    arrivals /= popularity(size, flat=_FLAT_POOL).astype(np.float32)
    order = np.argsort(arrivals, axis=1, kind="stable")[:, :most]
    rows, places = np.nonzero(np.arange(most) < counts[:, None])
    return rows, pools[owners[rows], order[rows, places]]
