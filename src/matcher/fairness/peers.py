"""Who stands in for a person of whom something is not known: one of the same programme."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable
from zlib import crc32

import numpy as np
import numpy.typing as npt

from matcher.normalizing.cohort import Cohort
from matcher.normalizing.contents import Contents

__all__ = ["Peers", "is_absent"]

Bools = npt.NDArray[np.bool_]

#: With fewer of the same programme any other person may stand in.
_FEWEST = 5
#: Stands for people of any programme.
_ANY = -2


def is_absent(contents: Contents) -> Bools:
    """Which contents (d,) of a section say nothing at all."""
    says = (contents.listed.sizes > 0) | (contents.unresolved.sizes > 0) | contents.complete
    return ~says


class Peers:
    """The people who can stand in for others in a section, by programme.

    `can_stand_in` says which contents (d,) of a section may. Who stands in for whom depends on the
    section, the seed and the people's ids, not on their order.
    """

    def __init__(
        self, cohort: Cohort, can_stand_in: Callable[[Contents], Bools], seed: int
    ) -> None:
        self._ids: list[str] = cohort.ids.to_pylist()
        self._programme = cohort.programme
        self._seed = seed
        self._rows: defaultdict[tuple[str, int], list[int]] = defaultdict(list)
        by_id = np.array(sorted(range(len(cohort)), key=self._ids.__getitem__), dtype=np.int64)
        for name, section in cohort.sections.items():
            able = can_stand_in(section.contents)[section.of_row]
            for row in by_id[able[by_id]].tolist():
                self._rows[name, _ANY].append(row)
                self._rows[name, int(self._programme[row])].append(row)

    def of(self, row: int, section: str) -> int | None:
        """The row of who stands in for a person; None where nobody can."""
        own = self._rows.get((section, int(self._programme[row])), [])
        pool = own if len(own) >= _FEWEST else self._rows.get((section, _ANY), [])
        if not pool:
            return None
        return pool[crc32(f"{self._seed}|{section}|{self._ids[row]}".encode()) % len(pool)]
