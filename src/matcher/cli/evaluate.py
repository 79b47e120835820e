"""`matcher evaluate`: how good rankings are by what judges said, and a model card of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from rich.console import Console

from matcher import Matcher, read_vacancies
from matcher.cli import showing
from matcher.cli.steps import (
    AsJson,
    AsOf,
    CandidatesFile,
    K,
    Lang,
    Language,
    Output,
    PackFiles,
    ReportOnly,
    VacanciesFile,
    WeightsFile,
    load,
    note,
)
from matcher.errors import InputError
from matcher.records import Candidates
from matcher.settings_files import SettingsFile, read_settings

if TYPE_CHECKING:
    from matcher.evaluation import Evaluation
    from matcher.tuning import Judgments

__all__ = ["evaluate"]


class Combined(StrEnum):
    """What several judges' grades of one pair become."""

    MEAN = "mean"
    MEDIAN = "median"
    LOWEST = "lowest"
    HIGHEST = "highest"


JudgmentsFile = Annotated[
    Path,
    typer.Argument(
        help="Judgments: candidate_id, vacancy_id, grade; or candidate_id, better, worse; and "
        "judge, where there are several."
    ),
]
Against = Annotated[
    list[Path] | None,
    typer.Option(help="Weights or settings (JSON) to compare with; may be repeated."),
]
Rankings = Annotated[
    list[str] | None,
    typer.Option(help="A ranking to compare with, as name=FILE; may be repeated."),
]
Baseline = Annotated[
    str, typer.Option(help="The run that others are set against; the engine's is 'engine'.")
]
Judges = Annotated[Combined, typer.Option(help="What several grades of one pair become.")]
Level = Annotated[
    float | None, typer.Option(help="The least grade that is relevant; else all above 0.")
]
Seed = Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")]
Chart = Annotated[Path | None, typer.Option(help="Also write the picture: svg, png or html.")]
Card = Annotated[Path | None, typer.Option(help="Also write a model card: .md or .html.")]
Trec = Annotated[
    Path | None, typer.Option(help="Also write engine.run and judgments.qrels to this folder.")
]


class _Given(NamedTuple):
    """The files of one evaluation."""

    judgments: Path
    candidates: Path
    vacancies: Path
    weights: Path | None


class _Loaded(NamedTuple):
    """What stands in them; `chosen` are the engine's own settings where they were given."""

    people: Candidates
    engine: Matcher
    said: Judgments
    chosen: SettingsFile | None


def evaluate(
    judgments: JudgmentsFile,
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    k: K = 10,
    weights: WeightsFile = None,
    against: Against = None,
    run: Rankings = None,
    baseline: Baseline = "engine",
    judges: Judges = Combined.MEAN,
    level: Level = None,
    seed: Seed = 0,
    language: Lang = Language.ENGLISH,
    pack: PackFiles = None,
    report_only: ReportOnly = None,
    chart: Chart = None,
    card: Card = None,
    trec: Trec = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Measure rankings by what judges said, with intervals; write a picture and a model card."""
    # It brings scikit-learn along, for which other commands should not wait.
    from matcher.evaluation import evaluate as evaluated  # noqa: PLC0415 - see above

    given = _Given(judgments, candidates, vacancies, weights)
    loaded = _load(given, *load(candidates, vacancies, as_of, pack, report_only, weights))
    found = evaluated(
        loaded.engine, loaded.people, loaded.said, k,
        runs=_runs(loaded.engine, against or (), run or (), vacancies), baseline=baseline,
        judges=judges.value, level=level, seed=seed,
    )  # fmt: skip
    _hand_over(found, output, language, as_json=as_json)
    if chart is not None:
        found.save_chart(chart, language.value)
        note(f"Wrote {chart}.")
    if card is not None:
        _write_card(card, loaded, found, given, language)
    if trec is not None:
        _write_trec(trec, loaded, found)


def _load(given: _Given, people: Candidates, engine: Matcher) -> _Loaded:
    from matcher.tuning import Judgments  # noqa: PLC0415 - brings scikit-learn along

    chosen = None if given.weights is None else read_settings(given.weights)
    return _Loaded(people, engine, Judgments.read(given.judgments), chosen)


def _set(engine: Matcher, chosen: SettingsFile, vacancies: Path) -> Matcher:
    """The engine with the weights and settings of a file, where it has them."""
    weights = engine.weights if chosen.weights is None else chosen.weights
    if chosen.settings is None or chosen.settings == engine.settings:
        return engine.reweighted(weights)
    if vacancies.is_dir():
        raise InputError(
            f"The index {vacancies} was made with settings of its own.",
            repair="Give the vacancies instead, or a file with weights only.",
        )
    other = Matcher(
        as_of=engine.as_of,
        weights=weights,
        settings=chosen.settings,
        packs=engine.index.context.packs,
    )
    return other.fit(read_vacancies(vacancies))


def _runs(
    engine: Matcher, weights: Sequence[Path], rankings: Sequence[str], vacancies: Path
) -> dict[str, Any]:
    """The runs to compare with: weights by the names of their files, rankings by theirs."""
    found: dict[str, Any] = {}
    for path in weights:
        _add(found, path.stem, _set(engine, read_settings(path), vacancies))
    for text in rankings:
        name, equals, file = text.partition("=")
        if not (name and equals and file):
            problem = f"'{text}' names no run and its file."
            raise InputError(problem, repair="Write it as name=FILE.")
        _add(found, name, file)
    return found


def _add(runs: dict[str, Any], name: str, source: object) -> None:
    if name in runs:
        raise InputError(f"Two runs are called '{name}'.", repair="Rename one of the files.")
    runs[name] = source


def _hand_over(
    found: Evaluation, output: Path | None, language: Language, *, as_json: bool
) -> None:
    if output is not None:
        found.write(output)
        note(f"Wrote {output}.")
    if as_json:
        showing.print_json(found.to_dict())
    elif output is None:
        text = found.text(language.value)
        Console().print(text, markup=False, highlight=False, soft_wrap=True)


def _write_card(
    path: Path, loaded: _Loaded, found: Evaluation, given: _Given, language: Language
) -> None:
    from matcher.evaluation import model_card  # noqa: PLC0415 - brings scikit-learn along
    from matcher.tuning import agreement_of  # noqa: PLC0415 - the same

    about: Mapping[str, Any] = {} if loaded.chosen is None else loaded.chosen.about
    files = {name: one for name, one in given._asdict().items() if one is not None}
    source, locked = about.get("source"), about.get("locked")
    model_card(
        loaded.engine,
        found,
        language=language.value,
        weights_from=source if isinstance(source, str) else None,
        locked=locked if isinstance(locked, list) else (),
        agreement=agreement_of(loaded.said) if found.said.judges > 1 else None,
        inputs=files,
    ).write(path)
    note(f"Wrote {path}.")


def _write_trec(folder: Path, loaded: _Loaded, found: Evaluation) -> None:
    from matcher.evaluation import write_trec  # noqa: PLC0415 - brings scikit-learn along

    folder.mkdir(parents=True, exist_ok=True)
    ranking = loaded.engine.rank(loaded.people, found.choices.depth)
    run, qrels = folder / "engine.run", folder / "judgments.qrels"
    judges = found.choices.judges
    scale = write_trec(ranking, loaded.said, run=run, qrels=qrels, name="engine", judges=judges)
    note(f"Wrote {run} and {qrels}" + (f", grades times {scale}." if scale > 1 else "."))
