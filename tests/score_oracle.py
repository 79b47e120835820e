"""Scores and rankings by their definitions: nested loops over claims, sorted lists."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from matcher.records import (
    SECTION_NAMES,
    AllOf,
    AnyOf,
    Asked,
    Candidate,
    Evidence,
    Expression,
    Personal,
    Requirement,
    Vacancy,
)
from matcher.records.requirements import leaves
from matcher.settings import COMPONENTS, Weights
from oracle_facts import (
    COUNTRIES,
    FACTORS,
    PAPERS,
    Thing,
    credit_for,
    holdings,
    is_complete,
    most_similar,
    says,
    scale_of,
    similarity_of,
    thing_asked,
    work_of,
)

__all__ = ["Scored", "best_first", "expected_score"]


@dataclass(frozen=True)
class Scored:
    """The score of a pair, the possible one, and each component's own (None: not asked)."""

    score: float
    possible: float
    components: Mapping[str, float | None]


def expected_score(
    candidate: Candidate, vacancy: Vacancy, *, as_of: date, weights: Weights
) -> Scored:
    """The score of a pair by its formula."""
    asked: dict[str, dict[object, tuple[float, tuple[float, float]]]] = {}
    title = Asked(section="experience", what=vacancy.title)
    kept: list[tuple[str, float, Expression]] = [("occupation", 2.0, title)]
    kept += [
        (component, one.weight or (2.0 if one.importance == "must" else 1.0), one.expression)
        for one in vacancy.asks()
        if (component := _component(one)) is not None
    ]
    for component, weight, expression in kept:
        is_title = expression is title
        attained = _attained(expression, candidate, as_of, is_title=is_title)
        places = asked.setdefault(component, {})
        place = (is_title, _canonical(expression))
        # Asked twice in one component it counts once, with the greater weight.
        places[place] = (max(weight, places.get(place, (0.0, (0, 0)))[0]), attained)
    means = {
        component: tuple(
            sum(weight * attained[end] for weight, attained in parts.values())
            / sum(weight for weight, _ in parts.values())
            for end in (0, 1)
        )
        for component, parts in asked.items()
    }
    means["preference"] = _preference(candidate, vacancy)
    total = weights.prior + sum(weights.of(component) for component in means)
    sums = [sum(weights.of(name) * mean[end] for name, mean in means.items()) for end in (0, 1)]
    return Scored(
        score=sums[0] / total if total else 0.0,
        possible=sums[1] / total if total else 0.0,
        components={name: means[name][0] if name in means else None for name in COMPONENTS},
    )


def _asks_looks(leaf: object) -> bool:
    return isinstance(leaf, Asked) and leaf.what == "condition:no-tattoo"


def _component(requirement: Requirement) -> str | None:
    """The component of the first alternative; None for what is never scored."""
    asked = list(leaves(requirement.expression))
    asks_nothing = _canonical(requirement.expression) is None
    if asks_nothing or requirement.stage == "depart":
        return None
    # Looks never earn score, whatever they are joined with.
    if any(isinstance(leaf, Personal) or _asks_looks(leaf) for leaf in asked):
        return None
    if requirement.component is not None:
        return requirement.component
    things = [thing_asked(leaf) for leaf in asked if isinstance(leaf, Asked)]
    first = next(thing for thing in things if thing is not None)
    return says(first.kind, "", "component") or None


def _canonical(expression: Expression) -> object:
    """What an expression asks whatever the order, or None where it asks nothing."""
    if isinstance(expression, Asked):
        thing = thing_asked(expression)
        return thing and (thing.kind, thing.concept, thing.level, thing.text)
    if not isinstance(expression, AnyOf | AllOf):
        return expression
    is_any = isinstance(expression, AnyOf)
    parts = [_canonical(part) for part in _parts(expression)]
    if is_any and None in parts:
        return None
    flat: set[object] = set()
    for part in parts:
        if isinstance(part, tuple) and part[0] is is_any:
            flat |= part[1]
        elif part is not None:
            flat.add(part)
    return next(iter(flat), None) if len(flat) <= 1 else (is_any, frozenset(flat))


def _parts(expression: AnyOf | AllOf) -> tuple[Expression, ...]:
    return expression.any if isinstance(expression, AnyOf) else expression.all


def _attained(
    expression: Expression, candidate: Candidate, as_of: date, *, is_title: bool = False
) -> tuple[float, float]:
    """The proven and the possible attainment of an expression."""
    if isinstance(expression, AnyOf | AllOf):
        is_any = isinstance(expression, AnyOf)
        best: Callable[..., float] = max if is_any else min
        parts = [part for part in _parts(expression) if _canonical(part) is not None]
        found = [_attained(part, candidate, as_of) for part in parts]
        return best(proven for proven, _ in found), best(possible for _, possible in found)
    if not isinstance(expression, Asked):
        raise TypeError(expression)
    thing = thing_asked(expression)
    if thing is None or thing.concept is None:
        return 0.0, 1.0
    incomplete = [name for name in SECTION_NAMES if not is_complete(candidate, name)]
    if thing.kind == "experience" and not is_title:
        proven, possible = _attained_by_work(thing, candidate, as_of)
        return proven, 1.0 if "experience" in incomplete else possible
    level = None if is_title else thing.level
    proven, possible = _attained_by_claims(thing, level, candidate, as_of)
    # What is not known of a section may be the claim there that resembles the asked thing most.
    return proven, max(possible, *(most_similar(name, thing.concept) for name in incomplete), 0.0)


def _attained_by_claims(
    thing: Thing, level: float | None, candidate: Candidate, as_of: date
) -> tuple[float, float]:
    proven = possible = 0.0
    for held in holdings(candidate):
        factor, is_valid = FACTORS[held.evidence], held.is_valid(as_of)
        if not is_valid:
            factor = 0.0 if thing.kind in PAPERS else min(factor, FACTORS["self_report"])
        scale = scale_of(thing.concept or "")
        if level is None:
            least, most = float(held.is_certain), 1.0
        elif scale_of(held.concept) != scale:
            least = most = 0.0
        elif held.level is None:
            least, most = 0.0, 1.0
        else:
            least = most = credit_for(scale, held.level, level)
        similarity = similarity_of(held.concept, thing.concept or "")
        proven = max(proven, similarity * least * factor)
        is_over = is_valid is False and thing.kind in PAPERS
        possible = max(possible, 0.0 if is_over else similarity * most)
    return proven, possible


def _attained_by_work(thing: Thing, candidate: Candidate, as_of: date) -> tuple[float, float]:
    asked, concept = thing.level or 0.0, thing.concept or ""
    proven = max(
        FACTORS[grade] * credit_for("months", work_of(candidate, concept, as_of, grade)[0], asked)
        for grade in Evidence
    )
    months, unmeasured = work_of(candidate, concept, as_of, None)
    return proven, 1.0 if unmeasured else credit_for("months", months, asked)


def _preference(candidate: Candidate, vacancy: Vacancy) -> tuple[float, float]:
    """The share of the wishes that are met, and that may be met."""
    wishes = candidate.wishes
    answers: list[bool | None] = []
    for own, wished in ((vacancy.country, wishes.countries), (vacancy.sector, wishes.sectors)):
        if wished:
            known = {COUNTRIES.get(one, one).casefold() for one in wished}
            place = COUNTRIES.get(own or "", own)
            answers.append(None if place is None else place.casefold() in known)
    if wishes.wage_min is not None:
        answers.append(_pays(vacancy, wishes.wage_min, wishes.currency))
    if not answers:
        return 0.0, 1.0
    met = sum(answer is True for answer in answers)
    return met / len(answers), (met + answers.count(None)) / len(answers)


def _pays(vacancy: Vacancy, wish: float, currency: str | None) -> bool | None:
    per_month = {"month": 1, None: 1, "year": 12}.get(vacancy.wage_period)
    if currency is None or vacancy.currency != currency or per_month is None:
        return None
    named = [wage / per_month for wage in (vacancy.wage_min, vacancy.wage_max) if wage is not None]
    if vacancy.wage_min is not None and named[0] >= wish:
        return True
    # The best that is named, the upper end where there is one, falls short of the wish.
    return False if named and named[-1] < wish else None


# --- rankings ----------------------------------------------------------------------------


def best_first(scores: Mapping[str, float], k: int) -> list[str]:
    """The ids of the k greatest scores, ties by id."""
    return sorted(scores, key=lambda name: (-scores[name], name))[:k]
