"""People over the small field, drawn by numbers: near to every bound that a vacancy sets them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from chance import Chance
from drawn_people import LEVELS, MONTHS, UNREADABLE, WHAT
from matcher.records import (
    SECTION_NAMES,
    AnyOf,
    Asked,
    Candidate,
    Claim,
    Evidence,
    Expression,
    Personal,
    Section,
    SectionName,
    Vacancy,
)
from matcher.records.requirements import leaves
from oracle_facts import later
from random_vacancies import HEIGHTS, WEIGHTS, shifted
from strategies import Choice

__all__ = ["random_person"]

#: Things that cover others, and tests that prove a language.
_MORE = {
    "skill:weld": "skill:pipe",
    "skill:plate": "skill:pipe",
    "certificate:safety": "certificate:advanced",
    "language:japanese": "language:jlpt",
    "education:any": "education:welding",
    "education:smk": "education:welding",
    "occupation:welder": "occupation:pipe-welder",
}
_ELSEWHERE: dict[SectionName, tuple[str, ...]] = {
    "skills": ("certificate:safety", "certificate:quick"),
    "certificates": ("skill:plate", "language:jlpt", "document:passport"),
}
_HOME: dict[str, SectionName] = {what: name for name, listed in WHAT.items() for what in listed}
_STATED = tuple(grade for grade in Evidence if grade != Evidence.IMPLIED)
#: Months for which papers hold where no end stands on them.
_PERIODS = (6, 9, 12)


@dataclass(frozen=True)
class _Aim:
    """What a person is drawn near to: what is asked of them, and the days that count."""

    asked: tuple[Asked, ...]
    bounds: tuple[Personal, ...]
    days: tuple[date, ...]
    as_of: date

    @classmethod
    def of(cls, vacancy: Vacancy, choice: Choice) -> _Aim:
        asked = [one.expression for one in vacancy.asks() if one.importance == "must"]
        rules = [rule.expression for rule in choice.rules if rule.expression is not None]
        own = list(_leaves((*asked, *rules)))
        departure = max(vacancy.departure or later(choice.as_of, 6), choice.as_of)
        limit = later(choice.as_of, choice.horizon)
        if vacancy.permit_until is not None:
            limit = min(limit, vacancy.permit_until)
        return cls(
            asked=tuple(leaf for leaf in own if isinstance(leaf, Asked)),
            bounds=tuple(leaf for leaf in own if isinstance(leaf, Personal)),
            days=(departure, departure, choice.as_of, max(limit, departure)),
            as_of=choice.as_of,
        )


def _leaves(expressions: Sequence[Expression]) -> Iterator[Expression]:
    for one in expressions:
        # Of alternatives the first few: whoever has everything is unknown in nothing.
        parts = one.any[:2] if isinstance(one, AnyOf) else (one,)
        for part in parts:
            yield from leaves(part)


# --- claims ------------------------------------------------------------------------------


def _claim(chance: Chance, section: SectionName, aim: _Aim) -> Claim:
    """Any claim of a section, readable or not."""
    if chance.one_in(15):
        return Claim(what=chance.of(UNREADABLE))
    elsewhere = section in _ELSEWHERE and chance.one_in(8)
    what = chance.of((_ELSEWHERE if elsewhere else WHAT)[section])
    level = chance.of((None, *levels)) if (levels := _levels(section, what)) else None
    return _proven(chance, section, Claim(what=what, level=level), aim)


def _levels(section: SectionName, what: str) -> tuple[str, ...]:
    return MONTHS if section == "experience" else LEVELS.get(what, ())


def _answer(chance: Chance, asked: Asked, aim: _Aim) -> tuple[SectionName, Claim]:
    """A claim for something asked: the thing itself or more, at its level or beside it."""
    section = _HOME.get(asked.what, asked.section)
    what = _MORE.get(asked.what, asked.what) if chance.one_in(3) else asked.what
    levels, level = _levels(section, what), None
    if asked.level in levels:
        place = levels.index(asked.level) + chance.of((0, 0, 0, 1, -1))
        level = levels[min(max(place, 0), len(levels) - 1)]
    elif levels:
        level = levels[-1]
    if chance.one_in(12):
        level = None
    if section == "experience" and asked.level in MONTHS:
        return section, _work(chance, what, int(asked.level or 0), aim)
    return section, _proven(chance, section, Claim(what=what, level=level), aim)


def _work(chance: Chance, what: str, months: int, aim: _Aim) -> Claim:
    """Work of about so many months, stated or from one day to another."""
    evidence = chance.of((None, None, *_STATED))
    if chance.one_in(2):
        stated = max(months + chance.whole(-1, 1), 1)
        return Claim(what=what, level=str(stated), evidence=evidence)
    # Three days short of a month are a month: the bound lies on one of these days.
    last = aim.as_of - timedelta(days=chance.of((0, 0, 1, 30)))
    first = later(last, -months) + timedelta(days=chance.whole(-2, 5))
    ended = None if chance.one_in(3) else last
    return Claim(what=what, evidence=evidence, valid_from=first, valid_to=ended)


def _proven(chance: Chance, section: SectionName, claim: Claim, aim: _Aim) -> Claim:
    """The claim with evidence, and with dates near the days that count."""
    found: dict[str, Any] = {"evidence": chance.of((None, "bnsp", "bnsp", *_STATED))}
    if section in ("skills", "certificates", "languages", "documents"):
        day = chance.of(aim.days)
        period = later(day, -chance.of(_PERIODS))
        start = chance.of((None, None, aim.as_of - timedelta(100), shifted(chance, period)))
        if chance.one_in(20):
            start = shifted(chance, day)
        end = chance.of((None, None, aim.as_of + timedelta(700), shifted(chance, day)))
        if start is not None and end is not None:
            end = max(start, end)
        found |= {"valid_from": start, "valid_to": end}
    elif section == "experience" and claim.level is None and chance.one_in(2):
        found["valid_from"] = aim.as_of - timedelta(days=chance.of((200, 400, 900)))
    return claim.model_copy(update=Claim(what=claim.what, **found).model_dump(include=set(found)))


def _sections(chance: Chance, aim: _Aim) -> dict[SectionName, Section]:
    """Sections with some of what is asked and something else; most are complete."""
    asked = [one for one in aim.asked if one.what in _HOME]
    if chance.one_in(2):
        listed = _thorough(chance, asked)
    else:
        listed = [_answer(chance, one, aim) for one in asked if not chance.one_in(5)]
        sections = [chance.of(SECTION_NAMES) for _ in range(chance.whole(0, 2))]
        listed += [(section, _claim(chance, section, aim)) for section in sections]
    claims: dict[SectionName, list[Claim]] = {name: [] for name in SECTION_NAMES}
    for section, claim in listed:
        claims[section].append(claim)
    return {name: _section(chance, own) for name, own in claims.items()}


def _thorough(chance: Chance, asked: Sequence[Asked]) -> list[tuple[SectionName, Claim]]:
    """Proof of all that is asked, or of all but one thing, which can be learned."""
    learned = [one for one in asked if _HOME[one.what] not in ("education", "conditions")]
    left_out = chance.of(learned).what if learned and not chance.one_in(4) else None
    found = []
    for what in dict.fromkeys(one.what for one in asked if one.what != left_out):
        section = _HOME[what]
        levels = _levels(section, what)
        level = levels[-1] if levels else None
        found.append((section, Claim(what=what, level=level, evidence=Evidence.BNSP)))
    return found


def _section(chance: Chance, claims: Sequence[Claim]) -> Section:
    if chance.one_in(20):
        return Section()
    state: Any = "partial" if chance.one_in(12) else "complete"
    return Section(state=state, claims=tuple(claims[:6]))


# --- the person --------------------------------------------------------------------------


def _birth(chance: Chance, aim: _Aim) -> date:
    """A day of birth that reaches an asked age on a day that counts, or beside it, or long ago."""
    months = [
        int(age)
        for bound in aim.bounds
        for age in ((bound.age_min or 0) * 12, ((bound.age_max or -1) + 1) * 12)
        if age
    ]
    if not months or chance.one_in(2.5):
        between = [later(aim.as_of, -12 * age) for age in (19, 22, 24, 27)]
        return chance.of((*between, date(2004, 2, 29), date(1996, 2, 29)))
    turned = later(chance.of(aim.days), -chance.of(months))
    if chance.one_in(4):
        return turned + timedelta(chance.whole(-40, 200))
    return shifted(chance, turned)


def _born(chance: Chance, aim: _Aim) -> dict[str, date]:
    """The day of birth, the ends between which it lies, one of them, or nothing."""
    if chance.one_in(10):
        return {}
    day = _birth(chance, aim)
    if not chance.one_in(6):
        return {"birth_date": day}
    year = {"birth_from": date(day.year, 1, 1), "birth_to": date(day.year, 12, 31)}
    days = {"birth_from": day - timedelta(chance.whole(0, 3)), "birth_to": day}
    return chance.of((year, days, {"birth_from": day}, {"birth_to": day}))


def _measure(
    chance: Chance, fact: str, ends: Sequence[float | None], others: Sequence[float]
) -> dict[str, float]:
    """A measure at a bound or one unit to its side, ends of it, or nothing."""
    if chance.one_in(12):
        return {}
    asked = [end for end in ends if end is not None]
    value = chance.of(asked or others) + chance.of((-1, -0.25, 0, 0, 0.25, 1))
    if not chance.one_in(10):
        return {fact: value}
    low, high = {f"{fact}_from": value}, {f"{fact}_to": value + chance.of((0, 0.25, 1, 5))}
    return chance.of((low, high, low | high))


def random_person(chance: Chance, vacancy: Vacancy, choice: Choice, name: str) -> Candidate:
    """A person near to what a vacancy and the rules ask, some facts of whom are not known."""
    aim = _Aim.of(vacancy, choice)
    heights = [end for one in aim.bounds for end in (one.height_min, one.height_max)]
    weights = [end for one in aim.bounds for end in (one.weight_min, one.weight_max)]
    sexes = [one.sex for one in aim.bounds if one.sex is not None]
    sections: dict[Any, Section] = dict(_sections(chance, aim))
    known: dict[str, Any] = {
        "sex": None if chance.one_in(8) else chance.of((*sexes, "M", "F")),
        **_measure(chance, "height_cm", heights, HEIGHTS),
        **_measure(chance, "weight_kg", weights, WEIGHTS),
        **_born(chance, aim),
        **sections,
    }
    return Candidate(id=name, **known)
