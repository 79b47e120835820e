"""Loads the sample: vacancies after real requirement patterns, and a synthetic cohort for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import as_file, files

from matcher.records.candidates import Candidates
from matcher.records.reading import read_vacancies
from matcher.records.vacancies import Vacancies

__all__ = ["Sample", "load_sample"]


@dataclass(frozen=True, slots=True)
class Sample:
    """A cohort, the vacancies for it, and the date on which to match them.

    >>> load_sample(candidates=3).candidates
    Candidates(3)
    """

    candidates: Candidates
    vacancies: Vacancies
    as_of: date


def load_sample(candidates: int = 300, seed: int = 20251201) -> Sample:
    """The vacancies of the package, and as many synthetic candidates as asked for.

    The vacancies follow requirements that destinations really state; their permits and most
    seats are assumed. The candidates are drawn from stated assumptions: nobody is real.

    >>> sample = load_sample(candidates=20)
    >>> len(sample.candidates), sample.as_of
    (20, datetime.date(2025, 12, 1))
    >>> {"Japan", "South Korea", "Taiwan"} <= {job.country for job in sample.vacancies}
    True
    """
    # What draws a cohort is many modules, for which `import matcher` should not wait.
    from matcher.sample.cohort import reference_date, synthetic_cohort  # noqa: PLC0415 - see above

    cohort = synthetic_cohort(candidates, seed=seed, region="Kalimantan Barat")
    return Sample(candidates=cohort, vacancies=_vacancies(), as_of=reference_date())


@cache
def _vacancies() -> Vacancies:
    with as_file(files("matcher.sample").joinpath("data", "vacancies.csv")) as path:
        return read_vacancies(path)
