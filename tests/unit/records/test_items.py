"""An item of a list cell is read as its parts say, whoever else was read before."""

from collections.abc import Callable
from datetime import date

from hypothesis import example, given
from hypothesis import strategies as st
from pydantic import ValidationError

from matcher.errors import CellError
from matcher.records.claims import Claim
from matcher.records.evidence import Evidence
from matcher.records.items import checked_parts, claim_of, first_day, last_day, parse_item

PARTS = (
    *("JLPT", "N4", " N4 ", "", "bnsp", "BNSP", "lulus", "Proses", "2025-07", "2025-06-30"),
    *("3 Mei 2025", "31/2/2025", "welding or cutting", "\x07", "no such grade"),
)


def plainly(item: str) -> Claim | None:
    """An item as its five parts, without a memory."""
    return claim_of(checked_parts([part.strip() for part in item.split("|")], item, item))


def told(read: Callable[[str], Claim | None], item: str) -> Claim | str | None:
    """What an item is read as, or the error that it makes."""
    try:
        return read(item)
    except (CellError, ValidationError) as error:
        return f"{type(error).__name__}: {error}"


@given(st.lists(st.sampled_from(PARTS), max_size=6).map("|".join))
@example("JLPT|||2026-01-01|2025-01-01")
@example("JFT|Proses||31/2/2025")
def test_what_is_remembered_of_parts_changes_no_claim_and_no_error(item: str) -> None:
    assert told(parse_item, item) == told(plainly, item)


def test_dates_stand_beside_what_is_said() -> None:
    first, second = (parse_item(f"JLPT|N4|test|2025-0{month}|2026-12") for month in (3, 4))
    assert first == Claim(
        what="JLPT",
        level="N4",
        evidence=Evidence.TEST,
        valid_from=date(2025, 3, 1),
        valid_to=date(2026, 12, 31),
    )
    assert second is not None
    assert second.valid_from == date(2025, 4, 1)
    undated = parse_item("JLPT|N4|test")
    assert undated is not None
    assert (undated.valid_from, undated.valid_to) == (None, None)


def test_a_month_begins_and_ends_on_its_own_days() -> None:
    assert (first_day("2025-02"), last_day("2025-02")) == (date(2025, 2, 1), date(2025, 2, 28))
