"""A document of headings, sentences, lists and tables, as Markdown and as HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from matcher.evaluation.tables import ShownTable

__all__ = ["Block", "Bullets", "Quoted", "Section", "as_html", "as_markdown"]


class Bullets(NamedTuple):
    """A list of sentences."""

    items: tuple[str, ...]


class Quoted(NamedTuple):
    """A text in lines, shown as it stands."""

    text: str


Block = str | Bullets | Quoted | ShownTable


class Section(NamedTuple):
    """A heading and what stands under it."""

    title: str
    blocks: tuple[Block, ...]


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;"
    "color:#222}table{border-collapse:collapse;margin:.5rem 0;display:block;overflow-x:auto}"
    "th,td{border-bottom:1px solid #ccc;padding:.2rem .8rem .2rem 0;text-align:left;"
    "vertical-align:top}caption{text-align:left;font-weight:600}pre{overflow-x:auto}"
    ".note{color:#555;font-size:.9em}"
)


def as_markdown(title: str, sections: Sequence[Section]) -> str:
    """The document in Markdown, its tables as GitHub reads them.

    >>> print(as_markdown("Card", [Section("Use", ("By officers.", Bullets(("a", "b"))))]))
    # Card
    <BLANKLINE>
    ## Use
    <BLANKLINE>
    By officers.
    <BLANKLINE>
    - a
    - b
    <BLANKLINE>
    """
    parts = [f"# {_plain(title)}"]
    for section in sections:
        parts.append(f"## {_plain(section.title)}")
        parts += [_markdown(block) for block in section.blocks]
    return "\n\n".join(parts) + "\n"


def _markdown(block: Block) -> str:
    match block:
        case str():
            return _plain(block)
        case Bullets():
            return "\n".join(f"- {_plain(item)}" for item in block.items)
        case Quoted():
            return "\n".join(f"    {line}".rstrip() for line in block.text.splitlines())
        case ShownTable():
            return "\n\n".join(part for part in _markdown_table(block) if part)


def _markdown_table(table: ShownTable) -> Iterator[str]:
    yield f"**{_plain(table.title)}**" if table.title else ""
    lines = [table.head, ("---",) * len(table.head), *table.rows]
    yield "\n".join(f"| {' | '.join(map(_plain, cells))} |" for cells in lines)
    yield _plain(table.note)


def _plain(text: str) -> str:
    """A text that Markdown takes for nothing but text, in one line."""
    escaped = escape(" ".join(text.split()), quote=False)
    for mark in ("\\", "|", "`", "*", "["):
        escaped = escaped.replace(mark, f"\\{mark}")
    return escaped


def as_html(title: str, sections: Sequence[Section], language: str) -> str:
    """The document as a page of HTML that needs nothing beside itself."""
    parts = [f"<h1>{escape(title)}</h1>"]
    for section in sections:
        parts.append(f"<h2>{escape(section.title)}</h2>")
        parts += [_html(block) for block in section.blocks]
    head = (
        f'<!DOCTYPE html>\n<html lang="{language}">\n<head>\n<meta charset="utf-8">\n'
        f"<title>{escape(title)}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n"
    )
    return head + "\n".join(parts) + "\n</body>\n</html>\n"


def _html(block: Block) -> str:
    match block:
        case str():
            return f"<p>{escape(block)}</p>"
        case Bullets():
            return f"<ul>{''.join(f'<li>{escape(item)}</li>' for item in block.items)}</ul>"
        case Quoted():
            return f"<pre>{escape(block.text)}</pre>"
        case ShownTable():
            return _html_table(block)


def _html_table(table: ShownTable) -> str:
    head = "".join(f"<th>{escape(cell)}</th>" for cell in table.head)
    body = "\n".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in table.rows
    )
    caption = f"<caption>{escape(table.title)}</caption>" if table.title else ""
    note = f'\n<p class="note">{escape(table.note)}</p>' if table.note else ""
    return (
        f"<table>{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody></table>{note}"
    )
