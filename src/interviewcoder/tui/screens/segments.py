"""Segments: groups of people by their attributes, and how personas cut across them."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from ...domain.coding import Coding
from ...domain.segment import Cut, Segment, SegmentDraft, SegmentWarning
from ...domain.text import name_key, one_line
from ...domain.value_rules import value_rule
from ..commands import bindings
from ..keymap import SEGMENTS
from ..labels import SOFT
from ..messages import PassageAsked
from ..widgets.listing import Listing, Row, text_row
from ..widgets.paragraphs import heading
from ..widgets.persona_evidence import member_rows
from ..widgets.segment_answers import AnswerAsked, answers_rows
from ..widgets.segment_beginnings import beginning, no_personas
from ..widgets.segment_cut import ChosenCell, CutRow, asked_by, cut_rows
from ..widgets.segment_lines import entry_height, segment_entry
from ..widgets.segment_page import CellAsked, cell_rows, segment_rows, warnings_rows
from .page_trail import PageTrail, words_of
from .segment_work import SegmentWork
from .segments_read import SegmentsRead, read_segments

if TYPE_CHECKING:
    from ...study import Study

CUT, QUESTIONS, WARNINGS = "the cut", "closed questions", "warnings"
"""The keys of the pages that are not about one segment."""

Subject = CellAsked | str
"""What a page behind a page is about; a `str` is a participant's name."""


class SegmentsScreen(SegmentWork, PageTrail[SegmentsRead, Subject]):
    """The list of segments and pages beside the page of what is highlighted."""

    MODE = "segments"
    PAGE = "page"
    AUTO_FOCUS = "#segments"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(SEGMENTS),
        Binding("escape,backspace", "close_page", "Back", id="segments.close-page"),
        Binding("right,l", "go_right", "Page", show=False, id="segments.right"),
        Binding("left,h", "go_left", "Segments", show=False, id="segments.left"),
    ]
    CSS = """
    SegmentsScreen {
        #groups { width: 38; }
        #behind { width: 1fr; margin-left: 1; }
        &.-normal #groups { width: 27; }
        &.-narrow #panes { layout: vertical; }
        &.-narrow #groups { width: 1fr; height: 7; }
        &.-narrow #behind { margin-left: 0; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._read: SegmentsRead | None = None
        self._cut: Cut | None = None
        self._set: str | None = None
        self._shown: object = None
        self._cell = ChosenCell()
        self._wanted = ""

    def body(self) -> Iterable[Widget]:
        """The list and the page."""
        groups = Vertical(Listing(id="segments"), id="groups", classes="pane")
        groups.border_title = Content("Segments")
        behind = Vertical(Listing(id="page"), id="behind", classes="pane")
        yield Horizontal(groups, behind, id="panes")

    @property
    def _list(self) -> Listing:
        return self.query_one("#segments", Listing)

    @property
    def read(self) -> SegmentsRead | None:
        """What was read last."""
        return self._read

    @property
    def cut_set(self) -> str | None:
        """What the segments are about that the cut on show is of; None for all segments."""
        return self._set

    @property
    def segment(self) -> Segment | None:
        """The highlighted segment."""
        row = self._list.row
        return row.value if row is not None and isinstance(row.value, Segment) else None

    # -- What is on show -------------------------------------------------------------------------------------

    def fetch(self, study: "Study") -> SegmentsRead:
        """Everything but the cut, which takes longer."""
        return read_segments(study)

    def present(self, content: SegmentsRead) -> None:
        """Show the list and the page; count the cut."""
        self._read = content
        self._cut = None
        if self._set not in content.sets:
            self._set = next(iter(content.sets), None)
        self._count()
        self._fill_list()
        self._show_page()

    def _count(self) -> None:
        """Count the cut of one set, or of all segments together."""
        self._cut, wanted = None, self._set
        if self._read is not None and self._read.segments:
            self.ask(lambda study: study.segments.cut(wanted), self._counted, group="cut")

    def _counted(self, cut: Cut) -> None:
        self._cut = cut
        self._show_page()

    def _fill_list(self) -> None:
        """List the pages and the segments; closely where there is little room."""
        read = self._read
        if read is None:
            return
        warned = {name_key(one.segment) for one in read.warnings if one.segment}
        rows = [_page_row("The cut", CUT), _page_row("Closed questions", QUESTIONS)]
        if read.segments:
            rows.append(_page_row("Warnings", WARNINGS, len(read.warnings)))
            rows.append(heading("Groups of people"))
        height = entry_height(self._list.scrollable_content_region.width)
        rows += [
            Row(
                partial(segment_entry, segment, len(read.people), name_key(segment.name) in warned),
                segment,
                ("segment", segment.guid),
                height,
            )
            for segment in read.segments
        ]
        self._list.fill(rows)
        self._go_to_wanted()

    def on_resize(self) -> None:
        """Another width may leave more or less room."""
        self.call_after_refresh(self._fill_list)

    def show_segment(self, name: str) -> None:
        """Put the highlight on a segment, once it is in the list."""
        self._wanted = name_key(name)
        self._go_to_wanted()

    def _go_to_wanted(self) -> None:
        for row in self._list.rows:
            if isinstance(row.value, Segment) and name_key(row.value.name) == self._wanted:
                self._wanted = ""
                self._list.highlight_key(row.key)
                return

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Show the page of what has the highlight; move the cell with it in the table."""
        message.stop()
        if message.listing.id == "segments":
            if message.row.key != self._shown:
                self._trail = []
                self._show_page()
        elif not self._trail and self._shown == CUT:
            row = message.row.value if isinstance(message.row.value, CutRow) else None
            if row != self._cell.row:
                self._choose_cell(ChosenCell(row, self._cell.column))

    def _show_page(self, key: object = None) -> None:
        """Show what the trail leads to, with the highlight on the row of a key."""
        row, read = self._list.row, self._read
        if row is None or read is None:
            return
        if row.key != self._shown:
            # Another page is read from its top.
            self._page.fill(())
            self._shown = row.key
            self._cell = ChosenCell()
        if self._trail:
            self._show_behind(self._trail[-1][0], key)
        elif isinstance(row.value, Segment):
            self._put("Segment", self._segment_rows(read, row.value), key)
        elif row.key == QUESTIONS:
            known = {one.name: one for one in read.attributes}
            self._put("Closed questions", answers_rows(read.questions, known), key)
        elif row.key == WARNINGS:
            self._put("Warnings", warnings_rows(read.warnings), key)
        else:
            self._put(self._cut_title(read), self._cut_rows(read), key)

    def _segment_rows(self, read: SegmentsRead, segment: Segment) -> list[Row]:
        if self._cut is not None and segment.name not in self._cut.segments:
            self._set = read.set_of(segment.name)
            self._count()
        return segment_rows(
            segment,
            [read.people[one] for one in segment.members if one in read.people],
            len(read.people),
            [one for one in read.warnings if one.segment == segment.name],
            self._cut,
            read.home,
        )

    def _cut_title(self, read: SegmentsRead) -> str:
        if len(read.sets) < 2:
            return "The cut"
        return f"The cut: {one_line(self._set or 'all segments', 40)}  (t: next set)"

    def _cut_rows(self, read: SegmentsRead) -> list[Row]:
        if not read.segments:
            return [beginning(read.questions)]
        if not read.personas:
            return [no_personas()]
        if self._cut is None:
            return [text_row(Content.styled(" Counting…", SOFT))]
        return cut_rows(self._cut, self._cell)

    def _show_behind(self, subject: Subject, key: object) -> None:
        """Show the people in a cell, or one person's words."""
        read = self._read
        if isinstance(subject, CellAsked):
            if read is not None:
                self._put("People", self._people_rows(read, subject), key)
            return
        self._ask_behind(
            "Person",
            partial(words_of, name=subject),
            lambda found: member_rows(subject, *found),
            key,
            self._lost,
        )

    def _people_rows(self, read: SegmentsRead, asked: CellAsked) -> list[Row]:
        cut, cell, everyone = self._cut, None, 0.0
        if cut is not None and asked.persona in cut.personas:
            column = cut.personas.index(asked.persona)
            everyone = cut.persona_sizes[column] / cut.people if cut.people else 0.0
            if asked.segment in cut.segments:
                cell = cut.cells[cut.segments.index(asked.segment)][column]
        return cell_rows(asked, read.people_in(asked), cell, everyone)

    # -- Opening ---------------------------------------------------------------------------------------------

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open what was chosen: a page, the people in a cell, a person's words, a place in a source."""
        message.stop()
        if message.listing.id == "segments":
            self._page.focus()
            return
        match message.row.value:
            case CutRow() as row:
                asked = (
                    asked_by(self._cut, ChosenCell(row, self._cell.column)) if self._cut else None
                )
                if asked is not None:
                    self._open(asked, message.row.key)
            case CellAsked() | str() as subject:
                self._open(subject, message.row.key)
            case AnswerAsked() as answer:
                self._make_of(answer)
            case SegmentWarning(segment=name) if name:
                self.show_segment(name)
            case Coding(source_id=source_id, span=span):
                self.post_message(PassageAsked(source_id, span))

    def _make_of(self, answer: AnswerAsked) -> None:
        """Write a segment of those who gave an answer."""
        attributes = self._read.attributes if self._read else ()
        for attribute in attributes:
            if attribute.name == answer.attribute:
                name = f"{answer.attribute}: {answer.value}"
                self.write_segment(SegmentDraft(name, value_rule(attribute, answer.value)))

    def action_go_right(self) -> None:
        """From the list to the page; in the table, to the next cell."""
        if self._list.has_focus:
            self._page.focus()
        else:
            self._move_cell(1)

    def action_go_left(self) -> None:
        """In the table, to the cell before; else from the page to the list."""
        if not self._move_cell(-1):
            self._list.focus()

    def _move_cell(self, direction: int) -> bool:
        """Go to another column of the table; False when the highlight is not on it or there is none."""
        column = self._cell.column + direction
        if self._trail or self._cell.row is None or self._cut is None or column < 0:
            return False
        self._choose_cell(ChosenCell(self._cell.row, min(column, len(self._cut.personas) - 1)))
        return True

    def _choose_cell(self, cell: ChosenCell) -> None:
        self._cell = cell
        if self._cut is not None:
            self._page.fill(cut_rows(self._cut, cell))

    def action_next_set(self) -> None:
        """Cut by the next set of segments; after the last one, by all of them together."""
        sets = list(self._read.sets) if self._read else []
        if len(sets) < 2:
            self.notify("All segments are about the same attribute: there is one set.")
            return
        order: list[str | None] = [*sets, None]
        self._set = order[(order.index(self._set) + 1) % len(order)]
        self._cell = ChosenCell()
        self._count()
        self._trail = []
        self._list.highlight_key(CUT)
        self._show_page()

    def action_show_cut(self) -> None:
        """Go to the table, or to the list when it is on show."""
        self._trail = []
        self._list.highlight_key(CUT)
        self._show_page()
        self._page.focus()


def _page_row(title: str, key: str, count: int | None = None) -> Row:
    number = "" if count is None else f"  {count}"
    style = "bold $warning" if count else SOFT
    return Row(
        lambda _: Content.assemble(" ", (title, "bold"), (number, style)), key=key, value=key
    )
