"""Draws school classes: graduates of one programme, place and year who share what is on record."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from matcher.errors import UnknownName
from matcher.sample.assumptions import EVERYBODY, Assumptions
from matcher.sample.drawing import Chances, Floats, Ints
from matcher.taxonomy import Taxonomy

__all__ = ["ClassDrawer", "Classes", "Course"]


@dataclass(frozen=True, slots=True)
class Course:
    """A programme and the training for one kind of job abroad that followed it (or `none`)."""

    programme: str
    track: str
    #: Another programme whose assumptions serve where this one has none.
    like: str

    @property
    def selectors(self) -> tuple[str, ...]:
        """The first parts of the keys that speak of its graduates, the closest first."""
        return (self.track, self.programme, self.like, EVERYBODY)


@dataclass(frozen=True, slots=True)
class Classes:
    """Classes as columns, and the class of each graduate."""

    member_of: Ints
    course: Ints
    #: Months since January 1970.
    graduated: Ints
    province: Ints
    city: Ints

    def __len__(self) -> int:
        return len(self.course)


class ClassDrawer:
    """The courses of a region (None: the nation), and the chances of a class to be of each."""

    def __init__(self, table: Assumptions, taxonomy: Taxonomy, region: str | None) -> None:
        self._table = table
        self._region = region
        programmes = table.numbers("programme", region or EVERYBODY)
        if not programmes:
            known = [name for name in table.heads("programme") if name != EVERYBODY]
            raise UnknownName("region", str(region), known=known)
        likes = table.texts("like")
        shares: list[float] = []
        courses: list[Course] = []
        for programme, weight in programmes.items():
            like = likes.get(programme, programme)
            tracks = table.first("track", (programme, like, EVERYBODY))
            total = sum(tracks.values())
            for track, share in tracks.items():
                courses.append(Course(programme, track, like))
                shares.append(weight * share / total)
        self.courses: Sequence[Course] = tuple(courses)
        self._course_edges: Floats = np.cumsum(shares) / sum(shares)
        long = table.number("setting", "long_course_months")
        is_long = [(taxonomy[course.programme].lead_months or 0) >= long for course in courses]
        #: Courses that last a year longer.
        self.is_long = np.array(is_long)

    @cached_property
    def provinces(self) -> tuple[str, ...]:
        """The provinces that are drawn from."""
        return (self._region,) if self._region else tuple(self._table.texts("province"))

    @cached_property
    def cities(self) -> Chances:
        """The cities of each province."""
        return Chances.of_weights([self._table.numbers("city", name) for name in self.provinces])

    def draw(self, size: int, rng: np.random.Generator) -> Classes:
        """Classes of altogether `size` graduates, who stand in no order."""
        sizes = self._sizes(size, rng)
        count = len(sizes)
        course = np.searchsorted(self._course_edges, rng.random(count), side="right")
        course = np.minimum(course, len(self.courses) - 1).astype(np.int64)
        province = self._provinces.draw(rng.random(count))
        years = self._years.numbers()[self._years.draw(rng.random(count), course)]
        as_of = self._table.as_of
        month = int(self._table.number("setting", "graduation_month"))
        return Classes(
            member_of=rng.permutation(np.repeat(np.arange(count), sizes)),
            course=course,
            graduated=(as_of.year - 1970 - years) * 12 + month - 1,
            province=province,
            city=self.cities.draw(rng.random(count), province),
        )

    def _sizes(self, size: int, rng: np.random.Generator) -> Ints:
        sizes = Chances.of_weights([self._table.numbers("class_size")])
        largest = max(1, int(size * self._table.number("setting", "largest_class")))
        drawn = np.minimum(sizes.numbers()[sizes.draw(rng.random(size))], largest)
        ends = np.cumsum(drawn)
        needed = drawn[: np.searchsorted(ends, size) + 1]
        if len(needed):
            needed[-1] -= ends[len(needed) - 1] - size
        return needed

    @cached_property
    def _provinces(self) -> Chances:
        weights = self._table.numbers("province")
        return Chances.of_weights([{name: weights[name] for name in self.provinces}])

    @cached_property
    def _years(self) -> Chances:
        return Chances.of_weights(
            [
                self._table.first("years_since_graduation", (course.track, EVERYBODY))
                for course in self.courses
            ]
        )
