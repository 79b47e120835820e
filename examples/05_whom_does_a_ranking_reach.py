"""Whom does a ranking reach? A gap between two offices, its cause, and what evening out costs.

Run it with `python examples/05_whom_does_a_ranking_reach.py --out FOLDER`, or open it as a
notebook: each `# %%` begins a cell (VS Code, Jupytext). Pictures need the extra `report`.

Nobody and nothing in it is real. The gap is planted: chance deals people out to two offices, and
the southern one never asked most of its people for papers, so that all they have is their own word.
"""

# %% What is needed, and the folder for pictures: nothing is written elsewhere
from __future__ import annotations

import argparse
from pathlib import Path
from tempfile import mkdtemp
from typing import TYPE_CHECKING

import numpy as np

from matcher import Candidate, Candidates, Matcher, load_sample
from matcher.fairness.reranking import rerank

if TYPE_CHECKING:
    import altair as alt


def folder() -> Path:
    """The folder that is asked for, or a temporary one; a notebook has arguments of its own."""
    parser = argparse.ArgumentParser(description="Audit a ranking with a planted gap.")
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

# %% People, vacancies, and a table of groups beside the records
sample = load_sample(candidates=1000)
engine = Matcher(as_of=sample.as_of).fit(sample.vacancies)
random = np.random.default_rng(20251201)
office = dict(zip(sample.candidates.ids, random.permutation(["north", "south"] * 500), strict=True))
groups = [{"candidate_id": who, "office": str(where)} for who, where in office.items()]


# %% The planted cause: of seven in ten people of the southern office there are no papers
def on_their_word(person: Candidate) -> Candidate:
    """The same person, with nothing to show for what they say."""
    changed = {}
    for name in ("skills", "certificates", "languages", "education", "experience"):
        section = person.section(name)
        claims = [one.model_copy(update={"evidence": "self_report"}) for one in section.claims]
        changed[name] = section.model_copy(update={"claims": tuple(claims)})
    return person.model_copy(update=changed)


def is_hit(person: Candidate) -> bool:
    """Whether this person was never asked for papers; chance decides."""
    return bool(random.random() < 4 / 5) and office[person.id] == "south"


people = Candidates.from_records(
    on_their_word(one) if is_hit(one) else one for one in sample.candidates
)

# %% The audit: who is eligible, who is shown, and what makes the gap
audit = engine.audit(people, groups, by=["sex"], k=10)
print(audit.text())
kept("groups", audit.chart())

# %% What the gap is made of; the parts add up to it
gap = audit.between("office", "south", "north")
print(f"South and north: {100 * gap.difference.mean:+.1f} points of people who are shown")
for name, part in gap.parts.items():
    print(f"  {name:10} {100 * part.mean:+5.1f} ({100 * part.low:+.1f} to {100 * part.high:+.1f})")
print(f"Cause: {gap.cause}")
kept("causes", audit.causes_chart(gap=gap))

# %% Collecting the papers mends it at the root
mended = engine.audit(sample.candidates, groups, k=10).between("office", "south", "north")
print(f"With the papers: {100 * mended.difference.mean:+.1f} points, cause: {mended.cause}")

# %% Until then lists can be evened out, at a price
lists = engine.rank_candidates(people, 50)
even = rerank(lists, office, k=10, scope="each")
print(even.text())
kept("trade-off", even.chart())

# %% What sex can never do: a person of the other sex has the same scores, to the bit
other = Candidates.from_records(
    one.model_copy(update={"sex": {"F": "M", "M": "F"}.get(one.sex or "")}) for one in people
)
before, after = engine.features(people), engine.features(other)
print(f"Everybody is of the other sex: {int((before.score != after.score).sum())} of "
      f"{len(before):,} scores change")  # fmt: skip
changed = np.flatnonzero(before.verdict != after.verdict)
print(f"{changed.size:,} verdicts change, as gates ask for a sex; each names who asks, such as")
barred = int(changed[after.verdict[changed] == "BARRED"][0])
who, where = before.candidate_ids[barred], before.vacancy_ids[barred]
for when, whose in (("before", people), ("after", other)):
    why = engine.explain(whose[whose.ids.index(who)], where)
    asked = "; ".join(f"{gate.origin} asks: {gate.asked['en']}" for gate in why.deciding)
    print(f"  {when}: score {why.score:.3f}, {why.verdict}; {asked}")
