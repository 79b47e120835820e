"""What coverage is: one advert and one text about a candidate, term by term."""

from __future__ import annotations

from collections.abc import Collection, Mapping

__all__ = ["coverage_of"]


def coverage_of(advert: Mapping[str, float], written: Collection[str]) -> float | None:
    """The share of the weight of an advert's terms that stand in what is written, in [0, 1].

    `advert` has the weights of its terms, as `terms_of` gives them. None where it has no term.

    >>> coverage_of({"las": 0.5, "smaw": 1.0, "3g": 0.5}, {"las", "3g", "pipa"})
    0.5
    """
    asked = met = 0.0
    for term, weight in advert.items():
        asked += weight
        met += weight * (term in written)
    return met / asked if asked > 0 else None
