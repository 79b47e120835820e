"""The grammar of list cells: `what|level|evidence|from|to`, `;` between, `or` and `+` inside."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import product

from matcher.errors import CellError
from matcher.records.claims import Claim, Section, SectionName
from matcher.records.evidence import parse_evidence
from matcher.records.items import (
    EMPTY_COMPLETE,
    canonical_item,
    checked_parts,
    claim_of,
    format_claim,
    format_parts,
    parse_item,
    quoted,
)
from matcher.records.requirements import (
    AllOf,
    AnyOf,
    Asked,
    Expression,
    OfVacancy,
    Personal,
    count_alternatives,
    leaves,
)

__all__ = [
    "canonical_section",
    "fits_cell",
    "format_requirements",
    "format_section",
    "format_texts",
    "parse_requirements",
    "parse_section",
    "parse_texts",
]

#: Quotes count only where a part begins, so that `plate 6"; pipe 8"` stays two items.
_QUOTED = re.compile(r'"([^"]*(?:""[^"]*)*)"(?!")')
#: A token is a separator or a run of anything else.
_TOKEN = re.compile(
    r"(?P<separator>[;|]|\s\+\s|\s(?:or|atau)\s)|[^\s;|]+|.", re.IGNORECASE | re.DOTALL
)
_OPEN_MARKS = ("...", "…")
_OPEN_END = re.compile(r"(?:^|;|\s)\s*(?:\.\.\.|…)\s*$")
#: An expression with more alternatives is no longer readable as a cell.
_MOST_ALTERNATIVES = 64


def parse_section(cell: str) -> Section:
    """The section that a candidate's cell describes.

    An empty cell (or one of separators alone) is an absent section; `-` (or `tidak ada`) a complete
    and empty one; a cell that ends in `...` is partial; any other filled cell is complete. What
    is told to be in progress (`JFT-Basic|Proses`) is not had: it is no claim of the section.

    >>> parse_section("JLPT|N4; English|A2; ...").state
    'partial'
    """
    text = cell.strip()
    if text.casefold() in EMPTY_COMPLETE:
        return Section(state="complete")
    listed = _OPEN_END.sub("", text)
    read = _claims(listed, cell)
    claims = tuple(claim for claim in read if claim is not None)
    if listed != text:
        return Section(state="partial", claims=claims)
    return Section(state="complete", claims=claims) if read else Section()


def format_section(section: Section) -> str:
    """The cell that `parse_section` reads back as the same section."""
    if section.state == "absent":
        return ""
    items = [format_claim(claim) for claim in section.claims]
    if section.state == "partial":
        items.append("...")
    return "; ".join(items) or "-"


def canonical_section(cell: str) -> str:
    """The cell as the section that it describes is written, each item by itself.

    Raises as `parse_section` does, but tells of an item alone.

    >>> canonical_section("JLPT | N4;English || ; …")
    'JLPT|N4; English; ...'
    """
    text = cell.strip()
    if '"' in text or text.casefold() in EMPTY_COMPLETE:
        return format_section(parse_section(cell))
    listed = _OPEN_END.sub("", text) if text.endswith(_OPEN_MARKS) else text
    read = [canonical_item(item) for part in listed.split(";") if (item := part.strip())]
    items = [item for item in read if item]
    if listed != text:
        items.append("...")
    return "; ".join(items) or ("-" if read else "")


def parse_requirements(cell: str, section: SectionName) -> tuple[Expression, ...]:
    """The requirements that a vacancy's cell lists: ` or ` joins alternatives, ` + ` parts.

    An empty cell and `-` ask nothing.

    >>> parse_requirements("JFT-Basic|A2 or JLPT|N4", "languages")[0].any[1].what
    'JLPT'
    """
    if cell.strip().casefold() in EMPTY_COMPLETE:
        return ()
    return tuple(
        _any_of([_all_of([_asked(part, section, cell) for part in _split_tokens(option, "+")])
                 for option in _split_tokens(item, "or")])
        for item in _split(cell, ";")
        if item
    )  # fmt: skip


def format_requirements(expressions: Iterable[Expression]) -> str:
    """The cell that reads back as equivalent requirements; personal bounds cannot be written."""
    return "; ".join(
        " or ".join(" + ".join(map(_asked_item, option)) for option in options)
        for options in map(_alternatives, expressions)
    )


def fits_cell(expression: Expression, section: SectionName) -> bool:
    """True where the cell of a section's column can say the expression.

    Other sections' things and personal bounds cannot be said, nor more alternatives than a reader
    would follow.
    """
    own = all(isinstance(leaf, Asked) and leaf.section == section for leaf in leaves(expression))
    return own and count_alternatives(expression) <= _MOST_ALTERNATIVES


def parse_texts(cell: str) -> tuple[str, ...]:
    """The plain texts that a `;`-separated cell lists; an empty cell and `-` list none.

    >>> parse_texts("Japan; South Korea")
    ('Japan', 'South Korea')
    """
    if cell.strip().casefold() in EMPTY_COMPLETE:
        return ()
    return tuple(text for text in map(_text, _split(cell, ";")) if text)


def format_texts(texts: Iterable[str]) -> str:
    """The cell that `parse_texts` reads back as the same texts."""
    return "; ".join(map(quoted, texts))


# --- splitting ---------------------------------------------------------------------------


Tokens = list[tuple[str, str]]


def _tokens(text: str) -> Iterator[tuple[str, str]]:
    """Pairs (kind, text): kind is "text", or the separator `;`, `|`, `+`, `or`."""
    position, opens = 0, True
    while position < len(text):
        if opens and (quoted := _QUOTED.match(text, position)):
            yield "text", quoted[1].replace('""', '"')
            position, opens = quoted.end(), False
            continue
        token = _TOKEN.match(text, position)
        if token is None:  # cannot be: the last branch of the pattern takes any character
            return
        position = token.end()
        if separator := token["separator"]:
            name = separator.strip().casefold()
            yield ("or" if name == "atau" else name), separator
            opens = True
        else:
            yield "text", token[0]
            opens = opens and token[0].isspace()


def _split_tokens(tokens: Tokens, separator: str) -> list[Tokens]:
    parts: list[Tokens] = [[]]
    for kind, text in tokens:
        if kind == separator:
            parts.append([])
        else:
            parts[-1].append((kind, text))
    return parts


def _split(cell: str, separator: str) -> list[Tokens]:
    """The items of a cell, each without its surrounding blanks, empty ones as empty lists."""
    return [_strip(part) for part in _split_tokens(list(_tokens(cell)), separator)]


def _strip(tokens: Tokens) -> Tokens:
    blank = [kind == "text" and text.isspace() for kind, text in tokens]
    if all(blank):
        return []
    return tokens[blank.index(False) : len(blank) - blank[::-1].index(False)]


def _text(tokens: Tokens) -> str:
    return "".join(text for _, text in tokens).strip()


def _parts(item: Tokens, cell: str) -> list[str | None]:
    """The five parts of an item, None where left out."""
    texts = [_text(part) for part in _split_tokens(item, "|")]
    return checked_parts(texts, _text(item), cell)


# --- items -------------------------------------------------------------------------------


def _claims(listed: str, cell: str) -> list[Claim | None]:
    """The claims of the items of a section's cell."""
    if '"' not in listed:
        # The common case is read item by item; an error is told below, with the whole cell.
        with suppress(CellError):
            return [parse_item(item) for part in listed.split(";") if (item := part.strip())]
    return [claim_of(_parts(item, cell)) for item in _split(listed, ";") if item]


def _asked(item: Tokens, section: SectionName, cell: str) -> Asked:
    what, level, evidence, start, end = _parts(item, cell)
    if start or end:
        raise CellError(
            cell,
            f"The requirement '{what}' has dates; a requirement has none.",
            repair="Use the column 'departure' for the date on which it is needed.",
        )
    grade = parse_evidence(evidence) if evidence else None
    return Asked(section=section, what=what or "", level=level, evidence=grade)


def _any_of(options: Sequence[Expression]) -> Expression:
    return options[0] if len(options) == 1 else AnyOf(any=tuple(options))


def _all_of(parts: Sequence[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else AllOf(all=tuple(parts))


def _asked_item(asked: Asked) -> str:
    return format_parts((asked.what, asked.level, asked.evidence))


def _alternatives(expression: Expression) -> list[tuple[Asked, ...]]:
    """The expression as alternatives of parts (disjunctive form): min and max distribute."""
    if isinstance(expression, Asked):
        return [(expression,)]
    if isinstance(expression, Personal | OfVacancy):
        raise CellError(
            str(expression),
            "Personal bounds stand in columns of their own.",
            repair="Write them to the columns age_min, age_max, sex, height_min, ...",
        )
    if isinstance(expression, AnyOf):
        return [option for part in expression.any for option in _alternatives(part)]
    return [
        tuple(asked for option in chosen for asked in option)
        for chosen in product(*map(_alternatives, expression.all))
    ]
