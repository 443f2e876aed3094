"""What is on screen until the study is open: the frame at once, then how far it is."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from shlex import quote
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from ...domain.errors import PassphraseError, StudyError
from ...domain.text import one_line, visible
from ..labels import moment
from ..messages import (
    OpeningFailed,
    OpeningProgressed,
    PassphraseAsked,
    StudyOpened,
    StudyPutBack,
)
from ..widgets.key_footer import KeyFooter
from ..widgets.top_bar import ModeTabs, TopBar
from .layered import Layered

if TYPE_CHECKING:
    from ...domain.passphrase import Passphrase
    from ...study import Study

_LINES = 12


class OpeningScreen(Layered[None]):
    """Opens a study in a worker after the first paint.

    Args:
        study_path: the study's file.
        demo: build the sample study if it is not there.
        coder: who tags.
        passphrase: what an encrypted study is opened with; it is asked for where there is none.
        put_back: the study while it is open, and a backup: it is closed, put back to that and opened again. On
            trouble it opens as it was.
        models: language to the model that is to find names in it.
    """

    DEFAULT_CSS = """
    OpeningScreen #progress {
        height: 1fr;
        content-align: center middle;
        text-align: center;
        color: $foreground 70%;
    }
    """

    def __init__(
        self,
        study_path: Path,
        *,
        demo: bool,
        coder: str | None,
        passphrase: "Passphrase | None" = None,
        put_back: "tuple[Study, Path] | None" = None,
        models: Mapping[str, str] | None = None,
    ) -> None:
        super().__init__()
        self._study_path = study_path
        self._demo = demo
        self._coder = coder
        self._passphrase = passphrase
        self._lines: list[str] = []
        self._putting_back = put_back
        self._models = models

    def compose(self) -> ComposeResult:
        """The frame of every mode."""
        yield TopBar(self._study_path.stem)
        yield ModeTabs("personas" if self._demo else "library")
        yield Static(Content("Opening the study…"), id="progress")
        yield KeyFooter()

    def on_mount(self) -> None:
        """Paint before anything else is loaded."""
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        self.run_worker(self._open, thread=True, group="open", exit_on_error=False)

    def _restore(self, study: "Study", backup: Path) -> None:
        from ...study.backups import restore

        study.close()
        try:
            done = restore(self._study_path, backup, self._passphrase)
        except StudyError as error:
            self.app.post_message(StudyPutBack("", error))
            return
        self.app.post_message(StudyPutBack(f"The study {' '.join(done.told)}"))

    def _open(self) -> None:
        try:
            study = self._opened()
            from ..habits import Habits, habits_file
            from ..study_looks import overview_of

            habits = Habits.read(habits_file(study.guid))
            self.app.post_message(StudyOpened(study, overview_of(study), habits, self._passphrase))
        except PassphraseError as error:
            self.post_message(PassphraseAsked(error))
        except StudyError as error:
            self.post_message(OpeningFailed(error, self._backups_told()))
        except Exception as error:
            from ..work import defect

            self.post_message(OpeningFailed(defect(error)))

    def _opened(self) -> "Study":
        if self._putting_back is not None:
            self._restore(*self._putting_back)
            self._putting_back = None
        if self._demo:
            from ...study.demo import build_demo

            for line in build_demo(self._study_path):
                self.post_message(OpeningProgressed(line))
        from ...study import Study

        return Study.open(
            self._study_path,
            coder=self._coder,
            passphrase=self._passphrase,
            models=self._models,
        )

    def _backups_told(self) -> str:
        """How many backups there are and when the newest was made; nothing where there is none."""
        from ...study.backups import backups_of

        with suppress(StudyError):
            backups = backups_of(self._study_path)
            if backups:
                newest = (
                    f"The newest backup is number {backups[0].number}, of {moment(backups[0].at)}."
                )
                return f"{newest} There are {len(backups)}." if len(backups) > 1 else newest
        return ""

    def on_passphrase_asked(self, message: PassphraseAsked) -> None:
        """Ask for the passphrase, again if there was one; without one only leaving is left."""
        from .passphrase_prompt import PassphrasePrompt

        def answered(words: "Passphrase | None") -> None:
            if words is None:
                self.app.exit()
                return
            self._passphrase = words
            self._begin()

        refused = message.error if self._passphrase is not None else None
        self.app.push_screen(PassphrasePrompt(self._study_path.name, refused), answered)

    def on_opening_progressed(self, message: OpeningProgressed) -> None:
        """Show the latest lines."""
        self._lines = [*self._lines, one_line(message.line, 100)][-_LINES:]
        self._say(Content("\n".join(["Opening the sample study…", "", *self._lines])))

    def on_opening_failed(self, message: OpeningFailed) -> None:
        """Say why it cannot be opened; only leaving is left."""
        error = message.error
        # Here the command is to be typed in a shell, later: with the study's name it can be copied.
        remedy = error.remedy.replace(" STUDY", f" {quote(str(self._study_path))}")
        self._say(
            Content.assemble(
                (visible(error.message), "bold $text-error"),
                "\n",
                visible(remedy),
                (f"\n\n{message.to_go_back_to}" if message.to_go_back_to else ""),
                "\n\n",
                ("Press q to leave.", "$foreground 60%"),
            )
        )

    def _say(self, content: Content) -> None:
        self.query_one("#progress", Static).update(content)
