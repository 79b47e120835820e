"""Seeded inputs of the pinned shape for every speed benchmark; run as a module, it checks them.

`vacancy_inputs` draws the vacancies once, `Inputs.candidates` one group of candidates at a time,
so that 300,000 candidates × 351,743 vacancies (every post its own vacancy) need the memory of a
group. The same seed gives the same arrays; a group depends on its number, not on those before it.

The score of a pair is one sparse dot product and a look-up, summed in float64 in this order and
cast once to float32:

    sum over the template's criteria, columns ascending, of coefficient * attainment
    + preference coefficient * share of the candidate's wishes that the vacancy's offer meets

Attainment is the greatest similarity * evidence factor over the claims, 0 without one. Eligible is
who has every gate met or unknown. `benchmarks/exact.py` is that definition in plain NumPy.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from benchmarks import gates as eligibility
from benchmarks.drawing import (
    draw_claims,
    draw_distinct,
    draw_requirements,
    draw_shared,
    row_hashes,
    stream,
)
from benchmarks.figures import Figure, machine
from benchmarks.gates import Gates, Members
from benchmarks.shape import Rows, Shape, World, attained, build_world, weighted
from benchmarks.wishes import (
    SECTORS,
    Offers,
    Wishes,
    draw_countries,
    draw_offers,
    draw_wishes,
)

__all__ = ["PINNED", "SEED", "Candidates", "Inputs", "Vacancies", "vacancy_inputs"]

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]

PINNED = Shape()
SEED = 1
SHARES = (0.2, 0.01, 0.0001, 0.0)

#: Streams of chance of one seed.
_WORLD, _VACANCIES, _CANDIDATES, _SAMPLE = range(4)


@dataclass(frozen=True, slots=True)
class Vacancies:
    """Vacancies (v,) of templates (t,).

    `importance` has the criteria of each template and what each weighs inside its component,
    `coefficients` the same cells with what each adds to the score, `preference` (t,) what a met
    wish adds. `template` and `offer` (v,) are what each vacancy is of.
    """

    importance: Rows
    coefficients: Rows
    preference: Floats
    template: Ints
    gates: Members
    offer: Ints
    offers: Offers


@dataclass(frozen=True, slots=True)
class Candidates:
    """Candidates (n,) of profiles (p,).

    `claims` has the evidence factor of each concept a profile claims; `programme` (p,) and
    `profile` (n,) are what each is of. `facts` (n, facts) is what gates ask.
    """

    claims: Rows
    programme: Ints
    profile: Ints
    facts: npt.NDArray[np.int16]
    wishes: Wishes

    def __len__(self) -> int:
        return self.profile.size


@dataclass(frozen=True, slots=True)
class Inputs:
    """Vacancies, and the world from which candidates are drawn group by group."""

    shape: Shape
    seed: int
    share: float
    sharing: bool
    world: World = field(repr=False)
    gates: Gates = field(repr=False)
    vacancies: Vacancies = field(repr=False)

    def cohort(self, size: int) -> Iterator[Candidates]:
        """As many candidates, in groups of the shape's size; the last may be smaller."""
        for number, start in enumerate(range(0, size, self.shape.group)):
            yield self.candidates(number, size=min(self.shape.group, size - start))

    def candidates(self, number: int = 0, *, size: int | None = None) -> Candidates:
        """One group of candidates; one of another size is another group, not a part of it."""
        shape, rng = self.shape, stream(self.seed, _CANDIDATES, number)
        size = shape.group if size is None else size
        profiles = _scaled(size, shape.profiles, shape.group) if self.sharing else size
        programme, claims = draw_distinct(
            lambda some: draw_claims(shape, self.world, some, rng),
            profiles,
            seen=lambda claims: attained(self.world.similarity, claims),
        )
        country = draw_countries(profiles, rng)
        papers = eligibility.draw_papers(self.world, programme, country, rng)
        profile = draw_shared(size, profiles, rng)
        person = eligibility.draw_person(size, self.gates.permits, rng)
        return Candidates(
            claims=claims,
            programme=programme,
            profile=profile,
            facts=np.concatenate([person, papers[profile]], axis=1),
            wishes=draw_wishes(country[profile], rng),
        )


def vacancy_inputs(
    size: int | None = None,
    *,
    seed: int = SEED,
    share: float = eligibility.NATURAL_SHARE,
    sharing: bool = True,
    shape: Shape = PINNED,
) -> Inputs:
    """Vacancies of which that share is eligible per candidate; without sharing, no two are alike.

    >>> inputs = vacancy_inputs(1_000)
    >>> len(inputs.vacancies.template), len(inputs.vacancies.importance), len(inputs.candidates())
    (1000, 317, 10000)
    """
    size = shape.vacancies if size is None else size
    world = build_world(shape, stream(seed, _WORLD))
    gates = eligibility.build_gates(shape.fields, eligibility.permits_for(share))
    rng = stream(seed, _VACANCIES)
    templates = _scaled(size, shape.templates, shape.vacancies) if sharing else size
    occupation, importance = draw_distinct(
        lambda some: draw_requirements(shape, world, some, rng),
        templates,
        seen=lambda rows: weighted(rows, world.component)[0],
    )
    coefficients, preference = weighted(importance, world.component)
    template = draw_shared(size, templates, rng)
    fields, country = world.field_of_occupation[occupation], draw_countries(templates, rng)
    offer, offers = draw_offers(country[template], fields[template] * SECTORS // shape.fields, rng)
    asked = eligibility.draw_asked(gates, template, field=fields, country=country, rng=rng)
    vacancies = Vacancies(importance, coefficients, preference, template, asked, offer, offers)
    return Inputs(shape, seed, share, sharing, world, gates, vacancies)


def _scaled(size: int, distinct: int, of: int) -> int:
    """How many of `size` are distinct where `distinct` of `of` are."""
    return max(1, round(size * distinct / of))


def figures(inputs: Inputs) -> Iterator[Figure]:
    """The numbers of the shape, each counted in the arrays themselves."""
    shape, world, posts, people = inputs.shape, inputs.world, inputs.vacancies, inputs.candidates()
    asked, claimed = np.diff(posts.importance.starts), np.diff(people.claims.starts)
    used = np.unique(posts.importance.columns).size
    yield Figure("criteria concepts that some vacancy asks", shape.concepts, used)
    similar = np.diff(world.similarity.starts).mean()
    yield Figure("similarity entries per concept", shape.similar, similar)
    yield Figure("requirements per vacancy", shape.requirements, asked[posts.template].mean())
    yield Figure("competencies per candidate", shape.competencies, claimed[people.profile].mean())
    held = np.unique(people.programme).size
    yield Figure("programmes among 10,000 candidates", shape.programmes, held)
    yield from distinct_figures(inputs, people)
    yield share_figure(inputs, people)


def distinct_figures(inputs: Inputs, people: Candidates) -> Iterator[Figure]:
    """How many templates and profiles differ in what a kernel sees: weights, and attainments."""
    size, group, sharing = inputs.vacancies.template.size, len(people), inputs.sharing
    templates = np.unique(row_hashes(inputs.vacancies.coefficients)).size
    wanted = inputs.shape.templates if sharing else size
    yield Figure(f"distinct templates of {size:,} vacancies", wanted, templates)
    profiles = np.unique(row_hashes(attained(inputs.world.similarity, people.claims))).size
    wanted = inputs.shape.profiles if sharing else group
    yield Figure(f"distinct profiles of {group:,} candidates", wanted, profiles)


def share_figure(inputs: Inputs, people: Candidates) -> Figure:
    """The share of eligible pairs of a sample: 2,000 candidates × 20,000 vacancies.

    Pairs of one candidate, or of one vacancy, stand or fall together: the error counts both.
    """
    rng, posts = stream(inputs.seed, _SAMPLE), inputs.vacancies
    some = rng.choice(len(people), min(2_000, len(people)), replace=False)
    posts_of = rng.choice(posts.template.size, min(20_000, posts.template.size), replace=False)
    found = eligibility.eligible(inputs.gates.states(people.facts[some]), posts.gates, posts_of)
    error = np.sqrt(sum(found.mean(axis=axis).var() / found.shape[1 - axis] for axis in (0, 1)))
    return Figure("eligible share of pairs", inputs.share, found.mean(), error)


def main() -> None:
    """Print wanted beside found for the pinned shape and its variants; fail where one is out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--seed", type=int, default=SEED)
    seed = parser.parse_args().seed
    print(f"{machine()}; seed {seed}; every post is a vacancy of its own")
    print(f"{'':49}{'wanted':>12}{'found':>12}{'deviation':>10}")
    pinned = list(figures(vacancy_inputs(seed=seed)))
    print(*pinned, sep="\n")
    print("without sharing")
    alone = vacancy_inputs(seed=seed, sharing=False)
    differing = list(distinct_figures(alone, alone.candidates()))
    print(*differing, sep="\n")
    print("by eligible share")
    shares = []
    for share in SHARES:
        thinned = vacancy_inputs(seed=seed, share=share)
        shares.append(share_figure(thinned, thinned.candidates()))
        print(shares[-1])
    if not all(figure.is_near for figure in (*pinned, *differing, *shares)):
        sys.exit(1)


if __name__ == "__main__":
    main()
