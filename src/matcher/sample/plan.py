"""Plans a table of vacancies: which job each row offers, in which order and advert, how many seats.

At the full size every open post of the private scheme is a vacancy of its own. A smaller table
keeps the schemes' shares, and its private vacancies still add up to both public margins as long as
each country and sector with open posts has one; of fewer, the largest are served.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from matcher.sample.drawing import Floats, Ints, generator
from matcher.sample.margins import shared_out
from matcher.sample.open_posts import OpenCell
from matcher.sample.order_assumptions import order_assumptions
from matcher.sample.patterns import Job, other_jobs, private_jobs

__all__ = ["UNKNOWN", "Plan", "planned"]

#: Stands for openings that nobody states.
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Plan:
    """The jobs, and per row of the table the places of its job, order and advert.

    Rows of one order stand together, and so do those of one advert; the two `place_in` columns
    count from 0 within them.
    """

    jobs: tuple[Job, ...]
    job: Ints
    openings: Ints
    order: Ints
    advert: Ints
    place_in_order: Ints
    place_in_advert: Ints

    def firsts(self, places: Ints) -> Ints:
        """The first row of each order or advert."""
        return np.flatnonzero(np.diff(places, prepend=-1))


def planned(size: int, *, full_size: int, seed: int) -> Plan:
    """The plan of a table with that many vacancies.

    >>> plan = planned(100, full_size=351_743, seed=1)
    >>> len(plan.job), int(plan.order[-1]) < int(plan.advert[-1]) < 100
    (100, True)
    """
    cells = private_jobs()
    posts = np.array([cell.posts for cell, _ in cells], dtype=np.int64)
    private = round(size * int(posts.sum()) / full_size)
    jobs = [job for _, own in cells for job in own] + other_jobs()
    counts, openings = [], []
    sizes = _vacancies_of_cells(private, posts)
    spread = generator(seed, 1, 0)
    for (cell, own), count in zip(cells, sizes, strict=True):
        counts.append(shared_out(int(count), np.ones(len(own))))
        openings.append(_openings_of_cell(cell, int(count), spread))
    others = jobs[sum(map(len, counts)) :]
    shares = shared_out(size - private, np.array([job.weight for job in others]))
    openings += [_openings_of_job(job, int(n)) for job, n in zip(others, shares, strict=True)]
    per_job = np.concatenate([*counts, shares])
    return _ordered(jobs, np.repeat(np.arange(len(jobs)), per_job), np.concatenate(openings), seed)


def _vacancies_of_cells(vacancies: int, posts: Ints) -> Ints:
    """One vacancy for each cell, the others by its posts; of too few the largest go first."""
    if vacancies >= len(posts):
        return shared_out(vacancies, (posts - 1).astype(np.float64), least=1)
    counts = np.zeros(len(posts), dtype=np.int64)
    counts[np.argsort(-posts, kind="stable")[:vacancies]] = 1
    return counts


def _openings_of_cell(cell: OpenCell, vacancies: int, rng: np.random.Generator) -> Ints:
    """The posts of a cell shared out unevenly over its vacancies, none without one."""
    if not vacancies:
        return np.zeros(0, dtype=np.int64)
    spread = order_assumptions().number("setting", "openings_spread")
    weights: Floats = 1 / (1 - spread * rng.random(vacancies))
    return shared_out(cell.posts, weights, least=1)


def _openings_of_job(job: Job, vacancies: int) -> Ints:
    """What the source of a job states, once for all its vacancies; unknown beyond it."""
    openings = np.full(vacancies, UNKNOWN, dtype=np.int64)
    if job.posts and vacancies:
        served = min(vacancies, job.posts)
        openings[:served] = shared_out(job.posts, np.ones(served))
    return openings


def _ordered(jobs: Sequence[Job], job: Ints, openings: Ints, seed: int) -> Plan:
    """The rows cut into orders and adverts, the orders in random succession."""
    rng, table = generator(seed, 1, 1), order_assumptions()
    of_order = 1 / table.number("setting", "order_vacancies")
    of_advert = 1 / table.number("setting", "advert_vacancies")
    opens_order = (np.diff(job, prepend=-1) != 0) | (rng.random(len(job)) < of_order)
    again = (of_advert - of_order) / (1 - of_order)
    opens_advert = opens_order | (rng.random(len(job)) < again)
    order = np.cumsum(opens_order) - 1
    succession = rng.random(int(order[-1]) + 1)
    rows = np.lexsort((order, succession[order]))
    order, advert = np.cumsum(opens_order[rows]) - 1, np.cumsum(opens_advert[rows]) - 1
    return Plan(
        jobs=tuple(jobs),
        job=job[rows],
        openings=openings[rows],
        order=order,
        advert=advert,
        place_in_order=_place_within(order),
        place_in_advert=_place_within(advert),
    )


def _place_within(groups: Ints) -> Ints:
    """The place of each row within its run of equal groups."""
    firsts = np.flatnonzero(np.diff(groups, prepend=-1))
    return np.arange(len(groups)) - firsts[groups]
