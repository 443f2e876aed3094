"""What was done to the study, the newest first; the place to undo, to redo, and to go back to a point."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input

from ...domain.conflict import OthersChange
from ...domain.errors import StudyError
from ...domain.journal import EntryDetails, JournalEntry, Way
from ...domain.text import name_key, one_line
from ..commands import bindings
from ..keymap import HISTORY
from ..labels import counted, moment
from ..widgets.history_lines import (
    COLUMNS,
    Done,
    action_row,
    actions,
    detail_rows,
    fact_row,
    way_told,
)
from ..widgets.listing import Listing
from ..widgets.table_columns import table_heading
from .confirm import Confirm
from .dialog import Dialog
from .mode_screen import ModeScreen

if TYPE_CHECKING:
    from ...study import Study

_FIRST = 500
_TIMES = 8
"""So many entries are read at first, and so many times more whenever the end of them is reached."""

_NOTHING_DONE = "Nothing was done yet."
_NOTHING_FITS = "Nothing fits the filter. Esc takes it away."


@dataclass(frozen=True, slots=True)
class History:
    """What the screen shows."""

    entries: Sequence[JournalEntry]
    sources: Mapping[int, tuple[str, ...]]
    """By an entry's id: the names of the sources that it is about."""
    complete: bool


class HistoryScreen(ModeScreen[History]):
    """The journal."""

    MODE = "history"
    AUTO_FOCUS = "#entries"
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(HISTORY),
        Binding("escape,backspace", "clear_filter", "All", show=False, id="history.clear-filter"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._limit: int | None = _FIRST
        self._history = History((), {}, True)
        self._words = ""

    def body(self) -> Iterable[Widget]:
        """The filter and the list."""
        with Vertical():
            yield Input(placeholder="Who, what kind of change, a source, a date", id="filter")
            yield Listing(
                heading=lambda width: table_heading(COLUMNS, width),
                empty=_NOTHING_DONE,
                id="entries",
                classes="pane",
            )

    @property
    def _listing(self) -> Listing:
        return self.query_one("#entries", Listing)

    def fetch(self, study: "Study") -> History:
        """The newest entries, as many as were asked for."""
        limit = self._limit
        entries = study.journal.history(limit)
        complete = limit is None or len(entries) < limit
        return History(entries, study.journal.sources_of(entries), complete)

    def present(self, content: History) -> None:
        """Show them."""
        self._history = content
        self._show()

    def _show(self) -> None:
        history, listing = self._history, self._listing
        done = actions(history.entries, history.sources)
        words = name_key(self._words).split()
        shown = [one for one in done if one.fits(words)] if words else done
        number = counted(len(shown), "change")
        told = number if history.complete else f"the newest {number}; further down there are more"
        if words:
            told = f"{number} of {len(done):,}" + ("" if history.complete else ", more are read…")
        listing.border_title = Content(f"History: {told}")
        at_newest = not listing.highlighted
        listing.fill(
            [action_row(one) for one in shown], empty=_NOTHING_FITS if words else _NOTHING_DONE
        )
        if at_newest and shown:
            listing.highlighted = 0

    def on_listing_highlighted(self, message: Listing.Highlighted) -> None:
        """At the end of what was read, read more."""
        listing = message.listing
        at_end = bool(listing.rows) and listing.highlighted == len(listing.rows) - 1
        if at_end and not self._history.complete and self._limit is not None:
            self._limit *= _TIMES
            self._history = History(self._history.entries, self._history.sources, True)
            self.reload()

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Tell all of an action."""
        if isinstance(message.row.value, Done):
            self.app.push_screen(EntryDialog(message.row.value))

    # -- Filter ----------------------------------------------------------------------------------------------

    def action_filter(self) -> None:
        """Narrow the list by typing: who, kind of change, source. All of the history is read for it."""
        line = self.query_one("#filter", Input)
        line.add_class("-shown")
        line.focus()
        if not self._history.complete:
            self._limit = None
            self.reload()

    def on_input_changed(self, message: Input.Changed) -> None:
        """Filter while typing."""
        self._words = message.value
        self._show()

    def on_input_submitted(self) -> None:
        """Go to what was found."""
        self._listing.focus()
        if not self._words.strip():
            self.action_clear_filter()

    def action_clear_filter(self) -> None:
        """Show everything again."""
        line = self.query_one("#filter", Input)
        line.value = ""
        line.remove_class("-shown")
        self._listing.focus()
        # Enough is on show; what comes later is not to be read with all of the history each time.
        self._limit = self._limit or max(_FIRST, len(self._history.entries) + 1)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave Escape to the app when there is no filter."""
        if action == "clear_filter":
            return self.query_one("#filter", Input).has_class("-shown")
        return super().check_action(action, parameters)

    # -- Going to a point ------------------------------------------------------------------------------------

    def action_go_to(self) -> None:
        """Bring the study to where it was right after the highlighted change; first say what that means."""
        row = self._listing.row
        if row is None or not isinstance(row.value, Done):
            return
        entry = row.value.entry
        self.ask(
            lambda study: study.journal.way_to(entry.id),
            lambda way: self._ask_about(entry, way),
            group="way",
        )

    def _ask_about(self, entry: JournalEntry, way: Way) -> None:
        if not (way.back or way.forward):
            self.app.notify("The study is as it was right after this change.")
            return
        title = f"Go to {moment(entry.at)}, {one_line(entry.verb, 30)}"
        self.app.push_screen(
            Confirm(title, way_told(way), "go there"),
            lambda agreed: self._go(entry, way) if agreed else None,
        )

    def _go(self, entry: JournalEntry, way: Way) -> None:
        def gone(went: Way) -> None:
            number = counted(len(went.back) + len(went.forward), "change")
            self.app.notify(f"The study is as it was there: {number}. Z goes back again.")

        def not_gone(error: StudyError) -> None:
            if isinstance(error, OthersChange):
                # The preview tells of it as well, when it is asked for again.
                self.app.notify(error.message, severity="warning", timeout=9)
                self.action_go_to()
            else:
                self.coder_app.say_refused(error)

        self.change(lambda study: study.journal.undo_to(entry.id, way.newest), gone, not_gone)


class EntryDialog(Dialog[None]):
    """One action of the history in full: what it was, and what of the study was before and after.

    Args:
        done: the action.
    """

    TITLE_TEXT = "Change"
    TALL = True

    def __init__(self, done: Done) -> None:
        super().__init__(hint="↑ ↓: read on   Esc: close")
        self._done = done

    def parts(self) -> Iterable[Widget]:
        """What is known of it."""
        yield Listing(id="entry")

    def on_mount(self) -> None:
        """Fill it in; what was before and after comes when it is read."""
        self._show(None)
        entry = self._done.entry
        self.ask(lambda study: study.journal.details(entry.id), self._show, group="details")

    def _show(self, details: EntryDetails | None) -> None:
        done, entry = self._done, self._done.entry
        facts = [
            ("Change", one_line(entry.verb)),
            ("What", one_line(entry.summary, 2_000) or "not told"),
            ("When", moment(entry.at)),
            ("Who", one_line(entry.coder)),
            ("Sources", one_line(", ".join(done.sources), 400)),
            ("Rows", counted(done.rows, "row of the study", "rows of the study")),
            ("Together", f"{done.together:,} changes in one action; this is the last of them"),
            ("State", _state(entry)),
            ("Number", _number(entry)),
        ]
        left_out = {"Sources": not done.sources, "Together": done.together == 1}
        rows = [fact_row(*fact) for fact in facts if not left_out.get(fact[0])]
        if details is not None:
            rows += detail_rows(details)
        self.query_one(Listing).fill(rows)


def _state(entry: JournalEntry) -> str:
    if entry.undone:
        return "undone; the study is as if it had not been"
    if entry.for_good:
        return "for good; it cannot be undone"
    return "in force"


def _number(entry: JournalEntry) -> str:
    about = f", which is about {entry.refers_to}" if entry.refers_to else ""
    return f"{entry.id}{about}"
