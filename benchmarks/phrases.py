"""How many raw phrases find their concept, find a wrong one, or find none.

    python -m benchmarks.phrases [--chart OUT.svg]

The phrases of adverts and records and what they mean stand in `tests/data/phrase_gold.csv` (first
column: `expected`; `second`: another reading, made without seeing the aliases), the requirements of
40 written-out vacancies in `tests/data/advert_gold.csv`, texts of fields that are none of ours in
`tests/data/decoys.csv`. Phrases are perturbed by one typing slip each, over and over until there
are 2,000. Many phrases are names in the taxonomy as they stand: without these names they show what
an unseen phrase meets. Nothing here is restricted by kind. Settings are chosen on the phrases whose
id has an even sha256 (the texts of the file were chosen by theirs); the odd ones are only reported.
`--chart` draws confidence against the share of right answers, without a threshold.
`benchmarks/baselines/phrases.txt`
keeps what the first normalizer reached.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

import numpy as np

from benchmarks import reliability as bins
from matcher import Normalizer, Taxonomy
from matcher.normalizing.folding import fold
from matcher.sample.misspelling import misspell

DATA = Path(__file__).parent.parent / "tests" / "data"
ABSTAIN = "ABSTAIN"
SEED = 20251201
SLIPS = 2000
#: A short phrase takes few different slips, so that no number of rounds may be enough.
MOST_ROUNDS = 60
RESAMPLES = 1000


@dataclass(frozen=True, slots=True)
class Phrase:
    """A text and the concepts that it may mean; none where it must be left alone."""

    text: str
    expected: frozenset[str]
    id: str = ""

    @property
    def is_even(self) -> bool:
        """True for a phrase on which settings are chosen."""
        return sha256(self.id.encode()).digest()[-1] % 2 == 0


OUTCOMES = ("right", "close", "wrong", "abstained")
HALVES = ("all", "even", "odd")


def main(arguments: Sequence[str] = ()) -> None:
    """Print the tables, and where the two readers of the phrases disagree."""
    asked = options(arguments)
    normalizer = Normalizer()
    phrases = gold("phrase_gold.csv", "raw", "expected")
    slips = perturbed(phrases)
    print(normalizer)
    print(f"{'set':34}{'n':>6}" + "".join(f"{name:>20}" for name in OUTCOMES))
    unnamed = Normalizer(without_names(normalizer.taxonomy, phrases))
    for name, listed in (("phrases", phrases), (f"{SLIPS:,} slips", slips)):
        print_halves(normalizer, f"{name} with a meaning", split(listed)[0])
        print_halves(normalizer, f"{name} to leave alone", split(listed)[1])
        print_halves(normalizer, f"{name}, of all", listed)
    print_halves(unnamed, "with a meaning, own names gone", split(phrases)[0])
    print_set(normalizer, "requirements of adverts", split(requirements())[0])
    print_set(normalizer, "decoys", gold("decoys.csv", "text", None))
    print("\nconfidence, share right, answers")
    guessing = Normalizer(threshold=0.0)
    guessed = [reliability(guessing, half, [*phrases, *slips]) for half in HALVES]
    for given, guess in zip(HALVES, guessed, strict=True):
        print("\n".join(reliability(normalizer, given, [*phrases, *slips]).lines()))
        print("  without a threshold:\n" + "\n".join(guess.lines()))
    if asked.chart is not None:
        draw(guessed[1:], asked.chart)
    print_disagreements()


def options(arguments: Sequence[str]) -> argparse.Namespace:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.phrases")
    parser.add_argument("--chart", type=Path, help="a file (.svg, .png) for the picture")
    return parser.parse_args(arguments)


def print_halves(normalizer: Normalizer, name: str, phrases: Sequence[Phrase]) -> None:
    """Three rows of the table: all phrases, the even ones, the odd ones."""
    for half in HALVES:
        label = name if half == "all" else f"  {half}"
        print_set(normalizer, label, of_half(phrases, half))


def print_set(normalizer: Normalizer, name: str, phrases: Sequence[Phrase]) -> None:
    """A row of the table."""
    judged = partial(outcome, normalizer.taxonomy)
    print(line(name, [judged(*pair) for pair in answers(normalizer, phrases)]))


def of_half(phrases: Sequence[Phrase], half: str) -> list[Phrase]:
    """The phrases of a half: all, even or odd."""
    return [one for one in phrases if half == "all" or one.is_even == (half == "even")]


def reliability(normalizer: Normalizer, half: str, phrases: Sequence[Phrase]) -> bins.Reliability:
    """Confidence against the share of right answers, of the phrases and slips of a half."""
    chosen = of_half(phrases, half)
    found = normalizer.resolve_many([phrase.text for phrase in chosen])
    told = [
        (one.confidence, one.id in phrase.expected)
        for phrase, one in zip(chosen, found, strict=True)
        if one.id is not None
    ]
    return bins.reliability(f"phrases and slips, {half}", len(chosen), told)


def draw(found: Sequence[bins.Reliability], path: Path) -> None:
    """Draw the reliability of each half: a point per bin, its area by the answers in it."""
    import altair as alt

    points = [
        {"half": one.name, "confidence": bin_.confidence, "right": bin_.right, "n": bin_.answers}
        for one in found
        for bin_ in one.bins
    ]
    share = alt.Scale(domain=[0, 1])
    ideal = (
        alt.Chart(alt.InlineData(values=[{"x": 0, "y": 0}, {"x": 1, "y": 1}]))
        .mark_line(color="#999999", strokeDash=[4, 4])
        .encode(x=alt.X("x:Q", scale=share), y=alt.Y("y:Q", scale=share))
    )
    base = alt.Chart(alt.InlineData(values=points)).encode(
        x=alt.X("confidence:Q", title="confidence", scale=share),
        y=alt.Y("right:Q", title="share of right answers", scale=share),
        color=alt.Color("half:N", title=None, scale=alt.Scale(range=["#0072B2", "#E69F00"])),
    )
    size = alt.Size(
        "n:Q",
        title="answers",
        scale=alt.Scale(range=[20, 500]),
        legend=alt.Legend(values=[10, 100, 1000]),
    )
    marks = base.mark_point(filled=True, opacity=0.7).encode(size=size)
    picture = ideal + base.mark_line(strokeWidth=1) + marks
    picture.properties(width=360, height=360).save(path)


def line(name: str, outcomes: Sequence[str]) -> str:
    """A row of the table: shares with their 95 % bootstrap intervals."""
    counts = Counter(outcomes)
    cells = "".join(f"{share(outcomes, one):>20}" for one in OUTCOMES)
    return f"{name:34}{sum(counts.values()):>6,}{cells}"


def share(outcomes: Sequence[str], wanted: str) -> str:
    """The share of an outcome in percent, with its interval."""
    if not outcomes:
        return "-"
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
        Phrase(row[text], meanings(row[expected]) if expected else frozenset(), row["id"])
        for row in rows(file)
    ]


def without_names(taxonomy: Taxonomy, phrases: Iterable[Phrase]) -> Taxonomy:
    """The taxonomy without the aliases that are a phrase as it stands; labels stay."""
    known = {fold(phrase.text) for phrase in phrases}
    kept = (
        label
        for label in taxonomy.labels
        if fold(label.text) not in known
        or label.text in (taxonomy[label.concept].label_en, taxonomy[label.concept].label_id)
    )
    return replace(taxonomy, labels=tuple(kept))


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


def perturbed(phrases: Sequence[Phrase], count: int = SLIPS) -> list[Phrase]:
    """So many distinct texts with one typing slip each, phrase after phrase, round after round."""
    drawn = np.random.default_rng(SEED)
    known = {phrase.text for phrase in phrases}
    slips: dict[str, Phrase] = {}
    for _ in range(MOST_ROUNDS):
        for phrase in phrases:
            text = misspell(phrase.text, drawn)
            if text not in known and len(slips) < count:
                slips.setdefault(text, replace(phrase, text=text))
    return list(slips.values())


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
    main(sys.argv[1:])
