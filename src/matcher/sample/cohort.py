"""Draws a synthetic cohort of vocational graduates from stated assumptions; nobody in it is real.

Every share, weight and date stands in `data/cohort_assumptions.csv`, a table of (table, key, value)
whose keys are joined by `|`. In the tables of claims a key is `selector|concept|level`, and the
selector is a training track, a programme, or `*` for everybody: for each concept the first of
these that has rows is used, and what its shares leave of 1 is the share without the claim.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from itertools import accumulate

import numpy as np

from matcher.calendar import add_months
from matcher.errors import InputError
from matcher.records.candidate import Candidate
from matcher.records.claims import SECTION_NAMES
from matcher.tables import Row, read_data_table
from matcher.taxonomy import Taxonomy, default_taxonomy

__all__ = ["reference_date", "synthetic_cohort"]

Key = tuple[str, ...]
_EVERYBODY = "*"
#: Sections whose claims are drawn from the table of the same name.
_DRAWN = frozenset(SECTION_NAMES) - {"education"}


def synthetic_cohort(size: int, *, seed: int) -> Iterator[Candidate]:
    """Synthetic candidates one after another; the same seed gives the same candidates.

    >>> first, second = synthetic_cohort(2, seed=1)
    >>> first == next(synthetic_cohort(1, seed=1)), first == second, first.province
    (True, False, 'Kalimantan Barat')
    """
    if size < 0:
        raise InputError(f"A cohort of {size} is asked for.", repair="Ask for 0 or more.")
    rng = np.random.default_rng(seed)
    cohort = _Cohort(_packaged_assumptions(), default_taxonomy(), rng)
    return map(cohort.candidate, range(1, size + 1))


def reference_date() -> date:
    """The day that the assumptions describe, on which the cohort is to be matched.

    >>> reference_date()
    datetime.date(2025, 12, 1)
    """
    return date.fromisoformat(_packaged_assumptions().text("setting", "as_of"))


# --- assumptions -------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Chances:
    """Outcomes with the cumulative edges of their probabilities."""

    outcomes: tuple[str, ...]
    edges: tuple[float, ...]

    def pick(self, rng: np.random.Generator) -> str:
        """One outcome; the last one takes what rounding leaves of 1."""
        return self.outcomes[bisect_right(self.edges, rng.random(), 0, len(self.edges) - 1)]

    def draw(self, rng: np.random.Generator) -> str | None:
        """One outcome, or None with the probability that the outcomes leave of 1."""
        place = bisect_right(self.edges, rng.random())
        return self.outcomes[place] if place < len(self.outcomes) else None


def _chances(shares: Mapping[str, float], *, total: float = 1.0) -> _Chances:
    edges = accumulate(share / total for share in shares.values())
    return _Chances(tuple(shares), tuple(edges))


def _weighted(weights: Mapping[str, float]) -> _Chances:
    return _chances(weights, total=sum(weights.values()))


class _Assumptions:
    """The table of assumptions, by table name and key."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._values: defaultdict[str, dict[Key, str]] = defaultdict(dict)
        for row in rows:
            values, key = self._values[row.required("table")], row.required("key")
            parts = tuple(part.strip() for part in key.split("|"))
            if parts in values:
                raise row.error(f"the key '{key}' stands twice.", repair="Delete one row.")
            values[parts] = row.required("value")

    def text(self, table: str, *key: str) -> str:
        """One value as it stands."""
        return self._values[table][key]

    def number(self, table: str, *key: str) -> float:
        """One value as a number."""
        return float(self.text(table, *key))

    def has(self, table: str, *key: str) -> bool:
        """True where the table has a value at that key."""
        return key in self._values[table]

    def under(self, table: str, *start: str) -> dict[str, float]:
        """The numbers at the keys that go on from `start`, by the rest of the key."""
        return {
            "|".join(key[len(start) :]): float(value)
            for key, value in self._values[table].items()
            if key[: len(start)] == start and len(key) > len(start)
        }

    def first_under(self, table: str, starts: Iterable[str]) -> dict[str, float]:
        """What stands under the first of the starts (parts joined by `|`) that has anything."""
        keys = (start.split("|") for start in starts)
        return next((found for key in keys if (found := self.under(table, *key))), {})

    def offers(self, section: str, selectors: Key) -> list[tuple[str, _Chances]]:
        """Per concept the chances of its levels, by the first selector that speaks of it."""
        offers: dict[str, dict[str, float]] = {}
        for selector in selectors:
            found: defaultdict[str, dict[str, float]] = defaultdict(dict)
            for rest, share in self.under(section, selector).items():
                concept, _, level = rest.partition("|")
                found[concept][level] = share
            for concept, levels in found.items():
                offers.setdefault(concept, levels)
        return [(concept, _chances(levels)) for concept, levels in offers.items()]


@cache
def _packaged_assumptions() -> _Assumptions:
    table = read_data_table("data/cohort_assumptions.csv", package="matcher.sample")
    return _Assumptions(table)


# --- drawing -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Graduate:
    """What the other facts of a candidate depend on."""

    programme: str
    track: str
    sex: str
    graduated: date

    @property
    def selectors(self) -> Key:
        return (self.track, self.programme, _EVERYBODY)


class _Cohort:
    """Draws candidates one by one; each method draws one group of facts."""

    def __init__(
        self, assumptions: _Assumptions, taxonomy: Taxonomy, rng: np.random.Generator
    ) -> None:
        self._table = assumptions
        self._taxonomy = taxonomy
        self._rng = rng
        self._as_of = date.fromisoformat(assumptions.text("setting", "as_of"))
        self._distribution = cache(self._read_distribution)
        self._offers = cache(assumptions.offers)

    def candidate(self, number: int) -> Candidate:
        """The next candidate, with that number in the id."""
        graduate = self._graduate()
        facts = {
            "sex": graduate.sex,
            "birth_date": self._birth_date(graduate.graduated),
            **self._body(graduate.sex),
        }
        known = {
            name: None if self._happens("unknown", name) else value for name, value in facts.items()
        }
        sections = {name: self._section(name, graduate) for name in SECTION_NAMES}
        return Candidate.model_validate(
            {
                "id": f"{self._table.text('setting', 'id_prefix')}-{number:06d}",
                **known,
                "province": self._table.text("setting", "province"),
                "city": self._pick("city"),
                "school_type": self._table.text("setting", "school_type"),
                **sections,
                "wishes": self._wishes(graduate),
            }
        )

    def _graduate(self) -> _Graduate:
        programme = self._pick("programme")
        track = self._pick("track", programme, _EVERYBODY)
        is_female = self._happens("female_share", programme)
        years = int(self._pick("years_since_graduation", track, _EVERYBODY))
        month = int(self._table.number("setting", "graduation_month"))
        return _Graduate(
            programme=programme,
            track=track,
            sex="F" if is_female else "M",
            graduated=date(self._as_of.year - years, month, 1),
        )

    def _birth_date(self, graduated: date) -> date:
        youngest = add_months(graduated, -12 * int(self._pick("age_at_graduation")))
        return youngest - timedelta(days=int(self._rng.integers(365)))

    def _body(self, sex: str) -> dict[str, float]:
        height = self._normal("height_cm", sex)
        weight = self._normal("bmi", sex) * (height / 100) ** 2
        return {"height_cm": round(height), "weight_kg": round(weight)}

    def _section(self, name: str, graduate: _Graduate) -> dict[str, object]:
        state = self._pick("section_state", f"{graduate.track}|{name}", f"{_EVERYBODY}|{name}")
        claims = [] if state == "absent" else list(self._claims(name, graduate))
        if state == "partial":
            claims = [claim for claim in claims if not self._happens("setting", "partial_loss")]
        return {"state": state, "claims": claims}

    def _claims(self, section: str, graduate: _Graduate) -> Iterator[dict[str, object]]:
        if section not in _DRAWN:
            finished = self._table.text("setting", "education_level")
            yield self._claim(section, graduate.programme, finished)
            return
        for concept, levels in self._offers(section, graduate.selectors):
            level = levels.draw(self._rng)
            if level is None:
                continue
            claim = self._claim(section, concept, level or None)
            if section == "experience":
                yield from self._worked(claim, concept, graduate)
            else:
                yield claim | self._validity(concept, graduate.graduated)

    def _claim(self, section: str, concept: str, level: str | None) -> dict[str, object]:
        """The claim as a person or office writes it: in one of its wordings, or by its label."""
        wordings = self._distribution("wording", (concept,), is_share=True)
        grades = self._distribution("evidence", (concept, section), is_share=True)
        return {
            "what": (wordings and wordings.draw(self._rng)) or self._taxonomy[concept].label_id,
            "level": level,
            "evidence": grades and grades.draw(self._rng),
        }

    def _validity(self, concept: str, graduated: date) -> dict[str, object]:
        """The dates printed on a paper, issued at most a year before graduation."""
        if not self._table.has("validity_months", concept):
            return {}
        oldest = add_months(graduated, -12)
        age = self._span("paper_age_months", concept, _EVERYBODY)
        issued = max(add_months(self._as_of, -age), oldest)
        months = int(self._table.number("validity_months", concept))
        return {"valid_from": issued, "valid_to": add_months(issued, months) if months else None}

    def _worked(
        self, claim: dict[str, object], occupation: str, graduate: _Graduate
    ) -> Iterator[dict[str, object]]:
        """The claim with its period or its number of months, as far as graduation leaves room."""
        end = add_months(self._as_of, -self._span("months_since_work"))
        left_school = graduate.graduated
        room = (end.year - left_school.year) * 12 + end.month - left_school.month
        wanted = self._span("experience_months", graduate.track, occupation, _EVERYBODY)
        months = min(wanted, room)
        if months < 1:
            return
        if self._happens("setting", "dated_experience"):
            start = add_months(end, -months)
            yield claim | {"valid_from": start, "valid_to": end - timedelta(days=1)}
        else:
            yield claim | {"level": f"{months} months"}

    def _wishes(self, graduate: _Graduate) -> dict[str, object]:
        if not self._happens("setting", "wish_share"):
            return {}
        wage = self._distribution("wish_wage_min", (), is_share=True)
        least = wage and wage.draw(self._rng)
        return {
            "countries": self._several("wish_country", graduate.track),
            "sectors": self._several("wish_sector", graduate.programme),
            "wage_min": least,
            "currency": self._table.text("setting", "wish_currency") if least else None,
        }

    def _several(self, table: str, selector: str) -> list[str]:
        """A few different outcomes."""
        count = int(self._pick("wish_count"))
        picked = (self._pick(table, selector, _EVERYBODY) for _ in range(count))
        return list(dict.fromkeys(picked))

    # --- one draw ------------------------------------------------------------------------

    def _pick(self, table: str, *starts: str) -> str:
        chances = self._distribution(table, starts, is_share=False)
        if chances is None:
            raise InputError(
                f"The table '{table}' of the assumptions says nothing of {starts or 'anything'}.",
                repair=f"Add rows with the key '{_EVERYBODY}|...'.",
            )
        return chances.pick(self._rng)

    def _span(self, table: str, *starts: str) -> int:
        """A whole number from a span such as `7-12`, both ends included."""
        low, _, high = self._pick(table, *starts).partition("-")
        return int(self._rng.integers(int(low), int(high), endpoint=True))

    def _happens(self, table: str, *key: str) -> bool:
        return self._rng.random() < self._table.number(table, *key)

    def _normal(self, table: str, sex: str) -> float:
        mean = self._table.number(table, sex, "mean")
        return float(self._rng.normal(mean, self._table.number(table, sex, "sd")))

    def _read_distribution(self, table: str, starts: Key, *, is_share: bool) -> _Chances | None:
        """The chances under the first start that has any; None where none has."""
        found = self._table.first_under(table, starts) if starts else self._table.under(table)
        if not found:
            return None
        return _chances(found) if is_share else _weighted(found)
