"""What the modes' screens have in common: the frame, and loading what they show in a worker."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar

from textual.app import ComposeResult
from textual.widget import Widget

from ..last_rows import begin_with_rows
from ..messages import Overview
from ..widgets.key_footer import KeyFooter
from ..widgets.top_bar import ModeTabs, TopBar
from ..work import StudyWork
from .layered import Layered

if TYPE_CHECKING:
    from ...study import Study

S = TypeVar("S")


class ModeScreen(StudyWork, Layered[None], Generic[S]):
    """A mode. `fetch` reads the study in a thread; `present` puts what it read on the screen."""

    MODE: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._shown_revision: int | None = None

    def compose(self) -> ComposeResult:
        """The frame around the mode's own body."""
        yield TopBar(self.coder_app.study_path.stem)
        yield ModeTabs(self.MODE)
        yield from self.body()
        yield KeyFooter()

    def body(self) -> Iterable[Widget]:
        """The widgets between the tabs and the footer."""
        raise NotImplementedError

    def fetch(self, study: "Study") -> S:
        """What this mode shows, read from the study. Runs in a thread and touches no widget."""
        raise NotImplementedError

    def present(self, content: S) -> None:
        """Show what was fetched."""
        raise NotImplementedError

    def on_mount(self) -> None:
        """Follow the app's state."""
        begin_with_rows(self.coder_app.habits, self.MODE, self)
        self.watch(self.coder_app, "overview", self._show_overview)
        self.watch(self.coder_app, "coded", self._show_coded)
        self.watch(self.coder_app, "pending", self._show_pending)

    def _show_overview(self, overview: Overview | None) -> None:
        self.query_one(TopBar).overview = overview

    def _show_coded(self, share: float | None) -> None:
        self.query_one(TopBar).coded = share

    def _show_pending(self, pending: int) -> None:
        self.query_one(TopBar).pending = pending

    def on_screen_resume(self) -> None:
        """Load what changed while another mode was on show."""
        self.reload_if_changed()

    def reload_if_changed(self) -> None:
        """Load again if the study is not as it was when it was loaded."""
        overview = self.coder_app.overview
        if overview is not None and overview.revision != self._shown_revision and self.is_mounted:
            self._shown_revision = overview.revision
            self.reload()

    def reload(self) -> None:
        """Load again."""
        self.ask(self.fetch, self.present, group="load")

    def on_mode_tabs_asked(self, message: ModeTabs.Asked) -> None:
        """Switch to the mode that was clicked."""
        self.coder_app.show_mode(message.mode)
