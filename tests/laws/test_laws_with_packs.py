"""Laws 3, 4 and 5 with the rule packs of the package; a benchmark tries many more cases."""

from __future__ import annotations

import pytest

from pack_laws import LAWS, Ledger, play
from pack_rounds import drawn_round

#: Cases that tell nothing prove nothing: at least so many of each law must tell something.
TELLING = {3: 300, 4: 30, 5: 30}


@pytest.mark.parametrize("law", LAWS)
def test_the_law_holds_for_whoever_and_whatever_is_changed(law: int) -> None:
    ledger = Ledger()
    play(law, drawn_round(20251201, 1, people=6, others=20), ledger)
    assert not ledger.violations, next(iter(ledger.violations.values())).code()
    assert sum(counts.telling for counts in ledger.counts.values()) >= TELLING[law], ledger.counts
