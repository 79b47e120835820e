"""How firmly a ranking stands: how far each weight may move before it changes.

`sensitivity_of` (`Matcher.sensitivity`) asks it of every list, `flips` compares two sets of weights
pair by pair, `check_laws` tries on the user's own data what every ranking must hold to.
"""

from matcher.sensitivity.acceptability import Acceptability
from matcher.sensitivity.checking import Check, LawChecks, check_laws
from matcher.sensitivity.drawing import Draws
from matcher.sensitivity.flipping import Flip, Flips, flips
from matcher.sensitivity.movements import Movement, Movements
from matcher.sensitivity.ranges import End, WeightRange
from matcher.sensitivity.result import Sensitivity
from matcher.sensitivity.surveying import MOVEMENTS, sensitivity_of
from matcher.sensitivity.weighing import WEIGHTS, moved

__all__ = [
    "MOVEMENTS",
    "WEIGHTS",
    "Acceptability",
    "Check",
    "Draws",
    "End",
    "Flip",
    "Flips",
    "LawChecks",
    "Movement",
    "Movements",
    "Sensitivity",
    "WeightRange",
    "check_laws",
    "flips",
    "moved",
    "sensitivity_of",
]
