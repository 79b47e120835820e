"""Damages files as disks, mail programs and careless hands do: bytes and cells, drawn at random."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from hypothesis import strategies as st

__all__ = ["HOSTILE", "damaged", "hostile_cells"]

#: Cells that no column wants, or that only some do.
HOSTILE: tuple[str, ...] = (
    *("", " ", "-", "...", "…", "|", ";", "||||", "a|b|c|d|e|f", " or ", "a or", "+ b", '"', '"a'),
    *("=1+1", "@SUM(A1)", "+cmd|' /C calc'!A0", "'=1", "\t=1", "-2+3", "\uff1d1"),
    *("nan", "NaN", "inf", "-inf", "1e999", "1e-999", "-0", "0x1F", "1_000", "٣", "1.234,5"),
    *("1,234.5", "1.234.567", "180.000", "99999999999999999999", "-5", "2.5", "½", "²"),
    *("31/2/2026", "12/31/2026", "2026-13-01", "0000-00-00", "9999-12-31", "0001-01-01", "1/1/26"),
    *("2026-02-29", "1899-12-31", "45000", "today", "kemarin", "Februari 2026"),
    *(
        "\0",
        "a\0b",
        "\x07",
        "\x1b[31m",
        "\u202eabc",
        "\ufeff",
        "\ufffd",
        "\u200b",
        "\ud7ff",
        "🙂" * 9,
    ),
    *("a\nb", "a\r\nb", "\r", "\x0b", "\x85", "\u2028", "null", "None", "true", "[]", "{}", "[[[["),
    *('[{"expression":', '{"a":1}', "[" * 500, '"' * 99, "(" * 99, "(a or b)" * 99, "a;" * 400),
    *(" + ".join(["(a or b)"] * 12), "<script>", "../../etc/passwd", "%s%n", "{{7*7}}", "é" * 300),
    *("x" * 1000, "x" * 1001, "x" * 40_000, "9" * 400, "a " * 5000, "日本" * 900),
)

hostile_cells = st.sampled_from(HOSTILE) | st.text(max_size=12)


@st.composite
def damaged(draw: st.DrawFn, content: bytes) -> bytes:
    """The content with one to four damages, each at a drawn place."""
    for _ in range(draw(st.integers(1, 4))):
        damage = draw(st.sampled_from(_DAMAGES))
        first, second = sorted(draw(st.tuples(*[st.integers(0, len(content))] * 2)))
        content = damage(content, first, second, draw(st.sampled_from(_BITS)))
    return content


#: Bytes that mean something to one format or another.
_BITS: Sequence[bytes] = (
    *(
        b"\0",
        b"\xff",
        b"\xfe\xff",
        b"\xef\xbb\xbf",
        b'"',
        b"'",
        b",",
        b";",
        b"\t",
        b"\n",
        b"\r",
        b"\\",
    ),
    *(b"{", b"}", b"[", b"]", b":", b"NaN", b"1e999", b"=", b"PK\x03\x04", b"PAR1", b"\x80" * 40),
)


def _cut(content: bytes, first: int, second: int, _: bytes) -> bytes:
    return content[:first] + content[second:]


def _cut_off(content: bytes, first: int, _: int, __: bytes) -> bytes:
    return content[:first]


def _insert(content: bytes, first: int, _: int, bit: bytes) -> bytes:
    return content[:first] + bit + content[first:]


def _overwrite(content: bytes, first: int, _: int, bit: bytes) -> bytes:
    return content[:first] + bit + content[first + len(bit) :]


def _repeat(content: bytes, first: int, second: int, _: bytes) -> bytes:
    return content[:second] + content[first:]


def _swap(content: bytes, first: int, second: int, _: bytes) -> bytes:
    return content[second:] + content[first:second] + content[:first]


def _flip(content: bytes, first: int, _: int, bit: bytes) -> bytes:
    if first >= len(content):
        return content
    return content[:first] + bytes([content[first] ^ (bit[0] | 1)]) + content[first + 1 :]


_DAMAGES: Sequence[Callable[[bytes, int, int, bytes], bytes]] = (
    _cut,
    _cut_off,
    _insert,
    _overwrite,
    _repeat,
    _swap,
    _flip,
)


def written(path: Path, content: bytes) -> Path:
    """The path with that content."""
    path.write_bytes(content)
    return path
