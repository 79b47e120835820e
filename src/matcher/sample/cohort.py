"""Draws a synthetic cohort of vocational graduates from stated assumptions; nobody in it is real.

Every share, weight and date stands in the tables `data/cohort_*.csv`, rows of (table, key, value)
whose keys are joined by `|`. People are drawn in school classes: the members of a class share what
is on record in their sections, and differ in their personal facts, the dates of their papers and
their wishes. All is drawn by columns, so that a national cohort takes seconds.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from matcher.errors import InputError
from matcher.records.candidates import Candidates
from matcher.sample.assumptions import EVERYBODY, packaged_assumptions
from matcher.sample.classes import ClassDrawer, Classes
from matcher.sample.drawing import Arrow, Chances, generator
from matcher.sample.people import PeopleDrawer
from matcher.sample.sections import SectionDrawer
from matcher.taxonomy import default_taxonomy

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["cohort_batches", "reference_date", "synthetic_cohort"]

_BATCH = 10_000
#: Columns of facts that are known as a range only.
_RANGES = frozenset(
    f"{fact}_{end}" for fact in ("birth", "height_cm", "weight_kg") for end in ("from", "to")
)


def synthetic_cohort(size: int, *, seed: int, region: str | None = None) -> Candidates:
    """Synthetic candidates of a region, or of the nation; the same seed gives the same candidates.

    >>> cohort = synthetic_cohort(200, seed=1, region="Kalimantan Barat")
    >>> cohort, cohort[0].province
    (Candidates(200), 'Kalimantan Barat')
    """
    import pyarrow as pa

    batches = cohort_batches(size, seed=seed, region=region)
    return Candidates.from_arrow(pa.Table.from_batches(batches, _schema()))


def cohort_batches(
    size: int, *, seed: int, region: str | None = None, batch: int = _BATCH
) -> Iterator[pa.RecordBatch]:
    """The same candidates as batches of the columns of `Candidates.to_arrow()`.

    Whoever draws a cohort of another size, or in other batches, gets other people.

    >>> [len(one) for one in cohort_batches(250, seed=1, batch=100)]
    [100, 100, 50]
    """
    if size < 0:
        raise InputError(f"A cohort of {size} is asked for.", repair="Ask for 0 or more.")
    if batch < 1:
        raise InputError(f"Batches of {batch} are asked for.", repair="Ask for 1 or more.")
    rngs = (generator(seed, number) for number in range(-(-size // batch)))
    cohort = _cohort_of(region)
    return (
        cohort.batch(number * batch, min(batch, size - number * batch), rng)
        for number, rng in enumerate(rngs)
    )


def reference_date() -> date:
    """The day that the assumptions describe, on which the cohort is to be matched.

    >>> reference_date()
    datetime.date(2025, 12, 1)
    """
    return packaged_assumptions().as_of


class _Cohort:
    """Everything that is drawn from, made ready once for a region."""

    def __init__(self, region: str | None) -> None:
        self._table = table = packaged_assumptions()
        taxonomy = default_taxonomy()
        self._region = region or EVERYBODY
        self._classes = ClassDrawer(table, taxonomy, region)
        courses = self._classes.courses
        self._sections = SectionDrawer(table, taxonomy, courses)
        self._people = PeopleDrawer(table, courses, self._classes.is_long)
        self._styles = Chances.of_shares([table.numbers("style")])

    def batch(self, before: int, size: int, rng: np.random.Generator) -> pa.RecordBatch:
        """The next people after those before them."""
        import pyarrow as pa

        classes = self._classes.draw(size, rng)
        member_of = classes.member_of
        course, graduated = classes.course[member_of], classes.graduated[member_of]
        style = self._styles.draw(rng.random(len(classes)))
        columns: dict[str, Arrow] = {
            "id": self._ids(before, size),
            **self._people.facts(course, graduated, rng),
            **self._places(classes, rng),
            "school_type": pa.array([self._table.text("setting", "school_type")] * size),
            **self._sections.draw(classes, style, rng),
            **self._people.wishes(course, rng),
        }
        schema = _schema()
        # A cohort's facts are known or not; none is known as a range only.
        ranges = {one.name: pa.nulls(size, one.type) for one in schema if one.name in _RANGES}
        drawn = {**columns, **ranges}
        return pa.RecordBatch.from_arrays([drawn[name] for name in schema.names], schema=schema)

    def _ids(self, before: int, size: int) -> Arrow:
        import pyarrow as pa

        prefix = self._table.text("id", self._region, "prefix")
        digits = int(self._table.number("id", self._region, "digits"))
        numbers = range(before + 1, before + size + 1)
        return pa.array([f"{prefix}{number:0{digits}d}" for number in numbers], pa.string())

    def _places(self, classes: Classes, rng: np.random.Generator) -> dict[str, Arrow]:
        import pyarrow as pa

        drawn = self._classes
        province = pa.array(drawn.provinces, pa.string()).take(pa.array(classes.province))
        city = pa.array(drawn.cities.outcomes, pa.string()).take(pa.array(classes.city))
        members = pa.array(classes.member_of)
        cities = self._people.with_unknown("city", city.take(members), rng)
        return {"province": province.take(members), "city": cities}


@cache
def _cohort_of(region: str | None) -> _Cohort:
    return _Cohort(region)


@cache
def _schema() -> pa.Schema:
    return Candidates.from_records([]).to_arrow().schema
