"""Draws people whose papers hold, end and may have ended near the days that count, and asks."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from hypothesis import strategies as st

from matcher.normalizing.normalized import NormalCandidate, NormalClaim, NormalSection
from matcher.records.claims import SECTION_NAMES
from matcher.records.evidence import Evidence
from matcher.taxonomy import Validity
from small_world import AS_OF, TAXONOMY, ask, ask_work, person

#: Some papers hold for a known time, some for one that nobody knows, some for good.
WORLD = replace(
    TAXONOMY,
    validity={
        "certificate:first-aid": Validity(True, 6, "a law (quoted)"),
        "skill:smaw": Validity(True, 6, "a law (quoted)"),
        "skill:smaw-6g": Validity(True, None, "a law (quoted)"),
        "language:jlpt": Validity(True, 12, "a law (quoted)"),
        "language:ielts": Validity(False, None, "a law (quoted)"),
        "education:steel": Validity(True, None, "a law (quoted)"),
        "document:passport": Validity(True, None, "a law (quoted)"),
    },
)
#: Departures before, between and after the ends that papers have.
DAYS = (AS_OF, AS_OF + timedelta(60), AS_OF + timedelta(61), AS_OF + timedelta(400))
CONCEPTS = tuple(WORLD.concepts)
OCCUPATIONS = tuple(one for one in CONCEPTS if one.startswith("occupation:"))

grades = st.sampled_from(Evidence)
levels = st.none() | st.sampled_from((1.0, 2.0, 3.0, 4.0, 5.0, 6.0))
months_worked = st.sampled_from((1.0, 5.5, 6.0, 11.0, 12.0))
near = st.sampled_from(DAYS).flatmap(
    lambda day: st.integers(-1, 1).map(lambda more: day + timedelta(more))
)
long_before = st.integers(-800, 0).map(lambda days: AS_OF + timedelta(days))


@st.composite
def claims(draw: st.DrawFn, *, is_work: bool) -> NormalClaim:
    """Anything at all, at any level, on a paper that begins or ends near the days that count."""
    concept = draw(st.sampled_from(OCCUPATIONS if is_work else CONCEPTS))
    level = draw(st.none() | months_worked if is_work else levels)
    start, end = draw(st.none() | long_before | near), draw(st.none() | near)
    if start is not None and end is not None:
        start, end = min(start, end), max(start, end)
    return NormalClaim(concept, level, draw(grades), start, end, f"{concept} {start} {end}")


@st.composite
def people(draw: st.DrawFn) -> NormalCandidate:
    """Someone whose claims also stand in sections that are not their own."""
    sections: dict[str, NormalSection] = {
        name: NormalSection(
            draw(st.booleans()),
            tuple(draw(st.lists(claims(is_work=name == "experience"), max_size=3))),
        )
        for name in SECTION_NAMES
    }
    return replace(person(), sections=sections)


literals = (
    st.builds(ask, st.sampled_from(CONCEPTS), levels, grades)
    | st.builds(ask_work, st.sampled_from(OCCUPATIONS), months_worked, grades)
    | st.just(ask("?skill:juggling"))
)
blocks = st.lists(people(), max_size=3)
