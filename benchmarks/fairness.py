"""Is the cause of a planted gap named, and none where nothing was planted?

A cohort has 2,000 people of the synthetic cohort of the nation, dealt out by chance to two groups
of about a thousand, and the 145 vacancies of the sample. A bias is planted in a share of one group
that gives it, in the mean over other seeds, a gap of about 10 points in exposure@10: the share of
people whom the first ten of some vacancy's list show.

* `rule`: every employer asks a height, and people are small;
* `weight`: preference weighs much more than by default, and people were never asked for wishes;
  the others lack certificates, so that by the default weights neither group is behind;
* `documents`: what people list is only their own word;
* `taxonomy`: skills weigh much, and schools name them by numbers of a syllabus, or abbreviate.

In the *unplanted* cohorts the same is done to both groups alike. As a further control, people
*bring* less: of what one group had, much is not there, in lists that are complete.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from benchmarks.figures import machine
from matcher import Candidates, Matcher, Weights, load_sample
from matcher.fairness import Gap
from matcher.fairness.shares import CAUSES
from matcher.fairness.tally import share_interval
from matcher.records import Vacancies
from matcher.sample import synthetic_cohort

__all__ = ["KINDS", "STRENGTHS", "Line", "Outcome", "audited", "drawn", "engine_of", "lines"]

Truths = npt.NDArray[np.bool_]
Columns = dict[str, list[Any]]

_PEOPLE, _K = 2000, 10
_GOAL = 0.95
#: What can be planted; the last is no bias, but what people bring.
KINDS = (*CAUSES, "brought")
#: The share of a group in which a bias is planted; found on seeds from 10,000 on.
STRENGTHS: Mapping[str, float] = {
    "rule": 0.66,
    "weight": 0.75,
    "documents": 0.52,
    "taxonomy": 1.0,
    "brought": 0.5,
}
_HEIGHT_ASKED, _SMALLER = 160, 20
#: Weights of a market by what is planted there, beside the defaults.
_WEIGHTS = {"weight": {"preference": 8.0}, "taxonomy": {"skills": 10.0}}
_SECTIONS = ("skills", "certificates", "languages", "education", "experience")
#: The share of the other group without certificates where weights are planted.
_NO_CERTIFICATES = 0.63
_LESS_HAD, _KEPT = ("skills", "certificates", "languages"), 0.3


class Drawn(NamedTuple):
    """A cohort and the group of each of its people."""

    people: Candidates
    groups: list[dict[str, str]]


@dataclass(frozen=True)
class Outcome:
    """What the audit of one cohort said."""

    kind: str
    planted: bool
    gap: float
    parts: Mapping[str, float]
    named: str | None
    closing: float


@dataclass(frozen=True)
class Line:
    """How often the right thing was said of the cohorts of one kind."""

    kind: str
    planted: bool
    cohorts: int
    right: int
    named: Mapping[str, int]
    gap: float
    own_part: float
    rest: float

    def __str__(self) -> str:
        told = share_interval(self.right / self.cohorts, self.cohorts)
        what = "planted" if self.planted else "in both alike"
        others = ", ".join(f"{name} {count}" for name, count in sorted(self.named.items()))
        return (
            f"{self.kind:10} {what:14} {self.cohorts:4} cohorts: right in {self.right} = "
            f"{told.mean:.1%} ({told.low:.1%} to {told.high:.1%}); gap {100 * self.gap:+.1f}, of "
            f"it the planted part {100 * self.own_part:+.1f}, rest {100 * self.rest:+.1f}; {others}"
        )


# --- cohorts -----------------------------------------------------------------------------


def drawn(kind: str, seed: int, strength: float, *, planted: bool = True) -> Drawn:
    """A cohort in whose group B, or in both alike, a share of people has a bias planted."""
    random = np.random.default_rng([seed, 7])
    people = synthetic_cohort(_PEOPLE, seed=seed)
    in_b = random.random(_PEOPLE) < 1 / 2
    table = people.to_arrow()
    columns: Columns = {name: table[name].to_pylist() for name in table.column_names}
    hit = random.random(_PEOPLE) < strength
    _PLANTING[kind](columns, hit & in_b if planted else hit, random)
    if kind == "weight":
        lack = random.random(_PEOPLE) < _NO_CERTIFICATES
        for row in np.flatnonzero(lack & ~in_b if planted else lack).tolist():
            columns["certificates"][row] = "-"
    groups = [
        {"candidate_id": who, "side": "B" if is_b else "A"}
        for who, is_b in zip(columns["id"], in_b.tolist(), strict=True)
    ]
    return Drawn(Candidates.from_arrow(Candidates.build(columns)), groups)


def _smaller(columns: Columns, hit: Truths, _random: np.random.Generator) -> None:
    for row in np.flatnonzero(hit).tolist():
        height = columns["height_cm"][row]
        columns["height_cm"][row] = None if height is None else height - _SMALLER


def _not_asked(columns: Columns, hit: Truths, _random: np.random.Generator) -> None:
    for name in ("wish_countries", "wish_sectors", "wish_wage_min", "wish_currency"):
        for row in np.flatnonzero(hit).tolist():
            columns[name][row] = None


def _on_word(columns: Columns, hit: Truths, _random: np.random.Generator) -> None:
    for name in _SECTIONS:
        for row in np.flatnonzero(hit).tolist():
            columns[name][row] = _each(columns[name][row], _own_word)


def _in_other_words(columns: Columns, hit: Truths, _random: np.random.Generator) -> None:
    for row in np.flatnonzero(hit).tolist():
        columns["skills"][row] = _each(columns["skills"][row], _renamed)


def _less(columns: Columns, hit: Truths, random: np.random.Generator) -> None:
    for name in _LESS_HAD:
        for row in np.flatnonzero(hit).tolist():
            cell = columns[name][row]
            items = (
                [] if cell is None else [one for one in cell.split(";") if random.random() < _KEPT]
            )
            columns[name][row] = ";".join(items) or "-"


def _each(cell: str | None, change: Callable[[list[str]], list[str]]) -> str | None:
    """A cell with each of its items changed; what is no item stays."""
    if cell is None or cell.strip() == "-":
        return cell
    items = (one.strip() for one in cell.split(";"))
    return "; ".join(one if one == "..." else "|".join(change(one.split("|"))) for one in items)


def _own_word(parts: list[str]) -> list[str]:
    return [*(parts + [""] * 2)[:2], "self_report", *parts[3:]]


def _renamed(parts: list[str]) -> list[str]:
    what, number = parts[0], int(sha256(parts[0].casefold().encode()).hexdigest(), 16)
    if number % 2:
        return [f"KD {number // 2 % 900 + 100}", *parts[1:]]
    return [" ".join(f"{word[:4]}." for word in what.split()), *parts[1:]]


_PLANTING: Mapping[str, Callable[[Columns, Truths, np.random.Generator], None]] = {
    "rule": _smaller,
    "weight": _not_asked,
    "documents": _on_word,
    "taxonomy": _in_other_words,
    "brought": _less,
}


@cache
def engine_of(kind: str) -> Matcher:
    """The engine of the market in which a kind is planted."""
    if kind in _WEIGHTS:
        return engine_of("").reweighted(Weights(**_WEIGHTS[kind]))
    sample = load_sample()
    jobs = list(sample.vacancies)
    if kind == "rule":
        jobs = [
            job.model_copy(update={"height_min": _HEIGHT_ASKED}) if job.height_min is None else job
            for job in jobs
        ]
        return Matcher(as_of=sample.as_of).fit(Vacancies.from_records(jobs))
    return engine_of("") if kind else Matcher(as_of=sample.as_of).fit(sample.vacancies)


# --- outcomes ----------------------------------------------------------------------------


def audited(
    kind: str, seed: int, *, planted: bool = True, strength: float | None = None
) -> Outcome:
    """The audit of a cohort."""
    share = STRENGTHS[kind] if strength is None else strength
    people, groups = drawn(kind, seed, share, planted=planted)
    audit = engine_of(kind).audit(people, groups, k=_K, threads=1)
    (gap,) = (one for one in audit.gaps if one.group == "B")
    return Outcome(
        kind=kind,
        planted=planted,
        gap=gap.difference.mean,
        parts={name: part.mean for name, part in gap.parts.items()},
        named=gap.cause,
        closing=_closing(gap),
    )


def _closing(gap: Gap) -> float:
    return abs(sum(part.mean for part in gap.parts.values()) - gap.difference.mean)


def line_of(found: list[Outcome]) -> Line:
    """The cohorts of one kind together."""
    kind, planted = found[0].kind, found[0].planted
    wanted = kind if planted and kind in CAUSES else None
    part = kind if kind in CAUSES else "rest"
    return Line(
        kind, planted, len(found),
        right=sum(one.named == wanted for one in found),
        named=dict(Counter(one.named or "none" for one in found)),
        gap=float(np.mean([one.gap for one in found])),
        own_part=float(np.mean([one.parts[part] for one in found])),
        rest=float(np.mean([one.parts["rest"] for one in found])),
    )  # fmt: skip


def lines(cohorts: int, unplanted: int, brought: int) -> Iterator[list[Outcome]]:
    """The outcomes of each kind, planted and not."""
    for kind in CAUSES if cohorts else ():
        yield [audited(kind, seed) for seed in range(cohorts)]
    for number, kind in enumerate(CAUSES if unplanted else (), 1):
        first = 1000 * number
        yield [audited(kind, seed, planted=False) for seed in range(first, first + unplanted)]
    if brought:
        yield [audited("brought", seed) for seed in range(6000, 6000 + brought)]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "--cohorts", type=int, default=50, help="planted ones of each kind; 0 for none"
    )
    parser.add_argument("--unplanted", type=int, default=50, help="of each kind")
    parser.add_argument("--brought", type=int, default=50)
    parser.add_argument("--json", action="store_true", help="end with one JSON line")
    options = parser.parse_args()
    print(machine())
    start, found, told = time.perf_counter(), [], []
    for outcomes in lines(options.cohorts, options.unplanted, options.brought):
        found += outcomes
        told.append(line_of(outcomes))
        print(told[-1], flush=True)
    planted = [one for one in found if one.planted and one.kind in CAUSES]
    others = [one for one in found if not one.planted]
    for name, own, right in (
        ("right cause named", planted, sum(one.named == one.kind for one in planted)),
        ("none named where nothing was planted", others, sum(one.named is None for one in others)),
    ):
        if not own:
            continue
        share = share_interval(right / len(own), len(own))
        print(f"{name}: {right} of {len(own)} = {share.mean:.1%} "
              f"({share.low:.1%} to {share.high:.1%}), goal {_GOAL:.0%}")  # fmt: skip
    closing = max(one.closing for one in found)
    seconds = time.perf_counter() - start
    print(f"greatest closing error {closing:.1e}; {seconds / len(found):.2f} s per audit")
    if options.json:
        print(json.dumps([asdict(one) for one in told]))


if __name__ == "__main__":
    main()
