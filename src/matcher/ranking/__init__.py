"""Ranks: the best vacancies of each candidate, the best candidates of each vacancy, exactly.

`plain` says what a ranking is, `best` makes the same at the size of a whole programme.
"""

from matcher.ranking.best import Wanted, best_candidates, best_vacancies
from matcher.ranking.listing import Ids, Lazily, Listing, Unlisted, verdict_codes
from matcher.ranking.plain import rank_candidates, rank_vacancies

__all__ = [
    "Ids",
    "Lazily",
    "Listing",
    "Unlisted",
    "Wanted",
    "best_candidates",
    "best_vacancies",
    "rank_candidates",
    "rank_vacancies",
    "verdict_codes",
]
