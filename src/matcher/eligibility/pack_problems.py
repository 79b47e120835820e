"""Finds what is wrong in rule packs as a whole: names not known, conflicts, repetitions."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import product
from typing import Literal

from matcher.eligibility.audiences import Audience, audience_of
from matcher.eligibility.rules import CRITERIA, Rule, RulePack
from matcher.features.wording import word_expression
from matcher.normalizing.durations import parse_months
from matcher.normalizing.expressions import Bound, NormalExpression, clauses, every, is_personal
from matcher.normalizing.naming import KINDS_NAMED
from matcher.normalizing.normalizer import Normalizer
from matcher.normalizing.records import RecordNormalizer
from matcher.normalizing.schemes import known_schemes, scheme_id
from matcher.records.requirements import Asked, leaves
from matcher.taxonomy import Taxonomy

__all__ = ["PackProblem", "find_pack_problems"]


@dataclass(frozen=True, slots=True)
class PackProblem:
    """One thing to be known of a rule: a problem to repair, or information on precedence."""

    pack: str
    rule: str
    severity: Literal["problem", "information"]
    reason: str
    repair: str

    def __str__(self) -> str:
        """As `japan-ssw, rule japan-ssw-age: It asks nothing. Ask something`, in one line."""
        return f"{self.pack}, rule {self.rule}: {self.reason} {self.repair}".rstrip()


@dataclass(frozen=True, slots=True)
class _Known:
    """A rule as the problems are found of it."""

    pack: RulePack
    rule: Rule
    audience: Audience
    expression: NormalExpression | None

    def problem(self, reason: str, repair: str) -> PackProblem:
        return PackProblem(self.pack.id, self.rule.id, "problem", reason, repair)

    def information(self, reason: str) -> PackProblem:
        return PackProblem(self.pack.id, self.rule.id, "information", reason, "")


def find_pack_problems(packs: Sequence[RulePack], taxonomy: Taxonomy) -> tuple[PackProblem, ...]:
    """What is wrong in packs used together, in their order; nothing if all is well.

    Every country, scheme, concept and level must be known by its own name, and every rule must be
    able to speak. Two rules may not ask of one vacancy what nobody can meet, nor may a rule only
    repeat another of its pack. What rules replace or repeat of other packs is information.

    >>> from matcher.eligibility.packs import default_packs
    >>> from matcher.taxonomy import default_taxonomy
    >>> [one for one in find_pack_problems(default_packs(), default_taxonomy())
    ...  if one.severity == "problem"]
    []
    """
    records = RecordNormalizer(Normalizer(taxonomy))
    known: list[_Known] = []
    found: list[PackProblem] = []
    for pack in packs:
        for rule in pack.rules:
            unknown = list(_vocabulary(rule, taxonomy))
            # What is asked of an unknown name would be guessed.
            asked = _expression(rule, pack, records) if not unknown else None
            known.append(_Known(pack, rule, audience_of(rule, taxonomy), asked))
            found += [known[-1].problem(*told) for told in unknown]
            if asked is None and not unknown and not rule.is_notice:
                repair = "Ask something, or leave the expression out."
                found.append(known[-1].problem("It asks nothing.", repair))
    found += _replacements(known)
    found += _repetitions(known)
    found += _conflicts(known, taxonomy)
    order = {(one.pack.id, one.rule.id): place for place, one in enumerate(known)}
    return tuple(sorted(found, key=lambda one: order[one.pack, one.rule]))


def _expression(rule: Rule, pack: RulePack, records: RecordNormalizer) -> NormalExpression | None:
    asked = rule.requirement(pack.origin)
    requirement = records.requirement(asked) if asked is not None else None
    return requirement.expression if requirement is not None else None


# --- names -------------------------------------------------------------------------------


def _vocabulary(rule: Rule, taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """What a rule names that is not known by that name, or names in vain."""
    countries = set(taxonomy.countries.values())
    for country in rule.countries:
        if country not in countries:
            meant = taxonomy.countries.get(country.casefold())
            yield _unknown("country", country, countries, meant)
    for scheme in rule.schemes:
        if scheme not in known_schemes():
            meant = scheme_id(scheme)
            known = known_schemes()
            yield _unknown("scheme", scheme, known, meant if meant in known else None)
    if rule.ask and sum(bool(getattr(rule, name)) for name in CRITERIA) == 1:
        found = f"It asks for '{rule.ask[0]}', but only where the vacancy meets something else."
        yield found, "Name another criterion, or leave 'ask' out."
    jobs = {concept.id for concept in taxonomy.of_kind(["occupation"])}
    for job in rule.occupations:
        if job not in jobs:
            yield _unknown("occupation", job, jobs)
    for leaf in leaves(rule.expression) if rule.expression is not None else ():
        if isinstance(leaf, Asked):
            yield from _asked(leaf, taxonomy)


def _asked(asked: Asked, taxonomy: Taxonomy) -> Iterator[tuple[str, str]]:
    """What one thing asked names that is not known."""
    if asked.what not in taxonomy:
        yield _unknown("concept", asked.what, taxonomy.concepts)
        return
    kind = taxonomy[asked.what].kind
    if all(kind not in kinds for kinds in KINDS_NAMED[asked.section]):
        homes = [
            name for name, kinds in KINDS_NAMED.items() if kind in kinds[0] and name != "title"
        ]
        yield (
            f"'{asked.what}' does not belong in the section '{asked.section}'.",
            f'Write section = "{homes[0] if homes else "..."}".',
        )
    if asked.level is None:
        return
    if asked.section == "experience":
        if parse_months(asked.level) is None:
            yield f"'{asked.level}' is no length of time.", 'Write it as "6 months".'
        return
    scale = taxonomy.scale_of(asked.what)
    if scale is None:
        yield f"'{asked.what}' has no levels, but the level '{asked.level}' is asked.", "Remove it."
    elif scale.rank(asked.level) is None:
        named = ", ".join(level.label for level in scale.levels)
        yield f"'{asked.what}' has no level '{asked.level}'.", f"Use one of: {named}."


def _unknown(
    what: str, name: str, known: Iterable[str], meant: str | None = None
) -> tuple[str, str]:
    near = [meant] if meant else get_close_matches(name[:100], list(known), n=1)
    repair = f"Write '{near[0]}'." if near else f"Use a known {what}, or add it to the tables."
    return f"There is no {what} '{name}'.", repair


# --- rules together ----------------------------------------------------------------------


def _replacements(known: Sequence[_Known]) -> Iterator[PackProblem]:
    """What rules replace, and where they replace nothing."""
    by_id = {one.rule.id: one for one in known}
    for one in known:
        for name in one.rule.replaces:
            if name not in by_id:
                yield one.problem(
                    f"It replaces '{name}', which is not there.",
                    "Give the pack that has it, or remove the name.",
                )
        before = [by_id[name] for name in one.rule.replaces if name in by_id]
        for reason, meets in (
            ("Where both speak it goes before {}.", True),
            ("It replaces {}, but they never speak of one vacancy.", False),
        ):
            names = [
                other.rule.id for other in before if one.audience.meets(other.audience) is meets
            ]
            if names:
                yield one.information(reason.format(", ".join(f"'{name}'" for name in names)))


def _repetitions(known: Sequence[_Known]) -> Iterator[PackProblem]:
    """Rules that say only what another says; in different packs each may have its own ground."""
    alike: dict[object, list[_Known]] = defaultdict(list)
    for one in known:
        if one.expression is None:
            continue
        same = alike[one.rule.stage, one.expression.gate_key]
        for other in same:
            pairs = ((one, other), (other, one))
            inner = next(
                (pair for pair in pairs if pair[0].audience.is_within(pair[1].audience)), None
            )
            if inner is None or _replaces(one.rule, other.rule):
                continue
            within, around = inner
            reason = f"It says only what '{around.rule.id}' of {around.pack.id} says."
            if one.pack.id == other.pack.id:
                yield within.problem(reason, "Remove it, or let it replace the other.")
            else:
                yield within.information(reason)
            break
        same.append(one)


def _conflicts(known: Sequence[_Known], taxonomy: Taxonomy) -> Iterator[PackProblem]:
    """Rules that together, or alone, ask what nobody can meet."""
    personal = [one for one in known if one.expression is not None and is_personal(one.expression)]
    choices = {one.rule.id: _choices(one.expression) for one in personal if one.expression}
    for place, one in enumerate(personal):
        mine = choices[one.rule.id]
        if not any(map(_can_hold, mine)):
            reason = f"Nobody can meet it: {_words([one], taxonomy)}."
            yield one.problem(reason, "Correct its bounds.")
            continue
        for other in personal[:place]:
            theirs = choices[other.rule.id]
            if (
                any(_can_hold(left | right) for left, right in product(theirs, mine))
                or not any(map(_can_hold, theirs))
                or _replaces(one.rule, other.rule)
                or not one.audience.meets(other.audience)
            ):
                continue
            yield one.problem(
                f"Nobody can meet it together with '{other.rule.id}' of {other.pack.id}: "
                f"{_words([other, one], taxonomy)}.",
                "Let one replace the other, or narrow what one of them is for.",
            )


def _replaces(one: Rule, other: Rule) -> bool:
    return other.id in one.replaces or one.id in other.replaces


def _choices(expression: NormalExpression) -> set[frozenset[Bound]]:
    """The bounds of each alternative."""
    return {
        frozenset(leaf for leaf in clause if isinstance(leaf, Bound))
        for clause in clauses(expression)
    }


def _can_hold(bounds: frozenset[Bound]) -> bool:
    """Whether somebody may be within all the bounds; the upper bound of an age is too old."""
    for fact in {bound.fact for bound in bounds}:
        own = [bound for bound in bounds if bound.fact == fact]
        if len({bound.value for bound in own}) > 1:
            return False
        low = max((bound.low for bound in own if bound.low is not None), default=0.0)
        high = min((bound.high for bound in own if bound.high is not None), default=float("inf"))
        if low > high or (fact == "age" and low == high):
            return False
    return True


def _words(known: Iterable[_Known], taxonomy: Taxonomy) -> str:
    asked = (one.expression for one in known if one.expression is not None)
    return "; ".join(word_expression(every([one]), taxonomy, "en") for one in asked)
