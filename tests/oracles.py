"""The verdict by its definition: nothing here calls an engine.

It enumerates every completion of what is not known of a person, and tries each day on which the
person could leave.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import product
from typing import Any, cast

import numpy as np
import numpy.typing as npt

from matcher.eligibility.rules import Rule
from matcher.records import (
    AllOf,
    AnyOf,
    Asked,
    Candidate,
    Evidence,
    Expression,
    OfVacancy,
    Personal,
    Requirement,
    Vacancy,
)
from matcher.records.requirements import leaves
from matcher.tables import read_data_table
from oracle_facts import (
    COUNTRIES,
    Held,
    Thing,
    covered,
    grade_of,
    holdings,
    is_complete,
    later,
    scale_of,
    thing_asked,
    work_of,
)

__all__ = ["Laws", "expected_verdict", "unknown_things"]

Truths = npt.NDArray[np.bool_]

# --- gates -------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Stand:
    """How one thing stands: met, unknown, or missing with the months it takes (None: never)."""

    state: str
    lead: int | None = None


def _stand(thing: Thing, candidate: Candidate, *, as_of: date, day: date) -> _Stand:
    if thing.concept is None:
        return _Stand("unknown")
    if thing.kind == "experience":
        return _stand_of_work(thing, candidate, as_of)
    is_listed = is_complete(candidate, thing.section)
    answers = set()
    for held in holdings(candidate):
        # Of a claim elsewhere and a complete list at home that lacks it, one must be wrong.
        contradicted = is_listed and held.section != thing.section
        answer = _answer(thing, held, day)
        answers.add("unknown" if contradicted and answer == "met" else answer)
    if "met" in answers:
        return _Stand("met", thing.lead)
    if "unknown" in answers or not is_listed:
        return _Stand("unknown", thing.lead)
    return _Stand("missing", thing.lead)


def _answer(thing: Thing, held: Held, day: date) -> str:
    if thing.concept not in covered(held.concept):
        return "nothing"
    # As evidence of a skill an expired paper falls to the self-report grade, not to nothing.
    is_valid = held.is_valid(day)
    if is_valid is False and thing.kind != "skill":
        return "nothing"
    evidence = held.evidence if is_valid else Evidence.SELF_REPORT
    is_proof = grade_of(evidence) >= grade_of(thing.least)
    # A paper that may have ended is proof in some completions only.
    is_proof &= is_valid is not None or thing.kind == "skill"
    if thing.level is not None:
        if scale_of(held.concept) != scale_of(thing.concept or ""):
            return "nothing"
        if held.level is not None and held.level < thing.level:
            return "nothing"
        is_proof &= held.level is not None
    is_proof &= held.is_certain
    return "met" if is_proof else "unknown"


def _stand_of_work(thing: Thing, candidate: Candidate, as_of: date) -> _Stand:
    asked = int(thing.level or 0)
    proven, _ = work_of(candidate, thing.concept or "", as_of, thing.least)
    if proven >= asked:
        return _Stand("met", 0)
    stated, unmeasured = work_of(candidate, thing.concept or "", as_of, None)
    if stated >= asked or unmeasured or not is_complete(candidate, "experience"):
        # Should it turn out false, only the proven months are there.
        return _Stand("unknown", asked - proven)
    return _Stand("missing", asked - stated)


# --- completions -------------------------------------------------------------------------


@dataclass(frozen=True)
class _Completion:
    """A person of whom everything is known, but for the birth date: that is an axis of arrays.

    Truths are arrays (births, days): whether something holds for a birth date on a day of leaving.
    """

    sex: str
    height: float
    weight: float
    true: Mapping[Thing | str, bool]


@dataclass(frozen=True)
class _Trial:
    """What is tried: the births and days, how each thing stands, and until when one may wait."""

    births: Sequence[date]
    days: Sequence[date]
    stands: Mapping[Thing | str, _Stand]
    as_of: date
    limit: date

    def can_be_had_on(self, lead: int | None) -> Truths:
        """The days of leaving on which something that takes so many months is there."""
        end = later(self.as_of, lead) if lead is not None else date.max
        return np.array([[end <= self.limit and end <= day for day in self.days]])

    def ages(self) -> npt.NDArray[np.int64]:
        """Completed months of age (births, days)."""
        born = np.array([(b.year, b.month, b.day) for b in self.births])[:, None, :]
        leaves = np.array([(d.year, d.month, d.day) for d in self.days])[None, :, :]
        gone: npt.NDArray[np.int64] = (leaves - born)[..., 0] * 12 + (leaves - born)[..., 1]
        return gone - (leaves[..., 2] < born[..., 2])


def _holds(
    expression: Expression, known: _Completion, trial: _Trial, *, in_time: bool, lenient: bool
) -> Truths:
    """Whether an expression holds, by birth date and day of leaving.

    `in_time` counts what can be obtained until then, `lenient` what is unknown.
    """
    if isinstance(expression, AnyOf | AllOf):
        parts = expression.any if isinstance(expression, AnyOf) else expression.all
        truths = [_holds(part, known, trial, in_time=in_time, lenient=lenient) for part in parts]
        join = np.logical_or if isinstance(expression, AnyOf) else np.logical_and
        joined: Truths = join.reduce(np.broadcast_arrays(*truths))
        return joined
    if isinstance(expression, Personal):
        return _fits(expression, known, trial)
    thing = expression.vacancy if isinstance(expression, OfVacancy) else thing_asked(expression)
    if thing is None:
        return np.array([[True]])
    stand = trial.stands[thing]
    if stand.state == "met" or (stand.state == "unknown" and (lenient or known.true[thing])):
        return np.array([[True]])
    return trial.can_be_had_on(stand.lead) if in_time else np.array([[False]])


def _fits(asked: Personal, known: _Completion, trial: _Trial) -> Truths:
    fits = np.ones((len(trial.births), len(trial.days)), dtype=np.bool_)
    if asked.sex is not None:
        fits &= known.sex == asked.sex
    if asked.age_min is not None:
        fits &= trial.ages() >= asked.age_min * 12
    if asked.age_max is not None:
        fits &= trial.ages() // 12 <= asked.age_max
    for fact in ("height", "weight"):
        low, high = getattr(asked, f"{fact}_min"), getattr(asked, f"{fact}_max")
        own = getattr(known, fact)
        fits &= (low is None or own >= low) and (high is None or own <= high)
    return fits


@dataclass(frozen=True)
class _Musts:
    select: tuple[Expression, ...]
    depart: tuple[Expression, ...]

    @classmethod
    def of(cls, vacancy: Vacancy, laws: Laws, as_of: date) -> _Musts:
        own = [_counted(one, laws) for one in vacancy.asks() if one.importance == "must"]
        asked = [*(one for one in own if one is not None), *_of_rules(laws.rules, vacancy, as_of)]
        return cls(
            select=tuple(expression for stage, expression in asked if stage == "select"),
            depart=tuple(expression for stage, expression in asked if stage == "depart"),
        )


@dataclass(frozen=True)
class Laws:
    """What holds beside the records: rules in order of precedence, and whose constraints do not."""

    rules: Sequence[Rule] = ()
    report_only: Sequence[str] = ()


_Asked = tuple[str, Expression]
#: A thing of which nothing is known, and which nobody can obtain.
_OPEN = "open question"


def _of_rules(rules: Sequence[Rule], vacancy: Vacancy, as_of: date) -> Iterator[_Asked]:
    """What the rules in force ask, by every completion of what the vacancy leaves unstated.

    A rule that holds in all of them is asked; one that holds in some is an open question, met as
    well by not holding. But what a rule itself asks of the vacancy in vain leaves it out.
    """
    in_force = [
        (rule, answer)
        for rule in rules
        if rule.valid_from <= as_of
        and (rule.valid_to is None or as_of <= rule.valid_to)
        and (answer := _applies(rule, vacancy)) != "no"
    ]
    doubtful = [rule.id for rule, answer in in_force if answer != "yes"]
    holding = [
        _holding([rule for rule, _ in in_force if rule.id not in doubtful or rule.id in true])
        for true in (
            {name for name, holds in zip(doubtful, truths, strict=True) if holds}
            for truths in product((True, False), repeat=len(doubtful))
        )
    ]
    for rule, answer in in_force:
        times = sum(rule.id in held for held in holding)
        if rule.expression is None or answer == "unstated" or not times:
            continue
        if times == len(holding):
            yield rule.stage, rule.expression
        else:
            open_one = OfVacancy.model_construct(vacancy=cast("Any", _OPEN))
            yield rule.stage, AnyOf.model_construct(any=(open_one, rule.expression))


def _holding(rules: Sequence[Rule]) -> set[str]:
    """The rules that hold of those for a vacancy: no later one that holds replaces them."""
    held: set[str] = set()
    for place in reversed(range(len(rules))):
        if not any(
            rules[place].id in late.replaces for late in rules[place + 1 :] if late.id in held
        ):
            held.add(rules[place].id)
    return held


def _applies(rule: Rule, vacancy: Vacancy) -> str:
    """Whether a rule is for the vacancy: yes, no, or left unstated, which it may ask for."""
    country = COUNTRIES.get(vacancy.country or "", vacancy.country)
    named = thing_asked(Asked(section="experience", what=vacancy.title))
    job = named.concept if named is not None else None
    stated: dict[str, tuple[bool, bool]] = {
        "countries": (
            country in rule.countries or country in COUNTRIES.values(),
            country in rule.countries,
        ),
        "schemes": (vacancy.scheme is not None, vacancy.scheme in rule.schemes),
        "employer_types": (
            vacancy.employer_type is not None,
            vacancy.employer_type in rule.employer_types,
        ),
        "occupations": (
            job is not None,
            job is not None and bool(covered(job) & set(rule.occupations)),
        ),
    }
    asked = {name: stated[name] for name in stated if getattr(rule, name)}
    if any(known and not met for known, met in asked.values()):
        return "no"
    unstated = {name for name, (known, _) in asked.items() if not known}
    if not unstated:
        return "yes"
    is_met_in_part = any(known and met for known, met in asked.values())
    return "asked" if unstated <= set(rule.ask) and is_met_in_part else "unstated"


def _counted(one: Requirement, laws: Laws) -> _Asked | None:
    """What a requirement asks, as far as the constraints of its origin count."""
    if one.origin not in laws.report_only:
        return one.stage, one.expression
    kept = _without_constraints(one.expression)
    return None if kept is None else (one.stage, kept)


def _without_constraints(asked: Expression) -> Expression | None:
    if isinstance(asked, Personal):
        if asked.age_min is None and asked.age_max is None:
            return None
        return Personal(age_min=asked.age_min, age_max=asked.age_max)
    if isinstance(asked, AnyOf):
        options = [_without_constraints(part) for part in asked.any]
        left = tuple(option for option in options if option is not None)
        return AnyOf(any=left) if len(left) == len(options) else None
    if isinstance(asked, AllOf):
        needed = [_without_constraints(part) for part in asked.all]
        kept = tuple(part for part in needed if part is not None)
        return AllOf(all=kept) if kept else None
    return None if isinstance(asked, Asked) and asked.what == "condition:no-tattoo" else asked


def expected_verdict(
    candidate: Candidate,
    vacancy: Vacancy,
    *,
    as_of: date,
    horizon: int,
    laws: Laws = Laws(),
) -> str:
    """The verdict of a pair by definition, over every completion of what is unknown."""
    musts = _Musts.of(vacancy, laws, as_of)
    trial = _trial(candidate, vacancy, musts, as_of=as_of, horizon=horizon)
    some_ready = some_not_ready = some_not_barred = False
    for known in _completions(candidate, musts, trial):
        ready, possible = _judge(known, musts, trial)
        some_ready |= bool(ready.any())
        some_not_ready |= not ready.all()
        some_not_barred |= bool(possible.any())
    if some_ready:
        return "NEEDS_PROOF" if some_not_ready else "READY"
    return "TRAINABLE" if some_not_barred else "BARRED"


def _judge(known: _Completion, musts: _Musts, trial: _Trial) -> tuple[Truths, Truths]:
    """Whether a known person is ready, and whether one day brings everything, by birth date."""
    everywhere = np.ones((len(trial.births), len(trial.days)), dtype=np.bool_)

    def all_hold(musts: Sequence[Expression], *, in_time: bool, lenient: bool) -> Truths:
        found = everywhere.copy()
        for one in musts:
            found &= _holds(one, known, trial, in_time=in_time, lenient=lenient)
        return found

    at_departure = all_hold(musts.select, in_time=False, lenient=False)[:, 0]
    some_day = all_hold(musts.select, in_time=True, lenient=False)
    some_day &= all_hold(musts.depart, in_time=True, lenient=True)
    possible: Truths = np.logical_or.reduce(some_day, axis=1)
    return at_departure & possible, possible


def unknown_things(candidate: Candidate, vacancy: Vacancy, *, as_of: date, laws: Laws) -> int:
    """How many things are unknown of a pair: completions double with each."""
    musts = _Musts.of(vacancy, laws, as_of)
    trial = _trial(candidate, vacancy, musts, as_of=as_of, horizon=0)
    return len(_open_things(musts, trial))


def _open_things(musts: _Musts, trial: _Trial) -> list[Thing | str]:
    asked = dict.fromkeys(thing for one in musts.select for thing in _things(one))
    return [thing for thing in asked if trial.stands[thing].state == "unknown"]


def _completions(candidate: Candidate, musts: _Musts, trial: _Trial) -> Iterator[_Completion]:
    things = _open_things(musts, trial)
    bounds = list(_personals(musts))
    sexes = [candidate.sex] if candidate.sex else ["M", "F"]
    heights = _values(candidate, "height_cm", _around(bounds, "height"))
    weights = _values(candidate, "weight_kg", _around(bounds, "weight"))
    for sex, height, weight in product(sexes, heights, weights):
        for truths in product((True, False), repeat=len(things)):
            yield _Completion(sex, height, weight, dict(zip(things, truths, strict=True)))


def _values(candidate: Candidate, fact: str, tried: Sequence[float]) -> list[float]:
    """The known value, else those tried that lie between the known ends, and a bit within these."""
    known = getattr(candidate, fact)
    if known is not None:
        return [known]
    low, high = getattr(candidate, f"{fact}_from"), getattr(candidate, f"{fact}_to")
    ends = {end + shift for end in (low, high) if end is not None for shift in (-0.25, 0, 0.25)}
    floor, ceiling = -math.inf if low is None else low, math.inf if high is None else high
    return sorted(value for value in {*tried, *ends} if floor <= value <= ceiling)


def _around(bounds: Sequence[Personal], fact: str) -> list[float]:
    """A value at each bound and on either side of it."""
    ends = {getattr(bound, f"{fact}_{end}") for bound in bounds for end in ("min", "max")} - {None}
    return sorted({end + shift for end in ends for shift in (-0.25, 0, 0.25)}) or [1.0]


def _trial(
    candidate: Candidate, vacancy: Vacancy, musts: _Musts, *, as_of: date, horizon: int
) -> _Trial:
    departure = _departure(vacancy, as_of)
    limit = min(later(as_of, horizon), vacancy.permit_until or date.max)
    waiting = max((limit - departure).days, 0)
    days = [departure + timedelta(days=n) for n in range(waiting + 1)]
    things = {thing for one in (*musts.select, *musts.depart) for thing in _things(one)}
    stands = {
        thing: _fact_of(thing, vacancy, as_of)
        if isinstance(thing, str)
        else _stand(thing, candidate, as_of=as_of, day=departure)
        for thing in things
    }
    births = _possible_births(candidate, _births(musts, days))
    return _Trial(births, days, stands, as_of, limit)


def _possible_births(candidate: Candidate, tried: Sequence[date]) -> list[date]:
    """The known birth date, else the days tried that lie between the known ends, and these."""
    if candidate.birth_date is not None:
        return [candidate.birth_date]
    first, last = candidate.birth_from or date.min, candidate.birth_to or date.max
    ends = {end for end in (candidate.birth_from, candidate.birth_to) if end is not None}
    return sorted({*(day for day in tried if first <= day <= last), *ends})


def _births(musts: _Musts, days: Sequence[date]) -> list[date]:
    """Every birth date that could matter: each that reaches an asked age within the days."""
    found = {date(1930, 1, 1), days[-1]}
    for bound in _personals(musts):
        ages = [int((bound.age_min or 0) * 12), int(((bound.age_max or -1) + 1) * 12)]
        for months in filter(None, ages):
            first = later(days[0], -months) - timedelta(days=4)
            last = later(days[-1], -months) + timedelta(days=4)
            found |= {first + timedelta(days=n) for n in range((last - first).days + 1)}
    return sorted(found)


def _departure(vacancy: Vacancy, as_of: date) -> date:
    if vacancy.departure is not None:
        return max(vacancy.departure, as_of)
    leads = {
        (row.text("country"), row.text("scheme")): int(row.text("months"))
        for row in read_data_table("data/departures.csv", package="matcher.eligibility")
    }
    country = COUNTRIES.get(vacancy.country or "", vacancy.country) or "*"
    # The small field's vacancies name one scheme or none.
    scheme = "p-to-p" if vacancy.scheme else "*"
    places = ((country, scheme), (country, "*"), ("*", scheme), ("*", "*"))
    return later(as_of, next(leads[place] for place in places if place in leads))


def _fact_of(fact: str, vacancy: Vacancy, as_of: date) -> _Stand:
    if fact == _OPEN:
        return _Stand("unknown")
    if fact == "placement_open":
        return _Stand("missing")
    if fact == "verified":
        known = {"verified": "met", "unverified": "missing", None: "unknown"}
        return _Stand(known[vacancy.verification])
    if vacancy.permit_from and as_of < vacancy.permit_from:
        return _Stand("missing")
    if vacancy.permit_until is None:
        return _Stand("unknown")
    return _Stand("met" if as_of <= vacancy.permit_until else "missing")


def _things(expression: Expression) -> Iterator[Thing | str]:
    for leaf in leaves(expression):
        if isinstance(leaf, OfVacancy):
            yield leaf.vacancy
        elif isinstance(leaf, Asked) and (thing := thing_asked(leaf)) is not None:
            yield thing


def _personals(musts: _Musts) -> Iterator[Personal]:
    for one in (*musts.select, *musts.depart):
        yield from (leaf for leaf in leaves(one) if isinstance(leaf, Personal))
