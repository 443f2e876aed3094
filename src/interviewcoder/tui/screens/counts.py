"""How often things are tagged, alone and together, and where: every number opens its excerpts."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget

from ...domain.coding import Coding
from ...domain.crosstab import Crosstab, Frequencies, Side
from ...domain.redaction import Redaction
from ...domain.source import Source
from ...domain.text import one_line
from ...domain.timeline import Counts, Timeline
from ..commands import bindings
from ..keymap import COUNTS
from ..labels import SOFT, counted, named
from ..messages import ExcerptsAsked, PassageAsked
from ..widgets.count_lines import frequency_rows, timeline_rows, told_where
from ..widgets.crosstab_table import Cell, crosstab_rows
from ..widgets.listing import Listing, Row, text_row
from ..widgets.paragraphs import heading
from ..widgets.persona_evidence import coding_row
from ..widgets.quote_block import spaced
from .page_trail import PageTrail
from .save_prompt import SavePrompt, Told
from .text_prompt import TextPrompt

if TYPE_CHECKING:
    from ...study import Study


@dataclass(frozen=True, slots=True)
class HowOften:
    """The frequencies of a side."""

    by: str


@dataclass(frozen=True, slots=True)
class Together:
    """The table of two sides; without columns, of codes that overlap."""

    rows: str
    columns: str = ""


@dataclass(frozen=True, slots=True)
class Along:
    """The codes along a source."""

    source_id: int
    name: str


Subject = HowOften | Together | Along


@dataclass(frozen=True, slots=True)
class CountsRead:
    """What can be looked at."""

    sides: Sequence[str]
    sources: Sequence[Source]


class CountsScreen(PageTrail[CountsRead, str]):
    """The list of what can be counted beside the page of what is highlighted; a page behind is about a query."""

    MODE = "counts"
    PAGE = "page"
    AUTO_FOCUS = "#subjects"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COUNTS),
        Binding("escape,backspace", "close_page", "Back", id="counts.close-page"),
        Binding("right,l", "go_right", "Page", show=False, id="counts.right"),
        Binding("left,h", "go_left", "List", show=False, id="counts.left"),
    ]
    CSS = """
    CountsScreen {
        #chosen { width: 32; }
        #behind { width: 1fr; margin-left: 1; }
        &.-normal #chosen { width: 24; }
        &.-narrow #panes { layout: vertical; }
        &.-narrow #chosen { width: 1fr; height: 6; }
        &.-narrow #behind { margin-left: 0; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._counts: Counts | None = None
        self._shown: Subject | None = None
        self._where = ""
        self._by_count = False
        self._cell = Cell(0, 0)

    def body(self) -> Iterable[Widget]:
        """The list and the page."""
        chosen = Vertical(Listing(id="subjects"), id="chosen", classes="pane")
        chosen.border_title = Content("Counts")
        yield Horizontal(
            chosen, Vertical(Listing(id="page"), id="behind", classes="pane"), id="panes"
        )

    @property
    def _list(self) -> Listing:
        return self.query_one("#subjects", Listing)

    # -- What is on show -------------------------------------------------------------------------------------

    def fetch(self, study: "Study") -> CountsRead:
        """What can be looked at."""
        return CountsRead(study.counts.sides(), study.sources.list())

    def present(self, content: CountsRead) -> None:
        """List it, and count anew what is on show."""
        self._list.fill(_subject_rows(content))
        self._count()

    def _count(self) -> None:
        row = self._list.row
        subject = row.value if row is not None else None
        if not isinstance(subject, HowOften | Together | Along):
            return
        if subject != self._shown:
            self._shown, self._cell = subject, Cell(0, 0)
            self._trail = []
            self._page.fill(())
        where = self._where or None
        self.ask(lambda study: _counted(study, subject, where), self._show_counts, group="count")

    def _show_counts(self, counts: Counts) -> None:
        self._counts = counts
        if self._trail:
            self._show_page()
        else:
            key = self._page.row.key if self._page.row else None
            self._show_page(key)

    def _show_page(self, key: object = None) -> None:
        """Show the counts, or the excerpts that a query finds."""
        if self._trail:
            query = self._trail[-1][0]
            self._ask_behind(
                "Excerpts",
                lambda study: study.codings.where(query),
                lambda found: _excerpt_rows(query, found),
                key,
            )
        elif self._counts is not None and self._shown is not None:
            self._put("", self._rows(self._counts), key)
            title = told_where(_title(self._shown), self._where)
            self.query_one("#behind").border_title = title

    def _rows(self, counts: Counts) -> list[Row]:
        match counts:
            case Frequencies():
                return frequency_rows(counts, by_count=self._by_count)
            case Crosstab() if counts.rows:
                self._cell = Cell(
                    min(self._cell.row, len(counts.rows) - 1),
                    min(self._cell.column, len(counts.columns) - 1),
                )
                return crosstab_rows(counts, self._cell)
            case Timeline() if counts.rows:
                return timeline_rows(counts)
        return [text_row(Content.styled(" Nothing is tagged here.", SOFT))]

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """Count what has the highlight; move the cell with it in a table."""
        message.stop()
        if message.listing.id == "subjects":
            if message.row.value != self._shown:
                self._count()
        elif not self._trail and isinstance(message.row.value, Cell):
            self._go_to(message.row.value)

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Open the excerpts behind a number, or an excerpt in its source."""
        message.stop()
        if message.listing.id == "subjects":
            self._page.focus()
            return
        match message.row.value:
            case str() as query:
                self._open(query, message.row.key)
            case Cell(row=row, column=column) if isinstance(self._counts, Crosstab):
                self._open(self._counts.query(row, column), message.row.key)
            case Coding(source_id=source_id, span=span):
                self.post_message(PassageAsked(source_id, span))

    # -- Commands --------------------------------------------------------------------------------------------

    def action_go_right(self) -> None:
        """From the list to the page; in a table, to the next cell."""
        if self._list.has_focus:
            self._page.focus()
        else:
            self._move_column(1)

    def action_go_left(self) -> None:
        """In a table, to the cell before; else from the page to the list."""
        if not self._move_column(-1):
            self._list.focus()

    def _move_column(self, direction: int) -> bool:
        """Go to another column; False where there is none."""
        row = self._page.row
        if self._trail or not isinstance(self._counts, Crosstab) or row is None:
            return False
        column = self._cell.column + direction
        if not isinstance(row.value, Cell) or column < 0:
            return False
        self._go_to(Cell(row.value.row, min(column, len(self._counts.columns) - 1)))
        return True

    def _go_to(self, cell: Cell) -> None:
        """Put the cursor on a cell; what it is on already is not drawn again."""
        if cell != self._cell and isinstance(self._counts, Crosstab):
            self._cell = cell
            self._page.fill(crosstab_rows(self._counts, cell))

    def action_show_excerpts(self) -> None:
        """Ask on the screen of excerpts for what is behind the number, or on the page."""
        query = self._trail[-1][0] if self._trail else self._query_here()
        if query:
            self.post_message(ExcerptsAsked(query))
        else:
            self.notify("Choose a number at the right.")

    def _query_here(self) -> str:
        row = self._page.row
        match row.value if row is not None else None:
            case str() as query:
                return query
            case Cell(row=line, column=column) if isinstance(self._counts, Crosstab):
                return self._counts.query(line, column)
        return ""

    def action_sort(self) -> None:
        """The most frequent first, or in the order of the study; from the first row on."""
        if self._trail or not isinstance(self._counts, Frequencies):
            self.notify("Only bars can be put in the order of their counts.")
            return
        self._by_count = not self._by_count
        self._show_page()
        self._page.action_edge(-1)

    def action_narrow(self) -> None:
        """Ask for a query, and count only what it is true of."""

        def verb(study: "Study", line: str) -> str:
            if line.strip():
                study.codings.where(line)
            return line.strip()

        def narrow(where: object) -> None:
            if isinstance(where, str):
                self._where = where
                self._trail = []
                self._count()

        label = "A query, such as region=North AND NOT kind:pain; nothing for all tags"
        self.app.push_screen(TextPrompt("Count only", label, verb, text=self._where), narrow)

    def action_export_counts(self) -> None:
        """Write what is on show to a file."""
        from ...study.exporting import endings

        counts = self._counts
        if counts is None or self._shown is None:
            return
        prompt = SavePrompt(
            "Export the counts",
            endings("counts"),
            self.coder_app.study_path.with_suffix(".counts.csv"),
            partial(_write, counts),
            "Exported",
        )
        self.app.push_screen(prompt)


def _write(
    counts: Counts, study: "Study", path: Path, redact: Collection[Redaction], told: Told
) -> Path:
    return study.counts.export_file(path, counts, redact=redact, told=told)


def _counted(study: "Study", subject: Subject, where: str | None) -> Counts:
    """Count. Reads the study: call it in a worker."""
    match subject:
        case HowOften(by=by):
            return study.counts.frequencies(by, where=where)
        case Together(rows=rows, columns=columns) if columns:
            return study.counts.matrix(rows, columns, where=where)
        case Together():
            return study.counts.cooccurrence(where=where)
        case Along(source_id=source_id):
            return study.counts.timeline(source_id, where=where)


def _title(subject: Subject) -> str:
    match subject:
        case HowOften(by=by):
            return f"By {one_line(by, 40)}"
        case Together(rows=rows, columns=columns) if columns:
            return f"{rows.capitalize()} by {one_line(columns, 40)}"
        case Together():
            return "Codes that overlap"
        case Along(name=name):
            return one_line(name, 60)


def _subject_rows(read: CountsRead) -> list[Row]:
    """The list: frequencies, tables, sources."""
    attributes = [side for side in read.sides if side not in set(Side)]
    tables = [
        Together(Side.CODE),
        *(Together(Side.CODE, side) for side in (Side.PARTICIPANT, Side.SEGMENT, *attributes)),
        *(Together(Side.KIND, side) for side in (Side.PARTICIPANT, Side.SEGMENT)),
    ]
    along = [Along(source.id, source.name) for source in read.sources]
    return [
        text_row(Content.styled("How often", "bold $primary"), selectable=False),
        *(_subject_row(HowOften(side)) for side in read.sides),
        heading("Together"),
        *map(_subject_row, tables),
        heading("Along a source"),
        *map(_subject_row, along),
    ]


def _subject_row(subject: Subject) -> Row:
    title = _title(subject)
    return Row(
        lambda width: Content.assemble(" ", named(title)).truncate(width, ellipsis=True),
        subject,
        subject,
    )


def _excerpt_rows(query: str, found: Sequence[Coding]) -> list[Row]:
    """The excerpts behind a number."""
    told = Content.assemble(
        " ", (counted(len(found), "excerpt"), "bold"), (f"  {one_line(query, 200)}", SOFT)
    )
    return [
        text_row(told, selectable=False),
        *spaced(coding_row(one, labelled=True) for one in found),
    ]
