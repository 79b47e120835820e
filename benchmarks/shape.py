"""The shape that every speed benchmark shares: its pinned numbers, and concepts with their skew.

The numbers describe a world of Indonesian vocational graduates and overseas vacancies at full
size. How they hang together decides how much a ranking can skip, so the skew is stated, and meant:

* Concepts are popular like 1 / rank, within each component: a few are asked by nearly everyone
  ("English", "work safety"), most by few. Uniform concepts would make every pair look alike.
* Programmes and occupations belong to fields. A programme holds, and an occupation asks, from a
  pool of concepts that comes mostly from its field and otherwise from the popular ones of all
  fields. So candidates of one programme resemble each other, and few vacancies fit them well.
* A pool has a core: its first concepts are drawn more often, and all of a programme hold some.
* Concepts resemble their neighbours in the same component, mostly of the same field.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Self

import numpy as np
import numpy.typing as npt

__all__ = [
    "COMPONENTS",
    "PRIOR",
    "WEIGHTS",
    "Rows",
    "Shape",
    "World",
    "attained",
    "build_world",
    "popularity",
    "weighted",
]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

#: The components of a score with their weights, and the prior. They are pinned here: a later
#: change of the package's defaults must not move a benchmark.
COMPONENTS = (
    "occupation",
    "skills",
    "experience",
    "education",
    "language",
    "certificates",
    "preference",
)
WEIGHTS = (2.0, 3.0, 1.0, 1.0, 1.5, 1.5, 1.0)
PRIOR = 2.75

#: Of all concepts, those of each component (preference has none).
_CONCEPT_SHARES = (0.07, 0.72, 0.07, 0.06, 0.02, 0.06)
#: Of a pool: how many concepts it holds at most, how much likelier its own field is drawn, and how
#: far two owners differ about what comes first.
_POOL = 56
_OWN_FIELD = 200.0
_BLUR = 0.5
_PROGRAMMES_PER_FIELD = 6


@dataclass(frozen=True, slots=True)
class Rows:
    """A sparse matrix by rows: row i holds values[starts[i]:starts[i + 1]] at those columns."""

    values: Floats
    columns: Ints
    starts: Ints

    def __len__(self) -> int:
        return self.starts.size - 1

    def row_of_entry(self) -> Ints:
        """The row of each entry."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def take(self, rows: Ints) -> Self:
        """These rows, in this order; one may be named often."""
        lengths = np.diff(self.starts)[rows]
        starts = np.concatenate([[0], np.cumsum(lengths)])
        entries = np.arange(starts[-1]) + np.repeat(self.starts[rows] - starts[:-1], lengths)
        return type(self)(self.values[entries], self.columns[entries], starts)

    @classmethod
    def of(cls, rows: Ints, columns: Ints, values: Floats, *, size: int, width: int) -> Self:
        """Rows of single cells: columns ascend, of a cell named twice the greatest value counts."""
        cells = rows * width + columns
        order = np.argsort(cells, kind="stable")
        cells = cells[order]
        first = np.flatnonzero(np.diff(cells, prepend=-1))
        best = np.maximum.reduceat(values[order], first) if first.size else values
        counts = np.bincount(cells[first] // width, minlength=size)
        return cls(best, cells[first] % width, np.concatenate([[0], np.cumsum(counts)]))


@dataclass(frozen=True, slots=True)
class Shape:
    """The pinned numbers; a test may ask for smaller ones.

    `similar`, `requirements` and `competencies` are means: similarity entries per concept, criteria
    per vacancy, claims per candidate. Of `vacancies`, `templates` are distinct; of the candidates
    of one `group`, `profiles` are. Every group draws profiles of its own, so that sharing neither
    grows nor shrinks with the size of a cohort.
    """

    concepts: int = 5_960
    similar: float = 7.9
    requirements: float = 10.8
    competencies: float = 12.5
    programmes: int = 300
    vacancies: int = 351_743
    templates: int = 111_542
    group: int = 10_000
    profiles: int = 3_917

    @property
    def fields(self) -> int:
        """How many fields the programmes belong to."""
        return max(1, self.programmes // _PROGRAMMES_PER_FIELD)

    def bounds(self) -> Ints:
        """Where the concepts of each component start, and the end."""
        bounds: Ints = np.rint(np.cumsum([0, *_CONCEPT_SHARES]) * self.concepts).astype(np.int64)
        return bounds


@dataclass(frozen=True, slots=True)
class World:
    """Concepts: the component of each, what resembles what, and the pools people draw from.

    `similarity` has a row per held concept over the concepts asked. Per component but preference,
    `asked` has a pool of columns for each occupation, `held` one for each programme.
    """

    component: npt.NDArray[np.uint8]
    similarity: Rows
    asked: tuple[Ints, ...]
    held: tuple[Ints, ...]
    field_of_occupation: Ints
    field_of_programme: Ints


def build_world(shape: Shape, rng: np.random.Generator) -> World:
    """Draw the concepts of a shape."""
    bounds = shape.bounds()
    sizes = np.diff(bounds)
    occupations = _fields(int(sizes[0]), shape.fields)
    programmes = _fields(shape.programmes, shape.fields)
    asked, held = [], []
    for start, size in zip(bounds[:-1].tolist(), sizes.tolist(), strict=True):
        popular = rng.permutation(popularity(size))
        fields = _fields(size, shape.fields)
        asked.append(start + _pools(popular, fields, occupations, rng))
        held.append(start + _pools(popular, fields, programmes, rng))
    return World(
        component=np.repeat(np.arange(sizes.size, dtype=np.uint8), sizes),
        similarity=_similarity(shape, rng),
        asked=tuple(asked),
        held=tuple(held),
        field_of_occupation=occupations,
        field_of_programme=programmes,
    )


def attained(similarity: Rows, claims: Rows) -> Rows:
    """The attainments of profiles: per concept the greatest similarity * factor over the claims."""
    resembled = similarity.take(claims.columns)
    claim = resembled.row_of_entry()
    return Rows.of(
        claims.row_of_entry()[claim],
        resembled.columns,
        resembled.values * claims.values[claim],
        size=len(claims),
        width=len(similarity),
    )


def weighted(importance: Rows, component: npt.NDArray[np.uint8]) -> tuple[Rows, Floats]:
    """What each criterion of a template adds to its score, and what a met wish adds (t,)."""
    weights = np.array(WEIGHTS)
    row, part = importance.row_of_entry(), component[importance.columns].astype(np.int64)
    cell = row * weights.size + part
    sums = np.bincount(cell, importance.values, minlength=len(importance) * weights.size)
    is_asked = sums.reshape(-1, weights.size) > 0
    is_asked[:, COMPONENTS.index("preference")] = True
    totals = PRIOR + is_asked @ weights
    values = weights[part] * (importance.values / sums[cell]) / totals[row]
    return replace(importance, values=values), weights[-1] / totals


def popularity(size: int, flat: float = 0.0) -> Floats:
    """Probabilities like 1 / rank; `flat` is added to each rank, so that the head stands out less.

    >>> popularity(3).round(2).tolist()
    [0.55, 0.27, 0.18]
    """
    weights = 1.0 / (np.arange(1, size + 1) + flat)
    chances: Floats = weights / weights.sum()
    return chances


def _fields(size: int, fields: int) -> Ints:
    """The field of each of `size` things: equal parts, side by side."""
    return np.arange(size) * fields // size


def _pools(popular: Floats, fields: Ints, owners: Ints, rng: np.random.Generator) -> Ints:
    """For each owner distinct things, the likeliest first: popular ones, mostly of its field."""
    chances = popular * np.where(fields == owners[:, None], _OWN_FIELD, 1.0)
    own_field = fields.size / (fields[-1] + 1)
    size = min(_POOL, round(1.5 * own_field) + 2)
    # The first to arrive of exponential clocks: a draw without replacement by those chances.
    arrivals = rng.standard_exponential(chances.shape) / chances
    pools = np.argsort(arrivals, axis=1, kind="stable")[:, :size]
    # Owners of a field agree on their core more than on what else they know.
    blurred = np.take_along_axis(chances, pools, axis=1) * rng.lognormal(0, _BLUR, pools.shape)
    return np.take_along_axis(pools, np.argsort(-blurred, axis=1, kind="stable"), axis=1)


def _similarity(shape: Shape, rng: np.random.Generator) -> Rows:
    """Each concept resembles itself, and some of its nearest neighbours less and less."""
    bounds = shape.bounds()
    size = np.diff(bounds)
    part = np.repeat(np.arange(size.size), size)
    concepts = np.arange(shape.concepts)
    # Up to twice as many neighbours as wanted lie near; each is there with a chance of one half.
    reach = round(shape.similar - 1)
    offsets = np.array([*range(-reach, 0), *range(1, reach + 1)])
    near = np.clip(
        concepts[:, None] + offsets, bounds[part][:, None], bounds[part + 1][:, None] - 1
    )
    chance = (shape.similar - 1) / offsets.size
    there = (rng.random(near.shape) < chance) & (near == concepts[:, None] + offsets)
    height = 0.95 - 0.6 * (np.abs(offsets) - 1) / max(reach, 1)
    values = np.round(np.clip(height + rng.normal(0, 0.1, near.shape), 0.2, 0.95) * 20) / 20
    row, place = np.nonzero(there)
    return Rows.of(
        np.concatenate([concepts, row]),
        np.concatenate([concepts, near[row, place]]),
        np.concatenate([np.ones(shape.concepts), values[row, place]]),
        size=shape.concepts,
        width=shape.concepts,
    )
