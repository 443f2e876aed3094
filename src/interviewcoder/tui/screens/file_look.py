"""What looking at one file has in common: the whole screen, its keys in the footer, and changes that are not lost."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ...domain.imported import ImportOptions
from ...domain.preview import FilePreview
from ...domain.text import visible
from ..labels import counted
from ..widgets.key_footer import KeyFooter
from ..widgets.listing import Listing, text_row
from .dialog import Dialog


@dataclass(frozen=True, slots=True)
class Decided:
    """How a file is to be read."""

    options: ImportOptions
    alike: bool
    """Whether all files like it are to be read so."""


class FileLook(Dialog[Decided]):
    """Shows what a file would become. Dismissed with what was decided, None where nothing was changed.

    The keys of `keymap.LOOKING` come after those of what is in the file.

    Args:
        path: the file.
        options: how it would be read.
        found: what that makes of it.
    """

    PLACE: ClassVar[str] = ""
    """Its name in `keymap.DIALOGS`."""

    def __init__(self, path: Path, options: ImportOptions, found: FilePreview) -> None:
        super().__init__(path.name, hint="")
        self.path = path
        self.options = options
        self.found = found

    def compose(self) -> ComposeResult:
        """The frame, and the keys under it."""
        yield from super().compose()
        yield KeyFooter()

    def parts(self) -> Iterable[Widget]:
        """What kind of file it is, what is in it, and what that makes in sum."""
        yield Static(id="about")
        yield from self.contents()
        yield Static(id="sum")

    def contents(self) -> Iterable[Widget]:
        """The widgets that show what is in the file."""
        raise NotImplementedError

    @property
    def as_shown(self) -> ImportOptions:
        """How the file is read as things stand, with all that was found out."""
        raise NotImplementedError

    @property
    def changes(self) -> int:
        """How many changes would be lost."""
        raise NotImplementedError

    @property
    def inner_width(self) -> int:
        """Cells between the borders."""
        # Before the first layout the screen's width is all that is known.
        return self.query_one("#dialog").content_size.width or self.app.size.width - 4

    def show_changes(self) -> None:
        """Say in the frame how many changes there are, and what to do with them."""
        count = self.changes
        told = f"{counted(count, 'change')}: Enter uses them" if count else "Enter, Esc: back"
        self.query_one("#dialog").border_subtitle = Content(told)

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Enter uses it as it stands; a click does what is of use to a row."""
        message.stop()
        if message.clicked:
            self.row_clicked()
        else:
            self.action_use()

    def row_clicked(self) -> None:
        """The highlighted row was clicked."""

    def action_use(self) -> None:
        """Use it as it stands."""
        self.dismiss(Decided(self.as_shown, alike=False) if self.changes else None)

    def action_use_alike(self) -> None:
        """Use it as it stands for all files like this one."""
        self.dismiss(Decided(self.as_shown, alike=True))

    def action_warnings(self) -> None:
        """Show all that is to mind in the file."""
        from .report import ReportDialog

        found = self.found
        told = [line for line in (f"{found.error} {found.remedy}".strip(), *found.warnings) if line]
        rows = [text_row(Content(visible(line)), key=place) for place, line in enumerate(told)]
        sum_up = Content.styled(counted(len(rows), "warning"), "bold")
        self.app.push_screen(ReportDialog("What to mind", sum_up, rows, hint="Enter: close"))

    def action_help(self) -> None:
        """Show all keys."""
        from .help import HelpDialog

        self.app.push_screen(HelpDialog(self.PLACE))

    def action_cancel(self) -> None:
        """Leave it as it was; changes are given up only when that is said."""

        def leave() -> None:
            self.dismiss(None)

        self.unless_kept(self.changes, leave)

    def unless_kept(self, changes: int, give_up: Callable[[], None]) -> None:
        """Do what gives changes up, after asking where there are any."""
        from .confirm import Confirm

        if not changes:
            give_up()
            return

        def take(agreed: bool | None) -> None:
            if agreed:
                give_up()

        told = f"{counted(changes, 'change')} to how this file is read would be lost. Enter on its screen uses them."
        self.app.push_screen(Confirm("Give up the changes?", told, "give them up"), take)
