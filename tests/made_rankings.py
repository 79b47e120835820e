"""Rankings made of given lists, without records: what re-ranking and re-scoring are tested on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

import numpy as np
from hypothesis import strategies as st

from matcher.eligibility.judging import VERDICTS
from matcher.ranking import Listing
from matcher.results import Ranking
from matcher.settings import COMPONENTS
from small_world import AS_OF, CONTEXT

__all__ = ["Item", "Lists", "Side", "drawn_lists", "made_ranking"]

#: Whose lists they are.
Side = Literal["candidate", "vacancy"]
#: What is listed: its id, score and verdict.
Item = tuple[str, float, str]
#: By owner, in any order.
Lists = Mapping[str, Sequence[Item]]

SCORES = st.sampled_from([0.0, 0.1, 0.25, 0.3, 0.5, 0.55, 0.6, 0.75, 0.9])


def made_ranking(lists: Lists, side: Side = "vacancy") -> Ranking:
    """The ranking with these lists, each sorted as a ranking is."""
    rows = [
        (owner, item, rank)
        for owner, items in lists.items()
        for rank, item in enumerate(sorted(items, key=lambda one: (-one[1], one[0])), 1)
    ]
    owners, listed = [owner for owner, _, _ in rows], [item[0] for _, item, _ in rows]
    score = np.array([item[1] for _, item, _ in rows], dtype=np.float32)
    listing = Listing(
        candidate_ids=owners if side == "candidate" else listed,
        vacancy_ids=listed if side == "candidate" else owners,
        rank=np.array([rank for _, _, rank in rows], dtype=np.int32),
        score=score,
        possible=score,
        verdict=np.array([VERDICTS.index(item[2]) for _, item, _ in rows], dtype=np.int8),
        components=dict.fromkeys(COMPONENTS, score),
        unlisted=(),
        verdicts=dict.fromkeys(VERDICTS, 0),
        gaps=None,
        candidates=len(set(listed)),
        vacancies=len(lists),
        as_of=AS_OF,
    )
    return Ranking.of(listing, CONTEXT, ())


@st.composite
def drawn_lists(draw: st.DrawFn, *, items: int = 12, longest: int = 10) -> Lists:
    """Some lists of some of so many items, with ties of scores and two verdicts."""
    names = [f"C{number:02}" for number in range(items)]
    item = st.tuples(st.sampled_from(names), SCORES, st.sampled_from(VERDICTS[:2]))
    one = st.lists(item, min_size=1, max_size=longest, unique_by=lambda item: item[0])
    several = draw(st.lists(one, min_size=1, max_size=5))
    return {f"V{number}": listed for number, listed in enumerate(several)}
