"""Schemes of placement are read from words: a part brings its whole, a longer name hides inner."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.errors import UnknownName
from matcher.normalizing import schemes as schemes_module
from matcher.normalizing.folding import fold
from matcher.normalizing.schemes import (
    Scheme,
    known_schemes,
    read_schemes,
    scheme_id,
    scheme_label,
    schemes_elsewhere,
)
from matcher.taxonomy import default_taxonomy

NAMES = sorted(known_schemes())
COUNTRIES = [None, "Japan", "South Korea", "Taiwan", "Germany", "Malaysia", "Australia", "Turkey"]


@pytest.mark.parametrize(
    ("text", "title", "country", "schemes"),
    [
        ("SSW via P to P", "welder", "Japan", ("ssw", "p-to-p")),
        ("P to P", "welder", "Japan", ("p-to-p",)),
        ("p2p", "welder", None, ("p-to-p",)),
        ("G to G", "careworker", "Japan", ("ijepa", "g-to-g")),
        ("G to G", "welder", "South Korea", ("eps", "g-to-g")),
        ("G to G", "nurse", "Germany", ("triple-win", "g-to-g")),
        ("G to G", "nurse", "Turkey", ("g-to-g",)),
        ("G to G", "nurse", None, ("g-to-g",)),
        ("G to G (EPS)", "welder", "South Korea", ("eps", "g-to-g")),
        ("EPA", "nurse", "Japan", ("ijepa", "g-to-g")),
        ("SSW 2", "welder", "Japan", ("ssw-2",)),
        ("SSW 2 / SSW", "welder", "Japan", ("ssw-2", "ssw")),
        ("SSW / SSW 2", "welder", "Japan", ("ssw", "ssw-2")),
        ("SSW 2 / SSW / SSW 2", "welder", "Japan", ("ssw-2", "ssw")),
        ("via P to P, SSW 2", "welder", "Japan", ("ssw-2", "p-to-p")),
        ("G to P", "welder", "Taiwan", ("sp2t", "g-to-p")),
        ("SSW", "welder", "Taiwan", ()),
        ("program EPS", "welder", "Japan", ()),
        ("EPS", "SSW welder", "Japan", ("ssw",)),
        ("EPS via P to P", "welder", "Japan", ("p-to-p",)),
        ("tokutei ginou", "welder", None, ("ssw",)),
        ("magang IM Japan", "welder", "Japan", ("im-japan", "technical-intern")),
        (None, "Magang Jepang", "Japan", ("technical-intern",)),
        (None, "Farm hand, Work and Holiday 462", "Australia", ("work-and-holiday", "mandiri")),
        ("P to P", "SSW Kaigo", "Japan", ("ssw", "p-to-p")),
        ("EPS", "SSW Kaigo", "South Korea", ("eps", "g-to-g")),
        ("P to P", "EPS welder", "Japan", ("p-to-p",)),
        (None, "welder, mandiri", "Japan", ()),
        ("mandiri", "welder", "Japan", ("mandiri",)),
        ("Program Kami", "welder", "Japan", ("program kami",)),
        ("Program Kami", "SSW welder", "Japan", ("ssw",)),
        ("-", "welder", "Japan", ()),
        (None, "welder", None, ()),
        ("passwords", "welder", "Japan", ("passwords",)),
    ],
)
def test_the_schemes_of_a_vacancy_are_read_from_its_words(
    text: str | None, title: str, country: str | None, schemes: tuple[str, ...]
) -> None:
    assert read_schemes(text, title, country) == schemes


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3),
    st.sampled_from(COUNTRIES),
    st.sampled_from([" via ", " / ", ", "]),
)
def test_a_part_comes_with_its_whole_and_before_it(
    names: list[str], country: str | None, joint: str
) -> None:
    found = read_schemes(joint.join(names), "worker", country)
    assert len(set(found)) == len(found)
    for name in found:
        scheme = known_schemes()[name]
        assert country is None or scheme.country in {None, country}
        if scheme.within is not None:
            assert scheme.within in found
            assert found.index(name) < found.index(scheme.within)


def test_a_scheme_of_another_country_is_not_read_beside_one_of_this() -> None:
    assert read_schemes("EPS / SSW", "worker", "Japan") == ("ssw",)
    assert read_schemes("EPS / SSW", "worker", "South Korea") == ("eps", "g-to-g")


@given(
    st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True),
    st.sampled_from(COUNTRIES),
)
def test_every_scheme_that_is_named_is_read_or_said_to_belong_elsewhere(
    names: list[str], country: str | None
) -> None:
    text = " via ".join(names)
    found = read_schemes(text, "worker", country)
    elsewhere = {scheme_id(one) for one in schemes_elsewhere(text, country)}
    assert elsewhere.isdisjoint(found)
    assert set(names) <= {*found, *elsewhere}


def test_where_the_country_is_not_known_no_scheme_belongs_elsewhere() -> None:
    assert schemes_elsewhere("EPS / SSW", None) == ()
    assert schemes_elsewhere("EPS / employment permit system / SSW", "Japan") == (
        "eps",
        "employment permit system",
    )
    assert schemes_elsewhere("our own scheme", "Japan") == ()


def test_a_name_at_the_end_of_a_longer_one_is_hidden_by_it() -> None:
    assert schemes_elsewhere("via IJ-EPA", "Taiwan") == (fold("IJ-EPA"),)


@pytest.mark.parametrize("name", NAMES)
def test_every_name_of_a_scheme_means_it(name: str) -> None:
    scheme = known_schemes()[name]
    for spelling in (name, scheme.label_en, scheme.label_id, *scheme.names):
        assert scheme_id(spelling) == name
        assert name in read_schemes(spelling, "worker", scheme.country)


def test_a_scheme_that_is_not_known_is_its_own_folded_name() -> None:
    assert scheme_id("Our  OWN scheme") == "our own scheme"
    assert scheme_label("our own scheme", "id") == "our own scheme"


def test_a_scheme_has_a_label_in_both_languages() -> None:
    assert scheme_label("ssw", "id") == "Pekerja Berketerampilan Spesifik 1 (Jepang)"
    assert scheme_label("ssw", "en") == "Specified Skilled Worker No. 1 (Japan)"
    with pytest.raises(UnknownName, match="No language 'ja'") as failure:
        scheme_label("ssw", "ja")
    assert failure.value.known == ("en", "id")


def listing(monkeypatch: pytest.MonkeyPatch, *schemes: tuple[str, str | None, str | None]) -> None:
    """Makes the known schemes those of the ids, countries and wholes given."""
    known = {
        name: Scheme(name, name, name, country, within, in_title=False, names=(fold(name),))
        for name, country, within in schemes
    }
    monkeypatch.setattr(schemes_module, "known_schemes", lambda: known)
    # Read afresh, and beside the memory of the package's own schemes.
    monkeypatch.setattr(schemes_module, "_spelled_in", schemes_module._spelled_in.__wrapped__)  # noqa: SLF001


def test_a_part_of_a_part_brings_all_that_it_is_part_of(monkeypatch: pytest.MonkeyPatch) -> None:
    listing(
        monkeypatch, ("whole", None, None), ("part", "Japan", "whole"), ("crumb", "Japan", "part")
    )
    assert read_schemes("crumb", "worker", "Japan") == ("crumb", "part", "whole")


def test_where_a_part_is_named_no_other_is_meant(monkeypatch: pytest.MonkeyPatch) -> None:
    listing(
        monkeypatch, ("g-to-g", None, None), ("there", "Japan", "g-to-g"), ("any", None, "g-to-g")
    )
    assert read_schemes("G to G", "worker", "Japan") == ("there", "g-to-g")
    assert read_schemes("G to G, any", "worker", "Japan") == ("any", "g-to-g")


def test_schemes_are_parts_of_known_schemes_without_a_circle() -> None:
    for scheme in known_schemes().values():
        seen = {scheme.id}
        above = scheme.within
        while above is not None:
            assert above in known_schemes()
            assert above not in seen
            seen.add(above)
            above = known_schemes()[above].within


def test_schemes_belong_to_countries_of_the_taxonomy() -> None:
    countries = set(default_taxonomy().countries.values())
    assert {one.country for one in known_schemes().values()} - {None} <= countries


def test_no_name_stands_for_two_schemes() -> None:
    names = [(name, one.id) for one in known_schemes().values() for name in one.names]
    assert len({name for name, _ in names}) == len(names)
    assert all(fold(name) == name for name, _ in names)
