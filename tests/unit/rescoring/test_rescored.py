"""A shortlist rescored: its members, scores and verdicts stay, its order follows the text."""

from __future__ import annotations

from itertools import groupby

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from made_rankings import Lists, Side, drawn_lists, made_ranking
from matcher.errors import InputError
from matcher.rescoring import Rescored, rescore, terms_of
from matcher.rescoring.plain import coverage_of
from matcher.results import ranking_schema

SHARES = st.sampled_from([0.0, 0.1, 0.2, 0.5, 1.0])
SIDES = st.sampled_from(["candidate", "vacancy"])
WORDS = st.sampled_from(["las", "pipa", "welding", "caregiver", "yang", "qzxv", "35", "介護士"])
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)
#: Texts of people and of vacancies: some have none.
WRITTEN = st.dictionaries(st.sampled_from([f"C{number:02}" for number in range(12)]), TEXTS)
ADVERTS = st.dictionaries(st.sampled_from([f"V{number}" for number in range(5)]), TEXTS)
EPS = 1e-6


def rescored(
    lists: Lists, side: Side, written: dict[str, str], adverts: dict[str, str], share: float = 0.2
) -> Rescored:
    """Lists rescored; `written` are the texts of what is listed, whichever side that is."""
    if side == "vacancy":
        return rescore(made_ranking(lists, side), written, adverts, share=share)
    return rescore(made_ranking(lists, side), adverts, written, share=share)


def lists_of(found: Rescored) -> list[list[int]]:
    """The rows of each list."""
    starts = np.cumsum(found.rank == 1)
    return [list(rows) for _, rows in groupby(range(len(found)), key=lambda row: starts[row])]


@given(drawn_lists(), SIDES, WRITTEN, ADVERTS, SHARES)
def test_every_list_keeps_its_members_and_is_ordered_by_what_is_rescored(
    lists: Lists, side: Side, written: dict[str, str], adverts: dict[str, str], share: float
) -> None:
    found = rescored(lists, side, written, adverts, share)
    listing = found.ranking.listing
    owner, item = listing.vacancy_ids, listing.candidate_ids
    if side == "candidate":
        owner, item = item, owner
    assert sorted(found.rows.tolist()) == list(range(len(found)))
    assert [owner[int(row)] for row in found.rows] == list(owner)
    for rows in lists_of(found):
        keys = [(-found.rescored[row], item[int(found.rows[row])]) for row in rows]
        assert keys == sorted(keys)
        assert found.rank[rows].tolist() == list(range(1, len(rows) + 1))


@given(drawn_lists(), SIDES, WRITTEN, ADVERTS, SHARES)
def test_the_new_score_lies_between_score_and_coverage(
    lists: Lists, side: Side, written: dict[str, str], adverts: dict[str, str], share: float
) -> None:
    for row in rescored(lists, side, written, adverts, share):
        if row.coverage is None:
            assert row.rescored == row.score
        else:
            low, high = sorted((row.score, row.coverage))
            assert low - EPS <= row.rescored <= high + EPS
            assert row.rescored == pytest.approx((1 - share) * row.score + share * row.coverage)


@given(drawn_lists(), SIDES, WRITTEN, ADVERTS)
def test_a_share_of_nothing_changes_nothing(
    lists: Lists, side: Side, written: dict[str, str], adverts: dict[str, str]
) -> None:
    found = rescored(lists, side, written, adverts, 0.0)
    assert found.rows.tolist() == list(range(len(found)))
    assert found.rank.tolist() == found.ranking.listing.rank.tolist()
    assert found.rescored.tolist() == found.ranking.listing.score.tolist()


@given(drawn_lists(), WRITTEN, ADVERTS)
def test_coverage_is_that_of_the_plain_form_and_null_without_an_advert(
    lists: Lists, written: dict[str, str], adverts: dict[str, str]
) -> None:
    found = rescored(lists, "vacancy", written, adverts)
    for row in found:
        advert = terms_of(adverts.get(row.vacancy_id, ""))
        plain = coverage_of(advert, terms_of(written.get(row.candidate_id, "")))
        assert row.coverage == (None if plain is None else pytest.approx(plain, abs=EPS))
    nulls = sum(row.coverage is None for row in found)
    assert found.to_arrow()["coverage"].null_count == nulls


@given(drawn_lists(), WRITTEN, ADVERTS, st.sampled_from(["C00", "C05", "C11"]), TEXTS)
def test_a_longer_text_never_takes_somebody_down(
    lists: Lists, written: dict[str, str], adverts: dict[str, str], name: str, more: str
) -> None:
    longer = written | {name: f"{written.get(name, '')} {more}"}
    before, after = (
        {row.vacancy_id: row for row in rescored(lists, "vacancy", texts, adverts)
         if row.candidate_id == name}
        for texts in (written, longer)
    )  # fmt: skip
    for vacancy, row in after.items():
        assert row.rank <= before[vacancy].rank
        assert row.rescored >= before[vacancy].rescored


@given(drawn_lists(), WRITTEN, ADVERTS)
def test_a_list_alone_is_rescored_as_among_others(
    lists: Lists, written: dict[str, str], adverts: dict[str, str]
) -> None:
    whole = list(rescored(lists, "vacancy", written, adverts))
    alone = [
        row
        for owner, items in lists.items()
        for row in rescored({owner: items}, "vacancy", written, adverts)
    ]
    assert alone == whole


def test_the_table_is_a_ranking_with_three_columns_more_the_same_at_each_call() -> None:
    lists = {"V0": [("C00", 0.5, "READY"), ("C01", 0.4, "READY")]}
    found = rescored(lists, "vacancy", {"C01": "las"}, {"V0": "las"}, 0.5)
    table = found.to_arrow()
    assert table.schema.names == [*ranking_schema().names, "rank_before", "coverage", "rescored"]
    assert table.schema.field("rank").type == ranking_schema().field("rank").type
    assert table["candidate_id"].to_pylist() == ["C01", "C00"]
    assert table["rank_before"].to_pylist() == [2, 1]
    assert table.equals(rescored(lists, "vacancy", {"C01": "las"}, {"V0": "las"}, 0.5).to_arrow())


def test_a_ranking_without_rows_stays_without() -> None:
    assert len(rescored({}, "vacancy", {}, {})) == 0


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_outside_the_unit_interval_is_refused(share: float) -> None:
    with pytest.raises(InputError, match="share is"):
        rescored({}, "vacancy", {}, {}, share)
