"""Blind judging sheets: which pairs people judge, and the workbooks in which they do."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from matcher.engine import Matcher
from matcher.errors import InputError
from matcher.features.wording import Language
from matcher.intake import CandidateSource, candidate_table
from matcher.records.writing import write_csv
from matcher.tuning.judging_pools import Pool, pools_of
from matcher.tuning.sheet_plan import Design, SheetRow, rows_of
from matcher.tuning.sheet_workbook import Line, write_workbook
from matcher.tuning.shown_records import Offer, offer_shown, qualities_shown

if TYPE_CHECKING:
    import pyarrow as pa

__all__ = ["KEY_FILE", "Sheets", "prepare_sheets"]

#: The file that says what each row stands for; judges are not given it.
KEY_FILE = "key.csv"
#: So many candidates are drawn for each list that is to be chosen, and more where these are few.
_DRAWN_PER_LIST, _DRAWN_MORE = 3, 32
_LONGEST_NAME = 60
_UNSAFE = re.compile(r"[^\w.-]+")


@dataclass(frozen=True, eq=False)
class Sheets:
    """Judging sheets, one for each judge, with the key to their rows.

    `rows` are those of all sheets in the order in which they stand there, each with its purpose:
    "informative" rows tell most about the weights; "top" and "random" ones are the first of the
    ranking and some of the others, of candidates that chance drew, for evaluation. A row that is
    `repeated` is asked a second time.
    """

    rows: tuple[SheetRow, ...]
    judges: tuple[str, ...]
    qualities: Mapping[str, str]
    offers: Mapping[str, Offer]
    as_of: date

    def __repr__(self) -> str:
        return (
            f"<Sheets: {len(self.rows):,} rows for {len(self.judges):,} judges, "
            f"{len(self.shared):,} of {len(self.qualities):,} candidates for all, "
            f"as of {self.as_of}>"
        )

    @property
    def shared(self) -> tuple[str, ...]:
        """The ids of the candidates that every judge is asked about, where there are several."""
        asked = Counter(
            candidate for candidate, _ in {(r.candidate_id, r.judge) for r in self.rows}
        )
        several = len(self.judges) > 1
        return tuple(sorted(one for one in asked if several and asked[one] == len(self.judges)))

    def of(self, judge: str) -> tuple[SheetRow, ...]:
        """The rows of a judge, as they stand in the sheet."""
        return tuple(row for row in self.rows if row.judge == judge)

    def key(self) -> pa.Table:
        """What each row stands for: the pair, its purpose, and what shows that cells stayed."""
        import pyarrow as pa

        return pa.table(
            {
                **{
                    name: pa.array([getattr(row, field) for row in self.rows])
                    for name, field in _KEY.items()
                },
                "vacancy": pa.array([self.offers[row.vacancy_id].title for row in self.rows]),
            }
        )

    def write(self, folder: str | Path) -> tuple[Path, ...]:
        """Write a workbook for each judge and the key, which is not for them; their paths.

        InputError where the folder holds one of these: it may have been filled in already.
        """
        place = Path(folder)
        place.mkdir(parents=True, exist_ok=True)
        paths = [place / f"{_file_name(judge)}.xlsx" for judge in self.judges]
        there = next((path for path in (*paths, place / KEY_FILE) if path.exists()), None)
        if there is not None:
            raise InputError(
                f"{there} is there already, and may have been filled in.",
                repair="Choose another folder.",
            )
        for path, judge in zip(paths, self.judges, strict=True):
            write_workbook(path, judge, [self._line(row) for row in self.of(judge)])
        write_csv(self.key(), place / KEY_FILE)
        return (*paths, place / KEY_FILE)

    def _line(self, row: SheetRow) -> Line:
        offer = self.offers[row.vacancy_id]
        return Line(
            row=row.row,
            candidate=row.number,
            has=self.qualities[row.candidate_id],
            vacancy=offer.title,
            place=offer.place,
            asks=offer.asks,
            wage=offer.wage,
        )


_KEY = {
    "row": "row",
    "judge": "judge",
    "candidate": "number",
    "candidate_id": "candidate_id",
    "vacancy_id": "vacancy_id",
    "purpose": "purpose",
    "repeated": "repeated",
}


def prepare_sheets(  # noqa: PLR0913 - each says one thing that a caller may choose
    engine: Matcher,
    candidates: CandidateSource,
    *,
    judges: Sequence[str],
    pairs_per_judge: int = 60,
    overlap: float = 0.2,
    evaluation: float = 0.4,
    repeated: float = 0.05,
    per_candidate: int = 6,
    seed: int = 0,
    language: Language = "id",
) -> Sheets:
    """Choose pairs of candidates and vacancies for people to judge, and lay them out.

    A judge compares up to `per_candidate` vacancies of a candidate, of those that a ranking lists
    (READY, NEEDS_PROOF), and is asked `pairs_per_judge` rows in all. The share `overlap` of them is
    the same for all judges, so that their agreement can be measured; the share `repeated` is asked
    a second time later in the sheet. In the share `evaluation` of the lists neither candidate nor
    vacancies are chosen by what they tell: these serve to evaluate. The others tell most about the
    weights, near those of the engine (see `choosing_pairs`). The same seed gives the same bytes.

    InputError for names that cannot be told apart, and where too few candidates are listed for
    enough vacancies.

    >>> from matcher import load_sample
    >>> sample = load_sample()
    >>> engine = Matcher(as_of="2025-12-01").fit(sample.vacancies)
    >>> prepare_sheets(engine, sample.candidates[:60], judges=["ana", "budi"], pairs_per_judge=20)
    <Sheets: 40 rows for 2 judges, 1 of 7 candidates for all, as of 2025-12-01>
    """
    design = Design(
        judges=_names(judges),
        pairs_per_judge=pairs_per_judge,
        overlap=overlap,
        evaluation=evaluation,
        repeated=repeated,
        per_candidate=per_candidate,
        seed=seed,
    )
    random = np.random.default_rng(seed)
    people = candidate_table(candidates)
    wanted = _DRAWN_PER_LIST * design.lists + _DRAWN_MORE
    longest = max(design.shared + design.own)
    pools = pools_of(engine, people, wanted=wanted, size=longest, random=random)
    if len(pools) < design.lists:
        raise InputError(
            f"{design.lists:,} candidates are needed who are listed for {longest} vacancies or "
            f"more; of {len(people):,} there are {len(pools):,}.",
            repair="Ask for fewer rows, for fewer vacancies of each, or for more overlap.",
        )
    rows = rows_of(pools, design, engine.weights, random)
    return _laid_out(engine, pools, rows, design.judges, language)


def _laid_out(
    engine: Matcher,
    pools: Iterable[Pool],
    rows: tuple[SheetRow, ...],
    judges: tuple[str, ...],
    language: Language,
) -> Sheets:
    """The rows with what a judge sees of their records."""
    people = {pool.candidate.id: pool.candidate for pool in pools}
    asked = dict.fromkeys(row.candidate_id for row in rows)
    place, taxonomy = engine.index.place, engine.taxonomy
    return Sheets(
        rows=rows,
        judges=judges,
        qualities={one: qualities_shown(people[one], taxonomy, language) for one in asked},
        offers={
            job: offer_shown(engine.vacancies[place[job]], taxonomy, language)
            for job in dict.fromkeys(row.vacancy_id for row in rows)
        },
        as_of=engine.as_of,
    )


def _names(judges: Sequence[str]) -> tuple[str, ...]:
    """The names of judges, stripped; InputError where there are none or files would be the same."""
    names = tuple(" ".join(name.split()) for name in judges)
    if not names:
        raise InputError("No judge is named.", repair="Name at least one.")
    for name in names:
        if not any(map(str.isalnum, name)) or len(name) > _LONGEST_NAME or not name.isprintable():
            raise InputError(
                f"'{name[:_LONGEST_NAME]}' is no name of a judge.",
                repair=f"Give letters or digits, {_LONGEST_NAME} characters at most.",
            )
    files = Counter(_file_name(name) for name in names)
    for name in names:
        if files[_file_name(name)] > 1:
            raise InputError(
                f"Two judges are named '{name}', or nearly so.",
                repair="Give names that differ in their letters.",
            )
    return names


def _file_name(judge: str) -> str:
    """The name of a judge's file: letters and digits in lower case."""
    folded = unicodedata.normalize("NFKC", judge).casefold()
    return _UNSAFE.sub("-", folded).strip("-.") or "judge"
