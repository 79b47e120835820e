"""Do the requirements of a vacancy mean the same in Indonesian, English and the host's language?

    python -m benchmarks.trilingual [--free] [--all] [--paraphrases]

The requirements of 40 vacancies stand in `tests/data/trilingual.csv` as an employer or an agency
would write them into the cells of a record, each in three languages. They are read as those cells
are: a text of a section may name only what that section may name (`--free`: anything). What the
tables of names were widened on are the vacancies of the even half (by the SHA-256 of their ids);
the odd half is only reported. An answer that covers the meant concept, or is covered by it, is
`close`, not right. A requirement is kept if all three languages have one right concept in common;
languages disagree if two of them answer with different concepts, be both right. A phrase that means
no concept is kept if all abstain. `--all` lists what failed in the odd half too.

The requirements and most names in the host's languages come from one hand, so the odd half too is
kinder than the words of strangers are. `--paraphrases` reads 520 wordings of other concepts,
written to repeat no name (`tests/data/paraphrases.csv`): what words mean, and how sure that makes,
was mended on them, so they flatter as the even half does.
"""

import argparse
import csv
import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

import numpy as np

from matcher import Normalizer, Taxonomy
from matcher.normalizing.naming import Naming

DATA = Path(__file__).parent.parent / "tests" / "data"
PATH = DATA / "trilingual.csv"
PARAPHRASES = DATA / "paraphrases.csv"
ABSTAIN = "ABSTAIN"
LANGUAGES = ("id", "en", "native")
OUTCOMES = ("right", "close", "wrong", "abstained")
HALVES = ("even", "odd")
SEED = 20251201
RESAMPLES = 1000

#: The concept of a text of a section, None where there is none.
Reader = Callable[[Sequence[tuple[str, str]]], Sequence[str | None]]


@dataclass(frozen=True, slots=True)
class Asked:
    """A requirement: its texts in the order of `LANGUAGES`, what they mean, what was found."""

    vacancy: str
    section: str
    texts: tuple[str, ...]
    native: str
    expected: frozenset[str]
    found: tuple[str | None, ...]

    @property
    def half(self) -> str:
        """Even where names may be chosen on the vacancy."""
        digest = hashlib.sha256(self.vacancy.encode()).hexdigest()
        return "odd" if int(digest, 16) % 2 else "even"

    @property
    def is_kept(self) -> bool:
        """Whether all languages have one right answer in common."""
        answers = set(self.found)
        return len(answers) == 1 and (answers <= self.expected or answers == {None} == self.meant)

    @property
    def meant(self) -> set[str | None]:
        """The right answers; None alone where the text means no concept."""
        return set(self.expected) or {None}

    @property
    def is_right(self) -> bool:
        """Whether every language has a right answer, if not the same one."""
        return set(self.found) <= self.meant

    @property
    def disagrees(self) -> bool:
        """Whether two languages answer with different concepts."""
        return len(set(self.found) - {None}) > 1


def main() -> None:
    """Print the tables, and list what is not kept."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--free", action="store_true", help="a text may name any kind of concept")
    parser.add_argument("--all", action="store_true", help="list the odd half too")
    parser.add_argument("--paraphrases", action="store_true", help="wordings of other concepts")
    arguments = parser.parse_args()
    normalizer = Normalizer()
    print(normalizer)
    reader = freely(normalizer) if arguments.free else as_cells(normalizer)
    asked = read(reader, PARAPHRASES if arguments.paraphrases else PATH)
    print_languages(normalizer.taxonomy, asked)
    print_kept(asked)
    for half in HALVES if arguments.all else HALVES[:1]:
        print_lost(half, [one for one in asked if one.half == half])


# --- reading -------------------------------------------------------------------------------


def read(reader: Reader, path: Path = PATH) -> list[Asked]:
    """The requirements of all vacancies in a file with what a reader finds."""
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream))
    found = reader([(row["section"], row[language]) for language in LANGUAGES for row in rows])
    by_row = zip(*(found[n * len(rows) : (n + 1) * len(rows)] for n in range(3)), strict=True)
    return [asked_of(row, answers) for row, answers in zip(rows, by_row, strict=True)]


def asked_of(row: Mapping[str, str], found: tuple[str | None, ...]) -> Asked:
    """A row of the file as a value."""
    meant = row["expected"]
    return Asked(
        row["vacancy"],
        row["section"],
        tuple(row[language] for language in LANGUAGES),
        row["native_language"],
        frozenset() if meant == ABSTAIN else frozenset(meant.split(";")),
        found,
    )


def as_cells(normalizer: Normalizer) -> Reader:
    """Read as the cells of a record are."""

    def reader(cells: Sequence[tuple[str, str]]) -> Sequence[str | None]:
        naming = Naming(normalizer)
        naming.learn(cells)
        named = [naming.name(section, text) for section, text in cells]
        return [one.concept if one.is_resolved else None for one in named]

    return reader


def freely(normalizer: Normalizer) -> Reader:
    """Read without knowing the section."""
    return lambda cells: [
        found.id for found in normalizer.resolve_many([text for _, text in cells])
    ]


# --- judging -------------------------------------------------------------------------------


def outcome(taxonomy: Taxonomy, asked: Asked, found: str | None) -> str:
    """How an answer compares with what is meant."""
    if found in asked.meant:
        return "right"
    if found is None:
        return "abstained"
    related = any(
        found in taxonomy.covered_by(meant) or meant in taxonomy.covered_by(found)
        for meant in asked.expected
    )
    return "close" if related else "wrong"


def share(hits: Sequence[bool], groups: Sequence[str]) -> str:
    """A share in percent with its 95 % interval, vacancies being what is drawn again."""
    if not hits:
        return "-"
    pairs = sorted(zip(groups, hits, strict=True))
    counts = np.array(
        [
            (sum(hit for _, hit in listed), len(listed))
            for listed in (list(of_one) for _, of_one in groupby(pairs, key=lambda pair: pair[0]))
        ]
    )
    drawn = np.random.default_rng(SEED).integers(len(counts), size=(RESAMPLES, len(counts)))
    sums = counts[drawn].sum(axis=1)
    low, high = np.quantile(sums[:, 0] / sums[:, 1] * 100, [0.025, 0.975])
    return f"{sum(hits) / len(hits) * 100:.1f} ({low:.1f}-{high:.1f})"


# --- printing ------------------------------------------------------------------------------


def print_languages(taxonomy: Taxonomy, asked: Sequence[Asked]) -> None:
    """A row of outcomes per half and language; the host's languages also one by one."""
    hosts = sorted({one.native for one in asked})
    print(f"\n{'half':6}{'language':12}{'n':>5}" + "".join(f"{name:>20}" for name in OUTCOMES))
    for half in HALVES:
        for name, place, host in (
            ("id", 0, None),
            ("en", 1, None),
            ("host's", 2, None),
            *((f"  {host}", 2, host) for host in hosts),
        ):
            listed = [one for one in asked if one.half == half and host in (None, one.native)]
            outcomes = [outcome(taxonomy, one, one.found[place]) for one in listed]
            groups = [one.vacancy for one in listed]
            cells = "".join(
                f"{share([found == wanted for found in outcomes], groups):>20}"
                for wanted in OUTCOMES
            )
            print(f"{half:6}{name:12}{len(listed):>5}{cells}")


def print_kept(asked: Sequence[Asked]) -> None:
    """The shares over requirements: right in all languages, and those where they disagree."""
    measures: dict[str, Callable[[Asked], bool]] = {
        "right in all": lambda one: one.is_right,
        "the same and right": lambda one: one.is_kept,
        "languages disagree": lambda one: one.disagrees,
    }
    print(f"\n{'half':18}{'n':>5}" + "".join(f"{name:>22}" for name in measures))
    for half in (*HALVES, "both"):
        listed = [one for one in asked if half in (one.half, "both")]
        groups = [one.vacancy for one in listed]
        cells = (share(list(map(measure, listed)), groups) for measure in measures.values())
        print(f"{half:18}{len(listed):>5}" + "".join(f"{cell:>22}" for cell in cells))


def print_lost(half: str, asked: Sequence[Asked]) -> None:
    """The requirements that are not kept, those where languages disagree first."""
    lost = sorted((one for one in asked if not one.is_kept), key=lambda one: not one.disagrees)
    print(f"\nNot kept in the {half} half ({len(lost)}), those with two answers first:")
    for one in lost:
        meant = ";".join(sorted(one.expected)) or ABSTAIN
        print(f"  {one.vacancy} {one.section}: {meant}")
        for text, found in zip(one.texts, one.found, strict=True):
            if found not in one.meant:
                print(f"      {text}  ->  {found or 'abstained'}")


if __name__ == "__main__":
    main()
