"""The common ground of all records: frozen values that refuse unknown fields."""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, StringConstraints

__all__ = ["UNKNOWN", "Identifier", "OptionalLongText", "OptionalText", "Record", "Text"]

#: What people write where they do not know.
UNKNOWN = frozenset({"", "-", "–", "—", "?"})

#: An id as printed in tables: short, one line, no control characters.
Identifier = Annotated[
    str,
    StringConstraints(
        strip_whitespace=True, min_length=1, max_length=200, pattern=r"^[^\x00-\x1f\x7f]+$"
    ),
]
#: No control characters but tabs and line ends.
_PRINTABLE = r"^[^\x00-\x08\x0e-\x1f\x7f]+$"
#: A phrase from a record. The bound keeps a broken export from becoming one huge "skill".
Text = Annotated[
    str,
    StringConstraints(strip_whitespace=True, min_length=1, max_length=1000, pattern=_PRINTABLE),
]


def _unknown_is_none(value: object) -> object:
    return None if isinstance(value, str) and value.strip() in UNKNOWN else value


#: A phrase that may be unknown: None, empty, or one of the marks for it.
OptionalText = Annotated[Text | None, BeforeValidator(_unknown_is_none)]
#: A text of paragraphs, such as an advert, or unknown.
OptionalLongText = Annotated[
    Annotated[
        str,
        StringConstraints(
            strip_whitespace=True, min_length=1, max_length=100_000, pattern=_PRINTABLE
        ),
    ]
    | None,
    BeforeValidator(_unknown_is_none),
]


class Record(BaseModel):
    """A frozen value with named fields; unknown fields are refused."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)
