"""Which rules hold for a vacancy on a day, and the requirements that they add to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from matcher.eligibility.rules import Criterion, Rule, RulePack
from matcher.kernels import UNKNOWN
from matcher.normalizing.expressions import OUTSIDE_RULE, Given, either
from matcher.normalizing.normalized import NormalRequirement, NormalVacancy
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.vacancy_block import Job

__all__ = ["Applied", "RuleBook", "RulesOfVacancy"]


@dataclass(frozen=True, slots=True)
class Applied:
    """A rule that holds for a vacancy, or may; `requirement` is None where it asks nothing.

    `unstated` are the criteria which the vacancy does not state, of the rule itself or of one that
    may set it aside.
    """

    rule: Rule
    pack: RulePack
    requirement: NormalRequirement | None
    unstated: tuple[Criterion, ...] = ()

    @property
    def is_certain(self) -> bool:
        """False where it is not known whether the rule holds for the vacancy."""
        return not self.unstated


@dataclass(frozen=True, slots=True)
class RulesOfVacancy:
    """The rules that hold for a vacancy, and those which one of them sets aside (with its id)."""

    applied: tuple[Applied, ...] = ()
    replaced: tuple[tuple[Applied, str], ...] = ()

    @property
    def requirements(self) -> tuple[NormalRequirement, ...]:
        """The requirements that the rules add."""
        return tuple(one.requirement for one in self.applied if one.requirement is not None)

    @property
    def notices(self) -> tuple[Applied, ...]:
        """What is shown and never judged."""
        return tuple(one for one in self.applied if one.rule.is_notice)


class RuleBook:
    """The rules in force on a day, with concepts in place of texts, looked up by vacancy.

    Packs come in order of precedence: of two that say the same, the later one may replace.
    """

    def __init__(
        self, packs: Sequence[RulePack], *, as_of: date, records: RecordNormalizer
    ) -> None:
        self._taxonomy = records.taxonomy
        self._rules: list[Applied] = []
        for pack in packs:
            for rule in pack.rules:
                if rule.holds_on(as_of):
                    asked = rule.requirement(pack.origin)
                    requirement = records.requirement(asked) if asked is not None else None
                    # A rule never earns score.
                    kept = replace(requirement, component=None) if requirement else None
                    # One that asks nothing ("none") may still set others aside.
                    self._rules.append(Applied(rule, pack, kept))
        self._named = frozenset(name for one in self._rules for name in one.rule.occupations)
        self._found: dict[object, RulesOfVacancy] = {}

    def rules_of(self, vacancy: NormalVacancy | Job) -> RulesOfVacancy:
        """The rules that hold for a vacancy; those that no rule tells apart are looked up once."""
        employer, occupation = vacancy.employer, vacancy.occupation
        key = (
            vacancy.country,
            vacancy.schemes,
            employer.type or employer.denied,
            self._taxonomy.covered_by(occupation.concept) & self._named
            if occupation.is_resolved
            else None,
        )
        if key not in self._found:
            self._found[key] = self._look_up(vacancy)
        return self._found[key]

    def _look_up(self, vacancy: NormalVacancy | Job) -> RulesOfVacancy:
        applied: list[Applied] = []
        replaced: list[tuple[Applied, str]] = []
        aside: dict[str, str] = {}
        doubted: dict[str, tuple[Criterion, ...]] = {}
        # A rule replaces only those before it: so what comes later is settled first.
        for one in reversed(self._rules):
            name, unstated = one.rule.id, one.rule.unstated(vacancy, self._taxonomy)
            if unstated is None:
                continue
            answer = one.rule.speaks_of(vacancy, self._taxonomy)
            if name in aside:
                if answer is not False:
                    replaced.append((one, aside[name]))
                continue
            # One that is not known to be for the vacancy may still set others aside.
            doubt = unstated or doubted.get(name, ())
            if doubt:
                doubted.update(dict.fromkeys(one.rule.replaces, doubt))
            else:
                aside.update(dict.fromkeys(one.rule.replaces, name))
            if answer is not False:
                applied.append(_left_open(one, doubt) if doubt else one)
        return RulesOfVacancy(tuple(reversed(applied)), tuple(reversed(replaced)))


def _left_open(one: Applied, unstated: tuple[Criterion, ...]) -> Applied:
    """The rule as an open question: it is met by whoever meets it, and else not known."""
    requirement = one.requirement
    if requirement is not None:
        open_question = either((Given(OUTSIDE_RULE, UNKNOWN), requirement.expression))
        requirement = replace(requirement, expression=open_question)
    return Applied(one.rule, one.pack, requirement, unstated)
