"""Weights from judgments: do three judges agree, what is learned of them, and what is it worth?

Run it with `python examples/04_weights_from_judgments.py --out FOLDER`, or open it as a notebook:
each `# %%` begins a cell (VS Code, Jupytext). Pictures need the extra `report`.

Nobody and nothing in it is real, and the judges are invented like the rest: they grade by weights
that are planted below, with a hand that shakes. It shows what the tools say, not which weights are
right.
"""

# %% What is needed, and the folder for pictures: nothing is written elsewhere
from __future__ import annotations

import argparse
from collections.abc import Iterator, Sequence
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import numpy as np

from matcher import Candidates, Matcher, Weights, load_sample
from matcher.evaluation import evaluate
from matcher.tuning import Graded, Judgments, WeightLearner, agreement_of, prepare_sheets

if TYPE_CHECKING:
    import altair as alt

Pairs = Sequence[tuple[str, str]]


def folder() -> Path:
    """The folder that is asked for, or a temporary one; a notebook has arguments of its own."""
    parser = argparse.ArgumentParser(description="Learn weights from invented judgments.")
    parser.add_argument("--out", type=Path, help="where pictures go; else a temporary folder")
    place = parser.parse_known_args()[0].out or Path(mkdtemp(prefix="matcher-"))
    place.mkdir(parents=True, exist_ok=True)
    return Path(place)


def kept(name: str, chart: alt.TopLevelMixin) -> alt.TopLevelMixin:
    """Write a picture as SVG and, for those who cannot print that, as PNG; a notebook shows it."""
    chart.save(str(OUT / f"{name}.svg"))
    chart.save(str(OUT / f"{name}.png"), scale_factor=2)
    print(f"picture: {name}.svg, {name}.png")
    return chart


OUT = folder()
print(f"Pictures go to {OUT}")

# %% People, vacancies, and a ranking with the default weights
sample = load_sample()
engine = Matcher(as_of=sample.as_of).fit(sample.vacancies)
# Nobody of whom weights are learned is among those on whom they are measured.
taught, tested = sample.candidates[:200], sample.candidates[200:260]
print(f"{len(taught)} people to learn from, {len(tested)} others to measure on")

# %% The judges are planted: languages count for more than by default, skills for less
PLANTED = engine.reweighted(Weights(language=5, skills=1))
JUDGES = ("ana", "budi", "citra")
#: Logistic noise of half a standard deviation of what is judged.
NOISE = 0.5 * 3**0.5 / np.pi


def graded(judge: str, people: Candidates, pairs: Pairs) -> Iterator[Graded]:
    """Grades from 0 to 3, each as often: the planted score of a pair, seen by a shaky hand."""
    random = np.random.default_rng([JUDGES.index(judge), len(pairs)])
    score = PLANTED.features(people, pairs=pairs).score
    seen = score + random.logistic(0, NOISE * score.std(), len(pairs))
    grades = np.searchsorted(np.quantile(seen, (0.25, 0.5, 0.75)), seen)
    for pair, grade in zip(pairs, grades.tolist(), strict=True):
        yield Graded(judge, *pair, grade)


# %% Which pairs to judge: those that tell most, and some the same for all judges
# `sheets.write(OUT / "sheets")` would make the workbooks for people, `read_sheets` read them back.
sheets = prepare_sheets(engine, taught, judges=JUDGES, pairs_per_judge=100)
print(sheets)
judgments = Judgments()
for judge in JUDGES:
    asked = [(row.candidate_id, row.vacancy_id) for row in sheets.of(judge)]
    judgments += Judgments(tuple(graded(judge, taught, asked)))
agreement = agreement_of(judgments)
print(agreement)

# %% Learn; the weight of wishes is locked, as a matter of policy
features = engine.features(taught, pairs=judgments.pairs)
learner = WeightLearner(Weights(), locked=("preference",)).fit(*judgments.examples(features))
learned, defaults = learner.weights_, Weights()
print("Weights: default, learned, planted")
for name, default in defaults.model_dump().items():
    planted = getattr(PLANTED.weights, name)
    print(f"  {name:12} {default:5.2f}  {getattr(learned, name):5.2f}  {planted:5.2f}")
print(f"Wishes are locked: {learned.preference == defaults.preference}")
print(f"Gain on people that were held out: {learner.gain_}")
print(f"Recommended: {learner.recommendation_ is not None}")


# %% What it is worth on others: all that either ranking lists first is judged, blind to which
def listed(engines: Sequence[Matcher], people: Candidates, k: int) -> Pairs:
    """The pairs in the first k of any ranking, in an order that tells nothing."""
    return sorted(
        {(one.candidate_id, one.vacancy_id) for each in engines for one in each.rank(people, k)}
    )


tuned = engine.reweighted(learned)
pool = listed((engine, tuned), tested, 5)
said = Judgments(tuple(one for judge in JUDGES for one in graded(judge, tested, pool)))
found = evaluate(engine, tested, said, k=5, runs={"learned": learned}, level=2)
print(f"Measured on {len(said)} grades of {len(pool)} pairs")
for table in (found.ranking, found.order):
    for row in table.rows if table else ():
        if row.run == "learned" and row.measure in {"ndcg@5", "precision@5", "in order"}:
            ends = f"{row.difference_low:+.3f} to {row.difference_high:+.3f}"
            print(f"  {row.measure:12} {row.mean:.3f}, {row.difference:+.3f} ({ends})")
kept("before-and-after", found.chart())

# %% Is that a matter of a hair? How firmly the lists stand, with either weights
firm = engine.sensitivity(sample.candidates, 10)
print(f"With the default weights the lists hang most on {firm.hangs_on}")
kept("tornado-defaults", firm.chart())

# %%
firm_tuned = tuned.sensitivity(sample.candidates, 10)
print(f"With the learned weights the lists hang most on {firm_tuned.hangs_on}")
for name, one in (("default", firm), ("learned", firm_tuned)):
    (row,) = (
        row
        for row in one.movements
        if (row.weight, row.movement, row.direction) == (one.hangs_on, 0.2, "both")
    )
    print(f"  {name}: moved by 20 %, it leaves {row.kept.mean:.0%} of the lists as they are")
kept("tornado-learned", firm_tuned.chart())
