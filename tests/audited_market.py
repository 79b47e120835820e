"""A small market for audits: welders and cooks of two groups, with whatever is done to one."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from matcher import Candidate, Matcher, Vacancy, Weights
from matcher.fairness import Audit
from small_field import FIELD

__all__ = ["AS_OF", "GROUPS", "audited", "engine", "people"]

AS_OF = "2025-12-01"
_SIZE = 60
#: Every second of them is in group B.
GROUPS = [{"candidate_id": f"C{n:03}", "side": "AB"[n % 2]} for n in range(_SIZE)]


@cache
def engine(height: int | None = None, skills: float = 3.0) -> Matcher:
    """A matcher of six vacancies for welders."""
    jobs = [
        Vacancy.model_validate(
            {
                "id": f"V{n}",
                "title": "welder",
                "skills": "skill:pipe" if n % 2 else "skill:cook",
                "height_min": height,
                "permit_until": "2027-01-01",
            }
        )
        for n in range(6)
    ]
    weights = Weights(skills=skills)
    return Matcher(AS_OF, packs=[], weights=weights, taxonomy=FIELD).fit(jobs)


def people(changed: Mapping[str, Any] | None = None) -> list[Candidate]:
    """The people; `changed` are facts that those of group B have otherwise."""
    found = []
    for number in range(_SIZE):
        facts: dict[str, Any] = {
            "id": f"C{number:03}",
            "sex": "FM"[number // 2 % 2],
            "birth_date": "2004-03-01",
            "height_cm": 170,
            "education": "Welding programme|SMK",
            "skills": f"Pipe seams||BNSP; Cooking||{('BNSP', 'UKK', 'PKL')[number // 2 % 3]}",
        }
        other = dict(changed or {}) if number % 2 else {}
        found.append(Candidate.model_validate(facts | other))
    return found


def audited(
    changed: Mapping[str, Any] | None = None,
    height: int | None = None,
    **choices: Any,  # noqa: ANN401 - whatever an audit may be told
) -> Audit:
    """The audit of the sides, five of each list being looked at."""
    chosen: dict[str, Any] = {"k": 5, "threads": 1, **choices}
    return engine(height).audit(people(changed), GROUPS, **chosen)
