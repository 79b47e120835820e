"""When the audit names a cause of a gap: the rule, fixed before anything was measured."""

from __future__ import annotations

from collections.abc import Mapping

from matcher.fairness.shares import CAUSES, Cause
from matcher.metrics import Interval

__all__ = ["CAUSE_CONFIDENCE", "LEAST_PART", "LEAST_SHARE", "MOST_DOUBT", "named_cause"]

#: A gap is certain below this p-value, corrected over all gaps of the audit.
MOST_DOUBT = 0.05
#: The confidence of each cause's interval: 95 % for all four together.
CAUSE_CONFIDENCE = 1 - MOST_DOUBT / len(CAUSES)
#: A cause that is named makes at least this much of a gap in shares of people, in [0, 1] ...
LEAST_PART = 0.03
#: ... and at least this share of the whole gap.
LEAST_SHARE = 1 / 3


def named_cause(
    gap: float, p_adjusted: float, parts: Mapping[str, Interval], *, is_share: bool = True
) -> Cause | None:
    """The cause of a gap, or None where none is certain enough.

    It is the cause with the greatest part, if the gap itself is certain, the interval of the part
    (`CAUSE_CONFIDENCE`) does not reach 0, and the part is large: of the sign of the gap, at least
    `LEAST_PART` where shares of people are compared, and at least `LEAST_SHARE` of the gap.

    >>> parts = {"rule": Interval(-0.09, -0.12, -0.06), "weight": Interval(0.0, -0.01, 0.01),
    ...          "documents": Interval(-0.01, -0.03, 0.01), "taxonomy": Interval(0.0, 0.0, 0.0)}
    >>> named_cause(-0.10, 0.001, parts), named_cause(-0.10, 0.2, parts)
    ('rule', None)
    """
    if not p_adjusted < MOST_DOUBT:
        return None
    cause = max(CAUSES, key=lambda one: parts[one].mean * (1 if gap > 0 else -1))
    part = parts[cause]
    is_certain = part.low > 0 if gap > 0 else part.high < 0
    is_large = abs(part.mean) >= LEAST_SHARE * abs(gap)
    is_large &= not is_share or abs(part.mean) >= LEAST_PART
    return cause if is_certain and is_large else None
