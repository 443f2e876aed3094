"""The dialog with the study's backups: when, why and how large; make one now, or put the study back to one."""

from collections.abc import Iterable
from pathlib import Path
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget

from ...domain.backup import Backup
from ..labels import SOFT, moment
from ..widgets.listing import Listing, Row
from ..widgets.table_columns import Column, table_heading, table_line
from .confirm import Confirm
from .dialog import Dialog

_HINT = "n: back up now   Enter: put the study back   Esc: close"
_MEGABYTE = 1_000_000
_COLUMNS = (
    Column("Number", 6, right=True),
    Column("When", 16),
    Column("Why"),
    Column("MB", 8, right=True, least=44),
)


class BackupsDialog(Dialog[Path]):
    """Lists the backups, the newest first; dismissed with the one to put the study back to."""

    TITLE_TEXT = "Backups"
    TALL = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,a", "make", "Back up now", id="backups.make"),
        Binding("r", "restore", "Put back", id="backups.restore"),
    ]

    def __init__(self) -> None:
        super().__init__(hint=_HINT)

    def parts(self) -> Iterable[Widget]:
        """The list."""
        listing = Listing(
            heading=lambda width: table_heading(_COLUMNS, width),
            empty="There are no backups yet. n makes one.",
            id="backups",
        )
        listing.styles.height = "1fr"
        yield listing

    def on_mount(self) -> None:
        """Load the list."""
        self._load()

    def _load(self) -> None:
        self.ask(
            lambda study: study.backups.list(),
            self._show,
            group="backups",
            refused=self.show_trouble,
        )

    def _show(self, backups: list[Backup]) -> None:
        self.query_one(Listing).fill([_backup_row(one) for one in backups])

    def action_make(self) -> None:
        """Make one now."""
        self.say("Making a backup…")
        known = {row.key for row in self.query_one(Listing).rows}

        def made(backup: Backup) -> None:
            self.say(_HINT)
            if backup.number in known:
                self.notify(f"Nothing changed since backup {backup.number}, which is whole.")
            self._load()

        self.attempt(lambda study: study.backups.make(), made)

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Enter puts back."""
        message.stop()
        self.action_restore()

    def action_restore(self) -> None:
        """Ask, and leave with the highlighted backup."""
        row = self.query_one(Listing).row
        backup = row.value if row is not None else None
        if not isinstance(backup, Backup):
            return

        def answered(agreed: bool | None) -> None:
            if agreed:
                self.dismiss(backup.path)

        self.app.push_screen(
            Confirm(
                f"Put the study back to backup {backup.number}",
                f"The study will be as it was on {moment(backup.at)}. "
                "A backup of the study as it is now is made first, so you can come back to it. "
                "Nobody else may have the study open.",
                "put it back",
            ),
            answered,
        )


def _backup_row(backup: Backup) -> Row:
    def draw(width: int) -> Content:
        cells = [
            Content.styled(f"{backup.number}", SOFT),
            Content(moment(backup.at)),
            Content.styled(backup.why, "bold"),
            Content.styled(f"{backup.size / _MEGABYTE:,.1f}", SOFT),
        ]
        return table_line(_COLUMNS, cells, width)

    return Row(draw, backup, backup.number)
