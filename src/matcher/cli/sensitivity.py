"""`matcher sensitivity`: how far each weight can move before the lists change."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

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
from matcher.metrics import Interval
from matcher.sensitivity import Draws, Sensitivity
from matcher.sensitivity.tornado import weight_name

__all__ = ["sensitivity"]

_WORDS: Mapping[str, Mapping[str, str]] = {
    "en": {
        "weight": "weight",
        "present": "present",
        "meaning": "Share of lists that name the same vacancies while one weight moves up to so "
        "far, up or down.\nIn brackets the 95 % interval over candidates. Of {listed:,} "
        "candidates with a list; {unlisted:,} have none.",
        "drawn": "All weights drawn together ({count:,} times, spread {spread:g}): {kept} of "
        "listed vacancies stay,\n{same} of lists name the same vacancies, {order} keep their "
        "order.",
        "nobody": "Nobody has a list ({unlisted:,} candidates).",
    },
    "id": {
        "weight": "bobot",
        "present": "sekarang",
        "meaning": "Bagian daftar yang memuat lowongan yang sama selama satu bobot digeser paling "
        "jauh sekian, naik atau turun.\nDalam kurung interval 95 % antar calon. Dari {listed:,} "
        "calon yang punya daftar; {unlisted:,} tidak punya.",
        "drawn": "Semua bobot ditarik acak bersama ({count:,} kali, sebaran {spread:g}): {kept} "
        "lowongan tetap di daftar,\n{same} daftar memuat lowongan yang sama, {order} urutannya "
        "tetap.",
        "nobody": "Tidak ada yang punya daftar ({unlisted:,} calon).",
    },
}


def sensitivity(
    candidates: CandidatesFile,
    vacancies: VacanciesFile,
    as_of: AsOf,
    k: K = 10,
    language: Lang = Language.ENGLISH,
    draws: Annotated[
        int, typer.Option(min=0, help="How often all weights are drawn together.")
    ] = 200,
    spread: Annotated[
        float, typer.Option(min=0.01, max=2, help="How far drawn weights go: .2 is about a fifth.")
    ] = 0.2,
    seed: Annotated[int, typer.Option(min=0, help="The same seed gives the same bytes.")] = 0,
    candidate: Annotated[
        str | None, typer.Option(help="Draw the picture of this candidate (an id).")
    ] = None,
    pack: PackFiles = None,
    report_only: ReportOnly = None,
    weights: WeightsFile = None,
    chart: Annotated[
        Path | None, typer.Option(help="Also write the picture: svg, png or html.")
    ] = None,
    output: Output = None,
    as_json: AsJson = False,
) -> None:
    """Tell how far each weight can move before the k best of each candidate change."""
    people, engine = load(candidates, vacancies, as_of, pack, report_only, weights)
    drawn = Draws(draws, spread, seed=seed)
    with showing.progress(len(people), "moving weights") as advance:
        found = engine.sensitivity(people, k, draws=drawn, progress=advance)
    if output is not None:
        found.write(output)
        note(f"Wrote {len(found):,} intervals to {output}.")
    if as_json:
        showing.print_json(_plain(found))
    elif output is None:
        _show(found, language)
    if chart is not None:
        found.save_chart(chart, language.value, candidate=candidate)
        note(f"Wrote {chart}.")


def _plain(found: Sensitivity) -> dict[str, object]:
    """The sensitivity as plain values, fit for JSON: an end that nothing reaches is null."""
    joint = found.acceptability
    return {
        "as_of": found.as_of.isoformat(),
        "k": found.k,
        "weights": found.weights.model_dump(),
        "candidates": len(found.candidate_ids),
        "unlisted": found.unlisted,
        "vacancies": found.vacancies,
        "hangs_on": found.hangs_on,
        "movements": [_finite(row) for row in found.movements.to_arrow().to_pylist()],
        "draws": {
            "count": joint.draws.count,
            "spread": joint.draws.spread,
            "shape": joint.draws.shape,
            "seed": joint.draws.seed,
            "kept": _interval(joint.kept),
            "same_members": _interval(joint.same_members),
            "same_order": _interval(joint.same_order),
            "overlap": _interval(joint.mean_overlap),
        },
        "intervals": [_finite(row) for row in found.to_arrow().to_pylist()],
    }


def _interval(one: Interval) -> dict[str, Any]:
    return _finite(one._asdict())


def _finite(row: dict[str, Any]) -> dict[str, Any]:
    return {
        name: None if isinstance(value, float) and not math.isfinite(value) else value
        for name, value in row.items()
    }


def _show(found: Sensitivity, language: Language) -> None:
    words, console = _WORDS[language.value], showing.console()
    if not found.candidate_ids:
        console.print(words["nobody"].format(unlisted=found.unlisted))
        return
    console.print(_table(found, language))
    joint = found.acceptability
    if joint.draws.count:
        shares = {"kept": joint.kept, "same": joint.same_members, "order": joint.same_order}
        told = {name: _share(one) for name, one in shares.items()}
        draws = {"count": joint.draws.count, "spread": joint.draws.spread}
        console.print(words["drawn"].format(**told, **draws), highlight=False)


def _table(found: Sensitivity, language: Language) -> Table:
    """The weights, those that matter most first, and how many lists stay as each moves."""
    words, table = _WORDS[language.value], showing.plain_table()
    rows = [row for row in found.movements if row.direction == "both"]
    table.add_column(words["weight"])
    table.add_column(words["present"], justify="right")
    for movement in dict.fromkeys(row.movement for row in rows):
        table.add_column(f"±{movement:.0%}", justify="right")
    for weight in found.movements.weights:
        shares = [_share(row.kept) for row in rows if row.weight == weight]
        present = f"{getattr(found.weights, weight):g}"
        table.add_row(weight_name(weight, language.value), present, *shares)
    counts = {"listed": len(found.candidate_ids), "unlisted": found.unlisted}
    table.caption = words["meaning"].format(**counts)
    return table


def _share(one: Interval) -> str:
    """A share with its interval, where one is known."""
    if math.isnan(one.low):
        return f"{one.mean:.0%}"
    return f"{one.mean:.0%} ({one.low:.0%}-{one.high:.0%})"
