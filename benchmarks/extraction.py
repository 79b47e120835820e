"""How much of what adverts ask is found in them, and how much of what is found is right.

    python -m benchmarks.extraction [--missed]

The adverts and what they ask stand in `tests/data/adverts.jsonl` and `advert_gold.csv`, their
figures in `advert_figures.csv`. What was chosen while the reader was made was chosen on the even
adverts (by the SHA-256 of their ids); the odd ones are only reported. Three of these were seen by
who wrote the words of the reader: the figures without them stand apart. The list of an advert is a
choice, so what is found beside it is neither right nor wrong; it is counted as `beside`.
`--missed` lists what was not found in the even adverts.
"""

import argparse
import csv
import hashlib
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from matcher import Normalizer
from matcher.normalizing.extracting import Extraction, Figures, Span
from matcher.records.seats import Openings
from matcher.taxonomy import default_taxonomy

DATA = Path(__file__).parent.parent / "tests" / "data"
ABSTAIN = "ABSTAIN"
SEED = 20251201
RESAMPLES = 1000
SEEN = frozenset({"AV01", "AV03", "AV04"})
#: A found span is that of a requirement if they share so much of the shorter one.
SHARED = 0.5


@dataclass(frozen=True, slots=True)
class Wanted:
    """A requirement of an advert: where it stands, what it means, and how it is asked."""

    start: int
    end: int
    text: str
    section: str
    expected: frozenset[str]
    importance: str
    negated: bool


@dataclass(frozen=True, slots=True)
class Judged:
    """An advert with what was wanted of it and what was found."""

    advert: str
    language: str
    wanted: tuple[Wanted, ...]
    found: Extraction
    figures: Mapping[str, str]


#: A measure gives for each thing that it counts whether it was right; it sees one advert.
Measure = Callable[[Judged], Iterable[bool]]


def main() -> None:
    """Print the table of all measures by part of the adverts."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--missed", action="store_true")
    arguments = parser.parse_args()
    judged = list(read(Normalizer()))
    parts: dict[str, list[Judged]] = {
        "even": [one for one in judged if is_even(one.advert)],
        "odd": [one for one in judged if not is_even(one.advert)],
        "odd unseen": [one for one in judged if not is_even(one.advert) and one.advert not in SEEN],
    }
    for half in ("even", "odd"):
        for language in ("id", "en", "ja"):
            parts[f"{half} {language}"] = [one for one in parts[half] if one.language == language]
    for name, measure in MEASURES.items():
        print(f"\n{name}")
        for part, adverts in parts.items():
            print(f"  {part:11}{line(adverts, measure)}")
    if arguments.missed:
        print_missed(parts["even"])


def is_even(advert: str) -> bool:
    """Whether settings may be chosen on an advert."""
    return int(hashlib.sha256(advert.encode()).hexdigest(), 16) % 2 == 0


def line(adverts: Sequence[Judged], measure: Measure) -> str:
    """The share that is right, with its interval over adverts, and how many were counted."""
    counts = np.array([count(list(measure(one))) for one in adverts]).reshape(-1, 2)
    right, total = counts.sum(axis=0)
    if not total:
        return "-"
    drawn = np.random.default_rng(SEED).integers(len(counts), size=(RESAMPLES, len(counts)))
    sums = counts[drawn].sum(axis=1)
    shares = sums[:, 0] / np.maximum(sums[:, 1], 1) * 100
    low, high = np.quantile(shares, [0.025, 0.975])
    return f"{right / total * 100:6.1f} %  ({low:.1f}-{high:.1f})  {right} of {total}"


def count(outcomes: Sequence[bool]) -> tuple[int, int]:
    """How many are right, of how many."""
    return sum(outcomes), len(outcomes)


# --- what is compared ----------------------------------------------------------------------


def read(normalizer: Normalizer) -> Iterable[Judged]:
    """The adverts, each with what is wanted and found."""
    wanted: dict[str, list[dict[str, str]]] = {}
    for row in rows("advert_gold.csv"):
        wanted.setdefault(row["advert"], []).append(row)
    figures = {row["advert"]: row for row in rows("advert_figures.csv")}
    for text in (DATA / "adverts.jsonl").read_text("utf-8").splitlines():
        advert = json.loads(text)
        found = normalizer.extract(advert["text"], country=advert["country"])
        yield Judged(
            advert["id"],
            advert["language"],
            tuple(wanted_of(row, advert["text"]) for row in wanted[advert["id"]]),
            found,
            figures.get(advert["id"], {}),
        )


def wanted_of(row: Mapping[str, str], text: str) -> Wanted:
    """A row of the gold with its place in the advert."""
    start = text.index(row["text"])
    meant = row["expected"]
    expected = frozenset() if meant == ABSTAIN else frozenset(meant.split(";"))
    return Wanted(
        start,
        start + len(row["text"]),
        row["text"],
        row["section"],
        expected,
        row["importance"],
        row["negated"] == "yes",
    )


def is_of(span: Span, wanted: Wanted) -> bool:
    """Whether a found span is that of a requirement."""
    shared = min(span.end, wanted.end) - max(span.start, wanted.start)
    shorter = min(span.end - span.start, wanted.end - wanted.start)
    return shared > 0 and shared >= SHARED * shorter


def spans_of(judged: Judged, wanted: Wanted) -> list[Span]:
    """The found spans with a concept that are those of a requirement."""
    return [one for one in judged.found.spans if one.concept and is_of(one, wanted)]


def right_of(judged: Judged, wanted: Wanted) -> list[Span]:
    """The found spans of a requirement with a concept that it may mean."""
    return [one for one in spans_of(judged, wanted) if one.concept in wanted.expected]


def asking(judged: Judged) -> list[Wanted]:
    """The requirements that mean a concept."""
    return [one for one in judged.wanted if one.expected]


def is_read(judged: Judged, wanted: Wanted) -> bool:
    """Whether at least half of a requirement stands in clauses that were read as one."""
    buckets = {"bound"} if wanted.section == "bound" else {"requirement", "duty", "title"}
    read_letters = sum(
        max(0, min(clause.end, wanted.end) - max(clause.start, wanted.start))
        for clause in judged.found.clauses
        if clause.bucket in buckets
    )
    return read_letters >= SHARED * (wanted.end - wanted.start)


# --- measures ------------------------------------------------------------------------------


def span_recall(judged: Judged) -> Iterable[bool]:
    """Of the requirements those whose words are read as a requirement, duty, title or bound."""
    return (is_read(judged, one) for one in judged.wanted)


def span_precision(judged: Judged) -> Iterable[bool]:
    """Of the found spans those that are of a listed requirement."""
    places = {(one.start, one.end): one for one in judged.found.spans}
    return (any(is_of(one, want) for want in judged.wanted) for one in places.values())


def concept_recall(judged: Judged) -> Iterable[bool]:
    """Of the requirements with a concept those in which one of theirs was found."""
    return (bool(right_of(judged, one)) for one in asking(judged))


def concept_precision(judged: Judged) -> Iterable[bool]:
    """Of the concepts found in listed requirements those that these may mean."""
    for span in judged.found.spans:
        own = [want for want in judged.wanted if is_of(span, want)]
        if span.concept and own:
            yield any(span.concept in want.expected for want in own)


def wrong(judged: Judged) -> Iterable[bool]:
    """Of the requirements those in which only other concepts were found: the fewer the better.

    A concept that covers a meant one, is covered by it or resembles it is not another one.
    """
    for want in judged.wanted:
        found = [str(one.concept) for one in spans_of(judged, want)]
        yield bool(found) and not any(is_close(one, want.expected) for one in found)


def is_close(found: str, expected: frozenset[str]) -> bool:
    """Whether a concept is a meant one, a narrower or wider one, or one that resembles it."""
    taxonomy = default_taxonomy()
    return any(
        found == meant
        or found in taxonomy.covered_by(meant)
        or meant in taxonomy.covered_by(found)
        or meant in taxonomy.similar.get(found, {})
        or found in taxonomy.similar.get(meant, {})
        for meant in expected
    )


def modality(judged: Judged) -> Iterable[bool]:
    """Of the requirements found, not titles, those asked as much as they are."""
    for want in asking(judged):
        if (found := right_of(judged, want)) and want.section != "title":
            asked = "not_asked" if want.negated else want.importance
            yield asked in {one.modality for one in found}


def negation_recall(judged: Judged) -> Iterable[bool]:
    """Of what is said not to be asked, and was found, that which was told so."""
    for want in asking(judged):
        if want.negated and (found := right_of(judged, want)):
            yield any(one.negated for one in found)


def negation_precision(judged: Judged) -> Iterable[bool]:
    """Of what was told not to be asked, in listed requirements, that which is not."""
    for span in judged.found.spans:
        own = [want for want in judged.wanted if is_of(span, want)]
        if span.negated and own:
            yield any(want.negated for want in own)


def figures(judged: Judged) -> Iterable[bool]:
    """Of the figures that an advert tells those that were read right."""
    found = cells_of(judged.found.figures)
    return (found.get(name, "") == value for name, value in told(judged))


def invented_figures(judged: Judged) -> Iterable[bool]:
    """Of the figures that were read those that the advert tells, and so."""
    if judged.figures:
        found = cells_of(judged.found.figures)
        yield from (judged.figures.get(name, "") == value for name, value in found.items())


def told(judged: Judged) -> Iterable[tuple[str, str]]:
    """The figures that an advert tells."""
    cells = ((name, value) for name, value in judged.figures.items() if value)
    return (cell for cell in cells if cell[0] not in {"advert", "why"})


def cells_of(found: Figures) -> dict[str, str]:
    """The figures as the gold writes them."""
    cells: dict[str, float | str | None] = {"sex": found.sex}
    ages = None if found.ages is None else found.ages.ages
    for fact, bounds in (("age", ages), ("height", found.height), ("weight", found.weight)):
        if bounds is None:
            continue
        for suffix, own in (("", bounds.both), ("_male", bounds.male), ("_female", bounds.female)):
            cells |= {f"{fact}_min{suffix}": own.low, f"{fact}_max{suffix}": own.high}
    if found.wage is not None:
        cells |= {"wage_min": found.wage.range.low, "wage_max": found.wage.range.high}
        cells |= {"currency": found.wage.currency}
    cells["contract_months"] = found.contract_months
    if found.openings is not None:
        seats = found.openings
        cells |= seats_of(seats)
    return {name: written(value) for name, value in cells.items() if value is not None}


def seats_of(seats: Openings) -> dict[str, int | None]:
    """The posts; those for the only sex that is wanted are all of them."""
    if seats.male and seats.female:
        return {"openings_male": seats.male, "openings_female": seats.female}
    return {"openings": seats.both or seats.male or seats.female}


def written(value: float | str) -> str:
    """A figure as the gold writes it."""
    return value if isinstance(value, str) else f"{value:.10g}"


MEASURES: Mapping[str, Measure] = {
    "spans: recall": span_recall,
    "spans: share of the found ones that are listed (the lists are a choice)": span_precision,
    "concepts: recall": concept_recall,
    "concepts: precision within what is listed": concept_precision,
    "requirements with a wrong concept, none right or close (the fewer the better)": wrong,
    "modality of what was found": modality,
    "negation: recall": negation_recall,
    "negation: precision": negation_precision,
    "figures: recall": figures,
    "figures: precision": invented_figures,
}


def print_missed(adverts: Iterable[Judged]) -> None:
    """What was not found, and what was found in its place."""
    for judged in adverts:
        for want in asking(judged):
            found = spans_of(judged, want)
            if not right_of(judged, want):
                said = ", ".join(str(one.concept) for one in found)
                print(f"{judged.advert} {want.text} | {';'.join(want.expected)} | found: {said}")
        got = cells_of(judged.found.figures)
        for name, value in told(judged):
            if got.get(name, "") != value:
                print(f"{judged.advert} {name} {value} | found: {got.get(name)}")
        for name, value in got.items() if judged.figures else ():
            if not judged.figures.get(name):
                print(f"{judged.advert} {name} is not told | found: {value}")


def rows(file: str) -> list[dict[str, str]]:
    """The rows of a file of the test data; none where it is not there."""
    with (DATA / file).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


if __name__ == "__main__":
    main()
