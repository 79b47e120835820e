"""What the verbs take: a day in any form, tables or records, packs by value or by path."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from matcher.eligibility.packs import default_packs
from matcher.errors import CellError, InputError
from matcher.intake import candidate_table, day_of, length_of, packs_of, vacancy_table
from matcher.records import Candidate, Vacancy

PACK = """
[pack]
id = "ours"
version = "1"
title_en = "Ours"
title_id = "Kami"
"""
ANN, WELDER = Candidate(id="ann"), Vacancy(id="weld", title="Welder")


@pytest.mark.parametrize(
    "day", ["2025-12-01", date(2025, 12, 1), datetime(2025, 12, 1, 23, 59, tzinfo=UTC)]
)
def test_a_day_is_a_date_its_text_or_a_moment_of_it(day: date | str) -> None:
    found = day_of(day)
    assert found == date(2025, 12, 1)
    assert type(found) is date


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CellError):
        day_of("2025-02-30")


def test_packs_are_given_as_they_are_or_by_their_path(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(PACK, encoding="utf-8")
    (tmp_path / "theirs.toml").write_text(PACK.replace("ours", "theirs"), encoding="utf-8")
    own = default_packs()[0]
    found = packs_of([own, tmp_path / "ours.toml", str(tmp_path)])
    assert [pack.id for pack in found] == [own.id, "ours", "ours", "theirs"]


@pytest.mark.parametrize("k", [0, -1])
def test_a_list_has_a_length(k: int) -> None:
    assert length_of(1) == 1
    with pytest.raises(InputError, match=f"A list of {k} is no list"):
        length_of(k)


def test_records_become_a_table_and_a_table_stays_itself() -> None:
    people, jobs = candidate_table([ANN]), vacancy_table((WELDER,))
    assert (list(people), list(jobs)) == ([ANN], [WELDER])
    assert candidate_table(people) is people
    assert vacancy_table(jobs) is jobs
    assert len(candidate_table([])) == 0
