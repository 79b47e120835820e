"""Rule packs are read with care: what is no pack is refused with its file, line and reason."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.pack_parsing import MOST_BYTES, parse_pack
from matcher.eligibility.packs import (
    GENERAL_PACKS,
    default_packs,
    distinct_packs,
    pack_files,
    read_pack,
    read_packs,
)
from matcher.eligibility.rules import RulePack
from matcher.errors import InputError, RulePackError
from matcher.records.requirements import Asked

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
stage = "depart"
expression = { section = "documents", what = "document:passport" }
"""
TEXT = HEAD + RULE
SECOND = RULE.replace('"r1"', '"r2"')
#: Enough signs to exhaust what calls itself once per sign, or takes their square.
HUGE = 60_000
Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def write(text: str) -> Path:
        path = tmp_path / "pack.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


def refused(text: str | bytes) -> RulePackError:
    content = text.encode() if isinstance(text, str) else text
    with pytest.raises(RulePackError) as caught:
        parse_pack(content, "mine.toml")
    assert caught.value.file == "mine.toml"
    return caught.value


# --- what is read ------------------------------------------------------------------------


def test_a_pack_is_read_from_toml(write: Write) -> None:
    found = read_pack(write(TEXT))
    assert (found.id, found.version, found.title_en, found.title_id, found.origin) == (
        "p1",
        "2025",
        "Pack",
        "Paket",
        "law",
    )
    (rule,) = found.rules
    assert (rule.id, rule.stage) == ("r1", "depart")
    assert rule.expression == Asked(section="documents", what="document:passport")


def test_a_path_may_be_a_text(write: Write) -> None:
    assert read_pack(str(write(TEXT))).id == "p1"


def test_a_pack_without_rules_has_none() -> None:
    assert parse_pack(HEAD.encode(), "mine.toml").rules == ()


def test_a_rule_without_an_expression_is_read_as_a_notice() -> None:
    (rule,) = parse_pack(TEXT.rpartition("expression")[0].encode(), "mine.toml").rules
    assert rule.is_notice


@pytest.mark.parametrize(
    "content",
    [b"\xef\xbb\xbf" + TEXT.encode(), TEXT.replace("\n", "\r\n").encode()],
    ids=["byte order mark", "line ends of Windows"],
)
def test_what_editors_add_makes_no_difference(content: bytes) -> None:
    assert parse_pack(content, "mine.toml") == parse_pack(TEXT.encode(), "mine.toml")


def test_a_string_that_looks_like_rules_is_a_string() -> None:
    note = 'note = """\n[[rule]]\nid = "r9"\n[more]\n"""\n'
    (rule,) = parse_pack((TEXT + note).encode(), "mine.toml").rules
    assert rule.note is not None
    assert rule.note.startswith("[[rule]]")
    assert refused(TEXT + note + SECOND.replace("depart", "later")).line == 27


# --- what is refused, and where ----------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "instead", "number", "reason"),
    [
        ('title_en = "Passport"', 'title_xx = "Passport"', 6, "title_en: Field required."),
        ('source = "the law"', 'source = "the law"\ncolour = "red"', 11, "colour: this key is not"),
        ('confidence = "quoted"', 'confidence = "sure"', 11, "confidence: Input should be"),
        ("valid_from = 2020-01-01", 'valid_from = "soon"', 12, "valid_from: Invalid isoformat"),
        ("valid_from = 2020-01-01", "valid_from = 86400", 12, "valid_from: write a date such as"),
        ("valid_from = 2020-01-01", "valid_from = 2020-02-30", 12, "It is no TOML: Invalid date"),
        ("valid_from = 2020-01-01", "valid_from = 2020-01-01T10:00:00", 12, "valid_from: Datetime"),
        ('stage = "depart"', 'stage = "later"', 13, "stage: Input should be"),
        ('version = "2025"\n', "", 1, "version: Field required."),
        ('version = "2025"', 'version = "2025"\nauthor = "me"', 4, "author: this key is not known"),
        ('what = "document:passport" }', "what = 3 }", 14, "expression > what: Input should be a"),
        ("{ section", "[ 1 ] #", 14, "expression: it is no table."),
        ("{ section", "{ } #", 14, "expression: it bounds nothing"),
        ("{ section", "{ any = [] } #", 14, "expression > any: Tuple should have at least 1 item"),
        ("{ section", "{ any = [{ all = [3] }] } #", 14, "expression > any > 0 > all > 0: it is"),
        ('stage = "depart"', 'replaces = ["r1"]', 6, "It replaces itself."),
        ('stage = "depart"', 'ask = ["schemes"]', 6, "It asks for 'schemes' but names none."),
        ('stage = "depart"', "valid_to = 2019-01-01", 6, "It ends on 2019-01-01, before it begins"),
        ('"the law"', '"the \0 law"', 10, "It is no TOML: Illegal character"),
        ("[[rule]]", "\0", 6, "It is no TOML: Invalid statement."),
        ("[[rule]]", "[[rules]]", 6, "The table 'rules' is not known."),
        ("[[rule]]", "[rule]", 6, "'rule' is no list of tables."),
        ("[[rule]]", "[more]", 6, "The table 'more' is not known."),
        ('version = "2025"', 'version = "2025"\nrules = []', 4, "The table 'rules' is not known."),
        ("[pack]", "[head]", None, "It has no table [pack]."),
        ("[pack]", "[[pack]]", None, "It has no table [pack]."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_its_line(
    line: str, instead: str, number: int | None, reason: str
) -> None:
    assert line in TEXT
    error = refused(TEXT.replace(line, instead, 1))
    assert error.reason.startswith(reason)
    assert error.line == number
    assert error.repair


@pytest.mark.parametrize(
    "number",
    ["nan", "-inf", "1e999", "9" * 4_000, "0x" + "f" * 9_000],
    ids=["no number", "endless", "too great", "many digits", "many signs"],
)
def test_a_number_beyond_all_bounds_is_refused_with_its_line(number: str) -> None:
    error = refused(TEXT.replace("{ section", f"{{ age_min = {number} }} #"))
    assert error.line == 14
    assert error.reason.startswith("expression > age_min: Input should be")


def test_a_file_without_anything_is_refused() -> None:
    error = refused("")
    assert str(error) == ("mine.toml: It has no table [pack]. Give id, version and titles there.")


def test_the_message_is_one_clear_line() -> None:
    error = refused(TEXT.replace('stage = "depart"', 'country = ["Japan"]'))
    assert str(error) == (
        "mine.toml, line 13: country: this key is not known. Did you mean 'countries'?"
    )


def test_the_place_of_a_later_rule_is_its_own() -> None:
    assert refused(TEXT + SECOND.replace("depart", "later")).line == 22


def test_a_text_that_ends_too_early_is_refused_at_its_end() -> None:
    error = refused(TEXT + 'note = """\nand so on\n')
    assert (error.line, error.reason) == (16, "It is no TOML: Unterminated string.")


def test_what_is_not_utf8_is_refused_with_its_line() -> None:
    error = refused(TEXT.replace("law", "hukum").encode().replace(b"hukum", b"\xe9"))
    assert (error.line, error.reason) == (10, "It is no UTF-8 text.")


def test_old_line_ends_are_refused() -> None:
    assert refused(TEXT.replace("\n", "\r")).reason.startswith("It is no TOML")


def test_what_a_file_says_cannot_disturb_the_screen() -> None:
    error = refused(HEAD + f'"\\u001b[31m\\n{"x" * 5_000}" = 1')
    assert str(error).isprintable()
    assert len(str(error)) < 400


def test_a_folder_is_no_pack(tmp_path: Path) -> None:
    with pytest.raises(RulePackError) as caught:
        read_pack(tmp_path)
    assert str(caught.value) == (
        f"{tmp_path}: It is a folder. Give a TOML file, or read it with read_packs."
    )


def test_a_file_that_is_no_pack_is_named_by_its_path(write: Write) -> None:
    path = write("")
    with pytest.raises(RulePackError) as caught:
        read_pack(path)
    assert caught.value.file == str(path)


def test_a_file_that_is_not_there_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        read_pack(tmp_path / "none.toml")


# --- ids ---------------------------------------------------------------------------------


def test_two_rules_may_not_have_one_id() -> None:
    error = refused(TEXT + RULE)
    assert (error.line, error.reason) == (16, "The id 'r1' is that of the rule on line 7.")


def test_a_rule_replaces_only_rules_before_it() -> None:
    replacing = SECOND + 'replaces = ["r1"]\n'
    assert parse_pack((HEAD + RULE + replacing).encode(), "mine.toml").rules[1].replaces == ("r1",)
    error = refused(HEAD + replacing + RULE)
    assert (error.line, error.reason) == (15, "'r2' replaces 'r1', which comes after it.")


def test_no_two_rules_can_replace_each_other() -> None:
    first, second = RULE + 'replaces = ["r2"]\n', SECOND + 'replaces = ["r1"]\n'
    assert refused(HEAD + first + second).line == 15


# --- hostile files -----------------------------------------------------------------------


@pytest.mark.parametrize(
    "hostile",
    [
        "x = " + "[" * HUGE,
        "x = " + "{a = " * (HUGE // 5),
        "a." * (HUGE // 2) + "a = 1",
        '"a".' * (HUGE // 4) + "a = 1",
        "[" + "a." * (HUGE // 2) + "a]",
        "x = [" * 30 + "]" * 30,
        RULE + "\n".join(f"[rule.{'.'.join('a' * depth)}]" for depth in range(1, 24)),
        "".join(f"a{number}.b.c.d = 1\n" for number in range(HUGE // 16)),
        "[[rule]]\n" * (HUGE // 9),
        RULE + "".join(f"k{number} = 1\n" for number in range(HUGE // 12)),
        RULE + "countries = [" + '"a",' * (HUGE // 4) + "]",
        RULE.replace("{ section", "{ any = [" + "{age_min=1}," * (HUGE // 12) + "] } #"),
        RULE + "note = [" + "{age_min=1}," * (HUGE // 12) + "]",
        f"x = {'9' * HUGE}",
        "k" * HUGE + " = 1",
        f'x = """{"a" * HUGE}',
        "x = " + '"' * HUGE,
        "x = " + "'" * HUGE,
        'x = """' + '\\"""' * (HUGE // 4),
        "x" + "\\" * HUGE,
        "#" * MOST_BYTES,
    ],
    ids=[
        "brackets", "braces", "dotted key", "quoted dotted key", "dotted header", "lists", "tables",
        "dotted keys", "rules", "keys", "countries", "alternatives", "tables in a list", "number",
        "long key", "open string", "quotes", "single quotes", "escapes", "backslashes", "too large",
    ],
)  # fmt: skip
def test_a_hostile_file_is_refused(hostile: str) -> None:
    text = hostile if hostile.startswith(HEAD) else HEAD + hostile
    assert len(str(refused(text))) < 500


def test_what_is_nested_too_deep_is_told_with_its_line() -> None:
    deep = "expression = " + "{ any = [" * 11 + "{ age_min = 1 }" + "] }" * 11
    flat = TEXT.rpartition("expression")[0]
    assert parse_pack((flat + deep).encode(), "mine.toml").rules
    error = refused(flat + "expression = { any = [" + deep.removeprefix("expression = ") + "] }")
    assert (error.line, error.reason) == (14, "It is nested more than 24 deep.")


def test_too_many_rules_are_told_with_the_first_that_is_too_many() -> None:
    assert refused(HEAD + "[[rule]]\n" * 2_001).line == 2_006


def test_a_file_is_read_no_further_than_a_pack_may_go(tmp_path: Path) -> None:
    path = tmp_path / "pack.toml"
    path.write_bytes(b"#" * 2 * MOST_BYTES)
    with pytest.raises(RulePackError, match="more than 1,000,000 bytes"):
        read_pack(path)


@given(st.data())
def test_a_damaged_pack_is_refused_or_still_a_pack(data: st.DataObject) -> None:
    content = bytearray((TEXT + SECOND + 'replaces = ["r1"]\ncountries = ["Japan"]\n').encode())
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(content)))
        length = data.draw(st.sampled_from([0, 1, 2, 9, len(content)]))
        put = data.draw(st.binary(max_size=3) | st.sampled_from(
            [b"[", b"]", b'"""', b"{", b"\n", b".", b"=", b"[[rule]]\n", b"\xef\xbb\xbf", b"''"]
        ))  # fmt: skip
        content[start : start + length] = put
    try:
        assert isinstance(parse_pack(bytes(content), "mine.toml"), RulePack)
    except RulePackError as error:
        assert error.line is None or 1 <= error.line <= content.count(b"\n") + 1  # noqa: PT017


@given(st.text(max_size=60))
def test_any_text_is_refused_or_a_pack(text: str) -> None:
    try:
        parse_pack((HEAD + text).encode("utf-8", "surrogatepass"), "mine.toml")
    except RulePackError as error:
        assert error.reason  # noqa: PT017


# --- several packs -----------------------------------------------------------------------


def test_packs_are_read_from_files_and_folders_in_order(tmp_path: Path) -> None:
    for name, text in (("b", TEXT), ("a", TEXT.replace('"p1"', '"p2"'))):
        (tmp_path / f"{name}.toml").write_text(text, encoding="utf-8")
    (tmp_path / "notes.txt").write_text("no pack", encoding="utf-8")
    last = tmp_path / "b.toml"
    assert pack_files([tmp_path, last]) == [tmp_path / "a.toml", last, last]
    assert [pack.id for pack in read_packs([str(tmp_path), last])] == ["p2", "p1", "p1"]


def test_a_folder_without_packs_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_packs([tmp_path])
    assert str(caught.value) == f"{tmp_path} holds no rule pack. Give TOML files, or a folder."


def made(name: str, *rules: str) -> RulePack:
    text = HEAD.replace("p1", name) + "".join(rules)
    return parse_pack(text.encode(), f"{name}.toml")


def test_packs_used_together_share_no_id() -> None:
    one, other = made("p", RULE), made("q", SECOND)
    assert distinct_packs([one, other]) == (one, other)
    with pytest.raises(InputError, match="two rules 'r1'") as caught:
        distinct_packs([one, made("q", RULE)])
    assert caught.value.repair == "Rename one of them, or leave one pack out."
    with pytest.raises(InputError) as caught:
        distinct_packs([one, made("p", SECOND)])
    assert str(caught.value) == "There are two packs 'p'. Leave one of them out."


def test_packs_replace_only_what_stands_before_them() -> None:
    one, other = made("p", RULE), made("q", SECOND + 'replaces = ["r1"]\n')
    assert distinct_packs([one, other]) == (one, other)
    with pytest.raises(InputError) as caught:
        distinct_packs([other, one])
    assert str(caught.value) == (
        "The rule 'r2' replaces 'r1', which comes after it. "
        "Put the pack with the rule that replaces behind the other."
    )


def test_a_rule_may_replace_what_is_not_there() -> None:
    other = made("q", SECOND + 'replaces = ["r1"]\n')
    assert distinct_packs([other]) == (other,)


# --- the packs of the package ------------------------------------------------------------


def test_the_packs_of_the_package_are_read_once() -> None:
    assert default_packs() is default_packs()


def test_the_packs_of_the_package_can_be_used_together() -> None:
    assert distinct_packs(default_packs()) == default_packs()


def test_the_law_comes_first() -> None:
    names = [pack.id for pack in default_packs.__wrapped__()]
    assert tuple(names[: len(GENERAL_PACKS)]) == GENERAL_PACKS
    assert names[len(GENERAL_PACKS) :] == sorted(names[len(GENERAL_PACKS) :])
