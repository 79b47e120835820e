"""Draws what adverts of one job differ in: title, narrowed ages, welcome skills, wage, contract.

Musts are those of the pattern. What varies does so only as `data/order_assumptions.csv` says, and
never asks more of sex or height than the pattern does.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from matcher.sample.coded import Coded, pairs
from matcher.sample.drawing import Ints
from matcher.sample.order_assumptions import drawn, happens, order_assumptions
from matcher.sample.patterns import Job, Pattern, patterns
from matcher.sample.titles import titles
from matcher.sample.wages import wages

__all__ = ["advert_columns"]

#: Cells that every advert takes over from its pattern.
_TAKEN_OVER = (
    *("employer_type", "sex", "education", "languages", "certificates", "skills", "experience"),
    *("conditions", "documents", "nice_languages", "nice_certificates", "requirements"),
    *("age_min_male", "age_max_male", "age_min_female", "age_max_female", "scheme"),
)
_BODY = tuple(
    f"{fact}_{end}{whose}"
    for fact in ("height", "weight")
    for whose in ("", "_male", "_female")
    for end in ("min", "max")
)


def advert_columns(jobs: Sequence[Job], job: Ints, rng: np.random.Generator) -> Mapping[str, Coded]:
    """The columns of adverts whose jobs are given by place, each with a cell per advert."""
    pattern = np.array([one.pattern for one in jobs])[job]
    taken = {name: Coded([one.cells[name] for one in patterns()], pattern) for name in _TAKEN_OVER}
    return {
        **taken,
        **dict(_bodies(pattern, rng)),
        **dict(_ages(pattern, rng)),
        **dict(wages(jobs, job, rng)),
        "title": titles(jobs, job, rng),
        "nice_skills": _nice_skills(pattern, rng),
        "nice_education": _nice_education(pattern, rng),
        "nice_experience": _nice_experience(pattern, rng),
        "contract_months": _contracts(pattern, rng),
    }


def _bodies(pattern: Ints, rng: np.random.Generator) -> Iterator[tuple[str, Coded]]:
    """Height and weight: all bounds of the pattern, or none."""
    stated, places = pairs(pattern, happens("height_stated", len(pattern), rng).astype(np.int64))
    for name in _BODY:
        yield (
            name,
            Coded([patterns()[at].cells[name] if says else None for at, says in stated], places),
        )


def _ages(pattern: Ints, rng: np.random.Generator) -> Iterator[tuple[str, Coded]]:
    """The ages of the pattern, or a range within them that stays wide enough."""
    raised, raise_place = drawn("age_min_raised", len(pattern), rng)
    lowered, lower_place = drawn("age_max_lowered", len(pattern), rng)
    narrows = happens("age_narrowed", len(pattern), rng)
    step = np.where(narrows, 1 + raise_place * len(lowered) + lower_place, 0)
    chosen, places = pairs(pattern, step)
    least = order_assumptions().number("setting", "least_age_range")
    ranges = []
    for at, code in chosen:
        cells = patterns()[at].cells
        low, high = cells["age_min"], cells["age_max"]
        if code and low is not None and high is not None:
            up, down = divmod(code - 1, len(lowered))
            narrow = low + int(raised[up]), high - int(lowered[down])
            low, high = narrow if narrow[1] - narrow[0] >= least else (low, high)
        ranges.append((low, high))
    for name, ends in zip(("age_min", "age_max"), zip(*ranges, strict=True), strict=True):
        yield name, Coded(ends, places)


def _nice_skills(pattern: Ints, rng: np.random.Generator) -> Coded:
    """Some of the welcome skills of the pattern; at least one where it has any."""
    skills = [one.items("nice_skills") for one in patterns()]
    most = max(map(len, skills))
    kept = rng.random((len(pattern), most)) < order_assumptions().number(
        "setting", "nice_skill_kept"
    )
    count = np.array([len(listed) for listed in skills])[pattern]
    kept &= np.arange(most) < count[:, None]
    kept[:, 0] |= ~kept.any(axis=1)
    chosen, places = pairs(pattern, (kept << np.arange(most)).sum(axis=1))
    cells = [
        "; ".join(skill for place, skill in enumerate(skills[at]) if mask >> place & 1) or None
        for at, mask in chosen
    ]
    return Coded(cells, places)


def _nice_education(pattern: Ints, rng: np.random.Generator) -> Coded:
    """All feeder programmes of the pattern, the first of them, or none."""
    extents, extent = drawn("nice_education", len(pattern), rng)
    chosen, places = pairs(pattern, extent)
    count: Mapping[str, int | None] = {"all": None, "first": 1, "none": 0}
    cells = [
        " or ".join(patterns()[at].items("nice_education", " or ")[: count[extents[how]]]) or None
        for at, how in chosen
    ]
    return Coded(cells, places)


def _nice_experience(pattern: Ints, rng: np.random.Generator) -> Coded:
    """Months of the pattern's job that are welcome; the pattern's own where it demands some."""
    months, month = drawn("nice_experience", len(pattern), rng)
    chosen, places = pairs(pattern, month)
    return Coded([_welcome(patterns()[at], months[code]) for at, code in chosen], places)


def _welcome(pattern: Pattern, months: str) -> str | None:
    own: str | None = pattern.cells["nice_experience"]
    if pattern.cells["experience"]:
        return own
    worked = own.partition("|")[0] if own else pattern.occupation
    return None if months == "none" else f"{worked}|{months} months"


def _contracts(pattern: Ints, rng: np.random.Generator) -> Coded:
    """The contract of the pattern, now and then longer."""
    longer, more = drawn("contract_longer", len(pattern), rng)
    chosen, places = pairs(pattern, more)
    lengths = [
        (patterns()[at].cells["contract_months"], float(longer[code])) for at, code in chosen
    ]
    return Coded([None if own is None else own + extra for own, extra in lengths], places)
