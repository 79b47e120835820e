"""From which vacancies of a candidate those to be judged are taken."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from matcher.eligibility.judging import VERDICTS
from matcher.engine import Matcher
from matcher.pair_features import PairFeatures
from matcher.records import Candidate, Candidates

__all__ = ["Pool", "pools_of"]

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

#: A ranking lists what is as good as this or better.
_LAST_LISTED = "NEEDS_PROOF"
#: Pairs looked at together; vacancies of a candidate that are weighed against each other.
_AT_ONCE, _MOST_WEIGHED = 1_000_000, 40


@dataclass(frozen=True, eq=False)
class Pool:
    """Vacancies (n,) that a candidate is listed for, with `components` (n, 7), NaN where not asked.

    `top` are the places of the first of the ranking, `drawn` those of some others, each of which is
    as likely to be drawn.
    """

    candidate: Candidate
    vacancy_ids: tuple[str, ...]
    components: Floats
    top: tuple[int, ...]
    drawn: tuple[int, ...]


def pools_of(
    engine: Matcher, people: Candidates, *, wanted: int, size: int, random: np.random.Generator
) -> list[Pool]:
    """The pools of up to `wanted` candidates, drawn from those listed for `size` or more."""
    order, found = random.permutation(len(people)), list[Pool]()
    at_once = max(min(_AT_ONCE // len(engine.index), wanted), 1)
    for start in range(0, order.size, at_once):
        few = [people[int(row)] for row in order[start : start + at_once]]
        features = engine.features(few)
        is_listed = features.verdict_codes.reshape(len(few), -1) <= VERDICTS.index(_LAST_LISTED)
        for row in np.flatnonzero(is_listed.sum(axis=1) >= size)[: wanted - len(found)].tolist():
            listed = row * is_listed.shape[1] + np.flatnonzero(is_listed[row])
            found.append(_pool(few[row], features, listed, size, random))
        if len(found) == wanted:
            break
    return found


def _pool(
    candidate: Candidate,
    features: PairFeatures,
    listed: Places,
    size: int,
    random: np.random.Generator,
) -> Pool:
    """The pool of a candidate with its `listed` pairs."""
    ids = np.array([features.vacancy_ids[int(place)] for place in listed], dtype=np.object_)
    # As a ranking orders them: by score, then by id.
    ranked = np.lexsort((np.argsort(np.argsort(ids)), -features.score[listed].astype(np.float64)))
    top, others = np.split(ranked, [(size + 1) // 2])
    drawn = random.permutation(others)[:size]
    kept = np.unique([*top, *drawn, *random.permutation(ranked)[:_MOST_WEIGHED]])
    components = [values[listed[kept]] for values in features.components.values()]
    return Pool(
        candidate=candidate,
        vacancy_ids=tuple(ids[kept].tolist()),
        components=np.stack(components, axis=1).astype(np.float64),
        top=tuple(np.searchsorted(kept, top).tolist()),
        drawn=tuple(np.searchsorted(kept, drawn).tolist()),
    )
