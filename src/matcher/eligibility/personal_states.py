"""The states of many merged gates for a block of candidates, as arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from matcher.eligibility.personal import PersonalState

__all__ = ["PersonalStates"]

Codes = npt.NDArray[np.int16]
Days = npt.NDArray[np.int64]
Places = npt.NDArray[np.intp]


@dataclass(frozen=True)
class PersonalStates:
    """The fields of `PersonalState` for candidates and gates, (n, m); `states[j]` is one gate's."""

    ready: Codes
    hopeful: Codes
    slack: Codes
    opens: Days

    @classmethod
    def empty(cls, candidates: int, gates: int) -> PersonalStates:
        """The arrays, to be filled."""
        kinds = (np.int16, np.int16, np.int16, np.int64)
        return cls(*(np.empty((candidates, gates), dtype=kind) for kind in kinds))

    def of(self, rows: Places) -> PersonalStates:
        """The states of some candidates, in their order."""
        return PersonalStates(
            self.ready[rows], self.hopeful[rows], self.slack[rows], self.opens[rows]
        )

    def put(
        self, rows: Places, found: PersonalStates | PersonalState, gates: slice = slice(None)
    ) -> None:
        """Fill in the states of some candidates for some adjacent gates."""
        for name in ("ready", "hopeful", "slack", "opens"):
            values: npt.NDArray[Any] = getattr(found, name)
            getattr(self, name)[rows, gates] = values if values.ndim > 1 else values[:, np.newaxis]

    def __len__(self) -> int:
        return int(self.ready.shape[1])

    def __getitem__(self, gate: int) -> PersonalState:
        return PersonalState(
            self.ready[:, gate], self.hopeful[:, gate], self.slack[:, gate], self.opens[:, gate]
        )
