"""The page of Markdown: brackets around excerpts, notes under turns, and nothing that a renderer would obey."""

from markdown_it import MarkdownIt

from interviewcoder.domain.coding import Span
from interviewcoder.domain.source import Role
from interviewcoder.domain.text import visible
from interviewcoder.exporters.coded_transcript import Shown
from interviewcoder.exporters.transcript_markdown import transcript_markdown

from .persona_examples import HOSTILE
from .transcript_examples import CODES, coding, laid_out, overlapping, source_text

RENDERER = MarkdownIt("commonmark", {"html": True}).enable("table")


def test_an_example() -> None:
    page = transcript_markdown(overlapping())
    assert (
        "**Ana** 0:01\\\n"
        "I ⟦²check ⟦³the price twice²⟧.\\\nThen³⟧ ⟦⁴once more.\n\n"
        "- ² **Price anxiety** pain · against · weight 80 · Maya\n"
        "  - Is this worry? Or thrift? (Tom, memo)\n"
        "- ³ **Needs** need · Tom\n"
        "- ⁴ **Habit** behaviour · Maya\n\n"
        "**Ana** 0:02\\\nIt is⁴⟧ a habit.\n\n"
        "- ⁴ **Habit** goes on\n"
    ) in page
    assert "| Needs › Price anxiety | pain | 2 |  |" in page
    assert "Pilot. 4 codings of 3 codes by Maya 3, Tom 1." in page


def test_hostile_text_makes_no_markup() -> None:
    text = source_text([(HOSTILE, Role.PARTICIPANT, HOSTILE)], name=HOSTILE, questions=[HOSTILE])
    shown = Shown(HOSTILE, CODES, chosen=HOSTILE)
    page = transcript_markdown(
        laid_out(text, coding(1, Span(3, 9), coder=HOSTILE), shown=shown, memo=HOSTILE)
    )
    tokens = RENDERER.parse(page)
    inner = [child for token in tokens for child in token.children or ()]
    kinds = {token.type for token in (*tokens, *inner)}
    assert not kinds & {"html_block", "html_inline", "link_open", "image", "code_inline", "hr"}
    words = "".join(child.content for child in inner if child.type == "text")
    assert visible(HOSTILE)[:40].replace("\n", "") in words
