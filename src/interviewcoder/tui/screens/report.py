"""A dialog that tells what was done, to read and to close."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from ..widgets.listing import Listing, Row
from .dialog import Dialog


class ReportDialog(Dialog[None]):
    """Shows a sum and lines under it.

    Args:
        title: what was done.
        sum_up: what came of it, in one sentence.
        rows: the particulars.
        hint: what can be done.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "cancel", "Close", show=False, id="report.close"),
    ]

    def __init__(
        self,
        title: str,
        sum_up: Content,
        rows: Sequence[Row] = (),
        *,
        hint: str = "Enter: close   z, afterwards: take it back",
    ) -> None:
        super().__init__(title, hint=hint)
        self._sum_up = sum_up
        self._rows = rows

    def parts(self) -> Iterable[Widget]:
        """The sum and the particulars."""
        yield Static(self._sum_up, classes="label")
        yield Listing(id="particulars")

    def on_mount(self) -> None:
        """Fill the list."""
        listing = self.query_one(Listing)
        listing.fill(self._rows)
        listing.display = bool(self._rows)

    def on_listing_chosen(self, message: Listing.Chosen) -> None:
        """Close."""
        message.stop()
        self.dismiss(None)
