"""Hypothesis profiles: how many inputs each law is tried on; `HYPOTHESIS_PROFILE` chooses."""

import os

from hypothesis import HealthCheck, Phase, settings

# Nobody waits for one slow example on a busy machine, so no profile has a deadline.
settings.register_profile("default", max_examples=60, deadline=None)

# Ten thousand drawn files for the readers, and as much for whatever else is hunted.
settings.register_profile("hunt", max_examples=1_000, deadline=None)

# The same inputs every time: a failing run means the change broke something, not that luck did.
settings.register_profile(
    "ci", max_examples=100, deadline=None, derandomize=True, database=None, print_blob=True
)

settings.register_profile(
    "long", max_examples=20_000, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)

# A mutant needs a verdict, not the smallest example.
settings.register_profile(
    "mutation",
    max_examples=12,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.explicit, Phase.generate],
)

settings.load_profile(
    os.environ.get("HYPOTHESIS_PROFILE") or ("ci" if os.environ.get("CI") else "default")
)
