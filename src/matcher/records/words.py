"""Reads words for fixed choices as people write them: sex, kind of employer, currency."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache

from matcher.errors import CellError
from matcher.records.columns import TableName
from matcher.tables import read_data_table

__all__ = ["parse_currency", "parse_word"]

#: The value of a word that says "no restriction", which a record leaves empty.
_EITHER = "either"
_CODE = re.compile(r"[A-Z]{3}")


def parse_word(text: str, column: str, table: TableName) -> str | None:
    """The value that a word stands for in a column; None where the word says "either".

    >>> parse_word("Perempuan", "sex", "candidates"), parse_word("L/P", "sex", "vacancies")
    ('F', None)
    """
    words = _words(table, column)
    value = words.get(_fold(text))
    if value is None:
        known = ", ".join(dict.fromkeys(words.values()))
        problem = f"'{text.strip()}' is unknown as '{column}'."
        raise CellError(text, problem, repair=f"Use one of: {known}; empty if unknown.")
    return None if value == _EITHER else value


def parse_currency(text: str, table: TableName) -> str:
    """The three letters of a currency, from its code, sign or name.

    >>> parse_currency("NT$", "vacancies")
    'TWD'
    """
    value = _words(table, "currency").get(_fold(text), text.strip().upper())
    if not _CODE.fullmatch(value):
        problem = f"'{text.strip()}' is no known currency."
        raise CellError(text, problem, repair="Write its code of three letters, such as IDR.")
    return value


@cache
def _words(table: TableName, column: str) -> Mapping[str, str]:
    """Every accepted word of a column, folded, with its value."""
    words: dict[str, str] = {}
    for row in read_data_table("data/words.csv", package="matcher.records"):
        if row.required("column") == column and table in row.items("tables"):
            value = row.required("value")
            for word in map(_fold, (value, *row.items("words"))):
                if words.setdefault(word, value) != value:
                    problem = f"'{word}' stands for '{words[word]}' and '{value}'."
                    raise row.error(problem, repair="Remove it from one of them.")
    return words


def _fold(text: str) -> str:
    """A word without case, blanks, dots, underscores and hyphens; signs such as $ and / stay."""
    return re.sub(r"[\s._\-]+", "", text.casefold())
