"""Titles mix languages, place, scheme and slips as adverts do."""

from __future__ import annotations

import numpy as np

from generated_vacancies import SIZE, rows
from matcher.sample.drawing import generator
from matcher.sample.patterns import Job, patterns
from matcher.sample.titles import titles
from matcher.tables import read_data_table


def test_titles_come_in_capitals_and_small_letters_and_in_other_scripts() -> None:
    titles = {row["title"] for row in rows()}
    assert len(titles) > 200
    assert any(title.isupper() for title in titles)
    assert any(title[0].isupper() and not title.isupper() for title in titles)
    assert any("\u4e00" <= letter <= "\u9fff" for title in titles for letter in title)


def test_some_titles_name_the_country_in_indonesian_and_some_the_scheme() -> None:
    titles = [row["title"] for row in rows()]
    assert any("TURKI" in title for title in titles)
    assert any("P TO P" in title for title in titles)


def test_a_few_titles_have_a_slip_that_no_wording_has() -> None:
    table_rows = read_data_table("data/title_wordings.csv", package="matcher.sample")
    wordings = {row.text("wording").casefold() for row in table_rows}
    wordings |= {one.cells["title"].casefold() for one in patterns()}
    slips = [
        row["title"]
        for row in rows()
        if not any(wording in row["title"].casefold() for wording in wordings)
    ]
    assert 0.01 * SIZE < len(slips) < 0.15 * SIZE


def test_a_borrowed_pattern_lends_no_title_of_its_own_that_could_name_its_country() -> None:
    place = next(place for place, one in enumerate(patterns()) if "Taiwan" in one.cells["title"])
    lent = Job(place, "Poland", "manufacturing", "after it", is_borrowed=True)
    drawn = titles([lent], np.zeros(300, dtype=np.int64), generator(1))
    assert not any("taiwan" in str(title).casefold() for title in drawn.cells)
