"""A document is the same in Markdown and HTML, and no text in it can be taken for its marks."""

from html import unescape

from hypothesis import given
from hypothesis import strategies as st

from matcher.evaluation.documents import Bullets, Quoted, Section, as_html, as_markdown
from matcher.evaluation.tables import ShownTable

TEXT = st.text("ab <&>|*`[\\é", min_size=1, max_size=8).filter(str.strip)
TABLE = ShownTable("Seats", ("a", "b"), (("1", "2"), ("3", "4")), "As of today.")
DOCUMENT = [Section("Use", ("By officers.", Bullets(("one", "two")), TABLE, Quoted("x\n  y")))]


def test_markdown_has_every_block() -> None:
    assert as_markdown("Card", DOCUMENT) == (
        "# Card\n\n## Use\n\nBy officers.\n\n- one\n- two\n\n"
        "**Seats**\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n| 3 | 4 |\n\nAs of today.\n\n"
        "    x\n      y\n"
    )


def test_html_has_every_block() -> None:
    page = as_html("Card", DOCUMENT, "id")
    assert page.startswith('<!DOCTYPE html>\n<html lang="id">')
    for part in (
        "<h1>Card</h1>", "<h2>Use</h2>", "<p>By officers.</p>", "<li>two</li>",
        "<caption>Seats</caption>", "<th>b</th>", "<td>4</td>", "<pre>x\n  y</pre>",
        '<p class="note">As of today.</p>',
    ):  # fmt: skip
        assert part in page


@given(TEXT)
def test_no_text_breaks_a_table_or_becomes_a_tag(text: str) -> None:
    document = [Section(text, (text, ShownTable("", (text, "b"), ((text, "2"),))))]
    rows = [line for line in as_markdown(text, document).splitlines() if line.startswith("| ")]
    assert len(rows) == 3
    for row in rows:
        assert row.replace("\\\\", "").replace("\\|", "").count("|") == 3
        assert "<" not in row
    page = as_html(text, document, "en")
    assert f"<td>{text}</td>" == unescape(page[page.index("<td>") : page.index("</td>") + 5])
    assert page.count("<td>") == 2
