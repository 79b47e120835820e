"""How many raw phrases find their concept, find a wrong one, or find none.

    python -m benchmarks.phrases

The phrases of adverts and records and what they mean stand in `tests/data/phrase_gold.csv` (first
column: `expected`; `second`: another reading, made without seeing the aliases), the requirements of
40 written-out vacancies in `tests/data/advert_gold.csv`, texts of fields that are none of ours in
`tests/data/decoys.csv`. A phrase is perturbed by one typing slip, three times over. Nothing here is
restricted by kind. `benchmarks/baselines/phrases.txt` keeps what the first normalizer reached.
"""

import csv
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matcher import Normalizer, Taxonomy
from matcher.sample.misspelling import misspell

DATA = Path(__file__).parent.parent / "tests" / "data"
ABSTAIN = "ABSTAIN"
SEED = 20251201
SLIPS_EACH = 3
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text and the concepts that it may mean; none where it must be left alone."""

    text: str
    expected: frozenset[str]


OUTCOMES = ("right", "close", "wrong", "abstained")


def main() -> None:
    """Print the table, and where the two readers of the phrases disagree."""
    normalizer = Normalizer()
    phrases = gold("phrase_gold.csv", "raw", "expected")
    named, unnamed = split(phrases)
    sets = {
        "phrases with a meaning": named,
        "  the same, one slip each": perturbed(named),
        "phrases to leave alone": unnamed,
        "requirements of adverts": split(requirements())[0],
        "decoys": gold("decoys.csv", "text", None),
    }
    print(normalizer)
    print(f"{'set':28}{'n':>6}" + "".join(f"{name:>20}" for name in OUTCOMES))
    for name, listed in sets.items():
        print(
            line(
                name, [outcome(normalizer.taxonomy, *pair) for pair in answers(normalizer, listed)]
            )
        )
    print_disagreements()


def line(name: str, outcomes: Sequence[str]) -> str:
    """A row of the table: shares with their 95 % bootstrap intervals."""
    counts = Counter(outcomes)
    cells = "".join(f"{share(outcomes, one):>20}" for one in OUTCOMES)
    return f"{name:28}{sum(counts.values()):>6,}{cells}"


def share(outcomes: Sequence[str], wanted: str) -> str:
    """The share of an outcome in percent, with its interval."""
    hits = np.array([one == wanted for one in outcomes])
    drawn = np.random.default_rng(SEED).choice(hits, (RESAMPLES, len(hits))).mean(axis=1) * 100
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{hits.mean() * 100:.1f} ({low:.1f}-{high:.1f})"


def answers(
    normalizer: Normalizer, phrases: Sequence[Phrase]
) -> Iterable[tuple[Phrase, str | None]]:
    """Each phrase with the concept that was found."""
    found = normalizer.resolve_many([phrase.text for phrase in phrases])
    return zip(phrases, (one.id for one in found), strict=True)


def outcome(taxonomy: Taxonomy, phrase: Phrase, found: str | None) -> str:
    """How an answer compares: close is one that covers the meant concept, or is covered by it."""
    if found is None:
        return "abstained"
    if found in phrase.expected:
        return "right"
    related = any(
        found in taxonomy.covered_by(meant) or meant in taxonomy.covered_by(found)
        for meant in phrase.expected
    )
    return "close" if related else "wrong"


def gold(file: str, text: str, expected: str | None) -> list[Phrase]:
    """The phrases of a file with what they mean."""
    return [
        Phrase(row[text], meanings(row[expected]) if expected else frozenset())
        for row in rows(file)
    ]


def requirements() -> list[Phrase]:
    """What the adverts ask for, in the words in which they ask; what they rule out is left out."""
    asked = [row for row in rows("advert_gold.csv") if row["negated"] == "no"]
    return [Phrase(row["text"], meanings(row["expected"])) for row in asked]


def meanings(cell: str) -> frozenset[str]:
    """The concepts of a cell; none where it says to abstain."""
    return frozenset() if cell == ABSTAIN else frozenset(cell.split(";"))


def split(phrases: Sequence[Phrase]) -> tuple[list[Phrase], list[Phrase]]:
    """The phrases with a meaning, and those without."""
    return [one for one in phrases if one.expected], [one for one in phrases if not one.expected]


def perturbed(phrases: Sequence[Phrase]) -> list[Phrase]:
    """Each phrase a few times with one typing slip; phrases that take none are left out."""
    drawn = np.random.default_rng(SEED)
    slips = [
        Phrase(misspell(phrase.text, drawn), phrase.expected)
        for phrase in phrases
        for _ in range(SLIPS_EACH)
    ]
    known = {phrase.text for phrase in phrases}
    return [slip for slip in slips if slip.text not in known]


def print_disagreements() -> None:
    """The phrases that the two readers take for different concepts."""
    listed = [row for row in rows("phrase_gold.csv") if row["expected"] != row["second"]]
    total = len(rows("phrase_gold.csv"))
    apart = [row for row in listed if not agree(row["expected"], row["second"])]
    print(f"\nTwo readers share a meaning of {total - len(apart)} of {total} phrases; apart are:")
    for row in apart:
        print(f"  {row['id']} {row['raw'][:48]:50}{row['expected'][:40]:42}{row['second'][:40]}")


def agree(first: str, second: str) -> bool:
    """True where two readings share a concept, or both abstain."""
    one, other = meanings(first), meanings(second)
    return bool(one & other) or not (one or other)


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a file of the test data."""
    with (DATA / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    main()
