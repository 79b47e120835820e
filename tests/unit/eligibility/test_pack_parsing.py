"""A file that is no pack is refused in one whole sentence: file, line, reason and repair."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.pack_parsing import MOST_BYTES, parse_pack
from matcher.eligibility.rules import MOST_RULES
from matcher.errors import RulePackError

HEAD = """\
[pack]
id = "p1"
version = "2025"
title_en = "Pack"
title_id = "Paket"
"""
RULE = """\
[[rule]]
id = "r1"
title_en = "Passport"
title_id = "Paspor"
source = "the law"
confidence = "quoted"
valid_from = 2020-01-01
expression = { section = "documents", what = "document:passport" }
"""
TEXT = HEAD + RULE
SECOND = RULE.replace('"r1"', '"r2"')
OPEN = RULE.rpartition("expression")[0] + "expression = "
WRITE_TABLE = "Write a table such as { section = ..., what = ... } or { age_min = 18 }."


def refused(text: str | bytes) -> str:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(RulePackError) as caught:
        parse_pack(content, "mine.toml")
    return str(caught.value)


def nested(depth: int) -> str:
    """A table of a rule with that many tables in each other, in short headers and keys."""
    return f"[rule.{'.'.join('a' * 20)}]\n{'.'.join('b' * (depth - 19))} = 1\n"


REFUSALS = {
    "no table": (
        "id = 1\n",
        "mine.toml: It has no table [pack]. Give id, version and titles there.",
    ),
    "unknown table": (
        "[other]\n" + HEAD,
        "mine.toml, line 1: The table 'other' is not known. Write rules under [[rule]].",
    ),
    "unknown table in disguise": (
        '"\\u0061" = 1\n' + HEAD,
        "mine.toml, line 2: The table 'a' is not known. Write rules under [[rule]].",
    ),
    "no list": (
        HEAD + RULE.replace("[[rule]]", "[rule]"),
        "mine.toml, line 6: 'rule' is no list of tables. Write each rule under [[rule]].",
    ),
    "too many rules": (
        HEAD + "[[rule]]\n" * (MOST_RULES + 1),
        "mine.toml, line 2006: It has more than 2,000 rules. Make it several packs.",
    ),
    "the most rules": (
        HEAD + "[[rule]]\n" * MOST_RULES,
        "mine.toml, line 6: id: Field required. Correct it.",
    ),
    "too large": (
        TEXT + "#" * (MOST_BYTES + 1 - len(TEXT)),
        "mine.toml: It has more than 1,000,000 bytes. Make it several packs.",
    ),
    "no text": (
        b"\n\xe9",
        "mine.toml, line 2: It is no UTF-8 text. Save the file as UTF-8.",
    ),
    "no TOML": (
        TEXT + "note = \n",
        "mine.toml, line 14: It is no TOML: Invalid value. Correct that line.",
    ),
    "open string": (
        TEXT + 'note = """\nand so on\n\n',
        "mine.toml, line 15: It is no TOML: Unterminated string. Correct that line.",
    ),
    "open string that ends in blanks": (
        TEXT + 'note = """\n  \n',
        "mine.toml, line 15: It is no TOML: Unterminated string. Correct that line.",
    ),
    "open string that ends in a letter": (
        TEXT + 'note = """\nX\n',
        "mine.toml, line 15: It is no TOML: Unterminated string. Correct that line.",
    ),
    "brackets": (
        TEXT + "note = " + "[" * 25,
        "mine.toml, line 14: It is nested more than 24 deep. Write it flat.",
    ),
    "headers and keys together": (
        HEAD + RULE + SECOND + nested(25),
        "mine.toml, line 14: It is nested more than 24 deep. Write it flat.",
    ),
    "headers and keys as deep as allowed": (
        HEAD + RULE + SECOND + nested(24),
        "mine.toml, line 22: a: this key is not known. Remove it.",
    ),
    "lists within tables": (
        HEAD + nested(23).replace("rule", "pack", 1).replace(" 1", " [[1]]"),
        "mine.toml, line 1: It is nested more than 24 deep. Write it flat.",
    ),
    "misspelt key of the head": (
        HEAD.replace("version", "versoin"),
        "mine.toml, line 1: version: Field required. Correct it.",
    ),
    "key of the head twice in other letters": (
        HEAD + 'versoin = "2026"\n',
        "mine.toml, line 6: versoin: this key is not known. Did you mean 'version'?",
    ),
    "key of a rule inside its expression": (
        HEAD + OPEN + '{ section = "skills", what = "skill:smaw", source = "s" }\n',
        "mine.toml, line 13: expression > source: this key is not known. Remove it.",
    ),
    "no expression": (
        HEAD + OPEN + "3\n",
        f"mine.toml, line 13: expression: it is no table. {WRITE_TABLE}",
    ),
    "sentence of ours": (
        TEXT + 'replaces = ["r1"]\n',
        "mine.toml, line 6: It replaces itself. Correct it.",
    ),
    "sentence of ours with a stop": (
        HEAD + OPEN + "{ age_max = 30.5 }\n",
        "mine.toml, line 13: expression: age_max 30.5 is no whole number of years. Correct it.",
    ),
    "same id": (
        TEXT + RULE,
        "mine.toml, line 15: The id 'r1' is that of the rule on line 7. Give each rule its own.",
    ),
    "later rule": (
        TEXT + 'replaces = ["r2"]\n' + SECOND,
        "mine.toml, line 14: 'r1' replaces 'r2', which comes after it. Put it behind the other.",
    ),
    "sign that is no letter": (
        '"\\u001b" = 1\n' + HEAD,
        "mine.toml, line 2: The table '\ufffd' is not known. Write rules under [[rule]].",
    ),
}


@pytest.mark.parametrize(("text", "told"), REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_tells_the_line_the_reason_and_the_repair(text: str | bytes, told: str) -> None:
    assert refused(text) == told


@pytest.mark.parametrize("text", [
    text for text, _ in REFUSALS.values() if isinstance(text, str) and len(text) < MOST_BYTES
])  # fmt: skip
def test_line_ends_of_windows_change_no_refusal(text: str) -> None:
    assert refused(text.replace("\n", "\r\n")) == refused(text)


def test_a_file_may_have_the_most_bytes_and_no_more() -> None:
    content = TEXT.encode().ljust(MOST_BYTES, b"#")
    assert parse_pack(content, "mine.toml") == parse_pack(TEXT.encode(), "mine.toml")


def test_a_fault_without_a_line_in_the_file_is_told_without_one() -> None:
    told = refused(f"{HEAD}x = {'9' * 5_000}\n")
    assert told.startswith("mine.toml: It is no TOML: Exceeds the limit")


@given(st.integers(250, 320))
def test_a_long_reason_is_cut_after_300_signs(length: int) -> None:
    name = "x" * length
    reason = f"The table '{name}' is not known."
    shown = reason if len(reason) <= 300 else f"{reason[:300]}..."
    told = f"mine.toml, line 1: {shown} Write rules under [[rule]]."
    assert refused(f"{name} = 1\n{HEAD}") == told
