"""The tables behind the cohort: how they are asked, and what must hold for the packaged ones."""

import pytest

from matcher.errors import DataTableError, InputError
from matcher.sample.assumptions import EVERYBODY, Assumptions, packaged_assumptions
from matcher.tables import Row
from matcher.taxonomy import default_taxonomy

PROVINCES = 38
SPECTRUM = 128


def table(*rows: tuple[str, str, str]) -> Assumptions:
    names = ("table", "key", "value")
    return Assumptions(
        Row("here.csv", number, dict(zip(names, row, strict=True)))
        for number, row in enumerate(rows, start=2)
    )


def test_values_are_found_by_any_start_of_their_keys() -> None:
    known = table(("t", "a|b|c", "1"), ("t", "a|d", "2"), ("t", "e", "3"))
    assert known.numbers("t") == {"a|b|c": 1, "a|d": 2, "e": 3}
    assert known.numbers("t", "a") == {"b|c": 1, "d": 2}
    assert known.number("t", "a", "b", "c") == 1
    assert known.numbers("t", "x") == {}
    assert known.heads("t") == ("a", "e")


def test_the_first_start_that_has_rows_is_used() -> None:
    known = table(("t", "a|x", "1"), ("t", "*|x", "2"), ("t", "*|y", "3"))
    assert known.first("t", ("none", "a", "*")) == {"x": 1}
    assert known.first("t", ("none", "*")) == {"x": 2, "y": 3}
    assert known.first("t", ("none",)) == {}


def test_a_key_that_stands_twice_is_an_error_of_its_row() -> None:
    with pytest.raises(DataTableError, match=r"'a\|b' stands twice"):
        table(("t", "a|b", "1"), ("t", "a | b", "2"))


def test_a_missing_value_names_its_key() -> None:
    with pytest.raises(InputError, match=r"'t'.*'a\|b'"):
        table(("t", "a|c", "1")).text("t", "a", "b")


def test_every_province_has_a_weight_and_cities() -> None:
    known = packaged_assumptions()
    assert len(known.numbers("province")) == PROVINCES
    assert set(known.heads("city")) == set(known.texts("province"))


def test_every_programme_of_the_spectrum_is_in_the_national_cohort() -> None:
    taxonomy, known = default_taxonomy(), packaged_assumptions()
    national = known.numbers("programme", EVERYBODY)
    assert len(national) >= SPECTRUM
    assert all(taxonomy[programme].kind == "education" for programme in national)
    assert set(known.numbers("programme", "Kalimantan Barat")) <= set(national)
    assert set(known.texts("female_share")) >= set(national)


def test_every_share_lies_between_none_and_all() -> None:
    known = packaged_assumptions()
    tables = ("female_share", "unknown", "style", "skills", "languages", "certificates",
              "experience", "documents", "conditions", "wording", "evidence")  # fmt: skip
    for name in tables:
        assert all(0 <= share <= 1 for share in known.numbers(name).values()), name


def test_a_programme_is_like_one_that_has_tracks_of_its_own() -> None:
    known = packaged_assumptions()
    for programme, other in known.texts("like").items():
        assert programme not in known.heads("track")
        assert known.texts("programme", EVERYBODY)[other]


def test_the_mean_class_makes_the_stated_share_of_distinct_records() -> None:
    sizes = {int(size): share for size, share in
             packaged_assumptions().numbers("class_size").items()}  # fmt: skip
    mean = sum(size * share for size, share in sizes.items()) / sum(sizes.values())
    assert 0.36 <= 1 / mean <= 0.42
