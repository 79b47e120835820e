"""Rounds with the rule packs of the package: the sample's vacancies and people of a cohort.

A round draws the choice, some vacancies, and people: some as they are, some with proof of all that
one of the vacancies asks.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache

import numpy as np
import numpy.typing as npt

from chance import Chance
from matcher.eligibility.packs import default_packs
from matcher.eligibility.rules import RulePack
from matcher.index import Context, Index, build_index
from matcher.normalizing.expressions import Bound, Leaf, Literal, leaves
from matcher.normalizing.normalizer import default_normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.records import Candidate, Claim, Evidence, Section, SectionName, Vacancy
from matcher.sample import load_sample, synthetic_cohort
from matcher.settings import ConstraintOrigin, Settings, Weights
from oracle_facts import later
from reproducing import code_of

__all__ = ["RECORDS", "Matrices", "Round", "Terms", "drawn_round", "matrices"]

_DAYS = (date(2025, 12, 1), date(2025, 12, 1), date(2026, 8, 31), date(2027, 4, 1))
_VACANCIES, _COHORT = 100, 2_000
#: What can be wrong with a proof.
_FLAWS = ("missing", "missing", "weak", "low", "ending", "late")
_EMPLOYERS: tuple[ConstraintOrigin, ...] = ("employer", "agency")

#: What a text names depends on the text alone: read once for all rounds.
RECORDS = RecordNormalizer(default_normalizer())

#: The codes of verdicts, better first, and the scores, by person and vacancy.
Matrices = tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]


def matrices(index: Index, people: Sequence[Candidate]) -> Matrices:
    """The verdicts and scores of people for every vacancy."""
    block = index.match(RECORDS.candidates(list(people)))
    return block.judgement.verdicts, block.scored.scores


@cache
def _cohort(seed: int) -> tuple[Candidate, ...]:
    return tuple(synthetic_cohort(_COHORT, seed=seed))


@cache
def _sample() -> tuple[Vacancy, ...]:
    return tuple(load_sample(candidates=1).vacancies)


# --- situations --------------------------------------------------------------------------


@dataclass(frozen=True)
class Terms:
    """Vacancies, and what is chosen beside them; `silenced` is a rule of the packs left out.

    What it replaces stays replaced, so that less is asked.
    """

    as_of: date
    settings: Settings
    vacancies: tuple[Vacancy, ...]
    silenced: str | None = None

    def index(self) -> Index:
        """The vacancies under the packs of the package."""
        packs = tuple(self._heard(pack) for pack in default_packs())
        context = Context(self.as_of, Weights(), self.settings, RECORDS, packs)
        return build_index(RECORDS.vacancies(list(self.vacancies)), context)

    def _heard(self, pack: RulePack) -> RulePack:
        rules = tuple(
            rule.model_copy(update={"expression": None}) if rule.id == self.silenced else rule
            for rule in pack.rules
        )
        return pack.model_copy(update={"rules": rules})

    def with_only(self, *vacancies: Vacancy) -> Terms:
        """The same choice for these vacancies."""
        return replace(self, vacancies=vacancies)

    def code(self) -> str:
        """Code that makes the terms again."""
        vacancies = "".join(f"{code_of(one)}, " for one in self.vacancies)
        settings = {
            "horizon_months": self.settings.horizon_months,
            "report_only": self.settings.report_only,
        }
        return (
            f"Terms(date.fromisoformat({self.as_of.isoformat()!r}), Settings(**{settings!r}),"
            f" ({vacancies}), {self.silenced!r})"
        )


@dataclass(frozen=True)
class Round:
    """Terms and people, under whom everything is changed.

    `whole` has for each person one with proof of all that the person was drawn to prove.
    """

    terms: Terms
    people: tuple[Candidate, ...]
    whole: tuple[Candidate, ...]
    others: tuple[Candidate, ...]
    chance: Chance

    @property
    def many(self) -> tuple[Candidate, ...]:
        """The people and others like them: for what changes in the vacancies."""
        return (*self.people, *self.others)


def drawn_round(seed: int, number: int, *, people: int = 24, others: int = 200) -> Round:
    """The round of that number: a choice, vacancies of the sample, and people near to them.

    Everything about `people` is changed in turn; all of them see the vacancies change.
    """
    chance = Chance.at(seed, number)
    as_of = chance.of(_DAYS)
    places = chance.rng.choice(len(_sample()), _VACANCIES, replace=False)
    settings = Settings(
        horizon_months=chance.of((3, 6, 12, 12, 24)),
        report_only=chance.of(((), (), _EMPLOYERS[:1], _EMPLOYERS)),
    )
    vacancies = tuple(_dated(_sample()[int(place)], as_of, chance) for place in places)
    terms = Terms(as_of, settings, vacancies)
    near = _Near(terms.index(), chance)
    pairs = [near.person(f"C{n}", chance.of(_cohort(seed))) for n in range(people)]
    beside = [near.person(f"O{n}", chance.of(_cohort(seed)))[0] for n in range(others)]
    drawn, whole = zip(*pairs, strict=True)
    return Round(terms, drawn, whole, tuple(beside), chance)


def _dated(vacancy: Vacancy, as_of: date, chance: Chance) -> Vacancy:
    """The vacancy with days and states that the sample leaves to assumptions."""
    until = as_of + timedelta(days=chance.whole(0, 1_000))
    return vacancy.model_copy(
        update={
            "departure": chance.of((None, None, as_of + timedelta(days=chance.whole(0, 500)))),
            "permit_from": chance.of((None, as_of - timedelta(days=90))),
            "permit_until": chance.of((None, *[until] * 5)),
            "verification": chance.of((None, *["verified"] * 7)),
        }
    )


@dataclass(frozen=True)
class _Near:
    """Draws people near to what vacancies and their rules ask."""

    index: Index
    chance: Chance

    def person(self, name: str, drawn: Candidate) -> tuple[Candidate, Candidate]:
        """A person, and the same with proof of all that some vacancies ask."""
        person = drawn.model_copy(update={"id": name})
        aims = [self.chance.of(self.index.gates.terms) for _ in range(self.chance.whole(1, 4))]
        asked = [
            leaf for aim in aims for one in aim.requirements for leaf in leaves(one.expression)
        ]
        literals = {
            leaf.key: leaf for leaf in asked if isinstance(leaf, Literal) and leaf.is_resolved
        }
        fitting = person.model_copy(update=self._facts(person, asked))
        whole = self._with(fitting, literals.values(), flaws=0)
        if self.chance.one_in(4):
            return person, whole
        if self.chance.one_in(2):
            return whole, whole
        return self._with(fitting, literals.values(), flaws=self.chance.whole(1, 6)), whole

    def _facts(self, person: Candidate, asked: Sequence[Leaf]) -> dict[str, object]:
        sexes = {leaf.value for leaf in asked if isinstance(leaf, Bound) and leaf.fact == "sex"}
        young = later(self.index.context.as_of, -12 * self.chance.of((17, 19, 20, 22, 24, 24)))
        return {
            "sex": sexes.pop() if len(sexes) == 1 else person.sex,
            "birth_date": young - timedelta(days=self.chance.whole(-200, 200)),
            "height_cm": 168.0,
            "weight_kg": 60.0,
        }

    def _with(self, person: Candidate, asked: Iterable[Literal], *, flaws: int) -> Candidate:
        """The person with proof of what is asked; once in `flaws` it is not quite enough."""
        taxonomy = RECORDS.taxonomy
        for leaf in asked:
            section: SectionName = taxonomy.kind(leaf.kind).section  # type: ignore[assignment]
            flaw = self.chance.of(_FLAWS) if flaws and self.chance.one_in(flaws) else None
            if flaw == "missing":
                own = person.section(section).claims
                listed = Section(state="complete", claims=own)
                person = person.model_copy(update={section: listed})
            else:
                person = person.with_claim(section, self._proof(leaf, flaw))
        return person

    def _proof(self, leaf: Literal, flaw: str | None) -> Claim:
        """A claim that proves a literal for long, or not quite."""
        as_of = self.index.context.as_of
        evidence = Evidence.SELF_REPORT if flaw == "weak" else Evidence.BNSP
        found = Claim(what=leaf.concept, evidence=evidence)
        if leaf.kind == "experience":
            months = max(int(leaf.level or 1) // (2 if flaw == "low" else 1), 1)
            if self.chance.one_in(2):
                return found.model_copy(update={"level": str(months)})
            work = {"valid_from": later(as_of, -months - 1), "valid_to": as_of - timedelta(20)}
            return found.model_copy(update=work)
        days = self.chance.whole(-30, 400) if flaw == "ending" else 3_000
        start = self.chance.whole(1, 300) if flaw == "late" else -60
        dates = {
            "valid_from": as_of + timedelta(start),
            "valid_to": as_of + timedelta(max(days, start)),
        }
        scale = RECORDS.taxonomy.scale_of(leaf.concept)
        if scale is None or leaf.level is None:
            return found.model_copy(update=dates)
        ranks = [one.rank for one in scale.levels if one.rank < leaf.level]
        rank = ranks[-1] if ranks and flaw == "low" else leaf.level
        return found.model_copy(update={"level": scale.label(rank), **dates})
