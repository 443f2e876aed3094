"""The app: the open study, who tags, the modes, and the theme. It paints first and opens the study afterwards."""

import gc
import signal
import sys
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.console import RenderableType
from rich.segment import Segments
from textual.app import SystemCommand
from textual.binding import BindingType
from textual.css.query import NoMatches
from textual.filter import LineFilter
from textual.notifications import SeverityLevel
from textual.reactive import reactive
from textual.screen import Screen

from ..domain.errors import StudyError
from ..domain.text import visible
from .change_queue import Change, ChangeQueue
from .commands import bindings
from .habits import Habits, habits_file
from .keymap import EVERY_MODE, EVERYWHERE, MODES, commands_of
from .messages import (
    BackupRefused,
    ChangeFinished,
    CodedCounted,
    ExcerptsAsked,
    Overview,
    PassageAsked,
    StudyLookedAt,
    StudyOpened,
    StudyPutBack,
)
from .parsed_once import ParsedOnce
from .safety import (
    LONGEST_LEAVING,
    ControlCharacters,
    crash_report,
    end_after,
    leave_on_signals,
    terminal_is_gone,
)
from .screens.opening import OpeningScreen
from .settled import Settled
from .study_looks import StudyLooks

if TYPE_CHECKING:
    from ..domain.journal import JournalEntry
    from ..domain.passphrase import Passphrase
    from ..study import Study
    from .screens.excerpts import ExcerptsScreen
    from .screens.mode_screen import ModeScreen
    from .screens.reading import ReadingScreen
    from .screens.search import SearchScreen

POLL_SECONDS = 1.0
"""How often to look whether someone else changed the study."""

BACKUP_SECONDS = 300.0
"""How often to look whether a backup is due."""


class InterviewCoderApp(Settled):
    """The screen of one study.

    Args:
        study_path: the study's file; it must exist unless `demo`.
        demo: build the sample study first if it is not there, and begin with its personas.
        coder: who tags; None leaves it to the study.
        passphrase: what an encrypted study is opened with; it is asked for where there is none.
    """

    TITLE = "interviewcoder"
    ENABLE_COMMAND_PALETTE = True
    BINDINGS: ClassVar[list[BindingType]] = [*bindings(EVERYWHERE)]
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-normal"), (110, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (23, "-high")]
    CSS_PATH = "app.tcss"

    overview: reactive[Overview | None] = reactive(None)
    """What is known of the study."""

    coded: reactive[float | None] = reactive(None)
    """The share of what participants say that is tagged."""

    pending: reactive[int] = reactive(0)
    """Changes that are not on disk yet."""

    def __init__(
        self,
        study_path: Path,
        *,
        demo: bool = False,
        coder: str | None = None,
        passphrase: "Passphrase | None" = None,
    ) -> None:
        super().__init__()
        self.stylesheet = ParsedOnce(variables=self.get_css_variables())
        self.study_path = study_path
        self.demo = demo
        self.coder = coder or self.own_settings.settings.coder
        self._passphrase = passphrase
        self.study: Study | None = None
        self.habits = Habits()
        self._control_characters = ControlCharacters()
        self._changes = ChangeQueue(self._begin_writing, self._change_finished)
        self._looks = StudyLooks(self)
        self._polling = False
        self._came_from: list[str] = []
        for mode in EVERY_MODE:
            self._add_mode(mode)

    def _add_mode(self, mode: str) -> None:
        self.add_mode(mode, cast("Callable[[], Screen[object]]", partial(_mode_screen, mode)))

    @property
    def suggesting(self) -> bool:
        """Whether suggestions may be made."""
        return self.own_settings.settings.suggestions

    # -- Opening and closing ---------------------------------------------------------------------------------

    def get_default_screen(self) -> Screen[None]:
        """What is on screen while the study opens."""
        return self.opening_screen(None)

    def opening_screen(self, put_back: "tuple[Study, Path] | None") -> OpeningScreen:
        """What opens the study, after putting it back to a backup where that is given."""
        return OpeningScreen(
            self.study_path,
            demo=self.demo,
            coder=self.coder,
            passphrase=self._passphrase,
            put_back=put_back,
            models=self.own_settings.settings.models,
        )

    def on_mount(self) -> None:
        """Leave the terminal clean when the system ends the program, and do not outlive the terminal."""
        for trouble in self.take_keys():
            self.say_refused(trouble)
        if not self.is_headless:
            leave_on_signals(lambda code: self.exit(return_code=code))
            self.set_interval(POLL_SECONDS, self._look_at_terminal)

    def _look_at_terminal(self) -> None:
        """Leave when the terminal is gone: Textual would read its end of file without a pause."""
        if terminal_is_gone():
            self.exit(return_code=128 + signal.SIGHUP)

    def on_study_opened(self, message: StudyOpened) -> None:
        """Show the study."""
        if not self.is_headless:
            # What the libraries made at import stays for good; walking through it again and again costs frames.
            gc.freeze()
            # A worker that reads the study gives way to a key after a millisecond, not after five.
            sys.setswitchinterval(0.001)
        self.study = message.study
        self.habits = message.habits
        self._passphrase = message.passphrase
        self.overview = message.overview
        self.title = visible(message.overview.name)
        message.study.backups.tell = self._tell_of_no_backup
        last = self.habits.mode if self.habits.mode in MODES else "library"
        self.show_mode("personas" if self.demo else last)
        if not self._polling:
            self._polling = True
            self.set_interval(POLL_SECONDS, self.look_at_study)
            self.set_interval(BACKUP_SECONDS, self.back_up)
        self.call_after_refresh(self.back_up)

    def _tell_of_no_backup(self, error: StudyError) -> None:
        """Called in a worker."""
        self.post_message(BackupRefused(error))

    def back_up(self) -> None:
        """Make a backup, in a worker, if one is due."""
        study = self.study
        if study is not None:
            self.run_worker(
                study.backups.make_if_due, thread=True, group="backup", exit_on_error=False
            )

    def on_backup_refused(self, message: BackupRefused) -> None:
        """Tell once that there are no backups now; the work goes on."""
        error = message.error
        self.notify(
            f"{error.message} {error.remedy}", title="No backup", severity="warning", timeout=15
        )

    def keep_habits(self) -> None:
        """Write down, in a worker, what changed in the habits; leaving does it too."""
        if self.study is not None:
            write = partial(self.habits.write, habits_file(self.study.guid))
            self.run_worker(write, thread=True, group="habits", exit_on_error=False)

    def on_unmount(self) -> None:
        """Close the study."""
        if self.study is not None:
            self.habits.write(habits_file(self.study.guid))
            self.study.close()
        if not self.is_headless and terminal_is_gone():
            # Textual waits for a thread that writes to the terminal, which ended when that could not be done.
            end_after(LONGEST_LEAVING, 128 + signal.SIGHUP)

    # -- The study's state -----------------------------------------------------------------------------------

    def look_at_study(self) -> None:
        """Find out, in a worker, whether the study changed."""
        self._looks.look()

    def on_study_looked_at(self, message: StudyLookedAt) -> None:
        """Take over what was seen."""
        self.overview = message.overview

    def watch_overview(self, overview: Overview | None) -> None:
        """Have the mode on show, and the dialogs over it, load what changed; count anew how much is tagged."""
        self._looks.count_coded()
        if overview is not None and self.current_mode in EVERY_MODE:
            from .screens.dialog import Dialog

            self.mode_screen.reload_if_changed()
            for screen in self.screen_stack[1:]:
                if isinstance(screen, Dialog) and screen.is_mounted:
                    screen.study_changed()

    def on_coded_counted(self, message: CodedCounted) -> None:
        """Show it."""
        self.coded = message.share

    @property
    def mode_screen(self) -> "ModeScreen[object]":
        """The current mode's own screen, under any dialog."""
        return cast("ModeScreen[object]", self.screen_stack[0])

    def queue_change(self, act: Change) -> None:
        """Run a change in a thread, after those before it."""
        self.pending += 1
        self._changes.add(act)

    def _begin_writing(self, make_changes: Callable[[], None]) -> None:
        self.run_worker(make_changes, thread=True, group="write", exit_on_error=False)

    def _change_finished(self) -> None:
        """Called in a worker."""
        self.post_message(ChangeFinished())

    def on_change_finished(self) -> None:
        """Load what the change left."""
        self.pending -= 1
        self.look_at_study()

    # -- Modes -----------------------------------------------------------------------------------------------

    def show_mode(self, mode: str, *, remember: bool = True) -> None:
        """Switch to a mode; Escape comes back when it is remembered."""
        current = self.current_mode
        if self.study is None or mode == current or len(self.screen_stack) > 1:
            return
        if remember and current in EVERY_MODE:
            self._came_from = [*self._came_from[-8:], current]
        self._remember_rows()
        self.habits.mode = mode
        self.switch_mode(mode)

    def _remember_rows(self) -> None:
        """Where the lists of the mode on show are."""
        if self.study is not None and self.current_mode in EVERY_MODE:
            from .last_rows import remember_rows

            remember_rows(self.habits, self.current_mode, self.mode_screen)

    def exit(self, *args: Any, **options: Any) -> None:
        """Leave; the next time begins where this one ended."""
        self._remember_rows()
        super().exit(*args, **options)

    def action_show_mode(self, mode: str) -> None:
        """Switch to a mode; to searching, with the cursor in its field."""
        self.show_mode(mode)
        if mode == "search" and self.current_mode == "search":
            cast("SearchScreen", self.mode_screen).action_edit_words()

    def action_leave_mode(self) -> None:
        """Go back to the mode from which this one was opened."""
        if self._came_from:
            self.show_mode(self._came_from.pop(), remember=False)

    def on_passage_asked(self, message: PassageAsked) -> None:
        """Open a source, at a place in it."""
        self.show_mode("reading")
        if self.current_mode == "reading":
            cast("ReadingScreen", self.mode_screen).open_source(
                message.source_id, message.span, message.words
            )

    def on_excerpts_asked(self, message: ExcerptsAsked) -> None:
        """Ask a query on the screen of excerpts."""
        self.show_mode("excerpts")
        if self.current_mode == "excerpts":
            screen = cast("ExcerptsScreen", self.mode_screen)
            screen.call_after_refresh(screen.ask_for, message.query)

    def watch_app_focus(self, focus: bool) -> None:
        """Have the keys go into a dialog that opened while another window of the desktop had them."""
        if focus and self.is_running:
            self.screen._update_auto_focus()

    # -- Commands --------------------------------------------------------------------------------------------

    def action_undo(self) -> None:
        """Take back the last change."""
        if self.study is not None:
            from .screens.taking_back import undo

            undo(self.mode_screen, partial(self._tell, "Undone"))

    def action_redo(self) -> None:
        """Put back what was undone."""
        if self.study is not None:
            from .screens.taking_back import redo

            redo(self.mode_screen, partial(self._tell, "Redone"))

    def _tell(self, what: str, entry: "JournalEntry") -> None:
        self.notify(f"{what}: {entry.verb}, {entry.summary}")

    def action_import_sources(self) -> None:
        """Import files."""
        if self.study is not None:
            from .screens.import_dialog import ImportDialog

            self.push_screen(ImportDialog())

    def action_study_memos(self) -> None:
        """Show the notes on the study."""
        if self.study is not None:
            from ..domain.memo import MemoTarget
            from .screens.memos import MemosDialog

            self.push_screen(MemosDialog(MemoTarget.STUDY, None, self.study.name))

    def action_backups(self) -> None:
        """Show the study's backups."""
        if self.study is not None:
            from .putting_back import put_back
            from .screens.backups_dialog import BackupsDialog

            self.push_screen(BackupsDialog(), partial(put_back, self))

    def forget_study(self) -> None:
        """Show nothing of the study any more; whoever has it closes it."""
        self.study = self.overview = None
        self._came_from = []

    async def make_modes_anew(self) -> None:
        """Have every mode begin as when the study was opened."""
        for mode in EVERY_MODE:
            await self.remove_mode(mode)
            self._add_mode(mode)

    def on_study_put_back(self, message: StudyPutBack) -> None:
        """Tell what became of it."""
        if message.error is not None:
            self.say_refused(message.error)
        else:
            self.notify(message.told, timeout=12)

    def action_doctor(self) -> None:
        """Look at the program, the terminal and the study."""
        if self.study is not None:
            from .screens.doctor import DoctorDialog

            self.push_screen(DoctorDialog())

    def action_copy_row(self) -> None:
        """Copy the highlighted row of the list with the focus."""
        from .copying import copied

        words = copied(self.screen.focused)
        if words is None:
            self.notify("There is no row here to copy.")
        else:
            self.copy_to_clipboard(words)

    def copy_to_clipboard(self, text: str) -> None:
        """Send text to the terminal's clipboard, and say how much of it."""
        from .copying import told_of, within_bounds

        super().copy_to_clipboard(within_bounds(text))
        self.notify(told_of(text))

    def action_jump(self) -> None:
        """Put letters on what can be gone to."""
        from .screens.jump import jump

        jump(self)

    def action_help(self) -> None:
        """Show all keys of the mode, and those of the widget with the focus."""
        from .screens.help import HelpDialog, keys_of

        self.push_screen(HelpDialog(self.current_mode, keys_of(self.screen.focused)))

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The palette: what the keys of this screen do, and the themes."""
        if self.current_mode in EVERY_MODE:
            for command in commands_of(self.current_mode):
                act = partial(self.run_action, command.action, self.mode_screen)
                yield SystemCommand(command.title, command.help, act)
            yield SystemCommand(
                "Doctor", "See whether all is well with program and study.", self.action_doctor
            )
        yield self.theme_command()

    # -- Untrusted text --------------------------------------------------------------------------------------

    def get_line_filters(self) -> Sequence[LineFilter]:
        """Textual's filters, and one that drops control characters."""
        return [*super().get_line_filters(), self._control_characters]

    def notify(
        self,
        message: str,
        *,
        title: str = "",
        severity: SeverityLevel = "information",
        timeout: float | None = None,
        markup: bool = False,
    ) -> None:
        """Show a notification; its words are never parsed as markup."""
        super().notify(
            visible(message)[:600],
            title=visible(title),
            severity=severity,
            timeout=timeout or (9 if severity == "error" else 4),
            markup=False,
        )

    def say_refused(self, error: StudyError) -> None:
        """Tell why something could not be done and what helps."""
        self.notify(
            error.remedy or error.message,
            title=error.message if error.remedy else "",
            severity="error",
        )

    def _handle_exception(self, error: Exception) -> None:
        """As Textual does, but for a screen that was about to open when the user left.

        Once the app is leaving, Textual composes nothing any more, and what looks for its parts finds none.
        """
        if not (self._exit and isinstance(error, NoMatches)):
            super()._handle_exception(error)

    def _fatal_error(self) -> None:
        """Leave after a defect; what is printed holds no interview text (Textual prints local variables)."""
        self.bell()
        report: RenderableType = crash_report(self._exception or sys.exc_info()[1])
        self._exit_renderables.append(Segments(self.console.render(report, self.console.options)))
        self._close_messages_no_wait()


def _mode_screen(mode: str) -> "ModeScreen[object]":
    """Import a mode's screen and make it."""
    from importlib import import_module

    module = import_module(f".screens.{mode}", __package__)
    return cast("ModeScreen[object]", getattr(module, f"{mode.capitalize()}Screen")())
