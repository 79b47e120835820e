"""`matcher tune`: weights or settings from judgments, and what they are worth."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import numpy as np
import typer

from matcher.cli import showing
from matcher.cli.steps import (
    AsJson,
    AsOf,
    CandidatesFile,
    PackFiles,
    VacanciesFile,
    WeightsFile,
    load,
    note,
)
from matcher.cli.tuned import State, Tuned, Value
from matcher.errors import InputError, UnknownName
from matcher.factor_features import FactorFeatures
from matcher.settings import COMPONENTS, Weights

if TYPE_CHECKING:
    from matcher.metrics.inference import Interval
    from matcher.tuning import (
        Agreement,
        Choice,
        Examples,
        Gain,
        Judgments,
        WeightLearner,
        Yardstick,
    )  # fmt: skip

__all__ = ["tune"]

_WEIGHTS = (*COMPONENTS, "prior")
#: With fewer candidates an interval over them says little.
_LEAST_CANDIDATES = 10
#: One for what is found, five to judge what it is worth.
_SEARCHES = 6


def tune(
    judgments: Annotated[
        Path,
        typer.Argument(
            help="Judgments: candidate_id, vacancy_id, grade; or candidate_id, better, worse; and "
            "judge, where there are several."
        ),
    ],
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    lock: Annotated[
        list[str] | None,
        typer.Option(help="A weight that stays: `language`, or `language=1.5`; may be repeated."),
    ] = None,
    settings: Annotated[
        bool, typer.Option("--settings", help="Search evidence factors and importance, too.")
    ] = False,
    trials: Annotated[int, typer.Option(min=1, help="Settings to try in each search.")] = 200,
    yardstick: Annotated[
        bool, typer.Option("--yardstick", help="Also compare with a ranker of boosted trees.")
    ] = False,
    pack: PackFiles = None,
    weights: WeightsFile = None,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same result.")] = 0,
    chart: Annotated[
        Path | None,
        typer.Option(help="Also write the picture of the search: svg, png or html."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", help="Write JSON here, for --weights of other commands."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Learn weights from judgments, and say whether they are better than those in use."""
    from matcher.tuning import Judgments, agreement_of  # noqa: PLC0415 - brings scikit-learn along

    if chart is not None and not settings:
        raise InputError("There is a picture of a search only.", repair="Add --settings.")
    people, engine = load(candidates, vacancies, as_of, pack, None, weights)
    said = Judgments.read(judgments)
    agreement = agreement_of(said)
    if not agreement.can_learn:
        raise InputError(
            f"The judges contradict each other: alpha of the order is {agreement.order}.",
            repair="Agree on what is asked, and judge again.",
        )
    features = engine.factor_features(people, pairs=said.pairs)
    locked, start = _locked(lock or [], engine.weights)
    asked = _Asked(said, agreement, replace(features, weights=start), locked, seed)
    tuned = asked.searched(trials, chart) if settings else asked.learned()
    if yardstick:
        tuned = replace(tuned, yardstick=asked.compared())
    _hand_over(tuned, output, as_json=as_json)


def _hand_over(tuned: Tuned, output: Path | None, *, as_json: bool) -> None:
    """Show what was found, and write the file."""
    if as_json:
        showing.print_json(tuned.to_dict())
    else:
        console = showing.console()
        console.print(str(tuned.agreement), markup=False, highlight=False, soft_wrap=True)
        console.print(tuned.table())
        for line in tuned.lines():
            console.print(line, markup=False, highlight=False, soft_wrap=True)
    if output is not None:
        tuned.write(output)
        note(f"Wrote {output}.")


def _locked(given: list[str], weights: Weights) -> tuple[tuple[str, ...], Weights]:
    """The names of what is locked, and the weights with the values that are given for it."""
    values = {}
    for one in given:
        name, equals, value = one.partition("=")
        if name not in _WEIGHTS:
            raise UnknownName("weight", name, known=_WEIGHTS)
        values[name] = getattr(weights, name)
        if equals:
            values[name] = _number(one, value)
    return tuple(values), Weights(**(weights.model_dump() | values))


def _number(said: str, value: str) -> float:
    try:
        found = float(value)
    except ValueError:
        found = -1.0
    if not 0 <= found < inf:
        raise InputError(f"'{said}' locks no weight.", repair="Write it as language=1.5.")
    return found


@dataclass(frozen=True)
class _Asked:
    """Judgments of pairs with their features, and what of the weights is locked."""

    said: Judgments
    agreement: Agreement
    features: FactorFeatures
    locked: tuple[str, ...]
    seed: int

    @property
    def default(self) -> Choice:
        """What is used so far, but for the values that are locked."""
        from matcher.tuning import Choice  # noqa: PLC0415 - brings scikit-learn along

        return Choice(self.features.weights, self.features.settings)

    @cached_property
    def learner(self) -> WeightLearner:
        """What learns the weights."""
        from matcher.tuning import WeightLearner  # noqa: PLC0415 - the same

        return WeightLearner(self.features.weights, locked=self.locked, random_state=self.seed)

    @cached_property
    def examples(self) -> Examples:
        """The judgments as rows."""
        return self.said.examples(self.features)

    def learned(self) -> Tuned:
        """Weights, learned."""
        from matcher.tuning import weight_intervals  # noqa: PLC0415 - the same

        learner = self.learner.fit(*self.examples)
        found = self.default._replace(weights=learner.weights_)
        intervals: Mapping[str, Interval] = {}
        if np.unique(self.examples.groups).size >= _LEAST_CANDIDATES:
            intervals = weight_intervals(learner, *self.examples, seed=self.seed)
        return self._tuned("learned", found, _WEIGHTS, learner.gain_, intervals)

    def searched(self, trials: int, chart: Path | None) -> Tuned:
        """Weights, evidence factors and importance, searched for."""
        from matcher.tuning import search  # noqa: PLC0415 - the same

        with showing.progress((trials + 1) * _SEARCHES, "searching") as advance:
            found = search(
                self.said, self.features, locked=self.locked, trials=trials, seed=self.seed,
                progress=advance,
            )  # fmt: skip
        if chart is not None:
            found.save_chart(chart)
            note(f"Wrote {chart}.")
        names = tuple(dict.fromkeys([*_WEIGHTS, *found.names]))
        return self._tuned("searched", found.chosen, names, found.gain, {})

    def compared(self) -> Yardstick:
        """The weights beside a ranker that can learn any function."""
        from matcher.tuning import yardstick  # noqa: PLC0415 - the same

        return yardstick(*self.examples, learner=self.learner, seed=self.seed)

    def _tuned(
        self,
        how: str,
        found: Choice,
        names: Sequence[str],
        gain: Gain | None,
        intervals: Mapping[str, Interval],
    ) -> Tuned:
        values = []
        for name in names:
            state = self._state(name)
            known = intervals.get(name) if state == "free" else None
            values.append(Value(name, self.default.of(name), found.of(name), known, state))
        return Tuned(how, self.agreement, self.default, found, values, gain, None)

    def _state(self, name: str) -> State:
        """Whether anything could be found of a weight or setting."""
        if name in self.locked:
            return "locked"
        if name in COMPONENTS and np.isnan(self.examples.X[:, COMPONENTS.index(name)]).all():
            return "not asked"
        return "free"
