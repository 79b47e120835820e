"""What a matcher knows: the choices it is made of, the vacancies, and whom it ranked last."""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property, partial
from os import PathLike
from threading import Lock, local
from typing import Self

from matcher.eligibility.packs import default_packs, distinct_packs
from matcher.errors import InputError, UnknownName
from matcher.index import Context, Index, build_index
from matcher.intake import PackSource, VacancySource, day_of, ids_of, packs_of, vacancy_table
from matcher.lineup import Lineup
from matcher.normalizing.normalizer import Normalizer, default_normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.vacancy_columns import NormalVacancies, block_of
from matcher.records import Candidate, Candidates, Vacancies, Vacancy
from matcher.records.editing import edited
from matcher.saving import SavedVacancies, open_saved, save_index
from matcher.settings import Settings, Weights
from matcher.taxonomy import Taxonomy

__all__ = ["Learner"]


@dataclass(frozen=True, eq=False)
class _Known:
    """The vacancies that were learned: one value, so that a thread sees all of it or none."""

    vacancies: Vacancies | SavedVacancies
    make: Callable[[], Index]

    @cached_property
    def index(self) -> Index:
        """The index; what was loaded is put together where it is first needed."""
        return self.make()

    @cached_property
    def lineup(self) -> Lineup:
        """The index as ranking needs it."""
        return Lineup(self.index)

    def reweighted(self, weights: Weights) -> _Known:
        """The same with other weights: what they do not change is shared."""
        index = self.index.reweighted(weights)
        other = _Known(self.vacancies, lambda: index)
        vars(other)["lineup"] = self.lineup.reweighted(index)
        return other


class _Threads:
    """What threads share, or have of their own."""

    def __init__(self) -> None:
        self.updating = Lock()
        self._own = local()
        self._latest: Candidates | None = None

    def remember(self, people: Candidates) -> None:
        """Keep the people that this thread ranked last, and those that any did."""
        self._own.people = self._latest = people

    def people(self) -> list[Candidates]:
        """The people that this thread ranked last, then those that any did."""
        found: tuple[Candidates | None, ...] = (getattr(self._own, "people", None), self._latest)
        return [one for one in found if one is not None]


class Learner:
    """Learns vacancies, and keeps what it learned: the half of a `Matcher` that has no verbs.

    A learner that has learned may be used by many threads at once; each sees the vacancies as they
    were before an update or as they are after it.
    """

    def __init__(
        self,
        as_of: date | str,
        *,
        weights: Weights | None = None,
        settings: Settings | None = None,
        taxonomy: Taxonomy | None = None,
        packs: Sequence[PackSource] | None = None,
    ) -> None:
        normalizer = default_normalizer() if taxonomy is None else Normalizer(taxonomy)
        self._context = Context(
            as_of=day_of(as_of),
            weights=weights if weights is not None else Weights(),
            settings=settings if settings is not None else Settings(),
            records=RecordNormalizer(normalizer),
            packs=distinct_packs(default_packs() if packs is None else packs_of(packs)),
        )
        self._learned: _Known | None = None
        self._threads = _Threads()
        self._other_days: dict[date, Context] = {}

    def __repr__(self) -> str:
        learned = self._learned
        fitted = repr(learned.index) if learned is not None else "not fitted"
        return f"<{type(self).__name__} as of {self.as_of}: {fitted}>"

    @property
    def as_of(self) -> date:
        """The day of judging."""
        return self._context.as_of

    @property
    def weights(self) -> Weights:
        """The weights of the scores."""
        return self._context.weights

    @property
    def settings(self) -> Settings:
        """The other settings."""
        return self._context.settings

    @property
    def taxonomy(self) -> Taxonomy:
        """The taxonomy that texts are resolved with."""
        return self._context.records.taxonomy

    @property
    def index(self) -> Index:
        """What is known about the vacancies; a matcher that is not fitted has none."""
        return self._known.index

    @property
    def vacancies(self) -> Sequence[Vacancy]:
        """The records of the vacancies that were learned, in the order of the index."""
        return self._known.vacancies

    @property
    def _known(self) -> _Known:
        if self._learned is None:
            raise InputError(
                "The matcher knows no vacancies yet.", repair="Call fit(vacancies) first."
            )
        return self._learned

    def fit(self, vacancies: VacancySource) -> Self:
        """Learn the vacancies: a table, a list of `Vacancy`, or anything `read_vacancies` reads.

        >>> from matcher import Matcher
        >>> Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        <Matcher as of 2025-12-01: <Index: 1 vacancies, 1 criteria, 13 gates, as of 2025-12-01>>
        """
        self._learned = self._learn(vacancy_table(vacancies))
        return self

    def _learn(self, table: Vacancies) -> _Known:
        records = self._context.records
        normal = NormalVacancies(table, records)
        index = build_index(normal, self._context, block_of(table, records))
        return _Known(table, lambda: index)

    def update(
        self,
        *,
        added: VacancySource | None = None,
        removed: Iterable[Vacancy | str] = (),
        changed: VacancySource | None = None,
    ) -> Self:
        """Learn what has changed: the same as `fit` on the table with the changes made.

        `removed` are ids or records; `changed` ones take the places of those with their ids, and
        `added` ones come last. An id that is not there, or there already, is refused. Texts that
        were read before are not read again.

        >>> from matcher import Matcher
        >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        >>> nurse = Vacancy(id="V2", title="nurse")
        >>> engine.update(added=[nurse], removed=["V1"]).index.ids.tolist()
        ['V2']
        """
        with self._threads.updating:
            vacancies = self._known.vacancies
            table = vacancies.table() if isinstance(vacancies, SavedVacancies) else vacancies
            new, other = (None if one is None else vacancy_table(one) for one in (added, changed))
            self._learned = self._learn(
                edited(table, removed=ids_of(removed), changed=other, added=new)
            )
        return self

    def reweighted(self, weights: Weights) -> Self:
        """A matcher of the same vacancies with other weights; what they ask is not read again.

        >>> from matcher import Matcher
        >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        >>> engine.reweighted(Weights(skills=5)).weights.skills
        5.0
        """
        known, other = self._known.reweighted(weights), copy.copy(self)
        vars(other).update(
            _context=known.index.context,
            _learned=known,
            _threads=_Threads(),
            _other_days={},
        )
        return other

    def save(self, folder: str | PathLike[str]) -> None:
        """Save what is known of the vacancies as a folder of plain arrays and JSON.

        The folder keeps everything that a ranking or an explanation rests on. It is written whole
        or not at all, in place of an older index; a folder of anything else is refused.

        >>> from matcher import Matcher
        >>> from tempfile import TemporaryDirectory
        >>> engine = Matcher(as_of="2025-12-01").fit([Vacancy(id="V1", title="welder")])
        >>> with TemporaryDirectory() as folder:
        ...     engine.save(f"{folder}/index")
        ...     Matcher.load(f"{folder}/index", verify=True)
        <Matcher as of 2025-12-01: <Index: 1 vacancies, 1 criteria, 13 gates, as of 2025-12-01>>
        """
        save_index(folder, self._known.index, self._known.vacancies)

    @classmethod
    def load(cls, folder: str | PathLike[str], *, verify: bool = False) -> Self:
        """A fitted matcher from a folder that `save` wrote; it gives the same results.

        Arrays stay in their files and are mapped into memory, where processes share them; what no
        file holds is made where it is first needed. Sizes, headers and bounds are checked always,
        every byte with `verify`. UnusableIndex, with the file, where something is wrong, and where
        another version of the package saved it: it may read a text or a rule in another way.
        """
        saved = open_saved(folder, verify=verify)
        own = saved.knowledge
        matcher = cls(
            own.as_of,
            weights=own.weights,
            settings=own.settings,
            taxonomy=own.taxonomy,
            packs=own.packs,
        )
        make = partial(saved.parts.index, matcher._context)
        matcher._learned = _Known(saved.parts.vacancies, make)
        return matcher

    def _context_on(self, day: date) -> Context:
        """The context of another day; its rules are looked up once."""
        return self._other_days.setdefault(day, replace(self._context, as_of=day))

    def _candidate(self, candidate: Candidate | str) -> Candidate:
        """The record of a candidate, one named by an id being among those ranked last."""
        if isinstance(candidate, Candidate):
            return candidate
        ranked = self._threads.people()
        if not ranked:
            raise InputError(
                f"No candidates have been ranked, so '{candidate}' is not known.",
                repair="Give the Candidate itself, or rank a cohort first.",
            )
        for people in ranked:
            if candidate in people.ids:
                return people[people.ids.index(candidate)]
        # One who asks for a person is not told of others.
        repair = "Give the Candidate itself, or one of those ranked last."
        raise UnknownName("candidate", candidate, repair=repair)

    def _vacancy(self, vacancy: Vacancy | str) -> Vacancy:
        """The record of a vacancy, one named by an id being among those learned."""
        if isinstance(vacancy, Vacancy):
            return vacancy
        known = self._known
        place = known.index.place.get(vacancy)
        if place is None:
            raise UnknownName("vacancy", vacancy, known=known.index.place)
        return known.vacancies[place]
