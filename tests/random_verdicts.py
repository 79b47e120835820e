"""Verdicts of the engine beside those of their definition, on pairs drawn by numbers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from chance import Chance
from matcher.records import Candidate, Vacancy
from oracles import Laws, expected_verdict, unknown_things
from random_people import random_person
from random_vacancies import random_choice, random_vacancy
from reproducing import code_of, smaller
from strategies import Choice, engine, judged

__all__ = ["Case", "Tally", "compared", "drawn_cases"]

#: Completions double with every unknown thing: with more of them a pair takes too long.
MOST_UNKNOWN = 6
_VACANCIES, _PEOPLE = 12, 48


@dataclass(frozen=True)
class Case:
    """A pair, and the choice under which it is judged."""

    choice: Choice
    vacancy: Vacancy
    person: Candidate

    @property
    def unknown(self) -> int:
        """How many things are not known of the pair."""
        choice = self.choice
        return unknown_things(self.person, self.vacancy, as_of=choice.as_of, laws=self._laws)

    @property
    def expected(self) -> str:
        """The verdict by enumeration of the completions."""
        choice = self.choice
        return expected_verdict(
            self.person,
            self.vacancy,
            as_of=choice.as_of,
            horizon=choice.horizon,
            laws=self._laws,
        )

    @property
    def found(self) -> str:
        """The verdict of the engine, which is fitted on this vacancy alone."""
        return judged(engine(self.choice, [self.vacancy]), [self.person])[0][0][0]

    @property
    def differs(self) -> bool:
        """Whether engine and definition disagree."""
        return self.found != self.expected

    def smaller(self) -> Iterator[Case]:
        """The case with one thing less."""
        # The first rule, on permits, stays: without it an ended permit is another question.
        for place, rule in enumerate(self.choice.rules[1:], start=1):
            for less in ((), *((one,) for one in smaller(rule))):
                rules = (*self.choice.rules[:place], *less, *self.choice.rules[place + 1 :])
                yield replace(self, choice=replace(self.choice, rules=rules))
        if self.choice.report_only:
            yield replace(self, choice=replace(self.choice, report_only=()))
        yield from (replace(self, vacancy=less) for less in smaller(self.vacancy))
        yield from (replace(self, person=less) for less in smaller(self.person))

    def code(self) -> str:
        """The case as code that shows the difference."""
        choice = self.choice
        rules = "".join(f"\n    {code_of(rule)}," for rule in choice.rules)
        return f"""\
from datetime import date
from matcher.eligibility.rules import Rule
from matcher.records import Candidate, Vacancy
from random_verdicts import Case
from strategies import Choice
rules = ({rules}
)
as_of = date.fromisoformat({choice.as_of.isoformat()!r})
choice = Choice(as_of, {choice.horizon}, rules, {choice.report_only!r})
vacancy = {code_of(self.vacancy)}
person = {code_of(self.person)}
case = Case(choice, vacancy, person)
print(case.found, "but by definition", case.expected)"""

    @property
    def _laws(self) -> Laws:
        return Laws(self.choice.rules, self.choice.report_only)


@dataclass(frozen=True)
class Tally:
    """What became of pairs: their verdicts by definition, and the cases in which engines differ."""

    verdicts: Counter[str] = field(default_factory=Counter)
    skipped: int = 0
    differences: tuple[Case, ...] = ()

    @property
    def compared(self) -> int:
        """How many pairs were compared."""
        return self.verdicts.total()

    def plus(self, other: Tally) -> Tally:
        """Both together."""
        return Tally(
            self.verdicts + other.verdicts,
            self.skipped + other.skipped,
            (*self.differences, *other.differences),
        )


def drawn_cases(seed: int, batch: int) -> Iterator[tuple[Case, str]]:
    """The pairs of a batch, each with the verdict of one engine for all of them.

    Each person is drawn near one vacancy, and paired with it and sometimes with another.
    """
    chance = Chance.at(seed, batch)
    choice = random_choice(chance)
    vacancies = [random_vacancy(chance, choice, f"V{place}") for place in range(_VACANCIES)]
    aims = [place % _VACANCIES for place in range(_PEOPLE)]
    people = [
        random_person(chance, vacancies[aim], choice, f"C{place}") for place, aim in enumerate(aims)
    ]
    found = judged(engine(choice, vacancies), people)
    for person, aim, verdicts in zip(people, aims, found, strict=True):
        other = (aim + chance.whole(1, _VACANCIES - 1)) % _VACANCIES
        for place in (aim, other) if chance.one_in(3) else (aim,):
            yield Case(choice, vacancies[place], person), verdicts[place][0]


def compared(seed: int, batch: int) -> Tally:
    """A batch compared with the definition; pairs of too many unknown things are counted."""
    verdicts: Counter[str] = Counter()
    skipped = 0
    differences = []
    for case, found in drawn_cases(seed, batch):
        if case.unknown > MOST_UNKNOWN:
            skipped += 1
            continue
        expected = case.expected
        verdicts[expected] += 1
        if found != expected:
            differences.append(case)
    return Tally(verdicts, skipped, tuple(differences))
