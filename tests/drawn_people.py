"""Draws people over the small field, and the same people less well known or better."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from itertools import product
from typing import Any

from hypothesis import strategies as st

from matcher.records import SECTION_NAMES, Candidate, Claim, Evidence, Section, SectionName, Wishes
from oracle_facts import EXPIRING, later

__all__ = [
    "LEVELS",
    "MONTHS",
    "UNREADABLE",
    "WHAT",
    "around",
    "between",
    "births",
    "candidates",
    "claims",
    "improved",
    "known_as",
    "poorer",
    "widened",
    "withheld",
]

UNREADABLE = ("zzqx 17", "qqvvk")
_PROOF = st.none() | st.sampled_from([grade for grade in Evidence if grade != Evidence.IMPLIED])
WHAT: dict[SectionName, tuple[str, ...]] = {
    "skills": ("skill:weld", "skill:plate", "skill:pipe", "skill:torch", "skill:cook"),
    "certificates": ("certificate:safety", "certificate:advanced", "certificate:quick"),
    "languages": ("language:jlpt", "language:jft", "language:japanese", "language:english"),
    "education": ("education:any", "education:smk", "education:welding", "education:nursing"),
    "experience": ("occupation:welder", "occupation:pipe-welder", "occupation:helper"),
    "documents": ("document:passport", "document:visa", "document:consent"),
    "conditions": ("condition:no-tattoo",),
}
#: Things that people list in a section that is not the home of their kind.
_ELSEWHERE: dict[SectionName, tuple[str, ...]] = {
    "skills": ("certificate:safety", "certificate:quick"),
    "certificates": ("skill:plate", "language:jlpt", "document:passport"),
}
LEVELS: dict[str, tuple[str, ...]] = {
    "language:jlpt": ("N5", "N4", "N3", "N2"),
    "language:jft": ("150", "180", "200", "250"),
    "language:japanese": ("A1", "A2", "B1"),
    "language:english": ("A1", "A2", "B1"),
    "education:any": ("SMP", "SLTA"),
    "education:smk": ("SLTA",),
    "education:welding": ("SLTA",),
    "education:nursing": ("SLTA", "D3"),
}
MONTHS = ("3", "6", "12", "24")
AGES = (18, 20, 28, 30)


def around(day: date, shifts: Sequence[int]) -> st.SearchStrategy[date | None]:
    return st.sampled_from([None, *(day + timedelta(days=shift) for shift in shifts)])


@st.composite
def claims(draw: st.DrawFn, section: SectionName, as_of: date) -> Claim:
    """A claim of a section: readable or not, proven or not, valid or not, at some level or none."""
    if not draw(st.integers(0, 9)):
        return Claim(what=draw(st.sampled_from(UNREADABLE)))
    what = draw(st.sampled_from(WHAT[section]))
    if section in _ELSEWHERE and not draw(st.integers(0, 7)):
        what = draw(st.sampled_from(_ELSEWHERE[section]))
    start = end = None
    levels = MONTHS if section == "experience" else LEVELS.get(what, ())
    if section == "experience":
        start, end = draw(around(as_of, [-900, -400, -200])), draw(around(as_of, [-180, -30, 9]))
    elif section in ("skills", "certificates", "languages", "documents"):
        start = draw(around(as_of, [-500, -100, -100, -100, 20]))
        end = draw(around(as_of, [-20, 0, 60, 600])) if start != as_of + timedelta(20) else None
    return Claim(
        what=what,
        level=draw(st.sampled_from([None, *levels])) if levels else None,
        evidence=draw(_PROOF),
        valid_from=start,
        valid_to=end,
    )


@st.composite
def _sections(draw: st.DrawFn, name: SectionName, as_of: date) -> Section:
    state: Any = draw(st.sampled_from(["absent", "partial", "complete", "complete"]))
    if state == "absent":
        return Section()
    most = 3 if name in ("skills", "experience", "languages") else 2
    return Section(state=state, claims=tuple(draw(st.lists(claims(name, as_of), max_size=most))))


def births(as_of: date) -> st.SearchStrategy[date | None]:
    """Birth dates of people who reach an asked age soon, or have just reached it, or not known."""
    near = st.builds(
        lambda age, shift: later(as_of, -12 * age) + timedelta(days=shift),
        st.sampled_from([*AGES, 19, 24, 29, 31]),
        st.integers(-40, 200),
    )
    return st.none() | near | st.sampled_from([date(2004, 2, 29), date(1996, 2, 29)])


wishes = st.builds(
    Wishes,
    countries=st.sampled_from([(), ("Japan",), ("Jepang", "Singapore"), ("Closedland",)]),
    sectors=st.sampled_from([(), ("Steel",), ("care", "steel")]),
    wage_min=st.sampled_from([None, 1000, 2000]),
    currency=st.sampled_from([None, "TWD", "JPY"]),
)


@st.composite
def candidates(draw: st.DrawFn, as_of: date, name: str = "C") -> Candidate:
    sections: dict[str, Any] = {name: draw(_sections(name, as_of)) for name in SECTION_NAMES}
    person = Candidate(
        id=name,
        sex=draw(st.sampled_from([None, "M", "F"])),
        birth_date=draw(births(as_of)),
        height_cm=draw(st.sampled_from([None, 149.5, 160, 165])),
        weight_kg=draw(st.sampled_from([None, 50, 80])),
        wishes=draw(wishes),
        **sections,
    )
    for fact in draw(st.sets(st.sampled_from(sorted(_INTERVALS)), max_size=2)):
        person = draw(st.sampled_from([person, *widened(person, fact)]))
    return person


# --- the same people ----------------------------------------------------------------------


def _named(people: Iterable[Candidate]) -> list[Candidate]:
    """The people under distinct ids."""
    return [one.model_copy(update={"id": f"P{place}"}) for place, one in enumerate(people)]


#: For each fact the fields of its ends, and how far a known value is made uncertain.
_INTERVALS: dict[str, tuple[str, str, tuple[Any, ...]]] = {
    "birth_date": ("birth_from", "birth_to", (timedelta(0), timedelta(1), timedelta(60))),
    "height_cm": ("height_cm_from", "height_cm_to", (0, 0.5, 10)),
    "weight_kg": ("weight_kg_from", "weight_kg_to", (0, 0.5, 10)),
}


def known_as(person: Candidate, fact: str, value: object) -> Candidate:
    """The person with a fact known, or not at all."""
    low, high, _ = _INTERVALS[fact]
    return person.model_copy(update={fact: value, low: None, high: None})


def between(person: Candidate, fact: str, first: object, last: object) -> Candidate:
    """The person with a fact known only to lie between two ends."""
    low, high, _ = _INTERVALS[fact]
    return person.model_copy(update={fact: None, low: first, high: last})


def widened(person: Candidate, fact: str) -> list[Candidate]:
    """The person in every way of knowing a fact less exactly; none where nothing is known."""
    return list(_widened(person, fact))


def _widened(person: Candidate, fact: str) -> Iterator[Candidate]:
    low, high, margins = _INTERVALS[fact]
    known = getattr(person, fact)
    first, last = (getattr(person, end) if known is None else known for end in (low, high))
    if first is None and last is None:
        return
    for before, behind in product(margins, margins):
        earlier, later_end = first and first - before, last and last + behind
        yield between(person, fact, earlier, later_end)
    yield between(person, fact, first, None)
    yield between(person, fact, None, last)
    if isinstance(known, date):
        yield between(person, fact, known.replace(month=1, day=1), known.replace(month=12, day=31))


def withheld(person: Candidate) -> list[Candidate]:
    """The person with one fact less known, in every way: a fact, a claim, its level, a section.

    A birth date or measure is also known less exactly, such as a day as its year.
    """
    found = [person.model_copy(update={"sex": None})]
    found += [known_as(person, fact, None) for fact in _INTERVALS]
    found += [one for fact in _INTERVALS for one in widened(person, fact)[-2:]]
    found.append(person.model_copy(update={"wishes": Wishes()}))
    for name in SECTION_NAMES:
        section = person.section(name)
        if section.state == "absent":
            continue
        less = [Section(), Section(state="partial", claims=section.claims)]
        for place, claim in enumerate(section.claims):
            for poorer_claim in _poorer_claims(name, claim):
                own = (*section.claims[:place], *poorer_claim, *section.claims[place + 1 :])
                state = section.state if poorer_claim else "partial"
                less.append(Section(state=state, claims=own))
        found += [person.model_copy(update={name: one}) for one in less]
    return _named(found)


def _poorer_claims(section: SectionName, claim: Claim) -> Iterator[tuple[Claim, ...]]:
    """The claim withheld, made unreadable, and without its level or the length of the work."""
    yield ()
    yield (claim.model_copy(update={"what": UNREADABLE[0]}),)
    if section == "experience":
        yield (claim.model_copy(update={"level": None, "valid_from": None}),)
    elif claim.level is not None:
        yield (claim.model_copy(update={"level": None}),)


@st.composite
def poorer(draw: st.DrawFn, person: Candidate) -> Candidate:
    """The person with several facts withheld."""
    for _ in range(draw(st.integers(1, 4))):
        person = draw(st.sampled_from(withheld(person)))
    return person


@st.composite
def improved(draw: st.DrawFn, person: Candidate, as_of: date) -> Candidate:
    """The person with one more claim, or with a claim of a higher level, better proof, longer."""
    places = [(n, p) for n in SECTION_NAMES for p in range(len(person.section(n).claims))]
    if not places or draw(st.booleans()):
        name = draw(st.sampled_from(SECTION_NAMES))
        return person.with_claim(name, draw(claims(name, as_of)))
    name, place = draw(st.sampled_from(places))
    section = person.section(name)
    better = draw(st.sampled_from(list(_better_claims(name, section.claims[place]))))
    own = (*section.claims[:place], better, *section.claims[place + 1 :])
    return person.model_copy(update={name: Section(state=section.state, claims=own)})


def _better_claims(section: SectionName, claim: Claim) -> Iterator[Claim]:
    yield claim.model_copy(update={"evidence": "bnsp"})
    levels = MONTHS if section == "experience" else LEVELS.get(claim.what, ())
    if claim.level in levels:
        for level in levels[levels.index(claim.level) :]:
            yield claim.model_copy(update={"level": level})
    if section == "experience" and claim.valid_from and claim.valid_to:
        yield claim.model_copy(update={"valid_from": claim.valid_from - timedelta(days=100)})
        yield claim.model_copy(update={"valid_to": claim.valid_to + timedelta(days=100)})
    elif section != "experience":
        yield claim.model_copy(update={"valid_to": date.max})
        # Where papers of a kind expire, the dates on one are what proves that it holds.
        if claim.what not in EXPIRING:
            yield claim.model_copy(update={"valid_to": None})
        if claim.what not in EXPIRING or claim.valid_to is not None:
            yield claim.model_copy(update={"valid_from": None})
