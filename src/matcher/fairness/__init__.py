"""Who is reached by a ranking, by group, why groups differ, and what evening it out would cost."""

from matcher.fairness.audit import Audit, GroupRow
from matcher.fairness.groups import Groups
from matcher.fairness.measures import Gap, Measured
from matcher.fairness.rerank_result import Reranked
from matcher.fairness.reranking import rerank

__all__ = ["Audit", "Gap", "GroupRow", "Groups", "Measured", "Reranked", "rerank"]
