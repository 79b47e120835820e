"""Reads the scheme of placement from the words of a vacancy: "SSW via P to P", "G to G IJEPA"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from matcher.errors import UnknownName
from matcher.normalizing.folding import fold
from matcher.tables import read_data_table

__all__ = [
    "Scheme",
    "known_schemes",
    "read_schemes",
    "scheme_id",
    "scheme_label",
    "scheme_names",
    "schemes_elsewhere",
]

#: Tables repeat their titles: so many are remembered.
_MOST_TEXTS = 2**14


@dataclass(frozen=True, slots=True)
class Scheme:
    """A way of placement: its names, the country it belongs to, and the scheme it is a part of.

    `country` is None where it leads to every country. `in_title` says whether a job title may name
    it: "mandiri" in a title need not be a scheme.
    """

    id: str
    label_en: str
    label_id: str
    country: str | None
    within: str | None
    in_title: bool
    names: tuple[str, ...]


@cache
def known_schemes() -> Mapping[str, Scheme]:
    """The schemes of `schemes.csv` by id, in the table's order.

    >>> known_schemes()["ijepa"].within
    'g-to-g'
    """
    schemes: dict[str, Scheme] = {}
    for row in read_data_table("data/schemes.csv", package="matcher.normalizing"):
        name = row.required("id")
        spellings = (
            name,
            row.required("label_en"),
            row.required("label_id"),
            *row.items("aliases"),
        )
        schemes[name] = Scheme(
            id=name,
            label_en=row.required("label_en"),
            label_id=row.required("label_id"),
            country=row.text("country") or None,
            within=row.text("within") or None,
            in_title=row.required("in_title") == "yes",
            names=tuple(dict.fromkeys(fold(one) for one in spellings)),
        )
    return schemes


@cache
def scheme_names() -> frozenset[str]:
    """The folded names of schemes that may stand in a job title.

    >>> "e9" in scheme_names(), "mandiri" in scheme_names()
    (True, False)
    """
    known = known_schemes().values()
    return frozenset(fold(name) for one in known if one.in_title for name in one.names)


def read_schemes(text: str | None, title: str, country: str | None) -> tuple[str, ...]:
    """The ids of the schemes that a vacancy names, the narrower ones first.

    The title is read too where the scheme column names none that belongs to one country. A scheme
    brings the one it is part of; placement between governments means the one such scheme of the
    country. A text that names no known scheme is kept, folded, so that rules can speak of it; one
    that names schemes of other countries only is not: which of both is wrong is not known.

    >>> read_schemes("SSW via P to P", "welder", "Japan")
    ('ssw', 'p-to-p')
    >>> read_schemes("G to G", "careworker", "Japan")
    ('ijepa', 'g-to-g')
    >>> read_schemes(None, "Farm hand, Work and Holiday 462", "Australia")
    ('work-and-holiday', 'mandiri')
    >>> read_schemes("EPS", "welder", "Japan")
    ()
    """
    here = [one for one in known_schemes().values() if _leads_to(one, country)]
    named = dict.fromkeys(name for name, _ in _named_in(text or "", here))
    if all(known_schemes()[name].country is None for name in named):
        in_titles = [one for one in here if one.in_title]
        named.update(dict.fromkeys(name for name, _ in _named_in(title, in_titles)))
    if not named:
        kept = fold(text or "")
        return (kept,) if kept and not schemes_elsewhere(kept, country) else ()
    for name in tuple(named):
        named.update(dict.fromkeys(_parts_meant(name, country, named)))
    for name in tuple(named):
        named.update(dict.fromkeys(_wholes(name)))
    return tuple(sorted(named, key=_breadth))


def schemes_elsewhere(text: str, country: str | None) -> tuple[str, ...]:
    """What a text calls schemes that belong to another country than the vacancy's, folded.

    >>> schemes_elsewhere("SSW / EPS", "Japan")
    ('eps',)
    """
    elsewhere = [one for one in known_schemes().values() if not _leads_to(one, country)]
    return tuple(dict.fromkeys(spelling for _, spelling in _named_in(text, elsewhere)))


@lru_cache(maxsize=_MOST_TEXTS)
def scheme_id(name: str) -> str:
    """The id of a scheme by its id or by one of its names; a name that is not known is folded.

    >>> scheme_id("Triple Win"), scheme_id("our own scheme")
    ('triple-win', 'our own scheme')
    """
    folded = fold(name)
    return next((one.id for one in known_schemes().values() if folded in one.names), folded)


def scheme_label(name: str, language: str) -> str:
    """The label of a scheme; one that is not known is its own label."""
    scheme = known_schemes().get(name)
    if scheme is None:
        return name
    if language not in {"en", "id"}:
        raise UnknownName("language", language, known=("en", "id"))
    return scheme.label_id if language == "id" else scheme.label_en


def _leads_to(scheme: Scheme, country: str | None) -> bool:
    """True where a scheme may lead to a country, which need not be known."""
    return country is None or scheme.country in {None, country}


def _named_in(text: str, schemes: Iterable[Scheme]) -> Iterator[tuple[str, str]]:
    """The schemes whose names stand in a text, and the names; a longer one hides those inside."""
    every = _spelled_in(text)
    if not every:
        return
    allowed = {scheme.id for scheme in schemes}
    found = [one for one in every if one[2] in allowed]
    for start, end, scheme_name, spelling in sorted(found, key=lambda one: (one[0], -one[1])):
        hidden = any(s <= start and end <= e and e - s > end - start for s, e, *_ in found)
        if not hidden:
            yield scheme_name, spelling


@lru_cache(maxsize=_MOST_TEXTS)
def _spelled_in(text: str) -> tuple[tuple[int, int, str, str], ...]:
    """Where the names of schemes stand in a text: first and last place, scheme, and the name."""
    words = f" {fold(text)} "
    found: list[tuple[int, int, str, str]] = []
    for scheme in known_schemes().values():
        for name in scheme.names:
            # A name inside a longer one may stand alone elsewhere in the text.
            start = words.find(f" {name} ")
            while start >= 0:
                found.append((start, start + len(name), scheme.id, name))
                start = words.find(f" {name} ", start + 1)
    return tuple(found)


def _parts_meant(name: str, country: str | None, named: Mapping[str, None]) -> Iterator[str]:
    """The only part of a scheme that leads to the country, unless one is named already."""
    parts = [one.id for one in known_schemes().values() if one.within == name]
    if country is None or any(part in named for part in parts):
        return
    here = [part for part in parts if known_schemes()[part].country == country]
    # A private agency, or someone on their own, may take part in a scheme but need not.
    if len(here) == 1 and name in {"g-to-g", "g-to-p"}:
        yield here[0]


def _breadth(name: str) -> tuple[bool, int]:
    """The narrower, the less: schemes of one country first, and parts before their whole."""
    return known_schemes()[name].country is None, -len(list(_wholes(name)))


def _wholes(name: str) -> Iterator[str]:
    """The schemes that a scheme is part of."""
    scheme = known_schemes().get(name)
    while scheme is not None and scheme.within is not None:
        yield scheme.within
        scheme = known_schemes().get(scheme.within)
