"""What kind of employer a vacancy is for: as stated, else as its job itself tells."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from matcher.tables import read_data_table

__all__ = ["Employer", "employer_of", "employer_types_of_jobs"]


@dataclass(frozen=True, slots=True)
class Employer:
    """The type of an employer; None where neither the record nor the job tells it.

    `denied` are the types which the title denies: "BUKAN PRT" is no household.
    """

    type: str | None = None
    is_stated: bool = False
    denied: frozenset[str] = frozenset()

    def may_be(self, types: Iterable[str]) -> bool | None:
        """Whether the employer is of one of the types; None where that is not known."""
        asked = set(types)
        if self.type is not None:
            return self.type in asked
        return False if asked <= self.denied else None


@cache
def employer_types_of_jobs() -> Mapping[str, str]:
    """The employer types of occupations whose name tells it (`employers.csv`).

    >>> employer_types_of_jobs()["occupation:domestic-worker"]
    'household'
    """
    return {
        row.required("occupation"): row.required("employer_type")
        for row in read_data_table("data/employers.csv", package="matcher.normalizing")
    }


def employer_of(stated: str | None, job: str, denied_jobs: Iterable[str] = ()) -> Employer:
    """The employer by what the record states, the occupation, and the occupations denied.

    >>> employer_of(None, "occupation:domestic-worker").type
    'household'
    >>> employer_of(None, "occupation:nurse", ["occupation:domestic-worker"]).may_be(["household"])
    False
    """
    if stated is not None:
        return Employer(stated, is_stated=True)
    types = employer_types_of_jobs()
    denied = frozenset(types[one] for one in denied_jobs if one in types)
    own = types.get(job)
    return Employer(None if own in denied else own, denied=denied)
