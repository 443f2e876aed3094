"""Every word of a source is on some row, in order, and positions and cells agree."""

import unicodedata

from hypothesis import example, given
from rich.cells import cell_len
from rich.style import Style
from textual.color import Color

from interviewcoder.domain.coding import Span
from interviewcoder.domain.source import SourceText
from interviewcoder.domain.text import visible
from interviewcoder.tui.widgets.graphemes import graphemes
from interviewcoder.tui.widgets.lanes import Lanes
from interviewcoder.tui.widgets.reading_colours import Palette
from interviewcoder.tui.widgets.reading_columns import columns
from interviewcoder.tui.widgets.reading_layout import Layout, Row
from interviewcoder.tui.widgets.reading_strips import Page, RowState
from interviewcoder.tui.widgets.runs import Runs

from .reading_examples import source_of, turns, widths

NOTHING = (0, 0)


def layout_of(shown: SourceText, width: int) -> Layout:
    return Layout(shown.text, shown.passages, columns(width, shown.passages))


def page_of(layout: Layout) -> Page:
    palette = Palette(Color(0, 0, 0), Color(255, 255, 255), Color(0, 0, 255))
    return Page(layout, (), Runs(()), Lanes((), layout.columns.lanes), palette)


def strip_text(page: Page, row: int) -> str:
    return page.strip(RowState(row, False, -1, NOTHING, NOTHING)).text


def inked(text: str) -> str:
    """What one can see of a text: no white space, nothing of zero width, none of the stand-ins for a missing base."""
    return "".join(c for c in visible(text) if not c.isspace() and cell_len(c) and c != "◌")


@given(turns, widths)
@example(["👩" + "\u200d👩" * 30], 20)
@example(["e" + "\u0301" * 30 + "x"], 20)
@example([" " * 200 + "a"], 20)
@example(["x" * 500, "", "y"], 33)
@example(["𝕏" * 300], 60)
@example(["あ" * 50 + "。" * 50], 31)
def test_every_visible_character_is_on_some_row_in_order(spoken, width):
    shown = source_of(*spoken)
    layout = layout_of(shown, width)
    page = page_of(layout)
    left = layout.columns.prose_left
    seen = ""
    for row in range(layout.row_count):
        text = strip_text(page, row)
        if layout.kinds[row] == Row.PROSE:
            seen += text[left:] if layout.columns.narrow else text[len_of_cells(text, left) :]
    assert inked(seen) == inked("".join(passage.text for passage in shown.passages))


def len_of_cells(text: str, cells: int) -> int:
    """How many characters of a text fill so many cells."""
    count = 0
    while cell_len(text[:count]) < cells:
        count += 1
    return count


@given(turns, widths)
def test_every_row_is_exactly_as_wide_as_the_view_and_safe_to_send(spoken, width):
    shown = source_of(*spoken, speakers=("Ann \x1b[2J[/b]", "你好" * 9), question="Why \u202e?")
    layout = layout_of(shown, width)
    page = page_of(layout)
    for row in range(layout.row_count):
        strip = page.strip(RowState(row, row % 2 == 0, -1, NOTHING, NOTHING))
        assert strip.cell_length == width == sum(cell_len(segment.text) for segment in strip)
        for character in strip.text:
            assert unicodedata.category(character) not in ("Cc", "Cs")
            assert not 0x202A <= ord(character) <= 0x202E
            assert not 0x2066 <= ord(character) <= 0x2069


@given(turns, widths)
def test_lines_cover_each_passage_and_nothing_else(spoken, width):
    layout = layout_of(source_of(*spoken), width)
    for index, passage in enumerate(layout.passages):
        at = passage.start
        for line in range(layout.first_lines[index], layout.first_lines[index + 1]):
            start, end = layout.line_span(line)
            assert start == at
            assert layout.passage_of_line(line) == index
            assert layout.line_near_row(layout.line_rows[line]) == line
            at = end
        assert at == passage.end


@given(turns, widths)
def test_a_position_is_found_again_at_its_cell(spoken, width):
    layout = layout_of(source_of(*spoken), width)
    for line in range(layout.line_count):
        start, end = layout.line_span(line)
        shown = layout.graphemes_of(line)
        cells = 0
        for grapheme in shown:
            if cells + grapheme.cells <= layout.columns.prose:
                assert layout.line_at(grapheme.start) == line
                assert layout.cell_of(grapheme.start) == cells
                for cell in range(cells, cells + grapheme.cells):
                    found = layout.position_at(line, cell)
                    assert found == min(grapheme.start, layout.last_position(line))
            cells += grapheme.cells
        assert start <= layout.position_at(line, 10_000) <= end


@given(turns)
def test_graphemes_cover_a_text_and_each_has_a_cell(spoken):
    text = "".join(spoken)
    at = 0
    for grapheme in graphemes(text, 0, len(text)):
        assert grapheme.start == at < grapheme.end
        assert grapheme.cells == cell_len(grapheme.shown) > 0
        at = grapheme.end
    assert at == len(text)


def test_words_stay_whole_where_they_fit():
    shown = source_of("one two three four five six seven eight nine ten " * 20)
    layout = layout_of(shown, 60)
    for line in range(layout.line_count):
        start, end = layout.line_span(line)
        assert end == len(shown.text) or shown.text[end - 1] == " "
        assert len(shown.text[start:end].rstrip()) <= layout.columns.prose


def test_speaker_and_time_stand_beside_the_words_or_above_them_where_it_is_narrow():
    shown = source_of("Why?", "Because I said so.")
    wide, narrow = layout_of(shown, 100), layout_of(shown, 50)
    assert [strip_text(page_of(wide), row).split() for row in range(wide.row_count)] == [
        ["0:00", "Ann", "Interviewer", "Why?"],
        [],
        ["1:01", "Bo", "Because", "I", "said", "so."],
    ]
    assert [strip_text(page_of(narrow), row).strip() for row in range(narrow.row_count)] == [
        "Ann Interviewer  0:00",
        "Why?",
        "",
        "Bo  1:01",
        "Because I said so.",
    ]


def test_a_question_stands_once_above_its_answers():
    shown = source_of("Cheap.", "Fast.", speakers=("R1", "R2"), question="What is good about it?")
    layout = layout_of(shown, 80)
    assert (
        sum("What is good" in strip_text(page_of(layout), row) for row in range(layout.row_count))
        == 1
    )


def test_the_rows_of_a_span_reach_over_passages():
    shown = source_of("First words.", "Second words.", "Third words.")
    layout = layout_of(shown, 80)
    assert layout.rows_of(Span(0, len(shown.text))) == (0, layout.row_count - 1)
    assert layout.rows_of(Span(0, 5)) == (0, 0)


def test_no_colour_is_told_where_there_is_none():
    palette = Palette(Color(0, 0, 0), Color(255, 255, 255), Color(0, 0, 255), terminal_colours=True)
    assert palette.base == Style()
