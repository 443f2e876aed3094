"""What was done to the study, the newest first; the place to undo and redo."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget

from ...domain.journal import JournalEntry
from ...domain.text import one_line
from ..commands import bindings
from ..keymap import HISTORY
from ..labels import SOFT, counted, moment, named
from ..widgets.listing import Listing, Row
from ..widgets.table_columns import Column, table_heading, table_line
from .dialog import Dialog
from .mode_screen import ModeScreen

if TYPE_CHECKING:
    from ...study import Study

_FIRST = 500
_TIMES = 8
"""So many entries are read at first, and so many times more whenever the end of them is reached."""

_ROOMY = 76
"""From so many cells on, the change has a column of its own."""

_COLUMNS = (
    Column("When", 16),
    Column("Who", 14, least=84),
    Column("Change", 20, least=_ROOMY),
    Column("What"),
    Column("Rows", 6, right=True, least=64),
    Column("", 6, least=40),
)


class HistoryScreen(ModeScreen[list[JournalEntry]]):
    """The journal."""

    MODE = "history"
    AUTO_FOCUS = "#entries"
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(HISTORY)]

    def __init__(self) -> None:
        super().__init__()
        self._limit = _FIRST
        self._complete = False

    def body(self) -> Iterable[Widget]:
        """The list."""
        yield Listing(
            heading=lambda width: table_heading(_COLUMNS, width),
            empty="Nothing was done yet.",
            id="entries",
            classes="pane",
        )

    def fetch(self, study: "Study") -> list[JournalEntry]:
        """The newest entries, as many as were asked for."""
        return study.journal.history(self._limit)

    def present(self, content: list[JournalEntry]) -> None:
        """Show them."""
        self._complete = len(content) < self._limit
        listing = self.query_one(Listing)
        number = counted(len(content), "change")
        told = number if self._complete else f"the newest {number}; further down there are more"
        listing.border_title = Content(f"History: {told}")
        at_newest = not listing.highlighted
        listing.fill([_entry_row(entry) for entry in content])
        if at_newest and content:
            listing.highlighted = 0

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """At the end of what was read, read more."""
        listing = message.listing
        if not self._complete and listing.rows and listing.highlighted == len(listing.rows) - 1:
            self._limit *= _TIMES
            self._complete = True
            self.reload()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Tell all of an entry."""
        if isinstance(message.row.value, JournalEntry):
            self.app.push_screen(EntryDialog(message.row.value))


class EntryDialog(Dialog[None]):
    """One entry of the journal in full.

    Args:
        entry: the entry.
    """

    TITLE_TEXT = "Change"

    def __init__(self, entry: JournalEntry) -> None:
        super().__init__(hint="Esc: close")
        self._entry = entry

    def parts(self) -> Iterable[Widget]:
        """What is known of it."""
        yield Listing(id="entry")

    def on_mount(self) -> None:
        """Fill it in."""
        entry = self._entry
        facts = [
            ("Change", one_line(entry.verb)),
            ("What", one_line(entry.summary, 2_000) or "not told"),
            ("When", moment(entry.at)),
            ("Who", one_line(entry.coder)),
            ("Rows", counted(entry.changes, "row of the study", "rows of the study")),
            ("State", _state(entry)),
            ("Number", _number(entry)),
        ]
        self.query_one(Listing).fill([_fact_row(*fact) for fact in facts])


def _entry_row(entry: JournalEntry) -> Row:
    style = f"strike {SOFT}" if entry.undone else ""
    soft = style or SOFT

    def draw(width: int) -> Content:
        verb = named(entry.verb, style or "bold", 40)
        summary = named(entry.summary, style, 400)
        cells = [
            Content.styled(moment(entry.at), SOFT),
            named(entry.coder, soft, 40),
            verb,
            summary if width - 2 >= _ROOMY else Content.assemble(verb, "  ", summary),
            Content.styled(f"{entry.changes:,}" if entry.changes else "", SOFT),
            Content.styled(
                "undone" if entry.undone else "final" if entry.for_good else "", "$warning"
            ),
        ]
        return table_line(_COLUMNS, cells, width)

    return Row(draw, entry, entry.id)


def _fact_row(label: str, text: str) -> Row:
    def draw(width: int) -> Content:
        lines = Content(text).wrap(max(8, width - 9))
        heads = [Content.styled(label.ljust(9), SOFT), *[Content(" " * 9)] * (len(lines) - 1)]
        return Content("\n").join(head + line for head, line in zip(heads, lines, strict=True))

    return Row(draw, key=label, height=None)


def _state(entry: JournalEntry) -> str:
    if entry.undone:
        return "undone; the study is as if it had not been"
    if entry.for_good:
        return "for good; it cannot be undone"
    return "in force"


def _number(entry: JournalEntry) -> str:
    about = f", which is about {entry.refers_to}" if entry.refers_to else ""
    return f"{entry.id}{about}"
