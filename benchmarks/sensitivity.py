"""How far can weights move before lists change, is every end right, and what does asking cost?

`sample`: the package's default weights on its synthetic sample; then every finite end of every
interval is tried on the engine, just inside and just outside of it. `scale`: a generated cohort
before generated vacancies. Scores that differ by less than a float32 shows are ties, which the ids
decide: there an end cannot be seen, and is counted as level.
"""

from __future__ import annotations

import argparse
import json
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.timing import environment, one_thread, peak_of
from matcher import Candidates, Matcher, load_sample
from matcher.sample import generate
from matcher.sensitivity import Draws, Sensitivity, WeightRange, check_laws
from matcher.sensitivity.weighing import WEIGHTS, as_row, as_weights

__all__ = ["Scale", "ends", "told", "tried"]

AS_OF = "2025-12-01"
PICTURES = Path(__file__).parents[1] / "docs" / "pictures"

#: How far beside an end the engine is asked, as a share of the weight there.
_STEP = 1e-4
#: Of two scores in [0, 1) that differ by no more, the float32 may be the same.
_LEVEL = 1.3e-7


@dataclass(frozen=True)
class Scale:
    """What one size took: seconds of the wall clock and of the CPU, gigabytes at the most."""

    candidates: int
    vacancies: int
    draws: int
    rank_seconds: float
    seconds: float
    cpu_seconds: float
    peak_gb: float

    def __str__(self) -> str:
        return (
            f"{self.candidates:,} x {self.vacancies:,}, {self.draws} draws: {self.seconds:.2f} s "
            f"({self.cpu_seconds:.2f} CPU s), ranking alone {self.rank_seconds:.2f} s, "
            f"peak {self.peak_gb:.2f} GB"
        )


def ends(found: Sensitivity) -> Iterator[tuple[WeightRange, str, float, str, str]]:
    """Each finite end that is not the present weight itself: its range, name, weight, and pair."""
    for one in found:
        for name in ("low", "high", "order_low", "order_high"):
            end = getattr(one, name)
            if end.before is not None and end.at != one.present:
                yield one, name, end.at, end.before, end.after


def tried(engine: Matcher, people: Candidates, found: Sensitivity) -> Counter[str]:
    """What the engine says of each end: right, level (a tie of float32), or wrong."""
    counts: Counter[str] = Counter()
    row_of = {name: row for row, name in enumerate(people.ids)}
    present = {
        name: [str(found.ids[item]) for item in items if item >= 0]
        for name, items in zip(found.candidate_ids, found.items, strict=True)
    }
    for one, name, at, before, after in ends(found):
        who, listed = people[row_of[one.candidate_id]], present[one.candidate_id]
        sides = (1 + _STEP, 1 - _STEP) if "low" in name else (1 - _STEP, 1 + _STEP)
        for side, share in zip(("inside", "outside"), sides, strict=True):
            row = as_row(found.weights)
            row[WEIGHTS.index(one.weight)] = at * share
            other = engine.reweighted(as_weights(row))
            lists = [match.vacancy_id for match in other.rank([who], found.k)]
            stays = lists == listed if "order" in name else {*lists} == {*listed}
            if stays == (side == "inside"):
                counts[f"{side}, right"] += 1
                continue
            pairs = [(who.id, before), (who.id, after)]
            first, second = other.features([who], pairs=pairs).score.tolist()
            counts[f"{side}, {'level' if abs(first - second) <= _LEVEL else 'wrong'}"] += 1
    return counts


def told(found: Sensitivity) -> Iterator[str]:
    """The figures of the page: what movements of each weight leave, and what draws leave."""
    for weight in found.movements.weights:
        rows = [row for row in found.movements if (row.weight, row.direction) == (weight, "both")]
        shares = "  ".join(
            f"{row.movement:.0%}: {row.kept.mean:.1%} ({row.kept.low:.1%}-{row.kept.high:.1%}), "
            f"in order {row.in_order.mean:.1%}, overlap {row.overlap.mean:.3f}"
            for row in rows
        )
        yield f"{weight:13} {shares}"
    joint = found.acceptability
    yield (
        f"{joint.draws}: listed pairs that stay {joint.kept}, lists with the same vacancies "
        f"{joint.same_members}, in the same order {joint.same_order}, overlap {joint.mean_overlap}"
    )
    changes = np.abs(found.intervals.members.at / as_row(found.weights)[:, np.newaxis] - 1)
    nearest = np.minimum(changes[..., 0], changes[..., 1]).min(axis=1)
    quartiles = np.quantile(nearest, [0.1, 0.25, 0.5, 0.75])
    yield "nearest end of any weight, quantiles .1 .25 .5 .75: " + " ".join(
        f"{one:.1%}" for one in quartiles
    )


def scale(candidates: int, vacancies: int, draws: int) -> Scale:
    """The cost of one size; reading the records and fitting are not counted."""
    data = generate(candidates=candidates, vacancies=vacancies, seed=1)
    engine = Matcher(AS_OF).fit(data.vacancies)
    engine.rank(data.candidates)
    start = time.perf_counter()
    engine.rank(data.candidates, threads=1)
    ranked = time.perf_counter() - start
    wall, cpu = time.perf_counter(), time.process_time()
    _, peak = peak_of(lambda: engine.sensitivity(data.candidates, draws=Draws(draws), threads=1))
    return Scale(
        candidates, vacancies, draws, ranked,
        time.perf_counter() - wall, time.process_time() - cpu, peak,
    )  # fmt: skip


def sample(*, pictures: bool, draws: int) -> dict[str, Any]:
    """The default weights on the sample: figures, checks of ends and laws, and pictures."""
    data = load_sample()
    engine = Matcher(AS_OF).fit(data.vacancies)
    engine.sensitivity(data.candidates[:40], draws=Draws(0))
    wall, cpu = time.perf_counter(), time.process_time()
    found = engine.sensitivity(data.candidates, draws=Draws(draws), threads=1)
    took = {"seconds": time.perf_counter() - wall, "cpu_seconds": time.process_time() - cpu}
    print(f"{found}: {took['seconds']:.2f} s ({took['cpu_seconds']:.2f} CPU s)")
    for line in told(found):
        print(line)
    counts = tried(engine, data.candidates, found)
    print("ends tried on the engine:", dict(counts))
    checks = check_laws(engine, data.candidates)
    print(checks)
    if pictures:
        for language in ("en", "id"):
            found.save_chart(PICTURES / f"sensitivity-{language}.svg", language)
            name = found.candidate_ids[5]
            found.save_chart(PICTURES / f"sensitivity-one-{language}.svg", language, candidate=name)
    return {**took, "ends": dict(counts), "broken": checks.broken}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("what", choices=("sample", "scale"), nargs="?", default="sample")
    parser.add_argument("--candidates", type=int, default=10_000)
    parser.add_argument("--vacancies", type=int, default=35_000)
    parser.add_argument("--draws", type=int, default=200)
    parser.add_argument("--pictures", action="store_true")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    one_thread()
    around = environment()
    print(around["machine"], around["kernels"], f"load {around['load_average'][0]}", sep="; ")
    if asked.what == "sample":
        figures = sample(pictures=asked.pictures, draws=asked.draws)
    else:
        measured = scale(asked.candidates, asked.vacancies, asked.draws)
        print(measured)
        figures = asdict(measured)
    if asked.json:
        print(json.dumps({**around, **figures}))


if __name__ == "__main__":
    main()
