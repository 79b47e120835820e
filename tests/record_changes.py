"""People of whom less is known or who have more, and vacancies that ask for less, change by change.

Each change has a kind, under which its cases are counted. Records may be of any taxonomy.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from chance import Chance
from matcher.records import (
    SECTION_NAMES,
    AllOf,
    AnyOf,
    Asked,
    Candidate,
    Claim,
    Evidence,
    Expression,
    Section,
    SectionName,
    Vacancy,
)
from matcher.records.vacancy import MUST_FIELDS
from matcher.taxonomy import Taxonomy

__all__ = [
    "LESS_ASKED",
    "LESS_SAID",
    "asking_less",
    "bare",
    "improved",
    "saying_less",
    "withheld",
]

Changed = tuple[str, Candidate]

# --- 3: withholding ----------------------------------------------------------------------


def withheld(person: Candidate) -> Iterator[Changed]:
    """The person with one fact less known, in every way."""
    yield from _facts_withheld(person)
    for name in SECTION_NAMES:
        section = person.section(name)
        if section.state == "absent":
            continue
        yield "a section absent", _with(person, name, Section())
        if section.state == "complete":
            partial = Section(state="partial", claims=section.claims)
            yield "a section partial", _with(person, name, partial)
        for place, claim in enumerate(section.claims):
            others = section.claims[:place], section.claims[place + 1 :]
            kept = Section(state="partial", claims=(*others[0], *others[1]))
            yield "a claim", _with(person, name, kept)
            for kind, less in _claim_withheld(name, claim):
                own = section.model_copy(update={"claims": (*others[0], less, *others[1])})
                yield kind, _with(person, name, own)


def _facts_withheld(person: Candidate) -> Iterator[Changed]:
    born = person.birth_date
    if person.sex is not None:
        yield "sex", person.model_copy(update={"sex": None})
    if born is not None:
        yield "birth date", person.model_copy(update={"birth_date": None})
        year = {"birth_from": date(born.year, 1, 1), "birth_to": date(born.year, 12, 31)}
        yield "birth date but the year", person.model_copy(update={"birth_date": None} | year)
        days = {"birth_from": born - timedelta(9), "birth_to": born + timedelta(9)}
        yield "birth date but some days", person.model_copy(update={"birth_date": None} | days)
    for fact in ("height_cm", "weight_kg"):
        value = getattr(person, fact)
        if value is not None:
            yield fact, person.model_copy(update={fact: None})
            ends = {f"{fact}_from": value - 2, f"{fact}_to": value + 2}
            yield f"{fact} but a range", person.model_copy(update={fact: None} | ends)


def _claim_withheld(section: SectionName, claim: Claim) -> Iterator[tuple[str, Claim]]:
    yield "what a claim names", claim.model_copy(update={"what": "zzqx 17"})
    # Work without its length may be of any; the level of a claim that names none is not said.
    if section == "experience":
        yield "the length of work", claim.model_copy(update={"level": None, "valid_from": None})
        return
    if claim.level is not None:
        yield "a claim's level", claim.model_copy(update={"level": None})
    if claim.valid_from is not None or claim.valid_to is not None:
        dates = dict.fromkeys(("valid_from", "valid_to"))
        yield "a claim's dates", claim.model_copy(update=dates)


def _with(person: Candidate, name: SectionName, section: Section) -> Candidate:
    return person.model_copy(update={name: section})


#: Facts of a vacancy that may not be known.
LESS_SAID: tuple[str, ...] = (
    "permit_from",
    "permit_until",
    "verification",
    "employer_type",
    "scheme",
    "country",
    "title",
)
#: Where no day of leaving is stated, these say when one leaves: without them it is another day.
_TELL_THE_DAY = ("scheme", "country", "title")
UNREADABLE = "zzqx 17"


def saying_less(vacancy: Vacancy, fact: str) -> Vacancy | None:
    """The vacancy without a fact; None where it does not state it."""
    if getattr(vacancy, fact) is None or (fact in _TELL_THE_DAY and vacancy.departure is None):
        return None
    # A title that nobody can read says nothing of the job.
    return vacancy.model_copy(update={fact: UNREADABLE if fact == "title" else None})


# --- 4: having more ----------------------------------------------------------------------


def improved(
    person: Candidate, other: Candidate, taxonomy: Taxonomy, chance: Chance
) -> Iterator[Changed]:
    """The person with a claim more, of those of another, or with one of their claims better."""
    for name in SECTION_NAMES:
        for claim in chance.some(other.section(name).claims, 3):
            yield f"one more claim in {name}", person.with_claim(name, claim)
        section = person.section(name)
        for place, claim in enumerate(section.claims):
            for kind, better in _better(name, claim, taxonomy):
                own = (*section.claims[:place], better, *section.claims[place + 1 :])
                yield kind, _with(person, name, section.model_copy(update={"claims": own}))


def _better(section: SectionName, claim: Claim, taxonomy: Taxonomy) -> Iterator[tuple[str, Claim]]:
    if claim.evidence != Evidence.BNSP:
        yield "better evidence", claim.model_copy(update={"evidence": Evidence.BNSP})
    if section == "experience":
        for kind, update in _longer(claim):
            yield kind, claim.model_copy(update=update)
        return
    higher = _next_level(claim.what, claim.level, taxonomy, step=1)
    if higher is not None:
        yield "a higher level", claim.model_copy(update={"level": higher})
    if claim.valid_to is not None:
        later = claim.valid_to + timedelta(days=400)
        yield "a later end", claim.model_copy(update={"valid_to": later})
        if claim.valid_from is not None:
            earlier = claim.valid_from - timedelta(days=100)
            yield "an earlier beginning", claim.model_copy(update={"valid_from": earlier})


def _longer(claim: Claim) -> Iterator[tuple[str, dict[str, Any]]]:
    if claim.valid_from is not None:
        yield "work from earlier", {"valid_from": claim.valid_from - timedelta(days=200)}
    if claim.valid_from is not None and claim.valid_to is not None:
        yield "work for longer", {"valid_to": claim.valid_to + timedelta(days=200)}
    elif claim.level is not None and (months := re.match(r"\d+", claim.level)):
        yield "more months", {"level": str(int(months[0]) + 12)}


def _next_level(what: str, level: str | None, taxonomy: Taxonomy, *, step: int) -> str | None:
    """The level above or below on the scale of a concept; None where there is none."""
    scale = taxonomy.scale_of(what) if what in taxonomy else None
    rank = scale.rank(level) if scale is not None and level is not None else None
    if scale is None or rank is None:
        return None
    ranks = [one.rank for one in scale.levels]
    other = [one for one in ranks if (one > rank if step > 0 else one < rank)]
    return scale.label(other[0 if step > 0 else -1]) if other else None


# --- 5: asking for less ------------------------------------------------------------------

#: The ways in which a vacancy asks for less.
LESS_ASKED: tuple[str, ...] = (
    "a lower level",
    "less evidence",
    "a requirement gone",
    "an alternative added",
    "a bound gone",
    "wider bounds",
)
_BOUNDS = tuple(
    name for name in Vacancy.model_fields if name.startswith(("age_", "height_", "weight_", "sex"))
)


def asking_less(
    vacancy: Vacancy, kind: str, other: Vacancy, taxonomy: Taxonomy, chance: Chance
) -> Vacancy | None:
    """The vacancy asking for less in one place; None where there is no such place.

    Alternatives are what another vacancy asks.
    """
    if kind == "a bound gone":
        return _unbound(vacancy, chance)
    if kind == "wider bounds":
        return _widened(vacancy)
    places = [(name, n) for name in (*MUST_FIELDS, "requirements") for n in _places(vacancy, name)]
    if not places:
        return None
    name, place = chance.of(places)
    listed = getattr(vacancy, name)
    if kind == "a requirement gone":
        new: tuple[Any, ...] = ()
    else:
        asked = listed[place].expression if name == "requirements" else listed[place]
        easier = _easier(asked, kind, other, taxonomy, chance)
        if easier is None:
            return None
        whole = listed[place].model_copy(update={"expression": easier})
        new = (whole if name == "requirements" else easier,)
    return vacancy.model_copy(update={name: (*listed[:place], *new, *listed[place + 1 :])})


def bare(vacancy: Vacancy) -> Vacancy:
    """The vacancy without any must of its own: what is left is asked by rules."""
    musts = dict.fromkeys((*MUST_FIELDS, "requirements"), ())
    return vacancy.model_copy(update={**musts, **dict.fromkeys(_BOUNDS)})


def _places(vacancy: Vacancy, name: str) -> Iterator[int]:
    """The places of the musts in a field."""
    for place, one in enumerate(getattr(vacancy, name)):
        if name != "requirements" or one.importance == "must":
            yield place


def _unbound(vacancy: Vacancy, chance: Chance) -> Vacancy | None:
    """The vacancy without a bound: the common one, which stands in for others, and those by sex."""
    given = [name for name in _BOUNDS if getattr(vacancy, name) is not None]
    if not given:
        return None
    bound = re.sub("_(fe)?male$", "", chance.of(given))
    return vacancy.model_copy(
        update={name: None for name in _BOUNDS if re.sub("_(fe)?male$", "", name) == bound}
    )


def _widened(vacancy: Vacancy) -> Vacancy | None:
    shifts = {
        name: (-1.0 if "_min" in name else 1.0)
        for name in _BOUNDS
        if name != "sex" and getattr(vacancy, name) is not None
    }
    if not shifts:
        return None
    return vacancy.model_copy(
        update={name: getattr(vacancy, name) + shift for name, shift in shifts.items()}
    )


def _easier(
    asked: Expression, kind: str, other: Vacancy, taxonomy: Taxonomy, chance: Chance
) -> Expression | None:
    if kind == "an alternative added":
        options = [one.expression for one in other.asks() if one.importance == "must"]
        return AnyOf(any=(asked, chance.of(options))) if options else None
    found = _lowered(asked, kind, taxonomy)
    return found if found != asked else None


def _lowered(asked: Expression, kind: str, taxonomy: Taxonomy) -> Expression:
    """Every leaf of the expression at the level below, or without the evidence demanded."""
    if isinstance(asked, AnyOf):
        return AnyOf(any=tuple(_lowered(part, kind, taxonomy) for part in asked.any))
    if isinstance(asked, AllOf):
        return AllOf(all=tuple(_lowered(part, kind, taxonomy) for part in asked.all))
    if not isinstance(asked, Asked):
        return asked
    if kind == "less evidence":
        return asked.model_copy(update={"evidence": Evidence.SELF_REPORT})
    if asked.section == "experience" and asked.level and (months := re.match(r"\d+", asked.level)):
        fewer = asked.level.replace(months[0], str(max(int(months[0]) // 2, 1)), 1)
        return asked.model_copy(update={"level": fewer})
    lower = _next_level(asked.what, asked.level, taxonomy, step=-1)
    return asked.model_copy(update={"level": lower}) if lower is not None else asked
