"""Laws 3, 4 and 5 with the rule packs of the package, on whole matrices of verdicts.

A case is one pair and one change; it tells something where the pair was READY (law 3), or where
the change moved the verdict (laws 4 and 5) or the score (law 4).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.eligibility.judging import VERDICTS
from matcher.index import Index
from matcher.records import Candidate, Vacancy
from pack_rounds import RECORDS, Matrices, Round, Terms, matrices
from record_changes import LESS_ASKED, LESS_SAID, asking_less, bare, improved, saying_less, withheld
from reproducing import code_of, smaller_together

__all__ = ["LAWS", "Counts", "Ledger", "Violation", "play"]

LAWS = (3, 4, 5)
_READY, _NEEDS_PROOF = VERDICTS.index("READY"), VERDICTS.index("NEEDS_PROOF")
_SILENCED = 8

Truths = npt.NDArray[np.bool_]

# --- what is counted ---------------------------------------------------------------------


def _broken(law: int, before: Matrices, after: Matrices) -> Truths:
    """Where a law is broken: verdicts by code, better first."""
    (verdicts, scores), (new_verdicts, new_scores) = before, after
    if law == LAWS[0]:
        fell: Truths = (verdicts == _READY) & (new_verdicts > _NEEDS_PROOF)
        return fell
    worse: Truths = new_verdicts > verdicts
    return worse | (new_scores < scores) if law == LAWS[1] else worse


def _telling(law: int, before: Matrices, after: Matrices) -> Truths:
    """Where a case tells something."""
    (verdicts, scores), (new_verdicts, new_scores) = before, after
    if law == LAWS[0]:
        ready: Truths = verdicts == _READY
        return ready
    moved: Truths = new_verdicts != verdicts
    return moved | (new_scores != scores) if law == LAWS[1] else moved


@dataclass(frozen=True)
class Violation:
    """A pair before and after a change that should not have worsened it."""

    law: int
    kind: str
    before: tuple[Terms, Candidate]
    after: tuple[Terms, Candidate]

    @property
    def found(self) -> list[tuple[str, float]]:
        """The verdict and the score before and after."""
        return [
            (VERDICTS[int(verdicts[0, 0])], float(scores[0, 0]))
            for verdicts, scores in self._matrices()
        ]

    @property
    def is_real(self) -> bool:
        """Whether the law is broken."""
        before, after = self._matrices()
        return bool(_broken(self.law, before, after)[0, 0])

    def _matrices(self) -> tuple[Matrices, Matrices]:
        before, after = (
            matrices(terms.index(), [person]) for terms, person in (self.before, self.after)
        )
        return before, after

    def smaller(self) -> Iterator[Violation]:
        """The same change to a pair with one thing less."""
        (terms, person), (new_terms, new_person) = self.before, self.after
        jobs = terms.vacancies[0], new_terms.vacancies[0]
        for job, new_job in smaller_together(*jobs):
            less, new_less = terms.with_only(job), new_terms.with_only(new_job)
            yield replace(self, before=(less, person), after=(new_less, new_person))
        for one, new_one in smaller_together(person, new_person):
            yield replace(self, before=(terms, one), after=(new_terms, new_one))

    def code(self) -> str:
        """The violation as code that shows it."""
        before, after = (
            f"({terms.code()}, {code_of(person)})" for terms, person in (self.before, self.after)
        )
        return f"""\
from datetime import date
from matcher.records import Candidate, Vacancy
from matcher.settings import Settings
from pack_laws import Violation
from pack_rounds import Terms
before = {before}
after = {after}
print(Violation({self.law}, {self.kind!r}, before, after).found)"""


@dataclass
class Counts:
    """Cases of one kind of change, how many told something, and how many broke the law."""

    cases: int = 0
    telling: int = 0
    violations: int = 0


@dataclass
class Ledger:
    """What was counted by law and kind, and the first violation of each."""

    counts: dict[tuple[int, str], Counts] = field(default_factory=dict)
    violations: dict[tuple[int, str], Violation] = field(default_factory=dict)

    def cases(self, law: int) -> int:
        """The cases of one law."""
        return sum(counts.cases for (of, _), counts in self.counts.items() if of == law)

    def note(
        self,
        kind: tuple[int, str],
        before: Matrices,
        after: Matrices,
        example: Callable[[int, int], Violation],
    ) -> None:
        """Count the pairs of a change; `example` makes a violation of a row and a column."""
        counts = self.counts.setdefault(kind, Counts())
        broken = _broken(kind[0], before, after)
        counts.cases += broken.size
        counts.telling += int(_telling(kind[0], before, after).sum())
        counts.violations += int(broken.sum())
        if broken.any() and kind not in self.violations:
            row, column = np.argwhere(broken)[0].tolist()
            self.violations[kind] = example(row, column)


# --- the laws ----------------------------------------------------------------------------


def play(law: int, drawn: Round, ledger: Ledger) -> None:
    """Try a law in every way on a round, and note what became of it."""
    trial = _Trial(drawn, drawn.terms.index(), law, ledger)
    chance, vacancies, taxonomy = drawn.chance, drawn.terms.vacancies, RECORDS.taxonomy
    if law == LAWS[0]:
        trial.change_people([list(withheld(one)) for one in drawn.people])
        for fact in LESS_SAID:
            trial.change_vacancies(
                f"{fact} of the vacancy", [saying_less(one, fact) for one in vacancies]
            )
    elif law == LAWS[1]:
        pairs = zip(drawn.people, drawn.whole, strict=True)
        trial.change_people([list(improved(*pair, taxonomy, chance)) for pair in pairs])
    else:
        for kind in LESS_ASKED:
            changed = [
                asking_less(one, kind, chance.of(vacancies), taxonomy, chance) for one in vacancies
            ]
            trial.change_vacancies(kind, changed)
        trial.silence_rules()


@dataclass(frozen=True)
class _Trial:
    """A round on which a law is tried."""

    drawn: Round
    index: Index
    law: int
    ledger: Ledger

    @cached_property
    def _of_many(self) -> Matrices:
        return matrices(self.index, self.drawn.many)

    def change_people(self, changed: Sequence[Sequence[tuple[str, Candidate]]]) -> None:
        """Compare every person with every change of them, for all vacancies."""
        people = self.drawn.people
        owners = np.array([owner for owner, listed in enumerate(changed) for _ in listed])
        flat = [pair for listed in changed for pair in listed]
        after = [one.model_copy(update={"id": f"D{n}"}) for n, (_, one) in enumerate(flat)]
        kinds = np.array([kind for kind, _ in flat])
        verdicts, scores = matrices(self.index, people)
        new_verdicts, new_scores = matrices(self.index, after)
        for kind in np.unique(kinds).tolist():
            rows = np.flatnonzero(kinds == kind)
            own = owners[rows]

            def example(row: int, column: int, kind: str = kind, rows: Any = rows) -> Violation:  # noqa: ANN401
                place = int(rows[row])
                terms = self.drawn.terms.with_only(self.drawn.terms.vacancies[column])
                before = people[int(owners[place])]
                return Violation(self.law, kind, (terms, before), (terms, after[place]))

            self.ledger.note(
                (self.law, kind),
                (verdicts[own], scores[own]),
                (new_verdicts[rows], new_scores[rows]),
                example,
            )

    def change_vacancies(self, kind: str, changed: Sequence[Vacancy | None]) -> None:
        """Compare every vacancy with the change of it, for all people."""
        columns = [place for place, one in enumerate(changed) if one is not None]
        if columns:
            verdicts, scores = self._of_many
            listed = tuple(one for one in changed if one is not None)
            after = replace(self.drawn.terms, vacancies=listed)
            before = self.drawn.terms.with_only(*(self.drawn.terms.vacancies[n] for n in columns))
            self._compare(kind, before, (verdicts[:, columns], scores[:, columns]), after)

    def silence_rules(self) -> None:
        """Compare vacancies of which rules alone ask something with the same without a rule."""
        terms = self.drawn.terms.with_only(*map(bare, self.drawn.terms.vacancies))
        index = terms.index()
        verdicts, scores = matrices(index, self.drawn.many)
        spoken = [
            {one.rule.id for one in own.rules.applied if one.requirement is not None}
            for own in index.gates.terms
        ]
        for silenced in self.drawn.chance.some(sorted(set().union(*spoken)), _SILENCED):
            columns = [place for place, rules in enumerate(spoken) if silenced in rules]
            before = terms.with_only(*(terms.vacancies[place] for place in columns))
            known = verdicts[:, columns], scores[:, columns]
            self._compare("a rule less", before, known, replace(before, silenced=silenced))

    def _compare(self, kind: str, before: Terms, known: Matrices, after: Terms) -> None:
        """Compare the matrices of terms with those of the same number of changed vacancies."""
        people = self.drawn.many

        def example(row: int, column: int) -> Violation:
            pairs = ((one.with_only(one.vacancies[column]), people[row]) for one in (before, after))
            return Violation(self.law, kind, *pairs)

        self.ledger.note((self.law, kind), known, matrices(after.index(), people), example)
