"""Whatever text goes into Markdown comes out of the rendering as that text."""

import html

import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from interviewcoder.domain.text import one_line, visible
from interviewcoder.exporters.markdown_text import front_matter, inline, lines, table

RENDERER = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])

MARKUP = st.sampled_from(
    [
        "<b>",
        "</td>",
        "<script>alert(1)</script>",
        "<!--",
        "-->",
        "<?php",
        "<a@b.c>",
        "[a](http://x)",
        "![i](u)",
        "[1]: x",
        "[^1]",
        "]",
        "[",
        "---",
        "===",
        "```",
        "`",
        "~~~",
        "~~",
        "*",
        "**",
        "_",
        "__",
        "# h",
        " #",
        "- x",
        "+ ",
        "1. ",
        "1)",
        "> q",
        ":--",
        "::",
        "&amp;",
        "&#60;",
        "\\",
        "$x$",
        "{{ x }}",
        "http://a.b",
        "www.x.y",
        "  ",
        "    ",
        "\n",
        "\n\n",
        "\t",
        "\r",
        "\x1b[2J",
        "\xa0",
        "\u202e",
        "\u2028",
        "word",
        "é",
        "😀",
        "|",
    ]
)
TEXTS = st.lists(MARKUP | st.text(max_size=5), max_size=12).map("".join)


def rendered_within(markdown: str, before: str, after: str) -> str:
    """The text that a reader sees between two pieces of expected HTML."""
    page = RENDERER.render(markdown)
    assert page.startswith(before)
    assert page.endswith(after)
    body = page[len(before) : len(page) - len(after)].replace("<br />\n", "\n")
    assert "<" not in body
    return html.unescape(body)


@given(TEXTS.filter(lambda text: visible(text).strip()))
def test_lines_read_as_they_were_said(text: str) -> None:
    said = visible(text).strip()
    assert rendered_within(lines(text), "<p>", "</p>\n") == said
    assert rendered_within(lines(text, "> "), "<blockquote>\n<p>", "</p>\n</blockquote>\n") == said


@given(TEXTS.filter(one_line))
def test_inline_text_reads_as_it_was_said_wherever_it_stands(text: str) -> None:
    said = one_line(text)
    assert rendered_within(f"# {inline(text)}", "<h1>", "</h1>\n") == said
    assert rendered_within(f"- {inline(text)}", "<ul>\n<li>", "</li>\n</ul>\n") == said
    in_bold = rendered_within(
        f"- **{inline(text)}** (x)", "<ul>\n<li><strong>", "</strong> (x)</li>\n</ul>\n"
    )
    assert in_bold == said
    linked = rendered_within(f"[{inline(text)}](index.md)", '<p><a href="index.md">', "</a></p>\n")
    assert linked == said


@given(TEXTS.filter(one_line), TEXTS)
def test_table_cells_keep_to_themselves(first: str, second: str) -> None:
    page = RENDERER.render(table(("A", "B"), [(inline(first), inline(second))]))
    cells = [part.partition("</td>")[0] for part in page.split("<td>")[1:]]
    assert [html.unescape(cell) for cell in cells] == [one_line(first), one_line(second)]


@given(TEXTS, st.text())
def test_front_matter_is_yaml_that_gives_the_values_back(first: str, second: str) -> None:
    block = front_matter({"a": first, "b": [second, 0.5], "c": None, "d": True})
    first_line, *_, last_line = block.split("\n")
    assert (first_line, last_line) == ("---", "---")
    assert yaml.safe_load(block.strip("-")) == {
        "a": one_line(first),
        "b": [one_line(second), 0.5],
        "c": None,
        "d": True,
    }


def test_web_addresses_do_not_become_links() -> None:
    assert inline("see http://a.b and www.c.d") == "see http:\\//a.b and www\\.c.d"


def test_ordinary_speech_stays_readable() -> None:
    said = "Well, I don't know (yet) - it's 20% off, \"they\" say! Right?"
    assert inline(said) == said
