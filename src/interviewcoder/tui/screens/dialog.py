"""What dialogs have in common: a frame, a line for trouble, Escape to leave; what was typed stays on trouble."""

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static, TextArea

from ...domain.conflict import EditConflict, Seen
from ...domain.errors import StudyError
from ...domain.text import one_line, visible
from ..widgets.cycle_field import CycleField
from ..widgets.theirs import Theirs
from ..work import StudyWork
from .layered import Overlay

if TYPE_CHECKING:
    from ...study import Study

R = TypeVar("R")
T = TypeVar("T")


class Dialog(StudyWork, Overlay[R]):
    """A dialog over a mode; dismissed with None it did nothing."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Close", show=False, id="dialog.close"),
        Binding("f1,question_mark", "help", "Help", show=False, id="dialog.help"),
        Binding("ctrl+g", "app.jump", "Jump", show=False, id="dialog.jump"),
    ]

    TITLE_TEXT: ClassVar[str] = ""
    TALL: ClassVar[bool] = False
    WRITTEN: ClassVar[str] = ""
    """A selector of the fields whose typing is given up at the second Escape only."""
    SAVED_BY: ClassVar[str] = "Ctrl+S"

    def __init__(self, title: str = "", *, hint: str = "Enter: done   Esc: leave it") -> None:
        super().__init__()
        self._dialog_title = title or self.TITLE_TEXT
        self._hint = self._said = hint
        self.seen: Seen = {}
        self._saving = False
        self._focused_before: Widget | None = None
        self._fields_began: Mapping[str, str] = {}
        self._asked_of: Mapping[str, str] | None = None

    def compose(self) -> ComposeResult:
        """The frame around the dialog's own parts."""
        with Vertical(id="dialog", classes="tall" if self.TALL else "") as frame:
            frame.border_title = Content(one_line(self._dialog_title, 60))
            yield from self.parts()
            yield Theirs(id="theirs")
            yield Static(id="trouble")
            if self._hint:
                yield Static(Content(self._hint), classes="hint", id="hint")

    def parts(self) -> Iterable[Widget]:
        """The widgets of the dialog."""
        raise NotImplementedError

    def say(self, hint: str) -> None:
        """Show another hint."""
        self._said = hint
        self._show_hint(hint)

    def _show_hint(self, hint: str) -> None:
        self.query_one("#hint", Static).update(Content(visible(hint)))

    def show_trouble(self, error: StudyError) -> None:
        """Say in the dialog what is wrong and what helps."""
        trouble = self.query_one("#trouble", Static)
        trouble.update(Content(visible(str(error))))
        trouble.add_class("-shown")

    def clear_trouble(self) -> None:
        """Take the last trouble away."""
        self.query_one("#trouble", Static).remove_class("-shown")

    def warn(self, warnings: Iterable[str]) -> None:
        """Show what to mind of a file that was written, long enough to be read."""
        for warning in warnings:
            self.app.notify(warning, severity="warning", timeout=15)

    def attempt(self, verb: Callable[["Study"], T], done: Callable[[T], None]) -> None:
        """Change the study; on trouble the dialog stays as it is and tells of it."""
        self.clear_trouble()
        self.change(verb, done, self.show_trouble)

    # -- Saving what was typed -------------------------------------------------------------------------------

    def save(
        self,
        verb: Callable[["Study", Seen], T],
        done: Callable[[T], None],
        *,
        anew: Callable[["Study"], T] | None = None,
        refused: Callable[[StudyError], None] | None = None,
    ) -> None:
        """Save what was typed over what was `seen`; until it is on disk the dialog can be neither left nor changed.

        On trouble it stays as it is and tells of it. Where another changed the same meanwhile, both texts are shown,
        and the user says what becomes of them.

        Args:
            verb: writes; is given what was seen.
            done: gets its result.
            anew: writes what was typed as a thing of its own, where the thing itself is gone.
            refused: gets an error other than a conflict; by default it is shown as trouble.
        """
        if self._saving:
            return
        self._begin_saving()
        seen = dict(self.seen)

        def kept(result: T) -> None:
            self._end_saving()
            done(result)

        def not_kept(error: StudyError) -> None:
            self._end_saving()
            if isinstance(error, EditConflict):
                again = partial(self.save, verb, done, anew=anew, refused=refused)
                as_new = partial(self._save_anew, anew, done) if anew else None
                self._ask_about(error, again, as_new)
            else:
                (refused or self.show_trouble)(error)

        self.change(lambda study: verb(study, seen), kept, not_kept)

    def _save_anew(self, anew: Callable[["Study"], T], done: Callable[[T], None]) -> None:
        self.save(lambda study, _: anew(study), done)

    def _ask_about(
        self, conflict: EditConflict, again: Callable[[], None], as_new: Callable[[], None] | None
    ) -> None:
        from .conflict import Answer, ConflictDialog

        self.show_trouble(conflict)

        def answered(answer: Answer | None) -> None:
            # Both texts were on show: from now on only what is changed after this is news.
            self.seen = {**self.seen, **conflict.now}
            match answer:
                case Answer.MINE if conflict.gone and as_new is not None:
                    as_new()
                case Answer.MINE:
                    again()
                case Answer.THEIRS if conflict.gone:
                    self.give_up()
                case Answer.THEIRS:
                    self.clear_trouble()
                    self._take_theirs(conflict.now)
                case _:
                    self.query_one("#theirs", Theirs).show(conflict)
                    if not conflict.gone:
                        self.clear_trouble()
                        self.say(f"{self.SAVED_BY}: save yours over it   Esc: leave it")

        can_keep = not conflict.gone or as_new is not None
        self.app.push_screen(ConflictDialog(conflict, can_keep=can_keep), answered)

    def give_up(self) -> None:
        """Leave what was typed, for what it is about is gone."""
        self.dismiss(None)

    def _take_theirs(self, values: Seen) -> None:
        before = self._typing()
        self.fill(values)
        taken = {field: text for field, text in self._typing().items() if text != before[field]}
        self._fields_began = {**self._fields_began, **taken}

    def fill(self, values: Seen) -> None:
        """Put what is in the study into the fields of those names."""
        raise NotImplementedError

    def _begin_saving(self) -> None:
        self.clear_trouble()
        self._saving = True
        self._focused_before = self.focused
        self.query_one("#dialog").disabled = True

    def _end_saving(self) -> None:
        self._saving = False
        self.query_one("#dialog").disabled = False
        if self._focused_before is not None:
            self._focused_before.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While it saves nothing else is meant by keys: a dialog that was left could not tell that it failed."""
        return not self._saving

    def action_help(self) -> None:
        """Show the keys of the dialog, and those of the field or list with the focus."""
        from .help import HelpDialog, keys_of

        here = [*keys_of(self), *keys_of(self.focused)]
        self.app.push_screen(HelpDialog("", here, self._said))

    def study_changed(self) -> None:
        """Somebody changed the study; a dialog that shows a part of it loads it anew."""

    # -- Leaving ---------------------------------------------------------------------------------------------

    def on_mount(self) -> None:
        """Remember what the fields begin as."""
        self.begin_writing()

    def begin_writing(self) -> None:
        """What is in the fields now is in the study, or is nothing yet: it can be left."""
        self._fields_began, self._asked_of = self._typing(), None

    def _typing(self) -> Mapping[str, str]:
        if not self.WRITTEN:
            return {}
        return {field.id or "": _text_in(field) for field in self.query(self.WRITTEN)}

    @property
    def unsaved(self) -> bool:
        """Whether anything was typed that is not what was there."""
        return self._typing() != self._fields_began

    def action_cancel(self) -> None:
        """Leave without doing anything; what was typed is given up at the second press only."""
        written = self._typing()
        if self.unsaved and written != self._asked_of:
            self._asked_of = written
            self._show_hint(f"This is not saved. {self.SAVED_BY}: save   Esc again: give it up")
        else:
            self.leave()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _write_on(self) -> None:
        """More was typed: ask again before it is given up."""
        if self._asked_of not in (None, self._typing()):
            self._asked_of = None
            self._show_hint(self._said)

    def leave(self) -> None:
        """Give up what was typed."""
        self.dismiss(None)


def _text_in(field: Widget) -> str:
    match field:
        case TextArea():
            return field.text
        case Input():
            return field.value
        case CycleField():
            return field.value or ""
    raise TypeError(f"{type(field).__name__} is no field for typing.")
