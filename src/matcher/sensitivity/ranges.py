"""Within which ends one weight leaves one candidate's list as it is."""

from __future__ import annotations

from typing import NamedTuple

__all__ = ["End", "WeightRange"]


class End(NamedTuple):
    """An end of an interval: the weight there, and who overtakes whom beyond it (ids).

    Where nothing ever changes the weight is 0 or infinite, and nobody is named.
    """

    at: float
    before: str | None
    after: str | None


class WeightRange(NamedTuple):
    """Within which ends one weight leaves one candidate's list as it is, all others unchanged.

    Between `low` and `high` the list names the same vacancies: beyond them `after` enters and
    `before` leaves. Between `order_low` and `order_high` it keeps their order too.
    """

    candidate_id: str
    weight: str
    present: float
    low: End
    high: End
    order_low: End
    order_high: End
