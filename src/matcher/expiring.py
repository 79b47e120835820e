"""Papers of a cohort that end before departure: whose, at what cost, and by when to renew them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from matcher.eligibility.expiring import BASES, ExpiringPaper, PaperWatch
from matcher.features.wording import Language
from matcher.index import Index
from matcher.normalizing.normalized import NormalCandidate
from matcher.records.tabular import Tabular
from matcher.taxonomy import Taxonomy

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["Expiring", "expiring_of"]


@dataclass(frozen=True)
class Expiring(Tabular):
    """The papers of a cohort that are not known to hold until departure, the most urgent first.

    In the order of the earliest departure that each would miss, then of what it would cost.
    """

    papers: tuple[ExpiringPaper, ...]
    candidates: int
    taxonomy: Taxonomy
    as_of: date

    def __repr__(self) -> str:
        people = len({paper.candidate for paper in self.papers})
        return (
            f"<Expiring: {len(self.papers):,} papers of {people:,} of {self.candidates:,} "
            f"candidates, as of {self.as_of}>"
        )

    def __len__(self) -> int:
        return len(self.papers)

    def __iter__(self) -> Iterator[ExpiringPaper]:
        return iter(self.papers)

    @property
    def counts(self) -> dict[str, dict[str, int]]:
        """How many papers of each concept end on a printed day, by a usual period, or unknown.

        The concepts with most papers come first.
        """
        found: dict[str, dict[str, int]] = {}
        for paper in self.papers:
            found.setdefault(paper.concept, dict.fromkeys(BASES, 0))[paper.basis] += 1
        return dict(sorted(found.items(), key=lambda item: (-sum(item[1].values()), item[0])))

    def label(self, concept: str, language: Language = "en") -> str:
        """The name of a kind of paper."""
        return self.taxonomy[concept].label(language)

    def to_arrow(self) -> pa.Table:
        """One row per paper."""
        import pyarrow as pa

        text, day = pa.string(), pa.date32()
        schema = pa.schema({
            "candidate_id": text, "paper": text, "concept": text, "label": text, "basis": text,
            "end": day, "vacancies": pa.int64(), "departure": day, "renew_by": day, "source": text,
        })  # fmt: skip
        rows = [
            {**asdict(one), "candidate_id": one.candidate, "label": self.label(one.concept)}
            for one in self.papers
        ]
        return pa.Table.from_pylist(rows, schema=schema)


def expiring_of(index: Index, blocks: Iterable[Sequence[NormalCandidate]]) -> Expiring:
    """The expiring papers of candidates that come in blocks; only the papers of a block are kept.

    A paper is listed where it would meet a must of a vacancy within the candidate's reach as long
    as it holds, holds today or may, and is not known to hold on the vacancy's departure.
    """
    watch = PaperWatch(index.gates)
    found: list[ExpiringPaper] = []
    size = 0
    for candidates in blocks:
        found += watch.papers(candidates)
        size += len(candidates)
    found.sort(key=lambda one: (one.departure, -one.vacancies, one.candidate, one.paper))
    context = index.context
    return Expiring(tuple(found), size, context.records.taxonomy, context.as_of)
