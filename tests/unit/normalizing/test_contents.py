"""Sections as arrays are the sections that they were made of."""

from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.contents import CohortSection, Contents, DistinctClaims
from matcher.normalizing.normalized import NormalClaim, NormalSection
from matcher.records.evidence import Evidence
from small_world import claim

DAYS = st.none() | st.sampled_from((date.min, date(2025, 12, 1), date.max))
CLAIMS = st.builds(
    NormalClaim,
    concept=st.sampled_from(("skill:smaw", "skill:cooking", "education:steel")),
    level=st.none() | st.sampled_from((1.0, 2.5)),
    evidence=st.sampled_from(Evidence),
    valid_from=DAYS,
    valid_to=DAYS,
    text=st.sampled_from(("a", "b")),
)
SECTIONS = st.builds(
    NormalSection,
    st.booleans(),
    st.lists(CLAIMS, max_size=3).map(tuple),
    st.lists(st.sampled_from(("x", "y")), max_size=2).map(tuple),
)


@given(st.lists(SECTIONS, max_size=8))
def test_sections_come_back(sections: list[NormalSection]) -> None:
    found = CohortSection.of(sections)
    assert list(found) == sections
    assert found.complete.tolist() == [one.complete for one in sections]
    listed = found.listed()
    assert [
        [found.contents.claims[code] for code in listed.of(row)] for row in range(len(sections))
    ] == [list(one.claims) for one in sections]
    assert len(found.contents) == len(set(sections))


@given(st.lists(SECTIONS, min_size=1, max_size=8), st.data())
def test_some_of_the_candidates_share_the_contents(
    sections: list[NormalSection], data: st.DataObject
) -> None:
    found = CohortSection.of(sections)
    rows = data.draw(st.lists(st.integers(0, len(sections) - 1), max_size=5))
    taken = found.take(np.array(rows, dtype=np.int64))
    assert list(taken) == [sections[row] for row in rows]
    assert taken.contents is found.contents


@given(st.lists(CLAIMS, max_size=8, unique=True))
def test_claims_come_back(claims: list[NormalClaim]) -> None:
    found = DistinctClaims.of(claims)
    assert list(found) == claims
    assert list(found[1:3]) == claims[1:3]
    assert len(found.undated) == len(
        {replace(one, valid_from=None, valid_to=None) for one in claims}
    )


def test_what_is_listed_first_leads() -> None:
    steel, kitchen = claim("education:steel"), claim("education:kitchen")
    contents = Contents.of(
        [
            NormalSection(True, (steel, kitchen)),
            NormalSection(True, ()),
            NormalSection(False, (kitchen,)),
            NormalSection(False, (replace(steel, valid_to=date.max),)),
        ]
    )
    names, places = contents.leading
    assert names == ("education:kitchen", "education:steel")
    assert places.tolist() == [1, -1, 0, 1]
