"""Laws 3, 4 and 5 with the rule packs of the package; `benchmarks/laws.py` tries a million cases."""

from __future__ import annotations

import pytest

from pack_laws import LAWS, Ledger, play

SEED = 20251201
#: Cases that tell nothing prove nothing: at least so many of a round must tell something.
TELLING = {3: 500, 4: 50, 5: 50}


@pytest.mark.parametrize("law", LAWS)
def test_the_law_holds_for_whoever_and_whatever_is_changed(law: int) -> None:
    ledger = Ledger()
    play(law, SEED, 0, ledger)
    assert not ledger.violations, next(iter(ledger.violations.values())).code()
    assert sum(counts.telling for counts in ledger.counts.values()) >= TELLING[law]
