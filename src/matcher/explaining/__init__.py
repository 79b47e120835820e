"""Why a pair has its score and its verdict: as a value, in words, and as a picture."""

from matcher.explaining.building import explain_pair
from matcher.explaining.explanation import Explanation
from matcher.explaining.facts import Contribution, GateReason
from matcher.explaining.proof import Proof

__all__ = ["Contribution", "Explanation", "GateReason", "Proof", "explain_pair"]
