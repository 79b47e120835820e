"""The lines of a TOML text are found by what stands outside its strings, comments and brackets."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from matcher.eligibility.pack_lines import Outline, Statement

TEXT = '''\
# [[rule]]
[pack] # the head
id = "p"
"title_en" = 'a = b'

[[ rule ]]
id = "one"
note = """
[[rule]]
id = "no rule"
"""
countries = [
  "Japan", # [[rule]]
  [["rule"]],
]
[rule.expression]
section = "skills"

[["rule"]]
id = 'two'
a.b.c = 1
'''


@pytest.mark.parametrize(
    ("location", "line"),
    [
        (("id",), 3),
        (("title_en",), 4),
        (("version",), 2),
        ((), 2),
        (("rules", 0), 6),
        (("rules", 0, "id"), 7),
        (("rules", 0, "note"), 8),
        (("rules", 0, "countries", 1), 12),
        (("rules", 0, "expression", "Asked", "section"), 16),
        (("rules", 0, "source"), 6),
        (("rules", 1, "id"), 20),
        (("rules", 1, "a", "b"), 21),
        (("rules", 1, "expression"), 19),
        (("rule", 1), 19),
        (("rules", 0, "a"), 6),
        (("rules",), 6),
    ],
)
def test_a_place_has_its_line(location: tuple[str | int, ...], line: int) -> None:
    assert Outline(TEXT).line_of(location) == line


def test_a_place_that_is_not_there_has_none() -> None:
    assert Outline("").line_of(("rules", 0)) is None
    assert Outline("x = 1\n").line_of(("id",)) is None
    assert Outline("rule = [{}]\n").line_of(("rules", 0, "id")) == 1
    assert Outline("x = 1\npack = {}\n").line_of(("id",)) == 2


def test_a_last_line_needs_no_end() -> None:
    assert Outline('[pack]\nid = "p"').line_of(("id",)) == 2


def test_a_key_within_a_table_of_a_rule_is_none_of_the_rule() -> None:
    assert Outline("[[rule]]\n[rule.x.y]\n").line_of(("rules", 0, "y")) == 1
    assert Outline("[[rule]]\n[rule.x.y]\n").line_of(("rules", 0, "x")) == 2


def test_what_has_a_value_is_no_header_and_what_has_no_name_is_nothing() -> None:
    assert Outline("= 1\n[x] = 1\n[x]").statements == (
        Statement(2, ("[x]",), is_header=False),
        Statement(3, ("x",), is_header=True),
    )


def test_a_table_has_the_line_of_its_header_or_key() -> None:
    assert Outline(TEXT).line_named("rule") == 6
    assert Outline("a = 1\nmore.b = 2\n").line_named("more") == 2
    assert Outline(TEXT).line_named("id") == 3
    assert Outline(TEXT).line_named("section") == 17
    assert Outline(TEXT).line_named("no rule") is None


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("x = [[1]]", None),
        ("x = 1\ny = [[[1]]]", 2),
        ("x = {a = {b = [1]}}", 1),
        ("a.b.c = 1", None),
        ("x = 1\na.b.c = 1", None),
        ("\nx = [[[1]]]", 2),
        ("x = 1\n\na.b.c.d = 1", 3),
        ('"a"."b".c."d" = 1', 1),
        ("[a.b.c.d]", 1),
        ("x = [1.5, 1.5, 1.5, 1.5]", None),
        ('x = "[[[[["', None),
        ("x = '[[[[['", None),
        ('x = """\n[[[[\n"""', None),
        ("# [[[[\n# a.b.c.d.e", None),
        ('x = "\\"[[[["', None),
        ("x = [\n1,\n[\n[\n]]]", 4),
    ],
)
def test_nesting_is_counted_outside_of_strings_and_comments(text: str, line: int | None) -> None:
    assert Outline(text).line_nested(2) == line


@given(st.text(alphabet="ab.=[]{}\"'#\n\\ ", max_size=80))
def test_any_text_has_an_outline(text: str) -> None:
    outline = Outline(text)
    lines = [statement.line for statement in outline.statements]
    assert lines == sorted(lines)
    assert all(1 <= line <= text.count("\n") + 1 for line in lines)
    nested = outline.line_nested(0)
    assert nested is None or 1 <= nested <= text.count("\n") + 1


@given(
    st.lists(
        st.tuples(
            st.sampled_from(
                ['"x"', "'[[rule]]'", "[1, 2]", "[\n 1,\n 2,\n]", '"""\n[x]\n"""', "1.5"]
            ),
            st.sampled_from(["", " # [x]", "\n", "\n# y = 1"]),
        ),
        max_size=6,
    )
)
def test_the_statements_of_a_valid_text_are_its_keys(values: list[tuple[str, str]]) -> None:
    text = "".join(f"k{n} = {value}{after}\n" for n, (value, after) in enumerate(values))
    found = Outline(text).statements
    assert [one.name for one in found] == [(key,) for key in tomllib.loads(text)]
    starts = [text[: text.index(f"k{n} =")].count("\n") + 1 for n in range(len(values))]
    assert [one.line for one in found] == starts
