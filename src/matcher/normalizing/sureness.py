"""How sure it is that a concept is meant, by all the signs for it: two logistic curves."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from matcher.normalizing.lookup import STRIPPED
from matcher.normalizing.signs import Signs

__all__ = ["confidence", "evidence"]


class _Curve(NamedTuple):
    """What each sign adds to the evidence, by its name in `Signs`; `a*b` is that of a product."""

    constant: float
    weights: Mapping[str, float]

    def at(self, signs: Signs) -> float:
        """The place on the curve: the logarithm of the odds."""
        known = signs._asdict()
        evidence = self.constant
        for name, weight in self.weights.items():
            evidence += weight * math.prod(known[one] for one in name.split("*"))
        return evidence


#: Fitted on the names of the default taxonomy, half of them taken out at a time, on half of the
#: phrases of adverts, their own names taken out, and on titles of KBJI 2014, KBLI 2020 and ESCO
#: that name nothing there. Of the names taken out the answers above .8 are right nineteen times in
#: twenty, near concepts counted; phrases as people write them are wrong more often, so the constant
#: is lower by a half than the fit.
_ANYWHERE = _Curve(
    -5.98,
    {
        "score": 4.66,
        "lead": 2.74,
        "lead_in_kind": -2.07,
        "is_first": 0.95,
        "explained_lead": 1.58,
        "held": 1.69,
        "alike": -1.70,
        "alike_lead": 1.77,
        "same": 0.26,
        "said": 4.77,
        "kind": 1.14,
        "title": 1.33,
        "head": 0.96,
        "is_tail_open": -0.58,
        "similar": 1.30,
        "ranked": -2.60,
        "terms": 0.36,
        "is_native": 0.19,
        "held*explained": -0.29,
        "said*score": -4.99,
    },
)
#: Fitted on texts of sections: half of the cells of written-out vacancies and of adverts, with and
#: without their own names, names of the default taxonomy, half of them taken out and a seventh of
#: the concepts with them, and half of the titles of other fields. What speaks for a name that means
#: the same, the weight of marks and the constant were set afterwards, on the same halves and on 520
#: paraphrases: people ask in a section for what is named there, more often than a name taken out at
#: random has another that is like it.
_IN_SECTION = _Curve(
    -2.4,
    {
        "score": 1.50,
        "lead": 2.07,
        "is_first": 0.87,
        "explained_lead": 2.52,
        "held*explained": 5.23,
        "alike": -3.23,
        "alike_lead": 1.50,
        "same": 1.50,
        "said": 3.70,
        "said*score": -3.31,
        "kind": 0.35,
        "head": 0.66,
        "terms": 0.26,
    },
)


def evidence(signs: Signs, *, in_section: bool = False) -> float:
    """The logarithm of the odds that a concept is meant, by the signs for it.

    `in_section` tells that the text stands where things of the concept's kind are named.
    """
    return (_IN_SECTION if in_section else _ANYWHERE).at(signs)


def confidence(evidence: float) -> float:
    """How sure it is in [0, 1] that a concept is meant, by the evidence for it.

    Nothing is surer than a name with something taken off.

    >>> nothing = Signs(*(0,) * len(Signs._fields))
    >>> strong = nothing._replace(score=0.8, lead=0.3, is_first=True, explained=1.0, held=1.0)
    >>> [confidence(evidence(signs, in_section=True)) > 0.9 for signs in (nothing, strong)]
    [False, True]
    """
    return min(STRIPPED, 1 / (1 + math.exp(-evidence)))
