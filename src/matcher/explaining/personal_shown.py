"""What is on record about a personal fact, as a phrase: known, known within bounds, or not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from matcher.features.wording import Language
from matcher.normalizing.expressions import Bound
from matcher.normalizing.normalized import NormalCandidate

__all__ = ["personal_fact"]

_DECEMBER, _LAST_OF_DECEMBER = 12, 31
_UNITS = {"height": "cm", "weight": "kg"}
_WORDS: Mapping[Language, Mapping[str, str]] = {
    "en": {
        "sex": "sex not on record",
        "age": "birth date not on record",
        "height": "height not on record",
        "weight": "weight not on record",
        "M": "man",
        "F": "woman",
        "day": "born {first}",
        "year": "born in {first.year}",
        "range": "born between {first} and {last}",
        "from": "born on {first} or later",
        "to": "born on {last} or earlier",
        "aged": "{age} years old on {day}",
        "ages": "{age} to {most} years old on {day}",
        "at least": "{low:g} {unit} or more",
        "at most": "{high:g} {unit} or less",
        "between": "between {low:g} and {high:g} {unit}",
    },
    "id": {
        "sex": "jenis kelamin belum tercatat",
        "age": "tanggal lahir belum tercatat",
        "height": "tinggi badan belum tercatat",
        "weight": "berat badan belum tercatat",
        "M": "laki-laki",
        "F": "perempuan",
        "day": "lahir {first}",
        "year": "lahir tahun {first.year}",
        "range": "lahir antara {first} dan {last}",
        "from": "lahir {first} atau sesudahnya",
        "to": "lahir {last} atau sebelumnya",
        "aged": "berusia {age} tahun pada {day}",
        "ages": "berusia {age} sampai {most} tahun pada {day}",
        "at least": "{low:g} {unit} atau lebih",
        "at most": "{high:g} {unit} atau kurang",
        "between": "antara {low:g} dan {high:g} {unit}",
    },
}


def personal_fact(bound: Bound, candidate: NormalCandidate, day: date, language: Language) -> str:
    """What is known of the fact that a bound asks, ages as they are on a day."""
    words = _WORDS[language]
    if bound.fact == "sex":
        return words[candidate.sex] if candidate.sex else words["sex"]
    if bound.fact == "age":
        known = candidate.birth_date
        return _born(known or candidate.birth_from, known or candidate.birth_to, day, words)
    value, low, high = (
        (candidate.height_cm, candidate.height_cm_from, candidate.height_cm_to)
        if bound.fact == "height"
        else (candidate.weight_kg, candidate.weight_kg_from, candidate.weight_kg_to)
    )
    unit = _UNITS[bound.fact]
    if value is not None:
        return f"{value:g} {unit}"
    if low is not None and low == high:
        return f"{low:g} {unit}"
    if low is None and high is None:
        return words[bound.fact]
    form = "at most" if low is None else "at least" if high is None else "between"
    return words[form].format(low=low, high=high, unit=unit)


def _born(first: date | None, last: date | None, day: date, words: Mapping[str, str]) -> str:
    if first is None or last is None:
        form = "from" if first else "to" if last else "age"
        return words[form].format(first=first, last=last)
    form = "day" if first == last else "year" if _is_year(first, last) else "range"
    born = words[form].format(first=first, last=last)
    age, most = _age(last, day), _age(first, day)
    aged = words["aged" if age == most else "ages"].format(age=age, most=most, day=day)
    return f"{born}, {aged}"


def _is_year(first: date, last: date) -> bool:
    """True for all days of one calendar year."""
    begins = (first.month, first.day) == (1, 1)
    ends = (last.month, last.day) == (_DECEMBER, _LAST_OF_DECEMBER)
    return begins and ends and first.year == last.year


def _age(birth: date, day: date) -> int:
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))
