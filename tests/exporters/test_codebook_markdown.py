"""The codebook as a page: the tree, what codes mean, how often they are used, and what they look like."""

from dataclasses import replace

from markdown_it import MarkdownIt

from interviewcoder.domain.codebook import Code, in_tree_order
from interviewcoder.domain.coding import Polarity, Span
from interviewcoder.domain.kinds import Kind
from interviewcoder.exporters.codebook import CodebookContent
from interviewcoder.exporters.codebook_markdown import codebook_markdown

from .persona_examples import HOSTILE
from .transcript_examples import coding

CODES = (
    Code(1, "1", "Needs", Kind.NEED, None, "#e69f00", codings=3, participants=2),
    Code(
        2,
        "2",
        "Price anxiety",
        Kind.PAIN,
        1,
        "#e69f00",
        "Worry.\nAbout money.",
        "When it is feared.",
        "When it is named.",
        codings=1,
        participants=1,
    ),
    Code(3, "3", "Unused", Kind.VALUE, None, "#e69f00", position=1),
)


def said(text: str, **changes: object):
    return replace(coding(1, Span(0, 5)), text=text, participant="Ana", start_ms=62_000, **changes)


def test_an_example() -> None:
    quotes = {2: [said("I fear\nthe bill."), said("No.", polarity=Polarity.AGAINST)]}
    page = codebook_markdown(CodebookContent("Pilot", in_tree_order(CODES), quotes))
    assert page.startswith(
        "# Codebook: Pilot\n\n3 codes on 4 codings.\n\n- **Needs** (need): 3\n  - **"
    )
    assert (
        "### Price anxiety\n\n*Pain*, under **Needs**. 1 coding of 1 participant.\n\n"
        "Worry.\\\nAbout money.\n\n**When to use it:** When it is feared.\n\n"
        "**When not:** When it is named.\n\n"
        "> “I fear the bill.”\\\n> — Ana, interview\\_01, 1:02\n\n> “No.”\\\n> — Ana, interview\\_01, 1:02 "
        "(speaks against Needs)"
    ) in page
    assert "## Unused\n\n*Value*. Not used yet." in page


def test_an_empty_codebook() -> None:
    assert "There are no codes yet." in codebook_markdown(CodebookContent("Pilot", ()))


def test_thousands_of_levels_stay_a_page() -> None:
    deep = [Code(n, str(n), f"C{n}", Kind.NEED, n - 1 or None, "#e69f00") for n in range(1, 2001)]
    page = codebook_markdown(CodebookContent("Pilot", in_tree_order(deep)))
    assert "\n###### C2000\n" in page
    assert len(page) < 500_000


def test_hostile_text_makes_no_markup() -> None:
    code = replace(CODES[0], name=HOSTILE, definition=HOSTILE, include=HOSTILE, exclude=HOSTILE)
    quote = replace(said(HOSTILE), source=HOSTILE, code=HOSTILE)
    page = codebook_markdown(CodebookContent(HOSTILE, in_tree_order([code]), {1: [quote]}))
    tokens = MarkdownIt("commonmark", {"html": True}).enable("table").parse(page)
    kinds = {one.type for token in tokens for one in (token, *(token.children or ()))}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline", "hr"}
