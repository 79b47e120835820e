"""The product's own data as the work of the speed benchmarks: what `generate` draws, indexed.

The arrays are those that the engine hands to its kernel. There each vacancy asks for one gate, its
template, which is open to whom the verdict is READY or NEEDS_PROOF; candidates come in the order
and in the batches of the engine.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from benchmarks.cases import Case, Group
from benchmarks.checking import pair_scores
from benchmarks.exact import TopK
from benchmarks.gates import Members
from benchmarks.peers.choosing import Lists, choose
from benchmarks.shape import Rows
from matcher import Matcher
from matcher.eligibility.judging import VERDICTS
from matcher.kernels import LANES, People, Posts
from matcher.lineup import Effort, Lineup
from matcher.normalizing.cohort_columns import cohort_of
from matcher.sample import generate

__all__ = ["case_of_posts", "drawn", "group_of_people"]

Bools = npt.NDArray[np.bool_]
Ints = npt.NDArray[np.int64]

_LISTED = ("READY", "NEEDS_PROOF")


def drawn(candidates: int, vacancies: int, seed: int) -> tuple[Case, list[Group]]:
    """Vacancies and candidates of `generate`, normalized, judged and encoded by the engine."""
    sample = generate(candidates, vacancies, seed)
    index = Matcher(as_of=sample.as_of).fit(sample.vacancies).index
    lineup = Lineup(index)
    cohort = cohort_of(sample.candidates, index.context.records)
    case = case_of_posts(lineup.ranker.posts)
    verdicts = [VERDICTS.index(name) for name in _LISTED]
    batches = lineup.batches(cohort, verdicts, Effort(threads=1))
    return case, [group_of_people(case, batch.people) for batch in batches]


def case_of_posts(posts: Posts) -> Case:
    """Vacancies as the kernel takes them, numbered by their place among the ids."""
    offers, offer = np.unique(posts.offers, axis=0, return_inverse=True)
    case = Case(
        weights=Rows(*posts.weights),
        preference=posts.preference,
        template=posts.template.astype(np.int64),
        gates=Members(posts.gate_starts, posts.gates.astype(np.int64)),
        offers=offers.astype(np.int64),
        offer=offer.ravel(),
        criteria=posts.criteria,
        gate_count=int(posts.gates.max(initial=-1)) + 1,
        wish_count=int(offers.max(initial=-1)) + 1,
    )
    return case.take(np.argsort(posts.order))


def group_of_people(case: Case, people: People) -> Group:
    """Candidates as the kernel takes them; those who attain the same are of one profile."""
    rows = _known(Rows(*people.attained), case.criteria)
    size = people.stated.size
    names = [
        (rows.columns[start:end].tobytes(), rows.values[start:end].tobytes())
        for start, end in zip(rows.starts[:-1].tolist(), rows.starts[1:].tolist(), strict=True)
    ]
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    group = Group(
        attained=rows,
        profile=np.array([numbers[name] for name in names], dtype=np.int64),
        programme=np.arange(size),
        is_open=_unpacked(people.open, size)[:, : case.gate_count],
        is_granted=_unpacked(people.granted, size),
        stated=people.stated,
        exact=lambda some, k: pair_by_pair(case, group.take(some), k),
        people=people,
    )
    return group


def pair_by_pair(case: Case, group: Group, k: int) -> TopK:
    """The exact answer from the score of every pair."""
    lists = Lists(len(group), k)
    for place in range(len(group)):
        scores = pair_scores(case, group.take(np.array([place])))[0]
        listed = np.flatnonzero(scores >= 0)
        lists.put(place, *choose(scores[listed], listed, k))
    return lists.answer


def _known(rows: Rows, criteria: int) -> Rows:
    """Without what no vacancy asks for."""
    kept = np.flatnonzero(rows.columns < criteria)
    counts = np.bincount(rows.row_of_entry()[kept], minlength=len(rows))
    starts = np.concatenate([[0], np.cumsum(counts)])
    return Rows(rows.values[kept], rows.columns[kept], starts)


def _unpacked(bits: npt.NDArray[np.uint32], size: int) -> Bools:
    """What `lanes` packed: (blocks, x) -> (n, x)."""
    lanes = np.arange(LANES, dtype=np.uint32)[:, np.newaxis]
    found = np.empty((bits.shape[0], LANES, bits.shape[1]), dtype=np.bool_)
    for block, own in zip(found, bits, strict=True):
        block[:] = own >> lanes & 1
    return found.reshape(-1, bits.shape[1])[:size]
