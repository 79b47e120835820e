"""`matcher demo`: the sample matched, and four cases explained as any other pair would be."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from rich import box
from rich.console import Console, Group
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from matcher.cli import showing
from matcher.engine import Matcher
from matcher.errors import InputError
from matcher.explaining import Explanation
from matcher.records import Candidate, Candidates, Vacancies, Vacancy
from matcher.results import Match, Ranking
from matcher.sample import Sample, load_sample

__all__ = ["find_cases", "run_demo"]

_K = 5
_PEOPLE_SHOWN = 5
_ROWS_EACH = 2
_LISTED = ("READY", "NEEDS_PROOF")


@dataclass(frozen=True)
class Case:
    """One pair worth a look, with its explanation and the languages to show it in."""

    title: str
    explanation: Explanation
    languages: tuple[str, ...]


def run_demo(size: int, *, as_json: bool, console: Console) -> None:
    """Match a sample cohort of that size and show what came out, in words or as JSON."""
    sample = load_sample(candidates=size)
    engine = Matcher(as_of=sample.as_of).fit(sample.vacancies)
    with showing.progress(2 * size) as advance:
        ranking = engine.rank(sample.candidates, _K, progress=advance)
        near = engine.near_misses(
            sample.candidates, _K, progress=lambda done, _: advance(size + done, 2 * size)
        )
    cases = find_cases(sample)
    if as_json:
        value = _as_dict(sample, ranking, near, cases)
        sys.stdout.write(json.dumps(value, ensure_ascii=False, indent=2, allow_nan=False) + "\n")
    else:
        _show(sample, ranking, near, cases, console)


# --- cases -------------------------------------------------------------------------------


def find_cases(sample: Sample) -> list[Case]:
    """Four pairs of the sample, found by what the vacancy is and by how the pair stands."""
    carer = _best(sample, _is_care_home_in_taiwan, _LISTED)
    welder = _best(sample, _is_shipyard_welder_in_korea, ("TRAINABLE",))
    nurse = _jobs(sample, _is_nurse_in_germany)
    late, ended = _first_but_for_the_permit(sample)
    return [
        Case("A caregiver for a nursing home in Taiwan", _explain(sample, *carer), ("en", "id")),
        Case("Nearly a shipyard welder in Korea (E-7)", _explain(sample, *welder), ("en",)),
        Case(
            "The caregiver of the first case, for nursing in Germany: a diploma (D3) is asked",
            _explain(sample, carer[0], nurse[0]),
            ("en", "id"),
        ),
        Case("A vacancy whose permit has ended", _explain(sample, late, ended), ("en",)),
    ]


def _is_care_home_in_taiwan(job: Vacancy) -> bool:
    return job.country == "Taiwan" and job.employer_type == "institution" and not job.sex


def _is_shipyard_welder_in_korea(job: Vacancy) -> bool:
    return job.country == "South Korea" and job.scheme == "E-7-3" and "weld" in job.title.lower()


def _is_nurse_in_germany(job: Vacancy) -> bool:
    return job.country == "Germany" and "Triple Win" in (job.scheme or "")


def _has_ended(job: Vacancy, day: date) -> bool:
    return job.permit_until is not None and job.permit_until < day


def _jobs(sample: Sample, wanted: Callable[[Vacancy], bool]) -> list[Vacancy]:
    jobs = [job for job in sample.vacancies if wanted(job)]
    if not jobs:
        raise InputError("The sample has no such vacancy.", repair="Use the sample as shipped.")
    return jobs


def _best(
    sample: Sample, wanted: Callable[[Vacancy], bool], verdicts: Sequence[str]
) -> tuple[Candidate, Vacancy]:
    """The pair with the greatest score among some vacancies, with one of the verdicts."""
    jobs = _jobs(sample, wanted)
    engine = Matcher(as_of=sample.as_of).fit(Vacancies.from_records(jobs))
    ranking = engine.rank_candidates(sample.candidates, 1, verdicts=verdicts)
    if not len(ranking):
        raise InputError("Nobody of the cohort is in such a case.", repair="Draw a larger cohort.")
    best = max(ranking, key=lambda match: match.score)
    job = next(job for job in jobs if job.id == best.vacancy_id)
    return _person(sample.candidates, best), job


def _first_but_for_the_permit(sample: Sample) -> tuple[Candidate, Vacancy]:
    """A vacancy whose permit has ended, and who would be first for it if it had not."""
    ended = _jobs(sample, lambda job: _has_ended(job, sample.as_of))
    open_again = [job.model_copy(update={"permit_until": None}) for job in ended]
    again = Sample(sample.candidates, Vacancies.from_records(open_again), sample.as_of)
    person, job = _best(again, lambda _: True, (*_LISTED, "TRAINABLE"))
    return person, next(one for one in ended if one.id == job.id)


def _person(people: Candidates, match: Match) -> Candidate:
    return showing.find(people, match.candidate_id)


def _explain(sample: Sample, candidate: Candidate, job: Vacancy) -> Explanation:
    return Matcher(as_of=sample.as_of).explain(candidate, job)


# --- showing -----------------------------------------------------------------------------


def _show(
    sample: Sample, ranking: Ranking, near: Ranking, cases: list[Case], console: Console
) -> None:
    people, jobs = len(sample.candidates), len(sample.vacancies)
    console.print(
        f"{people:,} synthetic graduates of West Kalimantan, {jobs} vacancies after real overseas "
        f"requirements, as of {sample.as_of}: {people * jobs:,} pairs"
    )
    console.print(showing.counts_line(ranking))
    console.print()
    console.print(_table("Best matches", sample, ranking, missing=False))
    console.print(_table("Near misses: what is missing, and when it could be had", sample, near,
                         missing=True))  # fmt: skip
    for number, case in enumerate(cases, start=1):
        console.print(_panel(number, case))


def _table(title: str, sample: Sample, ranking: Ranking, *, missing: bool) -> Table:
    """The first rows of the first people who have any."""
    jobs = {job.id: job for job in sample.vacancies}
    table = Table(title=title, title_justify="left", box=box.SIMPLE_HEAD, pad_edge=False)
    table.add_column("graduate", no_wrap=True)
    table.add_column("of", overflow="ellipsis", max_width=22, no_wrap=True)
    table.add_column("#", justify="right")
    table.add_column("vacancy", overflow="fold")
    table.add_column("score", justify="right")
    table.add_column("missing" if missing else "verdict", overflow="fold")
    for match in _first_rows(ranking):
        job = jobs[match.vacancy_id]
        last = showing.gaps_text(match.gaps) if missing else showing.verdict_text(match.verdict)
        table.add_row(
            match.candidate_id,
            _programme(_person(sample.candidates, match)),
            str(match.rank),
            f"{job.title}, {job.country}",
            f"{match.score:.3f}",
            last,
        )
    return table


def _first_rows(ranking: Ranking) -> list[Match]:
    shown: dict[str, list[Match]] = {}
    for match in ranking:
        if match.candidate_id not in shown and len(shown) == _PEOPLE_SHOWN:
            break
        rows = shown.setdefault(match.candidate_id, [])
        if len(rows) < _ROWS_EACH:
            rows.append(match)
    return [match for rows in shown.values() for match in rows]


def _programme(person: Candidate) -> str:
    claims = person.education.claims
    return claims[0].what.removeprefix("education:").replace("-", " ") if claims else ""


def _panel(number: int, case: Case) -> Panel:
    texts = [Text(case.explanation.text("id" if lang == "id" else "en")) for lang in case.languages]
    spaced = [part for text in texts for part in (text, Text())][:-1]
    return Panel(Group(*spaced), title=f"{number}. {case.title}", title_align="left")


def _as_dict(sample: Sample, ranking: Ranking, near: Ranking, cases: list[Case]) -> dict[str, Any]:
    return {
        "as_of": sample.as_of.isoformat(),
        "candidates": len(sample.candidates),
        "vacancies": len(sample.vacancies),
        "verdicts": ranking.verdicts,
        "ranking": showing.ranking_dict(ranking),
        "near_misses": showing.ranking_dict(near),
        "cases": [
            {
                "title": case.title,
                "explanation": case.explanation.to_dict(),
                "text": {"en": case.explanation.text("en"), "id": case.explanation.text("id")},
            }
            for case in cases
        ],
    }
