"""What is known of a birth, height or weight by its ends, in both languages."""

from dataclasses import replace
from datetime import date

import pytest

from matcher.explaining.personal_shown import personal_fact
from matcher.features.wording import Language
from matcher.normalizing.expressions import Bound
from small_world import person

DAY = date(2026, 6, 1)


def born(first: date | None, last: date | None, language: Language = "en") -> str:
    who = replace(person(), birth_from=first, birth_to=last)
    return personal_fact(Bound("age", low=216), who, DAY, language)


def tall(low: float | None, high: float | None, language: Language = "en") -> str:
    who = replace(person(), height_cm_from=low, height_cm_to=high)
    return personal_fact(Bound("height", low=150), who, DAY, language)


def test_a_year_of_birth_is_said_as_one_with_the_ages_that_it_means() -> None:
    year = date(2007, 1, 1), date(2007, 12, 31)
    assert born(*year) == "born in 2007, 18 to 19 years old on 2026-06-01"
    assert born(*year, "id") == "lahir tahun 2007, berusia 18 sampai 19 tahun pada 2026-06-01"


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2007, 1, 2), date(2007, 12, 31)),
        (date(2007, 2, 1), date(2007, 12, 31)),
        (date(2007, 1, 1), date(2007, 12, 30)),
        (date(2007, 1, 1), date(2007, 10, 31)),
        (date(2006, 1, 1), date(2007, 12, 31)),
    ],
)
def test_other_ends_of_a_birth_are_both_named(first: date, last: date) -> None:
    assert born(first, last).startswith(f"born between {first} and {last}, ")
    assert born(first, last, "id").startswith(f"lahir antara {first} dan {last}, ")


def test_an_age_that_all_days_give_is_said_once() -> None:
    found = born(date(2007, 6, 2), date(2008, 6, 1))
    assert found == "born between 2007-06-02 and 2008-06-01, 18 years old on 2026-06-01"
    assert born(date(2007, 6, 1), date(2008, 6, 1)).endswith("18 to 19 years old on 2026-06-01")
    assert born(date(2007, 6, 1), date(2007, 6, 1)) == "born 2007-06-01, 19 years old on 2026-06-01"


def test_a_birth_with_one_end_says_which() -> None:
    day = date(2007, 6, 1)
    assert (born(day, None), born(None, day)) == (
        "born on 2007-06-01 or later",
        "born on 2007-06-01 or earlier",
    )
    assert (born(day, None, "id"), born(None, day, "id")) == (
        "lahir 2007-06-01 atau sesudahnya",
        "lahir 2007-06-01 atau sebelumnya",
    )


@pytest.mark.parametrize(
    ("low", "high", "en", "id_"),
    [
        (155, 160.5, "between 155 and 160.5 cm", "antara 155 dan 160.5 cm"),
        (155, 155, "155 cm", "155 cm"),
        (155, None, "155 cm or more", "155 cm atau lebih"),
        (None, 160, "160 cm or less", "160 cm atau kurang"),
        (None, None, "height not on record", "tinggi badan belum tercatat"),
    ],
)
def test_the_ends_of_a_height_are_named(
    low: float | None, high: float | None, en: str, id_: str
) -> None:
    assert (tall(low, high), tall(low, high, "id")) == (en, id_)


def test_a_weight_has_its_own_ends_and_a_known_value_goes_first() -> None:
    who = replace(person(), weight_kg_from=50.0, height_cm_from=150.0, height_cm=165.0)
    assert personal_fact(Bound("weight", low=40), who, DAY, "en") == "50 kg or more"
    assert personal_fact(Bound("height", low=40), who, DAY, "en") == "165 cm"
