"""Draws what each graduate has alone: sex, birth date, body and wishes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from matcher.records.cells import format_texts
from matcher.sample.assumptions import EVERYBODY, Assumptions
from matcher.sample.classes import Course
from matcher.sample.drawing import NONE, Arrow, Chances, Ints, whole_normal
from matcher.sample.periods import first_days

__all__ = ["PeopleDrawer"]

_SEXES = ("M", "F")
_DAYS_OF_YEAR = 365
#: The body mass index is drawn in tenths.
_TENTHS = 10


class PeopleDrawer:
    """The chances of personal facts, by sex and by course."""

    def __init__(
        self, table: Assumptions, courses: Sequence[Course], is_long: NDArray[np.bool_]
    ) -> None:
        self._table = table
        self._is_long = is_long
        self._female = np.array([table.number("female_share", one.programme) for one in courses])
        self._ages = Chances.of_weights([table.numbers("age_at_graduation")])
        self._heights = Chances.of_weights([whole_normal(*self._normal("height_cm", sex))
                                            for sex in _SEXES])  # fmt: skip
        masses = ((mean * _TENTHS, sd * _TENTHS) for mean, sd in
                  (self._normal("bmi", sex) for sex in _SEXES))  # fmt: skip
        self._masses = Chances.of_weights([whole_normal(*mass) for mass in masses])
        self._counts = Chances.of_weights([table.numbers("wish_count")])
        self._wages = Chances.of_shares([table.numbers("wish_wage_min")])
        self._wished = {
            "wish_countries": Chances.of_weights(
                [table.first("wish_country", (one.track, EVERYBODY)) for one in courses]
            ),
            "wish_sectors": Chances.of_weights(
                [
                    table.first("wish_sector", (one.programme, one.like, EVERYBODY))
                    for one in courses
                ]
            ),
        }

    def facts(self, course: Ints, graduated: Ints, rng: np.random.Generator) -> dict[str, Arrow]:
        """Sex, birth date, height and weight, each unknown for its share of people."""
        import pyarrow as pa

        count = len(course)
        sex = (rng.random(count) < self._female[course]).astype(np.int64)
        age = self._ages.numbers()[self._ages.draw(rng.random(count))] + self._is_long[course]
        born = first_days(graduated - 12 * age) - rng.integers(_DAYS_OF_YEAR, size=count)
        height = self._heights.numbers()[self._heights.draw(rng.random(count), sex)]
        mass = self._masses.numbers()[self._masses.draw(rng.random(count), sex)]
        weight = np.rint(mass / _TENTHS * (height / 100) ** 2)
        sexes = pa.array(_SEXES, pa.string()).take(pa.array(sex))
        birth_dates = pa.array(born.astype(np.int32), pa.int32()).cast(pa.date32())
        columns = {
            "sex": sexes,
            "birth_date": birth_dates,
            "height_cm": pa.array(height.astype(np.float64)),
            "weight_kg": pa.array(weight),
        }
        return {name: self.with_unknown(name, column, rng) for name, column in columns.items()}

    def with_unknown(self, name: str, column: Arrow, rng: np.random.Generator) -> Arrow:
        """The column with its stated share of empty cells."""
        import pyarrow as pa
        import pyarrow.compute as pc

        is_unknown = rng.random(len(column)) < self._table.number("unknown", name)
        return pc.if_else(pa.array(is_unknown), pa.scalar(None, column.type), column)

    def wishes(self, course: Ints, rng: np.random.Generator) -> dict[str, Arrow]:
        """A few countries and sectors, and the least wage, of those who have wishes."""
        import pyarrow as pa
        import pyarrow.compute as pc

        count = len(course)
        has_wishes = rng.random(count) < self._table.number("setting", "wish_share")
        lists = {
            name: self._several(chances, course, has_wishes, rng)
            for name, chances in self._wished.items()
        }
        wage = self._wages.draw(rng.random(count))
        wage[~has_wishes] = NONE
        wages = pa.array([float(name) for name in self._wages.outcomes], pa.float64())
        least = wages.take(pa.array(wage, mask=wage == NONE))
        currency = pa.scalar(self._table.text("setting", "wish_currency"))
        unknown = pa.scalar(None, pa.string())
        currencies = pc.if_else(pc.is_null(least), unknown, currency)
        return {**lists, "wish_wage_min": least, "wish_currency": currencies}

    def _several(
        self, chances: Chances, course: Ints, wanted: NDArray[np.bool_], rng: np.random.Generator
    ) -> Arrow:
        """A few different outcomes in one cell, nothing where none is wanted."""
        import pyarrow as pa
        import pyarrow.compute as pc

        most = max(self._counts.numbers())
        count = self._counts.numbers()[self._counts.draw(rng.random(len(course)))]
        names = pa.array([format_texts([name]) for name in chances.outcomes], pa.string())
        picked: list[Ints] = []
        for turn in range(most):
            drawn = chances.draw(rng.random(len(course)), course)
            is_left_out = ~wanted | (turn >= count)
            for before in picked:
                is_left_out |= before == drawn
            picked.append(np.where(is_left_out, NONE, drawn))
        columns = [names.take(pa.array(one, mask=one == NONE)) for one in picked]
        # Arrow loses rows in which everything is skipped; the first outcome is there where wanted.
        first, *others = pc.fill_null(columns[0], ""), *columns[1:]
        listed = pc.binary_join_element_wise(first, *others, "; ", null_handling="skip")
        return pc.if_else(pa.array(wanted), listed, pa.scalar(None, pa.string()))

    def _normal(self, fact: str, sex: str) -> tuple[float, float]:
        table = self._table
        return table.number(fact, sex, "mean"), table.number(fact, sex, "sd")
