"""The work that every method of the speed benchmarks gets: the same arrays, whoever reads them.

A `Case` has the vacancies, a `Group` some candidates: attainments, open gates and granted wishes.
What is looked for are the k best vacancies of each candidate: the sum, in the order of the row, of
weight * attainment, plus what a met wish adds times the share of the stated wishes that is met, in
float64, cast once to float32; score descending, then the number of the vacancy ascending.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property, partial

import numpy as np
import numpy.typing as npt

from benchmarks.exact import TopK, brute_force_top_k
from benchmarks.gates import UNKNOWN, Members
from benchmarks.inputs import Candidates, Inputs
from benchmarks.shape import Rows, attained
from benchmarks.wishes import BANDS, COUNTRIES, SECTORS, Wishes
from matcher.kernels import People

__all__ = ["Case", "Exact", "Group", "case_of", "granted", "group_of", "groups_of", "some_people"]

Bools = npt.NDArray[np.bool_]
Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bytes = npt.NDArray[np.uint8]

#: The exact answer for some candidates of a group, looked for pair by pair.
Exact = Callable[[Ints, int], TopK]


@dataclass(frozen=True)
class Case:
    """Vacancies (v,) of templates (t,) over `criteria` columns.

    `offers` (o, p) are the distinct offers, each of p parts, a part being a wish that it grants
    (a column of `Group.granted`) or -1; `offer` (v,) tells which each vacancy makes. `gate_count`
    and `wish_count` are how many gates and wishes there are.
    """

    weights: Rows
    preference: Floats
    template: Ints
    gates: Members
    offers: Ints
    offer: Ints
    criteria: int
    gate_count: int
    wish_count: int

    def __len__(self) -> int:
        return self.template.size

    @cached_property
    def rows(self) -> Rows:
        """The weights with a row for each vacancy, for a method that knows no templates."""
        return self.weights.take(self.template)

    def take(self, vacancies: Ints) -> Case:
        """Some of the vacancies, in this order; templates stay as they are."""
        gates = Rows(np.zeros(self.gates.members.size), self.gates.members, self.gates.starts)
        taken = gates.take(vacancies)
        return replace(
            self,
            template=self.template[vacancies],
            gates=Members(taken.starts, taken.columns),
            offer=self.offer[vacancies],
        )

    @cached_property
    def wished(self) -> Floats:
        """What a met wish adds, by vacancy (v,)."""
        return self.preference[self.template]


@dataclass(frozen=True)
class Group:
    """Candidates (n,).

    They have attainments (n rows), open gates (n, g), granted wishes (n, w), and how many wishes
    are stated (n,). Those of one `profile` attain the same; `programme` is what they learned.
    `people` are the same candidates as the kernel takes them, where the product has packed them.
    """

    attained: Rows
    profile: Ints
    programme: Ints
    is_open: Bools
    is_granted: Bools
    stated: Bytes
    exact: Exact = field(repr=False)
    people: People | None = field(default=None, repr=False)

    def __len__(self) -> int:
        return self.profile.size

    def shares(self, case: Case) -> Floats:
        """The share of the stated wishes that each distinct offer meets: (n, o)."""
        met = np.zeros((len(self), len(case.offers)), dtype=np.int64)
        for part in case.offers.T:
            met += self.is_granted[:, part] & (part >= 0)
        shares: Floats = met / np.maximum(self.stated, 1)[:, None]
        return shares

    def take(self, people: Ints) -> Group:
        """Some of them, in this order."""
        return Group(
            attained=self.attained.take(people),
            profile=self.profile[people],
            programme=self.programme[people],
            is_open=self.is_open[people],
            is_granted=self.is_granted[people],
            stated=self.stated[people],
            exact=partial(_exact_for, self.exact, people),
        )

    def blocks(self, size: int) -> Iterator[Group]:
        """All of them, so many at a time."""
        for start in range(0, len(self), size):
            yield self.take(np.arange(start, min(start + size, len(self))))


def _exact_for(exact: Exact, people: Ints, some: Ints, k: int) -> TopK:
    return exact(people[some], k)


def case_of(inputs: Inputs) -> Case:
    """The vacancies of the pinned shape."""
    posts = inputs.vacancies
    country, sector, band = posts.offers.country, posts.offers.sector, posts.offers.band
    return Case(
        weights=posts.coefficients,
        preference=posts.preference,
        template=posts.template,
        gates=posts.gates,
        offers=np.stack([country, COUNTRIES + sector, COUNTRIES + SECTORS + band], axis=1),
        offer=posts.offer,
        criteria=inputs.shape.concepts,
        gate_count=inputs.gates.fact.size,
        wish_count=COUNTRIES + SECTORS + BANDS,
    )


def group_of(inputs: Inputs, people: Candidates) -> Group:
    """Candidates of the pinned shape."""
    rows = attained(inputs.world.similarity, people.claims)
    is_granted, stated = granted(people.wishes)
    return Group(
        attained=rows.take(people.profile),
        profile=people.profile,
        programme=people.programme[people.profile],
        is_open=inputs.gates.states(people.facts) <= UNKNOWN,
        is_granted=is_granted,
        stated=stated,
        exact=lambda some, k: brute_force_top_k(inputs, people, k, people=some),
    )


def groups_of(inputs: Inputs, size: int) -> Iterator[Group]:
    """So many candidates of the pinned shape, group by group."""
    return (group_of(inputs, people) for people in inputs.cohort(size))


def some_people(group: Group, size: int, rng: np.random.Generator, *, whole: bool = False) -> Ints:
    """Some candidates by lot, in their order; `whole`: profiles, with all candidates of each."""
    if size >= len(group):
        return np.arange(len(group))
    if not whole:
        return np.sort(rng.choice(len(group), size, replace=False))
    profiles = rng.permutation(group.profile.max() + 1)
    counts = np.bincount(group.profile)[profiles]
    chosen = profiles[: int(np.searchsorted(np.cumsum(counts), size)) + 1]
    return np.flatnonzero(np.isin(group.profile, chosen))


def granted(wishes: Wishes) -> tuple[Bools, Bytes]:
    """Which country, sector and wage band meets a wish, and how many of the three are stated."""
    size = len(wishes.sector)
    granted = np.zeros((size, COUNTRIES + SECTORS + BANDS), dtype=np.bool_)
    for column, first in (
        (wishes.countries[:, 0], 0), (wishes.countries[:, 1], 0), (wishes.sector, COUNTRIES),
    ):  # fmt: skip
        named = np.flatnonzero(column >= 0)
        granted[named, first + column[named]] = True
    band = wishes.band[:, None]
    granted[:, COUNTRIES + SECTORS :] = (band >= 0) & (np.arange(BANDS) >= band)
    stated = (
        (wishes.countries[:, 0] >= 0).astype(np.uint8) + (wishes.sector >= 0) + (band[:, 0] >= 0)
    )
    return granted, stated.astype(np.uint8)
