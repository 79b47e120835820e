"""How does matching grow with the cohort, and what does it save over judging pair by pair?

The sample's vacancies are matched with cohorts of growing size. The peer is the same engine asked
for one pair after the other with `explain`; the verdicts and scores of both must be equal.
"""

import platform
import statistics
import sys
import time
from collections.abc import Callable

import numpy as np

from matcher import Matcher, __version__, load_sample

SIZES = (100, 300, 900)
RUNS = 3
PAIRS_CHECKED = 100


def main() -> None:
    """Measure and print."""
    print(f"matcher {__version__}, NumPy {np.__version__}, Python {platform.python_version()}, "
          f"{platform.machine()}")  # fmt: skip
    everyone = load_sample(candidates=max(SIZES))
    engine = Matcher(as_of=everyone.as_of).fit(everyone.vacancies)
    engine.rank(everyone.candidates[:10])  # the texts of the taxonomy are read once
    per_pair = check_and_time_pairs(engine, everyone.candidates[:10])
    for size in SIZES:
        cohort = everyone.candidates[:size]
        seconds = [timed(lambda cohort=cohort: engine.rank(cohort)) for _ in range(RUNS)]
        median, pairs = statistics.median(seconds), size * len(everyone.vacancies)
        print(
            f"{size:5} people x {len(everyone.vacancies)} vacancies: median {median:.2f} CPU s "
            f"({min(seconds):.2f} to {max(seconds):.2f}), {pairs / median:,.0f} pairs per CPU s, "
            f"{per_pair * pairs / median:.0f} times as fast as pair by pair"
        )


def timed(work: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    work()
    return time.process_time() - start


def check_and_time_pairs(engine: Matcher, people: object) -> float:
    """CPU seconds per explained pair, after checking that it says what the ranking says."""
    ranking = engine.rank(people, k=1000)
    matches = list(ranking)[:PAIRS_CHECKED]
    start = time.process_time()
    explained = [engine.explain(match.candidate_id, match.vacancy_id) for match in matches]
    seconds = time.process_time() - start
    for match, why in zip(matches, explained, strict=True):
        if (match.verdict, match.score) != (why.verdict, why.score):
            sys.exit(f"{match} is not {why!r}")
    print(f"{len(matches)} pairs explained one by one give the same verdicts and scores")
    return seconds / len(matches)


if __name__ == "__main__":
    main()
