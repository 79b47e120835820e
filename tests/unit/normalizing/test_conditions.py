"""Conditions: what stands beside a name is read, and what is part of a name is not."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.normalizing.conditions import Conditions, conditions_of, place_beside

COUNTRIES = frozenset({"korea", "jepang", "hong kong"})


@pytest.mark.parametrize(
    ("text", "conditions"),
    [
        ("welder", Conditions()),
        ("welder min. 2 tahun", Conditions(24, "must")),
        ("pengalaman 1,5 tahun di bidang las", Conditions(18)),
        ("diutamakan welder", Conditions(None, "nice")),
        ("welder, bukan caregiver", Conditions(None, None, ("caregiver",))),
        ("Bahasa Inggris (tidak wajib)", Conditions(None, "not_asked")),
        ("JLPT N4", Conditions()),
        ("welder " * 30, Conditions()),
    ],
)
def test_a_condition_is_read(text: str, conditions: Conditions) -> None:
    assert conditions_of(text) == conditions


@given(st.text(max_size=150))
def test_any_text_has_conditions(text: str) -> None:
    found = conditions_of(text)
    assert found.months is None or found.months >= 0
    assert all(found.negated)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("welder", None),
        ("welder korea", "korea"),
        ("Welder (Hong Kong)", "hong kong"),
        ("Jepang: perawat", "jepang"),
        ("perawat rumah jepang tua", None),
        ("koreana", None),
    ],
)
def test_a_place_stands_at_an_edge(text: str, place: str | None) -> None:
    assert place_beside(text, COUNTRIES) == place
