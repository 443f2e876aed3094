"""The dialog with the memos on one thing: read, write, edit, remove."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.conflict import Seen
from ...domain.memo import Memo, MemoTarget
from ...domain.text import one_line, visible
from ..labels import SOFT, moment
from ..widgets.listing import Listing, Row
from ..widgets.quote_block import ruled, spaced, stacked
from ..widgets.theirs import Theirs
from .dialog import Dialog
from .taking_back import redo, undo
from .writing import WritingField

if TYPE_CHECKING:
    from ...domain.journal import JournalEntry
    from ...study import Study

_READING = "a: add   e: edit   d: remove   z: undo   Esc: close"
_WRITING = "Ctrl+S: save   Esc: leave it"
_LINES_SHOWN = 40


class MemosDialog(Dialog[None]):
    """Lists the memos on a thing. A memo is written in a field below them, which appears when it is needed.

    Args:
        target: what sort of thing it is.
        target_guid: which one; None for the study itself.
        title: the thing's name.
    """

    TALL = True
    WRITTEN = "#writing"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,n", "add", "Add", id="memos.add"),
        Binding("e", "edit", "Edit", id="memos.edit"),
        Binding("d,delete", "remove", "Remove", id="memos.remove"),
        Binding("z,ctrl+z", "undo", "Undo", id="memos.undo"),
        Binding("Z,ctrl+y", "redo", "Redo", id="memos.redo"),
        Binding("ctrl+s", "save", "Save", priority=True, id="memos.save"),
    ]
    DEFAULT_CSS = """
    MemosDialog {
        #writing { display: none; }
        #what { display: none; }
        &.-writing #writing { display: block; }
        &.-writing #what { display: block; }
        &.-writing.-short #memos { display: none; }
    }
    """

    def __init__(self, target: MemoTarget, target_guid: str | None, title: str) -> None:
        super().__init__(f"Memos on {one_line(title, 48)}", hint=_READING)
        self._target = target
        self._target_guid = target_guid or ""
        self._edited: Memo | None = None
        self._loaded = False

    def parts(self) -> Iterable[Widget]:
        """The memos and the field."""
        listing = Listing(id="memos", empty="Nothing is written yet. a adds a memo.")
        listing.styles.height = "1fr"
        yield listing
        yield Static(id="what", classes="label")
        yield WritingField(id="writing")

    def on_mount(self) -> None:
        """Load the memos."""
        self._load()

    def study_changed(self) -> None:
        """Show what others wrote."""
        self._load()

    def _load(self) -> None:
        target, guid = self._target, self._target_guid
        self.ask(lambda study: study.memos.list(target, guid), self._show, group="memos")

    def _show(self, memos: list[Memo]) -> None:
        listing = self.query_one(Listing)
        newest_first = list(reversed(memos))
        listing.fill(spaced(_memo_row(memo) for memo in newest_first)[1:])
        if not self._loaded:
            self._loaded = True
            if not memos:
                self.action_add()

    @property
    def _memo(self) -> Memo | None:
        row = self.query_one(Listing).row
        return row.value if row is not None and isinstance(row.value, Memo) else None

    @property
    def _writing(self) -> bool:
        return self.has_class("-writing")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While something is written only saving and leaving are meant by keys."""
        if not super().check_action(action, parameters):
            return False
        if action == "save":
            return self._writing
        if action in {"add", "edit", "remove", "undo", "redo"}:
            return not self._writing
        return True

    # -- Writing ---------------------------------------------------------------------------------------------

    def action_add(self) -> None:
        """Write a new memo."""
        self._write(None, "New memo")

    def action_edit(self) -> None:
        """Change the highlighted memo."""
        memo = self._memo
        if memo is not None:
            self._write(memo, f"Edit the memo of {moment(memo.created_at)}")

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Enter edits."""
        message.stop()
        self.action_edit()

    def _write(self, memo: Memo | None, what: str) -> None:
        self._edited = memo
        self.seen = {"text": memo.text} if memo else {}
        self.clear_trouble()
        field = self.query_one(WritingField)
        field.begin(memo.text if memo else "")
        self.begin_writing()
        self.query_one("#what", Static).update(Content(what))
        self.add_class("-writing")
        self.say(_WRITING)
        field.focus()
        self.refresh_bindings()

    def action_save(self) -> None:
        """Save; on trouble the text stays."""
        text, memo = self.query_one(WritingField).text, self._edited
        target, guid = self._target, self._target_guid

        def add(study: "Study") -> None:
            study.memos.write(target, guid, text)

        def write(study: "Study", seen: Seen) -> None:
            if memo is None:
                add(study)
            else:
                study.memos.edit(memo.id, text, seen=seen)

        self.save(write, self._changed, anew=add)

    def fill(self, values: Seen) -> None:
        """Take their words."""
        self.query_one(WritingField).begin(str(values["text"]))

    def give_up(self) -> None:
        """Leave what was typed on a memo that is gone."""
        self._changed(None)

    def _changed(self, _: object) -> None:
        self._stop_writing()
        self._load()

    def _stop_writing(self) -> None:
        self.remove_class("-writing")
        self.query_one(Theirs).hide()
        self.clear_trouble()
        self.say(_READING)
        self.query_one(Listing).focus()
        self.refresh_bindings()

    @property
    def unsaved(self) -> bool:
        """Whether a memo is being written that differs from what was there."""
        return self._writing and super().unsaved

    def leave(self) -> None:
        """Leave the field, then the dialog."""
        if self._writing:
            self._stop_writing()
        else:
            super().leave()

    # -- Removing --------------------------------------------------------------------------------------------

    def action_remove(self) -> None:
        """Take the highlighted memo away; undo brings it back."""
        memo = self._memo
        if memo is not None:
            memo_id, seen = memo.id, {"text": memo.text}
            self.attempt(lambda study: study.memos.remove(memo_id, seen=seen), self._removed)

    def _removed(self, _: None) -> None:
        self.notify("The memo is removed; z brings it back.")
        self._load()

    def action_undo(self) -> None:
        """Take the last change back."""
        self.clear_trouble()
        undo(self, self._undone, self.show_trouble)

    def action_redo(self) -> None:
        """Put back what was undone."""
        self.clear_trouble()
        redo(self, self._redone, self.show_trouble)

    def _undone(self, entry: "JournalEntry") -> None:
        self._tell("Undone", entry)

    def _redone(self, entry: "JournalEntry") -> None:
        self._tell("Redone", entry)

    def _tell(self, what: str, entry: "JournalEntry") -> None:
        self.notify(f"{what}: {entry.verb}, {entry.summary}")
        self._load()


def _memo_row(memo: Memo) -> Row:
    paragraphs = [Content(one_line(part, 4_000)) for part in visible(memo.text).split("\n")]
    by = Content.styled(f"{one_line(memo.coder, 40)}  ·  {moment(memo.created_at)}", SOFT)

    def draw(width: int) -> Content:
        lines = [line for part in paragraphs for line in ruled(part, width)][:_LINES_SHOWN]
        return stacked([*ruled(by, width, most=1), *lines])

    return Row(draw, memo, memo.guid, None)
